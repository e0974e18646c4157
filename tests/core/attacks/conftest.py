"""Sample pictures and their ciphers, as the golden table has them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import core

SAMPLES = Path(__file__).parents[3] / "sample_images"

Levels = NDArray[np.float64]


@cache
def sample(name: str) -> Levels:
    """Return the luma of a sample picture, read-only."""
    levels = core.read_image(SAMPLES / f"{name}.png")
    levels.flags.writeable = False
    return levels


@cache
def cipher(name: str, scheme: str, level: int) -> Levels:
    """Return its cipher under the key "demo", read-only."""
    encrypted = core.SCHEMES[scheme].encrypt(sample(name), level=level, key="demo")
    levels = core.as_luma(encrypted)
    levels.flags.writeable = False
    return levels


@pytest.fixture(scope="session")
def picture() -> Callable[[str], Levels]:
    """Function that reads a sample picture: (name)."""
    return sample


@pytest.fixture(scope="session")
def encrypted() -> Callable[[str, str, int], Levels]:
    """Function that encrypts a sample picture: (name, scheme, level)."""
    return cipher


@pytest.fixture(scope="session")
def small() -> Levels:
    """Part of a photograph, 128 × 128; read-only."""
    levels = sample("astronaut")[40:168, 150:278].round()
    levels.flags.writeable = False
    return levels
