"""Attacks that need more than one cipher: of one key, or of one picture."""

import numpy as np
from numpy.typing import NDArray

from core.attacks.base import Aid, Attack, Declined, Found
from core.attacks.neighbours import neighbour_correlations
from core.image import Luma, grey_levels

Integers = NDArray[np.int64]

RELATED = 0.1
"""Horizontal correlation of two XORed ciphers from which on their streams cancelled."""

MOST_PAIRS = 4
"""Pairs of plain images and ciphers that are looked at, at most."""


def _look_at_second(luma: Luma, aid: Aid) -> Found | Declined:
    """XOR both ciphers and look for a picture."""
    both = _without_stream(luma, aid)
    across = neighbour_correlations(both)[0]
    if abs(across) < RELATED:
        return Declined(
            f"XORed, the two ciphers are noise (correlation {across:.3f}): their key "
            "streams differ, or there is none"
        )
    return Found.of(correlation=round(across, 3), exact=aid.second_plain is not None)


def _apply_second(luma: Luma, found: Found, aid: Aid) -> Luma:
    """Both pictures at once; where the second one is known, the first by itself."""
    del found
    both = _without_stream(luma, aid)
    if aid.second_plain is not None:
        both = both ^ grey_levels(np.asarray(aid.second_plain))
    return both.astype(np.float64)


def _without_stream(luma: Luma, aid: Aid) -> NDArray[np.uint8]:
    """XOR of both ciphers, (H, W) uint8, in which one key stream cancels."""
    return grey_levels(luma) ^ grey_levels(np.asarray(aid.second))


def _say_second(found: Found) -> str:
    """Say what cancelled."""
    shown = "the second picture is known" if found["exact"] else "both pictures show"
    return (
        f"XORed, the key stream cancels (correlation {found['correlation']:.2f}): "
        f"{shown}."
    )


def _look_at_pairs(luma: Luma, aid: Aid) -> Found | Declined:
    """Look whether every cipher is its plain image in another order."""
    del luma
    if len(aid.pairs) > MOST_PAIRS:
        return Declined(f"at most {MOST_PAIRS} pairs are looked at")
    for plain, cipher in aid.pairs:
        if not np.array_equal(np.sort(plain, axis=None), np.sort(cipher, axis=None)):
            return Declined(
                "the grey levels of a pair differ: pixels did not just move"
            )
    before, after = _signatures(aid)
    if not np.array_equal(np.sort(before), np.sort(after)):
        return Declined("the pairs do not have one order in common: the keys differ")
    unique = float((np.bincount(before)[before] == 1).mean())
    return Found.of(pairs=len(aid.pairs), unique=round(unique, 4))


def _apply_pairs(luma: Luma, found: Found, aid: Aid) -> Luma:
    """Mean of the cipher over all places that a pixel may have moved to."""
    del found
    before, after = _signatures(aid)
    size = 1 + max(int(before.max()), int(after.max()))
    total = np.bincount(after, luma.ravel(), minlength=size)
    count = np.bincount(after, minlength=size)
    # A signature that no cipher has says nothing: the mean of all.
    mean = np.where(count > 0, total / np.maximum(count, 1), luma.mean())
    return mean[before].reshape(luma.shape)


def _signatures(aid: Aid) -> tuple[Integers, Integers]:
    """Numbers of what each pixel is in all pairs, before and after it moved, (H W,)."""
    plain, cipher = (
        np.stack([np.ravel(pair[side]) for pair in aid.pairs], axis=1)
        for side in (0, 1)
    )
    signature = np.zeros(2 * len(plain), np.int64)
    for values in np.concatenate([plain, cipher]).T:
        _, number = np.unique(values, return_inverse=True)
        _, signature = np.unique(
            signature * (int(number.max()) + 1) + number, return_inverse=True
        )
    return signature[: len(plain)], signature[len(plain) :]


def _say_pairs(found: Found) -> str:
    """Say how many pixels are known by their values."""
    pairs = int(found["pairs"])
    return (
        f"{pairs} pair{'s' if pairs > 1 else ''} of plain picture and cipher: "
        f"{100 * found['unique']:.0f} % of the pixels have values of their own."
    )


def _look_at_several(luma: Luma, aid: Aid) -> Found:
    """Any number of ciphers can be averaged."""
    del luma
    return Found.of(ciphers=1 + len(aid.several))


def _apply_several(luma: Luma, found: Found, aid: Aid) -> Luma:
    """Median of all ciphers at every pixel; of two, that is the mean."""
    del found
    return np.median(np.stack([luma, *aid.several]), axis=0)


def _say_several(found: Found) -> str:
    """Say how many ciphers."""
    return f"The median of {found['ciphers']} ciphers of one picture, pixel by pixel."


SECOND_IMAGE = Attack(
    key="second-image",
    label="Second picture under the same key",
    does=(
        "Two ciphers are XORed, so that a key stream used twice cancels. With the "
        "plain picture of the second one the first is found exactly."
    ),
    knows="The cipher of another picture under the same key, and perhaps that picture.",
    needs="second",
    of_bytes=True,
    provenance="published definition",
    citation=(
        "J. Mason, K. Watkins, J. Eisner, A. Stubblefield, A natural language approach "
        "to automated cryptanalysis of two-time pads, ACM CCS 2006, 235-244 (the "
        "family)"
    ),
    look=_look_at_second,
    make=_apply_second,
    say=_say_second,
)

KNOWN_PAIRS = Attack(
    key="known-pairs",
    label="Known pairs under the same key",
    does=(
        "A pixel that only moved keeps its values in all pairs: it is looked for at "
        "the places of the cipher that have these."
    ),
    knows="1 to 4 plain pictures with their ciphers under the same key.",
    needs="pairs",
    provenance="restated",
    citation=(
        "S. Li, C. Li, G. Chen, N. G. Bourbakis, K.-T. Lo, A general quantitative "
        "cryptanalysis of permutation-only multimedia ciphers against plaintext "
        "attacks, Signal Processing: Image Communication 23 (2008), 212-223, "
        "doi:10.1016/j.image.2008.01.003; A. Jolfaei, X.-W. Wu, V. Muthukkumarasamy, "
        "On the security of permutation-only image encryption schemes, IEEE TIFS 11 "
        "(2016), 235-246"
    ),
    look=_look_at_pairs,
    make=_apply_pairs,
    say=_say_pairs,
)

KEY_AVERAGE = Attack(
    key="key-average",
    label="Median over several keys",
    does="Ciphers of one picture under several keys are reduced to their median.",
    knows="Two or more ciphers of the same picture under different keys.",
    needs="several",
    provenance="restated",
    citation=(
        "A. Said, Measuring the strength of partial encryption schemes, ICIP 2005 "
        "(error concealment, over keys instead of neighbours)"
    ),
    look=_look_at_several,
    make=_apply_several,
    say=_say_several,
)
