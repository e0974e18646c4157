"""Checks of this installation against values that are known beforehand.

Scores come from the slow oracle of the tests, single values from the equations by hand.
The digests are those of the release: they check that pixels are the same as then.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

import core
from core.image import Luma
from core.recognizability import appearance, structure
from explorer.pair.sources import FOLDER


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One known value: what was expected, what was found, and whether they agree."""

    what: str
    expected: str
    found: str
    passed: bool


def self_test() -> list[Check]:
    """Run every check; a check that raises has failed, with its message."""
    checks = []
    for what, expected, run in _checks():
        try:
            found, passed = run()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure
            found, passed = f"{type(error).__name__}: {error}", False
        checks.append(Check(what=what, expected=expected, found=found, passed=passed))
    return checks


_Run = Callable[[], tuple[str, bool]]

VSI, RD, GS = 1.672336, 0.840819, 0.988936
"""Of the first sample and its blocks of 64 shuffled, at the paper's constants."""

DIGESTS = {
    ("peid-09", 3): "a50c5dae0aeb43b7",
    ("peid-01", 3): "b59ec81f5fb6895a",
    ("aes-ctr", 1): "209a13202463cb54",
}
"""Start of the SHA-256 of the first sample's pixels, encrypted with the key "demo"."""


def _checks() -> Iterator[tuple[str, str, _Run]]:
    """What is checked, what is expected, and the check."""
    yield "VSI(P, P), a picture against itself", "2", _itself
    yield (
        "VSI, RD and GS of the first sample pair",
        f"{VSI}, {RD} and {GS}, to 1 in 100,000",
        _pair,
    )
    yield (
        "Edge strength beside a step of 48 grey levels",
        "0.5 at a threshold of 0.5, within 0.02",
        _step,
    )
    yield "Zigzag order of a block of 3", "0 1 5 / 2 4 6 / 3 7 8", _zigzag
    yield (
        "Eq. 2 of black against white, and of a block against itself",
        "0 and 1",
        _extremes,
    )
    yield (
        "Eq. 3 of two lines three pixels apart in a block of 10",
        "0.393934 = (1 − 3/(10√2)) / 2",
        _lines,
    )
    for (scheme, level), digest in DIGESTS.items():
        yield (
            f"Digest of {core.SCHEMES[scheme].label}, level {level}",
            digest,
            lambda scheme=scheme, level=level, digest=digest: _digest(
                scheme, level, digest
            ),
        )
    yield "Encrypting and decrypting by AES", "every pixel as before", _way_back
    yield (
        "PSNR of two greys that differ by 10",
        "28.130804 dB",
        lambda: _close(_psnr(), 28.130804, 1e-6),
    )


def _sample(name: str) -> Luma:
    return core.read_image(FOLDER / name)


def _pair() -> tuple[str, bool]:
    result = core.visual_security_index(
        _sample("astronaut.png"), _sample("astronaut_shuffle64.png")
    )
    found = (result.vsi, result.rd, result.gs)
    return (
        f"{found[0]:.6f}, {found[1]:.6f} and {found[2]:.6f}",
        bool(np.allclose(found, (VSI, RD, GS), rtol=1e-5, atol=0)),
    )


def _close(found: float, expected: float, tolerance: float) -> tuple[str, bool]:
    return f"{found:.6f}", abs(found - expected) <= tolerance * abs(expected)


def _itself() -> tuple[str, bool]:
    plain = _sample("astronaut.png")
    value = core.visual_security_index(plain, plain).vsi
    return f"{value:g}", value == 2


def _step() -> tuple[str, bool]:
    step = np.full((64, 64), 60.0)
    step[:, 32:] += 48
    strength = float(core.edge_map(step)[32].max())
    return f"{strength:.4f}", abs(strength - 0.5) <= 0.02


def _zigzag() -> tuple[str, bool]:
    rank = appearance.zigzag_rank(3).tolist()
    words = " / ".join(" ".join(map(str, row)) for row in rank)
    return words, words == "0 1 5 / 2 4 6 / 3 7 8"


def _extremes() -> tuple[str, bool]:
    # Four blocks, so that the compiled kernel works on a whole group.
    levels = np.repeat([0.0, 1.0, 0.0, 1.0], 64).reshape(4, 8, 8).astype(np.float32)
    plain, encrypted = (
        appearance.low_passed(
            appearance.block_dct(levels), 1e9, padding=appearance.PADDING[role]
        )
        for role in ("plain", "encrypted")
    )
    table = appearance.appearance_similarity(plain, encrypted, 8, 5)
    found = float(table[0, 1]), float(table[0, 0])
    return f"{found[0]:.4f} and {found[1]:.4f}", bool(
        np.allclose(found, (0, 1), atol=1e-4)
    )


def _lines() -> tuple[str, bool]:
    edges = np.zeros((2, 10, 10), np.bool_)
    edges[0, :, 2] = edges[1, :, 5] = True
    weights = structure.edge_weights(edges[:1])
    value = structure.structural_similarity(weights, edges[:1], edges[1:])[0, 0]
    return _close(float(value), 0.393934, 1e-5)


def _digest(scheme: str, level: int, expected: str) -> tuple[str, bool]:
    pixels = core.SCHEMES[scheme].encrypt(
        _sample("astronaut.png"), level=level, key="demo"
    )
    found = hashlib.sha256(pixels.tobytes()).hexdigest()[: len(expected)]
    return found, found == expected


def _way_back() -> tuple[str, bool]:
    scheme, plain = core.SCHEMES["aes-ctr"], _sample("astronaut.png")
    assert scheme.decrypt is not None
    pixels = np.rint(plain).astype(np.uint8)
    back = scheme.decrypt(scheme.encrypt(pixels, key="demo"), key="demo")
    changed = int((back != pixels).sum())
    return (
        "every pixel as before" if not changed else f"{changed:,} pixels differ"
    ), not changed


def _psnr() -> float:
    grey = np.full((64, 64), 100.0)
    return core.INDICES["psnr"].evaluate(grey, grey + 10).value
