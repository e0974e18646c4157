"""The pinned block at a glance: four pictures, and five numbers with their names."""

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.recognizability.index import Recognizability
from explorer.figures.matches import ranked_matches
from explorer.figures.overlap import overlap
from explorer.figures.pictures import data_uri
from explorer.theme.colours import cividis


def this_block_head(result: Recognizability, block: int, rank: int = 1) -> str:
    """HTML of the heading: what is seen below, and which match it is of how many."""
    counts = "why it counts as found again"
    if result.degree.ravel()[block] == 0:
        counts = "why it does not count as found again"
    return (
        f'<div class="this-block head"><h2>This block</h2><p>{counts}</p>'
        f"<p>Match {rank} of {result.match.size}</p></div>"
    )


def this_block(
    result: Recognizability,
    plain: Luma,
    encrypted: Luma,
    block: int,
    rank: int = 1,
) -> str:
    """HTML of the pictures and numbers of the pinned block and an encrypted one.

    Parameters are those of `explorer.figures.block_detail.block_detail`.
    """
    other = ranked_matches(result, block, rank)[-1]
    tiles = "".join(
        f'<figure><img alt="{alt}" src="{data_uri(pixels)}">'
        f"<figcaption>{caption}</figcaption></figure>"
        for caption, alt, pixels in _tiles(result, plain, encrypted, block, other, rank)
    )
    numbers = "".join(
        f"<div><dt>{name}<span>{symbol}</span></dt><dd>{value}</dd></div>"
        for name, symbol, value in _numbers(result, block, other, rank)
    )
    return (
        f'<div class="this-block"><div class="tiles">{tiles}</div>'
        f"<dl>{numbers}</dl></div>"
    )


def _tiles(
    result: Recognizability,
    plain: Luma,
    encrypted: Luma,
    block: int,
    other: int,
    rank: int,
) -> list[tuple[str, str, NDArray[np.uint8]]]:
    """Caption, spoken description and pixels of each picture."""
    low = np.abs(result.low_plain[block] - result.low_encrypted[other])
    both = overlap(result.binary_plain[block], result.binary_encrypted[other])
    match = "Best match" if rank == 1 else f"Match {rank}"
    return [
        ("Plain block", "Plain block", _grey(result.cut(plain)[block])),
        (match, "Block of the encrypted picture", _grey(result.cut(encrypted)[other])),
        ("Bright: alike", "How alike both are, pixel by pixel", cividis(1 - low)),
        (
            "Edges: yellow in both",
            "Edges of both blocks, one over the other: yellow where they meet",
            both,
        ),
    ]


def _numbers(
    result: Recognizability, block: int, other: int, rank: int
) -> list[tuple[str, str, str]]:
    """Name, symbol with its equation, and value of each number."""
    sim = result.degree.ravel()[block] if rank == 1 else result.sim[block, other]
    structure = f"{result.sim_s[block, other]:.3f}"
    if not result.form.components.structure:
        structure = "not used"
    return [
        ("Appearance", "sim<sub>A</sub>, Eq. 2", f"{result.sim_a[block, other]:.3f}"),
        ("Structure", "sim<sub>S</sub>, Eq. 3", structure),
        (
            "Degree" if rank == 1 else "Likeness",
            "RD(b), Eqs. 4 and 1" if rank == 1 else "sim, Eq. 4",
            f"{sim:.3f}",
        ),
        ("Weight", "w(b), Eq. 5", f"{result.weight.ravel()[block]:.3f}"),
        (
            "Share of RD",
            f"even share: {percent(1 / result.match.size)}",
            percent(float(result.contribution.ravel()[block])),
        ),
    ]


def percent(share: float) -> str:
    """A share as the tile writes it."""
    return f"{100 * share:.1f} %"


def _grey(levels: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.rint(np.clip(levels, 0, 255)).astype(np.uint8)
