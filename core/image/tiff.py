"""TIFF files: tifffile for the layout, our own segments or Pillow for the pixels."""

import struct
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


def read_tiff(
    file: BinaryIO, name: str, data_range: float | None, *, strict: bool
) -> Picture:
    """Decode the first page of a TIFF file.

    Parameters and errors are those of `core.image.files.read_file`; what else the
    decoders raise is for the caller to put into words.
    """
    pages = count_pages(file, name)
    if not pages:
        raise ImageError(
            f"{name} is damaged or incomplete: it ends before the list of its "
            "pages; save it again from the program that made it"
        )
    file.seek(0)
    # What tifffile does not understand of a header, nobody should guess.
    with tifffile.TiffFile(file) as tif:
        page = tif.pages.first
        check_size(page.imagewidth, page.imagelength, name)
        remarks: list[str] = []
        if said := frames_note(pages, name):
            remarks.append(said)
        check_layout(page, name)
        if page.compression in PICTURES:
            return _by_pillow(file, page, name, remarks, data_range)
        samples, told = read_samples(file, page, name, strict=strict)
    remarks += told
    return picture_of_samples(page, samples, name, remarks, data_range)


def count_pages(file: BinaryIO, name: str) -> int:
    """Count the directories of a TIFF file, up to one more than the limit.

    Raises
    ------
    ImageError
        If the first one has too many tags.
    """
    file.seek(0)
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    large = head[2:4] in (b"+\0", b"\0+")
    number, link, tag = ("Q", "Q", 20) if large else ("H", "I", 12)
    # Where the first directory stands follows the mark, and the sizes of a large file.
    place = 8 if large else 4
    pages, seen = 0, set[int]()

    def read(format_: str, at: int) -> int:
        file.seek(at)
        found = file.read(struct.calcsize(format_))
        return struct.unpack(order + format_, found)[0]

    try:
        at = read(link, place)
        while at and at not in seen and pages <= most("frames"):
            seen.add(at)
            tags = read(number, at)
            if not pages and tags > most("tags"):
                raise too_many("tags", name, most("tags"))
            pages += 1
            at = read(link, at + struct.calcsize(number) + tags * tag)
    except (struct.error, OverflowError, OSError):
        pass  # the file ends before the next link; what is there counts
    return pages


def _by_pillow(
    file: BinaryIO,
    page: tifffile.TiffPage,
    name: str,
    remarks: list[str],
    data_range: float | None,
) -> Picture:
    """Picture of a file whose compression Pillow alone decodes, checked by its tags."""
    file.seek(0)
    with Image.open(file, formats=("TIFF",)) as image:
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
