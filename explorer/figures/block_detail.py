"""The pinned block and an encrypted one: all pictures and numbers of Eqs. 2 to 5."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.recognizability.index import Recognizability
from explorer.figures.leak import as_alike
from explorer.figures.matches import ranked_matches
from explorer.figures.overlap import BOTH, ONLY_ENCRYPTED, ONLY_PLAIN, overlap
from explorer.figures.pictures import data_uri
from explorer.theme.colours import cividis


def block_detail(
    result: Recognizability,
    plain: Luma,
    encrypted: Luma,
    block: int,
    rank: int = 1,
    *,
    heading: bool = True,
) -> str:
    """HTML of the pictures and equations of the pinned block and an encrypted one.

    Parameters
    ----------
    result : Recognizability
        Of this pair.
    plain, encrypted : NDArray
        (H, W), luma in [0, 255].
    block : int
        Index of the plain block.
    rank : int
        Which of the encrypted blocks, by similarity; 1 is b_e*.
    heading : bool
        Whether it has a heading of its own.
    """
    other = ranked_matches(result, block, rank)[-1]
    tiles = "".join(
        f'<figure><img alt="{escape(alt)}" src="{data_uri(pixels)}">'
        f"<figcaption>{caption}</figcaption></figure>"
        for caption, alt, pixels in _tiles(
            result, plain, encrypted, block, other, _name(rank)
        )
    )
    equations = "".join(
        f"<p>{line}</p>" for line in _equations(result, block, other, rank)
    )
    return (
        f'{_STYLE}<div class="block-detail">{"<h2>Pinned block</h2>" if heading else ""}'
        f'<div class="tiles">{tiles}</div>'
        f'<p class="scale">Maps run from dark, 0, to bright, 1. The difference to 255, '
        f"DSM to the diagonal of a block. Edges of both blocks overlap where yellow.</p>"
        f'<div class="equations">{equations}</div></div>'
    )


def _name(rank: int) -> str:
    """What the encrypted block is called."""
    return "b<sub>e</sub>*" if rank == 1 else f"b<sub>e</sub>, rank {rank}"


def _tiles(
    result: Recognizability,
    plain: Luma,
    encrypted: Luma,
    block: int,
    match: int,
    name: str,
) -> list[tuple[str, str, NDArray[np.uint8]]]:
    """Caption, spoken description and pixels of every picture."""
    its = "Its match" if name.endswith("*") else "The encrypted block"

    def cut(image: NDArray[np.floating], index: int) -> NDArray[np.floating]:
        return result.cut(image)[index]

    low_plain, low_encrypted = result.low_plain[block], result.low_encrypted[match]
    both = overlap(result.binary_plain[block], result.binary_encrypted[match])
    legend = (
        f'<span style="--c: rgb{BOTH}">both</span> '
        f'<span style="--c: rgb{ONLY_PLAIN}">plain</span> '
        f'<span style="--c: rgb{ONLY_ENCRYPTED}">encrypted</span>'
    )
    return [
        ("b<sub>p</sub>", "Plain block", _grey(cut(plain, block) / 255)),
        (name, its, _grey(cut(encrypted, match) / 255)),
        ("low-passed b<sub>p</sub>", "Plain block, low-passed", _grey(low_plain)),
        (f"low-passed {name}", f"{its}, low-passed", _grey(low_encrypted)),
        (
            "|difference|",
            "Absolute difference of the low-passed blocks",
            cividis(np.abs(low_plain - low_encrypted)),
        ),
        (
            "EM of b<sub>p</sub>",
            "Edge strength of the plain block",
            cividis(cut(result.edges_plain, block)),
        ),
        (
            f"EM of {name}",
            "Edge strength of the encrypted block",
            cividis(cut(result.edges_encrypted, match)),
        ),
        (
            "BEM of b<sub>p</sub>",
            "Edges of the plain block",
            cividis(result.binary_plain[block].astype(np.float64)),
        ),
        (
            "DSM of b<sub>p</sub>",
            "Distance to the plain block's edges",
            cividis(_distance(result, block)),
        ),
        (
            "WEM of b<sub>p</sub>",
            "Weight of an edge by its distance to the plain block's edges",
            cividis(result.edge_weights[block]),
        ),
        (f"edges {legend}", "Edges of both blocks, one over the other", both),
    ]


def _distance(result: Recognizability, block: int) -> NDArray[np.floating]:
    """DSM over the block's diagonal, in [0, 1]; 1 where there are no edges."""
    return 1 - result.edge_weights[block]


def _equations(result: Recognizability, block: int, match: int, rank: int) -> list[str]:
    """Eqs. 2 to 5 with the numbers of this block and an encrypted one."""
    row, column = divmod(block, result.degree.shape[1])
    sim_a, sim_s = result.sim_a[block, match], result.sim_s[block, match]
    plain, encrypted = result.binary_plain[block], result.binary_encrypted[match]
    closeness = float(result.edge_weights[block][encrypted].sum())
    union = int((plain | encrypted).sum())
    gamma = result.form.parameters.gamma
    degree = result.sim[block, match]
    pooled = (
        f"{sim_a:.4f} · {sim_s:.4f}<sup>1 − {sim_a:.4f}</sup> = <b>{degree:.4f}</b>"
        if result.form.components.structure
        else f"sim<sub>A</sub> = <b>{degree:.4f}</b> (structure is switched off)"
    )
    nrd, std = result.neighbour_degree[row, column], result.complexity[row, column]
    weight = f"(1 − {nrd:.4f}) · {std:.4f} = <b>{result.weight[row, column]:.4f}</b>"
    if not result.form.components.weight:
        weight = "1 (the weight is switched off)"
    elif not result.complexity.any():
        weight = "0 for every block, which has no edges, so all weigh the same: <b>1.0000</b>"
    elif not ((1 - result.neighbour_degree) * result.complexity).any():
        weight = (
            "0 for every block, since all are recognised. Its limit counts, "
            f"std(EM) = <b>{result.weight[row, column]:.4f}</b>"
        )
    fuzzy = (
        f"{closeness:.1f} / {union} = <b>{sim_s:.4f}</b>"
        if union
        else "neither block has an edge: <b>1</b>"
    )
    return [
        _places(result, block, match, rank),
        f"Eq. 2 &ensp; sim<sub>A</sub> = (mean of (1 − |difference| / 255)"
        f"<sup>{gamma:g}</sup>)<sup>1/{gamma:g}</sup> = <b>{sim_a:.4f}</b>",
        f"Eq. 3 &ensp; sim<sub>S</sub> = |WEM · BEM<sub>e</sub>| / |union| = {fuzzy}",
        f"Eq. 4, 1 &ensp; RD(b<sub>p</sub>) = {pooled}"
        if rank == 1
        else f"Eq. 4 &ensp; sim = {pooled}. Eq. 1 takes the largest, RD(b<sub>p</sub>) = "
        f"{result.degree[row, column]:.4f}",
        f"Eq. 5 &ensp; w(b<sub>p</sub>) = (1 − NRD<sub>avg</sub>) · std(EM) = {weight}",
        f"Eq. 6 &ensp; this block is {result.contribution[row, column]:.2%} of the sum "
        "under the root.",
    ]


def _places(result: Recognizability, block: int, match: int, rank: int) -> str:
    """Where both blocks are."""
    columns = result.degree.shape[1]
    row, column = divmod(block, columns)
    to_row, to_column = divmod(match, columns)
    found = "its best match is"
    if rank > 1:
        found = (
            f"of {result.match.size} encrypted blocks, number {rank} by similarity is"
        )
    elif result.degree[row, column] == 0:
        return (
            f"Block in row {row + 1}, column {column + 1} of the plain picture: no "
            "encrypted block counts as its match. The one that looks most alike is "
            f"in row {to_row + 1}, column {to_column + 1}."
        )
    more, tied = int(as_alike(result)[block]), ""
    if rank == 1 and more:
        first_row, first_column = divmod(int(result.match.ravel()[block]), columns)
        others = "one more is" if more == 1 else f"{more} more are"
        tied = (
            f" As alike {others}. Eq. 1 takes the first of them, in row "
            f"{first_row + 1}, column {first_column + 1}."
        )
    return (
        f"Block in row {row + 1}, column {column + 1} of the plain picture: {found} "
        f"in row {to_row + 1}, column {to_column + 1} of the encrypted one.{tied}"
    )


def _grey(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


_STYLE = """<style>
.block-detail h2 { font-size: 1.05rem; padding: 0 0 0.4rem; margin: 0; scroll-margin-top: 5rem; outline-offset: 2px; }
.block-detail .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.2rem, 1fr)); gap: 0.6rem 0.5rem; }
.block-detail figure { margin: 0; }
.block-detail img { width: 100%; aspect-ratio: 1; image-rendering: pixelated; display: block; border: 1px solid rgba(128, 128, 128, 0.5); }
.block-detail figcaption { font-size: 0.78rem; line-height: 1.35; padding-top: 0.15rem; }
.block-detail figcaption span { white-space: nowrap; }
.block-detail figcaption span::before { content: ""; display: inline-block; width: 0.7em; height: 0.7em; margin-right: 0.2em; background: var(--c); forced-color-adjust: none; border: 1px solid rgba(128, 128, 128, 0.8); }
.block-detail .scale { margin: 0.4rem 0 0; font-size: 0.8rem; opacity: 0.85; }
.block-detail .equations { margin-top: 0.7rem; font-size: 0.9rem; line-height: 1.5; font-variant-numeric: tabular-nums; }
.block-detail .equations p { margin: 0 0 0.2rem; }
</style>"""
