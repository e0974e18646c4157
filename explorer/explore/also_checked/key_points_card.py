"""Key points: the card, and its page-wide view."""

from html import escape

from core.indices.key_points import FEW, FoundAgain
from core.indices.verdicts import key_point_verdict
from core.recognizability.noise import NoiseBaseline
from explorer.explore.also_checked.lines import Shift, dots, two_pictures

TITLE = "Key points"

_ACROSS = 30
"""Dots in a row of the card's picture."""

_MOST = 300
"""Dots of that picture; with more points each stands for several."""

_STEP = 7


def card(found: FoundAgain, noise: NoiseBaseline) -> str:
    """HTML of the card: how many are found again, as dots and in a sentence."""
    hits, points = _counts(found)
    return (
        f'<div class="head"><p class="number"><b>{hits}</b> of {points}</p></div>'
        f'{_dotted(hits, points)}<div class="key">'
        '<span><i class="found"></i>found again</span>'
        '<span><i class="lost"></i>not found</span></div>'
        f'<p class="reading">{escape(_each(points))}</p>'
        f'<p class="said">{escape(sentence(found, noise))}</p>'
    )


def wide(
    found: FoundAgain,
    noise: NoiseBaseline,
    pictures: tuple[str, str],
) -> str:
    """HTML of the page-wide view: every match as a line.

    Parameters
    ----------
    found, noise
        Of the pair.
    pictures : tuple of str
        Addresses of the plain and of the encrypted picture.
    """
    said = sentence(found, noise)
    radius = found.size[1] / 200
    lost = dots(found.plain[found.match < 0], "lost", radius)
    hits = dots(found.plain[found.hits], "end", radius)
    lines = found.arrows

    def parts(_: Shift) -> str:
        return lost + hits

    def ends(shift: Shift) -> str:
        return dots(lines[:, 2:], "end", radius, shift)

    drawing = two_pictures(pictures, found.size, lines, said, parts=parts, ends=ends)
    return (
        f'<p class="said">{escape(said)}</p><figure class="places">{drawing}'
        '<div class="key"><span><i class="line"></i>found again, and where</span>'
        '<span><i class="lost"></i>not found</span></div>'
        "<figcaption>A line leads from each key point to the place where it is found. "
        "Lines side by side: the picture stays in place. Bundles that part: pieces "
        "were moved. A few lines across all: chance.</figcaption></figure>"
    )


def sentence(found: FoundAgain, noise: NoiseBaseline) -> str:
    """Say how many are found again, and how many noise finds."""
    points = _counts(found)[1]
    if not points:
        return "The plain picture has no key points, so there is nothing to find."
    few = " So few points say little." if points < FEW else ""
    return f"{key_point_verdict(points, noise).sentence}{few}"


def _counts(found: FoundAgain) -> tuple[int, int]:
    return len(found.hits), len(found.match)


def _per_dot(points: int) -> int:
    return max(1, -(-points // _MOST))


def _each(points: int) -> str:
    each = _per_dot(points)
    one = "Each dot is a key point" if each == 1 else f"Each dot is {each} key points"
    return f"{one}: a corner or a spot that a search program would look for."


def _dotted(hits: int, points: int) -> str:
    """A picture of dots, row by row, those that are found first."""
    each = _per_dot(points)
    count, found = -(-points // each), -(-hits // each)
    rows = -(-count // _ACROSS) or 1
    cells = [
        f'<circle class="{"found" if n < found else "lost"}" r="2.4" '
        f'cx="{_STEP * (n % _ACROSS) + 3.5}" cy="{_STEP * (n // _ACROSS) + 3.5}"/>'
        for n in range(count)
    ]
    said = f"{hits} of {points} key points are found again"
    return (
        f'<svg class="dots" viewBox="0 0 {_STEP * _ACROSS} {_STEP * rows}" role="img" '
        f'aria-label="{said}">{"".join(cells)}</svg>'
    )
