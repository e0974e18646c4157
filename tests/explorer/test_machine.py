"""The lesson of Learn after the equations: what tests and scores do not tell."""

import re
from functools import partial

import numpy as np
import pytest

import core
from core.encryption.exponential import substitute
from core.recognizability.form import Form
from explorer.learn.lessons import machine
from explorer.learn.steps import MACHINE
from explorer.pair.sources import FOLDER, load_sample, samples


def test_a_fixed_table_passes_both_tests_on_every_sample_and_keeps_its_picture():
    for entry in samples().values():
        levels = np.rint(load_sample(entry).luma).astype(np.uint8)
        assert [test.key for test in machine.tests_of(levels)] == ["npcr", "uaci"]
        assert {test.verdict for test in machine.tests_of(levels)} == {"passes at 5 %"}
    # Each grey level has one other: nothing of the picture is lost.
    assert len(set(substitute(np.arange(256, dtype=np.uint8)).tolist())) == 256


@pytest.mark.slow
def test_hidden_means_are_won_back_and_a_table_shows_more_than_noise():
    plain = load_sample(next(iter(samples().values())))
    found = machine.won_back(plain, Form())
    assert found is not None
    assert found.after - found.before > 0.3
    assert found.noise_before < found.before < found.after
    shown = machine.passed(plain, Form())
    assert shown.vsi > max(shown.noise) + 0.3


def learn_script():
    from explorer import session
    from explorer.learn import page as learn

    session.arrive("learn")
    learn.page()


@pytest.fixture
def visit(session, monkeypatch):
    """Function that opens the lesson by a link, with results made up."""
    levels = core.read_image(FOLDER / "astronaut.png").astype(np.uint8)
    tests = machine.tests_of(levels[:64, :64, 0] if levels.ndim == 3 else levels)
    made = machine.Passed(
        picture=np.zeros((8, 8), np.uint8), tests=tests, vsi=1.25, noise=(0.7, 0.8)
    )
    won = machine.WonBack(
        picture=np.zeros((8, 8)),
        before=1.31,
        after=1.81,
        noise_before=0.74,
        noise_after=1.23,
    )
    monkeypatch.setattr("explorer.learn.lessons.machine.passed", lambda *_: made)
    monkeypatch.setattr("explorer.learn.lessons.machine.won_back", lambda *_: won)
    return partial(session, learn_script, lesson=str(MACHINE))


def fine(app):
    assert [exception.value for exception in app.exception] == []
    return app


def pictures(app):
    found = [re.findall(r'alt="(The [^"]*)"', part.value) for part in app.html]
    return [alt for alts in found for alt in alts]


def test_a_guess_comes_before_what_answers_it_and_the_end_keeps_its_link(visit):
    app = fine(visit())
    assert app.query_params == {"lesson": "10"}
    assert pictures(app) == ["The picture with hidden brightness"]
    assert not any("1.25" in part.value for part in app.markdown)
    app.radio[0].set_value(1).run()
    fine(app.radio[1].set_value(0).run())
    assert pictures(app) == [
        "The picture behind a table of grey levels",
        "The picture after the attack",
    ]
    said = [part.value for part in app.markdown]
    assert any("Another answer is true:** The picture shows." in part for part in said)
    assert any("**1.25**, and noise scores 0.70 to 0.80" in part for part in said)
    assert any("1.31 before, **1.81** after" in part.value for part in app.caption)
    fine(app.button(key="previous").click().run())
    assert app.query_params == {"lesson": "9"}


def test_a_class_finds_no_number_in_the_lesson_on_attacks(visit):
    app = fine(visit(hide="values,questions"))
    said = " ".join(part.value for part in (*app.markdown, *app.caption))
    assert not re.search(r"\d\.\d\d", said.partition("What follows")[0])
    assert len(pictures(app)) == 2
    app = fine(visit(hide="answers"))
    app.radio[0].set_value(0).run()
    assert pictures(app) == ["The picture with hidden brightness"]
