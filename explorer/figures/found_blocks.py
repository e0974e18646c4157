"""How many blocks are found again, and where: for a verdict and its first line."""

from core.recognizability.index import Recognizability
from explorer.figures.leak import distances, leak, moved

NOTHING_FOUND = "No block of the plain picture is found again."

_MOST = 0.75  # share of the blocks that make half of the score


def where_found(result: Recognizability) -> str:
    """Say where it shows: ", in place", ", in other places", or both; "" if nothing.

    Of the fewest blocks that make half of the score: the others hardly count.
    """
    found = leak(result)
    if found is None or result.match.size == 1:
        return ""
    if found.elsewhere >= _MOST:
        return ", in other places"
    if found.elsewhere <= 1 - _MOST:
        return ", in place"
    return ", in place and in other places"


def found_again(result: Recognizability) -> str:
    """Say how many blocks are found again, and how far from their own place."""
    count, found = result.match.size, int((result.degree > 0).sum())
    if not found:
        return NOTHING_FOUND
    if count == 1:
        return "One block is the whole grid, so it can show in no other place."
    away = moved(result)
    blocks = "1 block is" if found == 1 else f"{found} blocks are"
    if found == count:
        blocks = "Both blocks are" if count == 2 else f"All {count} blocks are"
    elif count > 1:
        verb = "is" if found == 1 else "are"
        blocks = f"{found} of {count} blocks {verb}"
    return f"{blocks} found again, {_how_far(result, int(away.sum()), found)}."


def _how_far(result: Recognizability, away: int, found: int) -> str:
    """Say how far from their own place the blocks are that are found again."""
    if not away:
        return "in its own place" if found == 1 else "in their own place"
    distance = float(distances(result)[moved(result)].mean())
    if distance < 1.5:
        how_far = "1 block away" if away == 1 else "1 block away on average"
    else:
        how_far = f"{distance:.0f} blocks away"
        how_far = how_far if away == 1 else f"on average {how_far}"
    if away == found:
        return how_far
    them = "1 of them" if away == 1 else f"{away} of them"
    return f"{them} {how_far}"
