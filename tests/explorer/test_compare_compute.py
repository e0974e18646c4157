"""Scores and maps of Compare, made in the background."""

import numpy as np
import pytest

import core
from core.indices import INDICES
from core.recognizability.form import Form
from explorer.compare import computed
from explorer.compare.comparison import Encryption, comparison
from explorer.compare.head import head_figure
from explorer.compare.maps import DrawnMaps, Scored
from explorer.pair.candidates import Entry
from explorer.store.served_files import PICTURES, SERVED


def constants(alpha=0.1, components=core.Components()):  # noqa: B008 - frozen
    return Form(
        parameters=core.Parameters(alpha=alpha),
        components=components,
        border="crop",
        pooling="normalised",
    )


@pytest.fixture
def pair(photo, noise, source):
    return source(photo, "compare-photo"), source(noise, "compare-noise")


@pytest.mark.parametrize("key", INDICES)
def test_a_score_is_that_of_the_core(key, pair, until):
    found = until(lambda: computed.scored(*pair, key, constants(), 0))
    expected = INDICES[key].evaluate(*(source.luma for source in pair))
    assert isinstance(found, Scored)
    assert found.value == expected.value
    assert dict(found.parts) == dict(expected.parts)
    assert found.card == expected.card
    maps = until(lambda: computed.drawn_maps(*pair, key, constants(), 0))
    assert isinstance(maps, DrawnMaps)


def test_the_papers_index_takes_the_constants_of_explore_and_tells_its_matches(
    pair, until
):
    chosen = constants(alpha=0.2, components=core.Components.C2)
    found = until(lambda: computed.scored(*pair, "proposed", chosen, 0))
    result = core.visual_security_index(
        *(source.luma for source in pair),
        core.Parameters(alpha=0.2),
        core.Components.C2,
    )
    assert found.value == result.vsi
    assert found.blocks.side == result.side
    assert np.array_equal(found.blocks.match, result.match)
    assert np.array_equal(found.blocks.degree, result.degree)


def test_another_encryption_is_scored_alone_and_the_rest_is_there_at_once(
    pair, shuffled, source, monkeypatch, until
):
    until(lambda: computed.scored(*pair, "ess", constants(), 0))
    scored = []
    real = computed._score

    def counted(plain, encrypted, index, *rest):
        scored.append(encrypted.digest)
        return real(plain, encrypted, index, *rest)

    monkeypatch.setattr(computed, "_score", counted)
    other = source(shuffled, "compare-shuffled")
    until(lambda: computed.scored(pair[0], other, "ess", constants(), 0))
    assert computed.scored(*pair, "ess", constants(), 0) is not None
    # The paper's constants are no business of the others.
    assert computed.scored(*pair, "ess", constants(alpha=0.3), 0) is not None
    assert scored == ["compare-shuffled"]


def test_what_cannot_be_scored_says_why_and_how_to_mend_it(source, until):
    long = source(np.zeros((40, 4000)), "compare-long")
    found = until(lambda: computed.scored(long, long, "proposed", constants(0.02), 0))
    assert isinstance(found, computed.Failed)
    assert "Alpha" in found.problem
    maps = until(
        lambda: computed.drawn_maps(long, long, "proposed", constants(0.02), 0)
    )
    assert isinstance(maps, computed.Failed)


@pytest.mark.slow
def test_the_head_tells_noise_once_the_browser_asks_for_it(
    pair, shuffled, source, until
):
    plain, other = pair[0], source(shuffled, "head-shuffled", "shuffled")
    entries = [Entry(kind="file", name=name) for name in ("one", "two")]
    sources = [source(pair[1].luma, "head-noise", "noise"), other]
    encryptions = [
        Encryption(number=n, entry=entry, name=s.title, detail="", source=s)
        for n, (entry, s) in enumerate(zip(entries, sources, strict=True), 1)
    ]

    def complete():
        found = comparison(plain, encryptions, constants(), "proposed")
        return None if found.columns[1].values["proposed"] is None else found

    found = until(complete)
    vsi = [column.values["proposed"] for column in found.columns]
    now, later = head_figure(found)
    assert later is not None
    assert f"shuffled scores most: {vsi[1]:.2f}." in now
    assert "is being measured" in now
    whole = SERVED.get(later.removeprefix(f"{PICTURES}/").removesuffix(".txt")).decode()
    noise = [core.noise_baseline(plain.luma, s.luma) for s in sources]
    low, high = min(n.low for n in noise), max(n.high for n in noise)
    assert f"noise scores {low:.2f} to {high:.2f}" in whole
    within = "cannot tell 1 from noise" in whole
    assert within == (vsi[0] <= noise[0].high)
    # From now on it is known at once, in the numbers on the way to the score too.
    assert head_figure(found) == (whole, None)
    parts = found.parts("proposed")[0]
    assert parts["noise, highest"] == pytest.approx(noise[0].high)
    assert "noise, highest" not in (found.parts("psnr")[0] or {})
