"""One judged picture: two images to be read when needed, and what people said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.encryption import SCHEMES
from core.evaluation.archive import read_member
from core.image import Luma, Picture, as_luma, read_picture
from core.image.picture import picture


@runtime_checkable
class Readable(Protocol):
    """An image that is read only when asked; light, hashable, and can be pickled."""

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    def read(self) -> Luma:
        """Luma, (H, W) float64, in [0, 255].

        Raises
        ------
        ImageError
            If it is missing or damaged; the message names it.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageFile:
    """An image file in a folder.

    Attributes
    ----------
    path : Path
        The file.
    whole : bool
        Round its luma to whole grey levels, as the databases are made of.
    white : float, optional
        Value of white in the file; that of its type unless given.
    """

    path: Path
    whole: bool = False
    white: float | None = None

    @property
    def name(self) -> str:
        """File name."""
        return self.path.name

    def picture(self) -> Picture:
        """Decode the file; the notes say what was left out or changed."""
        found = read_picture(self.path, name=self.name, data_range=self.white)
        return _whole(found) if self.whole else found

    def read(self) -> Luma:
        """Luma of the file."""
        return self.picture().luma


@dataclass(frozen=True, kw_only=True, slots=True)
class ZippedImage:
    """An image file in a zip archive, decoded in memory.

    Attributes
    ----------
    archive : Path
        The archive.
    member : str
        Its name inside.
    whole : bool
        Round its luma to whole grey levels.
    white : float, optional
        Value of white in the file; that of its type unless given.
    """

    archive: Path
    member: str
    whole: bool = False
    white: float | None = None

    @property
    def name(self) -> str:
        """File name inside the archive, without folders."""
        return self.member.rpartition("/")[2]

    def picture(self) -> Picture:
        """Decode the member; the notes say what was left out or changed."""
        content = read_member(self.archive, self.member)
        found = read_picture(content, name=self.name, data_range=self.white)
        return _whole(found) if self.whole else found

    def read(self) -> Luma:
        """Luma of the member."""
        return self.picture().luma


def _whole(found: Picture) -> Picture:
    """A picture of the luma in whole grey levels, with the same notes."""
    return picture(found.name, np.rint(found.luma), found.notes, data_range=255)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Pixels:
    """An image that is in memory already.

    Attributes
    ----------
    name : str
        What messages call it.
    pixels : NDArray
        As `core.as_luma` takes it.
    """

    name: str
    pixels: NDArray[np.uint8]

    def read(self) -> Luma:
        """Luma of the pixels."""
        return as_luma(self.pixels)


@dataclass(frozen=True, kw_only=True, slots=True)
class Square:
    """The central square of an image at another size, in whole grey levels.

    Attributes
    ----------
    image : Readable
        The image.
    side : int
        In pixels.
    """

    image: Readable
    side: int

    @property
    def name(self) -> str:
        """Name of the image."""
        return self.image.name

    def read(self) -> Luma:
        """Crop, resample by Lanczos' filter and round; read-only."""
        return _square(self.image, self.side)


@lru_cache(maxsize=2)
def _square(image: Readable, side: int) -> Luma:
    luma = image.read()
    height, width = luma.shape
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    central = luma[top : top + short, left : left + short].astype(np.float32)
    resized = Image.fromarray(central).resize((side, side), Image.Resampling.LANCZOS)
    square = np.rint(np.clip(np.asarray(resized, np.float64), 0, 255))
    square.flags.writeable = False
    return square


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeImage:
    """An image that a scheme of `core.SCHEMES` makes when it is read.

    Attributes
    ----------
    plain : Readable
        The image before.
    scheme : str
        Key of the scheme.
    level : int
        1 is the strongest.
    key : str
        Any text.
    """

    plain: Readable
    scheme: str
    level: int
    key: str

    @property
    def name(self) -> str:
        """Plain image, scheme and level."""
        return f"{self.plain.name}, {self.scheme}, level {self.level}"

    def read(self) -> Luma:
        """Encrypt."""
        pixels = SCHEMES[self.scheme].encrypt(
            read_once(self.plain), level=self.level, key=self.key, data_range=255
        )
        return pixels.astype(np.float64)


@lru_cache(maxsize=2)
def read_once(image: Readable) -> Luma:
    """Read an image, and remember the last two: a plain picture serves many rows."""
    luma = image.read()
    luma.flags.writeable = False
    return luma


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """An encrypted image, its plain one, and the human score of the two.

    Attributes
    ----------
    plain, encrypted : Readable
        The images.
    score : float
        Mean human score; a database says which way it runs.
    type : str
        Type of encryption, as the paper's Table 2 names it.
    picture : str
        The plain picture's name; rows of one picture are not independent.
    level : int
        Level of the type, 1 the strongest; 0 where there is none.
    """

    plain: Readable
    encrypted: Readable
    score: float
    type: str
    picture: str
    level: int = 0

    @property
    def name(self) -> str:
        """Name of the encrypted image."""
        return self.encrypted.name

    def read(self) -> tuple[Luma, Luma]:
        """Plain and encrypted luma; the plain one is read-only.

        Raises
        ------
        ImageError
            If an image is missing or damaged; the message names it.
        """
        return read_once(self.plain), self.encrypted.read()


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Database:
    """Judged images that belong together.

    Attributes
    ----------
    key : str
        "peid", "ivc", "table" or "regenerated".
    name : str
        For people.
    rows : tuple of Judged
        Without the plain images that a database judges too.
    meaning : str
        What the human scores are, and which way they run.
    low, high : float
        Ends of their scale.
    notes : tuple of str
        What has to be known before a number is trusted, a sentence each.
    """

    key: str
    name: str
    rows: tuple[Judged, ...]
    meaning: str
    low: float
    high: float
    notes: tuple[str, ...] = ()

    @property
    def scores(self) -> NDArray[np.float64]:
        """Human scores, (N,)."""
        return np.array([row.score for row in self.rows])

    @property
    def types(self) -> Sequence[str]:
        """Type of encryption of every row."""
        return tuple(row.type for row in self.rows)

    @property
    def pictures(self) -> Sequence[str]:
        """Plain picture of every row."""
        return tuple(row.picture for row in self.rows)
