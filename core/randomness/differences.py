"""How a cipher differs from another one, and from its plain image."""

from collections.abc import Sequence
from math import inf

import numpy as np
from scipy import special

from core.randomness.bytes_of import Bytes
from core.randomness.diffusion import (
    NPCR,
    UACI,
    WHITE,
    npcr_critical,
    uaci_critical,
    uaci_deviation,
)
from core.randomness.entries import LEVELS, Entry


def differential(e: Bytes, other: Bytes) -> Sequence[Entry]:
    """NPCR and UACI of two ciphers."""
    n = e.size
    npcr = float((e != other).mean())
    uaci = float(np.abs(e.astype(np.int64) - other).mean() / WHITE)
    npcr_z = (npcr - NPCR) / (np.sqrt(WHITE / n) / (WHITE + 1))
    uaci_z = abs(uaci - UACI) / uaci_deviation(n)
    return (
        Entry(
            key="npcr",
            label="Pixels that differ (NPCR)",
            value=100 * npcr,
            unit="%",
            ideal=100 * NPCR,
            p=float(special.ndtr(npcr_z)),
            critical=tuple((npcr_critical(n, level), 100.0) for level in LEVELS),
        ),
        Entry(
            key="uaci",
            label="By how much they differ (UACI)",
            value=100 * uaci,
            unit="%",
            ideal=100 * UACI,
            p=float(2 * special.ndtr(-uaci_z)),
            critical=tuple(uaci_critical(n, level) for level in LEVELS),
        ),
    )


def errors(p: Bytes, e: Bytes) -> Sequence[Entry]:
    """MSE, PSNR and MAE; a higher error only says that more differs."""
    difference = p.astype(np.int64) - e
    mse = float((difference**2).mean())
    return (
        Entry(
            key="mse",
            label="Mean squared error (MSE)",
            value=mse,
            note="Higher means more differs.",
        ),
        Entry(
            key="psnr",
            label="Signal over error (PSNR)",
            value=float(10 * np.log10(WHITE**2 / mse)) if mse else inf,
            unit="dB",
            note="Infinite where nothing differs.",
        ),
        Entry(
            key="mae",
            label="Mean error (MAE)",
            value=float(np.abs(difference).mean()),
            note="Higher means more differs.",
        ),
    )
