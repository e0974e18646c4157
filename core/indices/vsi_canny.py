"""VSI-Canny: edges at several thresholds, and texture from co-occurrence.

T. Xiang, S. Guo, X. Li, IEEE TIFS 11(5), 2016. A reconstruction: the ingredients are
published in the abstract, their combination is ours.
"""

from collections.abc import Sequence

from numpy.typing import ArrayLike

from core.image import DataRange, as_pair
from core.indices.base import Index, Score
from core.indices.edge_texture import THRESHOLDS, edge_texture


def vsi_canny(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    sigma: float = 2**0.5,
    thresholds: Sequence[float] = THRESHOLDS,
    low_ratio: float = 0.4,
    tol: int = 0,
    levels: int = 8,
    c: float = 1e-3,
    data_range: DataRange = None,
) -> Score:
    """Perceptual visual security index based on edge and texture similarities.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    sigma : float
        Standard deviation of the Gaussian before the edges, in pixels.
    thresholds : sequence of float
        High thresholds t of the edges, as shares of the image's largest gradient.
    low_ratio : float
        Low threshold of the edges over the high one.
    tol : int
        Pixels by which two edges may miss each other. One pixel already lifts the
        edge similarity of unrelated noise from 0.3 to 0.9.
    levels : int
        Grey levels of the co-occurrence.
    c : float
        Constant of the similarity of its features.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        (1 - w) ES + w TS with w = ES / 2, in [0, 1]; 1 for identical images, 0 where no
        edge survives. Higher means less secure.

    Raises
    ------
    ImageError
        If the images do not fit the above.
    """
    p, e = as_pair(plain, encrypted, data_range=data_range)
    result = edge_texture(
        p,
        e,
        sigma=sigma,
        thresholds=thresholds,
        low_ratio=low_ratio,
        tol=tol,
        levels=levels,
        c=c,
    )
    return Score(value=result.value, maps=result.maps, parts=result.parts)


VSI_CANNY = Index(
    key="vsi-canny",
    label="VSI-Canny",
    looks_at=(
        "Whether Canny's edges, weak and strong ones, stay on exactly their pixels, "
        "and whether neighbouring grey levels occur together as before."
    ),
    trust=(
        "A reconstruction: edges, co-occurrence and adaptive weighting are the "
        "authors', thresholds and formulas are ours, so its digits are not theirs. "
        "Content that moved counts as gone."
    ),
    provenance="reconstructed",
    citation=(
        "T. Xiang, S. Guo, X. Li, Perceptual visual security index based on edge and "
        "texture similarities, IEEE TIFS 11(5) (2016), 951-963, "
        "doi:10.1109/TIFS.2016.2515503"
    ),
    range=(0.0, 1.0),
    evaluate=vsi_canny,
)
