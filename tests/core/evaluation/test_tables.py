"""The paper's tables from scores, and its printed numbers beside ours."""

import math

import numpy as np
import pytest

from core.evaluation import (
    EvaluationError,
    agreement,
    agreement_report,
    of_configuration,
    of_index,
    of_value,
    paper,
    paper_settings,
    read_ivc,
    read_peid,
    tables,
)
from core.evaluation.held_out import held_out
from core.indices import INDICES
from core.recognizability.form import Form
from core.recognizability.parameters import Components


def report(scores, database, **options):
    """Report of indices alone."""
    return agreement_report(database, map(of_index, scores), scores, **options)


def table(key, found):
    (one,) = (each for each in tables(found) if each.key == key)
    return one


def cell(table, row, column):
    (line,) = (each for each in table.rows if each.name == row)
    names = [each.name for each in table.columns]
    return line.cells[names.index(column)]


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
    printed = paper.table_1("peid", "krcc", "proposed")
    assert printed is not None
    assert printed.value == 0.820
    assert "IVC" in printed.misprint
    for key in ("nqiqapei", "nmvsi"):
        printed = paper.table_2("enc09", key)
        assert printed is not None
        assert "exchanged" in printed.misprint
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


@pytest.mark.slow
def test_table_1_has_four_criteria_with_the_papers_and_a_test(scores, peid):
    found = report(scores, peid, draws=100)
    proposed, lss = found.indices
    assert proposed.agreement == agreement(scores["proposed"], peid.scores)
    assert proposed.against_proposed is None
    assert proposed.interval is not None
    low, high = proposed.interval
    assert low <= proposed.agreement.srocc <= high
    assert proposed.paper["srocc"].value == 0.893
    assert lss.paper["rmse"].value == 1.078
    assert lss.against_proposed is not None
    assert lss.against_proposed.difference.estimate < 0
    first = table("table1", found)
    trust = table("trust", found)
    assert cell(trust, "lss", "p").value == lss.against_proposed.p
    assert cell(first, "proposed", "SROCC").interval == (low, high)
    assert "KRCC of Proposed" in " ".join(first.notes)
    few = [row.columns for row in tables(found, ("rmse",)) if row.key == "table1"]
    assert [column.name for column in few[0]] == ["RMSE", "images", "provenance"]
    untested = report(scores, peid, draws=10, tests=False).indices
    assert untested[1].interval is not None
    assert untested[1].against_proposed is None


def test_the_table_of_trust_has_the_test_and_leaves_out_a_picture_or_a_type_in_turn(
    scores, peid
):
    found = report(scores, peid, draws=100)
    trust, (_, lss) = table("trust", found), found.indices
    tested = lss.against_proposed.difference
    over = cell(trust, "lss", "over proposed")
    assert over.interval is not None
    assert (over.value, *over.interval) == (tested.estimate, tested.low, tested.high)
    assert cell(trust, "proposed", "over proposed").value is None
    for groups, name in ((peid.pictures, "picture"), (peid.types, "type")):
        expected = held_out(scores["lss"], peid.scores, groups)
        assert cell(trust, "lss", f"{name} lowest").value == expected.lowest
        assert cell(trust, "lss", f"{name} highest").value == expected.highest


def test_our_own_indices_come_with_the_pictures_that_they_were_chosen_on(scores, peid):
    scores["information"] = scores["lss"]
    notes = table("trust", report(scores, peid, draws=0)).notes
    said = [note for note in notes if "chosen while looking at" in note]
    assert len(said) == 1
    assert said[0].startswith("Recognizable information: its constants were chosen")
    own = [key for key, index in INDICES.items() if index.chosen_on]
    assert own == ["information", "key-points"]


def test_rows_without_a_score_are_left_out_and_counted(scores, peid):
    scores["psnr"] = scores["proposed"].copy()
    scores["psnr"][3] = np.nan
    scores["psnr"][7] = np.inf
    found = report(scores, peid, draws=0)
    *_, psnr = found.indices
    assert psnr.left_out == 2
    assert psnr.agreement is not None
    assert psnr.agreement.count == len(peid.rows) - 2
    assert psnr.interval is None
    assert psnr.paper == {}
    notes = table("table1", found).notes
    assert "2 rows without a finite score are left out (PSNR)." in notes


def test_an_index_that_never_moves_has_a_sentence_and_no_numbers(scores, peid):
    scores["ess"] = np.full(len(peid.rows), 0.5)
    found = report(scores, peid, draws=0)
    *_, ess = found.indices
    assert ess.agreement is None
    assert "0.5 everywhere" in ess.problem
    assert ess.problem in " ".join(table("table1", found).notes)
    second = table("table2", found)
    assert {cell(second, row.name, "ess").value for row in second.rows} == {None}
    assert "have no order" in " ".join(second.notes)


def test_table_2_ranks_each_type_beside_the_papers_value(scores, peid):
    found = table("table2", report(scores, peid, draws=0))
    assert [row.name for row in found.rows][:3] == ["enc01", "enc02", "enc07"]
    chosen = np.array([kind == "enc02" for kind in peid.types])
    expected = agreement(scores["lss"][chosen], peid.scores[chosen]).srocc
    assert cell(found, "enc02", "lss").value == expected
    assert cell(found, "enc02", "lss").paper.value == 0.834


def test_printed_means_over_both_databases_stand_in_a_note(scores, peid):
    # Reading: (printed means)
    found = table("table2", report(scores, peid, draws=0))
    for row in ("mean", "standard deviation", "mean without best and worst"):
        assert cell(found, row, "proposed").value is not None
        assert cell(found, row, "proposed").paper is None
    assert "LSS 0.810, 0.264" in found.notes[0]
    assert "Proposed 0.905, 0.064, 0.914" in found.notes[0]
    names, rows = found.flat()
    (mean,) = (row for row in rows if row[0] == "mean")
    assert mean[names.index("paper lss")] is None


def test_ivc_has_its_own_numbers_of_the_paper(ivc_folder):
    database = read_ivc(ivc_folder)
    found = report({"iibvsi": database.scores * 2}, database)
    (column,) = found.indices
    assert column.agreement is not None
    assert column.agreement.srocc == pytest.approx(1)
    assert column.paper["srocc"].value == 0.968
    second = table("table2", found)
    assert cell(second, "iwind_nec", "iibvsi").paper.value == 0.974


def test_a_report_holds_the_sweeps_where_they_were_scored(scores, peid):
    rng = np.random.default_rng(2)
    swept = {
        measure.name: peid.scores + rng.normal(0, 1, len(peid.rows))
        for measure in paper_settings()
    }
    measures = [*map(of_index, scores), *paper_settings()]
    found = agreement_report(peid, measures, scores | swept, draws=0)
    assert [each.key for each in found.indices] == ["proposed", "lss"]
    alpha, beta = found.curves["alpha"], found.curves["beta"]
    assert [point.value for point in alpha] == [0.05, 0.1, 0.15, 0.2, 0.25]
    printed = [point.paper and point.paper.value for point in beta]
    assert printed == [None, None, None, 0.893, None, None]
    assert [(c.key, c.paper["srocc"].value) for c in found.configurations] == [
        ("C1", 0.825),
        ("C2", 0.885),
        ("C3", 0.885),
        ("C4", 0.893),
    ]
    expected = agreement(swept["proposed beta=30"], peid.scores).srocc
    assert beta[2].srocc == pytest.approx(expected)
    keys = [each.key for each in tables(found)]
    assert keys == [
        "table1",
        "trust",
        "table2",
        "figure3_alpha",
        "figure3_beta",
        "table3",
    ]
    assert report(scores, peid, draws=0).curves == {}


def test_settings_of_the_sweeps_are_those_of_the_paper():
    settings = {measure.name: measure for measure in paper_settings()}
    usual = [f"proposed {name}" for name in ("alpha=0.1", "beta=40", "C4")]
    assert {settings[name].form for name in usual} == {Form()}
    assert settings["proposed alpha=0.25"].form.parameters.alpha == 0.25
    assert settings["proposed beta=10"].form.parameters.beta == 10
    assert settings["proposed C1"].form.components == Components.C1
    assert len(settings) == 5 + 6 + 4
    assert of_index("proposed").form == Form()
    assert of_index("lss").form is None


def test_all_points_of_a_curve_stand_on_the_same_rows(peid):
    # Reading: (common rows)
    first, second = peid.scores.copy(), -peid.scores
    first[0] = np.nan
    measures = [of_configuration("C1"), of_configuration("C2")]
    names = [measure.name for measure in measures]
    scores = dict(zip(names, (first, second), strict=True))
    found = agreement_report(peid, measures, scores, draws=0)
    a, b = found.configurations
    assert a.agreement.srocc == pytest.approx(-b.agreement.srocc)
    assert a.agreement.count == b.agreement.count == len(peid.rows) - 1
    assert "1 rows without" in " ".join(table("table3", found).notes)
    moved = [of_value("gamma", 2), of_value("gamma", 3)]
    names = [measure.name for measure in moved]
    curve = agreement_report(
        peid, moved, dict(zip(names, (first, second), strict=True)), draws=0
    ).curves["gamma"]
    assert curve[0].srocc == pytest.approx(-curve[1].srocc)
    assert [point.paper for point in curve] == [None, None]
    flat = {names[0]: np.zeros(len(peid.rows))}
    (point,) = agreement_report(peid, moved[:1], flat).curves["gamma"]
    assert math.isnan(point.srocc)
    assert point.interval is None


def test_a_column_of_another_length_is_refused(peid):
    with pytest.raises(EvaluationError, match="scores of lss, got 2"):
        report({"lss": np.zeros(2)}, peid)
