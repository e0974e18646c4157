"""What is to be done: pairs of images, and what to measure on each."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from numpy.typing import ArrayLike

from core.attacks.own_blocks import OwnBlocks
from core.encryption import SCHEMES
from core.image import DataRange, Fit, Picture, read_picture
from core.indices import INDICES
from core.recognizability.form import Form


@runtime_checkable
class LazyImage(Hashable, Protocol):
    """Image that is read where it is needed, on whatever machine that is.

    A frozen dataclass at the top of a module that workers can import makes a good one:
    it must be hashable, and pickled it should be small.
    """

    @property
    def name(self) -> str:
        """Name in rows and messages."""
        ...

    def read(self) -> ArrayLike:
        """Pixels as `core.as_luma` takes them; raises ImageError if there are none."""
        ...


@runtime_checkable
class Decoded(LazyImage, Protocol):
    """Lazy image that knows what was left out or changed while it was read."""

    def picture(self) -> Picture:
        """Read it with its notes; raises ImageError if it cannot be read."""
        ...


Image: TypeAlias = Path | LazyImage


@dataclass(frozen=True, kw_only=True, slots=True)
class Encrypted:
    """A picture that is encrypted when it is read.

    Attributes
    ----------
    plain : Path
        Image file; its luma is encrypted.
    scheme : str
        Key of `core.SCHEMES`.
    level : int
        1 is the strongest.
    key : str
        Any text.
    white : float, optional
        Value of white in the file; that of its type unless given.
    strict : bool
        Refuse a file that ends early.
    """

    plain: Path
    scheme: str
    level: int = 1
    key: str = "showthrough"
    white: float | None = None
    strict: bool = False

    @property
    def name(self) -> str:
        """Name in rows and messages."""
        return f"{self.plain.name}, {self.scheme}, level {self.level}"

    def read(self) -> ArrayLike:
        """Encrypt the luma of the file."""
        luma = read_picture(self.plain, data_range=self.white, strict=self.strict).luma
        return SCHEMES[self.scheme].encrypt(
            luma, level=self.level, key=self.key, data_range=255
        )


Measures: TypeAlias = Mapping[str, Form | str]
"""By name: a form of the proposed index, or the key of another in `core.INDICES`."""


def measures(keys: Iterable[str], form: Form | None = None) -> Measures:
    """Indices under their own names, the proposed one in the form given.

    Raises
    ------
    ValueError
        If a key is not in `core.INDICES`.

    Examples
    --------
    >>> list(measures(["lss", "proposed"]))
    ['lss', 'proposed']
    """
    chosen = dict[str, Form | str]()
    for key in keys:
        if key not in INDICES:
            raise ValueError(f"expected one of {', '.join(INDICES)}, got {key!r}")
        chosen[key] = (form or Form()) if key == "proposed" else key
    return chosen


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Job:
    """A pair of images, and what to measure on it.

    Attributes
    ----------
    plain, encrypted : Path or LazyImage
        Where the images come from. Workers read them: give absolute paths.
    measures : Measures
        What to compute; the proposed index as in the paper unless given.
    draws : int
        Random orders of the encrypted pixels that forms of the proposed index score
        too, see `core.noise_baseline`; none unless given.
    data_range : float or pair of floats, optional
        Value of white: one for both images, or (plain, encrypted); that of the file's
        or array's type unless given.
    fit : {"crop", "resize"}, optional
        How images of different sizes are brought to one, see `core.fit`; they are an
        error unless given.
    strict : bool
        Refuse a file that ends early. It is read as far as it goes unless asked.
    channels : bool
        Whether every channel is looked at by the first form of the proposed index, see
        `core.colour_shows`.
    blocks : OwnBlocks
        Blocks of the proposed index that are not the paper's, placed on each pair.
    attacks : tuple of str
        Keys of `core.ATTACKS` that need nothing but the encrypted image: each is run,
        and judged by the first form of the proposed index.
    statistics : bool
        Whether the encrypted image is tested for randomness, see `core.statistics`.
    other : Path or LazyImage, optional
        A second cipher, of a plain image with one pixel changed or under a key with one
        bit changed, which `statistics` compares the encrypted image with.
    """

    plain: Image
    encrypted: Image
    measures: Measures = field(default_factory=lambda: measures(["proposed"]))
    draws: int = 0
    data_range: DataRange = None
    fit: Fit | None = None
    strict: bool = False
    channels: bool = False
    blocks: OwnBlocks = field(default_factory=OwnBlocks)
    attacks: tuple[str, ...] = ()
    statistics: bool = False
    other: Image | None = None


def name_of(image: Image) -> str:
    """Name of an image in rows and messages."""
    return str(image) if isinstance(image, Path) else image.name
