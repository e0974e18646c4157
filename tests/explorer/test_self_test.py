import re
import runpy

import pytest

import core
from core.attacks import ATTACKS
from explorer.about import self_test as module
from explorer.about.keys import KEYS
from explorer.about.self_test import self_test
from explorer.about.tables import TABLES, heads_and_rows, matching, table
from explorer.pair.sources import FOLDER


def test_every_known_value_is_found_here():
    checks = self_test()
    assert len(checks) == 11
    assert [check for check in checks if not check.passed] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VSI", 1.68),
        ("RD", 0.8),
        ("GS", 0.5),
        ("DIGESTS", {("peid-09", 3): "0" * 16}),
    ],
)
def test_another_value_than_the_known_one_fails(name, value, monkeypatch):
    monkeypatch.setattr(module, name, value)
    assert sum(not check.passed for check in self_test()) == 1


def test_an_index_that_is_off_by_a_little_fails(monkeypatch):
    right = core.visual_security_index

    def wrong(plain, encrypted):
        result = right(plain, encrypted)
        return type("Result", (), {"vsi": result.vsi + 1e-4, "rd": 1, "gs": 1})

    monkeypatch.setattr(core, "visual_security_index", wrong)
    failed = [check.what for check in self_test() if not check.passed]
    assert failed == [
        "VSI(P, P), a picture against itself",
        "VSI, RD and GS of the first sample pair",
    ]


def test_a_check_that_raises_has_failed_and_says_why(monkeypatch):
    monkeypatch.setattr(module, "FOLDER", FOLDER / "nowhere")
    checks = self_test()
    failed = [check for check in checks if not check.passed]
    assert len(failed) == 6
    assert all("cannot open astronaut.png" in check.found for check in failed)


@pytest.mark.slow
def test_the_known_score_of_the_sample_is_the_oracle_s():
    oracle = runpy.run_path(str(FOLDER.parent / "tests" / "core" / "oracle.py"))
    plain = core.read_image(FOLDER / "astronaut.png")
    encrypted = core.read_image(FOLDER / "astronaut_shuffle64.png")
    found = oracle["evaluate"](
        plain, encrypted, core.edge_map(plain), core.edge_map(encrypted)
    )
    assert (found.vsi, found.rd, found.gs) == pytest.approx(
        (module.VSI, module.RD, module.GS), rel=2e-6
    )


def test_tables_hold_every_index_scheme_and_attack_with_its_provenance():
    for name, records in zip(
        TABLES, (core.INDICES, core.SCHEMES, ATTACKS), strict=True
    ):
        heads, rows = heads_and_rows(name)
        assert [row[1] for row in rows] == list(records)
        for row, record in zip(rows, records.values(), strict=True):
            assert len(row) == len(heads)
            assert record.provenance in row
            assert record.citation in row


def test_a_search_finds_rows_that_have_all_words_anywhere():
    _, rows = heads_and_rows("schemes")
    assert matching(rows, "") == rows
    assert {row[1] for row in matching(rows, "STAND-in peid")} == {
        "peid-04",
        "peid-05",
        "peid-08",
        "peid-10",
    }
    assert matching(rows, "no-such-word") == []


def test_a_table_is_text_and_not_markup():
    html = table("A & b", ("<x>",), [("<b>", "&")])
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert html.count("<tr>") == 2


def test_the_keys_are_those_of_the_canvas_help():
    script = (FOLDER.parent / "explorer" / "canvas" / "keys.js").read_text("utf-8")
    help_ = script.partition("HELP = [")[2].partition("];")[0]
    assert re.findall(r'\["(.+?)", "(.+?)"\]', help_) == list(KEYS)
