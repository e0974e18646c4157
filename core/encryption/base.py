"""What every encryption scheme is: one record, with its cipher and its inverse."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import ImageError, as_levels, check_levels, check_side
from core.provenance import Provenance

Pixels: TypeAlias = NDArray[np.uint8]
"""Grey (H, W) or RGB (H, W, 3), 8 bits a channel."""

Family: TypeAlias = Literal["PEID", "IVC-SelectEncrypt", "demonstration"]

PEID_CITATION = (
    "S. Guo, T. Xiang, X. Li, Y. Yang, PEID: A perceptually encrypted image database "
    "for visual security evaluation, IEEE TIFS 15 (2020), 1151-1163"
)
"""The database; it names its ten schemes by number only."""


class Cipher(Protocol):
    """One direction of a scheme: checked pixels in, new pixels of that shape out."""

    def __call__(self, pixels: Pixels, level: int, key: str, /) -> Pixels:
        """Return the pixels after this direction of the scheme."""
        ...


class Apply(Protocol):
    """One direction of a scheme, as a caller sees it."""

    def __call__(
        self,
        pixels: ArrayLike,
        /,
        *,
        level: int = 1,
        key: str = "showthrough",
        data_range: float | None = None,
    ) -> Pixels:
        """Check the arguments as `Scheme.encrypt` does, then apply."""
        ...


class LeftAsIs(Protocol):
    """One sentence on the pixels that a level does not reach, "" if there are none."""

    def __call__(self, height: int, width: int, level: int, /) -> str:
        """Return the sentence."""
        ...


def nothing_left(height: int, width: int, level: int) -> str:
    """Say that a scheme reaches every pixel."""
    del height, width, level
    return ""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Scheme:
    """An encryption scheme, and what is known about it.

    Attributes
    ----------
    key : str
        Name in calls, links and tables; never renamed.
    label : str
        Name for people.
    family : str
        "PEID", "IVC-SelectEncrypt" or "demonstration".
    does : str
        One sentence: what the scheme does to an image.
    notice : str
        One sentence: what to look for in its output.
    level_meaning : str
        What the level sets.
    level_labels : tuple of str
        What each level sets it to, level 1 (strongest) first.
    provenance, citation : str
        How certain the scheme is, and where it comes from.
    keyed : bool
        Whether the key matters; schemes that only throw information away have none.
    cipher, inverse : Cipher
        The scheme and, where it loses nothing, its inverse.
    left_as_is : LeftAsIs
        What the scheme leaves untouched at a size: `left_as_is(height, width, level)`.
    """

    key: str
    label: str
    family: Family
    does: str
    notice: str
    level_meaning: str
    level_labels: tuple[str, ...]
    provenance: Provenance
    citation: str
    cipher: Cipher
    inverse: Cipher | None = None
    keyed: bool = True
    left_as_is: LeftAsIs = nothing_left

    @property
    def levels(self) -> int:
        """Number of levels; 1 is the strongest, this number the weakest."""
        return len(self.level_labels)

    def encrypt(
        self,
        plain: ArrayLike,
        /,
        *,
        level: int = 1,
        key: str = "showthrough",
        data_range: float | None = None,
    ) -> Pixels:
        """Encrypt an image.

        Parameters
        ----------
        plain : array_like
            As `core.as_luma` takes it, grey or colour, at least 32 pixels a side;
            rounded to whole grey levels. Not modified.
        level : int
            1 (strongest) to `levels` (weakest).
        key : str
            Any text. The same image, level and key give the same output.
        data_range : float, optional
            Value of white, as `core.as_luma` takes it.

        Returns
        -------
        NDArray
            uint8, of the shape of `plain` without alpha.

        Raises
        ------
        ImageError
            If the image, the level or the key is not valid.
        """
        pixels = as_pixels(plain, data_range=data_range)
        return self.cipher(pixels, self._level(level), _text(key))

    @property
    def decrypt(self) -> Apply | None:
        """The way back, called like `encrypt`; None where something is lost."""
        inverse = self.inverse
        if inverse is None:
            return None

        def decrypt(
            encrypted: ArrayLike,
            /,
            *,
            level: int = 1,
            key: str = "showthrough",
            data_range: float | None = None,
        ) -> Pixels:
            pixels = as_pixels(encrypted, data_range=data_range)
            return inverse(pixels, self._level(level), _text(key))

        return decrypt

    def _level(self, level: int) -> int:
        """Check a level."""
        whole = isinstance(level, int | np.integer) and not isinstance(level, bool)
        if not (whole and 1 <= level <= self.levels):
            raise ImageError(
                f"expected a level of {self.key} from 1 (strongest) to {self.levels} "
                f"(weakest), got {level!r}"
            )
        return int(level)


def as_pixels(array: ArrayLike, *, data_range: float | None = None) -> Pixels:
    """Pixels as the schemes take them; the array is not modified.

    Parameters
    ----------
    array : array_like
        As `core.as_luma` takes it, with values from black to white; colour stays
        colour, alpha is dropped.
    data_range : float, optional
        Value of white, as `core.as_luma` takes it.

    Returns
    -------
    NDArray
        uint8, (H, W) or (H, W, 3), rounded to whole grey levels. Always a new array.

    Raises
    ------
    ImageError
        If it is no image, a side is under 32 pixels, or a value is outside 0..255.
    """
    levels = as_levels(array, data_range=data_range)
    check_side(levels.shape[0], levels.shape[1], "the picture")
    check_levels(levels, "", data_range)
    return np.rint(levels).astype(np.uint8)


def per_plane(encrypt_plane: Callable[[Pixels, int], Pixels], pixels: Pixels) -> Pixels:
    """Apply a function of (plane (H, W), its number) to the one or three planes."""
    if pixels.ndim == 2:
        return encrypt_plane(pixels, 0)
    planes = [encrypt_plane(pixels[..., c], c) for c in range(pixels.shape[2])]
    return np.stack(planes, axis=-1)


def _text(key: str) -> str:
    """Check a key."""
    if not isinstance(key, str):
        raise ImageError(f"expected a key of type str, got {type(key).__name__}")
    return key
