"""Memory of the server against the number of large pairs that were looked at.

A visitor uploads one pair after another, moves alpha on each, and waits for the gauge;
the session keeps the last uploads. The resident memory should level off: what the
server remembers has a bound.
"""

import argparse
import gc
import os
import sys
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
# A script's folder comes first on the path: there, files hide the package core.
sys.path[0] = str(Path(__file__).parents[1])

import numpy as np
import psutil

from core import Parameters, visual_security_index
from core.image import read_image
from core.image.sizes import resize
from core.recognizability.form import Form
from explorer.figures import deferred, served
from explorer.pair import evaluation
from explorer.pair.sources import Source
from explorer.session import MAX_FILE_PIXELS
from explorer.store.memory import MEMORY

SAMPLE = Path(__file__).parents[1] / "sample_images" / "camera.png"
MIB = 2**20

MOST_FOR_ONE = 1200
"""Most memory for one pair of 4,096 × 4,096, in MiB."""


def photograph(number: int, shape: tuple[int, int]) -> Source:
    """A photograph of a size, grained differently for every number."""
    grain = np.random.default_rng(number).normal(0, 2, shape)
    luma = np.clip(resize(read_image(SAMPLE), shape) + grain, 0, 255)
    luma.flags.writeable = False
    return Source(title=f"pair {number}", digest=f"{number:064x}", luma=luma)


def look_at(number: int, shape: tuple[int, int]) -> tuple[Source, Source]:
    """Compute and draw all that Explore does for a pair; return it."""
    plain = photograph(number, shape)
    encrypted = evaluation.encrypted(plain, "peid-09", 2, "key")
    for alpha in (0.1, 0.12):
        result = evaluation.evaluate(
            plain,
            encrypted,
            Form(parameters=Parameters(alpha=alpha)),
        )
        for source in (plain, encrypted):
            served.picture(source)
            served.edge_picture(source)
        served.fuzzy_pictures(plain, encrypted, result)
        deferred.reassembled_picture(encrypted, result)
        deferred.reassembled_figure(plain, encrypted, result)
        deferred.gauge_figure(plain, encrypted, result)
    deferred.marks(plain, encrypted, result.form)
    return plain, encrypted


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=8, help="how many pairs")
    parser.add_argument("--megapixels", type=float, default=6.0, help="of each picture")
    parser.add_argument("--one", type=int, help="only one pair, from pixels: its side")
    chosen = parser.parse_args()
    if chosen.one:
        one_pair(chosen.one)
        return
    side = round((chosen.megapixels * 1e6 / 1.5) ** 0.5)
    shape = (side, side * 3 // 2)

    evaluation.warm_up()
    process = psutil.Process()
    print(f"pairs of {shape[1]} × {shape[0]} pixels")
    print("pairs   remembered, MiB   resident, MiB   highest, MiB")
    held: list[tuple[Source, Source]] = []
    for number in range(chosen.pairs + 1):
        if number:
            held.append(look_at(number, shape))
            del held[: -max(1, MAX_FILE_PIXELS // (shape[0] * shape[1]))]
        gc.collect()
        numbers = MEMORY.size, process.memory_info().rss, peak()
        words = (f"{value / MIB:15,.0f}" for value in numbers)
        print(f"{number:5}", *words, flush=True)


def one_pair(side: int) -> None:
    """Print the highest memory of one evaluation from pixels, imports included."""
    evaluation.warm_up()
    plain = np.rint(photograph(0, (side, side)).luma).astype(np.uint8)
    steps = list[tuple[int, int]]()
    before = peak()
    visual_security_index(
        plain, plain[::-1].copy(), progress=lambda *step: steps.append(step)
    )
    over = "" if peak() <= MOST_FOR_ONE * MIB else f"  over {MOST_FOR_ONE:,}"
    print(f"one pair of {side} × {side}, in {len(steps)} steps: highest, MiB")
    print(f"before {before / MIB:,.0f}, while it ran {peak() / MIB:,.0f}{over}")


def peak() -> float:
    """Highest resident memory so far in bytes; not a number where none counts it."""
    try:
        import resource
    except ImportError:  # not on Windows
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
