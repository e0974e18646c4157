"""What the pictures of Compare show: one JSON-ready scene."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.indices import Index
from explorer.compare.maps import Blocks, Drawing, Layer, legend, shared_reading
from explorer.compare.ranks import EncryptionValues, all_ranks
from explorer.compare.table import short_label, value_text
from explorer.pair.colours import Shown
from explorer.theme.colours import CIVIDIS


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class ScenePicture:
    """One picture.

    Attributes
    ----------
    name, detail : str
        What the visitor reads over it.
    picture : str
        Its address, as the index sees it.
    coloured : str
        Its address in the colours of its file; the same where it has none.
    drawing : tuple of str and Drawing, optional
        Address and scale of what is laid over it.
    blocks : Blocks, optional
        Where the plain blocks were found in it.
    """

    name: str
    detail: str
    picture: str
    coloured: str
    drawing: tuple[str, Drawing] | None
    blocks: Blocks | None = None


def scene(
    panels: Sequence[ScenePicture],
    *,
    image: tuple[int, int],
    layers: Sequence[Layer | None],
    notes: Sequence[str],
    point: tuple[float, float] | None,
    shown: Shown = "colour",
) -> dict[str, Any]:
    """Put pictures, marks and legend together, without any pixel.

    Parameters
    ----------
    panels : sequence of ScenePicture
        The plain image, then its encryptions.
    image : tuple of int
        (H, W) of all of them.
    layers : sequence of Layer or None
        What is laid over each encryption, all on the scale of the widest.
    notes : sequence of str
        A line for each encryption, shown while no block is in focus.
    point : tuple of float, optional
        The pin: (x, y) in pixels of the image.
    shown : {"colour", "index"}
        How all pictures are shown at first.
    """
    found = next((panel.blocks for panel in panels if panel.blocks), None)
    drawings = [panel.drawing[1] for panel in panels if panel.drawing]
    drawn = [layer for layer in layers if layer]
    reading, rest = shared_reading([y.reading for y in drawn]) if drawn else ("", [])
    own = iter(rest)
    remarks = ["", *(next(own) if layer else "" for layer in layers)]
    return {
        "image": [image[1], image[0]],
        "grid": list(found.degree.shape) if found else [0, 0],
        "side": found.side if found else 1,
        "origin": list(found.origin) if found else [0, 0],
        "point": point,
        "shown": shown,
        "colours": CIVIDIS,
        "legend": legend(drawn[0], reading, drawings) if drawn else None,
        "panels": [
            {
                "name": panel.name,
                "detail": panel.detail,
                "note": note,
                "remark": remark,
                "picture": panel.picture,
                "coloured": panel.coloured,
                "map": panel.drawing and _map(*panel.drawing),
                "match": _list(panel.blocks and panel.blocks.match),
                "degree": _list(panel.blocks and np.round(panel.blocks.degree, 3)),
            }
            for panel, note, remark in zip(panels, ("", *notes), remarks, strict=True)
        ],
    }


def _map(address: str, drawing: Drawing) -> dict[str, Any]:
    return {
        "address": address,
        "low": drawing.low,
        "high": drawing.high,
        "side": drawing.side,
        "origin": list(drawing.origin),
    }


def _list(array: Any) -> list[Any] | None:
    return None if array is None else array.ravel().tolist()


def notes(columns: Sequence[EncryptionValues], index: Index) -> list[str]:
    """Value and rank of each encryption by one index, in words."""
    ready = all_ranks(columns).get(index.key)
    lines = []
    for row, column in enumerate(columns):
        value = column.values.get(index.key)
        text = "…" if value is None else value_text(value)
        rank = "" if ready is None else f", #{ready[row]:g} of {len(columns)}"
        lines.append(f"{short_label(index)} {text}{rank}")
    return lines


def tables_of(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tables that differ between encryptions; that of the plain image once."""
    return {key: table for key, table in found.items() if not key.endswith("_plain")}
