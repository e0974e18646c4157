"""Eqs. 1-8 a second time: slow, literal, in double precision.

`python tests/core/oracle.py` prints the numbers of `test_golden.py`.

Written from the paper and its readings alone; shares no line with the package, so that
the two can be held against each other. Takes edge maps as input: the edge filter has an
oracle of its own, in `test_edges.py`.
"""

import math
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dctn, idctn
from scipy.ndimage import distance_transform_edt
from skimage import data

Array = NDArray[Any]
Levels = NDArray[np.float64]

_SAME = 1e-9  # degrees closer than this are one degree, off by rounding
_EVEN = 1e-6  # deviations of an edge map below this are rounding
_RECOGNISED = 1e-4  # 1 - NRD below this everywhere: everything is recognised
_LOOKS_THE_SAME = 0.98  # sim_A of two blocks that look the same


def zigzag_walk(side: int) -> NDArray[np.int64]:
    """Rank of every coefficient, by walking the zigzag as a JPEG decoder does."""
    rank = np.empty((side, side), np.int64)
    row = column = 0
    up = True
    for step in range(side * side):
        rank[row, column] = step
        if up:
            if column == side - 1:
                row, up = row + 1, False
            elif row == 0:
                column, up = column + 1, False
            else:
                row, column = row - 1, column + 1
        elif row == side - 1:
            column, up = column + 1, True
        elif column == 0:
            row, up = row + 1, True
        else:
            row, column = row + 1, column - 1
    return rank


def cut(image: Array, side: int, border: str) -> tuple[list[Array], int, int]:
    """Blocks of an image row by row, and the numbers of rows and columns of them."""
    if border == "pad":
        down, right = -image.shape[0] % side, -image.shape[1] % side
        image = np.pad(image, ((0, down), (0, right)), mode="reflect")
    rows, columns = image.shape[0] // side, image.shape[1] // side
    blocks = [
        np.array(image[i * side : (i + 1) * side, j * side : (j + 1) * side])
        for i in range(rows)
        for j in range(columns)
    ]
    return blocks, rows, columns


def low_passed(block: Levels, sigma: float) -> Levels:
    """Section 2, steps 1 to 3."""
    weight = np.exp(-zigzag_walk(len(block)) / sigma)
    coefficients = np.asarray(dctn(block, norm="ortho"))
    return np.asarray(idctn(coefficients * weight, norm="ortho"))


def sim_a(plain: Levels, encrypted: Levels, gamma: float) -> float:
    """Eq. 2, of low-passed blocks."""
    likeness = np.maximum(1 - np.abs(plain - encrypted) / 255, 0)
    return float(np.mean(likeness**gamma) ** (1 / gamma))


def weight_map(bem: NDArray[np.bool_]) -> Levels:
    """WEM of a block: 1 - DSM / d."""
    if not bem.any():
        return np.zeros(bem.shape)
    dsm = np.asarray(distance_transform_edt(~bem))
    return 1 - dsm / (len(bem) * math.sqrt(2))


def sim_s(
    wem: Levels, bem_plain: NDArray[np.bool_], bem_encrypted: NDArray[np.bool_]
) -> float:
    """Eq. 3."""
    union = bem_plain.sum() + bem_encrypted.sum() - (bem_plain & bem_encrypted).sum()
    if union == 0:
        return 1.0
    return float((wem * bem_encrypted).sum() / union)


def neighbour_average(degree: Levels) -> Levels:
    """NRD_avg of every block."""
    rows, columns = degree.shape
    average = np.zeros(degree.shape)
    for i in range(rows):
        for j in range(columns):
            around = [
                degree[m, n]
                for m, n in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1))
                if 0 <= m < rows and 0 <= n < columns
            ]
            average[i, j] = sum(around) / len(around) if around else 0
    return average


def histogram(edges: Array) -> Levels:
    """Shares of a map's pixels in 16 equal bins on [0, 1]."""
    shares = []
    for k in range(16):
        low, high = k / 16, (k + 1) / 16
        inside = (edges >= low) & ((edges < high) | (k == 15))
        shares.append(inside.sum() / edges.size)
    return np.array(shares)


def pool(
    degree: Levels, weight: Levels, gamma: float, pooling: str
) -> tuple[float, Levels]:
    """Eq. 6 and the share of each block in its sum."""
    if pooling == "printed":
        terms = (weight * degree) ** gamma
    else:
        terms = weight * degree**gamma
    rd = (terms.sum() / weight.sum()) ** (1 / gamma)
    return float(rd), terms / terms.sum() if terms.sum() > 0 else terms


def evaluate(
    plain: Levels,
    encrypted: Levels,
    edges_plain: Array,
    edges_encrypted: Array,
    *,
    alpha: float = 0.1,
    beta: float = 40,
    gamma: float = 5,
    structure: bool = True,
    weight: bool = True,
    global_similarity: bool = True,
    border: str = "crop",
    pooling: str = "normalised",
) -> SimpleNamespace:
    """Eqs. 1-8, pair by pair; fields named as in the package's result."""
    side = math.floor(round(alpha * min(plain.shape), 9)) + 1
    blocks_plain, rows, columns = cut(plain, side, border)
    blocks_encrypted, _, _ = cut(encrypted, side, border)
    em, _, _ = cut(edges_plain.astype(np.float64), side, border)
    em_encrypted, _, _ = cut(edges_encrypted.astype(np.float64), side, border)
    count = rows * columns

    low_plain = [low_passed(block, beta * side) for block in blocks_plain]
    low_encrypted = [low_passed(block, beta * side) for block in blocks_encrypted]
    bem_plain = [block > 0.5 for block in em]
    bem_encrypted = [block > 0.5 for block in em_encrypted]
    wem = [weight_map(bem) for bem in bem_plain]

    table_a, table_s = np.empty((count, count)), np.empty((count, count))
    table = np.empty((count, count))
    match, shown = np.empty(count, np.int64), np.empty(count, np.int64)
    for p in range(count):
        equal = [bool((blocks_plain[p] == other).all()) for other in blocks_encrypted]
        for e in range(count):
            table_a[p, e] = sim_a(low_plain[p], low_encrypted[e], gamma)
            if equal[e]:
                table_a[p, e] = 1
            table_s[p, e] = sim_s(wem[p], bem_plain[p], bem_encrypted[e])
            table[p, e] = table_a[p, e]
            if structure:
                table[p, e] *= table_s[p, e] ** (1 - table_a[p, e])  # 0.0 ** 0.0 is 1
            if structure and table_s[p, e] == 0 and not equal[e]:
                table[p, e] = 0
        best = np.flatnonzero(table[p] >= table[p].max() - _SAME)
        if any(equal):
            best = np.flatnonzero(equal)
        match[p] = best[0]
        if table[p].max() == 0:
            best = np.flatnonzero(table_a[p] >= table_a[p].max() - 1e-5)
        shown[p] = p if p in best else best[0]
    degree = table.max(axis=1).reshape(rows, columns)

    variance = [((block - block.mean()) ** 2).mean() for block in em]
    complexity = np.sqrt(variance).reshape(rows, columns)
    complexity[complexity < _EVEN] = 0

    def pooled(degree: Levels) -> tuple[float, Levels, Levels, Levels]:
        nrd = neighbour_average(degree)
        w = np.ones((rows, columns))
        if weight:
            w = (1 - nrd) * complexity
            if not w.any() or (1 - nrd < _RECOGNISED).all():
                w = complexity if complexity.any() else np.ones((rows, columns))
        return *pool(degree, w, gamma, pooling), nrd, w

    rd, contribution, nrd, w = pooled(degree)
    alike = table_a[np.arange(count), shown].reshape(rows, columns)
    near_copies = (degree == 0) & (alike >= _LOOKS_THE_SAME)
    rd_with_copies = pooled(np.where(near_copies, 1.0, degree))[0]

    h_plain, h_encrypted = histogram(edges_plain), histogram(edges_encrypted)
    gs = float(np.sqrt(h_plain * h_encrypted).sum())
    covered = 1.0 if border == "pad" else count * side**2 / plain.size
    factor = 1 + gs if global_similarity else 1
    return SimpleNamespace(
        vsi=rd * factor,
        shown=shown.reshape(rows, columns),
        near_copies=near_copies,
        vsi_with_copies=rd_with_copies * factor,
        rd=rd,
        gs=gs,
        degree=degree,
        match=match.reshape(rows, columns),
        weight=w,
        neighbour_degree=nrd,
        complexity=complexity,
        contribution=contribution,
        sim_a=table_a,
        sim_s=table_s,
        sim=table,
        low_plain=np.array(low_plain) / 255,
        low_encrypted=np.array(low_encrypted) / 255,
        binary_plain=np.array(bem_plain),
        binary_encrypted=np.array(bem_encrypted),
        edge_weights=np.array(wem),
        edges_plain=edges_plain,
        edges_encrypted=edges_encrypted,
        histogram_plain=h_plain,
        histogram_encrypted=h_encrypted,
        side=side,
        coverage=covered,
    )


def golden_pairs() -> dict[str, tuple[Levels, Levels]]:
    """Plain and encrypted images of `test_golden.py`, 512 × 512."""
    camera = data.camera().astype(np.float64)
    blocks, _, _ = cut(camera, 32, "crop")
    order = np.random.default_rng(0).permutation(256)
    shuffled = np.block(
        [[blocks[order[16 * i + j]] for j in range(16)] for i in range(16)]
    )
    noise = np.random.default_rng(1).integers(0, 256, camera.shape).astype(np.float64)
    normal = np.random.default_rng(2).normal(0, 50, camera.shape)
    return {
        "the image itself": (camera, camera),
        "blocks of 32 shuffled": (camera, shuffled),
        "random bytes": (camera, noise),
        "noise of deviation 50": (camera, np.rint(camera + normal).clip(0, 255)),
        "upside down": (camera, camera[::-1]),
        "lower four bits alone": (camera, camera % 16 * 17),
    }


def print_golden() -> None:
    """Print what the oracle says about the pairs; edge maps are the package's."""
    import core  # the only thing taken from it, and not by the equations above

    for name, (plain, encrypted) in golden_pairs().items():
        maps = core.edge_map(plain), core.edge_map(encrypted)
        result = evaluate(plain, encrypted, *maps)
        numbers = f"{result.vsi:.6f}, {result.rd:.6f}, {result.gs:.6f}"
        sys.stdout.write(f'    "{name}": ({numbers}),\n')


if __name__ == "__main__":
    print_golden()
