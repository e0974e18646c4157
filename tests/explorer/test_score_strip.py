from html.parser import HTMLParser

import numpy as np
import pytest

import core
from explorer.figures.leak import LITTLE
from explorer.figures.score_strip import matched_elsewhere, score_strip


class Words(HTMLParser):
    """The words of a piece of HTML, without its style sheet."""

    def __init__(self):
        super().__init__()
        self.words, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open and data.strip():
            self.words.append(data.strip())


def chips(result):
    parser = Words()
    parser.feed(score_strip(result))
    assert parser.open == []
    return dict(zip(parser.words[::2], parser.words[1::2], strict=True))


def test_the_strip_shows_the_numbers_of_the_result(result):
    rows, columns = result.degree.shape
    assert chips(result) == {
        "VSI, 0 hidden to 2 plain": f"{result.vsi:.4f}",
        "Recognizable degree, RD": f"{result.rd:.3f}",
        "Edge histograms, GS": f"{result.gs:.3f}",
        "Grid": f"{rows} × {columns}",
        "Matched elsewhere": f"{matched_elsewhere(result):.0%} of all {rows * columns}",
        "Outside the grid": f"{1 - result.coverage:.1%}",
    }


def test_without_gs_the_scale_ends_at_1(photo, shuffled):
    result = core.visual_security_index(photo, shuffled, components=core.Components.C3)
    shown = chips(result)
    assert shown["VSI, 0 hidden to 1 plain"] == f"{result.vsi:.4f}"
    assert shown["Edge histograms, GS"] == "not used"


def test_an_image_against_itself_is_matched_in_its_own_place(photo):
    result = core.visual_security_index(photo, photo)
    assert chips(result)["VSI, 0 hidden to 2 plain"] == "2.0000"
    assert matched_elsewhere(result) == 0


def test_a_single_block_is_not_said_to_be_matched_in_its_own_place(photo):
    square = photo[:, :96]
    result = core.visual_security_index(square, square, core.Parameters(alpha=0.99))
    assert chips(result)["Matched elsewhere"] == "no other block"


def test_it_stands_out_where_little_of_the_image_is_looked_at(photo):
    little = core.visual_security_index(photo, photo, core.Parameters(alpha=0.5))
    assert little.coverage < LITTLE
    assert '<div class="little" title="Pixels' in score_strip(little)
    most = core.visual_security_index(photo, photo)
    assert most.coverage >= LITTLE
    assert 'class="little"' not in score_strip(most)


def test_blocks_that_resemble_nothing_are_not_matched_elsewhere():
    black, white = np.zeros((64, 64)), np.full((64, 64), 255.0)
    result = core.visual_security_index(black, white)
    assert matched_elsewhere(result) == 0


def test_a_shuffled_image_is_matched_elsewhere(photo, shuffled):
    # Blocks as large as those that changed places.
    result = core.visual_security_index(
        photo, shuffled, core.Parameters(alpha=15.5 / 96)
    )
    assert result.side == 16
    assert matched_elsewhere(result) > 0.8


@pytest.mark.slow
@pytest.mark.parametrize("pooling", ["normalised", "printed"])
@pytest.mark.parametrize(
    "parts", [core.Components.C1, core.Components.C2, core.Components.C4]
)
@pytest.mark.parametrize("plain", ["photo", "noise", "flat", "black", "white"])
@pytest.mark.parametrize("encrypted", ["photo", "noise", "flat", "black", "white"])
def test_every_pair_has_a_strip(plain, encrypted, parts, pooling, odd):
    result = core.visual_security_index(
        odd[plain], odd[encrypted], components=parts, pooling=pooling
    )
    assert "nan" not in " ".join(chips(result).values())


def test_a_flat_image_matches_in_its_own_place_although_every_place_ties():
    flat = np.full((200, 200), 90.0)
    result = core.visual_security_index(flat, flat)
    assert matched_elsewhere(result) == 0


def test_the_printed_form_of_eq_6_is_said_beside_the_score(photo):
    result = core.visual_security_index(photo, photo, pooling="printed")
    assert "as printed" in score_strip(result)


def test_the_score_has_the_name_of_its_channel(photo):
    html = score_strip(core.visual_security_index(photo, photo), "Cr")
    assert "<span>VSI of Cr, 0 hidden to 2 plain</span>" in html
    assert "red difference (Cr) alone" in html
