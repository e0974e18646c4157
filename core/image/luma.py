"""Arrays in, checked luma out.

Everything behind this door works on *luma*: float64 of shape (H, W), grey levels from
0 (black) to 255 (white), not rounded.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Luma: TypeAlias = NDArray[np.float64]

MIN_SIDE = 32
"""Shortest side, in pixels, of an image that the indices and schemes accept."""


class ImageError(ValueError):
    """What a user can mend: says what was expected, what came and what to do."""


class ImageNotice(UserWarning):
    """What was left out or changed while a file was read (alpha, later frames, ...)."""


def as_luma(array: ArrayLike, *, data_range: float | None = None) -> Luma:
    """Luma of an array of pixels; the array is not modified.

    Parameters
    ----------
    array : array_like
        Grey (H, W) or (H, W, 1), grey with alpha (H, W, 2), RGB (H, W, 3) or RGBA
        (H, W, 4); alpha is dropped. Unsigned integers are scaled by 255 over their
        type's largest value, booleans become 0 and 255.
    data_range : float, optional
        Value of white for signed integers and floats. They are taken as 0..255 unless
        this says otherwise: a range is never guessed from the values.

    Returns
    -------
    NDArray
        (H, W) float64, grey levels, 0 black and 255 white. Always a new array.

    Raises
    ------
    ImageError
        If the shape or type is not an image's, or a value is NaN or infinite.

    Notes
    -----
    Reading: colour is turned into 0.299 R + 0.587 G + 0.114 B, not rounded.

    Examples
    --------
    >>> as_luma(np.array([[0, 257], [65535, 0]], np.uint16))
    array([[  0.,   1.],
           [255.,   0.]])
    """
    return _luma(array, data_range, copy=True)


def borrow_luma(array: ArrayLike, *, data_range: float | None = None) -> Luma:
    """As `as_luma`, but what is luma already is returned itself: not to be written to.

    A copy of a large image is a large part of the memory that its evaluation takes.
    """
    return _luma(array, data_range, copy=False)


def _luma(array: ArrayLike, data_range: float | None, *, copy: bool) -> Luma:
    try:
        pixels = np.asarray(array)
    except ValueError as error:  # rows of different lengths
        raise ImageError(f"expected an image, got no array: {error}") from error
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] > 4):
        raise ImageError(
            "expected an image of shape (H, W), (H, W, 3) or (H, W, 4), "
            f"got an array of shape {pixels.shape}"
        )
    if 0 in pixels.shape:
        raise ImageError(f"expected an image, got an empty array {pixels.shape}")
    if pixels.dtype.kind not in "buif":
        raise ImageError(
            "expected integer, boolean or real pixels, "
            f"got an array of type {pixels.dtype}"
        )
    if data_range is not None and not 0 < data_range < np.inf:
        raise ImageError(f"expected a positive data_range, got {data_range}")
    if pixels.dtype.kind == "b":
        white = 1.0
    elif pixels.dtype.kind == "u":
        white = float(np.iinfo(pixels.dtype).max)
    else:
        white = 255.0
    levels = pixels.astype(np.float64, copy=copy)
    if (white := data_range or white) != 255:
        with np.errstate(over="ignore"):
            levels = levels / white * 255  # in this order, white is exactly 255
    if not np.isfinite(levels).all():
        raise ImageError("expected finite pixels, got NaN or infinite values")
    if levels.ndim == 2:
        return levels
    if levels.shape[2] < 3:
        return np.ascontiguousarray(levels[..., 0])
    red, green, blue = np.moveaxis(levels[..., :3], -1, 0)
    # 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), written so that grey stays exact.
    return green + 0.299 * (red - green) + 0.114 * (blue - green)


def as_pair(plain: ArrayLike, encrypted: ArrayLike) -> tuple[Luma, Luma]:
    """Luma of a plain image and its encrypted one, checked as every index needs them.

    Parameters
    ----------
    plain, encrypted : array_like
        As `as_luma` takes them, of the same height and width.

    Returns
    -------
    tuple of NDArray
        Both (H, W) float64, in [0, 255]; not to be written to: an array that is luma
        already is returned itself.

    Raises
    ------
    ImageError
        If the sizes differ, a side is shorter than 32 pixels, or grey levels lie
        outside 0..255.
    """
    pair = borrow_luma(plain), borrow_luma(encrypted)
    for role, levels in zip(("plain", "encrypted"), pair, strict=True):
        check_side(levels.shape[0], levels.shape[1], f"the {role} image")
        low, high = levels.min(), levels.max()
        if low < 0 or high > 255:
            raise ImageError(
                f"expected grey levels in [0, 255] in the {role} image, "
                f"got [{low:g}, {high:g}]"
            )
    (height, width), (other_height, other_width) = pair[0].shape, pair[1].shape
    if (height, width) != (other_height, other_width):
        # Reading: both images have one size; the library never resizes by itself.
        raise ImageError(
            f"expected two images of one size, got a plain image of {width} × {height} "
            f"and an encrypted one of {other_width} × {other_height} pixels; "
            "resize one of them"
        )
    return pair


def check_side(height: int, width: int, name: str) -> None:
    """Refuse images that are too small to say anything about."""
    if min(height, width) < MIN_SIDE:
        raise ImageError(
            f"{name} is too small: expected at least {MIN_SIDE} pixels a side, "
            f"got {width} × {height}"
        )
