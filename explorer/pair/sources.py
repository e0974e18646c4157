"""Sample images, files from the command line and uploads, all as `Source`."""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.image import (
    Fit,
    Luma,
    Picture,
    read_picture,
)
from core.image.white import DataRange, for_each
from explorer.pair.clip import Clip, clip_of

FOLDER = Path(__file__).parents[2] / "sample_images"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """How a picture was made: what it takes to make it again.

    Attributes
    ----------
    file : str
        Name of the file that was read; it may be any text.
    sample : bool
        Whether the file is one of the sample images.
    white : float, optional
        Value of white, where the visitor said it.
    frame : int, optional
        Which frame of the file it is, from 1, where it was asked for.
    scheme : str
        Key of the scheme in `core.SCHEMES` that encrypted its luma here, "" if none.
    level, key
        What it was encrypted with.
    channel : str
        One of `core.image.CHANNELS`: what the index is given of it.
    fit : {"", "crop", "resize"}
        How it was brought to the size of the other image, "" if it was not.
    shape : tuple of int, optional
        (H, W) that it was cropped or resized to.
    """

    file: str
    sample: bool = False
    white: float | None = None
    frame: int | None = None
    scheme: str = ""
    level: int = 1
    key: str = ""
    channel: str = "luma"
    fit: Fit | Literal[""] = ""
    shape: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False, kw_only=True, slots=True, weakref_slot=True)
class Source:
    """A picture that can be chosen.

    Attributes
    ----------
    title : str
        What the visitor reads.
    digest : str
        SHA-256 of the file and of what was done to it; the key of every cache.
    luma : NDArray
        (H, W) float64, in [0, 255]; read-only. What the index is given: the picture's
        luma, or the channel that `made.channel` names.
    picture : Picture, optional
        The decoded file, before it was cropped or resized; None where the picture was
        encrypted here, and is grey.
    notes : tuple of str
        What was left out or changed while reading.
    about : str
        How the picture was made and how certain that is, where it is known; Markdown.
    origin : Origin, optional
        How to make it again; a file of the title's name unless said.
    unchanged : bool
        Whether it was encrypted here, and every pixel is as it was.
    pixels_digest : str
        `digest_of_pixels` of a picture that was made here; "" where it is a file's.
    clip : Clip, optional
        The frames of the file, where it holds several.
    grey : NDArray, optional
        Luma (H, W) of a picture that was encrypted here, where `luma` is another
        channel. That of a file is in `picture`.
    """

    title: str
    digest: str
    luma: Luma
    picture: Picture | None = None
    notes: tuple[str, ...] = ()
    about: str = ""
    origin: Origin | None = None
    unchanged: bool = False
    pixels_digest: str = ""
    clip: Clip | None = None
    grey: Luma | None = None

    @property
    def made(self) -> Origin:
        """How to make the picture again."""
        return self.origin or Origin(file=self.title)

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Everything that the picture holds, its names too, with its pixels by digest.

        One file may have several names. A result that holds the name is kept under
        this key; a result that is numbers alone, under `digest`.
        """
        return self.digest, self.title, self.notes, self.about, self.made

    @property
    def file_digest(self) -> str:
        """SHA-256 of the file that was read, hexadecimal; of a derived picture too."""
        return self.digest.partition("-")[0]

    @property
    def sha256(self) -> str:
        """SHA-256 of this picture, hexadecimal: of what `hashed` says."""
        return self.pixels_digest or self.file_digest

    @property
    def hashed(self) -> str:
        """What `sha256` is of, in words."""
        if not self.pixels_digest:
            return "file"
        encrypted = self.made.scheme and not self.made.shape
        each = "one byte" if encrypted else "a little-endian float of eight bytes"
        return f"pixels, row by row, {each} each"

    @property
    def size(self) -> str:
        """Width × height in words."""
        return f"{self.luma.shape[1]} × {self.luma.shape[0]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """An entry of the manifest: a file, what it shows and where it comes from.

    `teaches` is the row and the column, from 1, of the block in the paper's grid that
    Learn follows; None where the pair has no such block.
    """

    key: str
    file: str
    title: str
    about: str
    teaches: tuple[int, int] | None = None
    encrypted: tuple["Sample", ...] = ()


@lru_cache(maxsize=1)
def samples() -> dict[str, Sample]:
    """Return the plain sample images by key, each with its encrypted companions.

    Raises
    ------
    FileNotFoundError
        If the folder of sample images is missing from the installation.
    """
    path = FOLDER / "manifest.json"
    if not path.exists():
        raise FileNotFoundError(
            f"the sample pictures are missing: expected {path}. "
            "Run Showthrough from its own folder, or install it again"
        )
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return {
        plain["key"]: Sample(
            key=plain["key"],
            file=plain["file"],
            title=plain["title"],
            about=f"{plain['kind'].capitalize()}. {plain['author']}, "
            f"{plain['licence']}, from scikit-image.",
            encrypted=tuple(
                Sample(
                    key=companion["key"],
                    file=companion["file"],
                    title=companion["title"],
                    about=companion["about"],
                    teaches=_place(companion.get("teaches")),
                )
                for companion in plain["encrypted"]
            ),
        )
        for plain in manifest["plain"]
    }


def _place(said: list[int] | None) -> tuple[int, int] | None:
    return (said[0], said[1]) if said else None


def load_sample(sample: Sample) -> Source:
    """Read a sample image."""
    source = read_source((FOLDER / sample.file).read_bytes(), sample.file)
    return replace(
        source,
        title=sample.title,
        about=sample.about,
        origin=Origin(file=sample.file, sample=True),
    )


def read_source(
    content: bytes,
    name: str,
    white: float | None = None,
    *,
    strict: bool = False,
    frame: int | None = None,
) -> Source:
    """Read an uploaded or named file.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        Its name, for titles and messages.
    white : float, optional
        Value of white; that of the file's type unless given.
    strict : bool
        Refuse a file that ends early.
    frame : int, optional
        Frame of a file of several, from 1; the first unless given.

    Raises
    ------
    ImageError
        As `core.read_image` does; the message starts with the file's name.
    """
    picture = read_picture(
        content, name=name, data_range=white, strict=strict, frame=frame
    )
    return Source(
        title=picture.name,
        digest=digest_of(hashlib.sha256(content).hexdigest(), white, frame),
        luma=read_only(picture.luma),
        picture=picture,
        notes=picture.notes,
        origin=Origin(file=name, white=white, frame=frame),
        clip=clip_of(content, name),
    )


def digest_of(file: str, white: float | None, frame: int | None) -> str:
    """Name a file as it was read, by its SHA-256, its white and its frame."""
    said = f"{file}-white{in_digits(white)}" if white else file
    return f"{said}-frame{frame}" if frame else said


def in_digits(white: float) -> str:
    """Write a value of white with all its digits, as links, digests and fields do."""
    return np.format_float_positional(white, trim="-")


def read_only(luma: Luma) -> Luma:
    """Return the same array, closed to writing."""
    luma.flags.writeable = False
    return luma


def digest_of_pixels(pixels: NDArray[np.generic]) -> str:
    """SHA-256 of pixels, row by row, in the bytes of their type, hexadecimal.

    Reading: a picture that was made here is in no file, and a file of it would depend
    on who wrote it; so its pixels are what is hashed.
    """
    ordered = pixels.astype(pixels.dtype.newbyteorder("<"), copy=False)
    return hashlib.sha256(ordered.tobytes()).hexdigest()


_OPENED: list[Source] = []


def open_files(plain: Path, encrypted: Path, data_range: DataRange = None) -> None:
    """Offer a pair of files, named on the command line, before the samples.

    Parameters
    ----------
    plain, encrypted : Path
        The files.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Raises
    ------
    ImageError
        As `read_source` does.
    """
    whites = for_each(data_range)
    pair = [
        read_source(path.read_bytes(), path.name, white)
        for path, white in zip((plain, encrypted), whites, strict=True)
    ]
    _OPENED[:] = pair


def opened() -> tuple[Source, Source] | None:
    """The pair that was named on the command line, if any."""
    return (_OPENED[0], _OPENED[1]) if _OPENED else None
