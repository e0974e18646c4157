"""TIFF files: tifffile for the layout, our own segments or Pillow for the pixels."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import tifffile
from PIL import Image

from core.image.census import too_many
from core.image.errors import ImageError
from core.image.limits import check_size, frames_note, most
from core.image.picture import Picture
from core.image.pillow import orientation_of, picture_of
from core.image.tiff_layout import PICTURES, check_layout
from core.image.tiff_picture import picture_of_samples
from core.image.tiff_segments import read_samples

STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""First bytes of a TIFF file, also of a large one."""


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


def read_tiff(
    file: BinaryIO, name: str, data_range: float | None, *, strict: bool
) -> Picture:
    """Decode the first page of a TIFF file.

    Parameters and errors are those of `core.image.files.read_file`; what else the
    decoders raise is for the caller to put into words.
    """
    pages = count_pages(file, name)
    if not pages:
        raise _without_pages(name)
    file.seek(0)
    # What tifffile does not understand of a header, nobody should guess.
    with tifffile.TiffFile(file) as tif:
        page = tif.pages.first
        said = frames_note(pages, name)
        remarks = [said] if said else []
        return _decoded(file, page, 1, name, remarks, data_range, strict=strict)


def read_page(
    file: BinaryIO,
    place: int,
    number: int,
    name: str,
    data_range: float | None,
    *,
    strict: bool,
) -> Picture:
    """Decode a page of a TIFF file, its directory at a place and its number from 1.

    The rest is as `read_tiff` has it.
    """
    file.seek(0)
    with tifffile.TiffFile(file) as tif:
        tif.filehandle.seek(place)
        page = tifffile.TiffPage(tif, index=number - 1)
        return _decoded(file, page, number, name, [], data_range, strict=strict)


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
        raise _without_pages(name)
    return found


def _without_pages(name: str) -> ImageError:
    return ImageError(
        f"{name} is damaged or incomplete: it ends before the list of its pages; save "
        "it again from the program that made it"
    )


_SIZES = {1: "B", 3: "H", 4: "I", 16: "Q"}
"""Types of a tag that may hold a width; others are read as four bytes."""


def _directories(
    file: BinaryIO, name: str, *, sizes: bool = False
) -> Iterator[PagePlace]:
    """Yield the directories of a TIFF file, each once; its sizes where asked for."""
    file.seek(0)
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    large = head[2:4] in (b"+\0", b"\0+")
    number, link, tag = ("Q", "Q", 20) if large else ("H", "I", 12)
    # Where the first directory stands follows the mark, and the sizes of a large file.
    place = 8 if large else 4
    seen = set[int]()

    def read(format_: str, at: int) -> int:
        file.seek(at)
        found = file.read(struct.calcsize(format_))
        return struct.unpack(order + format_, found)[0]

    try:
        at = read(link, place)
        while at and at not in seen:
            tags = read(number, at)
            if tags > most("tags") and (sizes or not seen):
                raise too_many("tags", name, most("tags"))
            seen.add(at)
            first = at + struct.calcsize(number)
            width = height = 0
            if sizes:
                file.seek(first)
                entries = file.read(tags * tag)
                width, height = (
                    _largest(entries, wanted, order, large) for wanted in (256, 257)
                )
            yield PagePlace(place=at, width=width, height=height)
            at = read(link, first + tags * tag)
    except (struct.error, OverflowError, OSError):
        pass  # the file ends before the next link; what is there counts


def _largest(entries: bytes, wanted: int, order: str, large: bool) -> int:
    """Largest value of a tag, which a directory may hold twice; 0 if it has none."""
    found = 0
    step, at = (20, 12) if large else (12, 8)
    for start in range(0, len(entries) - step + 1, step):
        tag, kind = struct.unpack_from(order + "HH", entries, start)
        if tag == wanted:
            format_ = order + _SIZES.get(kind, "I")
            found = max(found, *struct.unpack_from(format_, entries, start + at))
    return found


def _decoded(
    file: BinaryIO,
    page: tifffile.TiffPage,
    number: int,
    name: str,
    remarks: list[str],
    data_range: float | None,
    *,
    strict: bool,
) -> Picture:
    """Decode a page, its limits checked before any pixel."""
    check_size(page.imagewidth, page.imagelength, name)
    check_layout(page, name)
    if page.compression in PICTURES:
        return _by_pillow(file, page, number, name, remarks, data_range)
    samples, told = read_samples(file, page, name, strict=strict)
    return picture_of_samples(page, samples, name, remarks + told, data_range)


def _by_pillow(
    file: BinaryIO,
    page: tifffile.TiffPage,
    number: int,
    name: str,
    remarks: list[str],
    data_range: float | None,
) -> Picture:
    """Picture of a page whose compression Pillow alone decodes, checked by its tags."""
    file.seek(0)
    with Image.open(file, formats=("TIFF",)) as image:
        image.seek(number - 1)
        # Pillow turns a TIFF file while it decodes it, and forgets that it did.
        orientation = orientation_of(image)
        image.load()
    channels = len(image.getbands())
    if channels < min(page.samplesperpixel, 3) and image.mode != "P":
        raise ImageError(
            f"{name} holds {page.samplesperpixel} channels of "
            f"{page.bitspersample} bits and was decoded to {image.mode}; "
            "save it as PNG"
        )
    if image.size[::-1] not in (
        (page.imagelength, page.imagewidth),
        (page.imagewidth, page.imagelength),
    ):
        raise ImageError(f"{name} is damaged: it was decoded to another size")
    if page.samplesperpixel > 4:
        remarks.append(
            f"{name} holds {page.samplesperpixel} channels; the first 3 are used"
        )
    return picture_of(image, name, remarks, data_range, orientation=orientation)
