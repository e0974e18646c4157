"""LFBVS: luminance and gradient of every block, weighted by the plain contrast.

L. Tong, F. Dai, Y. Zhang, J. Li, ACM Multimedia 2010. A reconstruction: only what the
index looks at is published, not how.
"""

import numpy as np
from numpy.typing import ArrayLike

from core.image import DataRange, as_pair
from core.indices.base import Index, Map, Score
from core.indices.gradient import block_deviations, block_means, direction_strengths
from core.indices.similarity import ratio_similarity


def lfbvs(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    side: int = 8,
    c1: float = (0.01 * 255) ** 2,
    c2: float = (0.03 * 255) ** 2,
    c_gradient: float = 4.0,
    gradient_share: float = 0.5,
    contrast_unit: float = 10.0,
    data_range: DataRange = None,
) -> Score:
    """Local-feature-based visual security, as a similarity.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    side : int
        Side of a block, in pixels, 1 to 32.
    c1, c2 : float
        Constants of the similarities of means and of standard deviations.
    c_gradient : float
        Constant of the similarity of gradients, (grey levels per pixel) squared.
    gradient_share : float
        Weight of the gradients against the luminance, in [0, 1].
    contrast_unit : float
        Standard deviation at which a plain block weighs twice as much as a flat one.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In (0, 1]; 1 for identical images. Higher means less secure.

    Raises
    ------
    ImageError
        If the images do not fit the above.

    Notes
    -----
    Reading: constants, features and pooling are ours: the publication that could be
    read only says that luminance and local gradient of each block are used. The
    original may count the other way, as 1 - value.
    """
    p, e = as_pair(plain, encrypted, data_range=data_range)
    deviation_p, deviation_e = block_deviations(p, side), block_deviations(e, side)
    s_l = ratio_similarity(block_means(p, side), block_means(e, side), c1)
    s_l = s_l * ratio_similarity(deviation_p, deviation_e, c2)

    h_p, h_e = direction_strengths(p, side), direction_strengths(e, side)
    product = (h_p * h_e).sum(axis=-1)
    squares = (h_p**2).sum(axis=-1) + (h_e**2).sum(axis=-1)
    s_g = (2 * product + c_gradient) / (squares + c_gradient)

    s = (1 - gradient_share) * s_l + gradient_share * s_g
    v = 1 + deviation_p / contrast_unit
    # A mean of ones is 1 to the last bit in this form.
    value = 1 - float((v * (1 - s)).sum() / v.sum())

    def similarity(title: str, array: np.ndarray, what: str) -> Map:
        return Map(
            title=title,
            array=array,
            low=0,
            high=1,
            side=side,
            reading=f"{what}: 1 is equal, 0 is nothing in common.",
        )

    return Score(
        value=value,
        maps={
            "luminance": similarity(
                "Luminance similarity", s_l, "Likeness of mean and spread per block"
            ),
            "gradient": similarity(
                "Gradient similarity", s_g, "Likeness of the gradients by direction"
            ),
            "similarity": similarity(
                "Block similarity", s, "Both together, before weighting"
            ),
            "weight": Map(
                title="Weight of the plain block",
                array=v,
                low=1,
                high=7,
                side=side,
                reading="Contrasted plain blocks hold the content and weigh more.",
            ),
        },
    )


LFBVS = Index(
    key="lfbvs",
    label="LFBVS",
    looks_at=(
        "Brightness, spread and direction of the gradients of each 8 × 8 block, the "
        "contrasted blocks of the plain picture counting most."
    ),
    trust=(
        "A reconstruction from a one-line description. All constants are ours, so its "
        "digits are not the authors'. Flat blocks keep it at 0.3 to 0.4 even for noise."
    ),
    provenance="reconstructed",
    citation=(
        "L. Tong, F. Dai, Y. Zhang, J. Li, Visual security evaluation for video "
        "encryption, Proc. ACM Multimedia (2010), 835-838, doi:10.1145/1873951.1874091"
    ),
    range=(0.0, 1.0),
    evaluate=lfbvs,
)
