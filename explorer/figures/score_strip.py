"""The score and what goes with it, as one row of HTML."""

from html import escape

from core.recognizability.index import Recognizability
from explorer.figures.leak import moved


def score_strip(result: Recognizability) -> str:
    """HTML of VSI, RD, GS, the grid, matches elsewhere and uncovered pixels."""
    rows, columns = result.degree.shape
    elsewhere = matched_elsewhere(result)
    gs = f"{result.gs:.3f}" if result.components.global_similarity else "not used"
    chips = (
        ("RD", f"{result.rd:.3f}", "Recognizable degree of the image, Eq. 6, 0 to 1"),
        ("GS", gs, "Similarity of the edge histograms, Eq. 7, 0 to 1"),
        (
            "Grid",
            f"{rows} × {columns}",
            f"Rows and columns of blocks of {result.side} × {result.side} pixels",
        ),
        (
            "Matched elsewhere",
            f"{elsewhere:.0%}",
            "Blocks whose best match is not in their own place",
        ),
        (
            "Not looked at",
            f"{1 - result.coverage:.1%}",
            "Pixels at the right and the bottom that fill no whole block",
        ),
    )
    cells = "".join(
        f'<div title="{escape(about)}"><span>{escape(name)}</span>'
        f"<b>{escape(value)}</b></div>"
        for name, value, about in chips
    )
    top = 2 if result.components.global_similarity else 1
    name, about = (
        f"VSI, 0 hidden to {top} plain",
        "Visual security index, Eq. 8; higher means less secure",
    )
    if result.pooling == "printed":
        name = "VSI, Eq. 6 as printed"
        about = "With Eq. 6 as printed the order of schemes is upside down"
    return (
        f'{_STYLE}<div class="strip"><div class="score" '
        f'title="{about}"><span>{name}</span>'
        f"<b>{result.vsi:.4f}</b></div>{cells}</div>"
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
@media (max-width: 640px) {
  .strip { display: grid; grid-template-columns: repeat(3, auto); gap: 0.2rem 0.9rem; justify-content: space-between; }
  .strip b { font-size: 1rem; }
  .strip .score b { font-size: 1.6rem; }
}
</style>"""
