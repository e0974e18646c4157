"""Controls of Tune: what moves, and from where to where."""

from typing import cast, get_args

import streamlit as st

from core.encryption import SCHEMES
from explorer import session
from explorer.pair.link_fields import number
from explorer.pair.sweeps import LETTERS, PAPER_VALUES, SLIDERS, Variable, spread

NAMES = {name: f"{words} ({LETTERS[name]})" for name, words in SLIDERS.items()} | {
    "level": "Level of a scheme",
    "frame": "Frames",
}

MOST = 41
"""Most values of one sweep."""


def choose_variable(frames: int) -> Variable:
    """Draw the choice of what moves; `frames` is how many the pair has."""
    names = [name for name in get_args(Variable) if name != "frame" or frames > 1]
    before = session.recall("sweep")
    widget = "sweep" if frames < 2 else "sweep_with_frames"
    chosen = st.radio(
        "What moves",
        names,
        index=names.index(before) if before in names else 0,
        format_func=lambda name: NAMES[name],
        key=session.key("sweep", widget),
    )
    session.keep("sweep", chosen)
    return cast(Variable, chosen)


def choose_values(variable: Variable) -> tuple[float, ...]:
    """Draw the range of a constant; return its values, those of Fig. 3 at first."""
    field, paper = number(variable), PAPER_VALUES[variable]
    low, high, count = _span(variable, paper)
    whole = field.step >= 1
    kind = int if whole else float
    ends = st.slider(
        f"Range of {LETTERS[variable]}",
        kind(field.low),
        kind(field.high),
        (kind(low), kind(high)),
        kind(field.step),
        key=session.key("span", f"range_of_{variable}"),
    )
    count = st.number_input(
        "Values",
        2,
        MOST,
        count,
        key=session.key("span", f"count_of_{variable}"),
    )
    low, high = (float(end) for end in ends)
    values = spread(low, high, count, field.step)
    as_paper = values == paper
    session.keep(f"span_of_{variable}", (low, high, count))
    session.keep("span", "" if as_paper else f"{low:g},{high:g},{count}")
    return values


def _span(variable: Variable, paper: tuple[float, ...]) -> tuple[float, float, int]:
    """Range that the visitor chose, or the link names, or the paper has."""
    field = number(variable)
    kept = session.recall(f"span_of_{variable}")
    if kept is None and session.start("sweep") == variable and session.start("span"):
        low, high, count = session.start("span").split(",")
        try:
            kept = float(low), float(high), int(count)
        except ValueError:
            kept = None
    low, high, count = kept or (paper[0], paper[-1], len(paper))
    if not field.low <= low < high <= field.high:
        low, high = paper[0], paper[-1]
    return low, high, min(max(count, 2), MOST)


def choose_scheme() -> str:
    """Draw the choice of the scheme whose levels are compared."""
    keys = list(SCHEMES)
    chosen = st.selectbox(
        "Scheme",
        keys,
        index=keys.index(session.recall("ladder")),
        format_func=lambda key: SCHEMES[key].label,
        key=session.key("ladder"),
    )
    session.keep("span", "")
    return chosen
