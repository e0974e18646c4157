"""Which value is white: said by the caller or by the type, never guessed in silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.image.errors import ImageError

DataRange: TypeAlias = float | tuple[float | None, float | None] | None
"""Value of white: one for both images of a pair, or one for each; None if unsaid."""

ROUNDING = 1e-3
"""Grey levels beyond 0 or 255 that are rounding: 255.0000001 is white.

Single precision leaves some 1e-5 after a few steps; a filter that overshoots leaves far
more than this.
"""

NARROW = 16
"""Integers that use less than this share of their range have another white, likely."""

_FLOAT_ONE = 1 + ROUNDING / 255
"""Largest value of floats from 0 to 1, but for rounding."""


def for_each(data_range: DataRange) -> tuple[float | None, float | None]:
    """Value of white of the plain image and of the encrypted one."""
    if isinstance(data_range, Sequence | np.ndarray) and not isinstance(
        data_range, str
    ):
        if len(data_range) != 2:
            raise ImageError(
                "expected one data_range for both pictures or a pair of them, "
                f"got {len(data_range)} values"
            )
        return checked(data_range[0]), checked(data_range[1])
    return checked(data_range), checked(data_range)


def checked(data_range: Any) -> float | None:
    """Refuse what cannot be the value of white.

    Raises
    ------
    ImageError
        If it is not a positive, finite number.
    """
    if data_range is None:
        return None
    try:
        white = float(data_range)
    except (TypeError, ValueError, OverflowError):
        white = np.nan
    if isinstance(data_range, str | bytes) or not 0 < white < np.inf:
        raise ImageError(f"expected a positive data_range, got {data_range!r}")
    return white


def suggested(brightest: float) -> float:
    """White that a picture with this brightest value may have.

    Reading: the largest number of as many bits as the brightest value needs, 4095 for
    4080: the power of two above it less one, which is what a sensor or a type of so
    many bits calls white. It is 1 for values of at most 1, and never between 1 and 255:
    nothing in use has fewer than 8 bits.
    """
    if brightest <= _FLOAT_ONE:
        return 1.0
    return float(max(2 ** int(np.ceil(np.log2(np.floor(brightest) + 1))) - 1, 255))


def is_narrow(brightest: float, white: float) -> bool:
    """Whether integers use so little of their range that white is in doubt.

    Black is black at any white.
    """
    return white > 255 and 0 < brightest * NARROW < white + 1


def of_array(pixels: NDArray[Any], low: float, high: float) -> float:
    """White of an array for which no data_range was given.

    Parameters
    ----------
    pixels : NDArray
        The array, without alpha.
    low, high : float
        Its least and its largest value.

    Raises
    ------
    ImageError
        If the type says one thing and the values another; names the way out.

    Notes
    -----
    Reading: unsigned integers have their type's largest value as white, signed ones and
    floats 255. An image of zeros is black at any white, and always taken.
    """
    kind = pixels.dtype.kind
    if kind == "b":
        return 1.0
    white = float(np.iinfo(pixels.dtype).max) if kind == "u" else 255.0
    if kind == "f" and low >= 0 and 0 < high <= _FLOAT_ONE:
        raise ImageError(
            "expected grey levels from 0 to 255, got floating-point values within "
            "[0, 1]. Pass data_range=1 if 1 is white, or data_range=255 if the picture "
            "is almost black"
        )
    if pixels.dtype == np.int8 and high > 0:
        # It cannot hold 255, so that white is another value for certain.
        raise ImageError(
            f"expected pixels from 0 to 255, got int8 pixels up to {high:.0f}. Pass "
            "data_range=127 if that is white"
        )
    dark = is_narrow(high, white) if kind == "u" else 0 < high * NARROW < 256
    if kind != "f" and dark:
        raise ImageError(
            f"expected {pixels.dtype} pixels from 0 to {white:.0f}, got no value above "
            f"{high:.0f}, less than a sixteenth of it. Pass "
            f"data_range={suggested(high):.0f} if that is white, or "
            f"data_range={white:.0f} if the picture is so dark"
        )
    return white


@dataclass(frozen=True, kw_only=True, slots=True)
class Depth:
    """How a file holds its levels.

    Attributes
    ----------
    kind : str
        "u" for unsigned integers, "i" for signed ones, "f" for floating point.
    bits : int
        Bits of a level.
    """

    kind: str
    bits: int

    @classmethod
    def of(cls, dtype: np.dtype[Any]) -> "Depth":
        """Depth of an array's type; booleans have been turned into 0 and 255."""
        return cls(kind=dtype.kind, bits=dtype.itemsize * 8)

    def white(self, brightest: float) -> float:
        """White of a file that does not say which value it is.

        Reading: the largest value that the type holds, and 255 for floating point. What
        is kept in 32 or 64 bits has mostly come from 16: there 65535 is white, unless a
        value without a sign lies above it. Notes say so.
        """
        if self.kind == "f":
            return 255.0
        if self.bits > 16 and (self.kind == "i" or brightest <= 65535):
            return 65535.0
        return float(2 ** (self.bits - (self.kind == "i")) - 1)

    def notes(
        self, name: str, brightest: float, white: float, given: bool
    ) -> list[str]:
        """Sentences on the white that is taken, and how to set another one."""
        notes: list[str] = []
        if self.kind == "f":
            if not given and 0 < brightest <= _FLOAT_ONE:
                notes.append(
                    f"{name} holds floating-point values of at most 1. They are taken "
                    "as grey levels from 0 to 255, so the picture is almost black"
                    + way_out(1)
                )
            return notes
        if given and self.bits > 8:
            notes.append(f"{name} is read with {white:g} as white")
        elif self.bits > 16 and white == 65535:
            notes.append(
                f"{name} holds integers with a sign or of 32 bits. They are taken as "
                "16-bit grey levels from 0 to 65535"
            )
        elif self.kind == "i":
            notes.append(
                f"{name} holds integers with a sign. They are taken as grey levels "
                f"from 0 to {white:.0f}"
            )
        elif self.bits > 8:
            notes.append(
                f"{name} holds grey levels of {self.bits} bits. They are scaled by "
                f"255/{white:.0f} and not rounded"
            )
        if not given and is_narrow(brightest, white):
            notes.append(
                f"{name} uses levels up to {brightest:.0f} of {white:.0f} only, and is "
                "almost black so" + way_out(suggested(brightest))
            )
        return notes

    def suggested(self, brightest: float, white: float) -> float | None:
        """White to offer instead of the one taken, None if there is no doubt."""
        if self.kind == "f":
            doubt = white == 255 and 0 < brightest <= _FLOAT_ONE
        else:
            doubt = is_narrow(brightest, white)
        return suggested(brightest) if doubt else None


def way_out(white: float) -> str:
    """Say how another white is set, in Python and in a command."""
    return (
        f". If {white:g} is white, say so: data_range={white:g}, or --white {white:g}"
    )


def unlike_ranges(
    plain: NDArray[np.float64], encrypted: NDArray[np.float64], *, factor: float = 4
) -> str:
    """Notice that the images of a pair use ranges that differ much, "" if they do not.

    Parameters
    ----------
    plain, encrypted : NDArray
        Luma, 0..255.
    factor : float
        How far the brightest levels may be apart.

    Notes
    -----
    Reading: the used range is that from black to the brightest pixel, since what a
    wrong white changes is that pixel. A black image has none, and gives no notice.
    """
    high = float(plain.max()), float(encrypted.max())
    if min(high) <= 0 or max(high) <= factor * min(high):
        return ""
    bright, dark = (
        ("plain", "encrypted") if high[0] > high[1] else ("encrypted", "plain")
    )
    return (
        f"the {bright} picture uses grey levels up to {max(high):.4g}, the {dark} one "
        f"only up to {min(high):.4g}. If white is another value in one of them, say "
        "so: data_range=(plain, encrypted), or --white"
    )
