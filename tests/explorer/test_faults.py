"""Faults of the machine: what goes on, and the sentence that is said."""

import ast
import json
import os
import signal
import subprocess
import sys
import webbrowser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import core
import explorer
from explorer import server
from explorer.store.jobs import Desk, Step
from explorer.store.results_on_disk import ResultFile

WORK = """
import sys, time
import numpy as np
from core.evaluation.judged_table import read_judged_table
from core.evaluation.measures import of_index
from core.recognizability.form import Form
from explorer.pair.sources import Source
from explorer.pair.sweeps import pair_steps
from explorer.people.benchmark import benchmark_steps
from explorer.store.jobs import Desk
from explorer.store.results_on_disk import results

if sys.argv[1] == "people":
    database = read_judged_table(sys.argv[2])
    steps = benchmark_steps(database, [of_index("psnr"), of_index("lss")])
else:
    luma = np.random.default_rng(1).uniform(0, 255, (2, 96, 96))
    plain, encrypted = (
        Source(title=name, digest=name, luma=each)
        for name, each in zip("pe", luma, strict=True)
    )
    betas = tuple(float(beta) for beta in range(10, 18))
    steps = pair_steps(plain, encrypted, "beta", betas, Form())
desk = Desk(results())
job = desk.job("job", "job", lambda: steps)
print(job.progress.done, job.progress.total, flush=True)
desk.begin(job)
told = job.progress.done
while told < job.progress.total:
    job.wait(0.001)
    while told < job.progress.done:
        told += 1
        print(told, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["people", "tune"])
def test_a_job_of_a_killed_server_goes_on_where_it_was(kind, tmp_path, photo):
    rows = ["plain,encrypted,score"]
    for number in range(7):
        levels = np.roll(photo, number, axis=1).astype(np.uint8)
        Image.fromarray(levels).save(tmp_path / f"{number}.png")
        rows.append(f"0.png,{number}.png,{number}")
    table = tmp_path / "table.csv"
    table.write_text("\n".join(rows))
    environment = os.environ | {"SHOWTHROUGH_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-c", WORK, kind, str(table)]

    def begin():
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        )

    with begin() as first:
        known, total = map(int, first.stdout.readline().split())
        assert known == 0
        for _ in range(3):
            done = int(first.stdout.readline())
        first.send_signal(signal.SIGKILL)
    with begin() as second:
        known, again = map(int, second.stdout.readline().split())
        assert (known >= done, again) == (True, total)
        assert second.stdout.read().split()[-1:] in ([str(total)], [])
    assert second.returncode == 0
    with begin() as third:
        assert third.stdout.readline() == f"{total} {total}\n"


def test_a_full_disk_is_said_beside_the_rows_which_are_all_there(session, tmp_path):
    def page():
        import sqlite3

        import streamlit as st

        from explorer import session
        from explorer.session import job_progress
        from explorer.store.jobs import Step
        from explorer.store.results_on_disk import ResultFile

        class Full:
            def execute(self, *_):
                raise sqlite3.OperationalError("database or disk is full")

        full = st.session_state.setdefault("full", ResultFile())
        full._file = Full()
        job_progress.results = lambda: full
        st.session_state["desk"] = desk = job_progress.session.desk()
        desk._results = full
        steps = [Step(name=n, key=n, kind="k", run=lambda n=n: {"v": n}) for n in "ab"]
        job = session.desk().job("job", "job", lambda: steps)
        job_progress.follow(job, lambda: st.write(sorted(job.rows)), key="job")

    app = session(page)
    while app.button:
        app.button[0].click().run() if "Stop" not in app.button[0].label else app.run()
    said = [caption.value for caption in app.caption]
    assert said == [
        "Nothing is lost while this server runs, but results are not being kept: "
        "database or disk is full."
    ]
    assert json.loads(app.json[0].value) == ["a", "b"]


@pytest.mark.parametrize("fails", [False, True])
def test_where_there_is_no_browser_the_address_is_said(fails, monkeypatch, capsys):
    def opened(_):
        if fails:
            raise webbrowser.Error("could not locate runnable browser")
        return False

    monkeypatch.setattr(webbrowser, "open", opened)
    server.open_browser("http://127.0.0.1:8501")
    said = capsys.readouterr().err
    assert said == "No browser was found: open http://127.0.0.1:8501 in one.\n"
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    server.open_browser("http://127.0.0.1:8501")
    assert capsys.readouterr().err == ""


CLOCK = {
    ("time", "time"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("date", "today"),
}


@pytest.mark.slow
def test_nothing_is_decided_by_a_clock_that_can_be_set_back():
    asked = [
        (path.name, node.lineno)
        for package in (core, explorer)
        for path in Path(package.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCK
    ]
    assert asked == []


def test_a_clock_that_is_set_back_keeps_rows_and_their_order(tmp_path, monkeypatch):
    results = ResultFile(tmp_path, capacity=2)
    for number, now in enumerate((3e9, 2e9, 1e9)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        results.keep(str(number), {"n": number})
    assert sorted(results.known("012")) == ["1", "2"]


def test_a_read_only_machine_works_in_memory_and_says_so(tmp_path):
    (tmp_path / "home").write_text("no folder")
    results = ResultFile(tmp_path / "home" / "cache")
    desk = Desk(results)
    step = Step(name="a", key="a", kind="a", run=lambda: {"n": 1})
    job = desk.job("job", "job", lambda: [step])
    desk.begin(job)
    assert job.wait(60)
    assert job.rows == {"a": {"n": 1}}
    assert results.problem.startswith("results are kept in memory only: ")
    assert results.known(["a"]) == {"a": {"n": 1}}
