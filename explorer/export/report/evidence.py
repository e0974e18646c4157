"""What the explorer shows around its canvas, as sections of the report."""

from html import escape

from core.image import ImageError, Luma
from core.recognizability.index import evaluate
from core.recognizability.stages import prepare
from explorer.export.view import View, noise_of
from explorer.figures.block_detail import block_detail
from explorer.figures.gauge import Mark, ScoreOnScale, gauge
from explorer.figures.matches import pinned_block
from explorer.figures.near_or_far import near_or_far
from explorer.figures.ranks import ranks
from explorer.figures.reasons import shows_more, why_of
from explorer.figures.reference_scores import ANCHORS
from explorer.figures.score_strip import numbers
from explorer.figures.shares import shares
from explorer.figures.statistics_table import statistics_html
from explorer.pair.pair_statistics import pair_statistics


def score_section(view: View) -> str:
    """HTML of the numbers, why it leaks, and the score on its scale."""
    result, draws = view.result, noise_of(view)
    # Ranges that differ are a note of the pair, a few lines below.
    why = why_of(view.plain, view.encrypted, result, said_already=("ranges",))
    shows = shows_more(view.plain, view.encrypted, result.form, draws)
    anchors = (
        Mark(
            label=anchor.label,
            about=anchor.about,
            vsi=scored(view, anchor.source(view.plain).luma),
        )
        for anchor in ANCHORS
    )
    marks = view.marks or (*anchors, Mark.of_noise(draws))
    return (
        f"{why.html(draws, shows, tag='p')}{numbers(result, view.channel)}"
        f"{gauge(ScoreOnScale.of(result, view.channel), marks)}"
    )


def scored(view: View, other: Luma) -> float:
    """VSI of the plain image with another one, under the settings of the result."""
    edges = view.result.edges_plain
    pair = prepare(view.plain.luma, other, edges_plain=edges, data_range=255)
    return evaluate(pair, view.result.form).vsi


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


def statistics_section(view: View) -> str:
    """HTML of what papers print of the encrypted picture."""
    try:
        found = statistics_html(
            pair_statistics(view.plain, view.encrypted, view.second)
        )
    except ImageError as error:
        found = f"<p>Not measured: {escape(str(error))}.</p>"
    return f"<section><h2>What papers print</h2>{found}</section>"


def charts_section(view: View) -> str:
    """HTML of how far and which way matches jumped, and which blocks make the score."""
    return (
        "<section><h2>Where the score comes from</h2>"
        f"{near_or_far(view.result)}{shares(view.result)}</section>"
    )
