"""The paper's tables from scores, and its printed numbers beside ours."""

import math

import numpy as np
import pytest

from core.evaluation import (
    SETTINGS,
    EvaluationError,
    agreement,
    paper,
    read_ivc,
    read_peid,
    study,
    table_1,
    table_2,
    table_3,
)


@pytest.fixture(scope="module")
def peid(miniature, tmp_path_factory):
    return read_peid(
        miniature.peid(tmp_path_factory.mktemp("three"), ("airport", "book", "Animal"))
    )


@pytest.fixture
def scores(peid):
    rng = np.random.default_rng(0)
    return {
        "proposed": peid.scores + rng.normal(0, 0.3, len(peid.rows)),
        "lss": rng.normal(0, 1, len(peid.rows)),
    }


def test_the_paper_is_quoted_as_printed_with_its_misprints_marked():
    # Reading: (misprints)
    cell = paper.table_1("peid", "krcc", "proposed")
    assert cell is not None
    assert cell.value == 0.820
    assert "IVC" in cell.misprint
    for key in ("nqiqapei", "nmvsi"):
        cell = paper.table_2("enc09", key)
        assert cell is not None
        assert "exchanged" in cell.misprint
    assert paper.table_2("enc09", "psnr") is None
    assert paper.table_1("ivc", "srocc", "ssim") is None


def test_printed_means_and_deviations_follow_from_the_printed_columns():
    kinds = ["trad", "trunc", "iwind_ec", "iwind_nec", "res"]
    kinds += [f"enc{i:02d}" for i in range(1, 11)]
    for key in paper.COLUMNS:
        cells = [paper.table_2(kind, key) for kind in kinds]
        column = [cell.value for cell in cells if cell]
        mean, deviation = paper.table_2("mean", key), paper.table_2("deviation", key)
        assert mean is not None
        assert deviation is not None
        assert np.mean(column) == pytest.approx(mean.value, abs=1.1e-3)
        assert np.std(column, ddof=1) == pytest.approx(deviation.value, abs=1.1e-3)


def test_errors_marked_as_misprints_are_those_that_do_not_fit_their_lcc():
    # RMSE = SD(MOS) sqrt(1 - LCC^2); the spread of the scores is known.
    for data, spread in (("ivc", 1.33), ("peid", 1.81)):
        for key in paper.COLUMNS:
            lcc, rmse = (paper.table_1(data, c, key) for c in ("lcc", "rmse"))
            assert lcc is not None
            assert rmse is not None
            implied = rmse.value / math.sqrt(1 - lcc.value**2)
            assert (abs(implied / spread - 1) > 0.12) == bool(rmse.misprint), key


def test_table_1_has_four_criteria_with_the_papers_and_a_test(scores, peid):
    proposed, lss = table_1(scores, peid, draws=100)
    assert proposed.agreement == agreement(scores["proposed"], peid.scores)
    assert proposed.against_proposed is None
    assert proposed.srocc is not None
    assert proposed.srocc.pictures == 3
    assert proposed.paper["srocc"].value == 0.893
    assert lss.paper["rmse"].value == 1.078
    assert lss.against_proposed is not None
    assert lss.against_proposed.difference.estimate < 0


def test_rows_without_a_score_are_left_out_and_counted(scores, peid):
    scores["psnr"] = scores["proposed"].copy()
    scores["psnr"][3] = np.nan
    scores["psnr"][7] = np.inf
    *_, psnr = table_1(scores, peid, draws=0)
    assert psnr.left_out == 2
    assert psnr.agreement is not None
    assert psnr.agreement.count == len(peid.rows) - 2
    assert psnr.srocc is None
    assert psnr.paper == {}


def test_an_index_that_never_moves_has_a_sentence_and_no_numbers(scores, peid):
    scores["ess"] = np.full(len(peid.rows), 0.5)
    *_, ess = table_1(scores, peid)
    assert ess.agreement is None
    assert "0.5 everywhere" in ess.problem
    assert "ess" not in table_2(scores, peid).columns


def test_table_2_ranks_each_type_beside_the_papers_value(scores, peid):
    table = table_2(scores, peid)
    assert table.types == ("enc01", "enc02", "enc07")
    chosen = np.array([kind == "enc02" for kind in peid.types])
    expected = agreement(scores["lss"][chosen], peid.scores[chosen]).srocc
    assert table.columns["lss"].srocc["enc02"] == expected
    assert table.paper["enc02", "lss"].value == 0.834
    assert table.paper["deviation", "proposed"].value == 0.064
    assert table.paper["trimmed", "proposed"].value == 0.914


def test_ivc_has_its_own_numbers_of_the_paper(ivc_folder):
    database = read_ivc(ivc_folder)
    (column,) = table_1({"iibvsi": database.scores * 2}, database)
    assert column.agreement is not None
    assert column.agreement.srocc == pytest.approx(1)
    assert column.paper["srocc"].value == 0.968
    table = table_2({"iibvsi": database.scores}, database)
    assert table.paper["iwind_nec", "iibvsi"].value == 0.974


def test_a_study_holds_the_sweeps_where_they_were_scored(scores, peid):
    rng = np.random.default_rng(2)
    swept = {name: peid.scores + rng.normal(0, 1, len(peid.rows)) for name in SETTINGS}
    found = study(peid, scores | swept, scores, draws=0)
    assert found.figure_3 is not None
    assert found.table_3 is not None
    assert [point.setting for point in found.figure_3.alpha] == [
        0.05,
        0.1,
        0.15,
        0.2,
        0.25,
    ]
    assert [point.paper for point in found.figure_3.beta] == [
        None,
        None,
        None,
        0.893,
        None,
        None,
    ]
    assert [(point.setting, point.paper) for point in found.table_3] == [
        ("C1", 0.825),
        ("C2", 0.885),
        ("C3", 0.885),
        ("C4", 0.893),
    ]
    point = found.figure_3.beta[2]
    expected = agreement(swept["beta=30"], peid.scores).srocc
    assert point.srocc == pytest.approx(expected)
    assert study(peid, scores, scores, draws=0).figure_3 is None


def test_settings_of_the_sweeps_are_those_of_the_paper():
    assert SETTINGS["alpha=0.1"] == SETTINGS["beta=40"] == SETTINGS["C4"]
    assert SETTINGS["alpha=0.25"][0].alpha == 0.25
    assert SETTINGS["beta=10"][0].beta == 10
    assert not SETTINGS["C1"][1].structure
    assert len(SETTINGS) == 5 + 6 + 4


def test_all_points_of_a_curve_stand_on_the_same_rows(peid):
    first, second = peid.scores.copy(), -peid.scores
    first[0] = np.nan
    a, b = table_3({"C1": first, "C2": second}, peid)
    assert a.srocc == pytest.approx(-b.srocc)
    flat = table_3({"C1": np.zeros(len(peid.rows))}, peid)
    assert math.isnan(flat[0].srocc)
    with pytest.raises(EvaluationError, match="scores of lss, got 2"):
        table_1({"lss": np.zeros(2)}, peid)
