"""Which TIFF files are read: those whose layout is understood, and not too large."""

from typing import Any

import numpy as np
import tifffile

from core.image.errors import ImageError
from core.image.limits import most
from core.image.tiff_compression import DECOMPRESS

MAX_SAMPLE_BYTES = most("samples")
"""Most bytes that the samples of one picture may take, once decoded."""

PICTURES = {2, 3, 4, 6, 7, 34712, 50001}
"""Compressions that give pictures, by Pillow: CCITT, JPEG, JPEG 2000, WebP."""

# PhotometricInterpretation.
WHITE_ZERO, BLACK_ZERO, RGB, PALETTE, INKS, YCBCR, LAB = 0, 1, 2, 3, 5, 6, 8


def check_layout(page: tifffile.TiffPage, name: str) -> None:
    """Refuse what would be read as another picture; says what the file holds."""
    held = ""
    depths = page.tags.valueof(258, default=page.bitspersample)
    known = page.compression in DECOMPRESS or page.compression in PICTURES
    if page.imagedepth != 1:
        held = f"a volume of {page.imagedepth} layers"
    elif not known:
        held = f"the compression {word(page.compression)}"
    elif isinstance(depths, tuple) and len(set(depths)) > 1:
        held = f"channels of {', '.join(map(str, depths))} bits"
    elif page.dtype is None or np.dtype(page.dtype).kind not in "buif":
        held = f"{page.bitspersample}-bit samples of format {word(page.sampleformat)}"
    elif page.photometric not in range(7) and page.photometric != LAB:
        held = f"{word(page.photometric)} levels"
    elif page.compression in PICTURES and (
        page.bitspersample not in (1, 8)
        or page.sampleformat not in (1, 4)
        or (page.planarconfig == 2 and page.samplesperpixel > 1)
    ):
        held = (
            f"{page.bitspersample}-bit {word(page.compression)} in "
            f"{'separate planes' if page.planarconfig == 2 else 'one plane'}"
        )
    elif (
        page.compression not in PICTURES
        and page.photometric == YCBCR
        and (page.tags.valueof(530, default=(2, 2)) != (1, 1))
    ):
        held = "YCbCr colours of reduced size"
    elif page.predictor not in (1, 2, 3) or (
        page.predictor == 2 and page.bitspersample not in (8, 16, 32, 64)
    ):
        held = f"the predictor {word(page.predictor)}"
    elif page.photometric in (INKS, YCBCR, LAB) and (
        page.bitspersample != 8 or page.sampleformat not in (1, 2, 4)
    ):
        held = f"{word(page.photometric)} colours of {page.bitspersample} bits"
    if held:
        raise ImageError(
            f"{name} is a TIFF file with {held}, which is not read. Save it as grey or "
            "RGB levels of 8 or 16 bits"
        )
    stored = np.dtype(page.dtype).itemsize
    tile = page.tilewidth * page.tilelength if page.is_tiled else 0
    area = max(page.imagewidth * page.imagelength, tile)
    if area * page.samplesperpixel * stored > MAX_SAMPLE_BYTES:
        raise ImageError(
            f"{name} is too large: its samples take more than "
            f"{MAX_SAMPLE_BYTES // 1_000_000} MB. Make it smaller first"
        )


def word(value: Any) -> str:
    """TIFF's word for a number, where it has one."""
    return str(getattr(value, "name", value))
