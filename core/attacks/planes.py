"""Bit planes that look random are dropped, or found again where the low ones wrap."""

import threading

import numpy as np
from numpy.typing import NDArray

from core.attacks.base import Attack, Declined, Found
from core.attacks.neighbours import correlation, stretch
from core.image import Luma, grey_levels

DEVIATIONS = 8
"""Standard deviations of agreement above chance from which on a plane is no noise."""

BLANK = 0.001
"""Share of ones below which, or above 1 minus which, a plane is blank."""

LEAST_LOW = 4
"""Random planes needed where the highest one is not among them.

Reading: the low planes of a noisy photograph look random, too: three of gravel's.
"""


LEAST_PIXELS = 64 * 64
"""Pixels under which planes cannot be distinguished from random ones.

Reading: the fewer the pixels, the further agreement may lie above chance; of pieces of
photographs of 32 × 32 a third would seem to have four low random planes or more.
"""


INDEPENDENT = 6
"""Standard deviations of what chance gives, up to which planes are independent.

Reading: noise that a cipher put into planes knows nothing of the other planes. The low
planes of a noisy photograph do: where the planes above rise by one step, they fall. Of
eight noisy textures they fall by 20 to 280 deviations, of ciphers by 2.5 at most.
"""


# Two threads that unwrap at a time would draw from one generator of the C library, and
# get other bytes than one alone.
_UNWRAPS = threading.Lock()


def random_planes(levels: NDArray[np.uint8]) -> tuple[int, ...]:
    """Bit planes whose neighbours agree no more than by chance, highest first.

    Parameters
    ----------
    levels : NDArray
        (H, W) uint8.

    Returns
    -------
    tuple of int
        Of 7, the most significant, to 0.
    """
    height, width = levels.shape
    slack = DEVIATIONS * 0.5 / np.sqrt(2 * height * width)
    found = list[int]()
    for plane in reversed(range(8)):
        bits = levels >> plane & 1
        ones = float(bits.mean())
        across = float((bits[:, 1:] == bits[:, :-1]).mean())
        down = float((bits[1:] == bits[:-1]).mean())
        chance = ones**2 + (1 - ones) ** 2
        if BLANK < ones < 1 - BLANK and (across + down) / 2 < chance + slack:
            found.append(plane)
    return tuple(found)


def _look(luma: Luma) -> Found | Declined:
    """Look for some planes that are random, but not all."""
    if luma.size < LEAST_PIXELS:
        return Declined(
            f"{luma.size:,} pixels are too few to tell whether a plane is random"
        )
    levels = grey_levels(luma)
    planes = random_planes(levels)
    if not planes:
        return Declined("no bit plane looks random")
    if len(planes) == 8:
        return Declined("all bit planes look random")
    if planes[0] != 7 and len(planes) < LEAST_LOW:
        return Declined(
            f"only {len(planes)} low bit planes look random, as in a noisy photograph"
        )
    follow = _high_follow if planes[0] == 7 else _low_follow
    if follow(levels, planes):
        return Declined("the planes that look random follow from the others")
    return Found.of(planes=", ".join(map(str, planes)))


def _high_follow(levels: NDArray[np.uint8], planes: tuple[int, ...]) -> bool:
    """Whether the highest planes that look random are tied to those below them."""
    for plane in reversed(range(1, 8)):
        if plane not in planes:
            return False
        bit, below = (levels >> plane & 1), (levels >> (plane - 1) & 1)
        if abs(correlation(bit, below)) * np.sqrt(levels.size) > INDEPENDENT:
            return True
    return False


def _low_follow(levels: NDArray[np.uint8], planes: tuple[int, ...]) -> bool:
    """Whether the lowest planes fall where those above them rise by one step."""
    count = next(plane for plane in range(9) if plane not in planes)
    low = (levels % 2**count).astype(np.int16)
    high = (levels >> count).astype(np.int16)
    for axis in (0, 1):
        rise, change = np.diff(high, axis=axis), np.diff(low, axis=axis)
        once = np.abs(rise) == 1
        along = (rise * change)[once].astype(np.float64)
        if along.size and abs(along.sum()) > INDEPENDENT * np.sqrt((along**2).sum()):
            return True
    return False


def _drop(luma: Luma, found: Found) -> Luma:
    """Leave out the random planes."""
    planes = _planes(found)
    mask = sum(1 << plane for plane in planes)
    kept = (grey_levels(luma) & np.uint8(255 - mask)).astype(np.float64)
    if 7 not in planes:
        return kept + mask / 2
    highest = max(set(range(8)) - set(planes))
    return np.clip(kept * (255 / (2 ** (highest + 1) - 1)), 0, 255)


def _look_for_wraps(luma: Luma) -> Found | Declined:
    """Look for random planes from the highest one on."""
    found = _look(luma)
    if isinstance(found, Found) and 7 not in _planes(found):
        return Declined("the highest bit plane does not look random")
    return found


def _unwrap(luma: Luma, found: Found) -> Luma:
    """Take the planes below the random ones as a phase, and unwrap it."""
    from skimage.restoration import unwrap_phase  # slow to import

    steps = 1 << (max(set(range(8)) - set(_planes(found))) + 1)
    residue = (grey_levels(luma) % steps).astype(np.float64)
    # The generator is left alone: the default gives the same bytes at every call.
    with _UNWRAPS:
        unwrapped = unwrap_phase(residue / steps * 2 * np.pi - np.pi)
    return stretch(np.asarray(unwrapped, np.float64), 0.5, 99.5)


def _planes(found: Found) -> list[int]:
    """Numbers of the planes that look random."""
    return [int(plane) for plane in str(found["planes"]).split(", ")]


def _say(found: Found) -> str:
    """Name the planes."""
    planes = str(found["planes"])
    if "," not in planes:
        return f"Plane {planes} (7 is the highest) looks random."
    return f"Planes {planes} (7 is the highest) look random."


_CITATION = (
    "M. Podesser, H.-P. Schmidt, A. Uhl, Selective bitplane encryption for secure "
    "transmission of image data in mobile environments, NORSIG 2002; A. Said, "
    "Measuring the strength of partial encryption schemes, ICIP 2005"
)

PLANES_DROP = Attack(
    key="planes-drop",
    label="Drop random bit planes",
    does=(
        "Bit planes whose neighbours agree no more than by chance are left out, and "
        "what remains is brightened."
    ),
    knows="Pixels are bytes.",
    of_bytes=True,
    provenance="restated",
    citation=f"{_CITATION} (the replacement attack)",
    look=_look,
    make=_drop,
    say=_say,
)

PLANES_UNWRAP = Attack(
    key="planes-unwrap",
    label="Unwrap the low bit planes",
    does=(
        "The high bits of a smooth picture change where the low ones wrap: the low "
        "planes are unwrapped as a phase is."
    ),
    knows="Pixels are bytes, and the picture is smooth.",
    of_bytes=True,
    provenance="restated",
    citation=(
        "M. A. Herráez, D. R. Burton, M. J. Lalor, M. A. Gdeisat, Fast two-dimensional "
        "phase-unwrapping algorithm, Applied Optics 41 (2002), 7437-7444, as "
        "scikit-image has it (put to this use here)"
    ),
    look=_look_for_wraps,
    make=_unwrap,
    say=_say,
)
