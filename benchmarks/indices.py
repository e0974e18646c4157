"""Cost of every index on 512 × 512 against SSIM: `python benchmarks/indices.py`.

Medians of ratios, each index and scikit-image's `structural_similarity` taking turns in
one process on one thread, in processor time: other programs hardly count. Then, for the
indices that keep their plain side, what another encryption of the same picture costs.
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

import core
from core.indices import INDICES

BUDGET = 3.0
"""Most that an index may cost, as a multiple of SSIM."""

BUDGETS = {
    "vsi-canny": 1.5,
    "nmvsi": 1.5,
    "nqiqapei": 2.5,
    "iibvsi": 6.0,
    "key-points": 18.0,
}
"""IIBVSI needs 64 inverse Fourier transforms at full size, and 128 at smaller ones; the
key points of both images are looked for in four octaves, with their orientations."""

KEPT = {
    ("information", "square"): (3.0, 1.8),
    ("information", "3 : 2"): (4.0, 2.6),
    ("key-points", "square"): (18.0, 8.0),
}
"""Budgets from pixels and with the plain side kept, over five encryptions each."""

ENCRYPTIONS = (
    ("peid-09", 4),
    ("aes-ctr", 1),
    ("etc", 3),
    ("peid-07", 3),
    ("peid-02", 3),
)

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

    print(f"{'index':<11} {'ms':>8} {'x SSIM':>8} {'budget':>8}")
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
        print(f"{name:<11} {milliseconds:8.1f} {ratio:8.2f} {budget:8.1f}{verdict}")
    for (name, shape), budgets in KEPT.items():
        report_kept(name, shape, budgets)


def report_kept(name: str, shape: str, budgets: tuple[float, float]) -> None:
    """Print what five encryptions of one picture cost, its plain side kept or not."""
    index = INDICES[name]
    assert index.against is not None
    picture = data.astronaut() if shape == "square" else data.rocket()
    plain = core.as_luma(picture)
    measure = index.against(plain)
    found: list[tuple[float, float]] = []
    for scheme, level in ENCRYPTIONS:
        pixels = core.SCHEMES[scheme].encrypt(picture, level=level, key="demo")
        encrypted = core.as_luma(pixels)
        measure(encrypted)
        for _ in range(4):
            calls = (
                lambda encrypted=encrypted: index.evaluate(plain, encrypted),
                lambda encrypted=encrypted: measure(encrypted),
                lambda encrypted=encrypted: structural_similarity(
                    plain, encrypted, data_range=255
                ),
            )
            whole, kept, ssim = (seconds(call) for call in calls)
            found.append((whole / ssim, kept / ssim))
    for said, ratios, budget in zip(
        ("from pixels", "plain side kept"),
        zip(*found, strict=True),
        budgets,
        strict=True,
    ):
        ratio = statistics.median(ratios)
        verdict = "" if ratio <= budget else "  over budget"
        print(f"{name}, {shape}, {said:<16} {ratio:8.2f} {budget:8.1f}{verdict}")


if __name__ == "__main__":
    main()
