"""Why it leaks, in one sentence that is built from the result."""

import numpy as np

from core.recognizability.index import Recognizability
from explorer.figures.leak import (
    Leak,
    distances,
    leak,
    looks_at_little,
    percent,
    region,
)


def why(result: Recognizability) -> str:
    """One sentence: which blocks make the score, where they show, and by what.

    Where little of the image is looked at, it begins with how little.
    """
    said = _why(result)
    if not looks_at_little(result):
        return said
    return (
        f"Only {percent(result.coverage)} of the image fills whole blocks and is "
        f"looked at: {said[0].lower()}{said[1:]}"
    )


def _why(result: Recognizability) -> str:
    found = leak(result)
    if found is None:
        return "Nothing shows: no block of the plain image is recognised anywhere."
    if result.match.size == 1:
        return (
            "One block is the whole grid, so that there is no other place where it "
            f"could show; it shows {_how(result, found)}."
        )
    return f"{_which(result, found)} {_where(result, found)}, {_how(result, found)}."


def _which(result: Recognizability, found: Leak) -> str:
    """How many blocks make how much of the score, and where they stand."""
    count = result.match.size
    half = "half of RD"
    if result.form.pooling == "printed":
        half = "half of RD (Eq. 6 as printed)"
    if len(found.blocks) == 1:
        makes = f"{found.share:.0%} of RD"
        if found.tied:
            return f"One of {count} blocks makes {makes}, and so does another; it shows"
        return f"One block, {_place(found.blocks[0], result)}, makes {makes}; it shows"
    return f"{len(found.blocks)} of {count} blocks make {half}{_stand(result, found)};"


def _stand(result: Recognizability, found: Leak) -> str:
    """Where several blocks stand; nothing where others would have done as well."""
    if found.tied:
        return ""
    if len(found.blocks) > 3:
        words = region(found.blocks, result)
        return f", mostly in the {words}" if words else ""
    *others, last = (_place(block, result) for block in found.blocks)
    return f" ({', '.join(others)} and {last})"


def _place(block: np.intp, result: Recognizability) -> str:
    row, column = divmod(int(block), result.degree.shape[1])
    return f"row {row + 1} column {column + 1}"


def _where(result: Recognizability, found: Leak) -> str:
    """Near or far: in their own place, beside it, or elsewhere."""
    if len(found.blocks) == 1:
        if not found.elsewhere:
            return "in its own place"
        away = int(distances(result)[found.blocks[0]])
        return f"somewhere else in the image, {_blocks(away)} away"
    if found.elsewhere < 0.5:
        own = percent(1 - found.elsewhere)
        return f"{own} of these {len(found.blocks)} show in their own place"
    how_far = f"{found.distance:.0f} blocks away on average"
    if found.distance < 1.5:
        how_far = "beside their own place"
    away = percent(found.elsewhere)
    these = f"of these {len(found.blocks)}"
    return f"{away} {these} show somewhere else in the image, {how_far}"


def _blocks(count: int) -> str:
    return "1 block" if count == 1 else f"{count} blocks"


def _how(result: Recognizability, found: Leak) -> str:
    """By appearance, by structure, or by both."""
    appearance = f"sim_A {found.sim_a:.2f}"
    if not result.form.components.structure:
        return f"by appearance alone ({appearance})"
    structure = f"sim_S {found.sim_s:.2f}"
    if not (result.binary_plain.any() or result.binary_encrypted.any()):
        return f"by appearance ({appearance}); neither image has an edge"
    if found.sim_s >= 0.5:
        return f"by appearance ({appearance}) and by structure ({structure})"
    return f"by appearance ({appearance}), hardly by structure ({structure})"
