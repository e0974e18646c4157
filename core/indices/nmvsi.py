"""NMVSI: VSI-Canny's edges and texture, with frequencies from a wavelet transform.

A. S. Abraham, L. R. Nair, M. S. Deepa, NetACT 2017. A reconstruction: that it adds
wavelet frequencies to VSI-Canny is all that is known, and that its published results
are almost the same.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, Luma, as_pair
from core.indices.base import Index, Map, Score
from core.indices.edge_texture import edge_texture
from core.indices.similarity import ratio_similarity

Reals = NDArray[np.float64]


def nmvsi(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    levels: int = 3,
    c: float = 0.01 * 255**2,
    frequency_share: float = 0.1,
    data_range: DataRange = None,
) -> Score:
    """Index of edges, texture and wavelet frequencies.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    levels : int
        Levels of the Haar transform; fewer where the image is too small for them.
    c : float
        Constant of the similarity of approximations; details have c 4^n / 100, with n
        from 0 for the finest level upwards.
    frequency_share : float
        Weight of the frequencies against VSI-Canny, in [0, 1].
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        0.9 VSI-Canny + 0.1 FS, in [0, 1]; 1 for identical images. Higher means less
        secure.

    Raises
    ------
    ImageError
        If the images do not fit the above.
    """
    p, e = as_pair(plain, encrypted, data_range=data_range)
    canny = edge_texture(p, e)
    fs, frequency_maps = frequency_similarity(p, e, levels, c)
    return Score(
        value=canny.value + frequency_share * (fs - canny.value),
        maps=frequency_maps | canny.maps,
        parts=canny.parts | {"VSI-Canny": canny.value, "frequency similarity": fs},
    )


def frequency_similarity(
    plain: Luma, encrypted: Luma, levels: int, c: float
) -> tuple[float, dict[str, Map]]:
    """Similarity FS of the Haar coefficients, in (0, 1], and its maps.

    Notes
    -----
    Reading: coefficients are compared by their absolute values, those of the
    approximation too: an inverted image has the frequencies of the image itself.

    Reading: an odd side is mirrored by one pixel at each level.
    """
    levels = min(levels, int(math.log2(min(plain.shape))))
    coarse = [image - image.mean() for image in (plain, encrypted)]
    similarities: list[tuple[float, Reals]] = []
    for n in range(levels):  # the finest first
        bands_p, bands_e = (haar(image) for image in coarse)
        coarse = [bands_p[0], bands_e[0]]
        total = np.zeros_like(coarse[0])
        for a, b in zip(bands_p[1:], bands_e[1:], strict=True):
            total += ratio_similarity(np.abs(a), np.abs(b), c * 4**n / 100)
        similarities.insert(0, (2.0**n, total / 3))
    approximation = ratio_similarity(np.abs(coarse[0]), np.abs(coarse[1]), c)
    similarities.insert(0, (2.0**levels, approximation))

    weights = [weight for weight, _ in similarities]
    # A mean of ones is 1 to the last bit in this form.
    loss = sum(weight * (1 - float(s.mean())) for weight, s in similarities)
    fs = 1 - loss / math.fsum(weights)

    maps: dict[str, Map] = {}
    for k, (weight, array) in enumerate(similarities):
        side = 2 ** (levels - max(k - 1, 0))
        what = "Details" if k else "Coarse picture"
        maps[f"frequency_{'detail' if k else 'approximation'}_{side}"] = Map(
            title=f"{what} of {side} pixels",
            array=array,
            low=0,
            high=1,
            side=side,
            reading=(
                "Likeness of the wavelet coefficients: 1 is equal, 0 is nothing in "
                f"common. Weighs {weight / sum(weights):.2f} in FS."
            ),
        )
    return fs, maps


def haar(image: Reals) -> tuple[Reals, Reals, Reals, Reals]:
    """One level of the orthonormal Haar transform, (⌈H/2⌉, ⌈W/2⌉) each.

    The approximation, then the details across rows, columns and both.
    """
    height, width = image.shape
    if height % 2 or width % 2:
        image = np.pad(image, ((0, height % 2), (0, width % 2)), mode="symmetric")
    upper = image[::2] + image[1::2]
    lower = image[::2] - image[1::2]
    upper /= 2
    lower /= 2
    return (
        upper[:, ::2] + upper[:, 1::2],
        lower[:, ::2] + lower[:, 1::2],
        upper[:, ::2] - upper[:, 1::2],
        lower[:, ::2] - lower[:, 1::2],
    )


NMVSI = Index(
    key="nmvsi",
    label="NMVSI",
    looks_at=(
        "What VSI-Canny looks at, and a little at how strong coarse and fine detail is "
        "in each place."
    ),
    trust=(
        "A reconstruction from one sentence: the wavelet part and its weight of a "
        "tenth are ours, chosen because the published results hardly differ from "
        "VSI-Canny's."
    ),
    provenance="reconstructed",
    citation=(
        "A. S. Abraham, L. R. Nair, M. S. Deepa, A novel method for evaluation of "
        "visual security of images, Int. Conf. on Networks and Advances in "
        "Computational Technologies (NetACT) (2017), 387-391"
    ),
    range=(0.0, 1.0),
    evaluate=nmvsi,
)
