"""The table of several encryptions under every index, ready for its component."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.indices import INDICES, Index
from core.indices.base import LEAK_WHEN
from explorer.compare.ranks import EncryptionValues, all_ranks
from explorer.theme.colours import CIVIDIS, cividis

_SHORT = {
    "proposed": "VSI",
    "information": "Information",
    "key-points": "Key points",
}

_DIGITS = 3  # behind the point, of every value; ranks come from all of them


def range_of(index: Index, *, histogram: bool = True) -> tuple[float, float]:
    """Range of an index here; without the factor GS the paper's ends at 1."""
    if index.key == "proposed" and not histogram:
        return 0.0, 1.0
    return index.range


def short_label(index: Index) -> str:
    """Name of an index where there is little room."""
    return _SHORT.get(index.key, index.label)


def range_words(low: float, high: float) -> str:
    """A range in words."""
    end = "∞" if math.isinf(high) else f"{high:g}"
    return f"{low:g} to {end}".replace("-", "−")


def facts(index: Index, ends: tuple[float, float]) -> str:
    """Name of an index, its scale, its direction and how certain it is, in one line."""
    name = "" if short_label(index) == index.label else f"{index.label}, "
    if index.key == "proposed":
        name = f"Visual security index ({index.label[0].lower()}{index.label[1:]}), "
    return f"{name}{range_words(*ends)}, {LEAK_WHEN} shows more, {index.provenance}"


def table_data(
    columns: Sequence[EncryptionValues],
    *,
    index: str,
    sort: str,
    histogram: bool = True,
    attacked: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """JSON-ready table: one row for each encryption, one column for each index.

    Parameters
    ----------
    columns : sequence of EncryptionValues
        The encryptions.
    index : str
        Key of the index whose maps are shown.
    sort : str
        Order of the rows: "added", "spread" or an index, the most leaking first; with a
        minus the other way round.
    histogram : bool
        Whether the paper's index has its factor GS.
    attacked : sequence of tuple
        Score of each after the best fast attack, and which one that is; none where it
        was not asked for.
    """
    ready = all_ranks(columns)
    return {
        "index": index,
        "sort": sort,
        "colours": CIVIDIS[::-1],
        "reading": (
            "Bright, #1, shows most of these, and dark least. A rank with = is shared. "
            "Ranks count every digit, and three are shown."
        ),
        "heads": [
            {
                "key": key,
                "label": short_label(record),
                "about": facts(record, range_of(record, histogram=histogram)),
            }
            for key, record in INDICES.items()
        ],
        "rows": [
            {
                "number": column.number,
                "name": column.short or column.name,
                "detail": column.detail,
                "spread": _spread(ready, row),
                "attacked": list(attacked[row]) if attacked else None,
                "cells": [
                    _cell(column.values.get(key), ready.get(key), row)
                    for key in INDICES
                ],
            }
            for row, column in enumerate(columns)
        ],
    }


def _spread(ready: Mapping[str, NDArray[np.float64]], row: int) -> dict[str, Any]:
    """Best and worst rank of an encryption, and how far they are apart."""
    places = [float(rank[row]) for rank in ready.values()]
    if not places:
        return {"text": "…", "order": 0}
    low, high = min(places), max(places)
    text = f"{low:g}" if low == high else f"{low:g} – {high:g}"
    return {"text": text, "order": high - low}


def _cell(
    value: float | None, rank: NDArray[np.float64] | None, row: int
) -> dict[str, Any]:
    """Text, rank and colours of a number; the brightest leaks most.

    `order` sorts: 1 leaks most; a value that is not ready has none.
    """
    if value is None:
        return {"text": "…", "rank": "", "order": None, "paper": "", "ink": ""}
    text = value_text(value)
    if rank is None:
        return {"text": text, "rank": "", "order": None, "paper": "", "ink": ""}
    place, count = float(rank[row]), len(rank)
    shared = int((rank == place).sum()) > 1
    share = 1 - (place - 1) / (count - 1) if count > 1 else 0.5
    paper = cividis(np.array(share))
    return {
        "text": text,
        "rank": f"{place:g}{'=' if shared else ''}",
        "order": place,
        "paper": _css(paper),
        "ink": "#000" if _luminance(paper) > 0.179 else "#fff",
    }


def value_text(value: float) -> str:
    """A value as the table writes it."""
    if math.isnan(value):
        return "none"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{round(value, _DIGITS) + 0.0:.{_DIGITS}f}".replace("-", "−")


def _css(colour: NDArray[np.uint8]) -> str:
    red, green, blue = colour.tolist()
    return f"rgb({red} {green} {blue})"


def _luminance(colour: NDArray[np.uint8]) -> float:
    """Relative luminance as WCAG 2 defines it; black and white break even at 0.179."""
    share = colour / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))
