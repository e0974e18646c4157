"""The controls of Attack: the pair, whether anybody can judge, and the index."""

import streamlit as st

from core.recognizability.form import Form
from explorer import session
from explorer.explore.channels import choose_channel
from explorer.explore.constants import choose_parameters, choose_readings
from explorer.explore.frame import at_frame
from explorer.explore.images import choose_pair
from explorer.explore.missing import draw_missing
from explorer.pair.sources import Source
from explorer.theme.text import literal


def choose() -> tuple[Source | None, Source, Form, list[str]]:
    """Draw the sidebar; return plain and encrypted picture, the form and problems.

    Without a plain picture to judge by, an encrypted file of any size is taken as it
    is.
    """
    with st.sidebar:
        (plain, encrypted), problems = choose_pair()
        is_blind = st.toggle(
            "Without the plain picture",
            value=session.recall("blind") == "yes",
            key=session.key("blind", "attack_blind"),
            help="As an attacker sees it: pictures, and no score.",
        )
        session.keep("blind", "yes" if is_blind else "no")
        if is_blind:
            alone = at_frame(session.uploaded("encrypted"), problems)
            return None, alone or encrypted, Form(), []
        parameters = choose_parameters()
        plain, encrypted = choose_channel(plain, encrypted)
        form = choose_readings(parameters, encrypted, problems)
    return plain, encrypted, form, problems


def draw_problems(problems: list[str], encrypted: Source, *, is_blind: bool) -> None:
    """Draw what is missing or does not fit, and whose pictures are still shown."""
    if is_blind:
        return
    still = f"Still shown: **{literal(encrypted.title)}**, of the last pair that fits."
    if missing := session.missing():
        draw_missing(missing, below=still)
    for problem in problems:
        st.error(f"{literal(problem)} {still}")
    if problems or missing:
        st.caption(
            "An encrypted file alone can be attacked, too: switch on “Without the "
            "plain picture” at the side."
        )
