"""What is painted in a frame: pixels, the overlay and hatching."""

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.bit_planes import bit_plane
from core.image import Luma
from explorer.canvas import LOOK
from explorer.export.layout import Detail, Layout, Name, Placed
from explorer.export.scene import Box, PaintedImage, Pixels
from explorer.export.view import View
from explorer.figures.pictures import fuzzy_maps, grey_levels
from explorer.figures.reassembled import lay, lay_colours, on_image
from explorer.pair import evaluation
from explorer.pair.bit_channels import bit_levels, usable
from explorer.pair.channel_names import LUMA
from explorer.pair.colours import Shown, colours, has_colour
from explorer.theme.colours import cividis
from explorer.theme.overlays import OF_BLOCKS

_ROW = LOOK["row"]
_GROUND = 240  # level of a difference of what was not laid


def panels(
    view: View, data: dict[str, Any], layout: Layout
) -> tuple[PaintedImage, ...]:
    """Paint every picture of a layout; `data` is that of `view_data`."""
    return tuple(_panel(view, data, layout.seen, *each) for each in layout.panels)


Picture = Literal["plain", "encrypted", "reassembled"]


def levels_of(view: View, name: Picture) -> Pixels:
    """Levels (H, W) of a picture, rounded, as the index sees it."""
    if name != "reassembled":
        return grey_levels((view.plain if name == "plain" else view.encrypted).luma)
    return _laid(view, view.encrypted.luma)


def _laid(view: View, levels: Luma | Pixels) -> Pixels:
    """Blocks of levels (H, W), each laid where its match in the plain picture is."""
    result = view.matched
    grid = result.side, result.form.border, result.offset
    return grey_levels(lay(result.shown, levels, *grid, view.back))


def levels_with_bits(view: View, name: Picture) -> Pixels:
    """Whole levels (H, W) of a picture in the channel whose bits are seen."""
    bits = usable(view.bits, view.plain, view.encrypted)
    if bits == "index":
        return levels_of(view, name)
    if name != "reassembled":
        return bit_levels(view.plain if name == "plain" else view.encrypted, bits)
    return _laid(view, bit_levels(view.encrypted, bits))


def compared(view: View) -> Pixels:
    """Levels (H, W) of what is compared with the plain picture."""
    return levels_of(view, view.look.right)


def seen(view: View, name: Picture, shown: Shown) -> Pixels:
    """Pixels of a picture, as the index sees it (H, W) or in colour (H, W, 3).

    One whose file has no colour is grey in both.
    """
    source = view.plain if name == "plain" else view.encrypted
    if shown == "index":
        return levels_of(view, name)
    if not has_colour(source):
        levels = evaluation.through(source, LUMA).luma
        return grey_levels(levels) if name != "reassembled" else _laid(view, levels)
    pixels = colours(source)
    if name != "reassembled":
        return pixels
    result = view.matched
    return lay_colours(
        result.shown, pixels, result.side, result.form.border, result.offset, view.back
    )


def laid(view: View) -> NDArray[np.bool_]:
    """Pixels (H, W) of the reassembled picture whose block counts as a match."""
    result, shape = view.matched, view.plain.luma.shape
    blocks = np.kron(result.degree > 0, np.ones((result.side,) * 2, np.bool_))
    return on_image(blocks, shape, result.origin, False)


def difference(view: View) -> tuple[Pixels, NDArray[np.bool_]]:
    """|P - E| or |P - R| of every pixel (H, W), and which pixels were laid."""
    levels = grey_levels(view.plain.luma).astype(np.int16)
    apart = np.abs(levels - compared(view)).astype(np.uint8)
    if view.look.right == "reassembled":
        return apart, laid(view)
    return apart, np.ones(apart.shape, np.bool_)


def row_shown(view: View, data: dict[str, Any]) -> bool:
    """Whether the pinned block's row of similarities is painted."""
    of_blocks = view.overlay in OF_BLOCKS
    row = data["row"]
    return bool(row and row["values"]) and of_blocks and view.look.leads_elsewhere


def standing_out(row: dict[str, Any]) -> int:
    """Count of the encrypted blocks that are painted in full for a pinned one."""
    return int((np.array(row["values"]) >= _least(row)).sum())


def _panel(
    view: View,
    data: dict[str, Any],
    seen: Detail,
    name: Name,
    placed: Placed,
    frame: Box,
) -> PaintedImage:
    x, y, width, height = frame
    cells, strength = _cells(view, data, name)
    picture = _picture(view, name)
    first = math.floor(seen.x0 + 1e-9), math.floor(seen.y0 + 1e-9)
    behind = math.ceil(seen.x1 - 1e-9), math.ceil(seen.y1 - 1e-9)
    part = slice(first[1], behind[1]), slice(first[0], behind[0])
    if picture is not None:
        picture = picture[part]
    return PaintedImage(
        name=name,
        x=x,
        y=y,
        width=width,
        height=height,
        left=placed.left,
        top=placed.top,
        scale=placed.scale,
        first=first,
        pixels=_pixels(view, name)[part],
        cells=cells,
        strength=strength,
        picture=picture if picture is not None and picture.size else None,
        unit=data["side"] * placed.scale,
        grid=(
            placed.left + data["origin"][1] * placed.scale,
            placed.top + data["origin"][0] * placed.scale,
        ),
        veil=tuple(
            cut for box in _veil(view, name, placed) if (cut := clipped(box, frame))
        ),
    )


def _pixels(view: View, name: Name) -> Pixels:
    if name != "difference":
        return seen(view, name, view.look.shown)
    levels, there = difference(view)
    colours = cividis(levels / 255)
    colours[~there] = _GROUND
    return colours


def _cells(
    view: View, data: dict[str, Any], name: Name
) -> tuple[Pixels | None, NDArray[np.floating] | None]:
    """Colours of the plain blocks, or of the pinned one's similarity to each place.

    The most alike are opaque; the others fade quickly, or everything would be tinted.
    """
    key, grid = data["overlay"]["key"], data["grid"]
    if name == "plain" and key in OF_BLOCKS:
        shares = _shares(data[key], data["overlay"])
        return cividis(shares.reshape(grid)), None
    if name != "encrypted" or not row_shown(view, data):
        return None, None
    row = data["row"]
    shares = _shares(row["values"], row)
    full = np.array(row["values"]) >= _least(row)
    strength = np.where(full, 1, _ROW["rest"] * shares**2)
    return cividis(shares.reshape(grid)), strength.reshape(grid)


def _shares(values: list[float], ends: dict[str, Any]) -> NDArray[np.float64]:
    low, high = ends["low"], ends["high"]
    return (np.array(values) - low) / ((high - low) or 1)


def _least(row: dict[str, Any]) -> float:
    values, high = np.sort(row["values"]), row["high"]
    if high <= 0:
        return math.inf
    return max(float(values[-min(_ROW["foremost"], values.size)]), _ROW["least"] * high)


def _picture(view: View, name: Name) -> Pixels | None:
    """A map of pixels to lay over a picture, (h, w, 3), from its upper left corner."""
    result = view.result
    if view.overlay == "bits":
        plain, other = (
            bit_plane(levels_with_bits(view, role), view.plane)
            for role in ("plain", view.look.right)
        )
        bits = {"plain": plain, "difference": plain ^ other}.get(name, other)
        return cividis(bits.astype(np.float32))
    if name not in ("plain", "encrypted"):
        return None
    part = int(name == "encrypted")
    if view.overlay == "edges":
        return cividis((result.edges_plain, result.edges_encrypted)[part])
    if view.overlay == "fuzzy":
        height, width = view.plain.luma.shape
        grid = cividis(fuzzy_maps(result)[part])
        if result.origin == (0, 0):
            return grid[:height, :width]
        # The picture's own pixels outside the grid: laid over it, they change nothing.
        own = seen(view, name, view.look.shown)
        planes = own if own.ndim == 3 else np.stack([own] * 3, axis=-1)
        return np.stack(
            [
                on_image(grid[..., k], (height, width), result.origin, planes[..., k])
                for k in range(3)
            ],
            axis=-1,
        )
    return None


def _veil(view: View, name: Name, placed: Placed) -> list[Box]:
    """What is hatched: pixels outside the grid, and blocks that were not laid."""
    pieced = view.look.right == "reassembled" and name != "plain"
    # Bits are shown of all pixels, also of those outside the grid.
    if not pieced and (name == "difference" or view.overlay == "bits"):
        return []
    result = view.result
    height, width = view.plain.luma.shape
    rows, columns = result.degree.shape
    side, (y0, x0) = result.side, result.origin
    right, bottom = min(x0 + columns * side, width), min(y0 + rows * side, height)
    left, top = max(x0, 0), max(y0, 0)
    boxes = [
        (right, 0, width - right, height),
        (0, bottom, right, height - bottom),
        (0, 0, left, bottom),
        (left, 0, right - left, top),
    ]
    if pieced and name == "difference":
        boxes += [
            (x0 + column * side, y0 + row * side, side, side)
            for row, column in np.argwhere(result.degree <= 0).tolist()
        ]
    return [
        (placed.left + x * scale, placed.top + y * scale, w * scale, h * scale)
        for scale in (placed.scale,)
        for x, y, w, h in boxes
    ]


def clipped(box: Box, frame: Box) -> Box | None:
    """Return the part of a box inside a frame, if half a unit of it is."""
    x0, y0 = max(box[0], frame[0]), max(box[1], frame[1])
    x1 = min(box[0] + box[2], frame[0] + frame[2])
    y1 = min(box[1] + box[3], frame[1] + frame[3])
    return (x0, y0, x1 - x0, y1 - y0) if min(x1 - x0, y1 - y0) > 0.5 else None
