"""What the canvas of a report is given, since no server answers it there."""

import base64
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.canvas import style
from explorer.export.view import View, numbered_of
from explorer.figures.bit_planes import plane_table, planes_of
from explorer.figures.matches import RANKS, view_data
from explorer.theme.colours import CIVIDIS
from explorer.theme.overlays import ARROWS, OVERLAYS

MAPS = ("edges", "fuzzy")
"""Overlays whose maps are pictures of the report."""

ALPHA_PICTURES = ("alpha-plain", "alpha-encrypted", "alpha-reassembled")
"""Names of the pictures of alpha, where a file has any: they are read, never seen."""

_MOST_PAIRS = 400**2
"""Pairs of blocks whose similarities a report holds: three tables of 2 bytes each."""


def facts_json(view: View) -> str:
    """Everything as JSON that no text in it can turn into HTML."""
    return json.dumps(_facts(view), separators=(",", ":")).replace("<", "\\u003c")


def _facts(view: View) -> dict[str, Any]:
    result = view.result
    data = view_data(result, view.overlay, max(ARROWS), view.point, back=view.back)
    tables = {}
    if result.sim.size <= _MOST_PAIRS:
        tables = {
            "sim": _packed(result.sim),
            "sim_A": _packed(result.sim_a),
            "sim_S": _packed(result.sim_s),
        }
    return {
        "data": data | {"numbered": numbered_of(view)},
        "view": {
            "opacity": view.opacity,
            "arrows": view.arrows,
            "plane": view.plane,
            "bits": view.bits,
            "cover": view.cover,
            "range": view.extent,
            "mode": view.look.mode,
            "right": view.look.right,
            "wipe": view.look.wipe,
            "shown": view.look.shown,
            **dict(zip(("zoom", "x", "y"), view.look.at or (), strict=False)),
        },
        "planes": plane_table(
            planes_of(view.plain, view.encrypted), {"alpha": ALPHA_PICTURES}
        ),
        "counts": ARROWS,
        "ranks": RANKS,
        "colours": CIVIDIS,
        "coloured": view.coloured,
        "levels": view.levels,
        "style": style("view"),
        "maps": MAPS,
        "tables": tables,
        "overlays": [
            view_data(result, overlay.key, 0, None)["overlay"]
            | {"label": overlay.label}
            for overlay in OVERLAYS.values()
        ],
    }


def _packed(table: NDArray[np.floating]) -> str:
    """Values in [0, 1] as two bytes each, the lower one first, in Base64."""
    whole = np.rint(np.clip(table, 0, 1) * 65535).astype("<u2")
    return base64.b64encode(whole.tobytes()).decode()
