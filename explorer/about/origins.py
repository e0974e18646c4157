"""Where it comes from: every index in a line, with its agreement with people."""

from functools import lru_cache
from html import escape

import numpy as np

from core.evaluation.column import column_of, srocc
from core.indices import INDICES
from explorer.about.words import LOOKS_AT
from explorer.people.benchmark import row_name, sample_benchmark, shipped
from explorer.people.ranking import TRAINED, name_of, whose
from explorer.people.verdict import two

HEADS = ("Index", "Looks at", "Where from", "Agrees with people")


@lru_cache(maxsize=1)
def agreements() -> dict[str, float]:
    """Rank correlation with people of each index, from the scores that came along.

    None of the trained index, which learnt from these scores; none at all where the
    scores are missing.
    """
    database, known = sample_benchmark(), shipped().scores
    found = {}
    for key in INDICES:
        scores = [known.get((key, row_name(row)), np.nan) for row in database.rows]
        value = srocc(column_of(np.array(scores, np.float64), database))
        if value is not None and key != TRAINED:
            found[key] = value
    return found


def index_table() -> str:
    """Return the table: closest to people first, and last what cannot be compared."""
    known = agreements()
    order = sorted(INDICES, key=lambda key: known.get(key, -np.inf), reverse=True)
    rows = "".join(_row(key, known.get(key)) for key in order)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in HEADS)
    caption = (
        "Every index, what it looks at, where it is from, and how near its order is to "
        "people's (SROCC)"
    )
    return (
        f'<table class="about-indices"><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(key: str, agreement: float | None) -> str:
    index = INDICES[key]
    of_whom = f" <small>{escape(whose(key))}</small>" if whose(key) else ""
    value = "not comparable" if agreement is None else two(agreement)
    cells = (LOOKS_AT.get(key, index.looks_at), index.provenance, value)
    return (
        f'<tr{_paper(key)}><th scope="row">{escape(name_of(key))}{of_whom}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )


def _paper(key: str) -> str:
    return ' class="about-paper"' if key == "proposed" else ""


def how_agreement_was_found() -> str:
    """Say in two sentences what the last column is of."""
    database = sample_benchmark()
    pictures, types = len(set(database.pictures)), len(set(database.types))
    return (
        f"Agrees with people: rank correlation (SROCC) on {len(database.rows)} "
        f"encryptions of {pictures} sample pictures by {types} of PEID's schemes, "
        "redrawn here, with the mean scores that PEID published. NQIQAPEI learnt from "
        "these very scores. The page People has the intervals and your own data."
    )
