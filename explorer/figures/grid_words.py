"""Where the blocks of a result lie, in words, and what follows for its score."""

from core.attacks.own_blocks import NOT_COMPARABLE
from core.recognizability.index import Recognizability


def grid_words(result: Recognizability) -> str:
    """Say that blocks are not the paper's, and what follows; "" where they are."""
    if result.form.paper_grid:
        return ""
    y, x = result.offset
    return f"Blocks of {result.side} px start at ({y}, {x}). {NOT_COMPARABLE}."


def own_blocks_words(result: Recognizability) -> str:
    """Say in which blocks something shows, to begin a verdict; "" in the paper's."""
    if result.form.paper_grid:
        return ""
    begin = f" from {result.offset}" if result.offset != (0, 0) else ""
    return f"In blocks of {result.side} px{begin}, "


SAME_BLOCKS = "Compare this score only with scores of the same blocks."
"""Said with a verdict on blocks that are not the paper's."""


def outside_words(result: Recognizability) -> str:
    """Say which pixels fill no whole block; "" where all do, or are mirrored."""
    if result.coverage == 1:
        return ""
    (height, width), side = result.edges_plain.shape, result.side
    (top, left), (rows, columns) = result.origin, result.degree.shape
    first = _counted((top, "row"), (left, "column"))
    last = _counted(
        (height - top - rows * side, "row"), (width - left - columns * side, "column")
    )
    ends = [
        f"the {name} {said}"
        for name, said in (("first", first), ("last", last))
        if said
    ]
    return " and ".join(ends)


def _counted(*counts: tuple[int, str]) -> str:
    return " and ".join(
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in counts
        if count > 0
    )
