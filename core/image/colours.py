"""A pair of pictures in their colours: both planes of a channel, one at a time."""

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from core.image.door import Source, as_levels, as_pair, read_picture
from core.image.luma import Luma, channel_of, grey_levels, levels_of
from core.image.picture import Picture, without_luma
from core.image.sizes import Fit, fit
from core.image.white import DataRange, for_each

PRIMARIES: tuple[Literal["R", "G", "B"], ...] = ("R", "G", "B")
"""Names of the channels of colour that a file holds."""

ALPHA: Final = "alpha"
"""Name of the opacity of pixels, among the channels that a file holds."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class ColourPair:
    """A plain and an encrypted picture with their colours.

    Planes are made when they are asked for: six of each picture, in floating point,
    would take twelve times the memory of the pictures.

    Attributes
    ----------
    plain, encrypted : Picture or NDArray
        A decoded picture, or grey levels (H, W) or (H, W, 3) in [0, 255].
    how : {"crop", "resize"}, optional
        How planes are brought to one size, see `core.fit`; None for pictures that are.
    """

    plain: Picture | NDArray[np.float64]
    encrypted: Picture | NDArray[np.float64]
    how: Fit | None = None

    @classmethod
    def of(
        cls,
        plain: Source,
        encrypted: Source,
        *,
        how: Fit | None = None,
        data_range: DataRange = None,
    ) -> "ColourPair":
        """Return the pair of whatever holds pixels.

        Raises
        ------
        ImageError
            As `core.image.as_pair` does: sizes that differ, unless `how` is given.
        """
        first, second = (
            _opened(source, white)
            for source, white in zip(
                (plain, encrypted), for_each(data_range), strict=True
            )
        )
        pair = cls(plain=first, encrypted=second, how=how)
        as_pair(*pair.planes("luma"), data_range=255)
        return pair

    def planes(self, name: str) -> tuple[Luma, Luma]:
        """Both planes of a channel of `core.image.CHANNELS`, (H, W) in [0, 255]."""
        plain = channel_of(_levels(self.plain), name)
        encrypted = channel_of(_levels(self.encrypted), name)
        return fit(plain, encrypted, self.how) if self.how else (plain, encrypted)

    @property
    def stored(self) -> tuple[str, ...]:
        """Channels that the files hold: R, G and B where any has colour, and alpha."""
        colour = self.plain_has_colour or self.encrypted_has_colour
        alpha = any(_alpha(side) is not None for side in (self.plain, self.encrypted))
        return (*(PRIMARIES if colour else ()), *((ALPHA,) if alpha else ()))

    def whole_levels(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Both planes of a channel of `stored`, (H, W), rounded to whole levels.

        A picture without alpha is opaque.
        """
        plain, encrypted = (
            opacity(side) if name == ALPHA else _whole(side, name)
            for side in (self.plain, self.encrypted)
        )
        if not self.how or plain.shape == encrypted.shape:
            return plain, encrypted
        first, second = fit(plain.astype(float), encrypted.astype(float), self.how)
        return grey_levels(first), grey_levels(second)

    @property
    def plain_has_colour(self) -> bool:
        """Whether any pixel of the plain picture is not grey."""
        return _has_colour(self.plain)

    @property
    def encrypted_has_colour(self) -> bool:
        """Whether any pixel of the encrypted picture is not grey."""
        return _has_colour(self.encrypted)

    @property
    def without_luma(self) -> str:
        """Sentence of `core.image.without_luma` on the plain picture."""
        return without_luma(self.plain) if isinstance(self.plain, Picture) else ""


def opacity(side: Picture | NDArray[np.float64]) -> NDArray[np.uint8]:
    """Alpha of a picture, (H, W); of one that has none, 255 everywhere."""
    alpha = _alpha(side)
    if alpha is not None:
        return alpha
    pixels = side.pixels if isinstance(side, Picture) else side
    return np.full(pixels.shape[:2], 255, np.uint8)


def _alpha(side: Picture | NDArray[np.float64]) -> NDArray[np.uint8] | None:
    return side.alpha if isinstance(side, Picture) else None


def _whole(side: Picture | NDArray[np.float64], name: str) -> NDArray[np.uint8]:
    """Whole levels of R, G or B; of bytes, without all levels in floating point."""
    pixels, white = (
        (side.pixels, side.white) if isinstance(side, Picture) else (side, 255)
    )
    plane = pixels if pixels.ndim == 2 else pixels[..., PRIMARIES.index(name)]
    if plane.dtype == np.uint8 and white == 255:
        return np.asarray(plane, np.uint8)
    return grey_levels(levels_of(plane, white))


def _opened(source: Source, white: float | None) -> Picture | NDArray[np.float64]:
    if isinstance(source, np.ndarray) and not _has_alpha(source):
        return as_levels(source, data_range=white)
    return read_picture(source, data_range=white)


def _has_alpha(array: NDArray[Any]) -> bool:
    return array.ndim == 3 and array.shape[2] in (2, 4)


def _levels(side: Picture | NDArray[np.float64]) -> NDArray[np.float64]:
    return side.levels if isinstance(side, Picture) else side


def _has_colour(side: Picture | NDArray[np.float64]) -> bool:
    pixels = side.pixels if isinstance(side, Picture) else side
    return pixels.ndim == 3 and bool((pixels[..., :1] != pixels[..., 1:]).any())
