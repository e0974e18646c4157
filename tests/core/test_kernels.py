"""The same score and the same matches whatever OpenBLAS multiplies matrices with.

Each kernel sums in an order of its own, and so may each number of threads; what differs
in the last bit must decide nothing. A kernel is chosen when the library is loaded, so
that each has a process to itself: see `kernels.py`, beside this file.
"""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_info

ROOT = Path(__file__).parents[2]

# What OpenBLAS calls a kernel once it is loaded, and what the processor needs for it in
# NumPy's words: those until 2.3 and those since.
PRESCOTT = {"Prescott", "Katmai"}  # two names of one table; the first that fits is told
KERNELS = {
    "Prescott": (PRESCOTT, None),
    "Sandybridge": ({"Sandybridge"}, {"AVX", "X86_V3"}),
    "Haswell": ({"Haswell"}, {"AVX2", "X86_V3"}),
    "SkylakeX": ({"SkylakeX"}, {"AVX512_SKX", "X86_V4"}),
}
CORES = os.cpu_count() or 1
THREADS = [count for count in (1, 2) if count <= CORES]
PAIRS = (
    "shuffled on its own grid",
    "noise",
    "jpeg-dc",
    "unrelated",
    "periodic",
    "flat disc",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        platform.machine() not in ("x86_64", "AMD64"), reason="kernels of x86-64"
    ),
    pytest.mark.skipif(
        all(library["internal_api"] != "openblas" for library in threadpool_info()),
        reason="NumPy multiplies matrices with another library here",
    ),
]


def kernels() -> list[str]:
    """Kernels that this processor can run."""
    simd: Any = np.show_config(mode="dicts")["SIMD Extensions"]
    has = {*simd["baseline"], *simd["found"]}
    return [name for name, (_, one_of) in KERNELS.items() if not one_of or one_of & has]


def ask(kernel: str) -> dict[tuple[str, int], dict[str, Any]]:
    """What a process of its own says, on each number of threads."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.kernels", *map(str, THREADS)],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_CORETYPE": kernel},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {(kernel, int(n)): said for n, said in json.loads(done.stdout).items()}


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, int], dict[str, Any]]:
    """What each kernel says on each number of threads."""
    return {key: said for name in kernels() for key, said in ask(name).items()}


def test_every_kernel_was_the_one_at_work(told):
    for (kernel, threads), said in told.items():
        assert said["libraries"]
        for library in said["libraries"]:
            assert library["kernel"] in KERNELS[kernel][0]
            assert library["threads"] == threads
        assert tuple(said["pairs"]) == PAIRS


@pytest.mark.parametrize("pair", PAIRS)
def test_no_kernel_and_no_number_of_threads_changes_a_score_or_a_match(pair, told):
    first, *rest = [said["pairs"][pair] for said in told.values()]
    for one in rest:
        assert one["vsi"] == pytest.approx(first["vsi"], rel=0, abs=1e-6)
        assert one["match"] == first["match"]
        information = pytest.approx(first["information"], rel=0, abs=1e-7)
        assert one["information"] == information
