"""Pictures that people judged, opened in Explore."""

import numpy as np
import pytest
from PIL import Image

from core.evaluation.rows import ImageFile, Pixels
from explorer.people.judged import judged_source


@pytest.fixture
def file(tmp_path):
    """A colour picture with transparency, which a note tells."""
    pixels = np.random.default_rng(3).integers(0, 256, (40, 50, 4)).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "judged.png")
    return tmp_path / "judged.png"


def test_a_file_that_is_taken_as_it_stands_keeps_its_colours_and_notes(file):
    image = ImageFile(path=file)
    source = judged_source(image, image.read(), "People said 3.")
    np.testing.assert_array_equal(source.luma, image.read())
    assert source.picture is not None
    assert source.picture.pixels.shape == (40, 50, 3)
    assert source.notes == ("judged.png has transparency. It is dropped",)
    assert source.about == "People said 3."


def test_a_file_that_is_rounded_or_has_a_white_of_its_own_keeps_its_notes(file):
    for image in (ImageFile(path=file, whole=True), ImageFile(path=file, white=510)):
        source = judged_source(image, image.read(), "")
        np.testing.assert_array_equal(source.luma, image.read())
        assert "judged.png has transparency. It is dropped" in source.notes


def test_pixels_in_memory_have_no_notes():
    image = Pixels(name="made", pixels=np.zeros((40, 40), np.uint8))
    source = judged_source(image, image.read(), "")
    assert (source.title, source.notes) == ("made", ())
