"""Controls of People: whose judgements, which indices, and which mapping."""

from typing import Literal, TypeAlias, cast, get_args

import streamlit as st

from core.evaluation import Database, Logistic
from core.evaluation.paper import CRITERIA, Criterion
from core.indices import INDICES
from explorer import session
from explorer.people.benchmark import sample_benchmark
from explorer.people.own_data import choose_own

Data: TypeAlias = Literal["regenerated", "peid", "ivc", "table"]

LABELS: dict[str, str] = {
    "regenerated": "Regenerated PEID schemes",
    "peid": "PEID",
    "ivc": "IVC-SelectEncrypt",
    "table": "A table of your own",
}


def choose_data() -> tuple[Database | None, Data]:
    """Draw the choice of judged images; none while there are none to show."""
    labels = LABELS
    chosen = cast(
        Data,
        st.segmented_control(
            "What people judged",
            get_args(Data),
            format_func=lambda key: labels[key],
            default=session.recall("data"),
            required=True,
            key=session.key("data"),
        ),
    )
    if chosen == "regenerated":
        return sample_benchmark(), chosen
    return choose_own(chosen), chosen


def choose_indices(data: Data) -> list[str]:
    """Draw the choice of indices; all where their scores are at hand."""
    name = f"indices_of_{'shipped' if data == 'regenerated' else 'own'}"
    usual = list(INDICES) if data == "regenerated" else ["proposed"]
    chosen = st.pills(
        "Indices",
        list(INDICES),
        format_func=lambda key: INDICES[key].label,
        selection_mode="multi",
        default=session.recall(name) or usual,
        key=session.key("data", name),
    )
    session.keep(name, chosen)
    # In the order of the paper's tables, whatever the order of the clicks.
    return [key for key in INDICES if key in chosen]


def choose_logistic() -> Logistic:
    """Draw the choice of the mapping before LCC and RMSE."""
    chosen = st.segmented_control(
        "Constants of Q(x)",
        get_args(Logistic),
        default=session.recall("logistic"),
        required=True,
        key=session.key("logistic"),
        help="LCC and RMSE are taken after a logistic Q(x) of five constants, as "
        "publications on these databases do, or of four.",
    )
    return cast(Logistic, chosen)


def choose_criteria() -> tuple[Criterion, ...]:
    """Draw the choice of criteria, in the order of Table 1; all where none is left."""
    chosen = st.pills(
        "Criteria",
        CRITERIA,
        format_func=str.upper,
        selection_mode="multi",
        default=str(session.recall("criteria")).split(","),
        key=session.key("criteria", "criteria_of_people"),
        help="Of Tables 1 and 3. Table 2 and Fig. 3 are of SROCC, as in the paper.",
    )
    criteria: tuple[Criterion, ...] = tuple(c for c in CRITERIA if c in chosen)
    criteria = criteria or CRITERIA
    session.keep("criteria", ",".join(criteria))
    return criteria


def choose_index(keys: list[str]) -> str:
    """Draw the choice of the index that the chart shows."""
    before = session.recall("index")
    chosen = st.selectbox(
        "Index in the chart",
        keys,
        index=keys.index(before) if before in keys else 0,
        format_func=lambda key: INDICES[key].label,
        key=session.key("index", "index_of_people"),
        width=360,
    )
    session.keep("index", chosen)
    return chosen
