"""Images and the slow reference that the tests of the core share."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

import core

Levels = NDArray[np.float64]


@pytest.fixture(scope="session")
def camera() -> Levels:
    """Photograph, 512 × 512, grey levels; read-only."""
    levels = data.camera().astype(np.float64)
    levels.flags.writeable = False
    return levels


@pytest.fixture(scope="session")
def natural() -> dict[str, Levels]:
    """Small natural images, grey levels; read-only."""
    images = {
        "camera": core.as_luma(data.camera()[60:188, 180:308]),
        "astronaut": core.as_luma(data.astronaut()[0:150, 150:301]),
        "coins": core.as_luma(data.coins()[20:117, 30:193]),
        "page": core.as_luma(data.page()[:101, :131]),
        "brick": core.as_luma(data.brick()[:96, :96]),
        "moon": core.as_luma(data.moon()[200:328, 200:300]),
    }
    for levels in images.values():
        levels.flags.writeable = False
    return images


@pytest.fixture(scope="session")
def shuffle() -> Callable[[Levels, int, int], Levels]:
    """Function that permutes the whole blocks of an image: (image, side, seed)."""

    def shuffled(image: Levels, side: int, seed: int) -> Levels:
        rows, columns = image.shape[0] // side, image.shape[1] // side
        order = np.random.default_rng(seed).permutation(rows * columns)
        result = image.copy()
        for here, there in enumerate(order):
            i, j = divmod(here, columns)
            m, n = divmod(int(there), columns)
            result[i * side : (i + 1) * side, j * side : (j + 1) * side] = image[
                m * side : (m + 1) * side, n * side : (n + 1) * side
            ]
        return result

    return shuffled


@pytest.fixture(scope="session")
def oracle(loaded: Callable[[Path], ModuleType]) -> ModuleType:
    """Slow, literal version of Eqs. 1-8 in `oracle.py`, beside this file."""
    return loaded(Path(__file__).with_name("oracle.py"))
