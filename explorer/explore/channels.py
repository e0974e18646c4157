"""The control for the channel of both images that the index is given."""

import streamlit as st

from core.recognizability.channel import is_flat
from explorer import session
from explorer.pair import evaluation
from explorer.pair.channel_names import LABELS, LUMA, WORDS
from explorer.pair.sources import Source
from explorer.theme.text import literal


def _in_use() -> str:
    """The channel in use, as the folded line names it."""
    return WORDS[session.chosen("channel")]


def choose_channel(plain: Source, encrypted: Source) -> tuple[Source, Source]:
    """Draw the choice of a channel where a picture has colour; return the pair so.

    A channel that is the same everywhere in the plain image holds nothing to find: a
    sentence says so, and the index is given brightness.

    Parameters
    ----------
    plain, encrypted : Source
        The pair, of one size, as the index is given it without this choice.
    """
    if not (evaluation.has_colour(plain) or evaluation.has_colour(encrypted)):
        return plain, encrypted
    with st.expander(f"Channel :gray[{_in_use()}]", key="channel_fold"):
        channel = st.selectbox(
            "Channel",
            LABELS,
            index=list(LABELS).index(session.recall("channel")),
            format_func=LABELS.__getitem__,
            key=session.key("channel"),
            help="What the index is given of both pictures. An encryption that hides "
            "the brightness may leave the colours as they are.",
        )
    if channel == LUMA:
        return plain, encrypted
    seen = evaluation.through(plain, channel)
    if is_flat(seen.luma):
        st.caption(
            f"{LABELS[channel]} is the same everywhere in {literal(plain.title)}: "
            "there is nothing to find in it. The index sees brightness."
        )
        return plain, encrypted
    return seen, evaluation.through(encrypted, channel)
