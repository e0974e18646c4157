"""How the pictures are looked at, as the canvas reports it: view, pin and rank.

The canvas stays mounted when a link is followed, so a late report may be of the picture
before. Each report carries the numbers of the last link and pin that the canvas took;
reports with older numbers are ignored.
"""

from collections.abc import Mapping
from typing import Any, get_args

import streamlit as st

from explorer.pair.colours import Shown
from explorer.pair.link_fields import parse
from explorer.session.controls import asked, keep, recall
from explorer.theme.overlays import OVERLAYS

VIEW_KEY = "matches"
"""Name of the canvas in the session's state."""

VIEW_FIELDS = (
    "arrows",
    "opacity",
    "mode",
    "right",
    "wipe",
    "at",
    "plane",
    "bits",
    "cover",
    "range",
    "shown",
)
"""Fields of the link that the canvas sets."""


def pinned() -> tuple[float, float] | None:
    """Point of the plain image that the visitor pinned, (x, y) in pixels.

    The canvas reports nothing until its pin was moved, and an empty list once it was
    lifted.
    """
    point = _said("pin")
    if point is None:
        x, _, y = str(recall("pin")).partition(",")
        return (float(x), float(y)) if y else None
    if not isinstance(point, list) or len(point) != 2:
        return None
    return float(point[0]), float(point[1])


def pin(x: float, y: float) -> None:
    """Pin a point of the plain image, in pixels, that is chosen beside the canvas.

    For callbacks. The canvas takes the pin and keeps its view.
    """
    keep("pin", f"{x:g},{y:g}")
    st.session_state.setdefault("epochs", {})["pins"] = pins() + 1


def lift() -> None:
    """Lift the pin from beside the canvas: a callback."""
    keep("pin", "")
    st.session_state.setdefault("epochs", {})["pins"] = pins() + 1


def pins() -> int:
    """Count of the pins from beside the canvas; a report of its pin carries it."""
    return st.session_state.get("epochs", {}).get("pins", 0)


def view() -> dict[str, Any]:
    """Return how the canvas is looked at, as it rested last: see `match_view`."""
    held = _said("view")
    if isinstance(held, Mapping):
        place = [held.get(name) for name in ("zoom", "x", "y")]
        known = all(isinstance(part, int | float) for part in place) and held["zoom"]
        at = ",".join(f"{part:.4g}" for part in place) if known else ""
        texts = {name: str(value) for name, value in held.items()} | {"at": at}
        read = parse({name: texts.get(name, "") for name in VIEW_FIELDS})
        for name, value in read.items() | {("at", read.get("at", ""))}:
            keep(name, value)
    seen = {name: recall(name) for name in VIEW_FIELDS}
    place = [float(part) for part in seen.pop("at").split(",") if part]
    return seen | dict(zip(("zoom", "x", "y"), place, strict=False))


def shown() -> Shown:
    """Whether pictures are in colour or as the index sees them, as reported last.

    For Compare, whose pictures are switched together and report no other view.
    """
    said = _said("shown")
    if said in get_args(Shown):
        keep("shown", said)
    return recall("shown")


def flipped() -> bool:
    """Whether a flip shows the other picture, as the canvas rested last."""
    held = _said("view")
    return isinstance(held, Mapping) and held.get("flipped") is True


def span() -> tuple[float, float] | None:
    """Shares of the pictures' width and height that are seen, once reported."""
    held = _said("view")
    reported = held.get("span") if isinstance(held, Mapping) else None
    if not isinstance(reported, list) or len(reported) != 2:
        return None
    usable = all(
        isinstance(share, int | float) and 0 < share <= 1 for share in reported
    )
    return (float(reported[0]), float(reported[1])) if usable else None


def view_epoch() -> int:
    """Count of the links that were followed; each report of the canvas carries it."""
    return st.session_state.get("epochs", {}).get(VIEW_KEY, 0)


def rank() -> int:
    """Place of the encrypted block that is looked at among all, by similarity; 1 first.

    The canvas steps through them, and begins again at 1 with another pin.
    """
    found = _said("rank")
    return found if isinstance(found, int) and found >= 1 else 1


def _said(name: str) -> Any:
    """Return what the canvas reported last, or None if a link was followed since."""
    held = (st.session_state.get(VIEW_KEY) or {}).get(name)
    if not isinstance(held, Mapping) or held.get("epoch") != view_epoch():
        return None
    # A report of the pin is also ignored once another pin was set beside the canvas.
    if name not in ("view", "shown") and held.get("pins", 0) != pins():
        return None
    return held.get("value")


def take_overlay() -> None:
    """Choose the overlay that the canvas asked for: a callback."""
    overlay = asked(VIEW_KEY, "overlay")
    if overlay in OVERLAYS:
        keep("overlay", overlay)
