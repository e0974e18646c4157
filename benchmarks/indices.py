"""Cost of every index on 512 × 512 against SSIM: `python benchmarks/indices.py`.

Medians of ratios, each index and scikit-image's `structural_similarity` taking turns in
one process on one thread, in processor time: other programs hardly count.
`--profile KEY` shows where the time of one index goes.
"""

import os

for variable in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{variable}_NUM_THREADS"] = "1"

import argparse
import cProfile
import pstats
import statistics
import sys
import time
from collections.abc import Callable

# A script's folder comes first on the path: there, core.py hides the package core.
sys.path.pop(0)

import numpy as np
from skimage import data
from skimage.metrics import structural_similarity

from core.indices import INDICES

BUDGET = 3.0
"""Most that an index may cost, as a multiple of SSIM."""

BUDGETS = {"iibvsi": 12.0}
"""IIBVSI needs 64 inverse Fourier transforms at full size, and 128 at smaller ones."""

ROUNDS = 15


def seconds(call: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Print one line for each index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", metavar="KEY", choices=INDICES)
    key = parser.parse_args().profile

    plain = data.camera().astype(np.float64)
    noise = np.random.default_rng(0).normal(0, 30, plain.shape)
    encrypted = np.clip(plain + noise, 0, 255)

    if key is not None:
        INDICES[key].evaluate(plain, encrypted)  # compiles
        with cProfile.Profile() as profile:
            INDICES[key].evaluate(plain, encrypted)
        pstats.Stats(profile).sort_stats("tottime").print_stats(15)
        return

    def reference() -> object:
        return structural_similarity(plain, encrypted, data_range=255)

    print(f"{'index':<10} {'ms':>8} {'x SSIM':>8} {'budget':>8}")
    for name, index in INDICES.items():
        index.evaluate(plain, encrypted)  # compiles
        own: list[float] = []
        ssim: list[float] = []
        for _ in range(ROUNDS):
            own.append(seconds(lambda index=index: index.evaluate(plain, encrypted)))
            ssim.append(seconds(reference))
        ratio = statistics.median(a / b for a, b in zip(own, ssim, strict=True))
        budget = BUDGETS.get(name, BUDGET)
        verdict = "" if ratio <= budget else "  over budget"
        milliseconds = statistics.median(own) * 1000
        print(f"{name:<10} {milliseconds:8.1f} {ratio:8.2f} {budget:8.0f}{verdict}")


if __name__ == "__main__":
    main()
