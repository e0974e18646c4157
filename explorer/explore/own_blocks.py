"""The control for blocks that are not the paper's: their side in pixels, and where."""

from typing import Any

import streamlit as st

from core.attacks.grid import BlockGrid
from core.attacks.own_blocks import NOT_COMPARABLE, OwnBlocks
from core.attacks.turned import Turned
from core.recognizability.index import Recognizability
from core.recognizability.parameters import Parameters
from explorer import session
from explorer.pair import evaluation
from explorer.pair.link_fields import BLOCKS, MOST_PIXELS
from explorer.pair.sources import Source
from explorer.pair.turned_pieces import small_enough, turned_pieces

_FIELDS = {
    "side": ("Side", "Of a block, in pixels. At 0 the block size above counts."),
    "oy": ("Top", "Pixels above the first block."),
    "ox": ("Left", "Pixels to the left of the first block."),
}


def choose_blocks(encrypted: Source) -> OwnBlocks:
    """Draw side and offset in pixels, and offer the grid that the cipher shows."""
    blocks, found = session.own_blocks(), evaluation.block_grid(encrypted)
    in_use = f"{blocks.side} px" if blocks.side else "moved"
    folded = f"Grid :gray[{in_use if blocks.given else 'as in the paper'}]"
    with st.expander(folded, expanded=blocks.given, key="block_grid"):
        for name, column in zip(BLOCKS, st.columns(3), strict=True):
            label, about = _FIELDS[name]
            key = session.key(name)
            if session.held(key) is None:
                session.put(key, int(session.recall(name)))
            column.number_input(
                label,
                min_value=0,
                max_value=MOST_PIXELS,
                step=1,
                key=key,
                help=about,
            )
        if blocks.given:
            st.button(
                "Back to the paper's grid",
                key="paper_grid",
                on_click=_use,
                args=(0, (0, 0)),
            )
        if _turning() and _is(blocks, found):
            st.button("Leave pieces turned", key="leave_turned", on_click=_turn)
        if not found.side:
            st.caption("The encrypted picture shows no grid of its own.")
        elif not _is(blocks, found):
            y, x = found.offset
            st.button(
                f"Block grid found: {found.side} px from ({y}, {x}). Use it",
                key="use_grid",
                help=found.said,
                on_click=_use,
                args=(found.side, found.offset),
            )
        st.caption(
            f"{NOT_COMPARABLE}, and ranks ciphers more as people do (rank correlation "
            "0.93 against 0.85)."
        )
    return session.own_blocks()


def found_grid(encrypted: Source, result: Recognizability) -> dict[str, Any] | None:
    """What the canvas says of the cipher's own grid; None where there is none to use.

    Parameters
    ----------
    encrypted : Source
        The picture that it was looked for in.
    result : Recognizability
        What is shown, and the grid that it has.
    """
    found = evaluation.block_grid(encrypted)
    if not found.side:
        return None
    y, x = found.offset
    if _is(session.own_blocks(), found):
        paper = Parameters(alpha=session.recall("alpha"))
        side = paper.block_side(min(encrypted.luma.shape))
        return {
            "used": True,
            "words": f"Using the found grid: {found.side} px from ({y}, {x})",
            "action": f"Back to {side} px",
            "about": f"{NOT_COMPARABLE}.",
        }
    if (found.side, found.offset) == (result.side, result.offset):
        return None
    return {
        "used": False,
        "words": f"Block grid found: {found.side} px from ({y}, {x})",
        "action": "Use it",
        "about": f"{found.said} {NOT_COMPARABLE}.",
    }


def take_grid() -> None:
    """Use the found grid, or the one before, as the canvas asked: a callback."""
    wanted, choice = session.asked(session.VIEW_KEY, "grid"), session.last_good()
    if choice is None or wanted not in ("found", "before"):
        return
    found = evaluation.block_grid(choice.encrypted)
    if wanted == "found" and found.side:
        _use(found.side, found.offset)
    elif wanted == "before":
        _use(0, (0, 0))


def pieces_turned_back(
    plain: Source, encrypted: Source, result: Recognizability
) -> Turned | None:
    """Return the search whose matches are shown; None where pieces stay as they lie.

    They are turned at the cipher's own grid alone: elsewhere a block holds parts of
    several pieces.
    """
    if not (_turning() and own_grid_used(encrypted) and small_enough(result)):
        return None
    return turned_pieces(plain, encrypted, result.form)


def own_grid_used(encrypted: Source) -> bool:
    """Whether the blocks in use are those that were found in the encrypted picture."""
    found = evaluation.block_grid(encrypted)
    return bool(found.side) and _is(session.own_blocks(), found)


def take_turns() -> None:
    """Turn pieces back, or leave them as they lie, as the canvas asked: a callback."""
    wanted = session.asked(session.VIEW_KEY, "turns")
    if wanted in ("back", "leave"):
        _turn("yes" if wanted == "back" else "no")


def _turning() -> bool:
    return session.recall("turned") == "yes"


def _turn(wanted: str = "no") -> None:
    """Set whether pieces are turned back; for callbacks."""
    session.choose("turned", wanted)


def _is(blocks: OwnBlocks, found: BlockGrid) -> bool:
    return (found.side, found.offset) == (blocks.side, blocks.offset)


def _use(side: int, offset: tuple[int, int]) -> None:
    """Set side and offset, with pieces as they lie; for callbacks."""
    _turn()
    for name, value in zip(BLOCKS, (side, *offset), strict=True):
        session.choose(name, value)
