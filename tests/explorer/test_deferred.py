import json
import re

import numpy as np
import pytest

import core
from core.indices.verdicts import Verdict
from core.recognizability.form import Form
from core.recognizability.noise import DRAWS
from explorer.figures import deferred
from explorer.figures.matches import distinct_matches
from explorer.figures.reference_scores import ANCHORS
from explorer.figures.why import Why
from explorer.pair import noise_draws, other_indices
from explorer.store.memory import MIB, Memory
from explorer.store.results_on_disk import ResultFile
from explorer.store.runner import Unwanted, as_long_as
from explorer.store.served_files import PICTURES, SERVED

C4 = core.Components.C4


@pytest.fixture
def pair(source, photo, shuffled, monkeypatch):
    forget(monkeypatch)
    kept = ResultFile()
    monkeypatch.setattr(noise_draws, "results", lambda: kept)
    return source(photo, "photo"), source(shuffled, "shuffled")


def forget(monkeypatch):
    """Begin with an empty memory."""
    fresh = Memory(10 * MIB)
    for module in (deferred, noise_draws, other_indices):
        monkeypatch.setattr(module, "MEMORY", fresh)


def name(address):
    return address.removeprefix(f"{PICTURES}/").rpartition(".")[0]


def test_anchors_have_the_image_s_size_and_are_the_same_each_time(photo, source):
    for anchor in ANCHORS:
        first, second = (anchor.source(source(photo, "photo")) for _ in range(2))
        assert first.luma.shape == photo.shape
        assert not first.luma.flags.writeable
        np.testing.assert_array_equal(first.luma, second.luma)
        assert first.digest == second.digest
    assert len({a.source(source(photo, "photo")).digest for a in ANCHORS}) == 3


def test_the_shuffled_anchor_holds_the_pixels_of_the_image(photo, source):
    shuffled = next(a for a in ANCHORS if a.key == "shuffled").source(
        source(photo, "x")
    )
    assert not (shuffled.luma == photo).all()
    np.testing.assert_array_equal(np.sort(shuffled.luma, None), np.sort(photo, None))


@pytest.mark.slow
@pytest.mark.parametrize("pooling", ["normalised", "printed"])
@pytest.mark.parametrize("components", [core.Components.C1, C4])
def test_marks_are_the_scores_of_the_core(components, pooling, pair, photo):
    parameters = core.Parameters(alpha=0.15, gamma=3)
    settings = Form(
        parameters=parameters, components=components, border="crop", pooling=pooling
    )
    *found, noise = deferred.marks(*pair, settings)
    assert [mark.label for mark in found] == [anchor.label for anchor in ANCHORS]
    baseline = core.noise_baseline(
        photo, pair[1].luma, parameters, components, pooling=pooling
    )
    assert (noise.label, noise.low, noise.high, noise.vsi) == pytest.approx(
        ("noise", baseline.low, baseline.high, baseline.mean), abs=1e-9
    )
    for mark, anchor in zip(found, ANCHORS, strict=True):
        expected = core.visual_security_index(
            photo,
            anchor.source(pair[0]).luma,
            parameters,
            components,
            pooling=pooling,
        )
        assert mark.vsi == expected.vsi


def test_the_gauge_is_complete_when_its_marks_are_known(pair, photo, shuffled):
    result = core.visual_security_index(photo, shuffled)
    now, later = deferred.gauge_figure(*pair, result)
    assert "noise is being measured" in now
    assert later
    complete = SERVED.get(name(later)).decode()
    assert "itself<b>2.00</b>" in complete
    assert deferred.gauge_figure(*pair, result) == (complete, None)


def test_why_is_complete_when_noise_is_measured(pair, photo, shuffled):
    result = core.visual_security_index(photo, shuffled)
    now, later = deferred.why_figure(*pair, result)
    assert "What noise scores on this picture is being measured." in now
    told = SERVED.get(name(later)).decode()
    draws = core.noise_baseline(photo, shuffled).draws
    assert told == Why.of(result).html(draws)
    assert deferred.why_figure(*pair, result) == (told, None)


def test_matches_are_numbered_once_the_score_is_known_to_be_above_noise(
    pair, photo, shuffled
):
    result = core.visual_security_index(photo, shuffled)
    blocks, later = deferred.numbered_matches(*pair, result)
    assert blocks == []
    assert json.loads(SERVED.get(name(later))) == distinct_matches(result) != []
    assert deferred.numbered_matches(*pair, result) == (distinct_matches(result), None)


def test_no_match_is_numbered_in_noise(source, photo, noise, pair, monkeypatch):
    plain, encrypted = pair[0], source(noise, "noise")
    result = core.visual_security_index(photo, noise)
    draws = result.vsi - 1, result.vsi + 1
    monkeypatch.setattr(deferred, "noise", lambda *_: draws)
    _, later = deferred.numbered_matches(plain, encrypted, result)
    assert json.loads(SERVED.get(name(later))) == []
    monkeypatch.setattr(deferred, "known_noise", lambda *_: draws)
    assert deferred.numbered_matches(plain, encrypted, result) == ([], None)


@pytest.mark.parametrize(
    ("kind", "heading", "words"),
    [
        ("within", "Nothing shows.", "This is what noise scores"),
        ("above", "This score cannot tell it from noise.", "The same pixels"),
    ],
)
def test_that_nothing_shows_is_said_only_where_information_is_within_noise_too(
    kind, heading, words, source, photo, noise, monkeypatch
):
    forget(monkeypatch)
    pair = source(photo, f"photo {kind}"), source(noise, f"noise {kind}")
    result = core.visual_security_index(photo, noise)
    # Noise reaches this score, whatever it is.
    draws = result.vsi - 1, result.vsi + 1
    monkeypatch.setattr(deferred, "noise", lambda *_: draws)
    found = Verdict(kind=kind, sentence="It keeps some.")
    monkeypatch.setattr(other_indices, "verdict", lambda *_: found)
    _, later = deferred.why_figure(*pair, result)
    said = SERVED.get(name(later)).decode()
    assert f">{heading}</h1>" in said
    assert f">{words}" in said
    assert ("It keeps some." in said) == (kind == "above")


def test_noise_is_measured_once_though_the_server_begins_anew(
    pair, photo, shuffled, monkeypatch
):
    draws = deferred.noise(*pair, Form())
    assert draws == pytest.approx(core.noise_baseline(photo, shuffled).draws, abs=1e-9)
    forget(monkeypatch)
    monkeypatch.setattr(deferred, "_draw", lambda *_: pytest.fail("measured again"))
    assert deferred.noise(*pair, Form()) == draws


def test_noise_that_nobody_waits_for_is_left_and_taken_up_again(pair, monkeypatch):
    asked, numbers = iter([True, True, False]), []

    def draw(_, number, form):
        numbers.append(number)
        return number / 2

    monkeypatch.setattr(deferred, "_draw", draw)
    with pytest.raises(Unwanted), as_long_as(lambda: next(asked)):
        deferred.noise(*pair, Form())
    assert numbers == [0, 1]
    draws = deferred.noise(*pair, Form())
    assert draws == tuple(number / 2 for number in range(DRAWS))
    assert numbers == list(range(DRAWS))


def test_a_moved_constant_keeps_the_sentence_of_a_score_far_above_noise(pair, photo):
    itself = (pair[0], pair[0])
    deferred.noise(*itself, core.visual_security_index(photo, photo).form)
    moved = core.visual_security_index(photo, photo, core.Parameters(alpha=0.15))
    now, later = deferred.why_figure(*itself, moved)
    assert "The whole picture shows, in place." in now
    assert later


def test_marks_of_other_constants_are_never_shown_as_current(pair, photo, shuffled):
    first = core.visual_security_index(photo, shuffled)
    deferred.marks(*pair, first.form)
    moved = core.visual_security_index(photo, shuffled, core.Parameters(beta=10))
    now, later = deferred.gauge_figure(*pair, moved)
    assert 'class="gauge stale"' in now
    assert " with α 0.100, β 40, γ 5.00<" in now
    assert 'class="gauge"' in SERVED.get(name(later)).decode()


def test_marks_of_another_reading_are_not_shown_at_all(pair, photo, shuffled):
    # Its scale is another one.
    deferred.marks(*pair, core.visual_security_index(photo, shuffled).form)
    other = core.visual_security_index(photo, shuffled, components=core.Components.C1)
    assert "noise is being measured" in deferred.gauge_figure(*pair, other)[0]


def test_the_reassembled_picture_comes_with_the_core_s_score(pair, photo, shuffled):
    result = core.visual_security_index(photo, shuffled, core.Parameters(alpha=0.15))
    html = SERVED.get(name(deferred.reassembled_figure(*pair, result))).decode()
    own = float(re.findall(r"Reassembled: VSI ([\d.]+)<", html)[0])
    picture = deferred.reassembled_picture(pair[1], result)
    assert f'src="{picture}"' in html
    whole = core.read_image(SERVED.get(name(picture)))
    expected = core.visual_security_index(photo, whole, core.Parameters(alpha=0.15))
    assert own == pytest.approx(expected.vsi, abs=5e-5)


def test_a_name_depends_on_all_that_its_figure_does(pair, photo, shuffled):
    results = [
        core.visual_security_index(
            photo, shuffled, core.Parameters(alpha=alpha), border=b
        )
        for alpha in (0.1, 0.15)
        for b in ("crop", "pad")
    ]
    assert len({deferred.reassembled_picture(pair[1], r) for r in results}) == 4
    assert len({deferred.gauge_figure(*pair, r)[1] for r in results}) == 4
