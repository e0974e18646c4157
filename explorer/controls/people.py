"""Controls of People: whose judgements, which indices, and which mapping."""

from typing import Literal, TypeAlias, cast, get_args

import streamlit as st

from core.evaluation import Database
from core.evaluation.mapping import Logistic
from core.evaluation.paper import CRITERIA, Criterion
from core.indices import INDICES
from explorer import state
from explorer.benchmark import sample_benchmark
from explorer.controls.own_data import choose_own

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
            default=state.recall("data"),
            required=True,
            key=state.key("data"),
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
        default=state.recall(name) or usual,
        key=state.key("data", name),
    )
    state.keep(name, chosen)
    # In the order of the paper's tables, whatever the order of the clicks.
    return [key for key in INDICES if key in chosen]


def choose_logistic() -> Logistic:
    """Draw the choice of the mapping before LCC and RMSE."""
    chosen = st.segmented_control(
        "Constants of Q(x)",
        get_args(Logistic),
        default=state.recall("logistic"),
        required=True,
        key=state.key("logistic"),
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
        default=str(state.recall("criteria")).split(","),
        key=state.key("criteria", "criteria_of_people"),
        help="Of Tables 1 and 3. Table 2 and Fig. 3 are of SROCC, as in the paper.",
    )
    criteria: tuple[Criterion, ...] = tuple(c for c in CRITERIA if c in chosen)
    criteria = criteria or CRITERIA
    state.keep("criteria", ",".join(criteria))
    return criteria


def choose_index(keys: list[str]) -> str:
    """Draw the choice of the index that the chart shows."""
    before = state.recall("index")
    chosen = st.selectbox(
        "Index in the chart",
        keys,
        index=keys.index(before) if before in keys else 0,
        format_func=lambda key: INDICES[key].label,
        key=state.key("index", "index_of_people"),
        width=360,
    )
    state.keep("index", chosen)
    return chosen
