"""PSNR, peak signal-to-noise ratio, the baseline everyone knows."""

import numpy as np
from numpy.typing import ArrayLike

from core.image import DataRange, as_pair
from core.indices.base import Index, Map, Score


def psnr(
    plain: ArrayLike, encrypted: ArrayLike, /, *, data_range: DataRange = None
) -> Score:
    """Peak signal-to-noise ratio, 10 log10(255² / mean squared error).

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In decibels, from 0 (black against white) to infinity (identical images).

    Raises
    ------
    ImageError
        If the images do not fit the above.
    """
    from skimage.metrics import peak_signal_noise_ratio  # slow to import

    p, e = as_pair(plain, encrypted, data_range=data_range)
    with np.errstate(divide="ignore"):  # identical images
        value = float(peak_signal_noise_ratio(p, e, data_range=255))
    squared = (p - e) ** 2
    return Score(
        value=value,
        maps={
            "squared_error": Map(
                title="Squared error",
                array=squared,
                low=0,
                high=64**2,
                reading=(
                    "Squared difference of the pixels. Dark pixels are unchanged. The "
                    "score is the logarithm of the mean. 64 levels and more look the "
                    "same."
                ),
            )
        },
        parts={"mean squared error": float(squared.mean())},
    )


PSNR = Index(
    key="psnr",
    label="PSNR",
    looks_at="The difference of every pixel, squared, wherever it is.",
    trust=(
        "Exact, and known to disagree with the eye: a shift of brightness that hides "
        "nothing costs as much as noise. Identical pictures give infinity."
    ),
    provenance="published definition",
    citation=(
        "Q. Huynh-Thu, M. Ghanbari, Scope of validity of PSNR in image/video quality "
        "assessment, Electronics Letters 44(13) (2008), 800-801, "
        "doi:10.1049/el:20080522"
    ),
    range=(0.0, float("inf")),
    evaluate=psnr,
)
