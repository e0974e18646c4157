"""The score and the numbers beside it, as one row of HTML."""

from html import escape

from core.recognizability.index import Recognizability
from explorer.figures.grid_words import grid_words, outside_words
from explorer.figures.headline import about_score
from explorer.figures.leak import looks_at_little, moved, percent
from explorer.pair.channel_names import LUMA, vsi_of


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
        f'{_STYLE}<div class="strip"><div class="score" '
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


_STYLE = """<style>
.strip { display: flex; flex-wrap: wrap; gap: 0.4rem 1.1rem; align-items: flex-end; }
.strip span, .strip b { display: block; font-variant-numeric: tabular-nums; }
.strip span { font-size: 0.8rem; opacity: 0.85; }
.strip b { font-size: 1.15rem; font-weight: 500; line-height: 1.3; }
.strip .score b { font-size: 2rem; font-weight: 650; line-height: 1.1; }
.strip .little { box-shadow: 0 0 0 2px currentColor; border-radius: 2px; padding: 0 0.4rem; }
.own-grid { margin: 0.3rem 0 0; font-size: 0.85rem; }
.strip .little b { font-weight: 700; }
@media (max-width: 640px) {
  .strip { display: grid; grid-template-columns: repeat(3, auto); gap: 0.2rem 0.9rem; justify-content: space-between; }
  .strip b { font-size: 1rem; }
  .strip .score b { font-size: 1.6rem; }
}
</style>"""
