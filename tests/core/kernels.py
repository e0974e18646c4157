"""Scores of a few pairs under the matrix kernel that this process was started with.

`python -m tests.core.kernels 1 2`, from the checkout, prints them as JSON, with one and
with two threads: OpenBLAS reads its kernel, `OPENBLAS_CORETYPE`, when it is loaded.
"""

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_info, threadpool_limits

import core
from core.recognizability.blocks import grid_shape, join, split

SAMPLES = Path(__file__).parents[2] / "sample_images"
L = 32  # side of the blocks that change places

Pair = tuple[NDArray[np.float64], NDArray[np.float64], core.Parameters]


def shuffled(image: NDArray[np.float64]) -> NDArray[np.float64]:
    """Blocks of l × l in another order, the same each time."""
    blocks = split(image, L)
    order = np.random.default_rng(1).permutation(len(blocks))
    return join(blocks[order], grid_shape(image.shape, L, "crop"))


def own_grid(image: NDArray[np.float64]) -> core.Parameters:
    """Constants under which the index cuts a square image where `shuffled` does."""
    parameters = core.Parameters(alpha=(L - 0.5) / len(image))
    assert parameters.block_side(len(image)) == L
    return parameters


def pairs() -> dict[str, Pair]:
    """Pairs whose blocks have one copy, many or none."""
    photograph = core.read_image(SAMPLES / "camera.png")
    camera = photograph[96:352, 128:384]
    gravel = core.read_image(SAMPLES / "gravel.png")[:256, :256]
    noise = np.random.default_rng(2).integers(0, 256, camera.shape).astype(np.float64)
    periodic = np.tile(photograph[96:192, 192:288], (4, 4))[:320, :320]
    y, x = np.mgrid[:256, :256] - 127.5
    disc = np.where(x**2 + y**2 < 80**2, 200.0, 40.0)
    jpeg = core.as_luma(core.SCHEMES["jpeg-dc"].encrypt(camera, level=1))
    paper = core.Parameters()
    return {
        "shuffled on its own grid": (
            camera,
            shuffled(camera),
            own_grid(camera),
        ),
        "noise": (camera, noise, paper),
        "jpeg-dc": (camera, jpeg, paper),
        "unrelated": (camera, gravel, paper),
        "periodic": (periodic, shuffled(periodic), own_grid(periodic)),
        "flat disc": (disc, disc, paper),
    }


def answers() -> dict[str, dict[str, object]]:
    """Scores and matches of each pair."""
    return {
        name: {
            "vsi": result.vsi,
            "match": result.match.tolist(),
            "information": core.recognizable_information(*pair[:2]).value,
        }
        for name, pair in pairs().items()
        for result in [core.visual_security_index(*pair)]
    }


def libraries() -> list[dict[str, object]]:
    """Kernel and thread count of every OpenBLAS in this process."""
    return [
        {"kernel": library["architecture"], "threads": library["num_threads"]}
        for library in threadpool_info()
        if library["internal_api"] == "openblas"
    ]


def on_each(counts: list[int]) -> dict[int, dict[str, object]]:
    """What there is to say with each number of threads."""
    found = {}
    for count in counts:
        with threadpool_limits(count, user_api="blas"):
            found[count] = {"libraries": libraries(), "pairs": answers()}
    return found


if __name__ == "__main__":
    json.dump(on_each([int(count) for count in sys.argv[1:]]), sys.stdout)
