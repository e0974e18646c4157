"""The points of a chart as a list, to open one in Explore without a mouse."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

Value = TypeVar("Value", int, float)


def choose_point(
    label: str,
    points: Sequence[Value],
    name: Callable[[Value], str],
    *,
    key: str,
    width: int = 280,
) -> Value | None:
    """Draw a list of points and a button beside it; return the point to open.

    Parameters
    ----------
    label : str
        What a point is.
    points : sequence
        As the chart's `customdata` names them.
    name : callable
        Words of a point in the list.
    key : str
        Beginning of the keys of both.
    width : int
        Of the list, in CSS pixels.
    """
    chosen = st.selectbox(
        label, points, format_func=name, key=f"{key}_point", width=width
    )
    wanted = st.button("Open in Explore", key=f"{key}_open")
    return chosen if wanted else None
