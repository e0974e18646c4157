"""Everything that holds pixels, by its kind: files, Pillow's images, and arrays."""

import os
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from core.image.errors import ImageError
from core.image.limits import check_size
from core.image.opened import File, name_of
from core.image.picture import Picture
from core.image.pillow import of_pillow_object
from core.image.quiet import decoders_quiet

Source: TypeAlias = ArrayLike | File | Image.Image | Picture
"""All that pixels may come in: arrays, files, bytes, Pillow images, pictures."""


def holds_a_file(source: object) -> bool:
    """Whether the bytes of a file are to be had from it, and not an array."""
    if isinstance(source, memoryview):
        return source.ndim == 1 and source.format in ("B", "b", "c")
    if isinstance(source, str | bytes | bytearray | os.PathLike):
        return True
    return not isinstance(source, np.ndarray | Image.Image | Picture) and callable(
        getattr(source, "read", None)
    )


def of_pillow(
    source: Image.Image, name: str | None, data_range: float | None
) -> Picture:
    """Picture of a Pillow image, with what its decoder raises in words."""
    name = name or name_of(getattr(source, "filename", "") or None)
    try:
        check_size(source.width, source.height, name)
        with decoders_quiet():
            return of_pillow_object(source, name, data_range)
    except ImageError:
        raise
    except Exception as error:
        raise ImageError(f"{name} cannot be converted: {error}") from error


def array_of(source: ArrayLike) -> NDArray[Any]:
    """Array of whatever NumPy takes, or an `ImageError`."""
    if isinstance(source, np.ma.MaskedArray):
        if np.ma.is_masked(source):
            raise ImageError(
                f"expected a picture without holes, got a masked array that hides "
                f"{int(np.ma.count_masked(source))} values. Fill them first, for "
                "example with .filled(0)"
            )
        return np.asarray(source.data)
    try:
        return np.asarray(source)
    except Exception as error:  # rows of different lengths, foreign objects of any kind
        raise ImageError(f"expected a picture, got no array: {error}") from error
