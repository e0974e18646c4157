"""How long the index takes, as a multiple of one structural similarity.

All measurements are interleaved in one process; the table shows medians, of one thread
unless it says otherwise.
Ratios compare machines better than milliseconds do. The budgets are the project's own:
a slider feels like a slider as long as its move stays below them.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from statistics import median

# Before NumPy is imported.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"
os.environ["NUMBA_NUM_THREADS"] = "1"
# A script's folder comes first on the path: there, this file hides the package core.
sys.path.pop(0)

import numpy as np
from numpy.typing import NDArray
from skimage import data
from skimage.metrics import structural_similarity

from core import Parameters, Recognizability, visual_security_index
from core.image.sizes import resize
from core.recognizability import index, stages
from core.recognizability.appearance import pixels_of
from core.recognizability.form import Form

PARAMETERS = Parameters(alpha=0.1)
YARDSTICK = "structural similarity"
BUDGETS = {
    "first evaluation, from pixels": 2.1,
    "alpha moved, edge maps known": 0.35,
    "beta moved": 0.2,
    "gamma moved": 0.1,
}
SIZES = {256: (None, 3.0), 512: (2.1, 1.75), 1024: (None, 1.15)}
"""Most from pixels on one thread and on two, by side, as multiples of SSIM."""

GRIDS = {46: 7.0, 64: 16.0}
"""Most from pixels on 512 × 512, by blocks a side: 2,116 and 4,096 blocks."""

LEAST_GAIN = 100
"""Least speed-up of sim_A of all pairs over a Python loop, one NumPy line a pair."""


def shuffled(image: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """Whole blocks of an image in random order."""
    rows = image.shape[0] // side
    blocks = (
        image.reshape(rows, side, rows, side).swapaxes(1, 2).reshape(-1, side, side)
    )
    blocks = blocks[np.random.default_rng(0).permutation(len(blocks))]
    return blocks.reshape(rows, rows, side, side).swapaxes(1, 2).reshape(image.shape)


def python_loop(filtered: stages.Filtered, gamma: float) -> NDArray[np.float64]:
    """sim_A of every pair, Eq. 2, as one would write it first: on grey levels."""
    plain = 255 * pixels_of(filtered.plain, filtered.side).astype(np.float64)
    encrypted = 255 * pixels_of(filtered.encrypted, filtered.side).astype(np.float64)
    table = np.empty((len(plain), len(encrypted)))
    for p, block in enumerate(plain):
        for e, other in enumerate(encrypted):
            likeness = np.maximum(1 - np.abs(block - other) / 255, 0)
            table[p, e] = np.mean(likeness**gamma) ** (1 / gamma)
    return table


def milliseconds(work: Callable[[], object]) -> float:
    """Duration of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def from_pixels(rounds: int) -> None:
    """Print what a whole evaluation costs by size and by grid.

    In processor time; on two threads in the least time that passed, since that is what
    a second thread saves.
    """
    print("\nfrom pixels, as a multiple of SSIM; two threads: least time that passed")
    camera = data.camera().astype(np.float64)
    for side, (most, most_on_two) in SIZES.items():
        plain = np.rint(resize(camera, (side, side)))
        pair = plain, shuffled(plain, 32)
        report(f"{side} × {side}, one thread", ratio(pair, None, 1, rounds), most)
        two = ratio(pair, None, 2, rounds)
        report(f"{side} × {side}, two threads", two, most_on_two)
    for blocks, most in GRIDS.items():
        parameters = Parameters.for_side(512 // blocks, 512)
        fine = ratio((camera, shuffled(camera, 32)), parameters, 1, 5)
        report(f"512 × 512, {blocks**2:,} blocks", fine, most)


def ratio(
    pair: tuple[NDArray[np.float64], NDArray[np.float64]],
    parameters: Parameters | None,
    threads: int,
    rounds: int,
) -> float:
    """Cost of the index over that of SSIM, both in turns."""
    clock, middle = time.process_time, median
    if threads > 1:
        clock, middle = time.perf_counter, min
    own: list[float] = []
    ssim: list[float] = []
    for _ in range(rounds + 1):
        start = clock()
        visual_security_index(*pair, parameters, threads=threads)
        own.append(clock() - start)
        start = clock()
        structural_similarity(*pair, data_range=255)
        ssim.append(clock() - start)
    return middle(own[1:]) / middle(ssim[1:])  # the first one compiles


def report(name: str, cost: float, budget: float | None) -> None:
    """Print one line, and whether it is over its budget."""
    verdict = "" if budget is None or cost <= budget else "  over"
    print(f"{name:34}{'':9}{cost:9.2f}{budget or '':>9}{verdict}")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21, help="measurements of each")
    rounds = parser.parse_args().rounds

    plain = data.camera().astype(np.float64)
    encrypted = shuffled(plain, 32)
    pair = stages.prepare(plain, encrypted)
    side = PARAMETERS.block_side(min(plain.shape))
    grid = stages.cut(pair, side)
    filtered = stages.low_pass(grid, PARAMETERS.bandwidth(side))

    def pool(
        grid: stages.Grid, filtered: stages.Filtered, gamma: float
    ) -> Recognizability:
        sim_a = stages.compare(filtered, gamma)
        form = Form(parameters=Parameters(alpha=0.1, gamma=gamma))
        return index.pool(pair, grid, filtered, sim_a, form)

    def move_alpha() -> Recognizability:
        grid = stages.cut(pair, side)
        return pool(grid, stages.low_pass(grid, PARAMETERS.bandwidth(side)), 5)

    def move_beta() -> Recognizability:
        return pool(grid, stages.low_pass(grid, PARAMETERS.bandwidth(side)), 5)

    work: dict[str, Callable[[], object]] = {
        YARDSTICK: lambda: structural_similarity(plain, encrypted, data_range=255),
        "first evaluation, from pixels": lambda: visual_security_index(
            plain, encrypted
        ),
        "alpha moved, edge maps known": move_alpha,
        "beta moved": move_beta,
        "gamma moved": lambda: pool(grid, filtered, 5),
        "gamma moved to a fraction, 5.5": lambda: pool(grid, filtered, 5.5),
        "sim_A of all pairs": lambda: stages.compare(filtered, 5),
        "sim_A in a Python loop": lambda: python_loop(filtered, 5),
    }
    for call in work.values():  # compiled and cached before the clock starts
        call()
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, call in work.items():
            times[name].append(milliseconds(call))
    middle = {name: median(values) for name, values in times.items()}

    print(f"512 × 512, {len(grid.sim_s)} blocks of {side} × {side}, {rounds} rounds")
    print(f"{'':34}{'ms':>9}{'ratio':>9}{'budget':>9}")
    for name, value in middle.items():
        cost, budget = value / middle[YARDSTICK], BUDGETS.get(name)
        verdict = "" if budget is None or cost <= budget else "  over"
        print(f"{name:34}{value:9.2f}{cost:9.3f}{budget or '':>9}{verdict}")
    gain = middle["sim_A in a Python loop"] / middle["sim_A of all pairs"]
    verdict = "" if gain >= LEAST_GAIN else "  under"
    print(f"sim_A of all pairs is {gain:.0f} × faster, at least {LEAST_GAIN}{verdict}")
    from_pixels(rounds)


if __name__ == "__main__":
    main()
