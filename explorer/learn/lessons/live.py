"""What a step sends to the browser, so that its slider moves it without a round trip."""

import base64
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.recognizability.appearance import block_dct
from explorer.figures.overlap import BOTH, ONLY_ENCRYPTED, ONLY_PLAIN
from explorer.learn.lessons import svg
from explorer.learn.lessons.case import Case
from explorer.theme.colours import CIVIDIS

Numbers = Mapping[str, object]
"""What a step is recomputed from, as JSON; empty where only the server can."""

_LARGEST = 96  # side of a block that a browser takes apart while a hand moves
_MOST = 4096  # blocks that a browser pools and sorts while a hand moves
_BINS = range(2, 65)


def named(name: str, html: str) -> str:
    """Name the first element of HTML, so that the browser moves it."""
    return re.sub(r"^<(\w+)", rf'<\1 data-live="{name}"', html)


def area() -> tuple[float, float, float, float]:
    """Left, right, top and bottom of the area of a chart."""
    (left, bottom), (right, top) = svg.at(0, 0), svg.at(1, 1)
    return left, right, top, bottom


def search(case: Case, order: NDArray[np.intp]) -> Numbers:
    """Likeness and place of each candidate, the most alike first."""
    if len(order) > _MOST:
        return {}
    return {
        "kind": "search",
        "likeness": _rounded(case.result.sim[case.block][order]),
        "places": order.tolist(),
        "columns": case.result.degree.shape[1],
        "side": case.result.side,
        "area": area(),
    }


def appearance(case: Case) -> Numbers:
    """Both blocks, taken apart into waves."""
    side = case.result.side
    if side > _LARGEST:
        return {}
    pair = np.stack(
        [case.cut(case.plain, case.block), case.cut(case.encrypted, case.match)]
    )
    plain, encrypted = block_dct(pair.astype(np.float32) / 255)
    return {
        "kind": "appearance",
        "plain": _packed(plain),
        "encrypted": _packed(encrypted),
        "side": side,
        "colours": CIVIDIS,
        "area": area(),
    }


def structure(case: Case, full: int) -> Numbers:
    """Edge strengths of both blocks; `full` are the marked pixels that fill a bar."""
    result = case.result
    if result.side > _LARGEST:
        return {}
    return {
        "kind": "structure",
        "plain": _packed(case.cut(result.edges_plain, case.block)),
        "encrypted": _packed(case.cut(result.edges_encrypted, case.match)),
        "side": result.side,
        "layers": (ONLY_PLAIN, ONLY_ENCRYPTED, BOTH),
        "full": full,
    }


def degree(case: Case, marks: tuple[float, float]) -> Numbers:
    """Whether structure counts, and where the sliders stand at first."""
    return {
        "kind": "degree",
        "uses": case.result.form.components.structure,
        "in_use": marks,
        "area": area(),
    }


def weight(case: Case, spread: float) -> Numbers:
    """Spread of the edges of the block, and the largest weight of all blocks."""
    if not case.result.form.components.weight:
        return {}
    return {
        "kind": "weight",
        "spread": spread,
        "most": float(case.result.weight.max()) or 1.0,
        "colours": CIVIDIS,
    }


def pooling(case: Case) -> Numbers:
    """Degrees and weights of all blocks."""
    result = case.result
    if result.degree.size > _MOST:
        return {}
    return {
        "kind": "pooling",
        "degrees": result.degree.ravel().tolist(),
        "weights": result.weight.ravel().tolist(),
        "printed": result.form.pooling == "printed",
        "columns": result.degree.shape[1],
        "colours": CIVIDIS,
        "area": area(),
    }


def histogram(case: Case) -> Numbers:
    """Shares of the pixels between all ends of all bins, for both edge maps."""
    ends, bins = _cells()
    shares = []
    for edges in (case.result.edges_plain, case.result.edges_encrypted):
        place = np.searchsorted(ends, edges.ravel(), side="right") - 1
        shares.append(_rounded(np.bincount(place, minlength=len(ends)) / edges.size, 8))
    return {"kind": "histogram", "cells": shares, "bins": bins, "area": area()}


@lru_cache(maxsize=1)
def _cells() -> tuple[NDArray[np.float32], list[list[int]]]:
    """Lower ends of the cells that all numbers of bins share, and the bin of each."""
    fractions = {place / bins for bins in _BINS for place in range(bins)}
    ends = np.array(sorted(fractions), np.float32)
    middle = (ends + np.append(ends[1:], 1)) / 2
    return ends, [(middle * bins).astype(int).tolist() for bins in _BINS]


def score(case: Case, below: float, unit: float) -> Numbers:
    """RD, and where the drawing of the score stands."""
    if not case.result.form.components.global_similarity:
        return {}
    return {"kind": "score", "rd": case.result.rd, "below": below, "unit": unit}


def _packed(values: NDArray[np.floating]) -> str:
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode()


def _rounded(values: NDArray[np.floating], digits: int = 6) -> Sequence[float]:
    return [round(float(value), digits) for value in values]
