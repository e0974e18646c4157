"""The score and what goes with it, as one row of HTML, and why it leaks in words."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from core.recognizability.index import Recognizability


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
    return float(_moved(result).mean())


def _moved(result: Recognizability) -> NDArray[np.bool_]:
    """Blocks (M N,) that are more alike to another place than to their own.

    Where several places are equally alike, Eq. 1 takes the first; a block whose own
    place is among them has not moved. One that resembles nothing has no match.
    """
    return result.degree.ravel() > np.diagonal(result.sim) + 1e-6


def why(result: Recognizability) -> str:
    """One sentence that says which blocks make the score, and how they show."""
    contribution = result.contribution.ravel()
    order = np.argsort(-contribution, kind="stable")
    total = contribution.sum()
    if total == 0:
        return "Nothing shows: no block of the plain image is recognised anywhere."
    needed = int(np.searchsorted(np.cumsum(contribution[order]), total / 2) + 1)
    blocks = order[:needed]
    match = result.match.ravel()
    away = float(_moved(result)[blocks].mean())
    share = contribution[blocks] / contribution[blocks].sum()
    sim_a = float((share * result.sim_a[blocks, match[blocks]]).sum())
    sim_s = float((share * result.sim_s[blocks, match[blocks]]).sum())
    if not result.components.structure:
        how = f"by appearance alone (sim_A {sim_a:.2f})"
    elif sim_s >= 0.5:
        how = f"by appearance (sim_A {sim_a:.2f}) and by structure (sim_S {sim_s:.2f})"
    else:
        how = f"by appearance (sim_A {sim_a:.2f}), hardly by structure (sim_S {sim_s:.2f})"
    if needed == 1:
        part = "all" if match.size == 1 else f"{contribution[blocks[0]]:.0%}"
        place = "somewhere else in the image" if away else "in its own place"
        return f"One block makes {part} of RD; it shows {place}, {how}."
    place = "somewhere else in the image" if away >= 0.5 else "in their own place"
    return (
        f"{needed} of {match.size} blocks make half of RD; "
        f"{max(away, 1 - away):.0%} of them show {place}, {how}."
    )


_STYLE = """<style>
.strip { display: flex; flex-wrap: wrap; gap: 0.4rem 1.6rem; align-items: flex-end; }
.strip span, .strip b { display: block; font-variant-numeric: tabular-nums; }
.strip span { font-size: 0.8rem; opacity: 0.85; }
.strip b { font-size: 1.15rem; font-weight: 500; line-height: 1.3; }
.strip .score b { font-size: 2rem; font-weight: 650; line-height: 1.1; }
@media (max-width: 640px) {
  .strip { gap: 0.3rem 1.1rem; }
  .strip b { font-size: 1rem; }
  .strip .score { flex-basis: 100%; }
}
</style>"""
