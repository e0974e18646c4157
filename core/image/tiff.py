"""TIFF files: tifffile for the layout, our own segments or Pillow for the pixels."""

from typing import Any, BinaryIO

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from core.image.errors import ImageError
from core.image.limits import MAX_PIXELS, check_size
from core.image.picture import Picture, picture
from core.image.pillow import (
    ORIENTATION,
    alpha_notes,
    picture_of,
    profile_moves,
    profile_note,
    turned,
)
from core.image.tiff_segments import DECOMPRESS, decode_segment, segments_of
from core.image.white import Depth

STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""First bytes of a TIFF file, also of a large one."""

MAX_SAMPLE_BYTES = 24 * MAX_PIXELS
"""Most bytes that the samples of one picture may take, once decoded."""

_PICTURES = {2, 3, 4, 6, 7, 34712, 50001}
"""Compressions that give pictures, by Pillow: CCITT, JPEG, JPEG 2000, WebP."""

# PhotometricInterpretation.
_WHITE_ZERO, _BLACK_ZERO, _RGB, _PALETTE, _INKS, _YCBCR, _LAB = 0, 1, 2, 3, 5, 6, 8


def read_tiff(
    file: BinaryIO, name: str, data_range: float | None, *, strict: bool
) -> Picture:
    """Decode the first page of a TIFF file.

    Parameters and errors are those of `core.image.files.read_file`; what else the
    decoders raise is for the caller to put into words.
    """
    file.seek(0)
    # What tifffile does not understand of a header, nobody should guess.
    with tifffile.TiffFile(file) as tif:
        pages = len(tif.pages)
        if not pages:
            raise ImageError(
                f"{name} is damaged or incomplete: it ends before the list of its "
                "pages; save it again from the program that made it"
            )
        page = tif.pages.first
        check_size(page.imagewidth, page.imagelength, name)
        remarks: list[str] = []
        if pages > 1:
            remarks.append(f"{name} holds {pages} frames; the first one is used")
        _check_layout(page, name)
        if page.compression in _PICTURES:
            return _by_pillow(file, page, name, remarks, data_range)
        samples, told = _samples(file, page, name, strict=strict)
    remarks += told
    return _picture(page, samples, name, remarks, data_range)


def _check_layout(page: tifffile.TiffPage, name: str) -> None:
    """Refuse what would be read as another picture; says what the file holds."""
    held = ""
    depths = page.tags.valueof(258, default=page.bitspersample)
    known = page.compression in DECOMPRESS or page.compression in _PICTURES
    if page.imagedepth != 1:
        held = f"a volume of {page.imagedepth} layers"
    elif not known:
        held = f"the compression {_word(page.compression)}"
    elif isinstance(depths, tuple) and len(set(depths)) > 1:
        held = f"channels of {', '.join(map(str, depths))} bits"
    elif page.dtype is None or np.dtype(page.dtype).kind not in "buif":
        held = f"{page.bitspersample}-bit samples of format {_word(page.sampleformat)}"
    elif page.photometric not in range(7) and page.photometric != _LAB:
        held = f"{_word(page.photometric)} levels"
    elif page.compression in _PICTURES and (
        page.bitspersample not in (1, 8)
        or page.sampleformat not in (1, 4)
        or (page.planarconfig == 2 and page.samplesperpixel > 1)
    ):
        held = (
            f"{page.bitspersample}-bit {_word(page.compression)} in "
            f"{'separate planes' if page.planarconfig == 2 else 'one plane'}"
        )
    elif (
        page.compression not in _PICTURES
        and page.photometric == _YCBCR
        and (page.tags.valueof(530, default=(2, 2)) != (1, 1))
    ):
        held = "YCbCr colours of reduced size"
    elif page.predictor not in (1, 2, 3) or (
        page.predictor == 2 and page.bitspersample not in (8, 16, 32, 64)
    ):
        held = f"the predictor {_word(page.predictor)}"
    elif page.photometric in (_INKS, _YCBCR, _LAB) and (
        page.bitspersample != 8 or page.sampleformat not in (1, 2, 4)
    ):
        held = f"{_word(page.photometric)} colours of {page.bitspersample} bits"
    if held:
        raise ImageError(
            f"{name} is a TIFF file with {held}, which is not read; save it as grey or "
            "RGB levels of 8 or 16 bits"
        )
    stored = np.dtype(page.dtype).itemsize
    tile = page.tilewidth * page.tilelength if page.is_tiled else 0
    area = max(page.imagewidth * page.imagelength, tile)
    if area * page.samplesperpixel * stored > MAX_SAMPLE_BYTES:
        raise ImageError(
            f"{name} is too large: its samples take more than "
            f"{MAX_SAMPLE_BYTES // 1_000_000} MB; make it smaller first"
        )


def _word(value: Any) -> str:
    """TIFF's word for a number, where it has one."""
    return str(getattr(value, "name", value))


def _samples(
    file: BinaryIO, page: tifffile.TiffPage, name: str, *, strict: bool
) -> tuple[NDArray[Any], list[str]]:
    """All samples, (H, W, samples), zero where the file ends early, and what to say."""
    height, width = page.imagelength, page.imagewidth
    samples = np.zeros((height, width, page.samplesperpixel), np.dtype(page.dtype))
    end = file.seek(0, 2)
    there = total = rows_read = 0
    short = False
    for segment in segments_of(page):
        total += segment.count
        file.seek(segment.offset)
        data = file.read(segment.count)
        there += len(data)
        missing = segment.offset + segment.count > end
        whole = 0
        if data:
            try:
                values, whole = decode_segment(page, data, segment)
            except Exception:
                # libtiff gives nothing of a segment that is cut.
                if not missing or strict:
                    raise
            else:
                target = samples[
                    segment.row : segment.row + segment.rows,
                    segment.column : segment.column + segment.columns,
                ]
                part = values[: target.shape[0], : target.shape[1]]
                if page.planarconfig == 2:
                    target[..., segment.plane] = part[..., 0]
                else:
                    target[...] = part
        if whole < segment.rows and not missing and segment.count:
            raise ImageError(
                f"{name} is damaged or incomplete (a strip or tile holds too little); "
                "save it again from the program that made it"
            )
        short = short or missing
        rows_read += whole
    if not short:
        return samples, []
    if strict or not rows_read:
        raise ImageError(
            f"{name} is damaged or incomplete (it ends early); "
            "save it again from the program that made it"
        )
    if page.is_tiled or page.planarconfig == 2:
        return samples, [
            f"{name} ends early; {there / max(total, 1):.0%} of its bytes could be read"
        ]
    return samples, [
        f"{name} ends early; the first {rows_read} of its {height} rows could be read, "
        "the others are empty"
    ]


def _picture(
    page: tifffile.TiffPage,
    samples: NDArray[Any],
    name: str,
    remarks: list[str],
    data_range: float | None,
) -> Picture:
    """Picture of all samples: colours converted, alpha and further channels dropped."""
    photometric, channels = page.photometric, samples.shape[2]
    wanted = {_RGB: 3, _INKS: 4, _YCBCR: 3, _LAB: 3}.get(photometric, 1)
    if channels < wanted:
        raise ImageError(
            f"{name} is damaged: {_word(photometric)} with {channels} channels"
        )
    profile = page.tags.valueof(34675)
    orientation = int(page.tags.valueof(ORIENTATION, default=1) or 1)
    if photometric in (_INKS, _YCBCR, _LAB):
        mode = {_INKS: "CMYK", _YCBCR: "YCbCr", _LAB: "LAB"}[photometric]
        first = np.ascontiguousarray(samples[..., :wanted])
        image = Image.frombytes(mode, first.shape[1::-1], first.tobytes(), "raw", mode)
        remarks += _dropped(page, channels, wanted, name)
        image.getexif()[ORIENTATION] = orientation
        return picture_of(image, name, remarks, data_range, orientation=orientation)

    pixels = samples[..., 0] if wanted == 1 else samples[..., :3]
    alpha = None
    if 2 <= orientation <= 8:
        pixels = upright(pixels, orientation)
        remarks.append(turned(name))
    else:
        orientation = 1
    if (
        isinstance(profile, bytes)
        and (moved := profile_moves(profile, "L" if wanted == 1 else "RGB")) > 2
    ):
        remarks.append(profile_note(name, moved))
    dropped = _dropped(page, channels, wanted, name)
    remarks += dropped
    if dropped and "transparency" in dropped[0]:
        alpha = samples[..., wanted]
    bits = page.bitspersample
    depth = Depth(
        kind="u" if pixels.dtype.kind == "b" else pixels.dtype.kind, bits=bits
    )
    if photometric == _PALETTE:
        remarks.append(f"{name} holds a palette; every pixel takes its colour from it")
        pixels = _coloured(page, pixels)
        depth = Depth.of(pixels.dtype)
    elif depth.kind == "u" and bits < 8:
        # As Pillow does, and as every viewer shows it: the highest value is white.
        pixels = np.rint(pixels.astype(np.float32) * (255 / (2**bits - 1)))
        pixels, depth = pixels.astype(np.uint8), Depth(kind="u", bits=8)
    if photometric == _WHITE_ZERO:
        pixels = _turned_over(pixels, depth, name, data_range)
    remarks += alpha_notes(pixels, alpha, name)
    if pixels.dtype == np.float16:
        pixels = pixels.astype(np.float32)
    return picture(
        name,
        np.ascontiguousarray(pixels),
        remarks,
        depth=depth,
        data_range=data_range,
        orientation=orientation,
    )


def _turned_over(
    pixels: NDArray[Any], depth: Depth, name: str, data_range: float | None
) -> NDArray[Any]:
    """Levels that count from white, counted from black."""
    if depth.kind == "i" or (depth.kind == "u" and depth.bits > 16):
        raise ImageError(
            f"{name} counts {depth.bits}-bit levels down from white, which is not "
            "read; save it with 0 as black"
        )
    white = data_range or depth.white(0)
    if pixels.max() > white:
        return pixels  # refused when levels are checked against white
    return (white - pixels).astype(pixels.dtype)


def _coloured(page: tifffile.TiffPage, pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """RGB of palette indices; the table has 16 bits, and its upper bytes count."""
    table = page.colormap
    if table is None or pixels.dtype.kind not in "bu":
        raise ValueError("its palette is missing")
    eight_bits = (np.asarray(table) >> 8).astype(np.uint8)
    return np.moveaxis(eight_bits[:, pixels.astype(np.intp)], 0, -1)


def _dropped(
    page: tifffile.TiffPage, channels: int, wanted: int, name: str
) -> list[str]:
    """Say which channels are left out."""
    extra = channels - wanted
    if extra <= 0:
        return []
    kinds = tuple(page.extrasamples or ())
    if (kinds and kinds[0] in (1, 2)) or (not kinds and extra == 1):
        said = [f"{name} has transparency; it is dropped"]
        extra -= 1
    else:
        said = []
    if extra:
        used = "first one is" if wanted == 1 else f"first {wanted} are"
        said.append(f"{name} holds {channels} channels; the {used} used")
    return said


def upright(pixels: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Pixels as a viewer shows them, for EXIF orientations 1 to 8."""
    if orientation >= 5:
        pixels = pixels.swapaxes(0, 1)
    down = orientation in (3, 4, 7, 8)
    across = orientation in (2, 3, 6, 7)
    return pixels[:: -1 if down else 1, :: -1 if across else 1]


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
        orientation = image.getexif().get(ORIENTATION, 1)
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
