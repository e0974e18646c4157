"""Entropy, chi-square, correlation, NPCR, UACI and errors of a cipher."""

from collections.abc import Sequence
from math import inf, log

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from core.image import ImageError
from core.randomness.bytes_of import Bytes, bytes_of
from core.randomness.differences import differential, errors
from core.randomness.entries import LEVELS, Entry, Statistics


def statistics(
    encrypted: ArrayLike,
    *,
    plain: ArrayLike | None = None,
    other: ArrayLike | None = None,
) -> Statistics:
    """Entropy, chi-square, correlation, NPCR, UACI and errors of a cipher.

    Parameters
    ----------
    encrypted : array_like
        As `core.as_luma` takes it, rounded to whole levels; channel by channel.
    plain : array_like, optional
        The plain image, of the same shape: adds MSE, PSNR, MAE and its correlations.
    other : array_like, optional
        A second cipher, of the same shape: of the plain image with one pixel changed,
        or under a key with one bit changed. Adds NPCR and UACI.

    Returns
    -------
    Statistics
        Each number with its ideal and its test.

    Raises
    ------
    ImageError
        If an image is none, or their shapes differ.

    Notes
    -----
    Reading: correlations are over all pairs of neighbours, not over some thousand drawn
    at random. Critical values of NPCR and UACI are those of Y. Wu, J. P. Noonan, S.
    Agaian, NPCR and UACI randomness tests for image encryption, Cyber Journals, JSAT,
    April 2011.

    Examples
    --------
    >>> noise = np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)
    >>> entropy, chi_square, *_ = statistics(noise).entries[0]
    >>> round(entropy.value, 3), round(chi_square.value, 1), round(chi_square.p, 2)
    (7.951, 274.9, 0.19)
    """
    e = bytes_of(encrypted)
    p, e2 = (None if image is None else _like(e, image) for image in (plain, other))
    table = tuple(
        _entries(
            np.ascontiguousarray(e[..., c]),
            None if p is None else p[..., c],
            None if e2 is None else e2[..., c],
        )
        for c in range(e.shape[2])
    )
    missing = list[str]()
    if other is None:
        missing.append("NPCR and UACI need a second cipher.")
    if plain is None:
        missing.append("MSE, PSNR and MAE need the plain picture.")
    return Statistics(
        channels=("grey",) if e.shape[2] == 1 else ("R", "G", "B"),
        entries=table,
        missing=tuple(missing),
    )


def _entries(e: Bytes, p: Bytes | None, other: Bytes | None) -> tuple[Entry, ...]:
    """All entries of one channel."""
    counts = np.bincount(e.ravel(), minlength=256)
    share = counts[counts > 0] / e.size
    entropy = float(-(share * np.log2(share)).sum()) + 0.0  # not -0
    expected = e.size / 256
    chi2 = float(((counts - expected) ** 2 / expected).sum())
    chi2_p = float(special.chdtrc(255, chi2))
    entries = [
        Entry(
            key="entropy",
            label="Entropy",
            value=entropy,
            ideal=8.0,
            p=chi2_p,
            note=(
                "Nearly the same test as chi-square: 2 n ln 2 (8 - H) = "
                f"{2 * e.size * log(2) * (8 - entropy):.1f}."
            ),
        ),
        Entry(
            key="chi2",
            label="Chi-square of the histogram",
            value=chi2,
            ideal=255.0,
            p=chi2_p,
            critical=tuple((0.0, float(special.chdtri(255, p))) for p in LEVELS),
        ),
        *_correlations(e, "corr", "Correlation of neighbours", tested=True),
    ]
    if p is not None:
        entries += _correlations(
            p, "corr_plain", "The same of the plain picture", tested=False
        )
    if other is not None:
        entries += differential(e, other)
    if p is not None:
        entries += errors(p, e)
    return tuple(entries)


def _correlations(
    levels: Bytes, key: str, label: str, *, tested: bool
) -> Sequence[Entry]:
    """Pearson's correlation of all neighbours to the right, below and diagonal."""
    pairs = {
        "h": ("horizontal", levels[:, :-1], levels[:, 1:]),
        "v": ("vertical", levels[:-1], levels[1:]),
        "d": ("diagonal", levels[:-1, :-1], levels[1:, 1:]),
    }
    entries = list[Entry]()
    for direction, (word, first, second) in pairs.items():
        r, p = _pearson(first, second), None
        if tested and not np.isnan(r) and first.size > 3:
            score = abs(np.arctanh(np.clip(r, -1, 1))) if abs(r) < 1 else inf
            p = float(2 * special.ndtr(-score * np.sqrt(first.size - 3)))
        entries.append(
            Entry(
                key=f"{key}_{direction}",
                label=f"{label}, {word}",
                value=r,
                ideal=0.0 if tested else None,
                p=p,
                note="Not defined: all pixels are equal." if np.isnan(r) else "",
            )
        )
    return entries


def _pearson(first: Bytes, second: Bytes) -> float:
    """Correlation of bytes in whole numbers, so exact; NaN if one does not vary."""
    a, b = (side.astype(np.int64).ravel() for side in (first, second))
    n = a.size
    if n == 0:
        return float("nan")
    sum_a, sum_b = int(a.sum()), int(b.sum())
    variance_a = n * int((a * a).sum()) - sum_a**2
    variance_b = n * int((b * b).sum()) - sum_b**2
    if variance_a == 0 or variance_b == 0:
        return float("nan")
    covariance = n * int((a * b).sum()) - sum_a * sum_b
    return covariance / (float(variance_a) ** 0.5 * float(variance_b) ** 0.5)


def _like(encrypted: Bytes, image: ArrayLike) -> Bytes:
    """Another image, of the cipher's shape."""
    pixels = bytes_of(image)
    if pixels.shape != encrypted.shape:
        raise ImageError(
            f"expected pictures of one shape, got {encrypted.shape} and {pixels.shape}"
        )
    return pixels
