import subprocess
import sys
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

import core
from explorer.theme.colours import cividis
from explorer.theme.overlays import ARROWS, OVERLAYS, OverlayKey
from explorer.theme.text import PROVENANCE, literal

# Ends of the published table, doi:10.1371/journal.pone.0199239.
DARK, BRIGHT = (0, 34, 78), (254, 232, 56)


def lightness(colours):
    return colours.astype(np.float64) @ [0.2126, 0.7152, 0.0722]


def test_colours_run_from_the_dark_end_to_the_bright_one():
    ends = cividis(np.array([0.0, 1.0]))
    assert ends.dtype == np.uint8
    assert [tuple(map(int, colour)) for colour in ends] == [DARK, BRIGHT]


def test_a_larger_value_is_never_darker():
    values = lightness(cividis(np.linspace(0, 1, 1001)))
    assert all(a <= b + 0.5 for a, b in pairwise(values))
    assert all(a + 5 < b for a, b in pairwise(values[::100]))


def test_values_out_of_range_have_the_colour_of_the_end():
    found = cividis(np.array([[-3.0, 7.0]]))
    np.testing.assert_array_equal(found, [[DARK, BRIGHT]])


def test_a_large_map_has_the_colours_of_its_parts():
    values = np.random.default_rng(0).random((300, 500)).astype(np.float32)
    parts = [cividis(row) for row in values]
    np.testing.assert_array_equal(cividis(values), parts)


@pytest.mark.parametrize("shape", [(), (5,), (4, 6)])
def test_colours_have_the_shape_of_the_values(shape):
    assert cividis(np.full(shape, 0.5)).shape == (*shape, 3)


@pytest.mark.parametrize("key", get_args(OverlayKey))
def test_every_overlay_says_what_it_is_and_how_to_read_it(key):
    overlay = OVERLAYS[key]
    assert overlay.key == key
    assert overlay.label
    if key == "none":
        assert overlay.title == overlay.reading == ""
        return
    assert overlay.title
    assert overlay.reading.endswith(".")
    assert len(overlay.reading) > 40


def test_no_two_overlays_are_named_alike():
    for name in ("label", "title", "reading"):
        words = [getattr(overlay, name) for overlay in OVERLAYS.values()]
        assert len(set(words)) == len(words) == len(get_args(OverlayKey))


def test_arrows_grow_from_none_and_offer_the_first_screen_s_twenty():
    assert ARROWS[0] == 0
    assert list(ARROWS) == sorted(set(ARROWS))
    assert 20 in ARROWS


def test_every_provenance_of_a_scheme_is_explained():
    used = {scheme.provenance for scheme in core.SCHEMES.values()}
    assert used <= set(PROVENANCE)


def test_markdown_of_a_name_reads_as_the_name():
    assert literal("holiday-2 (1).png") == "holiday-2 (1).png"
    assert literal("![x](y)*_$<`~|&\\") == (r"!\[x\](y)\*\_\$\<\`\~\|\&" + "\\\\")


@pytest.mark.slow
def test_what_is_drawn_needs_no_streamlit_and_neither_do_the_commands():
    code = (
        "import sys\n"
        "import explorer.commands.cli, explorer.pair.evaluation\n"
        "import explorer.pair.link_fields, explorer.store.served_files\n"
        "import explorer.figures.block_detail, explorer.figures.matches\n"
        "import explorer.figures.pictures, explorer.figures.score_strip\n"
        "print('streamlit' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("name", "markdown"),
    [
        ("1. My photo.png", "1\\. My photo.png"),
        ("# heading.png", "\\# heading.png"),
        ("- dash.png", "\\- dash.png"),
        (":smile: x.png", ":\u2060smile: x.png"),
        (":red[x].png", ":\u2060red\\[x\\].png"),
    ],
)
def test_a_name_starts_no_list_and_no_emoji(name: str, markdown: str) -> None:
    assert literal(name) == markdown
