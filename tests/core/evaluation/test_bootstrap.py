"""Bootstrap over plain pictures: coverage, pairing and refusals."""

import numpy as np
import pytest

from core.evaluation import EvaluationError, difference, interval, rank_correlation


def sample(rng, pictures: int, noise: float, each: int = 6):
    """Scores that follow the human ones, with a shift that a picture's rows share."""
    shift = np.repeat(rng.normal(0, 0.5, pictures), each)
    mos = np.tile(np.linspace(0, 6, each), pictures)
    scores = mos + shift + rng.normal(0, noise, len(mos))
    names = [f"p{i}" for i in range(pictures) for _ in range(each)]
    return scores, mos, names


@pytest.mark.slow
def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    truth = rank_correlation(*sample(rng, 3000, 2.0)[:2])
    hits = 0
    for _ in range(60):
        scores, mos, names = sample(rng, 25, 2.0)
        found = interval(scores, mos, names, confidence=0.9, draws=150)
        hits += found.low <= truth <= found.high
    assert 46 <= hits <= 60  # 54 expected


def test_the_interval_is_the_same_for_the_same_seed_and_grows_with_confidence():
    scores, mos, names = sample(np.random.default_rng(1), 10, 1.5)
    first = interval(scores, mos, names, draws=200, seed=3)
    assert first == interval(scores, mos, names, draws=200, seed=3)
    assert first != interval(scores, mos, names, draws=200, seed=4)
    wide = interval(scores, mos, names, draws=200, seed=3, confidence=0.99)
    assert wide.low <= first.low <= first.estimate <= first.high <= wide.high
    assert (first.pictures, first.draws) == (10, 200)
    assert first.estimate == rank_correlation(scores, mos)


@pytest.mark.parametrize("criterion", ["srocc", "krcc", "lcc", "rmse"])
def test_every_criterion_has_an_interval(criterion):
    scores, mos, names = sample(np.random.default_rng(2), 8, 1.0)
    found = interval(scores, mos, names, criterion=criterion, draws=60)
    assert found.low < found.estimate < found.high


def test_pictures_are_drawn_whole():
    # Each picture alone has SROCC 1: rows drawn one by one would mix otherwise.
    scores = [1, 2, 3, 11, 12, 13, 21, 22, 23]
    mos = [1, 2, 3, 11, 12, 13, 21, 22, 23]
    found = interval(scores, mos, list("aaabbbccc"), draws=100)
    assert found.low == found.high == pytest.approx(1)


def test_a_better_index_is_told_from_a_worse_one_but_not_from_itself():
    rng = np.random.default_rng(4)
    good, mos, names = sample(rng, 20, 0.5)
    bad = mos + rng.normal(0, 6, len(mos))
    found = difference(good, bad, mos, names, draws=300)
    assert found.p < 0.02
    assert found.difference.low > 0
    backwards = difference(bad, good, mos, names, draws=300)
    assert backwards.difference.estimate == -found.difference.estimate
    assert backwards.p == found.p
    same = difference(good, good * 2 + 1, mos, names, draws=300)
    assert same.p == 1
    assert same.difference.estimate == 0


def test_equally_good_indices_are_seldom_told_apart():
    rng = np.random.default_rng(5)
    told = 0
    for _ in range(30):
        first, mos, names = sample(rng, 15, 1.5)
        second = mos + rng.permutation(first - mos)
        told += difference(first, second, mos, names, draws=100).p < 0.05
    assert told <= 6


def test_what_cannot_be_drawn_is_refused():
    scores, mos, names = sample(np.random.default_rng(6), 4, 1.0)
    with pytest.raises(EvaluationError, match="3 plain pictures to draw from, got 2"):
        interval(scores[:12], mos[:12], names[:12])
    with pytest.raises(EvaluationError, match="a picture for each of 24 scores, got 3"):
        interval(scores, mos, names[:3])
    with pytest.raises(EvaluationError, match="confidence between 0 and 1"):
        interval(scores, mos, names, confidence=95, draws=5)
    with pytest.raises(EvaluationError, match="at least one draw"):
        interval(scores, mos, names, draws=0)
