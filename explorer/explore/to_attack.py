"""From Explore to Attack, with the pair that is on the screen."""

import streamlit as st

from explorer import session

_WANTED = "attack_wanted"


def ask_for_attack() -> None:
    """Note that the visitor wants to see the attack: a callback."""
    session.keep(_WANTED, True)


def open_attack() -> None:
    """Show Attack, if the visitor asked for it; the controls keep their values."""
    if session.recall(_WANTED):
        session.keep(_WANTED, False)
        # Streamlit finds the page by its path, whatever would draw it.
        st.switch_page(st.Page(ask_for_attack, title="Attack", url_path="attack"))
