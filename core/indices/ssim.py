"""SSIM, structural similarity, the second baseline everyone knows."""

from typing import Any

from numpy.typing import ArrayLike

from core.image import DataRange, as_pair
from core.indices.base import Index, Map, Score


def ssim(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    sigma: float = 1.5,
    k1: float = 0.01,
    k2: float = 0.03,
    data_range: DataRange = None,
) -> Score:
    """Structural similarity, with the window and constants of its authors.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    sigma : float
        Standard deviation of the Gaussian window, in pixels, at most 4.
    k1, k2 : float
        K1 and K2 of the definition.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In [-1, 1]; 1 for identical images.

    Raises
    ------
    ImageError
        If the images do not fit the above.
    """
    from skimage.metrics import structural_similarity  # slow to import

    p, e = as_pair(plain, encrypted, data_range=data_range)
    result: Any = structural_similarity(
        p,
        e,
        data_range=255,
        gaussian_weights=True,
        sigma=sigma,
        use_sample_covariance=False,
        K1=k1,
        K2=k2,
        full=True,
    )
    value, similarity = result
    return Score(
        value=float(value),
        maps={
            "similarity": Map(
                title="Structural similarity",
                array=similarity,
                low=-1,
                high=1,
                reading=(
                    "1: brightness, contrast and structure around the pixel agree. 0: "
                    "nothing in common. Negative: inverted. The score is the mean away "
                    "from the border."
                ),
            )
        },
    )


SSIM = Index(
    key="ssim",
    label="SSIM",
    looks_at="Brightness, contrast and structure in a small window around every pixel.",
    trust=(
        "Exact, as scikit-image computes it with its authors' window. It is made for "
        "mild distortions, and near 0 for most encrypted pictures whatever they still "
        "show."
    ),
    provenance="published definition",
    citation=(
        "Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, Image quality "
        "assessment: from error visibility to structural similarity, IEEE TIP 13(4) "
        "(2004), 600-612, doi:10.1109/TIP.2003.819861"
    ),
    range=(-1.0, 1.0),
    evaluate=ssim,
)
