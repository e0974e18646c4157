"""What a visitor set on Explore: one frozen `Choice`, and the last that gave a result.

Other pages use its `form`, and its `pair` where there is no other.
"""

from dataclasses import dataclass

import streamlit as st

from core.attacks.own_blocks import OwnBlocks
from core.image import ImageError
from core.recognizability.form import Form
from core.recognizability.parameters import CONSTANTS, Parameters
from explorer.pair.component_choice import CHOICES
from explorer.pair.link_fields import BLOCKS
from explorer.pair.sources import Source
from explorer.session.controls import chosen
from explorer.theme.overlays import OverlayKey


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Everything that a visitor can set on Explore.

    Attributes
    ----------
    plain, encrypted : Source
        The pair, of one size.
    form : Form
        The constants, parts and readings of the index.
    overlay : str
        Key of the picture laid over both images.
    arrows : int
        How many of the strongest matches are drawn.
    opacity : float
        Of the overlay, in [0, 1].
    """

    plain: Source
    encrypted: Source
    form: Form
    overlay: OverlayKey
    arrows: int
    opacity: float


def form() -> Form:
    """Return the constants and readings of Explore, for pages that do not draw them."""
    form = Form(
        parameters=Parameters(**{name: float(chosen(name)) for name in CONSTANTS}),
        components=CHOICES[chosen("components")],
        border=chosen("border"),
        pooling=chosen("pooling"),
    )
    seen = pair()
    try:
        return own_blocks().place(form, seen[1].luma).form if seen else form
    except ImageError:  # the side is larger than the pair; Explore says so
        return form


def own_blocks() -> OwnBlocks:
    """Return the blocks that are set in pixels, see `core.attacks.own_blocks`."""
    side, y, x = (int(chosen(name)) for name in BLOCKS)
    return OwnBlocks(side=side or None, offset=(y, x))


def last_good() -> Choice | None:
    """Return the last choice that gave a result."""
    return st.session_state.get("last_good")


def remember(choice: Choice) -> None:
    """Keep a choice that gave a result, to fall back on."""
    st.session_state["last_good"] = choice


def pair() -> tuple[Source, Source] | None:
    """Return the last pair of images that could be compared."""
    return st.session_state.get("pair")


def keep_pair(plain: Source, encrypted: Source) -> None:
    """Keep a pair of images that can be compared."""
    st.session_state["pair"] = (plain, encrypted)
