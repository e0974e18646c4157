"""What an agreement is without one picture, or one type of encryption."""

import numpy as np
import pytest

from core.evaluation import EvaluationError, rank_correlation
from core.evaluation.held_out import held_out


def test_every_group_is_left_out_once_and_stands_alone_once():
    rng = np.random.default_rng(0)
    scores, mos = rng.normal(size=(2, 30))
    groups = ["abc"[n % 3] for n in range(30)]
    found = held_out(scores, mos, groups)
    assert found.whole == rank_correlation(scores, mos)
    for number, name in enumerate("abc"):
        chosen = np.arange(30) % 3 == number
        assert found.without[name] == rank_correlation(scores[~chosen], mos[~chosen])
        assert found.alone[name] == rank_correlation(scores[chosen], mos[chosen])
    assert found.lowest == min(found.without.values())
    assert found.highest == max(found.without.values())


def test_a_group_without_an_order_of_its_own_has_none():
    found = held_out([1, 1, 1, 4, 5, 6], [1, 2, 3, 4, 5, 6], list("aaabbb"))
    assert np.isnan(found.alone["a"])
    assert found.alone["b"] == 1


def test_groups_that_do_not_fit_are_refused():
    with pytest.raises(EvaluationError, match="a group for each of 3 scores, got 2"):
        held_out([1, 2, 3], [1, 2, 3], ["a", "b"])
    with pytest.raises(EvaluationError, match="at least two groups"):
        held_out([1, 2, 3], [1, 2, 3], ["a", "a", "a"])
