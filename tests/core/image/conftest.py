"""One picture, 8 bits, that every container of these tests holds."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import data


@pytest.fixture(scope="session")
def colour() -> NDArray[np.uint8]:
    """(64, 80, 3), from black to white."""
    pixels = data.astronaut()[60:124, 180:260].copy()
    pixels[0, 0], pixels[0, 1] = 255, 0
    pixels.flags.writeable = False
    return pixels


@pytest.fixture(scope="session")
def grey(colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(64, 80), from black to white."""
    pixels = colour[..., 1].copy()
    pixels.flags.writeable = False
    return pixels


@pytest.fixture(scope="session")
def encoded() -> Callable[..., bytes]:
    """Function that returns the bytes of an image file: (pixels, kind, **options)."""

    def encode(pixels: NDArray[Any] | Image.Image, kind: str, **options: Any) -> bytes:
        if not isinstance(pixels, Image.Image):
            pixels = Image.fromarray(np.ascontiguousarray(pixels))
        file = io.BytesIO()
        pixels.save(file, kind, **options)
        return file.getvalue()

    return encode
