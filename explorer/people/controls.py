"""Controls of People, in the sidebar: whose judgements, what measure, which indices."""

from collections.abc import Collection
from typing import Literal, NoReturn, TypeAlias, cast, get_args

import streamlit as st

from core.evaluation import Database, Logistic
from core.evaluation.paper import CRITERIA, Criterion
from core.indices import INDICES
from explorer import session
from explorer.people.benchmark import sample_benchmark
from explorer.people.criteria import WORDS
from explorer.people.own_data import Messages, choose_own
from explorer.people.ranking import full_name, name_of
from explorer.people.trust import spelled
from explorer.store.uploads import DOORS, NO_FILES

Data: TypeAlias = Literal["regenerated", "peid", "ivc", "table"]

_WANTED = "wanted_data"
"""What a button asked for, until the control is drawn."""

LABELS: dict[str, str] = {
    "regenerated": "PEID schemes, redrawn here",
    "peid": "PEID, your own copy",
    "ivc": "IVC-SelectEncrypt",
    "table": "A table of your own",
}


def choose_data(messages: Messages) -> tuple[Database | None, Data]:
    """Draw the choice of judged pictures; none while there are none to show.

    What is amiss with a visitor's own is said in `messages`.
    """
    keys = get_args(Data) if DOORS.files else get_args(Data)[:1]
    if wanted := session.recall(_WANTED):
        session.keep(_WANTED, None)
        session.choose("data", wanted)
    before = session.recall("data")
    chosen = cast(
        Data,
        st.radio(
            "What people judged",
            keys,
            index=keys.index(before) if before in keys else 0,
            format_func=LABELS.__getitem__,
            key=session.key("data"),
        ),
    )
    if not DOORS.files:
        st.caption(NO_FILES)
    if chosen == "regenerated":
        return sample_benchmark(), chosen
    return choose_own(chosen, messages), chosen


def want_data(data: Data) -> NoReturn:
    """Draw the page anew with other judged pictures.

    For a button in a part of the page that is drawn by itself: what it sets at once,
    the browser would take back with the control's value from before.
    """
    session.keep(_WANTED, data)
    st.rerun()


def choose_criterion() -> Criterion:
    """Draw the choice of the criterion; the first one that a link names."""
    first = str(session.recall("criteria")).split(",")[0]
    chosen = st.radio(
        "Agreement, measured by",
        CRITERIA,
        index=CRITERIA.index(cast(Criterion, first)),
        format_func=lambda criterion: WORDS[criterion].name,
        key=session.key("criteria", "criterion_of_people"),
    )
    # The tables show all of them: a link says which one comes first, if not SROCC.
    session.keep("criteria", chosen if chosen != CRITERIA[0] else ",".join(CRITERIA))
    return chosen


def choose_indices(data: Data) -> tuple[list[str], str]:
    """Draw the choice of indices, and of the one that is shown picture by picture.

    All are chosen where their scores are at hand; of none the second is "".
    """
    name = f"indices_of_{'shipped' if data == 'regenerated' else 'own'}"
    usual = list(INDICES) if data == "regenerated" else ["proposed"]
    key = session.key("data", name)
    held = session.held(key)
    before = (session.recall(name) or usual) if held is None else held
    with st.expander(_folded("Indices", how_many(before)), key="people_indices"):
        chosen = st.pills(
            "In the chart",
            list(INDICES),
            format_func=name_of,
            selection_mode="multi",
            default=before if held is None else None,
            key=key,
        )
        session.keep(name, chosen)
        # In the order of the paper's tables, whatever the order of the clicks.
        keys = [key for key in INDICES if key in chosen]
        return keys, _choose_index(keys) if keys else ""


def _choose_index(keys: list[str]) -> str:
    before = session.recall("index")
    chosen = st.selectbox(
        "Under it, picture by picture",
        keys,
        index=keys.index(before) if before in keys else 0,
        format_func=full_name,
        key=session.key("index", "index_of_people"),
    )
    session.keep("index", chosen)
    return chosen


def choose_logistic() -> Logistic:
    """Draw the choice of the curve before LCC and RMSE."""
    key, words = session.key("logistic"), get_args(Logistic)
    before = session.held(key) or session.recall("logistic")
    with st.expander(_folded("Curve Q(x)", f"{before} constants"), key="people_curve"):
        chosen = st.radio(
            "Constants of Q(x)",
            words,
            index=words.index(session.recall("logistic")),
            format_func=lambda word: f"{word} constants",
            key=key,
            help="Along a curve and Error in points are taken after a logistic curve "
            "Q(x). Publications on these pictures use one of five constants.",
        )
    return cast(Logistic, chosen)


def how_many(keys: Collection[str]) -> str:
    """Words for a choice of indices, on its folded line."""
    if len(keys) == len(INDICES):
        return f"all {spelled(len(keys))}"
    if len(keys) == 1:
        return name_of(next(iter(keys)))
    return f"{spelled(len(keys))} of {spelled(len(INDICES))}"


def _folded(title: str, value: str) -> str:
    return f"**{title}** :gray[{value}]"
