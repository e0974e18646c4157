"""Blocks of a form on a pair: as given, found, or those of alpha."""

from pathlib import Path

import numpy as np
import pytest

import core
from core.attacks.own_blocks import NOT_COMPARABLE, OwnBlocks
from core.recognizability.form import Form

SAMPLES = Path(__file__).parents[3] / "sample_images"


def test_blocks_that_nobody_moved_leave_the_form_as_it_is_and_say_nothing() -> None:
    form = Form()
    assert OwnBlocks().place(form, np.zeros((64, 64))) == (form, ())
    assert not OwnBlocks().given


def test_a_side_in_pixels_becomes_alpha_and_scores_are_called_not_comparable() -> None:
    form = Form(parameters=core.Parameters(beta=20))
    placed, notes = OwnBlocks(side=16, offset=(3, 5)).place(form, np.zeros((64, 80)))
    assert placed.parameters.block_side(64) == 16
    assert placed.parameters.beta == 20
    assert placed.offset == (3, 5)
    assert not placed.paper_grid
    assert notes == (f"{NOT_COMPARABLE}.",)


def test_the_grid_of_a_cipher_is_found_and_said() -> None:
    encrypted = core.read_image(SAMPLES / "astronaut_shuffle64.png")
    placed, notes = OwnBlocks(find=True).place(Form(), encrypted)
    assert placed.parameters.block_side(512) == 64
    assert placed.offset == (0, 0)
    assert not placed.paper_grid
    assert notes[0].startswith("Blocks of 64 px that start at (0, 0)")
    assert NOT_COMPARABLE in notes[1]


def test_where_no_grid_is_found_the_paper_s_stays_and_that_is_said() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (96, 96)).astype(float)
    placed, notes = OwnBlocks(find=True).place(Form(), noise)
    assert placed == Form()
    assert notes == ("No block grid found. Blocks follow alpha.",)


def test_a_side_larger_than_the_image_and_contradictions_are_refused() -> None:
    with pytest.raises(core.ImageError, match="1 to 64 pixels"):
        OwnBlocks(side=65).place(Form(), np.zeros((64, 80)))
    with pytest.raises(core.ImageError, match="not both"):
        OwnBlocks(side=8, find=True)
