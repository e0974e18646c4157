"""Checked grey levels of an array, and luma and colour differences of these.

Everything behind the door works on *luma*: float64 of shape (H, W), grey levels from 0
(black) to 255 (white), not rounded.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.image import white as whites
from core.image.errors import ImageError
from core.image.strips import in_strips

Luma: TypeAlias = NDArray[np.float64]

MIN_SIDE = 32
"""Shortest side, in pixels, of an image that the indices and schemes accept."""

CHANNELS = ("luma", "Cb", "Cr", "R", "G", "B")
"""Names of the planes that `channels_of` gives, in order."""


def without_alpha(pixels: NDArray[Any]) -> NDArray[Any]:
    """Grey (H, W) or RGB (H, W, 3) of an array that may have alpha; a view.

    Raises
    ------
    ImageError
        If the shape or type is not an image's.
    """
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] > 4):
        what = "an array"
        if pixels.ndim == 0:
            what = f"a value of type {type(pixels.item()).__name__}"
        raise ImageError(
            "expected a picture of shape (H, W), (H, W, 3) or (H, W, 4), "
            f"got {what} of shape {pixels.shape}"
        )
    if 0 in pixels.shape:
        raise ImageError(f"expected a picture, got an empty array {pixels.shape}")
    if pixels.dtype.kind not in "buif":
        raise ImageError(
            "expected integer, boolean or real pixels, "
            f"got an array of type {pixels.dtype}"
        )
    if pixels.ndim == 2:
        return pixels
    return pixels[..., 0] if pixels.shape[2] < 3 else pixels[..., :3]


def levels_of(
    pixels: NDArray[Any], data_range: float | None, *, copy: bool = True
) -> NDArray[np.float64]:
    """Grey levels, 0 black and 255 white, float64, (H, W) or (H, W, 3).

    Parameters
    ----------
    pixels : NDArray
        As `without_alpha` gives them.
    data_range : float, optional
        Value of white; that of the type unless given.
    copy : bool
        Whether to copy what is levels already.

    Raises
    ------
    ImageError
        If a value is NaN or infinite, or white is in doubt.
    """
    scale = _scale_of(pixels, data_range)
    if scale.plain and pixels.dtype == np.float64 and not copy:
        return pixels
    return in_strips(pixels, scale.levels)


def luma_of_pixels(
    pixels: NDArray[Any], data_range: float | None, *, copy: bool = True
) -> Luma:
    """`luma_of(levels_of(pixels, data_range))`, without all levels at a time.

    Those of a colour picture of 40 megapixels take 960 MB.
    """
    if pixels.ndim == 2:
        return levels_of(pixels, data_range, copy=copy)
    scale = _scale_of(pixels, data_range)
    return in_strips(pixels, lambda rows: luma_of(scale.levels(rows)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Scale:
    """How the levels of an array become grey levels from 0 to 255."""

    white: float
    low: float
    high: float

    @property
    def plain(self) -> bool:
        """Whether they are that already."""
        rounding = 255 < self.high <= 255 + whites.ROUNDING or (
            -whites.ROUNDING <= self.low < 0
        )
        return self.white == 255 and not rounding

    def levels(self, pixels: NDArray[Any]) -> NDArray[np.float64]:
        """Grey levels of some of the pixels; a new array."""
        levels = pixels.astype(np.float64)
        if self.white != 255:
            with np.errstate(over="ignore"):
                levels /= self.white
                levels *= 255  # in this order, white is exactly 255
        # Reading: what lies beyond by rounding alone is black or white.
        if 255 < self.high <= 255 + whites.ROUNDING:
            np.minimum(levels, 255, out=levels)
        if -whites.ROUNDING <= self.low < 0:
            np.maximum(levels, 0, out=levels)
        return levels


def _scale_of(pixels: NDArray[Any], data_range: float | None) -> _Scale:
    """Check the values of an array against its white."""
    low, high = float(pixels.min()), float(pixels.max())
    white = 255.0
    if np.isfinite(low) and np.isfinite(high):
        white = data_range or whites.of_array(pixels, low, high)
        if white != 255:
            with np.errstate(over="ignore"):
                low, high = (float(np.float64(x) / white * 255) for x in (low, high))
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ImageError("expected finite pixels, got NaN or infinite values")
    return _Scale(white=white, low=low, high=high)


def luma_of(levels: NDArray[np.float64]) -> Luma:
    """Luma of grey levels (H, W), returned themselves, or of RGB (H, W, 3).

    Reading: (luma) colour is turned into 0.299 R + 0.587 G + 0.114 B, not rounded.
    """
    if levels.ndim == 2:
        return levels
    red, green, blue = np.moveaxis(levels, -1, 0)
    # 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), written so that grey stays exact.
    return green + 0.299 * (red - green) + 0.114 * (blue - green)


def channels_of(levels: NDArray[np.float64]) -> dict[str, Luma]:
    """Luma, Cb, Cr, R, G and B of levels (H, W) or (H, W, 3), each (H, W), in [0, 255].

    Cb and Cr are those of JPEG (BT.601, full range): 128 where there is no colour.
    Grey has three equal channels and no colour, exactly.
    """
    return {name: channel_of(levels, name) for name in CHANNELS}


def channel_of(levels: NDArray[np.float64], name: str) -> Luma:
    """One plane of `channels_of`, (H, W), without the memory that all six take.

    Raises
    ------
    ImageError
        If there is no channel of that name.
    """
    if name not in CHANNELS:
        raise ImageError(
            f"expected one of {', '.join(CHANNELS)} as a channel, got {name!r}"
        )
    luma = luma_of(levels)
    red, green, blue = (luma,) * 3 if levels.ndim == 2 else np.moveaxis(levels, -1, 0)
    if name in ("Cb", "Cr"):
        primary, weight = (blue, 0.114) if name == "Cb" else (red, 0.299)
        # 255.5 where blue or red is full and the others are 0: JPEG ends at 255, too.
        return np.minimum(128 + (primary - luma) / (2 * (1 - weight)), 255)
    planes = {"luma": luma, "R": red, "G": green, "B": blue}
    return np.ascontiguousarray(planes[name])


def grey_levels(luma: Luma | NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Luma (H, W) in [0, 255], rounded to whole levels."""
    if luma.dtype == np.uint8:
        return np.asarray(luma, np.uint8)
    return np.rint(luma).astype(np.uint8)


def check_side(height: int, width: int, name: str) -> None:
    """Refuse images that are too small to say anything about."""
    if min(height, width) < MIN_SIDE:
        raise ImageError(
            f"{name} is too small: expected at least {MIN_SIDE} pixels a side, "
            f"got {width} × {height}"
        )
