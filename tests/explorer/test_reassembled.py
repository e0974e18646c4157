import numpy as np
import pytest

import core
from core.recognizability.blocks import fit_to_grid, split
from explorer.figures.reassembled import GREY, lay, reassembled_html


def put_together(plain, encrypted, **words):
    result = core.visual_security_index(plain, encrypted, **words)
    found = result.shown
    return result, lay(found, encrypted, result.side, result.form.border)


def test_a_shuffled_image_is_put_together_again(photo, shuffled):
    blocks = core.Parameters(alpha=15.5 / 96)
    result, whole = put_together(photo, shuffled, parameters=blocks)
    assert result.side == 16
    # But for blocks that are equally alike after the low-pass filter.
    same = (split(whole, 16) == split(photo, 16)).all(axis=(1, 2))
    assert same.mean() > 0.9
    again = core.visual_security_index(photo, whole, blocks)
    assert again.vsi == pytest.approx(
        core.visual_security_index(photo, photo).vsi, abs=0.05
    )


@pytest.mark.parametrize("border", ["crop", "pad"])
def test_every_block_stands_where_its_plain_block_does(border, result, photo, noise):
    result, whole = put_together(photo, noise, border=border)
    side, columns = result.side, result.degree.shape[1]
    blocks = split(fit_to_grid(noise, side, border), side)
    assert whole.shape == photo.shape
    for index, found in enumerate(result.match.ravel()):
        row, column = divmod(index, columns)
        here = whole[row * side :, column * side :][:side, :side]
        height, width = here.shape
        np.testing.assert_array_equal(here, blocks[found][:height, :width])


def test_outside_the_grid_is_neutral_grey(photo, shuffled):
    result, whole = put_together(photo, shuffled)
    height, width = (count * result.side for count in result.degree.shape)
    assert height < photo.shape[0]
    assert (whole[height:] == GREY).all()
    assert (whole[:, width:] == GREY).all()


def test_where_nothing_counts_the_block_of_highest_sim_a_is_laid(photo):
    # Eq. 4 leaves nothing, since a flat block has no edge; the grey levels say more.
    greys = np.kron(np.arange(0, 240, 10).reshape(4, 6), np.ones((24, 24)))
    plain = photo[:96, :].repeat(2, axis=1)[:, :144]
    result, whole = put_together(plain, greys, parameters=core.Parameters(alpha=0.24))
    assert result.side == 24
    lost = (result.degree == 0).ravel()
    assert lost.any()
    likeness = result.sim_a[np.arange(24), result.shown.ravel()]
    np.testing.assert_allclose(
        likeness[lost], result.sim_a.max(axis=1)[lost], atol=1e-5
    )
    np.testing.assert_array_equal(
        split(whole, 24), split(greys, 24)[result.shown.ravel()]
    )


def test_the_figure_shows_three_pictures_and_both_scores():
    html = reassembled_html(("a.png", "b.png", "c.png"), 1.25, 1.5)
    assert [html.count(f'src="{name}.png"') for name in "abc"] == [1, 1, 1]
    assert html.count("Encrypted: VSI 1.2500") == html.count("Reassembled: VSI 1.5000")
    assert html.count('alt="Plain"') == 1
