"""Randomness of the schemes: from a key and the scheme's name alone."""

import hashlib

import numpy as np
from numpy.typing import NDArray

LOGISTIC_RATE = 3.999
"""r of x' = r x (1 - x), just inside the chaotic end of the logistic map."""

COUPLING = 0.1
"""Share of a lattice site's next value that comes from its two neighbours."""

SETTLING_STEPS = 64
"""Lattice steps before a value is used, so that nearby starts have diverged."""


def digest(key: str, scheme: str) -> bytes:
    """SHA-256 (32 bytes) of a scheme's name and a key.

    A zero byte separates the two, so that no two pairs share a digest.
    """
    # surrogatepass: any Python text is a key, also one that is no valid Unicode.
    text = f"{scheme}\0{key}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).digest()


def generator(key: str, scheme: str) -> np.random.Generator:
    """Return a PCG64 generator seeded with the digest of key and scheme name.

    The numbers repeat as long as NumPy draws the same ones from the same bits, which it
    promises for one version only.
    """
    seed = int.from_bytes(digest(key, scheme), "big")
    return np.random.Generator(np.random.PCG64(seed))


def lattice_order(count: int, key: str, scheme: str) -> NDArray[np.intp]:
    """Secret order of `count` things, drawn by a coupled logistic map lattice.

    The lattice has one site for each thing, on a ring. Each step takes
    x_i' = (1 - c) f(x_i) + c/2 (f(x_(i-1)) + f(x_(i+1))) with f(x) = 3.999 x (1 - x)
    and c = 0.1; the order is that of the sites' values after the last step.

    Parameters
    ----------
    count : int
        Number of things, at least 1.
    key, scheme : str
        Seed of the lattice's start.

    Returns
    -------
    NDArray
        (count,), a permutation of 0..count - 1: `order[i]` is the thing at place i.

    Notes
    -----
    After Xiang, Wong and Liao, Chaos 17 (2007), 023115, which uses such a lattice as
    its source of randomness.

    Reading: an order that changes nothing is skipped, and the lattice makes more steps.
    With four blocks one key in 24 would otherwise show the plain image.
    """
    x = generator(key, scheme).uniform(0.1, 0.9, count)
    for _ in range(SETTLING_STEPS):
        x = _step(x)
    identity = np.arange(count)
    order = np.argsort(x, kind="stable")
    while count > 1 and np.array_equal(order, identity):
        x = _step(x)
        order = np.argsort(x, kind="stable")
    return order


def logistic_bytes(count: int, key: str, scheme: str) -> NDArray[np.uint8]:
    """Return (count,) bytes floor(256 x) of the orbit x' = 3.99 x (1 - x)."""
    rate = 3.99
    x = float(generator(key, scheme).uniform(0.1, 0.9))
    for _ in range(SETTLING_STEPS):
        x = rate * x * (1 - x)
    # A plain loop: each value needs the one before, and Python's floats are quicker
    # here than NumPy's.
    orbit = bytearray(count)
    for i in range(count):
        x = rate * x * (1 - x)
        orbit[i] = int(256 * x)
    return np.frombuffer(orbit, np.uint8)


def _step(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """One step of the coupled logistic map lattice on a ring."""
    fx = LOGISTIC_RATE * x * (1 - x)
    return (1 - COUPLING) * fx + COUPLING / 2 * (np.roll(fx, 1) + np.roll(fx, -1))
