"""What the visitor guessed and saw, until the session ends; no link holds it."""

from explorer import session


def guess(place: int, pair: str = "") -> int | None:
    """Return the option that was chosen at a place of Learn; None before that.

    Parameters
    ----------
    place : int
        From `explorer.learn.steps`.
    pair : str
        What the guess is about, where another pair begins anew.
    """
    held = session.recall(_name(place, pair))
    return None if held is None else int(held)


def keep_guess(place: int, option: int | None, pair: str = "") -> None:
    """Keep an option; Streamlit forgets it when another place is drawn."""
    session.keep(_name(place, pair), option)


def learnt(place: int) -> frozenset[int]:
    """Note where the visitor is; return all places that were open so far."""
    places = frozenset(session.recall("learnt") or ()) | {place}
    session.keep("learnt", places)
    return places


def _name(place: int, pair: str) -> str:
    return f"guess_{place}{pair}"
