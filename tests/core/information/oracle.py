"""Recognizable information a second time: slow, literal, in double precision.

Shares no line with the package, so that the two can be held against each other.
"""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.signal import correlate

Array = NDArray[Any]


def side_of(shorter: int) -> int:
    """l, the side of a block."""
    return max(math.floor(round(0.1 * shorter, 9)) + 1, min(32, shorter))


def mirrored(image: Array, side: int) -> Array:
    """P', E'."""
    height, width = image.shape
    return np.pad(image, ((0, -height % side), (0, -width % side)), mode="reflect")


def dct_matrix(side: int) -> Array:
    """Orthonormal DCT-II, from its cosines."""
    r, i = np.mgrid[:side, :side]
    matrix = math.sqrt(2 / side) * np.cos(math.pi * (2 * i + 1) * r / (2 * side))
    matrix[0] /= math.sqrt(2)
    return matrix


def octave_masks(side: int) -> list[Array]:
    """Finest first."""
    r, c = np.mgrid[:side, :side]
    masks = [4 * (r * r + c * c) >= side * side]
    masks += [
        (side * side <= 4**k * (r * r + c * c))
        & (4 ** (k - 1) * (r * r + c * c) < side * side)
        for k in (2, 3, 4)
    ]
    return masks


def bits(p: Array, e: Array, masks: list[Array], sign: int = 1) -> tuple[Array, Array]:
    """I and R of one block and one window, both (4,)."""
    held, message = np.zeros(4), np.zeros(4)
    for k, mask in enumerate(masks):
        n = mask.sum()
        a, x, q = (p[mask] ** 2).sum(), (p[mask] * e[mask]).sum(), (e[mask] ** 2).sum()
        x *= sign
        a = 0.0 if a < 0.001 else a
        g = max(x, 0) / a if a > 0 else 0.0
        v = max(q - g * x, 0) / n
        message[k] = 0.5 * math.log2(1 + (a / n) * 12)
        held[k] = min(message[k], 0.5 * math.log2(1 + g * g * (a / n) / (v + 1 / 12)))
    return held, message


def detail(image: Array) -> Array:
    """D(Z), the Gaussian as one 19 × 19 kernel on a mirrored image."""
    h, w = image.shape[0] // 2, image.shape[1] // 2
    half = image[: 2 * h, : 2 * w].reshape(h, 2, w, 2).mean(axis=(1, 3))
    taps = np.exp(-(np.arange(-9.0, 10.0) ** 2) / 18)
    taps /= taps.sum()
    around = np.pad(half, 9, mode="reflect")
    return half - correlate(around, np.outer(taps, taps), "valid", "direct")


def place_of(template: Array, field: Array, own: tuple[int, int], sign: int = 1):
    """(i, j), the nearest of the windows that fit best."""
    k = len(template)
    windows = np.lib.stride_tricks.sliding_window_view(field, (k, k))
    energy = (windows**2).sum(axis=(2, 3)) + k * k / 4
    quotient = sign * correlate(field, template, "valid", "fft") / np.sqrt(energy)
    if abs(template).max() < 1e-6:
        quotient[:] = 0
    top = quotient.max()
    i, j = np.nonzero(quotient >= top - 1e-4 * abs(top))
    best = np.argmin((i - own[0]) ** 2 + (j - own[1]) ** 2)
    return int(i[best]), int(j[best])


def information(plain: Array, encrypted: Array) -> SimpleNamespace:
    """NRI, S, G, R, T_R, whether found elsewhere, and x, y of every block."""
    height, width = plain.shape
    side = side_of(min(height, width))
    p, e = mirrored(plain, side), mirrored(encrypted, side)
    c, masks = dct_matrix(side), octave_masks(side)
    n = np.array([mask.sum() for mask in masks])
    field_p, field_e = detail(p), detail(e)
    k, log_n = side // 2, math.log2(height * width / 4)

    def window(image, y, x):
        return c @ image[y : y + side, x : x + side] @ c.T

    counted, messages, moved, places = [], [], [], []
    for y in range(0, p.shape[0], side):
        for x in range(0, p.shape[1], side):
            block = window(p, y, x)
            held, message = bits(block, window(e, y, x), masks)
            template = field_p[y // 2 : y // 2 + k, x // 2 : x // 2 + k]
            i, j = place_of(template - template.mean(), field_e, (y // 2, x // 2))
            y0, x0 = y + 2 * (i - y // 2), x + 2 * (j - x // 2)
            best, total, at = np.zeros(4), -1.0, (0, 0)
            for a in (-1, 0, 1):
                for b in (-1, 0, 1):
                    yy = min(max(y0 + a, 0), p.shape[0] - side)
                    xx = min(max(x0 + b, 0), p.shape[1] - side)
                    other, _ = bits(block, window(e, yy, xx), masks)
                    if other @ n > total:
                        best, total, at = other, float(other @ n), (xx, yy)
            price = max(0.0, 1 - log_n / total) if total > 0 else 0.0
            far = math.hypot(at[0] - x, at[1] - y)
            factor = price * (1 - 0.5 * min(1, far / (side * math.sqrt(2))))
            better = factor * total > held @ n
            counted.append(factor * best if better else held)
            messages.append(message)
            moved.append(better)
            places.append(at if better else (x, y))
    g, r = np.array(counted), np.array(messages)
    whole = r.sum(axis=0)
    s = np.array(
        [a / b if b > 0 else math.nan for a, b in zip(g.sum(0), whole, strict=True)]
    )
    value = float(np.nanmean(s)) if (whole > 0).any() else float((p == e).all())
    return SimpleNamespace(
        value=value, s=s, g=g, r=r, t=r @ n, moved=np.array(moved), place=places
    )
