import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

import core
from explorer.figures.block_detail import BOTH, ONLY_ENCRYPTED, ONLY_PLAIN, block_detail
from explorer.figures.matches import ranked_matches

TILE = re.compile(
    r'<figure><img alt="([^"]+)" src="data:image/png;base64,([^"]+)">'
    r"<figcaption>(.+?)</figcaption></figure>"
)


def tiles(html):
    found = {}
    for alt, content, _ in TILE.findall(html):
        with Image.open(io.BytesIO(base64.b64decode(content))) as image:
            found[alt] = np.asarray(image)
    return found


def equation(html, number):
    (line,) = re.findall(rf"<p>Eq\. {number} .*?</p>", html)
    return line


def last_bold(line):
    return re.findall(r"<b>(.*?)</b>", line)[-1]


@pytest.fixture(scope="module")
def detail(result, photo, shuffled):
    """Function that opens a block of the shuffled photograph."""
    return lambda block: block_detail(result, photo, shuffled, block)


BLOCKS = (0, 13, 40)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_equations_end_in_the_numbers_of_the_result(block, detail, result):
    html = detail(block)
    match = result.match.ravel()[block]
    assert last_bold(equation(html, 2)) == f"{result.sim_a[block, match]:.4f}"
    assert last_bold(equation(html, 3)).endswith(
        "1" if "neither" in equation(html, 3) else f"{result.sim_s[block, match]:.4f}"
    )
    assert last_bold(equation(html, "4, 1")) == f"{result.degree.ravel()[block]:.4f}"
    assert last_bold(equation(html, 5)) == f"{result.weight.ravel()[block]:.4f}"
    assert f"{result.contribution.ravel()[block]:.2%}" in equation(html, 6)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_numbers_on_the_way_give_the_number_at_the_end(block, detail):
    html = detail(block)
    sim_a, sim_s, exponent, degree = map(
        float, re.findall(r"\d\.\d{4}", equation(html, "4, 1"))
    )
    assert exponent == sim_a
    assert degree == pytest.approx(sim_a * sim_s ** (1 - sim_a), abs=2e-4)
    mean, deviation, weight = map(float, re.findall(r"\d\.\d{4}", equation(html, 5)))
    assert weight == pytest.approx((1 - mean) * deviation, abs=1e-4)
    if "neither" not in equation(html, 3):
        closeness, union, sim = map(
            float, re.findall(r"([\d.]+) / (\d+) = <b>([\d.]+)", equation(html, 3))[0]
        )
        assert sim == pytest.approx(closeness / union, abs=0.06 / union)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_words_say_where_the_block_and_its_match_are(block, detail, result):
    columns = result.degree.shape[1]
    row, column = divmod(block, columns)
    to_row, to_column = divmod(int(result.match.ravel()[block]), columns)
    assert (
        f"Block in row {row + 1}, column {column + 1} of the plain picture: its best "
        f"match is in row {to_row + 1}, column {to_column + 1} of the encrypted one."
    ) in detail(block)


def test_every_picture_is_of_the_block_s_size_and_described(detail, result):
    found = tiles(detail(13))
    assert len(found) == 11
    for alt, pixels in found.items():
        assert pixels.shape[:2] == (result.side, result.side), alt


def test_the_first_pictures_are_the_pixels_of_both_blocks(
    detail, result, photo, shuffled
):
    block, side, columns = 13, result.side, result.degree.shape[1]
    found = tiles(detail(block))
    for alt, image, index in (
        ("Plain block", photo, block),
        ("Its match", shuffled, int(result.match.ravel()[block])),
    ):
        row, column = divmod(index, columns)
        expected = image[row * side :, column * side :][:side, :side]
        np.testing.assert_array_equal(found[alt], expected)


def test_edges_of_both_blocks_are_told_apart(detail, result):
    block = 13
    picture = tiles(detail(block))["Edges of both blocks, one over the other"]
    plain = result.binary_plain[block]
    encrypted = result.binary_encrypted[result.match.ravel()[block]]
    for colour, where in (
        (BOTH, plain & encrypted),
        (ONLY_PLAIN, plain & ~encrypted),
        (ONLY_ENCRYPTED, encrypted & ~plain),
    ):
        np.testing.assert_array_equal((picture == colour).all(axis=-1), where)


def test_of_identical_images_the_weight_is_the_one_that_counts(photo):
    # Every neighbour is recognised, so Eq. 5 is 0 throughout: its limit takes over.
    result = core.visual_security_index(photo, photo)
    line = equation(block_detail(result, photo, photo, 13), 5)
    assert last_bold(line) == f"{result.weight.ravel()[13]:.4f}" != "0.0000"


def test_of_constant_images_every_block_weighs_the_same():
    flat = np.full((64, 64), 90.0)
    result = core.visual_security_index(flat, flat)
    html = block_detail(result, flat, flat, 3)
    assert last_bold(equation(html, 5)) == "1.0000"
    assert "neither block has an edge" in equation(html, 3)


def test_what_is_switched_off_is_said_to_be(photo, shuffled):
    result = core.visual_security_index(photo, shuffled, components=core.Components.C1)
    html = block_detail(result, photo, shuffled, 13)
    assert "structure is switched off" in equation(html, "4, 1")
    assert last_bold(equation(html, "4, 1")) == f"{result.degree.ravel()[13]:.4f}"
    assert "weight is switched off" in equation(html, 5)


@pytest.mark.parametrize("border", ["crop", "pad"])
@pytest.mark.parametrize("pooling", ["normalised", "printed"])
@pytest.mark.parametrize("encrypted", ["photo", "noise", "flat", "black"])
def test_the_last_block_opens_whatever_the_pair(encrypted, border, pooling, photo, odd):
    other = odd[encrypted]
    result = core.visual_security_index(photo, other, border=border, pooling=pooling)
    html = block_detail(result, photo, other, result.match.size - 1)
    assert len(tiles(html)) == 11
    assert "nan" not in re.sub(r'src="[^"]+"', "", html)


@pytest.mark.parametrize("rank", [2, 5, 48])
def test_another_rank_shows_the_numbers_and_pixels_of_that_pair(
    rank, result, photo, shuffled
):
    block, side, columns = 13, result.side, result.degree.shape[1]
    rank = min(rank, result.match.size)
    other = ranked_matches(result, block)[rank - 1]
    html = block_detail(result, photo, shuffled, block, rank)
    assert last_bold(equation(html, 2)) == f"{result.sim_a[block, other]:.4f}"
    line = equation(html, 4)
    assert last_bold(line) == f"{result.sim[block, other]:.4f}"
    assert f"RD(b<sub>p</sub>) = {result.degree.ravel()[block]:.4f}" in line
    row, column = divmod(other, columns)
    assert (
        f"number {rank} by similarity is in row {row + 1}, column {column + 1} of"
        in html
    )
    np.testing.assert_array_equal(
        tiles(html)["The encrypted block"],
        shuffled[row * side :, column * side :][:side, :side],
    )


def test_a_block_that_resembles_nothing_is_not_said_to_have_a_match():
    black, white = np.zeros((64, 64)), np.full((64, 64), 255.0)
    result = core.visual_security_index(black, white)
    html = block_detail(result, black, white, 3)
    assert "no encrypted block counts as its match" in html
    assert "best match is" not in html


def test_of_blocks_that_are_equally_alike_its_own_is_shown_and_the_rest_are_told():
    flat = np.full((64, 64), 90.0)
    result = core.visual_security_index(flat, flat)
    more, columns = result.match.size - 1, result.degree.shape[1]
    html = block_detail(result, flat, flat, columns + 2)
    assert "its best match is in row 2, column 3 of the encrypted one." in html
    assert f"As alike {more} more are. Eq. 1 takes the first" in html
