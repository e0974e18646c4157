"""How steady the indices are over keys, and whether weaker levels score more.

    python benchmarks/stability.py
    python benchmarks/stability.py --indices information --pictures camera text

For every scheme and level: mean and standard deviation of each index over five keys.
For every scheme: how many of the steps from one level to the next, which is weaker,
raise the mean. Takes some minutes for each picture.
"""

import os

for variable in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ.setdefault(f"{variable}_NUM_THREADS", "1")

import argparse
import csv
import sys
from pathlib import Path

# A script's folder comes first on the path: there, core.py hides the package core.
sys.path.pop(0)

import numpy as np
from numpy.typing import NDArray

import core
from core.indices.noise import value_against

SAMPLES = Path(core.__file__).parents[1] / "sample_images"

KEYS = ("demo", "a", "b", "c", "d")

COMPARED = ("proposed", "information", "key-points")


def measured(
    plain: NDArray[np.float64], scheme: core.Scheme, indices: list[str]
) -> dict[str, NDArray[np.float64]]:
    """Scores (levels, keys) of each index."""
    measures = {index: value_against(index, plain) for index in indices}
    shape = scheme.levels, len(KEYS)
    scores = {index: np.empty(shape) for index in indices}
    for level in range(scheme.levels):
        for number, key in enumerate(KEYS):
            pixels = scheme.encrypt(plain, level=level + 1, key=key)
            encrypted = core.as_luma(pixels, data_range=255)
            for index, measure in measures.items():
                scores[index][level, number] = measure(encrypted)
    return scores


def main() -> None:
    """Write a table of levels to the standard output, and the steps at its end."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--indices", nargs="+", default=list(COMPARED), choices=list(core.INDICES)
    )
    parser.add_argument("--pictures", nargs="+", default=["astronaut", "camera"])
    parser.add_argument(
        "--schemes", nargs="+", default=list(core.SCHEMES), choices=list(core.SCHEMES)
    )
    asked = parser.parse_args()

    write = csv.writer(sys.stdout).writerow
    write(["picture", "scheme", "level", "index", "mean", "deviation"])
    rising = dict.fromkeys(asked.indices, 0)
    spreads: dict[str, list[float]] = {index: [] for index in asked.indices}
    steps = 0
    for picture in asked.pictures:
        plain = core.read_image(SAMPLES / f"{picture}.png")
        for key in asked.schemes:
            scheme = core.SCHEMES[key]
            steps += scheme.levels - 1
            for index, scores in measured(plain, scheme, asked.indices).items():
                means, spread = scores.mean(axis=1), scores.std(axis=1, ddof=1)
                rising[index] += int((np.diff(means) > 0).sum())
                spreads[index] += spread.tolist()
                for level, values in enumerate(zip(means, spread, strict=True), 1):
                    numbers = [f"{value:.6f}" for value in values]
                    write([picture, key, level, index, *numbers])
            sys.stdout.flush()
    for index in asked.indices:
        print(
            f"# {index}: {rising[index]} of {steps} steps rise; deviation over keys "
            f"{np.median(spreads[index]):.2g} in the median, "
            f"{max(spreads[index]):.2g} at most"
        )


if __name__ == "__main__":
    main()
