"""The table of every index on every encryption, for mouse and keyboard."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def compare_table(data: Mapping[str, Any], *, key: str) -> None:
    """Draw the table; the session's state has the chosen `index` and `sort`.

    Parameters
    ----------
    data : mapping
        From `explorer.compare.table.table_data`.
    key : str
        Name in the session's state.
    """
    _mount()(
        key=key,
        data=data,
        on_index_change=lambda: None,
        on_sort_change=lambda: None,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "compare_table", js=loader("compare_table"), css=style("compare_table")
    )
