"""The criteria of Table 1 by hand, and what the mapping recovers."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import core
from core.evaluation import (
    EvaluationError,
    agreement,
    fit_mapping,
    per_type,
    rank_correlation,
    summarise,
)
from core.evaluation.mapping import five_parameter, four_parameter

MOS = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]


def test_the_core_offers_agreement_by_its_name():
    assert core.agreement is agreement


def test_one_exchange_of_neighbours_costs_what_the_formulas_say():
    # SROCC 1 - 6 sum d^2/(n (n^2 - 1)) = 1 - 12/336; KRCC (20 - 1)/21 pairs.
    result = agreement([1, 2, 3, 5, 4, 6, 7], MOS)
    assert result.srocc == pytest.approx(1 - 12 / 336)
    assert result.krcc == pytest.approx(19 / 21)
    assert result.count == 7


def test_tied_scores_share_their_rank_and_tau_is_tau_b():
    # Ranks 1.5 1.5 3 4 5 6 against 1..6: cov 17, variances 17 and 17.5.
    # 14 concordant pairs, 1 tie: 14/sqrt(14 × 15).
    scores = [1, 1, 2, 3, 4, 5]
    result = agreement(scores, MOS[:6])
    assert result.srocc == pytest.approx(17 / math.sqrt(17 * 17.5))
    assert result.krcc == pytest.approx(14 / math.sqrt(14 * 15))


def test_many_ties_agree_with_scipy():
    rng = np.random.default_rng(5)
    scores, mos = rng.integers(0, 4, 60), rng.integers(0, 6, 60)
    result = agreement(scores, mos)
    assert result.srocc == pytest.approx(np.asarray(stats.spearmanr(scores, mos))[0])
    assert result.krcc == pytest.approx(np.asarray(stats.kendalltau(scores, mos))[0])


def test_an_index_that_runs_the_other_way_has_negative_ranks_and_a_positive_lcc():
    result = agreement([-mos for mos in MOS], MOS)
    assert result.srocc == pytest.approx(-1)
    assert result.krcc == pytest.approx(-1)
    assert result.lcc == pytest.approx(1)


@pytest.mark.parametrize(
    ("logistic", "function", "planted"),
    [
        ("five", five_parameter, (3.0, 4.0, 0.6, 1.5, 2.0)),
        ("five", five_parameter, (-4.0, 9.0, 0.3, 0.2, 3.0)),
        ("four", four_parameter, (5.5, 0.5, 0.4, 0.1)),
        ("four", four_parameter, (0.5, 5.5, 0.7, 0.05)),
    ],
)
def test_planted_constants_are_recovered(logistic, function, planted):
    x = np.linspace(0, 1, 120)
    mapping = fit_mapping(x, function(x, *planted), logistic)
    assert mapping(x) == pytest.approx(function(x, *planted), abs=1e-6)
    if logistic == "four":
        assert mapping.constants == pytest.approx(planted, rel=1e-4)
    result = agreement(x, function(x, *planted), logistic)
    assert result.lcc == pytest.approx(1)
    assert result.rmse == pytest.approx(0, abs=1e-6)


def test_planted_constants_are_recovered_from_noise_whatever_the_unit():
    rng = np.random.default_rng(1)
    x = rng.uniform(0, 1, 800)
    truth = four_parameter(x, 5.5, 0.5, 0.4, 0.08)
    noisy = truth + rng.normal(0, 0.3, len(x))
    for unit, offset in ((1.0, 0.0), (1e6, 0.0), (1e-6, 3e-6), (40.0, -1e3)):
        result = agreement(offset + unit * x, noisy, "four")
        b1, b2, b3, b4 = result.mapping.constants
        assert (b1, b2) == pytest.approx((5.5, 0.5), abs=0.15)
        assert (b3 - offset) / unit == pytest.approx(0.4, abs=0.02)
        assert b4 / unit == pytest.approx(0.08, rel=0.1)
        assert result.rmse == pytest.approx(0.3, abs=0.03)


def test_error_and_linear_correlation_belong_together():
    # A fit that can scale and shift: RMSE = SD(MOS) sqrt(1 - LCC^2).
    rng = np.random.default_rng(2)
    x = rng.normal(size=300)
    mos = np.tanh(x) + rng.normal(0, 0.4, 300)
    for logistic in ("five", "four"):
        result = agreement(x, mos, logistic)
        expected = mos.std() * math.sqrt(1 - result.lcc**2)
        assert result.rmse == pytest.approx(expected, rel=1e-4)


def test_the_curve_runs_over_the_scores_that_were_fitted():
    mapping = agreement([1, 2, 3, 4, 5, 9], MOS[:6]).mapping
    x, y = mapping.curve(50)
    assert (x[0], x[-1], len(x)) == (1, 9, 50)
    assert y == pytest.approx(mapping(x))


@pytest.mark.slow
@given(
    st.lists(st.integers(-1000, 1000), min_size=8, max_size=40, unique=True),
    st.randoms(use_true_random=False),
)
def test_rank_correlations_ignore_monotone_transforms(values, random):
    scores = np.array(values, float) / 100
    mos = scores.copy()
    random.shuffle(mos)
    first = agreement(scores, mos)
    other = agreement(np.exp(scores / 5), mos)
    assert other.srocc == pytest.approx(first.srocc)
    assert other.krcc == pytest.approx(first.krcc)
    for transformed in (scores, scores**3, 7 * scores - 2):
        assert rank_correlation(transformed, mos) == pytest.approx(first.srocc)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=6))
def test_every_criterion_stays_in_its_range(pairs):
    scores, mos = (np.array(column, float) for column in zip(*pairs, strict=True))
    if np.ptp(scores) == 0 or np.ptp(mos) == 0:
        with pytest.raises(EvaluationError, match="no correlation"):
            agreement(scores, mos)
        return
    result = agreement(scores, mos)
    assert -1 <= result.srocc <= 1
    assert -1 <= result.krcc <= 1
    assert 0 <= result.lcc <= 1
    # No worse than answering with the mean.
    assert result.rmse <= mos.std() * (1 + 1e-9)


@pytest.mark.parametrize(
    ("scores", "mos", "words"),
    [
        ([1, 2, 3], [1, 2], "as many scores as human scores, got 3 and 2"),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], "at least 6 scores, got 5"),
        ([2] * 7, MOS, "scores that differ, got 2 everywhere"),
        (MOS, [0.5] * 7, "human scores that differ, got 0.5 everywhere"),
        ([1, 2, math.nan, 4, 5, 6, math.inf], MOS, "nan at position 2 and 1 more"),
        (MOS, [1, 2, 3, 4, 5, 6, math.inf], "finite human scores, got inf"),
        ([MOS], [MOS], r"list of scores, got an array of shape \(1, 7\)"),
        (["a"] * 7, MOS, "numbers as scores"),
    ],
)
def test_what_has_no_agreement_is_refused_in_words(scores, mos, words):
    with pytest.raises(EvaluationError, match=words):
        agreement(scores, mos)


def test_four_constants_need_one_score_less_and_other_words_are_refused():
    assert agreement(MOS[:5], MOS[:5], "four").srocc == pytest.approx(1)
    other: Any = "three"
    with pytest.raises(EvaluationError, match='"five" or "four"'):
        agreement(MOS, MOS, other)


def test_types_are_ranked_by_themselves_and_the_extremes_left_out_once():
    # By hand: a 1, b -1, c 0.5.
    scores = [1, 2, 3, 3, 2, 1, 1, 3, 2]
    mos = [1, 2, 3, 1, 2, 3, 1, 2, 3]
    result = per_type(scores, mos, list("aaabbbccc"))
    assert result.srocc == pytest.approx({"a": 1.0, "b": -1.0, "c": 0.5})
    assert result.mean == pytest.approx(1 / 6)
    assert result.deviation == pytest.approx(np.std([1, -1, 0.5], ddof=1))
    assert result.trimmed == pytest.approx(0.5)


def test_a_type_of_equal_scores_has_no_value_and_does_not_count():
    result = per_type([1, 2, 3, 5, 5, 5], [1, 2, 3, 1, 2, 3], list("aaabbb"))
    assert math.isnan(result.srocc["b"])
    assert result.mean == pytest.approx(1)
    assert math.isnan(result.deviation)
    with pytest.raises(EvaluationError, match="at least 3 scores of each type"):
        per_type([1, 2, 3, 4], [1, 2, 3, 4], list("aaab"))


def test_the_published_summary_of_the_proposed_index_follows_from_its_column():
    # Table 2, column "Our": average 0.905, deviation 0.064; Section 3.3: 0.914.
    column = (0.972, 0.884, 0.912, 0.969, 0.954, 0.893, 0.936, 0.901, 0.901, 0.913)
    column += (0.951, 0.948, 0.715, 0.889, 0.834)
    result = summarise({str(i): value for i, value in enumerate(column)})
    assert result.mean == pytest.approx(0.905, abs=6e-4)
    assert result.deviation == pytest.approx(0.064, abs=6e-4)
    assert result.trimmed == pytest.approx(0.914, abs=6e-4)
