"""The list of attacks: one row each, one of which is open."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from streamlit.components import v2

from explorer.widgets import loader, style


def attack_list(
    rows: Sequence[Mapping[str, Any]],
    *,
    attack: str,
    end: str,
    key: str,
) -> None:
    """Draw the list; in the session's state under `key`, `attack` is the chosen row.

    A slow attack is chosen to be run.

    Parameters
    ----------
    rows : sequence of mapping
        From `explorer.attack.rows.list_rows`.
    attack : str
        Key of the row that is open.
    end : str
        Upper end of the scale, in words.
    key : str
        Name in the session's state.
    """
    _mount()(
        key=key,
        data={"rows": rows, "attack": attack, "end": end},
        on_attack_change=lambda: None,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "attack_list", js=loader("attack_list"), css=style("attack_list")
    )
