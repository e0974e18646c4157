"""Several encryptions under every index: ranks, disagreement, the table and files."""

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.indices import INDICES, Index, ModelCard
from explorer.theme import CIVIDIS, cividis

DIGITS = 3
"""Behind the point, of every value in the table; values that look alike are equal."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Column:
    """Values of one encryption.

    Attributes
    ----------
    number : int
        Its place among the encryptions, from 1.
    name : str
        What the visitor reads.
    detail : str
        The level, and how certain the scheme is.
    values : mapping of str to float or None
        By key of the index; None is on its way, NaN there is none.
    """

    number: int
    name: str
    detail: str
    values: Mapping[str, float | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """Two indices that place one encryption furthest apart.

    Attributes
    ----------
    encryption : int
        Which one, from 0.
    higher, lower : str
        Keys of the indices: to the first it leaks more.
    ranks : tuple of float
        Its rank by each of the two; 1 leaks most.
    """

    encryption: int
    higher: str
    lower: str
    ranks: tuple[float, float]


def ranks(values: Sequence[float], index: Index) -> NDArray[np.float64]:
    """Rank of each value by how much it says that the content shows; 1 leaks most.

    Values that are equal to three digits behind the point share the mean of their
    places, so that ranks add up to the same whatever the ties.
    """
    shown = np.round(np.asarray(values, np.float64), DIGITS)
    leak = shown if index.leak_when == "high" else -shown
    before = (leak[np.newaxis, :] > leak[:, np.newaxis]).sum(axis=1)
    alike = (leak[np.newaxis, :] == leak[:, np.newaxis]).sum(axis=1)
    return before + (alike + 1) / 2


def all_ranks(columns: Sequence[Column]) -> dict[str, NDArray[np.float64]]:
    """Ranks of the encryptions, (N,), by every index that has all its values."""
    found = {}
    for key, index in INDICES.items():
        values = [column.values.get(key) for column in columns]
        complete = [v for v in values if v is not None and not math.isnan(v)]
        if len(complete) == len(columns):
            found[key] = ranks(complete, index)
    return found


def disagreement(columns: Sequence[Column]) -> Disagreement | None:
    """Find where two indices disagree most, or None where all give the same order.

    Of equal differences, the one with the first index of the table counts, which is the
    paper's; then the first encryption.
    """
    found, widest = None, 0.0
    for (one, first), (other, second) in combinations(all_ranks(columns).items(), 2):
        apart = np.abs(first - second)
        encryption = int(apart.argmax())
        if apart[encryption] > widest:
            widest = float(apart[encryption])
            place = float(first[encryption]), float(second[encryption])
            leaks_first = place[0] < place[1]
            found = Disagreement(
                encryption=encryption,
                higher=one if leaks_first else other,
                lower=other if leaks_first else one,
                ranks=place if leaks_first else (place[1], place[0]),
            )
    return found


def sentence(columns: Sequence[Column]) -> str:
    """One sentence, without Markdown, on where the indices disagree most."""
    ready = all_ranks(columns)
    waiting = len(INDICES) - len(ready)
    if len(ready) < 2:
        return "The indices are on their way."
    so_far = "" if not waiting else f"So far ({len(ready)} of {len(INDICES)}): "
    found = disagreement(columns)
    if found is None:
        return f"{so_far}The indices put these encryptions in the same order."
    places = [
        _place(ready[key], found.encryption) for key in (found.higher, found.lower)
    ]
    return (
        f"{so_far}The indices disagree most on {columns[found.encryption].number}, "
        f"{columns[found.encryption].name}: by {INDICES[found.higher].label} it "
        f"{places[0]}, by {INDICES[found.lower].label} it {places[1]}."
    )


def _place(ranks: NDArray[np.float64], encryption: int) -> str:
    """Place of an encryption among the leaks in words."""
    rank, count = float(ranks[encryption]), len(ranks)
    if (ranks == rank).sum() > 1:
        return f"shares place {rank:g} of {count}"
    if rank == 1:
        return f"leaks most of {count}"
    if rank == count:
        return f"leaks least of {count}"
    ending = {2: "nd", 3: "rd"}.get(int(rank), "th")
    return f"leaks {rank:.0f}{ending} most of {count}"


def range_of(index: Index, *, histogram: bool = True) -> tuple[float, float]:
    """Range of an index here; without the factor GS the paper's ends at 1."""
    if index.key == "proposed" and not histogram:
        return 0.0, 1.0
    return index.range


def range_words(low: float, high: float) -> str:
    """A range as it stands in a head of the table."""
    end = "∞" if math.isinf(high) else f"{high:g}"
    return f"{low:g} to {end}".replace("-", "−")


def table_data(
    columns: Sequence[Column], *, index: str, sort: str, histogram: bool = True
) -> dict[str, Any]:
    """JSON-ready table: one row for each encryption, one column for each index.

    Parameters
    ----------
    columns : sequence of Column
        The encryptions.
    index : str
        Key of the index whose maps are shown.
    sort : str
        Order of the rows: "added", "spread" or an index, the most leaking first; with a
        minus the other way round.
    histogram : bool
        Whether the paper's index has its factor GS.
    """
    ready = all_ranks(columns)
    return {
        "index": index,
        "sort": sort,
        "colours": CIVIDIS[::-1],
        "reading": (
            "Bright leaks most of these encryptions, #1, dark least, whatever the "
            "direction of the index; = is shared."
        ),
        "heads": [
            {
                "key": key,
                "label": record.label,
                "direction": f"{record.leak_when} leaks",
                "range": range_words(*range_of(record, histogram=histogram)),
                "provenance": record.provenance,
                "about": record.looks_at,
            }
            for key, record in INDICES.items()
        ],
        "rows": [
            {
                "number": column.number,
                "name": column.name,
                "detail": column.detail,
                "spread": _spread(ready, row),
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

    `order` sorts: 1 leaks most; values that wait have none.
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
    """A value as it stands in the table."""
    if math.isnan(value):
        return "none"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return f"{round(value, DIGITS) + 0.0:.{DIGITS}f}".replace("-", "−")


def _css(colour: NDArray[np.uint8]) -> str:
    red, green, blue = colour.tolist()
    return f"rgb({red} {green} {blue})"


def _luminance(colour: NDArray[np.uint8]) -> float:
    """Relative luminance as WCAG 2 defines it; black and white break even at 0.179."""
    share = colour / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def rows(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """One record for each number: what both files hold."""
    ready = all_ranks(columns)
    return [
        {
            "encryption": column.number,
            "name": column.name,
            "detail": column.detail,
            "index": key,
            "label": index.label,
            "value": column.values.get(key),
            "rank": float(ready[key][row]) if key in ready else None,
            "leak_when": index.leak_when,
            "provenance": index.provenance,
        }
        for row, column in enumerate(columns)
        for key, index in INDICES.items()
    ]


def as_csv(columns: Sequence[Column]) -> str:
    """CSV of every number, one a line; what is not ready is empty."""
    file = io.StringIO()
    records = rows(columns)
    writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue()


def as_json(
    columns: Sequence[Column], *, about: Mapping[str, Any], card: ModelCard | None
) -> str:
    """JSON of every number, with what is known about each index.

    Infinite values, which JSON lacks, are the strings "inf" and "-inf".

    Parameters
    ----------
    columns : sequence of Column
        The encryptions.
    about : mapping
        What else a reader needs: the plain image, the constants, the versions.
    card : ModelCard, optional
        Of NQIQAPEI.
    """
    return json.dumps(
        {
            **about,
            "indices": {
                key: {
                    "label": index.label,
                    "leak_when": index.leak_when,
                    "range": [_finite(end) for end in index.range],
                    "provenance": index.provenance,
                    "looks_at": index.looks_at,
                    "trust": index.trust,
                    "citation": index.citation,
                }
                for key, index in INDICES.items()
            },
            "nqiqapei_model": card
            and {name: getattr(card, name) for name in ModelCard.__dataclass_fields__},
            "disagreement": sentence(columns),
            "scores": [
                {**record, "value": _finite(record["value"])}
                for record in rows(columns)
            ],
        },
        indent=2,
        ensure_ascii=False,
        allow_nan=False,
    )


def _finite(value: float | None) -> float | str | None:
    if value is None or math.isnan(value):
        return None
    return str(value) if math.isinf(value) else value
