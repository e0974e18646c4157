"""Eq. 3 as it is written: in symbols, in numbers, and what each symbol means."""

from core.recognizability.structure import EDGE_THRESHOLD
from explorer.learn.lessons.drawing import Symbol
from explorer.learn.lessons.mathml import (
    B_E,
    B_P,
    EQUALS,
    MINUS,
    PLUS,
    SIM_S,
    TIMES,
    bars,
    call,
    frac,
    mi,
    mn,
    mo,
    row,
    square_root,
    sub,
    symbol,
)
from explorer.learn.lessons.structure_counts import StructureCounts

_BEM_P, _BEM_E = sub(mi("BEM"), B_P), sub(mi("BEM"), B_E)
_WEM, _DSM, _D = sub(mi("WEM"), B_P), sub(mi("DSM"), B_P), mi("d")

IN_SYMBOLS = row(
    call(SIM_S, B_P, B_E),
    EQUALS,
    frac(
        symbol("earned", bars(symbol("wem", _WEM), TIMES, symbol("beme", _BEM_E))),
        row(
            symbol("bemp", bars(_BEM_P)),
            PLUS,
            symbol("beme", bars(_BEM_E)),
            MINUS,
            symbol("both", bars(_BEM_P, TIMES, _BEM_E)),
        ),
    ),
)
"""Eq. 3."""

WORTH = row(
    symbol("wem", _WEM),
    EQUALS,
    mn(1),
    MINUS,
    _DSM,
    mo("/"),
    _D,
    mo(","),
    _D,
    EQUALS,
    mi("l"),
    square_root(mn(2)),
)
"""What an edge is worth at each pixel, Section 2."""


def in_numbers(seen: StructureCounts) -> str:
    """Eq. 3 with the counts of a pair of blocks, as MathML."""
    return _worked(
        seen, mn(f"{seen.earned:.1f}"), rows=1, points="", value=f"{seen.value:.4f}"
    )


def row_in_numbers(seen: StructureCounts, worths: list[float]) -> str:
    """Eq. 3 with one row of a block whose rows are all alike, as MathML.

    Parameters
    ----------
    seen : StructureCounts
        Of the whole block.
    worths : list of float
        What each edge pixel of the encrypted block earns, in one row.
    """
    texts = [f"{worth:.3f}" if worth < 1 else "1" for worth in worths]
    added = [part for text in texts for part in (PLUS, mn(text))][1:]
    rows = len(seen.plain)
    return _worked(
        seen,
        row(*added),
        rows=rows,
        points=f"{seen.earned / rows:.3f}",
        value=f"{seen.value:.3f}",
    )


def _worked(
    seen: StructureCounts, above: str, *, rows: int, points: str, value: str
) -> str:
    marked = mn(seen.union // rows)
    return row(
        SIM_S,
        EQUALS,
        frac(
            symbol("earned", above),
            row(
                symbol("bemp", mn(seen.count_plain // rows)),
                PLUS,
                symbol("beme", mn(seen.count_encrypted // rows)),
                MINUS,
                symbol("both", mn(seen.both // rows)),
            ),
        ),
        EQUALS,
        frac(symbol("earned", mn(points) if points else above), marked),
        EQUALS,
        mn(value),
    )


def symbols(
    seen: StructureCounts, threshold: float = EDGE_THRESHOLD, *, worked: bool = True
) -> tuple[Symbol, ...]:
    """What each symbol means, with its value, in the order of their colours."""
    return (
        Symbol(
            key="bemp",
            mathml=_BEM_P,
            meaning="edge pixels of the plain block: 1 where EM is above "
            f"{threshold:g}, else 0",
            value=str(seen.count_plain),
        ),
        Symbol(
            key="beme",
            mathml=_BEM_E,
            meaning="edge pixels of the encrypted block",
            value=str(seen.count_encrypted),
        ),
        Symbol(
            key="wem",
            mathml=_WEM,
            meaning="what an edge is worth at each pixel: 1 on an edge of the plain "
            "block, less the farther from it",
        ),
        Symbol(
            key="earned",
            mathml=bars(_WEM, TIMES, _BEM_E),
            meaning="points: the worth of all encrypted edge pixels, added up",
            value=f"{seen.earned:.1f}",
        ),
        Symbol(
            key="both",
            mathml=bars(_BEM_P, TIMES, _BEM_E),
            meaning="pixels that are an edge in both, counted twice and so taken off once",
            value=str(seen.both),
        ),
        Symbol(
            key="",
            mathml=_DSM,
            meaning="distance of each pixel to the nearest edge pixel of the plain block",
        ),
        Symbol(
            key="",
            mathml=row(_D, EQUALS, mi("l"), square_root(mn(2))),
            meaning=f"diagonal of a block of l = {len(seen.plain)} pixels, "
            f"{seen.diagonal:.1f} pixels: an edge as far off as this would be worth 0",
        ),
        Symbol(
            key="",
            mathml=SIM_S,
            meaning="points over marked pixels: 1 where all edges coincide, 0 where only "
            "one block has any",
            value=f"{seen.value:.4f}" if worked else "",
        ),
    )
