"""Controls for the constants and readings of the index, and for what is drawn."""

from typing import cast

import streamlit as st

from core.image import ImageError
from core.recognizability.blocks import Border
from core.recognizability.form import Form
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from explorer import session
from explorer.explore.images import first_pair
from explorer.explore.own_blocks import choose_blocks
from explorer.pair.component_choice import (
    CHOICES,
    COMPONENTS,
    TABLE_3,
    name_of,
    of,
    used,
)
from explorer.pair.link_fields import first, number
from explorer.pair.sources import Source
from explorer.pair.sweeps import LETTERS, SLIDERS
from explorer.theme.overlays import ARROWS, OverlayKey
from explorer.widgets.live_slider import live_slider


def _parameter(name: str, about: str, decimals: int = 0) -> float:
    field = number(name)
    return live_slider(
        SLIDERS[name],
        key=session.key(name),
        low=field.low,
        high=field.high,
        step=field.step,
        value=session.slider(name, name),
        paper=getattr(Parameters(), name),
        decimals=decimals,
        about=about,
        symbol=LETTERS[name],
        lane=name,
    )


def choose_parameters() -> Parameters:
    """Draw alpha, beta and gamma, close together: they are what a hand moves."""
    with st.container(key="sliders", gap=None):
        return Parameters(
            alpha=_alpha(),
            beta=_parameter(
                "beta",
                "Bandwidth of the blur over the block side. Less fine detail counts "
                "with a small one.",
            ),
            gamma=_parameter(
                "gamma",
                "Exponent of the pooling. The most alike pixels and blocks count more "
                "with a large one.",
                decimals=2,
            ),
        )


def _alpha() -> float:
    """Draw alpha as the side of a block, unless that was set in pixels already."""
    side, field = session.own_blocks().side, number("alpha")
    if side is not None:
        st.caption(f"Blocks of {side} px are set under *Grid* below.")
        return float(session.recall("alpha"))
    plain, _ = session.pair() or first_pair()
    return live_slider(
        SLIDERS["alpha"],
        key=session.key("alpha"),
        low=field.low,
        high=field.high,
        step=field.step,
        value=session.slider("alpha", "alpha"),
        paper=Parameters().alpha,
        decimals=3,
        about="Small blocks find small leaks. Large ones compare the whole.",
        symbol=LETTERS["alpha"],
        shorter_side=min(plain.luma.shape),
        lane="alpha",
    )


def choose_readings(
    parameters: Parameters, encrypted: Source, problems: list[str]
) -> Form:
    """Draw the blocks, the parts in use and the readings that have an alternative.

    A side that does not fit into the image goes to the problems.
    """
    blocks = choose_blocks(encrypted)
    with st.expander(f"Parts of the index :gray[{_parts_in_use()}]", key="parts"):
        components = _choose_components()
        border = _one_of(
            "border",
            "Pixels outside the grid",
            {"crop": "leave out", "pad": "mirror"},
            "Blocks start at the top left. What fills no whole block at the right and "
            "the bottom is left out, or the picture is mirrored to fill it.",
        )
        pooling = _one_of(
            "pooling",
            "Mean over the blocks (Eq. 6)",
            {"normalised": "weighted", "printed": "as printed"},
            "As printed, with the weight inside the power, the order of schemes is "
            "upside down. It is here to be seen.",
        )
    form = Form(
        parameters=parameters,
        components=components,
        border=cast(Border, border),
        pooling=cast(Pooling, pooling),
    )
    try:
        return blocks.place(form, encrypted.luma).form
    except ImageError as error:
        problems.append(f"{error}.")
        return form


def _parts_in_use() -> str:
    """What the folded line says: the parts, and readings that are not the usual."""
    left_out = len(COMPONENTS) - len(used(CHOICES[session.recall("components")]))
    said = [f"{left_out} left out" if left_out else "all in use"]
    if session.chosen("border") == "pad":
        said.append("mirrored")
    if session.chosen("pooling") == "printed":
        said.append("Eq. 6 as printed")
    return ", ".join(said)


def _choose_components() -> Components:
    """Draw the rows of Table 3, and under them each part by itself."""
    name = session.recall("components")
    turns = _turns()
    rows, parts = (
        f"{session.key('components')}_{what}{turn}"
        for what, turn in zip(("rows", "parts"), turns, strict=True)
    )

    # Using one control replaces the other. A stale browser may still report the old
    # control's value: ignore it, or it would undo the choice.
    def take_row() -> None:
        now = _turns()
        if now[0] == turns[0]:
            # A click on the row that is chosen would leave none.
            taken = session.held(rows) or name
            session.put(rows, taken)
            session.keep("components", taken)
            session.keep("components_turns", (now[0], now[1] + 1))

    def take_parts() -> None:
        now = _turns()
        if now[1] == turns[1]:
            session.keep("components", name_of(of(session.held(parts) or [])))
            session.keep("components_turns", (now[0] + 1, now[1]))

    st.segmented_control(
        "Components of Table 3",
        TABLE_3,
        default=name if name in TABLE_3 else None,
        key=rows,
        on_change=take_row,
        label_visibility="collapsed",
    )
    st.pills(
        "Parts in use beside appearance, sim_A",
        COMPONENTS,
        format_func=COMPONENTS.__getitem__,
        selection_mode="multi",
        default=used(CHOICES[name]),
        key=parts,
        on_change=take_parts,
        help="Table 3 adds one after the other, C1 to C4. Here each can be left out.",
    )
    return CHOICES[name]


def _turns() -> tuple[int, int]:
    """How often the control of the rows, and that of the parts, was replaced."""
    return session.recall("components_turns") or (0, 0)


def _one_of(name: str, label: str, labels: dict[str, str], about: str) -> str:
    return st.segmented_control(
        label,
        labels,
        format_func=labels.__getitem__,
        default=session.recall(name),
        required=True,
        key=session.key(name),
        help=about,
    )


def chosen_view() -> tuple[OverlayKey, int, float]:
    """Return what is laid over the pictures, which is chosen on the canvas."""
    view = session.view()
    if view["arrows"] not in ARROWS:
        session.keep("arrows", first("arrows"))
        view = session.view()
    return (
        cast(OverlayKey, session.recall("overlay")),
        int(view["arrows"]),
        float(view["opacity"]),
    )
