"""Pictures of the samples of a TIFF file: colours converted, alpha left out."""

from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from core.image.errors import ImageError
from core.image.picture import Picture, picture
from core.image.pillow import (
    ORIENTATION,
    alpha_notes,
    converted,
    opacity_of,
    profile_moves,
    profile_note,
    turned,
    upright,
)
from core.image.strips import in_strips
from core.image.tiff_layout import INKS, LAB, PALETTE, RGB, WHITE_ZERO, YCBCR, word
from core.image.white import Depth


def picture_of_samples(
    page: tifffile.TiffPage,
    samples: NDArray[Any],
    name: str,
    remarks: list[str],
    data_range: float | None,
) -> Picture:
    """Picture of all samples: colours converted, alpha and further channels dropped."""
    photometric, channels = page.photometric, samples.shape[2]
    wanted = {RGB: 3, INKS: 4, YCBCR: 3, LAB: 3}.get(photometric, 1)
    if channels < wanted:
        raise ImageError(
            f"{name} is damaged: {word(photometric)} with {channels} channels"
        )
    profile = page.tags.valueof(34675)
    orientation = page.tags.valueof(ORIENTATION, default=1)
    if not (isinstance(orientation, int) and 2 <= orientation <= 8):
        orientation = 1
    if photometric in (INKS, YCBCR, LAB):
        mode = {INKS: "CMYK", YCBCR: "YCbCr", LAB: "LAB"}[photometric]
        return _converted(page, samples, mode, wanted, name, remarks, data_range)
    pixels = samples[..., 0] if wanted == 1 else samples[..., :3]
    alpha, opaque = None, 1.0
    if orientation > 1:
        remarks.append(turned(name))
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
    if samples.dtype.kind in "iu":
        opaque = 2.0**bits - 1
    depth = Depth(
        kind="u" if pixels.dtype.kind == "b" else pixels.dtype.kind, bits=bits
    )
    if photometric == PALETTE:
        remarks.append(f"{name} holds a palette. Every pixel takes its colour from it")
        pixels = _coloured(page, pixels)
        depth = Depth.of(pixels.dtype)
    elif depth.kind == "u" and bits < 8:
        # As Pillow does, and as every viewer shows it: the highest value is white.
        scale = np.float32(255 / (2**bits - 1))
        pixels = in_strips(
            pixels, lambda rows: np.rint(rows.astype(np.float32) * scale).astype("u1")
        )
        depth = Depth(kind="u", bits=8)
    if photometric == WHITE_ZERO:
        pixels = _turned_over(pixels, depth, name, data_range)
    remarks += alpha_notes(pixels, alpha, name)
    if pixels.dtype == np.float16:
        pixels = in_strips(pixels, lambda rows: rows.astype(np.float32))
    return picture(
        name,
        upright(pixels, orientation),
        remarks,
        depth=depth,
        data_range=data_range,
        orientation=orientation,
        alpha=opacity_of(alpha, opaque, orientation),
    )


def _converted(
    page: tifffile.TiffPage,
    samples: NDArray[Any],
    mode: str,
    wanted: int,
    name: str,
    remarks: list[str],
    data_range: float | None,
) -> Picture:
    """Picture of colours that are neither grey nor RGB, converted by Pillow."""

    def rgb(rows: NDArray[Any]) -> NDArray[np.uint8]:
        first = np.ascontiguousarray(rows[..., :wanted])
        image = Image.frombytes(mode, first.shape[1::-1], first.tobytes(), "raw", mode)
        return np.asarray(image.convert("RGB"))

    remarks += _dropped(page, samples.shape[2], wanted, name)
    orientation = page.tags.valueof(ORIENTATION, default=1)
    if not (isinstance(orientation, int) and 2 <= orientation <= 8):
        orientation = 1
    if orientation > 1:
        remarks.append(turned(name))
    remarks.append(f"{name} {converted(mode)}")
    return picture(
        name,
        upright(in_strips(samples, rgb), orientation),
        remarks,
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
            "read. Save it with 0 as black"
        )
    white = data_range or depth.white(0)
    if pixels.max() > white:
        return pixels  # refused when levels are checked against white
    return in_strips(pixels, lambda rows: (white - rows).astype(pixels.dtype))


def _coloured(page: tifffile.TiffPage, pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """RGB of palette indices; the table has 16 bits, and its upper bytes count."""
    table = page.colormap
    if table is None or pixels.dtype.kind not in "bu":
        raise ValueError("its palette is missing")
    eight_bits = (np.asarray(table) >> 8).astype(np.uint8).T
    return in_strips(pixels, lambda rows: eight_bits[rows.astype(np.intp)])


def _dropped(
    page: tifffile.TiffPage, channels: int, wanted: int, name: str
) -> list[str]:
    """Say which channels are left out."""
    extra = channels - wanted
    if extra <= 0:
        return []
    kinds = tuple(page.extrasamples or ())
    if (kinds and kinds[0] in (1, 2)) or (not kinds and extra == 1):
        said = [f"{name} has transparency. It is dropped"]
        extra -= 1
    else:
        said = []
    if extra:
        used = "first one is" if wanted == 1 else f"first {wanted} are"
        said.append(f"{name} holds {channels} channels. The {used} used")
    return said
