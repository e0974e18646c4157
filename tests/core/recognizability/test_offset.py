"""Blocks that start anywhere, and whose side is given in pixels."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import core
from core.recognizability import blocks
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.stages import prepare

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "sample_images"


def _golden() -> Iterator[dict[str, str]]:
    """Scores of sample pairs as they were before blocks could start elsewhere."""
    with (HERE / "golden_blocks.csv").open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


PAIRS = sorted({(row["plain"], row["encrypted"]) for row in _golden()})


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_scores_of_blocks_from_the_top_left_are_those_from_before_there_were_others(
    pair: tuple[str, str],
) -> None:
    # Absolute 2e-6: single precision, other BLAS kernels.
    images = [core.read_image(SAMPLES / f"{name}.png") for name in pair]
    prepared = prepare(*images, data_range=255)
    for row in _golden():
        if (row["plain"], row["encrypted"]) != pair:
            continue
        form: dict[str, Any] = {"border": row["border"], "pooling": row["pooling"]}
        alpha = core.Parameters(alpha=float(row["alpha"]))
        found = evaluate(prepared, Form(parameters=alpha, offset=(0, 0), **form))
        expected = [float(row[name]) for name in ("vsi", "rd", "gs", "coverage")]
        got = [found.vsi, found.rd, found.gs, found.coverage]
        assert got == pytest.approx(expected, abs=2e-6), row
        assert found.side == int(row["side"])


def _picture(seed: int, shape: tuple[int, int] = (90, 100)) -> np.ndarray:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (-(-shape[0] // 10), -(-shape[1] // 10)))
    return np.kron(coarse, np.ones((10, 10)))[: shape[0], : shape[1]].astype(float)


def test_an_offset_with_a_cropped_border_cuts_the_image_there() -> None:
    image = np.arange(23 * 31).reshape(23, 31)
    assert blocks.grid_shape(image.shape, 8, "crop", (5, 3)) == (2, 3)
    cut = blocks.fit_to_grid(image, 8, "crop", (5, 3))
    np.testing.assert_array_equal(cut, image[5:21, 3:27])
    assert blocks.grid_origin(8, "crop", (5, 3)) == (5, 3)


def test_an_offset_with_a_mirrored_border_mirrors_above_and_left_first() -> None:
    image = np.arange(23 * 31).reshape(23, 31)
    assert blocks.grid_shape(image.shape, 8, "pad", (5, 3)) == (4, 5)
    cut = blocks.fit_to_grid(image, 8, "pad", (5, 3))
    assert cut.shape == (32, 40)
    assert blocks.grid_origin(8, "pad", (5, 3)) == (-3, -5)
    np.testing.assert_array_equal(cut[3:26, 5:36], image)
    np.testing.assert_array_equal(cut[:3, 5:36], image[3:0:-1])
    np.testing.assert_array_equal(cut[3:26, :5], image[:, 5:0:-1])
    np.testing.assert_array_equal(cut[26:, 5:36], image[21:15:-1])


@pytest.mark.parametrize("border", ["crop", "pad"])
def test_the_index_at_an_offset_is_that_of_the_pair_cut_there(border: Any) -> None:
    # Where edges play no part, the image may as well be cut beforehand.
    plain, encrypted = _picture(0), _picture(1)
    parameters, offset = core.Parameters.for_side(16, 90), (5, 3)
    found = core.visual_security_index(
        plain,
        encrypted,
        parameters,
        core.Components.C1,
        border=border,
        offset=offset,
        data_range=255,
    )
    images = [
        blocks.fit_to_grid(image, 16, border, offset) for image in (plain, encrypted)
    ]
    cut = core.visual_security_index(
        *images,
        core.Parameters.for_side(16, min(images[0].shape)),
        core.Components.C1,
        data_range=255,
    )
    np.testing.assert_allclose(found.degree, cut.degree, atol=1e-6)
    assert found.side == 16
    assert found.offset == offset
    covered = found.degree.size * 256 / plain.size if border == "crop" else 1
    assert found.coverage == pytest.approx(covered)


def test_edges_and_their_histograms_are_those_of_the_whole_image() -> None:
    plain, encrypted = _picture(0), _picture(1)
    parameters = core.Parameters.for_side(16, 90)
    here, there = (
        core.visual_security_index(
            plain, encrypted, parameters, offset=offset, data_range=255
        )
        for offset in ((0, 0), (5, 3))
    )
    assert here.gs == there.gs
    np.testing.assert_array_equal(here.edges_plain, there.edges_plain)
    np.testing.assert_array_equal(
        there.cut(there.edges_plain) > 0.5, there.binary_plain
    )


def test_blocks_shuffled_from_an_offset_are_all_found_on_the_grid_that_is_found() -> (
    None
):
    plain = core.read_image(SAMPLES / "camera.png")
    rng, side, (y, x) = np.random.default_rng(3), 32, (7, 13)
    tiles = blocks.split(plain[y : y + 15 * side, x : x + 15 * side], side)
    encrypted = plain.copy()
    encrypted[y : y + 15 * side, x : x + 15 * side] = blocks.join(
        tiles[rng.permutation(len(tiles))], (15, 15)
    )
    grid = core.find_grid(encrypted)
    assert (grid.side, grid.offset) == (side, (y, x))
    found = core.visual_security_index(
        plain,
        encrypted,
        core.Parameters.for_side(grid.side, 512),
        offset=grid.offset,
        data_range=255,
    )
    assert found.degree.shape == (15, 15)
    # The edges of shuffled blocks change at their borders alone; every block is there.
    assert (found.sim_a.max(axis=1) == 1).all()


@pytest.mark.parametrize("offset", [(16, 0), (0, -1), (0, 16)])
def test_an_offset_outside_the_first_block_is_refused(offset: tuple[int, int]) -> None:
    with pytest.raises(core.ImageError, match="start at 0 to 15"):
        core.visual_security_index(
            _picture(0),
            _picture(1),
            core.Parameters.for_side(16, 90),
            offset=offset,
            data_range=255,
        )


def test_an_offset_that_leaves_no_block_is_refused_with_a_way_out() -> None:
    images, side = (_picture(0), _picture(1)), core.Parameters.for_side(80, 90)
    with pytest.raises(core.ImageError, match='border="pad"'):
        core.visual_security_index(*images, side, offset=(20, 0), data_range=255)
    found = core.visual_security_index(
        *images, side, offset=(20, 0), border="pad", data_range=255
    )
    assert found.coverage == 1


@pytest.mark.parametrize("shorter", [32, 37, 90, 512, 600, 3001, 6400])
def test_alpha_of_a_side_in_pixels_gives_back_that_side(shorter: int) -> None:
    for side in range(1, shorter + 1):
        assert core.Parameters.for_side(side, shorter).block_side(shorter) == side


@pytest.mark.parametrize("side", [0, -3, 101])
def test_a_side_that_does_not_fit_is_refused(side: int) -> None:
    with pytest.raises(ValueError, match="1 to 100 pixels"):
        core.Parameters.for_side(side, 100)


def test_only_blocks_of_alpha_from_the_top_left_are_the_papers() -> None:
    assert Form().paper_grid
    assert not Form(offset=(0, 1)).paper_grid
    assert not Form(in_pixels=True).paper_grid
    assert Form(offset=(0, 1), in_pixels=True).with_alpha(0.2).paper_grid


def test_what_noise_and_channels_score_is_at_the_same_offset() -> None:
    plain, encrypted = _picture(0), _picture(1)
    how: dict[str, Any] = {"offset": (5, 3), "data_range": 255}
    parameters = core.Parameters.for_side(16, 90)
    vsi = core.visual_security_index(plain, encrypted, parameters, **how).vsi
    noise = core.noise_baseline(plain, encrypted, parameters, draws=1, **how)
    assert noise.score == vsi
    luma = core.channels(plain, encrypted, parameters, draws=1, **how).found[0]
    assert luma.vsi == vsi
    maps = core.INDICES["proposed"].evaluate(
        plain, encrypted, parameters=parameters, **how
    )
    assert maps.value == vsi
    assert maps.maps["degree"].offset == (5, 3)
