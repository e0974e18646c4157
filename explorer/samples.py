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

from core.encryption import Scheme
from core.image import (
    Fit,
    Luma,
    Picture,
    as_channels,
    fit,
    fit_words,
    read_picture,
)
from core.image.sizes import resize
from core.image.white import DataRange, for_each
from explorer.theme import PROVENANCE

FOLDER = Path(__file__).parents[1] / "sample_images"

MAX_UPLOAD_MB = 20
"""Largest file that a visitor may upload."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """How a picture came about: what it takes to make it again.

    Attributes
    ----------
    file : str
        Name of the file that was read; it may be any text.
    sample : bool
        Whether the file is one of the sample images.
    white : float, optional
        Value of white, where the visitor said it.
    scheme : str
        Key of the scheme in `core.SCHEMES` that encrypted its luma here, "" if none.
    level, key
        What it was encrypted with.
    channel : str
        One of `core.image.CHANNELS`: what the index is given of it.
    fit : {"", "crop", "resize"}
        How it was brought to the size of the other image at last, "" if it was not.
    shape : tuple of int, optional
        (H, W) that it was cropped or resized to.
    """

    file: str
    sample: bool = False
    white: float | None = None
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
        How the picture came about and how sure that is, where it is known; Markdown.
    origin : Origin, optional
        How to make it again; a file of the title's name unless said.
    unchanged : bool
        Whether it was encrypted here, and every pixel is as it was.
    pixels_digest : str
        `digest_of_pixels` of a picture that was made here; "" where it is a file's.
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

    @property
    def made(self) -> Origin:
        """How to make the picture again."""
        return self.origin or Origin(file=self.title)

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """All that the picture carries, its names too, its pixels by their digest.

        Visitors may call one file by several names. What is made of a picture and
        carries its name is kept under this; what is numbers alone, under `digest`.
        """
        return self.digest, self.title, self.notes, self.about, self.made

    @property
    def file_digest(self) -> str:
        """SHA-256 of the file that was read, hexadecimal, whatever was made of it."""
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
    """An entry of the manifest: a file, what it shows and where it comes from."""

    key: str
    file: str
    title: str
    about: str
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
            f"the sample images are missing: expected {path}; "
            "run Showthrough from its own folder, or install it again"
        )
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return {
        plain["key"]: Sample(
            key=plain["key"],
            file=plain["file"],
            title=plain["title"],
            about=f"{plain['kind'].capitalize()}. {plain['author']}, "
            f"{plain['licence']}; from scikit-image.",
            encrypted=tuple(
                Sample(
                    key=companion["key"],
                    file=companion["file"],
                    title=companion["title"],
                    about=companion["about"],
                )
                for companion in plain["encrypted"]
            ),
        )
        for plain in manifest["plain"]
    }


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
    content: bytes, name: str, white: float | None = None, *, strict: bool = False
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

    Raises
    ------
    ImageError
        As `core.read_image` does; the message starts with the file's name.
    """
    picture = read_picture(content, name=name, data_range=white, strict=strict)
    digest = hashlib.sha256(content).hexdigest()
    return Source(
        title=name,
        digest=f"{digest}-white{in_digits(white)}" if white else digest,
        luma=_read_only(picture.luma),
        picture=picture,
        notes=picture.notes,
        origin=Origin(file=name, white=white),
    )


def with_white(source: Source, white: float) -> Source:
    """Read a source that is a file as it stands again, with another value of white.

    Raises
    ------
    ImageError
        If pixels are brighter.
    """
    assert source.picture is not None
    picture = source.picture.with_white(white)
    return replace(
        source,
        digest=f"{source.file_digest}-white{in_digits(white)}",
        luma=_read_only(picture.luma),
        picture=picture,
        notes=picture.notes,
        origin=replace(source.made, white=white),
    )


def in_digits(white: float) -> str:
    """Write a value of white with all its digits, as links, digests and fields do."""
    return np.format_float_positional(white, trim="-")


def through(source: Source, channel: str) -> Source:
    """Return a source whose `luma` is one of its channels.

    What was encrypted here is grey: its R, G and B are its luma, Cb and Cr 128.

    Parameters
    ----------
    source : Source
        A picture as it was read or encrypted; the channel of one that was cropped or
        resized is so, too.
    channel : str
        One of `core.image.CHANNELS`.
    """
    if channel == source.made.channel:
        return source
    levels = source.picture.levels if source.picture else source.luma
    plane = as_channels(levels, data_range=255)[channel]
    shape, pixels_digest = source.made.shape, source.pixels_digest
    if shape:
        # The file's own pixels are of the size before.
        if plane.shape != shape:
            cropped = source.made.fit == "crop"
            plane = plane[: shape[0], : shape[1]] if cropped else resize(plane, shape)
        plane = np.ascontiguousarray(plane)
        pixels_digest = digest_of_pixels(plane)
    return replace(
        source,
        digest=f"{source.digest}-{channel}",
        luma=_read_only(plane),
        pixels_digest=pixels_digest,
        origin=replace(source.made, channel=channel),
    )


def _read_only(luma: Luma) -> Luma:
    luma.flags.writeable = False
    return luma


def encrypt_source(source: Source, scheme: Scheme, level: int, key: str) -> Source:
    """Encrypt a source's luma; the notes say which pixels the scheme left as they are.

    A scheme takes and gives whole grey levels, as files hold them. The source's luma is
    not rounded, here and where the two are compared: an image that no scheme changed
    may so score a little less than the image itself, and a note says so.

    Raises
    ------
    ImageError
        As `Scheme.encrypt` does.
    """
    pixels = scheme.encrypt(source.luma, level=level, key=key, data_range=255)
    luma = _read_only(pixels.astype(np.float64))
    left = scheme.left_as_is(luma.shape[0], luma.shape[1], level)
    notes = [f"{left[0].upper()}{left[1:]}"] if left else []
    off = np.abs(luma - source.luma).max()
    unchanged = bool(off <= 0.5)
    if unchanged:
        notes.append("This encryption changed no pixel")
    if unchanged and off:
        notes.append(
            "It holds whole grey levels, as a file does; the luma of the plain image "
            "is not rounded. They differ by up to half a level, and score a little "
            "less than two equal images"
        )
    secret = hashlib.sha256(key.encode()).hexdigest()[:16] if scheme.keyed else "none"
    return Source(
        title=f"{source.title}, {scheme.label}, {scheme.level_labels[level - 1]}",
        digest=f"{source.digest}-{scheme.key}-{level}-{secret}",
        luma=luma,
        picture=None,
        notes=tuple(notes),
        unchanged=unchanged,
        pixels_digest=digest_of_pixels(pixels),
        about=f"{scheme.does} {scheme.notice} **{scheme.provenance.capitalize()}:** "
        f"{PROVENANCE[scheme.provenance]} {scheme.citation}.",
        origin=replace(
            source.made,
            scheme=scheme.key,
            level=level,
            key=key if scheme.keyed else "",
        ),
    )


def digest_of_pixels(pixels: NDArray[np.generic]) -> str:
    """SHA-256 of pixels, row by row, in the bytes of their type, hexadecimal.

    Reading: a picture that was made here is in no file, and a file of it would depend
    on who wrote it; so its pixels are what is hashed.
    """
    ordered = pixels.astype(pixels.dtype.newbyteorder("<"), copy=False)
    return hashlib.sha256(ordered.tobytes()).hexdigest()


def fitted(plain: Source, encrypted: Source, how: Fit) -> tuple[Source, Source]:
    """Bring two sources to one size, and say so in their notes; see `core.fit`."""
    planes = fit(plain.luma, encrypted.luma, how)
    first, second = (
        _fitted(source, plane, how)
        for source, plane in zip((plain, encrypted), planes, strict=True)
    )
    return first, second


def _fitted(source: Source, plane: Luma, how: Fit) -> Source:
    if plane.shape == source.luma.shape:
        return source
    height, width = plane.shape
    note = fit_words(source.title, source.luma.shape, plane.shape, how)
    return replace(
        source,
        luma=_read_only(plane),
        digest=f"{source.digest}-{how}{width}x{height}",
        pixels_digest=digest_of_pixels(plane),
        notes=(*source.notes, note),
        origin=replace(source.made, fit=how, shape=(height, width)),
    )


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
