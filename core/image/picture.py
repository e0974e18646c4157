"""A decoded picture: pixels, the white that was taken, and what there is to say."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.image.errors import ImageError
from core.image.luma import Luma, levels_of, luma_of_pixels
from core.image.strips import spread
from core.image.white import ROUNDING, Depth, checked

_NO_LUMA = 2.0
"""Standard deviation of luma, in grey levels, under which an eye sees hardly any."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Picture:
    """An image, decoded.

    Attributes
    ----------
    name : str
        File name, or "the image" where it has none.
    pixels : NDArray
        Upright pixels without alpha, (H, W) or (H, W, 3), of the type that the file
        holds: mostly uint8, else uint16, wider or signed integers, or floating point.
    remarks : tuple of str
        One sentence for each thing that was left out or changed while reading.
    depth : Depth
        How the file holds its levels.
    brightest : float
        Largest value of the pixels.
    white : float
        Value that is taken as white.
    white_given : bool
        Whether the caller said which value is white.
    orientation : int
        EXIF's number, 1 if the pixels stand as they are stored.
    alpha : NDArray, optional
        Opacity of the pixels, (H, W) uint8, upright; None where it is the same
        everywhere. No index looks at it. What it holds still shows in a file.
    """

    name: str
    pixels: NDArray[Any]
    remarks: tuple[str, ...] = ()
    depth: Depth
    brightest: float
    white: float
    white_given: bool = False
    orientation: int = 1
    alpha: NDArray[np.uint8] | None = None

    @property
    def luma(self) -> Luma:
        """Luma of the pixels, (H, W), in [0, 255]."""
        return luma_of_pixels(self.pixels, self.white)

    @property
    def levels(self) -> NDArray[np.float64]:
        """Grey levels of the pixels, (H, W) or (H, W, 3), in [0, 255]."""
        return levels_of(self.pixels, self.white)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def stored_size(self) -> tuple[int, int]:
        """Width and height before the picture was turned upright."""
        width, height = self.size
        return (height, width) if self.orientation >= 5 else (width, height)

    @property
    def suggested_white(self) -> float | None:
        """White to offer instead of `white`, None where there is no doubt."""
        if self.white_given:
            return None
        return self.depth.suggested(self.brightest, self.white)

    @property
    def notes(self) -> tuple[str, ...]:
        """`remarks`, and a sentence where white needs one."""
        said = self.depth.notes(self.name, self.brightest, self.white, self.white_given)
        return (*self.remarks, *said)

    def with_white(self, white: float) -> "Picture":
        """Return the same picture with another value of white; nothing is decoded.

        Raises
        ------
        ImageError
            If it is no positive number, or pixels are brighter.
        """
        return picture(
            self.name,
            self.pixels,
            self.remarks,
            depth=self.depth,
            data_range=white,
            orientation=self.orientation,
            alpha=self.alpha,
        )

    def called(self, name: str) -> "Picture":
        """Return the same picture under another name, in its sentences too."""
        remarks = tuple(
            name + remark.removeprefix(self.name)
            if remark.startswith(self.name)
            else remark
            for remark in self.remarks
        )
        return replace(self, name=name, remarks=remarks)


def picture(
    name: str,
    pixels: NDArray[Any],
    remarks: tuple[str, ...] | list[str] = (),
    *,
    depth: Depth | None = None,
    data_range: float | None = None,
    orientation: int = 1,
    alpha: NDArray[np.uint8] | None = None,
) -> Picture:
    """Return a picture of decoded pixels, its levels checked against its white.

    Parameters
    ----------
    name, pixels, remarks, depth, orientation, alpha
        As `Picture` has them.
    data_range : float, optional
        Value of white; that of the depth unless given.

    Raises
    ------
    ImageError
        If levels are not finite, or below black or above white.
    """
    depth = depth or Depth.of(pixels.dtype)
    given = checked(data_range)
    low, high = float(pixels.min()), float(pixels.max())
    white = given or depth.white(high)
    fits = low / white >= -ROUNDING / 255 and high / white <= 1 + ROUNDING / 255
    if not (fits and np.isfinite(high)):
        raise ImageError(_beyond(name, depth, low, high, given))
    return Picture(
        name=name,
        pixels=pixels,
        remarks=tuple(remarks),
        depth=depth,
        brightest=high,
        white=white,
        white_given=given is not None,
        orientation=orientation,
        alpha=alpha,
    )


def _beyond(
    name: str, depth: Depth, low: float, high: float, given: float | None
) -> str:
    """Say which levels are below black or above white, and what to do."""
    if given:
        return (
            f"{name} holds levels from {low:g} to {high:g}. Expected none below 0 or "
            f"above {given:g}, the value of white that was given"
        )
    if depth.kind == "f":
        mend = "Save it as grey levels from 0 to 255"
        if low >= 0 and 255 < high < np.inf:
            mend += (
                f", or say which value is white: data_range=... of at least {high:g}"
            )
        return f"{name} holds floating-point values outside 0..255. {mend}"
    mend = "Save it without a sign"
    if low >= 0:
        mend = f"Say which value is white: data_range=... of at least {high:.0f}"
    return (
        f"{name} holds integers from {low:.0f} to {high:.0f}. Expected grey levels of "
        f"8 or 16 bits without a sign. {mend}"
    )


def mismatch(plain: Picture, encrypted: Picture) -> str:
    """Say that two pictures differ in size, and what made them so; "" if they do not.

    The sentence begins as the one of `as_pair`, and names an EXIF turn where one of the
    pictures was turned and the other was not.
    """
    if plain.size == encrypted.size:
        return ""
    said = different_sizes(plain.size, encrypted.size)
    pair = (plain, encrypted)
    for picture_, other in (pair, pair[::-1]):
        width, height = picture_.stored_size
        if picture_.stored_size == picture_.size:
            continue
        said += (
            f". {picture_.name} was turned upright, as its EXIF orientation says. "
            f"It is stored as {width} × {height} pixels"
        )
        if (width, height) == other.size:
            said += (
                f", the size of {other.name}: remove the EXIF orientation, or encrypt "
                "the upright picture"
            )
    return said


def different_sizes(plain: tuple[int, int], encrypted: tuple[int, int]) -> str:
    """Say that a plain image and an encrypted one, (width, height) each, differ."""
    return (
        f"expected two pictures of one size, got a plain picture of "
        f"{plain[0]} × {plain[1]} and an encrypted one of "
        f"{encrypted[0]} × {encrypted[1]} pixels. "
        'Crop both to what they share (core.fit(plain, encrypted, "crop"), or '
        "--fit crop), or resize one of them"
    )


def without_luma(plain: Picture) -> str:
    """Say that a plain colour picture shows next to nothing in its luma, "" if it does.

    Reading: its luma has a standard deviation of less than 2 grey levels, and one of
    its channels at least four times as much.
    """
    if plain.pixels.ndim == 2:
        return ""
    luma = spread(plain.pixels, lambda rows: luma_of_pixels(rows, plain.white))
    colour = max(spread(plain.pixels[..., k], lambda rows: rows) for k in range(3))
    colour *= 255 / plain.white
    if luma >= _NO_LUMA or colour < 4 * max(luma, 1):
        return ""
    return (
        f"{plain.name} shows next to nothing in its brightness, which varies by "
        f"{luma:.1f} grey levels, its colour channels by up to {colour:.0f}. The "
        "indices look at brightness, so look at its colour channels"
    )
