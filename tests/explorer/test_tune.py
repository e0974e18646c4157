"""Tune as a visitor's session runs it, without a browser."""

import json
from contextlib import ExitStack
from functools import partial

import pytest

import core
from core.recognizability.noise import DRAWS
from explorer.pair.sources import FOLDER
from explorer.store.runner import RUNNER


@pytest.fixture
def tune(session, monkeypatch, patience):
    """Function that opens Tune by a link's parameters, and waits for its jobs."""
    monkeypatch.setattr("explorer.session.job_progress._SOON", patience)
    # Nineteen draws at every value take most of the time; one test has them all.
    monkeypatch.setattr("explorer.pair.sweeps.DRAWS", 2)
    return partial(session, "tune")


def fine(app):
    assert [error.value for error in app.error] == []
    assert [exception.value for exception in app.exception] == []
    return app


def button(app, label):
    (found,) = (b for b in app.button if b.label == label)
    return found


def pair():
    names = ("astronaut", "astronaut_shuffle64")
    return tuple(core.read_image(FOLDER / f"{name}.png") for name in names)


def heading(app):
    """Return the head of the page, as it is at first."""
    drawn = [each.proto for each in app.get("bidi_component")]
    (html,) = (
        json.loads(each.json)["html"]
        for each in drawn
        if each.component_name == "figure_view"
    )
    return html


@pytest.mark.slow
def test_the_head_has_the_number_at_hand_and_what_the_sweep_says(tune):
    html = heading(fine(tune(sweep="alpha", span="0.1,0.2,2", alpha="0.15")))
    scores = {
        alpha: core.visual_security_index(*pair(), core.Parameters(alpha=alpha))
        for alpha in (0.1, 0.15, 0.2)
    }
    assert f"<b>{scores[0.15].vsi:.2f}</b>" in html
    least = min((scores[0.1], scores[0.2]), key=lambda result: result.vsi)
    assert f"Blocks of {least.side} px show least: {least.vsi:.2f}." in html
    assert f"With blocks of {scores[0.15].side} px it is" in html
    assert html.count("<h1") == 1


@pytest.mark.slow
def test_the_head_of_levels_has_a_ring_for_each(tune):
    html = heading(fine(tune(sweep="level", ladder="jpeg-dc")))
    assert html.count("<b style") + html.count('<b class="within" style') == 2
    assert "Level 1, " in html


@pytest.mark.slow
def test_all_values_are_a_table_behind_one_click(tune):
    app = fine(tune(span="0.1,0.2,2"))
    (table,) = app.table
    assert list(table.value["VSI"]) == [
        f"{core.visual_security_index(*pair(), core.Parameters(alpha=a)).vsi:.3f}"
        for a in (0.1, 0.2)
    ]


@pytest.mark.slow
def test_the_first_screen_sweeps_alpha_as_fig_3_does(tune, figures):
    app = fine(tune())
    sweep, ablation, people, parts = figures(app)
    assert sweep["data"][0]["x"] == [0.05, 0.1, 0.15, 0.2, 0.25]
    expected = core.visual_security_index(*pair(), core.Parameters(alpha=0.2)).vsi
    assert sweep["data"][0]["y"][3] == expected
    rings = [trace["x"] for trace in ablation["data"] if trace["type"] == "scatter"]
    assert rings[3] == [core.visual_security_index(*pair()).vsi]
    # Fig. 3 itself, from the scores that are shipped: nothing is to be started.
    assert people["data"][0]["x"] == [0.05, 0.1, 0.15, 0.2, 0.25]
    assert people["data"][1]["y"] == [0.893]
    assert not [b for b in app.button if b.label in ("Sweep α", "Compare C1 to C4")]
    # Table 3 as bars: a panel for each of the four criteria, the paper's beside SROCC.
    bars = [trace for trace in parts["data"] if trace["type"] == "bar"]
    assert [len(trace["x"]) for trace in bars] == [4, 4, 4, 4]
    (table,) = (h.value for h in app.get("html") if "<caption>Table 3" in h.value)
    for trace in bars:
        for value in trace["x"]:
            assert f"<b>{value:.3f}</b>" in table
    assert parts["data"][1]["x"] == [0.825, 0.885, 0.885, 0.893]
    assert app.query_params == {}


@pytest.mark.slow
def test_a_link_restores_the_sweep(tune, figures):
    link = {"sweep": "gamma", "span": "2,4,3", "beta": "20"}
    app = fine(tune(**link))
    trace = figures(app)[0]["data"][0]
    assert trace["x"] == [2, 3, 4]
    parameters = core.Parameters(beta=20, gamma=3)
    assert trace["y"][1] == core.visual_security_index(*pair(), parameters).vsi
    assert app.query_params == link


@pytest.mark.slow
@pytest.mark.parametrize("span", ["9,1,5", "1.2.3,4,5", "1,2", "0,1e9,3", "x", "1,9,0"])
def test_a_link_with_a_wrong_range_has_the_usual_one(span, tune, figures):
    app = fine(tune(sweep="beta", span=span))
    values = figures(app)[0]["data"][0]["x"]
    assert 2 <= len(values) <= 41
    assert min(values) >= 1


@pytest.mark.slow
def test_levels_of_a_scheme_are_scored_beside_what_people_said(tune, figures):
    app = fine(tune(sweep="level", ladder="peid-02"))
    chart = figures(app)[0]
    scheme, plain = core.SCHEMES["peid-02"], pair()[0]
    made = scheme.encrypt(plain, level=3, key="showthrough")
    assert chart["data"][0]["y"][2] == core.visual_security_index(plain, made).vsi
    assert chart["data"][-1]["y"][:2] == [0.0, 1.56]
    said = next(c.value for c in app.caption if "A level sets" in c.value)
    assert "not of this one" in said
    assert scheme.provenance.capitalize() in said


@pytest.mark.slow
def test_a_scheme_that_nobody_judged_has_no_human_scores(tune, figures):
    app = fine(tune(sweep="level", ladder="aes-ecb"))
    assert "yaxis2" not in figures(app)[0]["layout"]


@pytest.mark.slow
def test_noise_of_a_scheme_s_only_level_is_that_of_its_own_pixels(
    tune, figures, monkeypatch
):
    monkeypatch.setattr("explorer.pair.sweeps.DRAWS", DRAWS)
    app = fine(tune(sweep="level", ladder="aes-ctr"))
    low, high, noise = figures(app)[0]["data"][-3:]
    plain = pair()[0]
    made = core.SCHEMES["aes-ctr"].encrypt(plain, level=1, key="showthrough")
    found = core.noise_baseline(plain, made)
    for trace, wanted in ((low, found.low), (high, found.high), (noise, found.mean)):
        assert trace["y"] == pytest.approx([wanted])
    assert noise["error_y"]["visible"]
    said = next(c.value for c in app.caption if "A level sets" in c.value)
    assert "cannot tell that level from noise" in said


def test_moving_alpha_moves_the_mark_and_keeps_the_sweep(tune, figures):
    app = tune(alpha="0.15")
    chart = figures(app)[0]
    assert chart["data"][0]["x"] == [0.05, 0.1, 0.15, 0.2, 0.25]
    notes = {note["x"]: note["text"].strip() for note in chart["layout"]["annotations"]}
    assert notes == {0.1: "paper", 0.15: "now"}


def test_another_range_is_swept_and_in_the_link(tune, figures):
    app = tune()
    app.number_input(key="count_of_alpha").set_value(3).run()
    assert figures(fine(app))[0]["data"][0]["x"] == [0.05, 0.15, 0.25]
    assert app.query_params == {"span": "0.05,0.25,3"}


@pytest.mark.slow
@pytest.mark.parametrize("chart", ["sweep_alpha", "tune_alpha"])
def test_a_point_of_either_chart_opens_in_explore_by_its_button(chart, tune, strip_of):
    app = tune()
    app.selectbox(key=f"{chart}_point").set_value(0.2).run()
    app.button(key=f"{chart}_open").click().run()
    assert fine(app).query_params == {"alpha": "0.2"}
    strip = strip_of(app)
    expected = core.visual_security_index(*pair(), core.Parameters(alpha=0.2))
    assert f"{expected.vsi:.4f}" in strip


@pytest.mark.slow
def test_stop_keeps_what_there_is_and_continue_ends_it(tune, monkeypatch, figures):
    monkeypatch.setattr("explorer.session.job_progress._SOON", 0)
    with ExitStack() as held:
        for _ in range(RUNNER.most - 1):  # nothing can be computed
            held.enter_context(RUNNER.turn())
        app = tune(sweep="beta", span="11,61,6")
        app.button(key="sweep_stop").click().run()
        assert "Stopped at 0 of 12" in app.info[0].value
    monkeypatch.setattr("explorer.session.job_progress._SOON", 30)
    button(app, "Continue").click().run()
    app.run()
    assert len(figures(fine(app))[0]["data"][0]["x"]) == 6
    assert not [b for b in app.button if b.label in ("Stop", "Continue")]


def test_what_cannot_be_computed_is_said_and_the_page_stays(tune, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("explorer.pair.sweeps.evaluate", fail)
    app = tune(sweep="beta", span="12,62,6")
    assert not app.exception
    assert "by nought" in app.error[0].value
    assert len([b for b in app.button if b.label == "Try again"]) >= 1
