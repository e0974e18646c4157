"""What the lane answers: all that a page draws of a score, packed.

Four bytes of length, a header in JSON, and seven whole numbers of two bytes a block,
little-endian: what the canvas draws of it, see `explorer.figures.matches.view_data`.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.image import ImageError
from core.recognizability.form import Form
from core.recognizability.index import Recognizability
from explorer.figures import deferred
from explorer.figures.headline import headline
from explorer.figures.matches import view_data
from explorer.figures.score_strip import numbers
from explorer.pair import evaluation
from explorer.session.lane.visits import Seen
from explorer.theme.overlays import ARROWS

WHOLE = ("match", "as_alike")
"""Lists of whole numbers, one for each block."""

SHARES = ("contribution", "degree", "weight", "sim_a", "sim_s")
"""Lists of numbers from 0 to 1 with four decimals, which travel as ten-thousandths."""

_PARTS = 10_000


class AtRest(Exception):  # noqa: N818 - the page says what is wrong
    """A run of the page answers, when the hand rests."""


def form_of(seen: Seen, constants: Mapping[str, float]) -> Form:
    """Return the form of what is seen, with constants moved.

    Raises
    ------
    AtRest
        If the size of the blocks is not alpha's to set, or pictures depend on it that
        the lane does not send.
    """
    if "alpha" in constants and (not seen.form.paper_grid or seen.overlay == "fuzzy"):
        raise AtRest
    return replace(seen.form, parameters=replace(seen.form.parameters, **constants))


def answer(seen: Seen, scene: int, count: int, constants: Mapping[str, float]) -> bytes:
    """Return the answer to a question.

    Parameters
    ----------
    seen : Seen
        What the page shows.
    scene : int
        Its number.
    count : int
        Of the question.
    constants : mapping
        That were moved.

    Returns
    -------
    bytes
        Where nothing can be computed, or the page has to say something, a header that
        says so: {"count": ..., "rest": true}.
    """
    try:
        form = form_of(seen, constants)
        result = evaluation.evaluate(seen.plain, seen.encrypted, form)
    except (ImageError, AtRest):
        return later(count)
    lists, drawn = _drawn(seen, result)
    return _packed(
        {
            "count": count,
            "scene": scene,
            "drawn": drawn,
            "html": _html(seen, result),
            "blocks": int(result.match.size),
        },
        b"".join(lists),
    )


def later(count: int) -> bytes:
    """Return the answer that a run of the page gives the next answer."""
    return _packed({"count": count, "rest": True}, b"")


def _drawn(seen: Seen, result: Recognizability) -> tuple[list[bytes], dict[str, Any]]:
    """Lists of the canvas as bytes, and the rest of what it draws."""
    data = view_data(result, seen.overlay, max(ARROWS), seen.point)
    lists = [np.asarray(data.pop(name), "<u2").tobytes() for name in WHOLE]
    for name in SHARES:
        parts = np.rint(np.asarray(data.pop(name)) * _PARTS)
        lists.append(parts.astype("<u2").tobytes())
    # What the page knows: an overlay's words, and that no piece is turned.
    for name in ("title", "reading"):
        del data["overlay"][name]
    del data["turned"]
    data["numbered"] = deferred.numbered_matches(seen.plain, seen.encrypted, result)[0]
    return lists, data


def _html(seen: Seen, result: Recognizability) -> dict[str, str]:
    """HTML of the figures that follow, by the name that the page gives them."""
    channel = seen.plain.made.channel
    return {
        "headline": headline(result, channel),
        "why": deferred.why_figure(seen.plain, seen.encrypted, result)[0],
        "gauge": deferred.gauge_figure(seen.plain, seen.encrypted, result)[0],
        "numbers": numbers(result, channel),
    }


def _packed(header: Mapping[str, Any], lists: bytes) -> bytes:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (len(text) % 2)  # so that the lists begin at a whole number
    return struct.pack("<I", len(text)) + text + lists
