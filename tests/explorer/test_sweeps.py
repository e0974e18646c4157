"""Sweeps of one pair, and the charts of them."""

import hashlib
import json

import numpy as np
import pytest

import core
from core.encryption.published import PEID_MEANS
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.noise import DRAWS
from core.recognizability.parameters import ALPHA_SWEEP, BETA_SWEEP
from explorer.export.rows import rows_csv, rows_json
from explorer.figures.ablation import ablation_figure
from explorer.figures.sweeps import sweep_figure
from explorer.pair import sweeps
from explorer.pair.sweeps import NOISE, Stages, moved, spread, step_name
from explorer.store.jobs import BackgroundJob
from explorer.store.results_on_disk import ResultFile
from explorer.tune.pair_sweep import _in_one_sentence, _readable, _table

SETTINGS = Form(parameters=core.Parameters(), components=core.Components())


def rows_of(steps):
    job = BackgroundJob(1, steps, ResultFile())
    while job._left:
        job._advance()
    return dict(job.rows)


@pytest.fixture(scope="module")
def pair(photo, shuffled, source):
    return source(photo, "p"), source(shuffled, "s")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variable", "values"),
    [("alpha", (0.1, 0.2)), ("beta", (10.0, 40.0)), ("gamma", (1.0, 5.0))],
)
def test_every_value_has_the_score_of_the_core(variable, values, pair):
    settings = Form(
        parameters=core.Parameters(alpha=0.15),
        components=core.Components.C3,
        border="pad",
        pooling="printed",
    )
    rows = rows_of(sweeps.pair_steps(*pair, variable, values, settings))
    for value in values:
        constants = {"alpha": 0.15, variable: value}
        given = (
            pair[0].luma,
            pair[1].luma,
            core.Parameters(**constants),
            core.Components.C3,
        )
        readings = {"border": "pad", "pooling": "printed"}
        result = core.visual_security_index(*given, **readings)
        row = rows[step_name(value)]
        assert (row["vsi"], row["rd"]) == (result.vsi, result.rd)
        assert row["side"] == result.side
        noise, row = core.noise_baseline(*given, **readings), rows[f"{value:g} noise"]
        assert (row["vsi"], row["low"], row["high"]) == pytest.approx(
            (noise.mean, noise.low, noise.high), abs=1e-9
        )
        assert row["draws"] == 19


@pytest.mark.slow
def test_every_level_has_the_score_of_the_core(pair):
    rows = rows_of(sweeps.level_steps(pair[0], "peid-09", "k", SETTINGS))
    scheme = core.SCHEMES["peid-09"]
    assert len(rows) == 2 * scheme.levels
    for level in (1, scheme.levels):
        made = scheme.encrypt(pair[0].luma, level=level, key="k")
        expected = core.visual_security_index(pair[0].luma, made).vsi
        assert rows[step_name(level)]["vsi"] == expected
        # Which picture it was can be told from the files.
        digest = hashlib.sha256(made.tobytes()).hexdigest()
        assert rows[step_name(level)]["sha256"] == digest
        # Every level has pixels of its own, and so noise of its own.
        noise = core.noise_baseline(pair[0].luma, made)
        row = rows[step_name(level, NOISE)]
        assert (row["low"], row["high"]) == pytest.approx((noise.low, noise.high))


def test_ablation_has_the_scores_of_table_3_s_configurations(pair):
    rows = rows_of(sweeps.ablation_steps(*pair, SETTINGS))
    for name in sweeps.CONFIGURATIONS:
        components = getattr(core.Components, name)
        expected = core.visual_security_index(
            pair[0].luma, pair[1].luma, components=components
        )
        assert rows[name]["vsi"] == expected.vsi


def test_scores_come_first_since_noise_takes_longer(pair):
    settings = (*pair, "beta", (10.0, 40.0), SETTINGS)
    names = [step.name for step in sweeps.pair_steps(*settings)]
    assert names == ["10", "40", "10 noise", "40 noise"]
    names = [step.name for step in sweeps.ablation_steps(*pair, SETTINGS)]
    assert names[3:5] == ["C4", "C1 noise"]
    names = [s.name for s in sweeps.level_steps(pair[0], "peid-09", "k", SETTINGS)]
    assert names[: len(names) // 2] == [f"{n}" for n in range(1, len(names) // 2 + 1)]


def test_noise_is_scored_draw_by_draw_so_that_it_can_be_stopped(pair):
    *_, step = sweeps.pair_steps(*pair, "beta", (40.0,), SETTINGS)
    parts = [step.run() for _ in range(DRAWS)]
    assert parts[:-1] == [None] * (DRAWS - 1)
    assert parts[-1]["draws"] == DRAWS


def test_other_draws_have_another_key(pair, monkeypatch):
    def keys():
        steps = (
            *sweeps.pair_steps(*pair, "beta", (40.0,), SETTINGS),
            *sweeps.ablation_steps(*pair, SETTINGS),
            *sweeps.level_steps(pair[0], "peid-09", "k", SETTINGS),
        )
        return {step.name: step.key for step in steps}

    usual = keys()
    monkeypatch.setattr(sweeps, "DRAWS", 99)
    changed = {name for name, key in keys().items() if key != usual[name]}
    assert changed == {name for name in usual if name.endswith(NOISE)}


@pytest.fixture
def mixed(monkeypatch):
    """How often the pixels of a picture were put in random order."""
    calls, mix = [], sweeps.noise_pair
    monkeypatch.setattr(sweeps, "noise_pair", lambda *w: calls.append(w[1]) or mix(*w))
    return calls


def test_pixels_are_mixed_once_for_all_values_and_parts(pair, mixed, source):
    ours = source(pair[0].luma, "mixed once"), pair[1]
    rows_of(sweeps.pair_steps(*ours, "beta", (10.0, 40.0), SETTINGS))
    rows_of(sweeps.ablation_steps(*ours, SETTINGS))
    assert mixed == [*range(DRAWS)]


def test_pixels_of_a_large_picture_are_mixed_anew(pair, mixed, monkeypatch, source):
    ours = source(pair[0].luma, "mixed anew"), pair[1]
    monkeypatch.setattr(sweeps.MEMORY, "capacity", 30 * DRAWS * pair[0].luma.size)
    rows_of(sweeps.pair_steps(*ours, "beta", (10.0, 40.0), SETTINGS))
    assert mixed == [*range(DRAWS)] * 2


def test_the_noise_of_a_level_encrypts_once(pair, monkeypatch):
    made, encrypt = [], sweeps.encrypt_source
    monkeypatch.setattr(
        sweeps, "encrypt_source", lambda *w: made.append(w[2]) or encrypt(*w)
    )
    steps = sweeps.level_steps(pair[0], "peid-09", "k", SETTINGS)
    rows_of([steps[-1]])
    assert made == [core.SCHEMES["peid-09"].levels]


def test_noise_that_cannot_be_scored_is_a_row_that_says_so(source):
    wide = source(np.zeros((32, 5000)), "wide")
    rows = rows_of(sweeps.pair_steps(wide, wide, "alpha", (0.05,), SETTINGS))
    assert "At most 4,096 fit in memory" in rows["0.05 noise"]["error"]


def test_values_of_the_paper_are_those_of_fig_3():
    assert spread(0.05, 0.25, 5, 0.005) == ALPHA_SWEEP
    assert spread(10, 60, 6, 1) == BETA_SWEEP


def test_values_are_those_that_explore_s_sliders_can_show():
    assert spread(0.1, 0.11, 9, 0.005) == (0.1, 0.105, 0.11)
    assert spread(1, 2, 3, 0.25) == (1, 1.5, 2)


def test_a_step_of_alpha_that_keeps_the_block_side_has_one_key(pair):
    close = sweeps.pair_steps(*pair, "alpha", (0.1, 0.1001), SETTINGS)
    far = sweeps.pair_steps(*pair, "alpha", (0.1, 0.2), SETTINGS)
    assert len({step.key for step in close}) == 2
    assert len({step.key for step in far}) == 4


def test_the_key_of_a_level_does_not_tell_the_secret(pair):
    ours, theirs = (
        sweeps.level_steps(pair[0], "peid-09", key, SETTINGS) for key in ("a", "b")
    )
    assert ours[0].key != theirs[0].key
    assert len(ours[0].key) == 64


def test_stages_are_kept_until_their_constant_moves(photo, shuffled, monkeypatch):
    cuts = []
    cut = stages.cut
    monkeypatch.setattr(stages, "cut", lambda *words: cuts.append(words) or cut(*words))
    pair = Stages(photo, shuffled)
    for beta in (10.0, 20.0, 30.0):
        pair.evaluate(moved(SETTINGS, "beta", beta))
    assert len(cuts) == 1


def test_too_many_blocks_make_a_row_that_says_so(source):
    wide = source(np.zeros((32, 5000)), "wide")
    rows = rows_of(sweeps.pair_steps(wide, wide, "alpha", (0.05,), SETTINGS))
    assert "At most 4,096 fit in memory" in rows["0.05"]["error"]


ROWS = {
    "0.1": {"vsi": 1.5, "rd": 0.8, "gs": 0.9, "side": 10},
    "0.1 noise": {"vsi": 0.7, "low": 0.6, "high": 0.9, "draws": 19},
    "0.3": {"error": "torn"},
}


def drawn(figure):
    """What Plotly would get, with its own check of every name and value."""
    whole = json.loads(figure.to_json())
    type(figure)(whole)
    return whole


def test_a_sweep_that_is_not_finished_shows_what_there_is():
    figure = sweep_figure(
        ROWS, "alpha", (0.1, 0.2, 0.3), marks={"paper": 0.1, "now": 0.2}, top=2
    )
    vsi, rd, gs, low, high, noise = drawn(figure)["data"]
    assert (low["y"], high["y"], high["fill"]) == ([0.6], [0.9], "tonexty")
    assert (vsi["x"], vsi["y"], vsi["customdata"]) == ([0.1], [1.5], [0.1])
    assert (rd["y"], gs["y"], noise["y"]) == ([0.8], [0.9], [0.7])
    first, last = figure.layout.xaxis.range
    assert first < 0.1
    assert last > 0.3
    # Told apart without colours.
    assert len({trace["line"]["dash"] for trace in (vsi, rd, gs)}) == 3
    assert len({trace["marker"]["symbol"] for trace in (vsi, rd, gs)}) == 3


def test_noise_tells_its_range_and_opens_nothing():
    figure = sweep_figure(
        ROWS, "alpha", (0.1, 0.2), marks={}, top=2, labels=["tenth", "fifth"]
    )
    *_, low, high, noise = drawn(figure)["data"]
    assert noise["text"] == ["tenth<br>noise 0.7000, 0.6000 to 0.9000 in 19 draws"]
    # What has customdata is a point that opens Explore.
    assert not any("customdata" in trace for trace in (low, high, noise))


def test_noise_of_one_value_alone_shows_its_range_as_whiskers():
    both = ROWS | {"0.2 noise": {"vsi": 0.5, "low": 0.4, "high": 0.6, "draws": 19}}
    alone, line = (
        drawn(sweep_figure(rows, "alpha", (0.1, 0.2), marks={}, top=2))["data"][-1]
        for rows in (ROWS, both)
    )
    assert alone["error_y"]["visible"]
    assert alone["error_y"]["array"] == pytest.approx([0.2])
    assert alone["error_y"]["arrayminus"] == pytest.approx([0.1])
    assert not line["error_y"]["visible"]
    # A line of one point is nothing to see.
    assert (alone["mode"], line["mode"]) == ("markers", "lines")


def test_files_of_a_sweep_have_the_range_of_noise():
    table = _table(ROWS, "alpha", {0.1: "0.1", 0.3: "0.3"}, [])
    (row,) = table
    assert (row["noise_low"], row["noise_high"], row["noise_mean"]) == (0.6, 0.9, 0.7)
    (row,) = _table({"0.1": ROWS["0.1"]}, "alpha", {0.1: "0.1"}, [])
    assert row["noise_mean"] is None


def test_marks_of_one_value_share_a_line():
    apart = sweep_figure({}, "alpha", (0.1,), marks={"paper": 0.1, "now": 0.2}, top=2)
    same = sweep_figure({}, "alpha", (0.1,), marks={"paper": 0.1, "now": 0.1}, top=2)
    assert [note.text.strip() for note in apart.layout.annotations] == ["paper", "now"]
    assert [note.text.strip() for note in same.layout.annotations] == ["paper = now"]
    assert len(same.layout.shapes) == 1


def test_people_are_drawn_on_an_axis_of_their_own():
    people = PEID_MEANS["peid-09"].visual_security
    values = tuple(float(level) for level in range(1, 7))
    figure = sweep_figure(
        {}, "level", values, marks={}, top=2, labels=["a"] * 6, people=people
    )
    trace = drawn(figure)["data"][-1]
    assert trace["yaxis"] == "y2"
    assert tuple(trace["y"]) == people


def test_each_configuration_has_a_scale_of_its_own():
    rows = {name: {"vsi": 0.5} for name in ("C1", "C4")}
    rows["C1 noise"] = ROWS["0.1 noise"]
    figure = ablation_figure(rows)
    drawn(figure)
    ranges = [
        figure.layout[f"xaxis{number}"].range[1] for number in ("", "2", "3", "4")
    ]
    assert ranges == [1, 1, 1, 2]
    rings = [trace for trace in figure.data if trace.type == "scatter"]
    assert [tuple(ring.x) for ring in rings] == [(0.5,), (), (), (0.5,)]
    assert rings[0].text == ("  0.500",)
    hatched = [trace for trace in figure.data if trace.name.startswith("noise")]
    assert [tuple(bar.x) for bar in hatched] == [(0.9,), (), (), ()]
    assert all(bar.marker.pattern.shape == "/" for bar in hatched)
    assert hatched[0].text == ("C1, noise 0.7000, 0.6000 to 0.9000 in 19 draws",)


def test_a_configuration_is_coloured_from_the_end_of_its_noise_to_its_score():
    rows = {"C1": {"vsi": 0.95}, "C1 noise": ROWS["0.1 noise"]}
    first = next(t for t in ablation_figure(rows).data if t.name == "above noise")
    assert first.base == (0.9,)
    assert first.x == pytest.approx((0.05,))
    within = {**rows, "C1": {"vsi": 0.9}}
    first = next(t for t in ablation_figure(within).data if t.name == "above noise")
    assert not first.x


def test_noise_is_hatched_and_rd_and_gs_wait_until_they_are_asked_for():
    figure = sweep_figure(ROWS, "alpha", (0.1, 0.2), marks={}, top=2)
    vsi, rd, gs, _, high, _ = drawn(figure)["data"]
    assert high["fillpattern"]["shape"] == "/"
    assert (rd["visible"], gs["visible"]) == ("legendonly", "legendonly")
    assert "visible" not in vsi


def test_the_alternative_of_a_sweep_tells_its_ends_and_its_noise():
    said = _in_one_sentence(_table(ROWS, "alpha", {0.1: "0.1"}, []))
    assert said.startswith("1.50 to 1.50, noise 0.60 to 0.90.")
    assert _in_one_sentence([]) == "no value is known yet"


def test_the_table_of_a_sweep_has_plain_heads():
    table = _readable(_table(ROWS, "alpha", {0.1: "0.1"}, []), "alpha")
    assert table["VSI"] == ["1.500"]
    assert table["Block side, px"] == ["10"]
    assert (table["Noise from"], table["Noise to"]) == (["0.600"], ["0.900"])


def test_charts_take_their_ground_from_the_page():
    for figure in (
        ablation_figure({}),
        sweep_figure({}, "beta", (1,), marks={}, top=2),
    ):
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"


def test_files_hold_every_row_and_what_made_it():
    rows = [{"alpha": 0.1, "vsi": 1.5}, {"alpha": 0.2, "vsi": None, "note": "a,b"}]
    assert rows_csv(rows) == 'alpha,vsi,note\n0.1,1.5,\n0.2,,"a,b"\n'
    read = json.loads(rows_json(rows, {"what": "VSI"}))
    assert read["rows"] == rows
    assert read["what"] == "VSI"
    assert "numpy" in read["versions"]
