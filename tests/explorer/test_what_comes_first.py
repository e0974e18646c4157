"""Where several things must be said first, in which order, wherever they are said."""

from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from core.batch import Row
from core.recognizability.channel import Channel
from core.recognizability.noise import NoiseBaseline
from core.remarks import EMPTY, NOISE, ORDER, UNCHANGED, Remark, in_order
from explorer.commands import score as score_command
from explorer.commands.cli import main
from explorer.commands.row_columns import notes_of
from explorer.figures import deferred, reasons
from explorer.figures.why import Why
from explorer.pair.sources import read_source
from explorer.store.memory import MIB, Memory

COLOUR = Channel(name="Cb", vsi=1.9, rd=0.9, gs=1.0, noise=NoiseBaseline.of(1.9, [0.5]))
PLANES = Remark(kind="planes", words="Bit plane 8 is left in the clear: all of it.")

BEGINS = {
    "noise": "The plain picture looks like noise",
    "empty": "The plain picture is the same everywhere",
    "unchanged": "This encryption changes no pixel",
    "colour": "Brightness hardly shows the picture. Colour does.",
    "planes": "Bit plane 8 is left in the clear",
    "grid": "In blocks of 16 px, the whole picture can be put together again.",
    "moved": "Pieces of the picture still show, in other places.",
}
"""Of the first sentence on each, in the order that they are to be said."""


@pytest.fixture(scope="module")
def own_grid(photo, shuffled):
    """What the index says in the blocks that changed places."""
    in_pixels = core.Parameters.for_side(16, min(photo.shape))
    found = core.visual_security_index(photo, shuffled, in_pixels)
    return replace(found, form=replace(found.form, in_pixels=True))


@pytest.fixture
def what_is_said(result, own_grid):
    """Function that puts the head of the page together: (what there is to say)."""

    def said(kinds, method="words"):
        remarks = {"noise": NOISE, "empty": EMPTY, "unchanged": UNCHANGED}
        remarks["planes"] = PLANES
        why = Why.of(
            own_grid if "grid" in kinds else result,
            # The other way round: whoever finds them does not decide the order.
            tuple(remarks[kind] for kind in reversed(kinds) if kind in remarks),
        )
        shows = (COLOUR,) if "colour" in kinds else ()
        noise = 0.0 if "grid" in kinds else result.vsi - 0.3
        return getattr(why, method)([noise] * 3, shows)

    return said


@pytest.mark.parametrize("first", list(BEGINS))
def test_of_several_things_the_earliest_is_the_heading(first, what_is_said):
    kinds = list(BEGINS)[list(BEGINS).index(first) :]
    html = what_is_said(kinds, "html")
    heading = html.partition("</h1>")[0].removeprefix('<h1 class="verdict">')
    assert heading.startswith(BEGINS[first])


def test_everything_at_once_is_said_in_one_order(what_is_said):
    kinds = list(BEGINS)
    said = what_is_said(kinds)
    # Blocks that were moved are "put together again" in a grid of their own.
    places = [said.index(BEGINS[kind]) for kind in kinds if kind != "moved"]
    assert places == sorted(places)
    assert places[0] == 0
    assert said.index("Compare this score only with scores of the same") > places[-1]


def test_the_order_of_the_core_is_that_of_the_heading():
    assert [kind for kind in ORDER if kind in BEGINS] == list(BEGINS)
    assert in_order([PLANES, UNCHANGED, EMPTY, NOISE])[0] is NOISE


def test_a_pair_of_one_picture_of_noise_or_of_nothing_says_that_before_the_rest():
    noise = np.random.default_rng(1).integers(0, 256, (64, 64)).astype(np.uint8)
    assert core.remarks(noise, noise.copy()) == (NOISE, UNCHANGED)
    flat = np.full((64, 64), 90, np.uint8)
    assert core.remarks(flat, flat.copy()) == (EMPTY, UNCHANGED)
    assert core.remarks(flat, noise) == (EMPTY,)


def test_nothing_shows_is_said_of_blocks_in_use_too(own_grid):
    said = Why.of(own_grid).words([1.9, 2.0])
    assert said.startswith("In blocks of 16 px, this score cannot tell it from noise.")
    moved = replace(own_grid, offset=(3, 5))
    assert Why.of(moved).words([0.0]).startswith("In blocks of 16 px from (3, 5), ")


@pytest.fixture
def planes_pair(tmp_path, photo):
    """Paths of a picture, and of an encryption that leaves planes 8 and 7."""
    plain = photo.astype(np.uint8)
    noise = np.random.default_rng(4).integers(0, 64, plain.shape)
    paths = tmp_path / "plain.png", tmp_path / "high.png"
    for path, pixels in zip(paths, (plain, plain & 192 | noise), strict=True):
        Image.fromarray(pixels.astype(np.uint8)).save(path)
    return paths


def opened(path):
    return read_source(path.read_bytes(), path.name)


def test_the_page_shows_them_in_this_order(planes_pair, monkeypatch):
    fresh = Memory(20 * MIB)
    for module in (deferred, reasons):
        monkeypatch.setattr(module, "MEMORY", fresh)
    monkeypatch.setattr(reasons, "known_to_show", lambda *_: (COLOUR,))
    pair = [opened(path) for path in planes_pair]
    side = core.Parameters.for_side(16, 96)
    found = core.visual_security_index(pair[0].luma, pair[1].luma, side, data_range=255)
    monkeypatch.setattr(deferred, "known_noise", lambda *_: (0.1, 0.2))
    html, _ = deferred.why_figure(
        *pair, replace(found, form=replace(found.form, in_pixels=True))
    )
    said = [html.index(words) for words in ("Colour does.", "Bit pl", "In blocks of")]
    assert html.startswith('<h1 class="verdict">Brightness hardly shows')
    assert said == sorted(said)


def test_commands_print_them_in_this_order(planes_pair, monkeypatch):
    monkeypatch.setattr(score_command, "shows_more", lambda *_: (COLOUR,))
    done = CliRunner().invoke(main, ["score", *map(str, planes_pair), "--side", "16"])
    assert done.exit_code == 0, done.output
    places = [
        done.output.index(words)
        for words in ("Colour does not.", "note: Bit planes", "cannot be compared")
    ]
    assert places == sorted(places)


def test_notes_of_a_table_have_them_in_this_order():
    row = Row(
        number=0,
        plain="a",
        encrypted="b",
        notes=("b is read with 9 as white", PLANES.words, NOISE.words),
        remarks=(PLANES, NOISE),
        channels={"Cb": 1.9},
        shows_more=(COLOUR,),
    )
    said = (notes_of(row, "") or "").split("; ")
    begins = [NOISE.words[:20], "Brightness hides", PLANES.words[:20], "b is read"]
    assert all(note.startswith(begin) for note, begin in zip(said, begins, strict=True))
