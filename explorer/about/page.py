"""About: what the index is, how far to trust it, and where everything comes from."""

import streamlit as st

from core.recognizability.readings import READINGS
from core.versions import versions
from explorer import session
from explorer.about.self_test import self_test
from explorer.about.tables import (
    INDEX_HEADS,
    SCHEME_HEADS,
    index_rows,
    matching,
    scheme_rows,
    table,
)
from explorer.about.words import LIMITS, PRIVACY, TRUST, WHAT
from explorer.store.results_on_disk import VARIABLE
from explorer.theme.text import PROVENANCE

KEYS = (
    ("S  W  F  D", "side by side, wipe, flip, difference"),
    ("F or space", "flip to the other picture; hold to peek"),
    ("R", "encrypted or reassembled"),
    ("C", "colours, or what the index sees"),
    ("+  −", "zoom in, out"),
    ("0  1", "whole image, one pixel to a pixel"),
    ("Shift and arrows", "move the picture"),
    ("[  ]", "move the wipe"),
    ("O", "next overlay; with Shift, the one before"),
    ("<  >", "more, less significant bit plane"),
    ("arrows", "move the pin from block to block"),
    (",  .", "better, next match of the pinned block"),
    ("Escape", "lift the pin"),
)
"""Of the canvas; the same as its help."""

OTHER_KEYS = (
    ("Tab", "the next control, on every page"),
    ("arrows, Home, End", "on a slider: a step, and both ends"),
    ("Tab and Enter", "on Learn: light up a symbol and its pictures; hold it lit"),
    ("Escape", "on Learn: let go of it"),
)

PAPER = """@inproceedings{shi-nonlocal-vsi,
  author    = {Ran Shi and Jian Xiong and Tong Qiao},
  title     = {Encrypted Image Visual Security Index via Non-local Recognizable Degree
               Evaluation}
}"""

SOFTWARE = """@software{{showthrough,
  author  = {{{{The Showthrough authors}}}},
  title   = {{Showthrough: what still shows through an encrypted image}},
  version = {{{version}}},
  year    = {{2026}}
}}"""

_WIDTH = 800
"""CSS pixels that a line of words may have."""


def page() -> None:
    """Draw the page."""
    st.html(
        '<h1 style="font-size: 1.15rem; margin: 0; padding: 0">About '
        '<span style="font-weight: 400">what this is, how far to trust it, and where '
        "it comes from</span></h1>"
    )
    session.write_link(pair=False)
    parts = {
        "What it is": _say_what_it_is,
        "Self-test": _offer_self_test,
        "Readings": _list_readings,
        "Provenance": _list_origins,
        "Privacy and limits": _say_what_is_kept,
        "Keys": _list_keys,
        "Citation and versions": _cite,
    }
    for tab, draw in zip(st.tabs(list(parts)), parts.values(), strict=True):
        with tab:
            draw()


def _say_what_it_is() -> None:
    with st.container(width=_WIDTH):
        st.markdown(WHAT)
        st.subheader("When to trust it, and when not", anchor=False)
        st.markdown(TRUST)


@st.fragment(key="self_test")
def _offer_self_test() -> None:
    """Draw the button that checks known values."""
    st.markdown(
        "Does it work here? This computes values that are known beforehand, on this "
        "machine; it takes a few seconds."
    )
    if not st.button("Run the self-test", key="run_self_test"):
        return
    with st.spinner("Computing known values…"):
        checks = self_test()
    failed = sum(not check.passed for check in checks)
    words = f"{len(checks) - failed} of {len(checks)} checks passed."
    if failed:
        st.error(f"{words} Do not trust scores of this installation; see below.")
    else:
        st.success(words)
    st.html(
        table(
            "Known values",
            ("Check", "Expected", "Found", "Outcome"),
            [
                (
                    check.what,
                    check.expected,
                    check.found,
                    "passed" if check.passed else "FAILED",
                )
                for check in checks
            ],
        )
    )


def _list_readings() -> None:
    with st.container(width=_WIDTH):
        st.markdown(
            "Where the paper is silent or contradicts itself, this is what is done "
            "here. Each is marked in the code and fixed by a test."
        )
        st.markdown("\n".join(f"- {reading.markdown}" for reading in READINGS.values()))


@st.fragment(key="origins")
def _list_origins() -> None:
    """Every index and scheme with its provenance; a search runs this alone."""
    st.markdown(
        "\n".join(f"- **{word}**: {meaning}" for word, meaning in PROVENANCE.items())
    )
    words = st.text_input(
        "Find in both tables",
        placeholder="reconstructed, PEID, wavelet, …",
        max_chars=100,
        key="find_origin",
        width=400,
    )
    for name, heads, rows in (
        ("indices", INDEX_HEADS, index_rows()),
        ("schemes", SCHEME_HEADS, scheme_rows()),
    ):
        found = matching(rows, words or "")
        st.html(table(f"{len(found)} of {len(rows)} {name}", heads, found))
        if not found:
            st.caption(f"None of the {name} has all of these words; use fewer of them.")


def _say_what_is_kept() -> None:
    with st.container(width=_WIDTH):
        st.markdown(PRIVACY.format(variable=VARIABLE))
        st.subheader("Limits", anchor=False)
        st.markdown(LIMITS)


def _list_keys() -> None:
    st.html(
        table(
            "Where the canvas with both images has the focus",
            ("Key", "What it does"),
            KEYS,
        )
    )
    st.html(table("Elsewhere", ("Key", "What it does"), OTHER_KEYS))


def _cite() -> None:
    found = versions()
    with st.container(width=_WIDTH):
        st.markdown("The paper:")
        st.code(PAPER, language="bibtex", wrap_lines=True)
        st.markdown("This program:")
        st.code(
            SOFTWARE.format(version=found["showthrough"]),
            language="bibtex",
            wrap_lines=True,
        )
        st.caption(
            "MIT licence. The sample images are public domain or CC0; the help of each "
            "names its author. PNG figures are written in DejaVu Sans, under its own "
            "free licence."
        )
        rows = [*found.items(), ("streamlit", st.__version__)]
        st.html(table("Versions of what runs here", ("Part", "Version"), rows))
