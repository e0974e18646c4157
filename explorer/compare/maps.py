"""Maps behind an index, one layer over every picture: small files with one scale."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.indices import Map, ModelCard, Score
from core.recognizability.index import Recognizability
from explorer.figures.block_detail import BOTH, ONLY_ENCRYPTED, ONLY_PLAIN
from explorer.theme.colours import cividis

LARGEST = 2**20
"""Most cells of a map that are drawn as they are; larger maps are averaged."""

_PLAIN, _ENCRYPTED = "_plain", "_encrypted"
_CLEAR = "no edge"
_OVERLAP = ("none", "plain only", "encrypted only", "both")


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Drawing:
    """A map as a file: grey level 0 is `low`, 255 is `high`, transparent is left out.

    Attributes
    ----------
    png : bytes
        8 bits of grey, and of transparency where something is left out.
    low, high : float
        Ends of its scale.
    below, above : bool
        Whether values lie outside of it, drawn as the end.
    side : int
        Pixels of the image that a cell stands for.
    origin : tuple of int
        (y, x) of the pixel at which the first cell starts.
    """

    png: bytes
    low: float
    high: float
    below: bool
    above: bool
    side: int
    origin: tuple[int, int]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Layer:
    """One quantity, over the plain image, the encrypted one or both.

    Attributes
    ----------
    title, reading, categories
        As `core.indices.Map` has them.
    plain, encrypted : Drawing or None
        What lies over each image.
    """

    title: str
    reading: str
    categories: tuple[str, ...]
    plain: Drawing | None
    encrypted: Drawing | None


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class DrawnMaps:
    """Everything of an index that is shown on one encryption besides its value.

    Attributes
    ----------
    layers : mapping of str to Layer
        By key.
    tables : mapping of str to Map
        Maps that have no place in the image.
    """

    layers: Mapping[str, Layer]
    tables: Mapping[str, Map]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Blocks:
    """Where the paper's index found each plain block in the encrypted image.

    Attributes
    ----------
    side : int
        Of a block, in pixels.
    origin : tuple of int
        (y, x) of the pixel at which the first block starts.
    match : NDArray
        (M, N), index of the encrypted block that is most alike.
    degree : NDArray
        (M, N), RD, in [0, 1].
    """

    side: int
    origin: tuple[int, int]
    match: NDArray[np.intp]
    degree: NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Scored:
    """A score without its maps.

    Attributes
    ----------
    value, parts, card
        As `core.indices.Score` has them.
    blocks : Blocks or None
        Of the paper's index.
    """

    value: float
    parts: Mapping[str, float]
    card: ModelCard | None
    blocks: Blocks | None

    @property
    def size(self) -> int:
        """Approximate number of bytes, for a store's limit."""
        return 1000 + (2 * self.blocks.degree.nbytes if self.blocks else 0)


def without_maps(score: Score, result: Recognizability | None) -> Scored:
    """Keep what the table and the marks need of a score."""
    return Scored(
        value=score.value,
        parts=score.parts,
        card=score.card,
        blocks=result
        and Blocks(
            side=result.side,
            origin=result.origin,
            match=result.shown,
            degree=result.degree,
        ),
    )


def drawn(score: Score) -> DrawnMaps:
    """Draw every map of a score.

    A pair of maps `x_plain` and `x_encrypted` is one layer `x` over both images; any
    other lies over the encrypted image.
    """
    layers = {}
    for key, found in score.maps.items():
        if found.side == 0:
            continue
        stem = key.removesuffix(_PLAIN)
        if stem != key and f"{stem}{_ENCRYPTED}" in score.maps:
            layers[stem] = _layer(found, found, score.maps[f"{stem}{_ENCRYPTED}"])
        elif f"{key.removesuffix(_ENCRYPTED)}{_PLAIN}" not in score.maps:
            layers[key] = _layer(found, None, found)
    tables = {key: found for key, found in score.maps.items() if found.side == 0}
    return DrawnMaps(layers=layers, tables=tables)


def _layer(named: Map, plain: Map | None, encrypted: Map) -> Layer:
    return Layer(
        title=named.title.removesuffix(", plain"),
        reading=named.reading,
        categories=named.categories,
        plain=plain and drawing(plain),
        encrypted=drawing(encrypted),
    )


def drawing(found: Map) -> Drawing:
    """Draw a map: grey for its values, transparent for those that are left out."""
    array, side = np.asarray(found.array, np.float64), found.side
    if not found.categories:
        while array.size > LARGEST:
            array, side = _halved(array), 2 * side
    known = ~np.isnan(array)
    span = (found.high - found.low) or 1.0
    share = np.where(known, (array - found.low) / span, 0.0)
    levels = np.rint(255 * np.clip(share, 0, 1)).astype(np.uint8)
    if not known.all():
        levels = np.stack([levels, np.where(known, 255, 0).astype(np.uint8)], axis=-1)
    file = io.BytesIO()
    Image.fromarray(levels).save(file, "PNG", compress_level=1)
    return Drawing(
        png=file.getvalue(),
        low=float(found.low),
        high=float(found.high),
        below=bool((share < -1e-9).any()),
        above=bool((share > 1 + 1e-9).any()),
        side=side,
        origin=found.offset,
    )


def _halved(array: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means of squares of four cells; an odd last row or column counts twice."""
    rows, columns = array.shape
    even = np.pad(array, ((0, rows % 2), (0, columns % 2)), mode="edge")
    return (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4


def scale(drawings: Iterable[Drawing]) -> tuple[float, float, bool, bool]:
    """One scale for all pictures, and whether values lie below and above it."""
    all_of_them = list(drawings)
    return (
        min(drawing.low for drawing in all_of_them),
        max(drawing.high for drawing in all_of_them),
        any(drawing.below for drawing in all_of_them),
        any(drawing.above for drawing in all_of_them),
    )


def shared_reading(readings: Sequence[str]) -> tuple[str, list[str]]:
    """Split readings into the sentences that all share, and the rest of each."""
    parts = [reading.split(". ") for reading in readings]
    shared = [part for part in parts[0] if all(part in other for other in parts)]
    rest = [". ".join(p for p in part if p not in shared) for part in parts]
    words = ". ".join(shared).rstrip(".")
    return f"{words}." if words else "", [left.rstrip(".") for left in rest]


def legend(layer: Layer, reading: str, drawings: Iterable[Drawing]) -> dict[str, Any]:
    """JSON-ready legend of a layer, the same for every picture."""
    low, high, below, above = scale(drawings)
    return {
        "title": layer.title,
        "reading": reading,
        "low": low,
        "high": high,
        "below": below,
        "above": above,
        "categories": [
            {"name": name, "colour": colour}
            for name, colour in zip(
                layer.categories, category_colours(layer.categories), strict=True
            )
        ],
    }


def category_colours(names: tuple[str, ...]) -> list[list[int] | None]:
    """Colour of each kind, of different lightness too; None for a clear one."""
    if names == _OVERLAP:
        return [[0, 34, 78], list(ONLY_PLAIN), list(ONLY_ENCRYPTED), list(BOTH)]
    if names and names[0] == _CLEAR:
        return [None, *cividis(np.linspace(0, 1, len(names) - 1)).tolist()]
    return cividis(np.linspace(0, 1, len(names))).tolist() if names else []
