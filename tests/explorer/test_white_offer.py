"""Where the white of a pair is in doubt, and which white is offered."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.encryption import SCHEMES
from explorer.pair.derived import encrypt_source, with_white
from explorer.pair.sources import read_source
from explorer.pair.white_offer import has_white, offers, on_the_page


def png(levels, dtype=np.uint16):
    file = io.BytesIO()
    Image.fromarray(np.rint(levels).astype(dtype)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def stored(photo, noise):
    """Function that stores the photograph or noise: (name, white, type)."""

    def made(name, white=255, dtype=np.uint8):
        levels = {"photo": photo, "noise": noise}[name]
        full = (levels - levels.min()) / np.ptp(levels) * white
        return read_source(png(full, dtype), f"{name}.png")

    return made


def test_a_plain_pair_is_offered_nothing(stored):
    assert offers(stored("photo"), stored("noise")) == ()


@pytest.mark.parametrize("white", [255, 4095])
def test_a_picture_that_uses_a_sixteenth_of_its_range_is_offered_its_white(
    stored, white
):
    (offer,) = offers(stored("photo"), stored("noise", white, np.uint16))
    assert offer.whites == {"encrypted": white}
    assert offer.label == f"Set white to {white}"
    assert f"noise.png is almost black: its brightest pixel is {white}" in offer.words


def test_two_pictures_that_are_stored_alike_are_offered_one_white(stored):
    (offer,) = offers(
        stored("photo", 2000, np.uint16), stored("noise", 4095, np.uint16)
    )
    assert offer.whites == {"plain": 4095, "encrypted": 4095}
    assert offer.words.endswith("White is probably 4095 in both.")


def test_a_white_that_was_set_is_not_in_doubt(stored):
    deep = stored("photo", 4095, np.uint16)
    assert offers(with_white(deep, 4095), stored("noise")) == ()
    assert offers(with_white(deep, 65535), stored("noise")) == ()


def test_ranges_that_differ_are_said_with_a_white_where_there_is_one(stored):
    (offer,) = offers(stored("photo"), stored("noise", 16000, np.uint16))
    assert offer.whites == {"encrypted": 16383}
    (offer,) = offers(stored("photo", 50), stored("noise"))
    assert offer.words.startswith("The encrypted picture uses grey levels up to 255")
    assert (offer.whites, offer.settable) == ({}, ("plain",))
    (offer,) = offers(stored("photo", 1), stored("noise"))
    assert offer.whites == {"plain": 1}


def test_what_was_encrypted_here_has_the_white_of_its_plain_picture(stored):
    dark = stored("photo", 50)
    made = encrypt_source(dark, SCHEMES["etc"], 1, "key")
    assert offers(dark, made) == ()
    deep = stored("photo", 4095, np.uint16)
    made = encrypt_source(deep, SCHEMES["etc"], 1, "key")
    (offer,) = offers(deep, made)
    assert offer.whites == {"plain": 4095}


def test_a_sample_has_no_white_to_set(stored):
    dark = stored("photo", 50)
    sample = replace(dark, origin=replace(dark.made, sample=True))
    (offer,) = offers(sample, stored("noise"))
    assert (offer.whites, offer.settable) == ({}, ())
    assert not has_white(sample)


def test_a_field_stands_where_a_file_is_not_plain_8_bit_or_its_white_was_set(stored):
    plain, deep = stored("photo"), stored("photo", 65535, np.uint16)
    assert not has_white(plain)
    assert has_white(with_white(plain, 255))
    assert has_white(deep)
    assert not has_white(encrypt_source(deep, SCHEMES["etc"], 1, "key"))


def test_a_note_on_the_page_names_no_option_of_commands(stored):
    deep = stored("photo", 4095, np.uint16)
    notes = [on_the_page(note, deep) for note in deep.notes]
    assert any("--white" in note for note in deep.notes)
    assert not any("--white" in note for note in notes)
    assert any(
        note.endswith("is almost black so. White is probably 4095") for note in notes
    )
