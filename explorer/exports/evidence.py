"""What the explorer shows around its canvas, as sections of the report."""

from html import escape

from core.image import Luma
from core.recognizability.index import visual_security_index
from explorer.anchors import ANCHORS
from explorer.exports.view import View
from explorer.figures.block_detail import block_detail
from explorer.figures.gauge import Mark, Reading, gauge
from explorer.figures.matches import pinned_block
from explorer.figures.near_or_far import near_or_far
from explorer.figures.ranks import ranks
from explorer.figures.score_strip import score_strip
from explorer.figures.shares import shares
from explorer.figures.why import why


def score_section(view: View) -> str:
    """HTML of the numbers, why it leaks, and the score on its scale."""
    result = view.result
    marks = view.marks or tuple(
        Mark(
            label=anchor.label,
            about=anchor.about,
            vsi=scored(view, anchor.source(view.plain).luma),
        )
        for anchor in ANCHORS
    )
    return (
        f'<p class="why">{escape(why(result))}</p>{score_strip(result)}'
        f"{gauge(Reading.of(result), marks)}"
    )


def scored(view: View, other: Luma) -> float:
    """VSI of the plain image with another one, under the settings of the result."""
    result = view.result
    return visual_security_index(
        view.plain.luma,
        other,
        result.form.parameters,
        result.form.components,
        border=result.form.border,
        pooling=result.form.pooling,
    ).vsi


def pinned_section(view: View) -> str:
    """HTML of the pinned block's pictures and equations; "" where none is pinned."""
    block = pinned_block(view.result, view.point)
    if block is None:
        return ""
    rank = min(view.rank, view.result.match.size)
    images = view.plain.luma, view.encrypted.luma
    return (
        f'<section id="pinned">{block_detail(view.result, *images, block, rank)}'
        f"{ranks(view.result, block, rank)}</section>"
    )


def charts_section(view: View) -> str:
    """HTML of how far and which way matches jumped, and which blocks make the score."""
    return (
        "<section><h2>Where the score comes from</h2>"
        f"{near_or_far(view.result)}{shares(view.result)}</section>"
    )
