"""Keeping the stages that a moved constant leaves alone."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import core
from core import Components, Parameters, harmonics
from core.recognizability import index, stages
from core.recognizability.form import Form

Levels = NDArray[np.float64]


def assert_same(one: core.Recognizability, other: core.Recognizability) -> None:
    """Fail unless two results are equal to the last bit in every field."""
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        np.testing.assert_array_equal(a, b, err_msg=field.name)


@pytest.fixture(scope="module")
def images(natural: dict[str, Levels]) -> tuple[Levels, Levels]:
    """Two photographs of one size."""
    return natural["camera"][:, :100], natural["moon"]


@pytest.mark.slow
@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize("pooling", ["normalised", "printed"])
def test_stages_give_what_the_index_gives(
    images: tuple[Levels, Levels], border: Any, pooling: Any
) -> None:
    pair = stages.prepare(*images)
    side = min(pair.plain.shape)
    for alpha in (0.1, 0.23):
        grid = stages.cut(pair, Parameters(alpha=alpha).block_side(side), border)
        for beta in (10.0, 40.0):
            filtered = stages.low_pass(grid, beta * grid.side)
            for gamma in (5, 5.5):
                sim_a = stages.compare(filtered, gamma)
                parameters = Parameters(alpha=alpha, beta=beta, gamma=gamma)
                for components in (Components.C1, Components.C4):
                    form = Form(
                        parameters=parameters,
                        components=components,
                        border=border,
                        pooling=pooling,
                    )
                    kept = index.pool(pair, grid, filtered, sim_a, form)
                    anew = core.visual_security_index(
                        *images,
                        parameters,
                        components,
                        border=border,
                        pooling=pooling,
                    )
                    assert_same(kept, anew)


def test_known_edge_maps_are_taken_as_they_are(images: tuple[Levels, Levels]) -> None:
    plain, encrypted = images
    edges = core.edge_map(plain)
    known = stages.prepare(plain, encrypted, edges_plain=edges)
    anew = stages.prepare(plain, encrypted)
    assert known.edges_plain is edges
    np.testing.assert_array_equal(known.edges_encrypted, anew.edges_encrypted)
    assert known.gs == anew.gs


def test_stages_do_not_change_each_other(images: tuple[Levels, Levels]) -> None:
    pair = stages.prepare(*images)
    grid = stages.cut(pair, 13)
    before = [np.copy(getattr(grid, field.name)) for field in fields(grid)]
    filtered = stages.low_pass(grid, 300.0)
    kept = filtered.plain.copy(), filtered.encrypted.copy()
    first = stages.compare(filtered, 5)
    for components in (Components.C1, Components.C4):
        index.pool(pair, grid, filtered, first, Form(components=components))
    np.testing.assert_array_equal(first, stages.compare(filtered, 5))
    np.testing.assert_array_equal(filtered.plain, kept[0])
    np.testing.assert_array_equal(filtered.encrypted, kept[1])
    for field, old in zip(fields(grid), before, strict=True):
        np.testing.assert_array_equal(getattr(grid, field.name), old)


def test_coverage_is_the_share_of_pixels_inside_the_grid(
    images: tuple[Levels, Levels],
) -> None:
    # Reading: (grid) 128 × 100 pixels in blocks of 11 × 11.
    pair = stages.prepare(*images)
    grid = stages.cut(pair, 11)
    assert grid.shape == (11, 9)
    assert grid.coverage == pytest.approx(121 * 99 / 12_800, rel=1e-14)
    padded = stages.cut(pair, 11, "pad")
    assert padded.shape == (12, 10)
    assert padded.coverage == 1


def test_padded_edge_maps_are_mirrored_not_filtered_again(
    images: tuple[Levels, Levels],
) -> None:
    pair = stages.prepare(*images)
    padded = stages.cut(pair, 11, "pad")
    mirrored = np.pad(pair.edges_plain, ((0, 4), (0, 10)), mode="reflect")
    np.testing.assert_array_equal(padded.binary_plain[-1], mirrored[-11:, -11:] > 0.5)


def test_unknown_word_for_the_border_is_refused(
    images: tuple[Levels, Levels],
) -> None:
    unknown: Any = "wrap"
    with pytest.raises(core.ImageError, match='border "crop" or "pad", got \'wrap\''):
        stages.cut(stages.prepare(*images), 11, unknown)
    with pytest.raises(core.ImageError, match='border "crop" or "pad", got \'wrap\''):
        core.visual_security_index(*images, border=unknown)


def test_two_threads_find_the_same_edges(images: tuple[Levels, Levels]) -> None:
    alone, together = (core.visual_security_index(*images, threads=n) for n in (1, 2))
    assert_same(alone, together)


def test_a_bad_pair_is_refused_on_two_threads_too() -> None:
    with pytest.raises(core.ImageError, match="NaN"):
        core.visual_security_index(
            np.full((64, 64), np.nan), np.zeros((64, 64)), threads=2
        )


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_counts_tiles_and_stages_up_to_their_number(
    images: tuple[Levels, Levels], threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harmonics, "_TILE", 64)
    said = list[tuple[int, int]]()
    core.visual_security_index(
        *images, threads=threads, progress=lambda *steps: said.append(steps)
    )
    # 2 × 2 tiles of 64 × 64 pixels in each of both edge maps, and 3 stages.
    assert sorted(said) == [(step, 11) for step in range(1, 12)]
    assert said[-3:] == [(9, 11), (10, 11), (11, 11)]
