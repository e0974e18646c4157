"""People, Tune and `showthrough agree` show the same agreement with human scores."""

import html
import json
import math
import re

import numpy as np
import pytest
from click.testing import CliRunner

from core.evaluation.paper_table import MARK
from explorer.commands import agree
from explorer.commands.cli import main
from explorer.people import benchmark


@pytest.fixture
def shipped(monkeypatch):
    """Shipped scores, of which two are missing; the command takes them as its own."""
    scores = benchmark.shipped().scores
    row = benchmark.row_name(benchmark.sample_benchmark().rows[7])
    for name in ("proposed alpha=0.2", "proposed C1"):
        monkeypatch.setitem(scores, (name, row), math.nan)

    def known(database, jobs, *_):
        rows = [benchmark.row_name(row) for row in database.rows]
        return {
            name: np.array([scores[name, row] for row in rows])
            for name in jobs[0].measures
        }

    monkeypatch.setattr(agree, "_scores", known)


@pytest.fixture
def command(shipped):
    """What `showthrough agree --json` says of the sample images."""
    done = CliRunner().invoke(main, ["agree", "--json", "--draws", "0"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["tables"]


@pytest.fixture
def page(session, shipped, monkeypatch):
    monkeypatch.setattr("explorer.session.job_progress._SOON", 30)

    def opened(name):
        app = session(name)
        assert not app.error
        assert not app.exception
        return app

    return opened


def drawn(app, key):
    """Numbers, printed numbers and notes of a table on a page."""
    (found,) = (h.value for h in app.get("html") if f"<caption>{key}" in h.value)
    (body,) = re.findall(r"<tbody>(.*)</tbody>", found)
    lines = body.split("</tr>")[:-1]
    return (
        [re.findall(r"<b>(.*?)</b>", line) for line in lines],
        [re.findall(r"paper ([\d.*]+)", line) for line in lines],
        [html.unescape(note) for note in re.findall(r"<li>(.*?)</li>", found)],
    )


def assert_same(app, table):
    numbers, printed, notes = drawn(app, table["title"])
    ours = ("SROCC", "KRCC", "LCC", "RMSE", *benchmark.INDICES)
    for row, shown, paper in zip(table["rows"], numbers, printed, strict=True):
        values = [row[name] for name in row if name in ours]
        words = [f"{value:.3f}" for value in values if value is not None]
        assert [word.replace("−", "-") for word in shown] == words
        papers = [row[name] for name in row if name.startswith("paper ")]
        assert paper == [
            value if isinstance(value, str) else f"{value:.3f}"
            for value in papers
            if value is not None
        ]
    assert set(table["notes"]) <= set(notes)


@pytest.mark.slow
def test_people_shows_what_the_command_writes(page, command, figures):
    app = page("people")
    for key in ("table1", "table2", "table3"):
        assert_same(app, command[key])
    assert any(MARK in note for note in command["table1"]["notes"])
    _, alpha, beta, _ = figures(app)
    for figure, name in ((alpha, "alpha"), (beta, "beta")):
        rows = command[f"figure3_{name}"]["rows"]
        assert figure["data"][0]["x"] == [float(row[name]) for row in rows]
        assert figure["data"][0]["y"] == [row["SROCC"] for row in rows]


@pytest.mark.slow
def test_tune_shows_what_the_command_writes(page, command, figures):
    app = page("tune")
    assert_same(app, command["table3"])
    rows = command["figure3_alpha"]["rows"]
    assert figures(app)[2]["data"][0]["y"] == [row["SROCC"] for row in rows]


@pytest.mark.slow
def test_a_row_that_one_setting_cannot_score_is_left_out_of_all(command):
    # Reading: (common rows)
    assert {row["images"] for row in command["table3"]["rows"]} == {9 * 34 - 1}
    assert {row["images"] for row in command["table1"]["rows"]} == {9 * 34}


@pytest.mark.slow
def test_no_printed_mean_of_both_databases_stands_beside_the_mean_of_one(command):
    # Reading: (printed means)
    rows = {row["type"]: row for row in command["table2"]["rows"]}
    assert rows["enc09"]["paper proposed"] == 0.889
    for name in ("mean", "standard deviation", "mean without best and worst"):
        assert rows[name]["proposed"] is not None
        assert rows[name]["paper proposed"] is None
    assert "Proposed 0.905, 0.064, 0.914" in command["table2"]["notes"][0]
