"""The pictures of Attack, and the row of states below them."""

from typing import Any

import streamlit as st

from explorer import session
from explorer.attack import pictures
from explorer.attack.pictures import Shown
from explorer.attack.scene import VIEW, Scene
from explorer.figures import served
from explorer.figures.attack_words import state_words, turn_name
from explorer.pair.sources import Source
from explorer.widgets.attack_view import attack_view

_PLAIN = "attack_plain"

_HIDDEN = "<style>.st-key-plain_row img { visibility: hidden; }</style>"
"""The sidebar would give away what a class is to guess."""


def draw_pictures(scene: Scene, shown: Shown | None) -> None:
    """Draw the encrypted, the attacked and, once asked for, the plain picture."""
    height, width = scene.encrypted.luma.shape
    key = session.key("state", VIEW)
    if said := (session.held(key) or {}).get("plain"):
        session.keep(_PLAIN, said)
    is_plain = session.recall(_PLAIN) == scene.pair
    if not is_plain:
        st.html(_HIDDEN)
    panels: list[dict[str, str]] = [
        _panel("Encrypted", "", scene.encrypted),
        {
            "name": "Attacked",
            "note": shown.done.attack.label if shown else "nothing to show yet",
            "picture": pictures.address(shown) if shown else "",
            "coloured": "",
        },
    ]
    if scene.plain is not None:
        panels.append(_panel("Plain", "to judge by", scene.plain))
    attack_view(
        {
            "pair": scene.pair,
            "plain": scene.pair if is_plain else "",
            "image": [width, height],
            "panels": panels,
            "strip": _strip(scene, shown) if shown else None,
        },
        key=key,
    )


def _panel(name: str, note: str, source: Source) -> dict[str, str]:
    return {
        "name": name,
        "note": note,
        "picture": served.picture(source),
        "coloured": served.picture(source, "colour"),
    }


def _strip(scene: Scene, shown: Shown) -> dict[str, Any] | None:
    """The states in which the attacked picture may lie; None where there is one."""
    states, done = shown.states, shown.done
    if len(states) < 2:
        return None
    score = None
    if done.gain and shown.state in (0, done.state):
        score = done.gain.vsi.after if shown.state else done.gain.as_it_came
    elif scene.plain is not None and done.gain:
        score = pictures.score(scene.plain, shown, scene.form)
    return {
        "attack": done.attack.key,
        "address": pictures.strip_address(shown),
        "side": pictures.TILE,
        "state": shown.state,
        "words": state_words(done, shown.state, score),
        "states": [
            {
                "state": state,
                "name": turn_name(state),
                "scored": done.gain is not None and state == done.state,
            }
            for state in states
        ],
    }
