"""`showthrough agree` on miniature databases."""

import base64
import csv
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from core.evaluation import agreement, read_peid
from explorer.commands import agree as command
from explorer.commands.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def peid(miniature, tmp_path_factory) -> Path:
    return miniature.peid(tmp_path_factory.mktemp("peid"), ("airport", "book", "Lion"))


@pytest.fixture(autouse=True, scope="module")
def _no_pool(scoring_here) -> Iterator[None]:
    with scoring_here():
        yield


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["agree", *map(str, arguments)])


@pytest.fixture(scope="module")
def written(peid, tmp_path_factory) -> tuple[Result, Path]:
    folder = tmp_path_factory.mktemp("out") / "new"
    arguments = ("--peid", peid, "--index", "proposed", "--index", "psnr")
    done = run(*arguments, "--draws", 50, "--workers", 1, "-o", folder)
    return done, folder


@pytest.mark.slow
def test_tables_come_as_text_with_the_papers_numbers(written):
    done, _ = written
    assert done.exit_code == 0, done.output
    for words in (
        "45 encrypted pictures of 3 plain pictures",
        "Visual security",
        "Table 1",
        "Table 2",
        "Figure 3: SROCC against alpha",
        "Table 3",
        "0.820*",
        "* marks a misprint",
    ):
        assert words in done.stdout
    assert "report.html" in done.stderr


@pytest.mark.slow
def test_scores_and_tables_in_the_folder_belong_together(written, peid):
    _, folder = written
    with (folder / "scores.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    database = read_peid(peid)
    assert [line["encrypted"] for line in lines] == [row.name for row in database.rows]
    assert [float(line["human"]) for line in lines] == list(database.scores)
    found = agreement([float(line["proposed"]) for line in lines], database.scores)
    record = json.loads((folder / "agreement.json").read_text("utf-8"))
    first = record["tables"]["table1"]["rows"][0]
    assert (first["index"], first["SROCC"]) == ("proposed", found.srocc)
    assert (first["RMSE"], first["paper RMSE"]) == (found.rmse, 0.801)
    with (folder / "table1.csv").open(newline="", encoding="utf-8") as file:
        assert float(next(csv.DictReader(file))["SROCC"]) == found.srocc
    for key in ("table2", "table3", "figure3_alpha", "figure3_beta"):
        assert (folder / f"{key}.csv").stat().st_size > 0
    betas = [row["beta"] for row in record["tables"]["figure3_beta"]["rows"]]
    assert betas == ["10", "20", "30", "40", "50", "60"]


@pytest.mark.slow
def test_the_same_command_does_not_score_again(written, peid, monkeypatch):
    _, folder = written

    def never(*_, **__):
        pytest.fail("scored again")

    monkeypatch.setattr(command, "run", never)
    arguments = ("--peid", peid, "--index", "proposed", "--index", "psnr")
    done = run(*arguments, "--draws", 0, "-o", folder, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["settings"]["draws"] == 0
    other = run("--peid", peid, "--index", "lss", "-o", folder)
    assert other.exit_code == 2
    assert "other settings" in other.stderr


class Page(HTMLParser):
    """What a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.loads += [v for k, v in attrs if k in ("src", "href", "xlink:href") and v]


@pytest.mark.slow
def test_the_report_loads_nothing_and_draws_every_image(written):
    _, folder = written
    text = (folder / "report.html").read_text("utf-8")
    page = Page()
    page.feed(text)
    assert page.loads == []
    assert "script" not in page.tags
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{digest}&#x27;" in text
    assert "default-src &#x27;none&#x27;" in text
    # A mark with its words for each of 45 images and two indices.
    assert text.count("human score ") == 2 * 45
    assert text.count('class="curve"') == 2 + 2


def test_numbers_of_the_report_stay_inside_its_plots(written):
    _, folder = written
    text = (folder / "report.html").read_text("utf-8")
    for place in re.findall(r'points="([^"]+)"', text):
        xy = np.array([pair.split(",") for pair in place.split()], float)
        assert xy.min() >= 0
        assert (xy <= (380, 300)).all()


def test_ivc_and_tables_are_evaluated_likewise(miniature, tmp_path):
    folder = miniature.ivc(tmp_path)
    done = run("--ivc", folder, "--index", "psnr", "--workers", 1, "--json")
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)["tables"]["table2"]["rows"]
    assert [row["type"] for row in rows][:5] == [
        "trad",
        "trunc",
        "iwind_ec",
        "iwind_nec",
        "res",
    ]
    plain = miniature.picture(0)
    miniature.save(plain, tmp_path / "a.png")
    lines = ["plain,encrypted,score,type"]
    for level in range(1, 6):
        miniature.save(miniature.noisy(plain, level, level), tmp_path / f"{level}.png")
        lines.append(f"a.png,{level}.png,{level},noise")
    (tmp_path / "wrong.png").write_bytes(b"no picture")
    lines.append("a.png,wrong.png,6,noise")
    (tmp_path / "mine.csv").write_text("\n".join(lines))
    done = run(
        "--csv", tmp_path / "mine.csv", "--index", "psnr", "--logistic", "four",
        "--workers", 1,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "wrong.png is not a picture" in done.stderr
    assert "1 rows without a finite score" in done.stdout
    assert "paper" not in done.stdout.split("Table 1")[1].splitlines()[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--peid", "{}", "--regenerated"], "choose one of"),
        (["--peid", "{}"], "data.mat"),
        (["--ivc", "{}"], ".xls"),
        (["--csv", "{}"], "CSV"),
        (["--peid", "{}/nowhere"], "does not exist"),
    ],
)
def test_what_cannot_be_evaluated_ends_with_a_sentence(arguments, words, tmp_path):
    done = run(*(argument.format(tmp_path) for argument in arguments))
    assert done.exit_code == 2
    assert words in done.stderr


def test_without_a_database_the_samples_are_regenerated(monkeypatch):
    seen = []

    def stop(database, *_, **__):
        seen.append(database)
        raise SystemExit(0)

    monkeypatch.setattr(command, "_scores", stop)
    run()
    assert seen[0].key == "regenerated"
    assert len(seen[0].rows) == 9 * 34
