"""Scores and maps of Compare, made in the background."""

import numpy as np
import pytest

import core
from core.indices import INDICES
from core.recognizability.form import Form
from explorer.compare import computed
from explorer.compare.maps import DrawnMaps, Scored


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
    assert "alpha" in found.problem
    maps = until(
        lambda: computed.drawn_maps(long, long, "proposed", constants(0.02), 0)
    )
    assert isinstance(maps, computed.Failed)
