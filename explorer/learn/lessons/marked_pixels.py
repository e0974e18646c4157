"""Pictures of marked pixels: stamps, outlines, and two blocks one over the other."""

import numpy as np
from numpy.typing import NDArray

from core.recognizability.structure import Mask
from explorer.figures.overlap import BOTH, ONLY_ENCRYPTED, ONLY_PLAIN
from explorer.learn.lessons import svg
from explorer.learn.lessons.case import Case

GROUND = (32, 32, 32)
"""Pixels that are not marked."""

LAYERS = (
    ("bemp", ONLY_PLAIN),
    ("beme", ONLY_ENCRYPTED),
    ("both bemp beme", BOTH),
)
"""Symbols and colour of edge pixels of only the plain, only the encrypted, both."""


def outline(mask: Mask) -> str:
    """Path between marked pixels and others, in straight pieces, to be stroked.

    The frame of the block is left out.
    """
    upright, level = mask[:, 1:] != mask[:, :-1], mask[1:] != mask[:-1]
    pieces = [
        f"M{x} {start}v{length}"
        for x, along in enumerate(upright.T, 1)
        for start, length in _runs(along)
    ]
    pieces += [
        f"M{start} {y}h{length}"
        for y, along in enumerate(level, 1)
        for start, length in _runs(along)
    ]
    return "".join(pieces)


def _runs(along: Mask) -> list[tuple[int, int]]:
    """Start and length of every run of True."""
    steps = np.diff(np.concatenate([[False], along, [False]]).astype(np.int8))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return [(int(s), int(e - s)) for s, e in zip(starts, ends, strict=True)]


def line(mask: Mask, kind: str) -> str:
    """Drawing of an outline that is visible on dark and on bright ground."""
    path = outline(mask)
    if not path:
        return ""
    shape = f'd="{path}" fill="none" vector-effect="non-scaling-stroke"'
    return f'<path class="edge under" {shape}/><path class="edge {kind}" {shape}/>'


def stamp(case: Case, mask: Mask, colour: tuple[int, int, int], alt: str) -> str:
    """Marked pixels in one colour."""
    pixels = np.full((*mask.shape, 3), GROUND, np.uint8)
    pixels[mask] = colour
    return svg.tile(case, pixels, alt)


def greys(case: Case, values: NDArray[np.floating], alt: str, *lines: str) -> str:
    """A map in [0, 1] from black to white, with lines on it."""
    height, width = values.shape
    picture = svg.image(case.serve(svg.grey(values)), width, height)
    return svg.drawing(width, height, alt, picture, *lines)


def laid_over(case: Case, plain: Mask, encrypted: Mask, alt: str) -> str:
    """Two blocks one over the other; each colour is a layer with its own symbols."""
    side = len(plain)
    masks = (plain & ~encrypted, encrypted & ~plain, plain & encrypted)
    layers = []
    for place, ((keys, colour), mask) in enumerate(zip(LAYERS, masks, strict=True)):
        pixels = np.zeros((side, side, 4), np.uint8)
        pixels[mask] = (*colour, 255)
        picture = svg.image(case.serve(pixels), side, side, live=f"layer{place}")
        layers.append(f'<g data-symbol="{keys}">{picture}</g>')
    ground = f'<rect width="{side}" height="{side}" fill="rgb{GROUND}"/>'
    return svg.drawing(side, side, alt, ground, *layers)


def scale(kind: str, low: str, high: str, middle: str = "") -> str:
    """Legend of a map, from its low end to its high one, with a mark in the middle."""
    mark = f'<span class="middle">{middle}</span>' if middle else ""
    return (
        f'<span class="scale"><span>{low}</span><i class="{kind}"></i>'
        f"<span>{high}</span>{mark}</span>"
    )


def place(mask: Mask) -> str:
    """Where most of the marked pixels lie, in words."""
    if not mask.any():
        return "none"
    height = _third(mask.sum(axis=1), ("at the top", "half-way down", "at the bottom"))
    width = _third(mask.sum(axis=0), ("at the left", "in the middle", "at the right"))
    both = " ".join(filter(None, (height, width)))
    return f"most of them {both}" if both else "all over the block"


def _third(counts: NDArray[np.integer], words: tuple[str, str, str]) -> str:
    """Words of the third that holds more than half of the counts; "" where none does."""
    parts = [part.sum() for part in np.array_split(counts, 3)]
    most = int(np.argmax(parts))
    return words[most] if parts[most] > 0.5 * sum(parts) else ""
