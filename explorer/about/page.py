"""About: what the index is, how far to trust it, and where everything comes from."""

from html import escape
from pathlib import Path

import streamlit as st

from core.attacks import ATTACKS
from core.encryption import SCHEMES
from core.indices import INDICES
from core.recognizability.readings import READINGS
from core.versions import versions
from explorer import session
from explorer.about.citation import PAPER, SOFTWARE
from explorer.about.keys import KEYS, OTHER_KEYS
from explorer.about.opening import opening
from explorer.about.origins import how_agreement_was_found, index_table
from explorer.about.self_test import Check, self_test
from explorer.about.tables import TABLES, TRIED_HEADS, heads_and_rows, matching, table
from explorer.about.words import LIMITS, PRIVACY, TRIED_NO
from explorer.store.results_on_disk import VARIABLE
from explorer.theme.text import PROVENANCE

LAYOUT = Path(__file__).with_name("about.css")

SECTIONS = {
    "what": "What it is",
    "trust": "Trust",
    "privacy": "Privacy",
    "origins": "Where it comes from",
    "readings": "Readings of the paper",
    "keys": "Keys",
    "cite": "Cite, versions",
}
"""Parts of the page, by what the address calls them."""

_WIDTH = 800
"""CSS pixels that a line of words may have."""


def page() -> None:
    """Draw the page."""
    session.write_link(pair=False)
    st.html(LAYOUT)
    st.html(opening())
    with st.expander("**What is kept, and for how long**"):
        st.markdown(PRIVACY.format(variable=VARIABLE), width=_WIDTH)
    with st.expander("**Limits** of files, blocks and time"):
        st.markdown(LIMITS, width=_WIDTH)
    tested = st.container()
    _list_origins()
    _list_readings()
    _list_keys()
    _cite()
    with st.sidebar:
        _draw_contents()
        checks = _offer_self_test()
    if checks:
        with tested:
            _draw_checks(checks)


def _head(part: str, about: str = "") -> None:
    """Draw the heading of a part, where the sidebar's links lead."""
    said = f"<p>{escape(about)}</p>" if about else ""
    title = f'<h2 id="{part}">{escape(SECTIONS[part])}</h2>'
    st.html(f'<div class="about-part">{title}{said}</div>')


def _draw_contents() -> None:
    links = "".join(
        f'<a href="#{part}" target="_self">{escape(name)}</a>'
        for part, name in SECTIONS.items()
    )
    st.html(f'<nav class="about-contents" aria-label="On this page">{links}</nav>')


def _offer_self_test() -> list[Check]:
    """Draw the button that checks known values, and how many were found."""
    pressed = st.button("Run the self-test", key="run_self_test", width="stretch")
    st.caption("Computes known values on this machine, in a few seconds.")
    if not pressed:
        return []
    with st.spinner("Computing known values…"):
        checks = self_test()
    failed = sum(not check.passed for check in checks)
    words = f"{len(checks) - failed} of {len(checks)} checks passed."
    if failed:
        st.error(f"{words} Do not trust scores of this installation, and see below.")
    else:
        st.success(words)
    st.html('<a class="about-see" href="#tested" target="_self">See each check</a>')
    return checks


def _draw_checks(checks: list[Check]) -> None:
    st.html('<div class="about-part"><h2 id="tested">Self-test</h2></div>')
    rows = [
        (
            check.what,
            check.expected,
            check.found,
            "passed" if check.passed else "FAILED",
        )
        for check in checks
    ]
    heads = ("Check", "Expected", "Found", "Outcome")
    st.html(table("Values that are known beforehand", heads, rows))


def _list_origins() -> None:
    _head(
        "origins",
        f"{len(INDICES)} indices, {len(SCHEMES)} encryption schemes and {len(ATTACKS)} "
        "attacks. Each says how it was made and how sure that is.",
    )
    st.html(index_table())
    st.caption(how_agreement_was_found(), width=_WIDTH)
    with st.expander(
        f"**All {len(SCHEMES)} schemes and {len(ATTACKS)} attacks**, and how far to "
        "trust each index"
    ):
        _search_origins()


@st.fragment(key="origins")
def _search_origins() -> None:
    """Everything with its provenance; a search runs this alone."""
    st.markdown(
        "\n".join(f"- **{word}**: {meaning}" for word, meaning in PROVENANCE.items())
    )
    words = st.text_input(
        "Find in these tables",
        placeholder="reconstructed, PEID, wavelet, …",
        max_chars=100,
        key="find_origin",
        width=400,
    )
    for name in TABLES:
        heads, rows = heads_and_rows(name)
        found = matching(rows, words or "")
        st.html(table(f"{len(found)} of {len(rows)} {name}", heads, found))
        if not found:
            st.caption(f"None of the {name} has all of these words. Use fewer of them.")
    st.html(table("Attacks that were tried, and are not here", TRIED_HEADS, TRIED_NO))
    st.caption(
        "A cipher on which all attacks find nothing to work on is not secure: the list "
        "is finite.",
        width=_WIDTH,
    )


def _list_readings() -> None:
    _head(
        "readings",
        "Where the paper is silent or contradicts itself, we had to choose. Each "
        "choice is marked in the code and fixed by a test.",
    )
    with st.expander(f"**All {len(READINGS)} readings**"):
        said = "\n".join(f"- {reading.markdown}" for reading in READINGS.values())
        st.markdown(said, width=_WIDTH)


def _list_keys() -> None:
    _head("keys")
    heads = ("Key", "What it does")
    with st.expander("**All keys**, on the pictures and elsewhere"):
        st.html(table("Where the two pictures have the focus", heads, KEYS))
        st.html(table("Elsewhere", heads, OTHER_KEYS))


def _cite() -> None:
    _head("cite")
    found = versions()
    with st.container(width=_WIDTH):
        st.markdown("The paper:")
        st.code(PAPER, language="bibtex", wrap_lines=True)
        st.markdown("This program:")
        software = SOFTWARE.format(version=found["showthrough"])
        st.code(software, language="bibtex", wrap_lines=True)
        st.caption(
            f"Version {found['showthrough']}, MIT licence. Sample pictures are public "
            "domain or CC0, and the help of each names its author. PNG figures are "
            "written in DejaVu Sans, under its own free licence."
        )
        with st.expander("**Versions** of what runs here"):
            rows = [*found.items(), ("streamlit", st.__version__)]
            st.html(table("Versions", ("Part", "Version"), rows))
