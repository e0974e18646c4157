"""Sample images and the slow reference that the tests of this folder share."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import core

SAMPLES = Path(core.__file__).parents[1] / "sample_images"


@cache
def _pixels(name):
    return np.asarray(Image.open(SAMPLES / f"{name}.png"))


@pytest.fixture(scope="session")
def luma():
    """Function that reads a sample image as luma, by name."""
    return cache(lambda name: core.as_luma(_pixels(name)))


@pytest.fixture(scope="session")
def encrypted():
    """Function that encrypts a sample image in its own colours, with the key "demo"."""

    def made(name, scheme, level, key="demo"):
        pixels = core.SCHEMES[scheme].encrypt(_pixels(name), level=level, key=key)
        return core.as_luma(pixels)

    return cache(made)


@pytest.fixture(scope="session")
def reference(loaded):
    """Slow, literal version: `oracle.py`, beside this file."""
    return loaded(Path(__file__).with_name("oracle.py"))
