"""TIFF files: tifffile for the layout, our own segments or Pillow for the pixels."""

from typing import BinaryIO

import tifffile
from PIL import Image

from core.image.errors import ImageError
from core.image.limits import check_size, frames_note
from core.image.picture import Picture
from core.image.pillow import orientation_of, picture_of
from core.image.tiff_directories import alone, count_pages, without_pages
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
        raise without_pages(name)
    # What tifffile does not understand of a header, nobody should guess.
    with tifffile.TiffFile(alone(file, name)) as tif:
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
    with tifffile.TiffFile(alone(file, name, place)) as tif:
        page = tif.pages.first
        return _decoded(file, page, number, name, [], data_range, strict=strict)


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
    samples, damage = read_samples(file, page, name, strict=strict)
    return picture_of_samples(page, samples, name, remarks + damage, data_range)


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
            f"{page.bitspersample} bits and was decoded to {image.mode}. "
            "Save it as PNG"
        )
    if image.size[::-1] not in (
        (page.imagelength, page.imagewidth),
        (page.imagewidth, page.imagelength),
    ):
        raise ImageError(f"{name} is damaged: it was decoded to another size")
    if page.samplesperpixel > 4:
        remarks.append(
            f"{name} holds {page.samplesperpixel} channels. The first 3 are used"
        )
    return picture_of(image, name, remarks, data_range, orientation=orientation)
