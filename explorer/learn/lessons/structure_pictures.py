"""Pictures of step 3: from grey levels to edge pixels, and what those earn."""

import numpy as np
from numpy.typing import NDArray

from core.recognizability.structure import Mask
from explorer.figures.overlap import ONLY_ENCRYPTED, ONLY_PLAIN
from explorer.learn.lessons import marked_pixels, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import Illustration
from explorer.learn.lessons.structure_counts import StructureCounts

_NEAR = 10  # pixels from an edge where a line is drawn on WEM


def marking(
    case: Case, seen: StructureCounts, threshold: float
) -> tuple[Illustration, ...]:
    """Block, edge strength and edge pixels, of the plain and the encrypted block."""
    pixels = seen.plain.size

    def of(
        image: NDArray[np.floating],
        edges: NDArray[np.floating],
        index: int,
        mask: Mask,
        look: tuple[str, str, str, tuple[int, int, int]],
    ) -> tuple[Illustration, ...]:
        key, name, which, colour = look
        strength = case.cut(edges, index)
        count = int(mask.sum())
        return (
            Illustration(
                symbols="",
                caption=name,
                svg=svg.tile(
                    case,
                    svg.grey(case.cut(image, index) / 255),
                    f"The {which} block, in {case.place(index)}",
                ),
            ),
            Illustration(
                symbols="",
                caption=f"EM: edge strength{marked_pixels.scale('cividis', '0', '1')}",
                svg=svg.heat_tile(
                    case,
                    strength,
                    f"Edge strength of the {which} block"
                    + case.revealed(f", {strength.min():.2f} to {strength.max():.2f}"),
                ),
            ),
            Illustration(
                symbols=key,
                along="wem" if key == "bemp" else "earned",
                caption=f"Edges of {name}, BEM: EM &gt; {threshold:.2f}"
                + case.revealed(f", {count} of {pixels} pixels"),
                svg=marked_pixels.stamp(
                    case,
                    mask,
                    colour,
                    f"Edge pixels of the {which} block"
                    + case.revealed(
                        f": {count} of {pixels}, {marked_pixels.place(mask)}"
                    ),
                ),
            ),
        )

    result = case.result
    return (
        *of(
            case.plain,
            result.edges_plain,
            case.block,
            seen.plain,
            ("bemp", "b<sub>p</sub>", "plain", ONLY_PLAIN),
        ),
        *of(
            case.encrypted,
            result.edges_encrypted,
            case.match,
            seen.encrypted,
            ("beme", "b<sub>e</sub>*", "encrypted", ONLY_ENCRYPTED),
        ),
    )


def earning(case: Case, seen: StructureCounts) -> tuple[Illustration, ...]:
    """The worth of every pixel, and of those that the encrypted block marks."""
    legend = marked_pixels.scale("greys", "0", "1")
    worth = 1 - _NEAR / seen.diagonal
    has_edges = bool(seen.plain.any())
    far = has_edges and float(seen.weights.min()) < worth
    plain = marked_pixels.line(seen.plain, "plain")
    contour = marked_pixels.line(seen.weights >= worth, "near") if far else ""
    about = "WEM: what an edge is worth"
    if not has_edges:
        about += ". The plain block has no edge: nothing is worth anything"
    elif far:
        about += f". Blue: the plain edges, worth 1. Dashed: {_NEAR} pixels off"
        about += f", worth {worth:.2f}"
    else:
        about += ". Blue: the plain edges, worth 1"
    lowest = f"from 1 on the plain edges down to {seen.weights.min():.2f}"
    return (
        Illustration(
            symbols="wem",
            along="earned",
            caption=about + legend,
            svg=marked_pixels.greys(
                case,
                seen.weights,
                "Worth of an edge at each pixel"
                + case.revealed(f", {lowest}" if has_edges else ", 0 everywhere"),
                plain,
                contour,
            ),
            large=True,
        ),
        Illustration(
            symbols="earned wem beme",
            caption="WEM · BEM<sub>e</sub>: the worth under each encrypted edge pixel "
            "(orange line). Black earns nothing"
            + case.revealed(f". {seen.earned:.1f} points in all")
            + legend,
            svg=marked_pixels.greys(
                case,
                seen.weights * seen.encrypted,
                "Worth of the encrypted block's edge pixels"
                + case.revealed(
                    f": {seen.count_encrypted} earn {seen.earned:.1f} in all"
                ),
                marked_pixels.line(seen.encrypted, "encrypted"),
            ),
            large=True,
        ),
    )


def distance(case: Case, seen: StructureCounts) -> Illustration:
    """DSM, drawn as the negative of WEM."""
    far = seen.diagonal
    return Illustration(
        symbols="",
        along="wem",
        caption=f"DSM: distance to the nearest plain edge. WEM = 1 − DSM / {far:.1f} is "
        f"its negative{marked_pixels.scale('greys', '0', f'{far:.1f} pixels')}",
        svg=marked_pixels.greys(
            case,
            1 - seen.weights,
            "Distance of each pixel to the plain edges"
            + case.revealed(f", up to {(1 - seen.weights.min()) * far:.1f} pixels"),
        ),
        large=True,
    )
