"""Two images of different sizes, brought to one size where the user asks for it."""

from typing import Literal, TypeAlias

import numpy as np
from PIL import Image

from core.image.errors import ImageError
from core.image.luma import Luma

Fit: TypeAlias = Literal["crop", "resize"]
"""Crop both images to what they share, or resize the encrypted one."""

FITS: tuple[Fit, ...] = ("crop", "resize")
"""All ways, the one to try first first."""


def fit(plain: Luma, encrypted: Luma, how: Fit) -> tuple[Luma, Luma]:
    """Bring two planes of grey levels to one size; equal sizes stay as they are.

    Parameters
    ----------
    plain, encrypted : NDArray
        (H, W) each, in [0, 255], as `core.read_image` gives them.
    how : {"crop", "resize"}
        "crop" keeps the upper left part that both have, pixel by pixel. "resize"
        resamples the encrypted image to the plain one's size.

    Returns
    -------
    tuple of NDArray
        Both of one size, each in one piece of memory.

    Raises
    ------
    ImageError
        If there is no such way.

    Notes
    -----
    Reading: (sizes) schemes that work on blocks drop or add pixels at the right and the
    bottom, so the upper left corner stays in place. Cropping changes no pixel; resizing
    blurs every one, and hides a shuffle of small blocks in part.

    Examples
    --------
    >>> plain, encrypted = fit(np.zeros((40, 50)), np.zeros((48, 48)), "crop")
    >>> plain.shape, encrypted.shape
    ((40, 48), (40, 48))
    """
    if how not in FITS:
        raise ImageError(f"expected one of {', '.join(FITS)} as a fit, got {how!r}")
    if plain.shape == encrypted.shape:
        return plain, encrypted
    if how == "resize":
        return plain, resize(encrypted, plain.shape)
    height, width = np.minimum(plain.shape, encrypted.shape)
    first, second = (
        np.ascontiguousarray(plane[:height, :width]) for plane in (plain, encrypted)
    )
    return first, second


def resize(plane: Luma, shape: tuple[int, ...]) -> Luma:
    """Resample a plane to another (H, W), by Lanczos' filter, within [0, 255]."""
    image = Image.fromarray(plane.astype(np.float32))
    scaled = image.resize((shape[1], shape[0]), Image.Resampling.LANCZOS)
    return np.clip(np.asarray(scaled, np.float64), 0, 255)


def fit_words(
    name: str, before: tuple[int, ...], after: tuple[int, ...], how: Fit
) -> str:
    """Say that an image of one (H, W) was cropped or resized to another.

    Examples
    --------
    >>> fit_words("a.png", (96, 128), (64, 128), "crop")
    'a.png was cropped from 128 × 96 to 128 × 64 pixels'
    """
    does = "cropped" if how == "crop" else "resized"
    return (
        f"{name} was {does} from {before[1]} × {before[0]} to "
        f"{after[1]} × {after[0]} pixels"
    )
