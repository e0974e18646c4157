"""Pieces turned back: their matches, how they lie, and what is said of them."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.attacks.turned import Turned
from core.recognizability.index import Recognizability
from core.turns import TURNS, UNDONE_BY, Number, turned
from explorer.canvas import LOOK
from explorer.pair.turned_pieces import ENOUGH


def with_matches(result: Recognizability, found: Turned | None) -> Recognizability:
    """Return a result with the matches of the turned search; its scores stay.

    Parameters
    ----------
    result : Recognizability
        The paper's index of a pair.
    found : Turned, optional
        The search on the same pair and the same blocks; the result itself without.
    """
    if found is None:
        return result
    return replace(
        result,
        degree=found.degree,
        match=found.match,
        # Where nothing counts in any turn, the paper says what looks most alike.
        shown=np.where(found.degree > 0, found.match, result.shown),
        weight=found.weight,
        contribution=found.contribution,
    )


def lying(found: Turned) -> dict[str, Any]:
    """Return how the match of each plain block lies, for the canvas; JSON-ready.

    `turn` is how the cipher turned the piece, a number in `core.turns.TURNS`: the
    search says how to turn it back.
    """
    turns = np.array(UNDONE_BY)[found.turn.ravel()].tolist()
    return {
        "turn": turns,
        "negative": found.negative.ravel().tolist(),
        "lies": [
            lies(turn, negative=negative)
            for turn, negative in zip(
                turns, found.negative.ravel().tolist(), strict=True
            )
        ],
        "vsi": f"{found.vsi:.2f}",
    }


def lies(turn: int, *, negative: bool) -> str:
    """Say how a piece lies in the encrypted picture."""
    words = LOOK["turned"]
    label = TURNS[turn].label if turn else words["upright"]
    return label + (words["negative"] if negative else "")


def back_words(found: Turned) -> str:
    """Say that pieces are turned back, and whose number is whose."""
    return LOOK["turned"]["note"].format(vsi=f"{found.vsi:.2f}")


def turn_back(blocks: NDArray[Number], found: Turned, white: int = 255) -> None:
    """Turn the blocks (M N, l, l) that were laid, in place, and mend negatives."""
    how = found.turn.ravel()
    for number in range(1, len(TURNS)):
        chosen = how == number
        blocks[chosen] = turned(blocks[chosen], number)
    negative = found.negative.ravel()
    blocks[negative] = np.subtract(white, blocks[negative])


def chip(
    result: Recognizability, found: Turned | None, *, used: bool
) -> dict[str, Any] | None:
    """Return what the canvas offers about turned pieces; None where it pays not.

    Parameters
    ----------
    result : Recognizability
        The paper's index of the pair.
    found : Turned, optional
        The search, where it has been made.
    used : bool
        Whether its matches are shown.
    """
    if found is None:
        return None
    about = (
        "This search tries each block in 8 turns, and as a negative. It finds VSI "
        f"{found.vsi:.2f}, and the paper's index {result.vsi:.2f}. The number at the "
        "top stays the paper's."
    )
    if used:
        words = f"Pieces turned back: VSI {found.vsi:.2f} in this search"
        action = "Leave them turned"
    elif (gain := found.vsi - result.vsi) >= ENOUGH:
        words = f"Pieces are turned: turned back, {gain:.2f} more shows"
        action = "Turn them back"
    else:
        return None
    return {"used": used, "words": words, "action": action, "about": about}
