"""The script that Streamlit runs for every visitor: page set-up and navigation."""

from functools import partial
from pathlib import Path

import streamlit as st

from explorer import session
from explorer.about import page as about
from explorer.attack import page as attack
from explorer.compare import page as compare
from explorer.explore import page as explore
from explorer.learn import page as learn
from explorer.pair import evaluation
from explorer.people import page as people
from explorer.theme.text import literal
from explorer.tune import page as tune
from explorer.widgets import address_bar, file_drop
from explorer.widgets.streamlit_internals import drop_late_requests

THEME = Path(__file__).with_name("theme")
NAME = "Showthrough"

st.set_page_config(
    page_title=NAME,
    page_icon=THEME / "icon.png",
    layout="wide",
    initial_sidebar_state="auto",
)


def _learn() -> None:
    learn.page(
        {
            "Attack this cipher": ATTACK,
            "Compare ciphers": COMPARE,
            "Move the constants": TUNE,
        }
    )


LEARN = st.Page(_learn, title="Learn", url_path="learn")
EXPLORE = st.Page(
    partial(explore.page, LEARN), title="Explore", url_path="explore", default=True
)
ATTACK = st.Page(attack.page, title="Attack", url_path="attack")
COMPARE = st.Page(partial(compare.page, EXPLORE), title="Compare", url_path="compare")
TUNE = st.Page(tune.page, title="Tune", url_path="tune")
PAGES = [
    EXPLORE,
    ATTACK,
    COMPARE,
    TUNE,
    LEARN,
    st.Page(people.page, title="People", url_path="people"),
    st.Page(about.page, title="About", url_path="about"),
]
st.html(THEME / "app.css")
if session.recall("stage") == "1":
    st.html(THEME / "stage.css")
HIDDEN = f".st-key-{address_bar.KEY}, .st-key-{file_drop.KEY}"
st.html(f"<style>{HIDDEN} {{ display: none; }}</style>")
st.logo(THEME / "logo.svg", icon_image=THEME / "icon.png")
page = st.navigation(PAGES, position="top")
if page.title != EXPLORE.title:  # whose title is that of the pair
    st.set_page_config(page_title=f"{page.title} · {NAME}")
session.note_visitor()
session.arrive(page.url_path)
if complaints := session.complaints():
    said = "\n\n".join(map(literal, complaints))
    st.toast(
        f"**Not everything in this link can be shown.**\n\n{said}", duration="infinite"
    )
page.run()
drop_late_requests()
evaluation.settle()
