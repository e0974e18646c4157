"""Numbers that the canvas draws: the overlay, the matches and the pinned block."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.attacks.turned import Turned
from core.recognizability.index import Recognizability
from explorer.figures.leak import as_alike
from explorer.figures.turned_back import lying, with_matches
from explorer.theme.overlays import OVERLAYS, OverlayKey, RangeKey

RANKS = 100
"""Matches of the pinned block that a visitor can walk through, best first."""

_APART = 0.005  # least range of values that a map of colours can show
_NUMBERED = 3  # strong matches that are numbered in clean pictures
_DIGITS = 4  # of what is drawn and read out block by block


def view_data(
    result: Recognizability,
    overlay: OverlayKey,
    arrows: int,
    point: tuple[float, float] | None,
    extent: RangeKey = "fixed",
    back: Turned | None = None,
) -> dict[str, Any]:
    """Numbers of one step, without any picture.

    Parameters
    ----------
    result : Recognizability
        What is shown.
    overlay : str
        Key of the overlay.
    arrows : int
        How many of the strongest matches are drawn.
    point : tuple of float, optional
        The pin: (x, y) in pixels of the plain image.
    extent : {"fixed", "pair"}
        What the overlay's colours run over.
    back : Turned, optional
        The search over turned pieces, where its matches are shown.

    Returns
    -------
    dict
        JSON-ready: scores, grid, per-block lists counted row by row, the overlay's
        range and legend, the indices of the strongest matches and, where a block is
        pinned, its similarity to every encrypted block.
    """
    height, width = result.edges_plain.shape
    blocks = block_table(result)
    alike = as_alike(result).tolist()
    if back is not None:
        result = with_matches(result, back)
        # sim_A and sim_S are known of the paper's matches alone.
        blocks = {**block_table(result), **{k: blocks[k] for k in ("sim_a", "sim_s")}}
        alike = [0] * len(alike)
    ranges = _ranges(blocks, overlay)
    low, high = ranges[extent] if ranges else _overlay_range(result, overlay)
    pin = pinned_block(result, point)
    return {
        "vsi": f"{result.vsi:.6f}",
        "image": [width, height],
        "grid": list(result.degree.shape),
        "side": result.side,
        "origin": list(result.origin),
        "match": result.shown.ravel().tolist(),
        "as_alike": alike,
        **{name: _rounded(values) for name, values in blocks.items()},
        "overlay": {
            "key": overlay,
            "title": OVERLAYS[overlay].title,
            "reading": OVERLAYS[overlay].reading
            + _left_out(result, overlay)
            + _not_turned(overlay, back),
            "low": low,
            "high": high,
            "ranges": ranges,
            "written": {
                key: [_written(end, overlay) for end in ends]
                for key, ends in (ranges or {"fixed": (low, high)}).items()
            },
        },
        "arrows": strongest_matches(result, arrows),
        "point": point,
        "row": None if pin is None else _pinned_row(result, overlay, pin, back),
        "summary": describe(result) + ("" if back is None else _SEARCHED),
        "turned": None if back is None else lying(back),
    }


_SEARCHED = " Matches are of the search over turned pieces."


def _not_turned(overlay: OverlayKey, back: Turned | None) -> str:
    """What the legend adds where a layer knows of no turned pieces."""
    if back is None or overlay not in ("sim_a", "sim_s"):
        return ""
    return " This is of the paper's matches, which are not turned."


def pinned_block(
    result: Recognizability, point: tuple[float, float] | None
) -> int | None:
    """Index of the plain block that holds a point, if the grid does.

    The pin is a point of the image, so that it stays where it is when the blocks change
    their size.
    """
    if point is None:
        return None
    rows, columns = result.degree.shape
    top, left = result.origin
    column = int((point[0] - left) // result.side)
    row = int((point[1] - top) // result.side)
    inside = 0 <= row < rows and 0 <= column < columns
    return row * columns + column if inside else None


def middle(result: Recognizability, block: int) -> tuple[float, float]:
    """Point in the middle of what the image has of a block, (x, y) in its pixels."""
    row, column = divmod(block, result.degree.shape[1])
    height, width = result.edges_plain.shape
    y, x = (
        (max(start, 0) + min(start + result.side, end)) / 2
        for start, end in (
            (result.origin[0] + row * result.side, height),
            (result.origin[1] + column * result.side, width),
        )
    )
    return x, y


def block_table(result: Recognizability) -> Mapping[str, NDArray[np.floating]]:
    """Per-block quantities by name, each (M N,), with sim_A and sim_S of the match."""
    rows, match = np.arange(result.shown.size), result.shown.ravel()
    return {
        "contribution": result.contribution.ravel(),
        "degree": result.degree.ravel(),
        "weight": result.weight.ravel(),
        "sim_a": result.sim_a[rows, match],
        "sim_s": result.sim_s[rows, match],
    }


def strongest_matches(result: Recognizability, count: int) -> list[int]:
    """Plain blocks that contribute most, strongest first; none that adds nothing."""
    contribution = result.contribution.ravel()
    order = np.argsort(-contribution, kind="stable")[:count]
    return [int(block) for block in order if contribution[block] > 0]


def distinct_matches(result: Recognizability) -> list[int]:
    """Up to three of the strongest matches that can be distinguished, strongest first.

    Their plain blocks do not touch each other, nor do their encrypted ones, and each
    plain block has an edge: two empty blocks are alike in every picture.
    """
    columns, match = result.degree.shape[1], result.shown.ravel()
    edges, there = (
        np.asarray(binary.any(axis=(1, 2)))
        for binary in (result.binary_plain, result.binary_encrypted)
    )
    edges &= there[match]
    found: list[int] = []
    for block in strongest_matches(result, match.size):
        pairs = [(block, other) for other in found]
        pairs += [(int(match[block]), int(match[other])) for other in found]
        if edges[block] and not any(_touch(*pair, columns) for pair in pairs):
            found.append(block)
        if len(found) == _NUMBERED:
            break
    return found


def _touch(block: int, other: int, columns: int) -> bool:
    """Whether two blocks are one, or neighbours in any direction."""
    (row, column), (there, across) = divmod(block, columns), divmod(other, columns)
    return abs(row - there) <= 1 and abs(column - across) <= 1


def ranked_matches(
    result: Recognizability, block: int, count: int | None = None
) -> list[int]:
    """Encrypted blocks by their similarity sim to a plain block, most alike first.

    The first is where it shows; of equal ones the lower index comes first.
    """
    order = np.argsort(-result.sim[block], kind="stable").tolist()
    match = int(result.shown.ravel()[block])
    order.remove(match)
    return [match, *order][:count]


def describe(result: Recognizability) -> str:
    """A description of the canvas for screen readers."""
    rows, columns = result.degree.shape
    strongest = strongest_matches(result, 1)
    sentence = (
        f"Plain and encrypted picture side by side, cut into {rows} rows and {columns} "
        f"columns of blocks. VSI {result.vsi:.3f}."
    )
    if not strongest:
        return f"{sentence} No block is recognised."
    row, column = divmod(strongest[0], columns)
    to_row, to_column = divmod(int(result.shown.ravel()[strongest[0]]), columns)
    share = result.contribution[row, column]
    return (
        f"{sentence} The block in row {row + 1}, column {column + 1} contributes most, "
        f"{share:.1%}. Its best match is in row {to_row + 1}, column {to_column + 1}."
    )


def _left_out(result: Recognizability, overlay: OverlayKey) -> str:
    """What the legend adds where an overlay shows a part that is switched off."""
    parts = result.form.components
    if overlay == "weight" and not parts.weight:
        return " The weight is switched off: here every block counts alike."
    if overlay in ("sim_s", "fuzzy") and not parts.structure:
        return " Structure is switched off: this plays no part in the score."
    if overlay == "edges" and not (
        parts.structure or parts.weight or parts.global_similarity
    ):
        return " All that uses edges is switched off: they play no part in the score."
    return ""


def _overlay_range(result: Recognizability, overlay: OverlayKey) -> tuple[float, float]:
    """Values at both ends of the legend: fixed where images are to be compared."""
    if overlay == "contribution":
        return 0.0, float(result.contribution.max()) or 1.0
    if overlay == "weight":
        return 0.0, float(result.weight.max())
    return 0.0, 1.0


def _ranges(
    blocks: Mapping[str, NDArray[np.floating]], overlay: OverlayKey
) -> dict[RangeKey, tuple[float, float]] | None:
    """Both ranges of an overlay between 0 and 1; none if there is no choice.

    A contribution and a weight have no scale of their own that a map would fill.
    """
    if overlay not in ("degree", "sim_a", "sim_s"):
        return None
    values = blocks[overlay]
    low, high = (round(float(end), _DIGITS) for end in (values.min(), values.max()))
    if high - low < _APART:
        return None
    return {"fixed": (0.0, 1.0), "pair": (low, high)}


def _written(end: float, overlay: OverlayKey) -> str:
    """Write an end of the legend."""
    if overlay == "contribution":
        return f"{100 * end:.1f} %"
    return f"{end:.{0 if overlay == 'bits' else 2}f}"


def _pinned_row(
    result: Recognizability, overlay: OverlayKey, pin: int, back: Turned | None
) -> dict[str, Any]:
    """Similarity of the pinned block to every encrypted block, with its own range.

    Of the turned search the best match alone is known.
    """
    if back is not None:
        ranked = [round(float(back.degree.ravel()[pin]), _DIGITS)]
        order = [int(back.match.ravel()[pin])]
        return {"block": pin, "values": None, "order": order, "ranked": ranked}
    name, table = {
        "sim_a": ("sim_A", result.sim_a),
        "sim_s": ("sim_S", result.sim_s),
    }.get(overlay, ("sim", result.sim))
    row = table[pin]
    return {
        "block": pin,
        "name": name,
        "values": _rounded(row),
        "low": round(float(row.min()), _DIGITS),
        "high": round(float(row.max()), _DIGITS),
        "order": (order := ranked_matches(result, pin, RANKS)),
        "ranked": _rounded(result.sim[pin, order]),
    }


def _rounded(values: NDArray[np.floating]) -> list[float]:
    return np.round(values.astype(np.float64), _DIGITS).tolist()
