"""Directories of a TIFF file: where they stand, and one of them alone.

tifffile knows the files of many microscopes: for some it loads every page, and it
multiplies what their tags hold, whatever that is. Two numbers in the place of a width,
times a height of a billion, take all memory. So it sees one directory alone, with
the tags that a picture needs, each checked.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, cast

from core.image.census import too_many
from core.image.errors import ImageError
from core.image.limits import most

_NUMBERS = {
    256: "ImageWidth",
    257: "ImageLength",
    259: "Compression",
    262: "PhotometricInterpretation",
    266: "FillOrder",
    277: "SamplesPerPixel",
    284: "PlanarConfiguration",
    317: "Predictor",
    322: "TileWidth",
    323: "TileLength",
    32997: "ImageDepth",
    32998: "TileDepth",
}
"""Tags that hold one whole number."""

_ROWS = 278
"""RowsPerStrip; some programs write it once for each strip, which says nothing."""

_LISTS = {
    258: "BitsPerSample",
    273: "StripOffsets",
    279: "StripByteCounts",
    324: "TileOffsets",
    325: "TileByteCounts",
    338: "ExtraSamples",
    339: "SampleFormat",
    513: "JPEGInterchangeFormat",
    514: "JPEGInterchangeFormatLength",
    530: "YCbCrSubSampling",
}
"""Tags that hold whole numbers."""

_OTHERS = (274, 320, 34675)
"""Orientation, colour map and profile, checked where they are used."""

_WHOLE = (1, 3, 4, 6, 8, 9, 13, 16, 17, 18)
"""Types of whole numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Layout:
    """How the directories of a file are written."""

    order: str
    large: bool

    @classmethod
    def of(cls, file: BinaryIO) -> "_Layout":
        file.seek(0)
        head = file.read(4)
        order = "<" if head[:2] == b"II" else ">"
        return cls(order=order, large=head[2:] in (b"+\0", b"\0+"))

    @property
    def number(self) -> str:
        """Format of how many tags there are, in bytes of `struct`."""
        return f"{self.order}{'Q' if self.large else 'H'}"

    @property
    def link(self) -> str:
        """Format of where a directory stands."""
        return f"{self.order}{'Q' if self.large else 'I'}"

    @property
    def tag(self) -> str:
        """Format of a tag: its number, its type, how many values, and their place."""
        return f"{self.order}HH{'Q8s' if self.large else 'I4s'}"

    @property
    def first(self) -> int:
        """Where the link to the first directory stands."""
        return 8 if self.large else 4


def _read(file: BinaryIO, format_: str, at: int) -> int:
    file.seek(at)
    return struct.unpack(format_, file.read(struct.calcsize(format_)))[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePlace:
    """A page of a TIFF file, as its directory has it.

    Attributes
    ----------
    place : int
        Where in the file the directory begins.
    width, height : int
        In pixels, 0 where it does not say.
    """

    place: int
    width: int
    height: int


def count_pages(file: BinaryIO, name: str) -> int:
    """Count the directories of a TIFF file, up to one more than the limit.

    Raises
    ------
    ImageError
        If the first one has too many tags.
    """
    return sum(1 for _ in islice(_directories(file, name), most("frames") + 1))


def pages_of(file: BinaryIO, name: str) -> list[PagePlace]:
    """Find the pages of a TIFF file, up to one more than are read one by one.

    Raises
    ------
    ImageError
        If one has too many tags, or there is none.
    """
    found = list(islice(_directories(file, name, sizes=True), most("frames read") + 1))
    if not found:
        raise without_pages(name)
    return found


def without_pages(name: str) -> ImageError:
    """Error about a TIFF file that has no whole directory."""
    return ImageError(
        f"{name} is damaged or incomplete: it ends before the list of its pages. Save "
        "it again from the program that made it"
    )


_SIZES = {1: "B", 3: "H", 4: "I", 16: "Q"}
"""Types of a tag that may hold a width; others are read as four bytes."""


def _directories(
    file: BinaryIO, name: str, *, sizes: bool = False
) -> Iterator[PagePlace]:
    """Yield the directories of a TIFF file, each once; its sizes where asked for."""
    layout = _Layout.of(file)
    step = struct.calcsize(layout.tag)
    seen = set[int]()
    try:
        at = _read(file, layout.link, layout.first)
        while at and at not in seen:
            tags = _read(file, layout.number, at)
            if tags > most("tags") and (sizes or not seen):
                raise too_many("tags", name, most("tags"))
            seen.add(at)
            first = at + struct.calcsize(layout.number)
            width = height = 0
            if sizes:
                file.seek(first)
                entries = file.read(tags * step)
                width, height = (_largest(entries, each, layout) for each in (256, 257))
            yield PagePlace(place=at, width=width, height=height)
            at = _read(file, layout.link, first + tags * step)
    except (struct.error, OverflowError, OSError):
        pass  # the file ends before the next link; what is there counts


def _largest(entries: bytes, wanted: int, layout: _Layout) -> int:
    """Largest value of a tag, which a directory may hold twice; 0 if it has none."""
    found = 0
    step = struct.calcsize(layout.tag)
    value = step - (8 if layout.large else 4)
    for start in range(0, len(entries) - step + 1, step):
        tag, kind = struct.unpack_from(f"{layout.order}HH", entries, start)
        if tag == wanted:
            format_ = layout.order + _SIZES.get(kind, "I")
            found = max(found, *struct.unpack_from(format_, entries, start + value))
    return found


def alone(file: BinaryIO, name: str, place: int | None = None) -> BinaryIO:
    """Return a view of a file that has one of its directories alone, checked.

    Parameters
    ----------
    file : BinaryIO
        A TIFF file that has a directory of not too many tags.
    name : str
        What messages call it.
    place : int, optional
        Where the directory stands; that of the first one unless given.

    Raises
    ------
    ImageError
        If a tag that has to be a whole number is none, or lists too many.
    struct.error
        If the file ends before its directory does.
    """
    layout = _Layout.of(file)
    if place is None:
        place = _read(file, layout.link, layout.first)
    count = _read(file, layout.number, place)
    size = struct.calcsize(layout.tag)
    entries = file.read(count * size)
    if len(entries) < count * size:
        raise struct.error("it ends in a directory")
    kept: dict[int, bytes] = {}
    for start in range(0, len(entries), size):
        entry = entries[start : start + size]
        tag, kind, values, _ = struct.unpack(layout.tag, entry)
        if tag not in kept and _is_needed(tag, kind, values, name):
            kept[tag] = entry
    end = file.seek(0, 2)
    directory = struct.pack(layout.number, len(kept)) + b"".join(
        kept[tag] for tag in sorted(kept)
    )
    file.seek(0)
    head = file.read(layout.first) + struct.pack(layout.link, end)
    view = _View(file, head, end, directory + struct.pack(layout.link, 0))
    return io.BufferedReader(cast(io.RawIOBase, view))


def _is_needed(tag: int, kind: int, values: int, name: str) -> bool:
    """Whether a tag belongs to a picture; refuses what cannot be one's."""
    if tag in _OTHERS:
        return True
    called = _NUMBERS.get(tag) or _LISTS.get(tag) or ("RowsPerStrip" * (tag == _ROWS))
    if not called:
        return False
    if kind not in _WHOLE or values < 1 or (tag in _NUMBERS and values > 1):
        raise ImageError(
            f"{name} is damaged: its {called} is no whole number. Save it again from "
            "the program that made it"
        )
    if values > most("parts"):
        raise too_many("strips or tiles", name, most("parts"))
    return tag != _ROWS or values == 1


class _View(io.RawIOBase):
    """A file with another beginning, and something behind its end."""

    def __init__(self, file: BinaryIO, head: bytes, end: int, tail: bytes) -> None:
        self._file, self._head, self._tail = file, head, tail
        self._end = end
        self._at = 0

    def readable(self) -> bool:
        """Whether it can be read: it can."""
        return True

    def seekable(self) -> bool:
        """Whether it has places: it has."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, and return it."""
        whole = self._end + len(self._tail)
        self._at = max(offset + (0, self._at, whole)[whence], 0)
        return self._at

    def readinto(self, buffer: bytearray) -> int:  # pyright: ignore
        """Read what stands in one piece, and return how much that is."""
        wanted = len(buffer)
        if self._at < len(self._head):
            part = self._head[self._at : self._at + wanted]
        elif self._at < self._end:
            self._file.seek(self._at)
            part = self._file.read(min(wanted, self._end - self._at))
        else:
            begin = self._at - self._end
            part = self._tail[begin : begin + wanted]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)
