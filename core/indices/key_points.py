"""Key points: corners of the picture that a search program finds again, anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, Luma, as_pair
from core.indices.base import Index, Map, Score
from core.information.grid import averaged, layout_of

FEWEST = 2
"""Fewest points that can be compared: a match needs a second best."""

FEW = 50
"""Points below which a score is known to ± 0.07 or worse, and says so."""

_ROWS = 512  # points of the plain image whose distances are made together
_RADIUS = 2  # of a point in the map, pixels

KINDS = ("nothing", "lost", "found again")


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Points:
    """Distinct key points of an image.

    Attributes
    ----------
    places : NDArray
        (n, 2), y and x, in pixels.
    descriptors : NDArray
        (n, 128) uint8.
    """

    places: NDArray[np.float64]
    descriptors: NDArray[np.uint8]


def points_of(luma: Luma) -> Points:
    """Key points of an image, after SIFT.

    Parameters
    ----------
    luma : NDArray
        (H, W), in [0, 255].

    Notes
    -----
    Reading: of points with equal descriptors the first is kept. A match
    would else have an equal second best, and identical images score less than 1.
    """
    from skimage.feature import SIFT  # slow to import

    sift: Any = SIFT(upsampling=1, n_octaves=4)
    try:
        sift.detect_and_extract(luma / 255)
    except RuntimeError:  # found no features
        return Points(places=np.empty((0, 2)), descriptors=np.empty((0, 128), np.uint8))
    _, first = np.unique(sift.descriptors, axis=0, return_index=True)
    first.sort()
    return Points(places=sift.positions[first], descriptors=sift.descriptors[first])


def matches(plain: Points, encrypted: Points) -> NDArray[np.int64]:
    """Return the point of the encrypted image that each plain one is found at, or -1.

    Returns
    -------
    NDArray
        (n,). A point is found where its nearest descriptor is less than 0.8 times as
        far as the second one, and it is in turn the nearest to that; of equal ones the
        first.
    """
    count, others = len(plain.descriptors), len(encrypted.descriptors)
    if count < FEWEST or others < FEWEST:
        return np.full(count, -1)
    # Whole numbers below 2^53: exact in any order.
    p, e = (part.descriptors.astype(np.float64) for part in (plain, encrypted))
    squares = (e * e).sum(axis=1)
    nearest, clear = np.empty(count, np.int64), np.empty(count, np.bool_)
    least, back = np.full(others, np.inf), np.zeros(others, np.int64)
    for first in range(0, count, _ROWS):
        rows = slice(first, first + _ROWS)
        distance = (p[rows] ** 2).sum(axis=1)[:, None] + squares - 2 * (p[rows] @ e.T)
        nearest[rows] = distance.argmin(axis=1)
        two = np.partition(distance, 1, axis=1)
        clear[rows] = 25 * two[:, 0] < 16 * two[:, 1]
        closest = distance.argmin(axis=0)
        values = distance[closest, np.arange(others)]
        closer = values < least
        least[closer], back[closer] = values[closer], closest[closer] + first
    return np.where(clear & (back[nearest] == np.arange(count)), nearest, -1)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class FoundAgain:
    """Key points of a pair, and which of the plain image are found again.

    Attributes
    ----------
    value : float
        Share of the plain image's points that are found, in [0, 1].
    plain, encrypted : NDArray
        (n, 2) and (m, 2), y and x of the points, in pixels of the images as given.
    match : NDArray
        (n,), the point of the encrypted image that each plain one is found at, or -1.
    reduction : int
        f: both images were averaged over f × f pixels first.
    size : tuple of int
        (H, W) of the images as they were given.
    """

    value: float
    plain: NDArray[np.float64]
    encrypted: NDArray[np.float64]
    match: NDArray[np.int64]
    reduction: int
    size: tuple[int, int]

    @property
    def hits(self) -> NDArray[np.intp]:
        """Numbers of the plain points that are found."""
        return np.flatnonzero(self.match >= 0)

    @property
    def arrows(self) -> NDArray[np.float64]:
        """(hits, 4), y and x in the plain image, then y and x in the encrypted one."""
        hits = self.hits
        ends = self.encrypted[self.match[hits]]
        return np.concatenate([self.plain[hits], ends], axis=1)


def found_again(
    plain: ArrayLike,
    encrypted: ArrayLike,
    *,
    reduce: int | None = None,
    data_range: DataRange = None,
) -> FoundAgain:
    """Find the plain image's key points again, anywhere; see `key_points`."""
    p, e = as_pair(plain, encrypted, data_range=data_range)
    factor = layout_of(p.shape, reduce).reduction
    ours, theirs = (points_of(averaged(image, factor)) for image in (p, e))
    found = matches(ours, theirs)
    start, end = (
        factor * points.places + (factor - 1) / 2 for points in (ours, theirs)
    )
    return FoundAgain(
        value=_value(found, p, e),
        plain=start,
        encrypted=end,
        match=found,
        reduction=factor,
        size=(p.shape[0], p.shape[1]),
    )


def key_points(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    reduce: int | None = None,
    data_range: DataRange = None,
) -> Score:
    """Share of the plain image's key points that are found again, anywhere.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    reduce : int, optional
        Average both over f × f pixels first; ⌊min(H, W) / 512⌋, at least 1, unless
        given.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In [0, 1]; higher means less secure. `arrows` lead from each point that is
        found to its place in the encrypted image.

    Raises
    ------
    ImageError
        If the images do not fit the above.

    Notes
    -----
    Reading: a plain image with fewer than two points scores 1 if the
    encrypted one equals it, else 0.
    """
    return as_score(found_again(plain, encrypted, reduce=reduce, data_range=data_range))


def as_score(found: FoundAgain) -> Score:
    """Value, map, arrows and parts of a result that is at hand already."""
    hits, count = len(found.hits), len(found.match)
    if count == 0:
        reading = "The plain picture has no key points."
    else:
        reading = f"{hits} of {count} key points of the plain picture are found again."
        if count < FEW:
            reading += " So few points say little."
    return Score(
        value=found.value,
        maps={
            "points": Map(
                title="Key points",
                array=_dots(found.size, found.plain, found.match),
                low=0,
                high=len(KINDS) - 1,
                categories=KINDS,
                reading=reading,
            )
        },
        parts={
            "found again": float(hits),
            "points, plain": float(count),
            "points, encrypted": float(len(found.encrypted)),
            "reduction": float(found.reduction),
        },
        arrows=found.arrows,
    )


def against(plain: Luma) -> Callable[[Luma], float]:
    """Return the value as a function of the encrypted image."""
    factor = layout_of(plain.shape).reduction
    ours = points_of(averaged(plain, factor))
    return lambda encrypted: _value(
        matches(ours, points_of(averaged(encrypted, factor))), plain, encrypted
    )


def _value(found: NDArray[np.int64], plain: Luma, encrypted: Luma) -> float:
    if len(found) < FEWEST:
        return float(np.array_equal(plain, encrypted))
    return float((found >= 0).mean())


def _dots(
    shape: tuple[int, ...], places: NDArray[np.float64], found: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """Image (H, W) with a dot at every point; those that are found lie on top."""
    result = np.zeros(shape, np.uint8)
    reach = np.arange(-_RADIUS, _RADIUS + 1)
    for kind, chosen in ((1, found < 0), (2, found >= 0)):
        middle = np.rint(places[chosen]).astype(np.intp)
        y = np.clip(middle[:, 0, None, None] + reach[:, None], 0, shape[0] - 1)
        x = np.clip(middle[:, 1, None, None] + reach, 0, shape[1] - 1)
        result[y, x] = kind
    return result


KEY_POINTS = Index(
    key="key-points",
    label="Key points found again",
    looks_at=(
        "Which corners and spots of the plain picture a search program finds again in "
        "the encrypted one, anywhere, turned or not."
    ),
    trust=(
        "Simplified after public code, on another SIFT than that. It does not see "
        "negatives, mirrored or faint pictures, and says little about a picture with "
        "fewer than 50 key points."
    ),
    provenance="restated from public code, simplified",
    citation=(
        "D. G. Lowe, Distinctive image features from scale-invariant keypoints, IJCV "
        "60(2) (2004), 91-110, doi:10.1023/B:VISI.0000029664.99615.94; the ratio of "
        "matches after the public MATLAB code of the index MCVSI"
    ),
    range=(0.0, 1.0),
    evaluate=key_points,
    against=against,
    chosen_on=(
        "its ratio of 0.8 is Lowe's. Its form was chosen while looking at astronaut, "
        "camera, chelsea, coffee, rocket and a photograph of a motorcycle. Nothing was "
        "fitted to human scores."
    ),
)
