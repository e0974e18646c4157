"""The picture and the table of Attack as files, as recipes, and on Explore."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

import streamlit as st

from explorer import session
from explorer.attack import pictures
from explorer.attack.files import table
from explorer.attack.pictures import Shown
from explorer.attack.scene import Scene
from explorer.explore.opening import open_in_explore
from explorer.export.attack_recipe import attack_command, attack_script
from explorer.export.records import picture_record
from explorer.export.rows import rows_csv, rows_json
from explorer.export.view import View
from explorer.pair import evaluation
from explorer.pair.attempts import Tried
from explorer.pair.link_fields import DIGITS, UPLOAD


def draw_take_home(scene: Scene, shown: Shown, known: Sequence[Tried]) -> None:
    """Draw the buttons below the list."""
    stem = pictures.stem(scene.plain, shown)
    with st.container(horizontal=True, key="attack_take_home"):
        if st.button("Open in Explore", key="attack_open", type="primary"):
            _open(scene, shown)
        st.download_button(
            "Picture as PNG",
            partial(pictures.file, shown),
            f"{stem}.png",
            "image/png",
            on_click="ignore",
            key="attack_png",
        )
        st.download_button(
            "Table as CSV",
            lambda: rows_csv(table(known)),
            "showthrough_attacks.csv",
            "text/csv",
            on_click="ignore",
            key="attack_csv",
        )
        st.download_button(
            "Table as JSON",
            lambda: rows_json(table(known), _made_from(scene)),
            "showthrough_attacks.json",
            "application/json",
            on_click="ignore",
            key="attack_json",
        )
        if scene.plain is not None and st.button("Make it again…", key="attack_recipe"):
            _draw_recipes(scene, shown)


def _made_from(scene: Scene) -> dict[str, object]:
    pair = {"plain": scene.plain, "encrypted": scene.encrypted}
    return {
        "what": "attacks on the encrypted picture, each beside the same on noise",
        **{role: picture_record(s) for role, s in pair.items() if s is not None},
        **asdict(scene.form),
    }


def _open(scene: Scene, shown: Shown) -> None:
    """Show Explore with the attacked picture as the encrypted one."""
    source = pictures.source(scene.plain, shown)
    session.take_file("encrypted", source)
    link = session.link_to(encrypted=UPLOAD, encrypted_file=source.digest[:DIGITS])
    dropped = ("scheme", "level", "key", "encrypted_white")
    open_in_explore({name: text for name, text in link.items() if name not in dropped})


@st.dialog("Make it again", width="large")
def _draw_recipes(scene: Scene, shown: Shown) -> None:
    assert scene.plain is not None
    view = View(
        plain=scene.plain,
        encrypted=scene.encrypted,
        result=evaluation.evaluate(scene.plain, scene.encrypted, scene.form),
    )
    python, command, link = st.tabs(["Python", "Command", "Link"])
    with python:
        st.code(attack_script(view, shown.done.attack), language="python")
    with command:
        st.code(
            attack_command(view, shown.done.attack), language="bash", wrap_lines=True
        )
        st.caption("For bash or zsh. The command uses the paper's constants.")
    with link:
        st.code(session.address(), language=None, wrap_lines=True)
        st.caption(
            "Opens this attack on this server. A link holds no pixels: an uploaded "
            "file is named in it by its SHA-256, and has to be chosen again."
        )
