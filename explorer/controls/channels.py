"""The control for the channel of both images that the index is given."""

import numpy as np
import streamlit as st

from explorer import compute, state
from explorer.channels import LABELS, LUMA
from explorer.samples import Source
from explorer.theme import literal

_FLAT = 1e-6
"""Grey levels between the darkest and the brightest pixel that rounding alone makes."""


def choose_channel(plain: Source, encrypted: Source) -> tuple[Source, Source]:
    """Draw the choice of a channel where a picture has colour; return the pair so.

    A channel that is the same everywhere in the plain image holds nothing to find: a
    sentence says so, and the index is given brightness.

    Parameters
    ----------
    plain, encrypted : Source
        The pair, of one size, as the index is given it otherwise.
    """
    if not (compute.has_colour(plain) or compute.has_colour(encrypted)):
        return plain, encrypted
    channel = st.selectbox(
        "Channel",
        LABELS,
        index=list(LABELS).index(state.recall("channel")),
        format_func=LABELS.__getitem__,
        key=state.key("channel"),
        help="What the index is given of both images. An encryption that hides the "
        "brightness may leave the colours as they are.",
    )
    if channel == LUMA:
        return plain, encrypted
    seen = compute.through(plain, channel)
    if np.ptp(seen.luma) < _FLAT:
        # Reading: the paper knows no colour. A flat plain channel would score 2 with
        # itself and with anything as flat, though there is nothing to hide in it.
        st.caption(
            f"{LABELS[channel]} is the same everywhere in {literal(plain.title)}: "
            "there is nothing to find in it. The index sees brightness."
        )
        return plain, encrypted
    return seen, compute.through(encrypted, channel)
