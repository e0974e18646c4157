"""Figures 1 and 2 of the paper, drawn with the visitor's pair of images."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.encryption import SCHEMES
from explorer.learn.lessons import svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import Group, Illustration

PAIRS = 12
"""Pairs of blocks that Fig. 1 numbers."""

POOR = ("peid-02", 4)
"""Scheme and level of the poor encryption in Fig. 2; the paper names neither."""

STEP_OF_FIGURE: Mapping[int, int] = {1: 1, 3: 2}
"""Figure that belongs to a step."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """Where the four pictures of Fig. 2 are."""

    plain: str
    edges_plain: str
    poor: str
    edges_poor: str


def numbered_pairs(case: Case) -> list[tuple[int, int]]:
    """Plain blocks of all degrees with their matches, no match twice, best first."""
    result = case.result
    degree, match = result.degree.ravel(), result.shown.ravel()
    order = np.argsort(-degree, kind="stable")
    seen, pairs = set[int](), list[tuple[int, int]]()
    for block in order:
        if int(match[block]) not in seen and degree[block] > 0:
            seen.add(int(match[block]))
            pairs.append((int(block), int(match[block])))
    if len(pairs) <= PAIRS:
        return pairs
    places = np.linspace(0, len(pairs) - 1, PAIRS).round().astype(int)
    return [pairs[place] for place in places]


def figure_1(case: Case) -> tuple[Group, ...]:
    """Matching blocks by number; the deeper the colour, the higher the degree."""
    pairs = numbered_pairs(case)
    degree = case.result.degree.ravel()
    values = [float(degree[block]) for block, _ in pairs] or [0.0]
    low, high = min(values), max(values)

    def marks(role: int, star: str) -> list[str]:
        return [
            part
            for number, pair in enumerate(pairs, 1)
            for part in (
                _depth(case, pair[role], (degree[pair[0]] - low) / (high - low or 1)),
                svg.label(case, pair[role], f"{number}{star}", 0.55),
            )
        ]

    pictures = tuple(
        Illustration(
            symbols="",
            caption=caption,
            svg=svg.whole(case, case.pictures[role], alt, marks=marks(role, star)),
            wide=True,
        )
        for role, star, alt, caption in (
            (
                0,
                "",
                "Plain picture with numbered blocks",
                f"Plain picture. {len(pairs)} of its blocks, of all degrees, 1 the highest.",
            ),
            (
                1,
                "*",
                "Encrypted picture with the matching blocks, numbered and starred",
                "Encrypted picture. A number with * is the match of the block of that "
                f"number. Pale: low degrees{case.revealed(f', from {low:.2f}')}. Deep: high ones"
                f"{case.revealed(f', up to {high:.2f}')}.",
            ),
        )
    )
    return (Group(title="Fig. 1 of the paper, on this pair", pictures=pictures),)


def _depth(case: Case, index: int, share: float) -> str:
    row, column = divmod(index, case.result.degree.shape[1])
    side = case.result.side
    return (
        f'<rect x="{column * side}" y="{row * side}" width="{side}" height="{side}" '
        f'fill="#0b3a66" fill-opacity="{0.2 + 0.75 * share:.2f}" stroke="#fff" '
        'stroke-width="1.5" vector-effect="non-scaling-stroke"/>'
    )


def figure_2(case: Case, addresses: Addresses) -> tuple[Group, ...]:
    """A plain and a poorly encrypted image, each with its edge map."""
    scheme = SCHEMES[POOR[0]]
    titles = (
        ("(a) Plain picture", addresses.plain, "Plain picture"),
        ("Its edge map", addresses.edges_plain, "Edge map of the plain picture"),
        (
            f"(b) Poorly encrypted: {scheme.label}, level {POOR[1]} "
            f"({scheme.provenance}). The paper does not name its scheme.",
            addresses.poor,
            "Poorly encrypted picture",
        ),
        (
            "Its edge map: the outlines survive",
            addresses.edges_poor,
            "Edge map of the poorly encrypted picture",
        ),
    )
    pictures = tuple(
        Illustration(
            symbols="", caption=caption, svg=svg.whole(case, address, alt), wide=True
        )
        for caption, address, alt in titles
    )
    return (
        Group(title="Fig. 2 of the paper, on this picture", pictures=pictures[:2]),
        Group(title="And poorly encrypted", pictures=pictures[2:]),
    )
