"""The score and the numbers beside it, as one row of HTML."""

from html import escape

from core.recognizability.index import Recognizability
from explorer.figures.grid_words import grid_words, outside_words
from explorer.figures.headline import about_score
from explorer.figures.leak import looks_at_little, moved, percent
from explorer.figures.why import leak_words
from explorer.pair.channel_names import LUMA, vsi_of


def numbers(result: Recognizability, channel: str = LUMA) -> str:
    """HTML of all numbers, and of which blocks make the score.

    Parameters are those of `explorer.figures.headline.headline`.
    """
    leak = escape(leak_words(result))
    return f'{score_strip(result, channel)}<p class="leak">{leak}</p>'


def score_strip(result: Recognizability, channel: str = LUMA) -> str:
    """HTML of VSI, RD, GS, the grid, matches elsewhere and uncovered pixels.

    Parameters are those of `explorer.figures.headline.headline`.
    """
    rows, columns = result.degree.shape
    count = result.match.size
    elsewhere = f"{percent(matched_elsewhere(result))} of all {count}"
    if count == 1:
        elsewhere = "no other block"
    gs = f"{result.gs:.3f}" if result.form.components.global_similarity else "not used"
    chips = (
        (
            "Recognizable degree, RD",
            f"{result.rd:.3f}",
            "Of the whole picture, Eq. 6, 0 to 1",
        ),
        ("Edge histograms, GS", gs, "How alike they are, Eq. 7, 0 to 1"),
        (
            "Grid",
            f"{rows} × {columns}",
            f"Rows and columns of blocks of {result.side} × {result.side} pixels",
        ),
        (
            "Matched elsewhere",
            elsewhere,
            "Share of all blocks whose best match is not in their own place",
        ),
    )
    cells = "".join(_chip(*chip) for chip in chips)
    little = looks_at_little(result)
    cells += _chip(
        "Outside the grid",
        f"{1 - result.coverage:.1%}",
        f"Pixels that fill no whole block{_where(result)}"
        + (
            ": so many that the score says little of the whole picture. Mirror them, or "
            "move the block size."
            if little
            else ""
        ),
        little=little,
    )
    top = 2 if result.form.components.global_similarity else 1
    name = f"{vsi_of(channel)}, 0 hidden to {top} plain"
    if result.form.pooling == "printed":
        name = f"{vsi_of(channel)}, Eq. 6 as printed"
    about = about_score(result, channel)
    return (
        f'<div class="strip"><div class="score" '
        f'title="{about}"><span>{name}</span>'
        f"<b>{result.vsi:.4f}</b></div>{cells}</div>{_own_grid(result)}"
    )


def _where(result: Recognizability) -> str:
    words = outside_words(result)
    return f": {words}" if words else ""


def _own_grid(result: Recognizability) -> str:
    words = grid_words(result)
    return f'<p class="own-grid">{escape(words)}</p>' if words else ""


def _chip(name: str, value: str, about: str, *, little: bool = False) -> str:
    mark = ' class="little"' if little else ""
    return (
        f'<div{mark} title="{escape(about)}"><span>{escape(name)}</span>'
        f"<b>{escape(value)}</b></div>"
    )


def matched_elsewhere(result: Recognizability) -> float:
    """Share of the blocks whose best match is not in their own place, in [0, 1]."""
    return float(moved(result).mean())
