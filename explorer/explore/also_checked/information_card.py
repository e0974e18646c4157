"""Information kept: the card, and its page-wide view."""

from html import escape

import numpy as np

from core.indices.information import arrows
from core.indices.verdicts import information_verdict
from core.information.index import Information, scaled
from core.information.words import summary, thumbnail_words
from core.recognizability.noise import NoiseBaseline
from explorer.explore.also_checked.lines import Shift, frames, two_pictures
from explorer.explore.also_checked.octave_maps import large_maps, small_maps
from explorer.explore.also_checked.scale import scale

TITLE = "Information kept"

MOST_ARROWS = 20
"""Arrows that are drawn; more would hide the pictures."""


def card(
    found: Information, noise: NoiseBaseline, small: Information | None = None
) -> str:
    """HTML of the card: the number, its scale, a sentence and four small maps.

    Parameters
    ----------
    found, noise
        Of the pair.
    small : Information, optional
        Of its thumbnails, where these show more.
    """
    return (
        f"{_head(found, noise)}{small_maps(found)}"
        '<p class="reading">Bright blocks still hold detail of that size.</p>'
        f'<p class="said">{escape(sentence(found, noise, small))}</p>'
    )


def wide(
    found: Information,
    noise: NoiseBaseline,
    small: Information | None,
    pictures: tuple[str, str],
    grey: str,
) -> str:
    """HTML of the page-wide view.

    Parameters
    ----------
    found, noise, small
        As `card` takes them.
    pictures : tuple of str
        Addresses of the plain and of the encrypted picture.
    grey : str
        Address of the plain picture as the index sees it, under the maps.
    """
    verdict = information_verdict(found, noise).sentence
    said = sentence(found, noise, small)
    return (
        f'<div class="two">{_head(found, noise)}<div>'
        f'<p class="said">{escape(said)} {escape(verdict)}</p>'
        f'<p class="reading">{escape(_counts(found))}</p></div></div>'
        f"{large_maps(found, grey)}{_places(found, pictures)}"
    )


def sentence(
    found: Information, noise: NoiseBaseline, small: Information | None = None
) -> str:
    """Say how much is kept, of what, and where."""
    said = summary(found, noise.standing == "above")
    if information_verdict(found, noise).kind == "uncertain":
        said += " An unrelated picture can score that much."
    return f"{said} {thumbnail_words(small)}".rstrip()


def _head(found: Information, noise: NoiseBaseline) -> str:
    return (
        f'<div class="head"><p class="number"><b>{found.scaled:.2f}</b> of 2</p>'
        f"{scale(found.scaled, scaled(noise.low), scaled(noise.high))}"
        f'<p class="reading">Share of the bits kept (NRI): {found.value:.4f}</p></div>'
    )


def _counts(found: Information) -> str:
    kept, held = found.bits
    said = f"It still holds {kept:,.0f} of the picture's {held:,.0f} bits."
    if found.reduction > 1:
        said += f" Both were looked at at 1/{found.reduction} of their size."
    return said


def _places(found: Information, pictures: tuple[str, str]) -> str:
    """Where the blocks that show are: arrows to other places, frames in their own."""
    lines = arrows(found)
    count, moved = int(found.shows.sum()), len(lines)
    shown = lines[:MOST_ARROWS]
    said = _where(count, moved, found.shows.size)
    kept = np.argwhere(found.where == 1).astype(np.float64) * found.side
    # A line begins in the middle of what the picture has of a block.
    blocks = (shown[:, :2] // found.side).astype(np.intp)
    begin = blocks.astype(np.float64) * found.side
    end = found.place[blocks[:, 0], blocks[:, 1], ::-1].astype(np.float64)

    def parts(shift: Shift) -> str:
        return (
            frames(kept, found.side, found.size, "own")
            + frames(begin, found.side, found.size, "frame")
            + frames(end, found.side, found.size, "frame", shift)
        )

    return (
        '<figure class="places"><h4>Where the blocks show</h4>'
        f"{two_pictures(pictures, found.size, shown, said, parts=parts)}"
        '<div class="key"><span><i class="line"></i>in another place</span>'
        '<span><i class="own"></i>in its own place</span></div>'
        f"<figcaption>{escape(said)}{escape(_drawn(len(shown), moved))}</figcaption>"
        "</figure>"
    )


def _where(count: int, moved: int, blocks: int) -> str:
    if not count:
        return f"None of {blocks} blocks shows: noise would hold as much."
    show = "1 block shows" if count == 1 else f"{count} of {blocks} blocks show"
    own = count - moved
    if not moved:
        return f"{show}, all in place."
    if not own:
        return f"{show}, all in other places."
    return f"{show}, {moved} in other places and {own} in place."


def _drawn(shown: int, moved: int) -> str:
    if not shown:
        return ""
    strongest = f" The {shown} strongest are drawn." if shown < moved else ""
    return f"{strongest} A line leads from a block to where it is found."
