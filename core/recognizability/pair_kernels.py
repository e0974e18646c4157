"""Compiled sums of Eq. 2 over the pixels of all pairs of blocks, one per exponent.

The exponent is a constant of the compiled code, which turns the power into a few
multiplications, and quarters of an exponent into square roots: x^(5 + 3/4) is
x x x x x sqrt(x) sqrt(sqrt(x)).
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numba import boolean, float32, types, void
from numpy.typing import NDArray

from core.compiled import njit

Float32: TypeAlias = NDArray[np.float32]

WHOLE_GAMMAS = range(1, 11)
"""Exponents whose kernel is compiled by whoever needs it first."""

FAST_GAMMAS = (*WHOLE_GAMMAS, *(n / 4 for n in range(4, 41) if n % 4))
"""Exponents that can have a compiled kernel; any other takes many times longer.

Those of quarters have it once `pair_kernel` was called with them, in the background of
a program that stays open: to compile all takes longer than a few scores without them.
"""

ROWS = 4
"""Plain blocks that a kernel compares together."""

_TILE = 4096  # pixels of these blocks that stay in the cache
_BLOCKS = types.Array(float32, 2, "C", readonly=True)  # as a cache shares them

_KERNELS: dict[float, Callable[..., None]] = {}


def is_fast(gamma: float) -> bool:
    """Whether an exponent has its kernel, or is whole and gets it when it is needed."""
    return gamma in WHOLE_GAMMAS or gamma in _KERNELS


def pair_kernel(gamma: float) -> Callable[..., None]:
    """Compiled sum over the pixels in Eq. 2 for every pair of blocks.

    Compiled once per machine, then read from disk.

    Parameters
    ----------
    gamma : float
        Exponent, of `FAST_GAMMAS`.

    Returns
    -------
    callable
        (plain (n, K), encrypted (m, K), far (n, m) bool, sums (n, m)) -> None, n at
        least 4; writes the sums. Clamping at 0 costs a fifth of the time, so only pairs
        marked in `far` are clamped: the pixels of all others differ by at most 1.
    """
    if gamma not in _KERNELS:
        _KERNELS[gamma] = _compiled(*divmod(round(4 * gamma), 4))
    return _KERNELS[gamma]


def _compiled(whole: int, quarters: int) -> Callable[..., None]:
    """Compile the kernel of the exponent whole + quarters / 4."""

    @njit(
        void(_BLOCKS, _BLOCKS, boolean[:, ::1], float32[:, ::1]),
        nogil=True,
        fastmath=True,
        cache=True,
    )
    def write_pair_sums(
        plain: Float32, encrypted: Float32, far: NDArray[np.bool_], sums: Float32
    ) -> None:
        zero, one = np.float32(0), np.float32(1)
        count, length = plain.shape
        for group in range(0, count, ROWS):
            i = min(group, count - ROWS)  # the last group overlaps the one before
            sums[i : i + ROWS] = zero
            for start in range(0, length, _TILE):
                stop = min(length, start + _TILE)
                a0, a1 = plain[i, start:stop], plain[i + 1, start:stop]
                a2, a3 = plain[i + 2, start:stop], plain[i + 3, start:stop]
                for j in range(encrypted.shape[0]):
                    b = encrypted[j, start:stop]
                    clamp = far[i, j] or far[i + 1, j] or far[i + 2, j] or far[i + 3, j]
                    sum0 = sum1 = sum2 = sum3 = zero
                    for k in range(b.size):
                        x0, x1 = one - abs(a0[k] - b[k]), one - abs(a1[k] - b[k])
                        x2, x3 = one - abs(a2[k] - b[k]), one - abs(a3[k] - b[k])
                        if clamp:  # the same for the whole loop: compiled as two
                            x0, x1 = max(x0, zero), max(x1, zero)
                            x2, x3 = max(x2, zero), max(x3, zero)
                        power0, power1, power2, power3 = x0, x1, x2, x3
                        for _ in range(whole - 1):
                            power0 *= x0
                            power1 *= x1
                            power2 *= x2
                            power3 *= x3
                        if quarters >= 2:  # a constant, too
                            power0 *= np.sqrt(x0)
                            power1 *= np.sqrt(x1)
                            power2 *= np.sqrt(x2)
                            power3 *= np.sqrt(x3)
                        if quarters % 2:
                            power0 *= np.sqrt(np.sqrt(x0))
                            power1 *= np.sqrt(np.sqrt(x1))
                            power2 *= np.sqrt(np.sqrt(x2))
                            power3 *= np.sqrt(np.sqrt(x3))
                        sum0 += power0
                        sum1 += power1
                        sum2 += power2
                        sum3 += power3
                    sums[i, j] += sum0
                    sums[i + 1, j] += sum1
                    sums[i + 2, j] += sum2
                    sums[i + 3, j] += sum3

    return write_pair_sums
