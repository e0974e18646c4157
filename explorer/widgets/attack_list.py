"""The list of attacks: one row each, one of which is open."""

from collections.abc import Callable, Mapping, Sequence
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
    on_run: Callable[[], None],
) -> None:
    """Draw the list; in the session's state under `key`, `attack` is the chosen row.

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
    on_run : callable
        Called when a slow attack is to be run: its key is then `run` in the session's
        state, for as long as the call lasts.
    """
    _mount()(
        key=key,
        data={"rows": rows, "attack": attack, "end": end},
        on_attack_change=lambda: None,
        on_run_change=on_run,
    )


@lru_cache(maxsize=1)
def _mount() -> Any:
    return v2.component(
        "attack_list", js=loader("attack_list"), css=style("attack_list")
    )
