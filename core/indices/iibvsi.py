"""IIBVSI: contrast and texture, weighted by the importance of each pixel.

T. Xiang, Y. Yang, H. Liu, S. Guo, IEEE TCSVT 2019, after a public restatement of its
Eqs. 1 to 15.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import MIN_SIDE, DataRange, Luma, as_pair
from core.indices.base import Index, Map, Score
from core.indices.gaussian_contrast import contrast
from core.indices.log_gabor import mean_amplitudes
from core.indices.similarity import ratio_similarity

Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Scale:
    """All maps of one scale, (H, W) of the reduced images.

    Attributes
    ----------
    contrast_plain, contrast_encrypted : NDArray
        C, Eq. 5, in grey levels per pixel.
    texture_plain, texture_encrypted : NDArray
        T, Eqs. 8 and 9, in grey levels.
    s_c, s_t : NDArray
        S_C and S_T, Eqs. 10 and 11, in (0, 1].
    s_vs : NDArray
        S_VS, Eq. 12, in (0, 1].
    importance : NDArray
        W, Eq. 13, in grey levels per pixel.
    vs : float
        VS, Eq. 14, in (0, 1].
    """

    contrast_plain: Reals
    contrast_encrypted: Reals
    texture_plain: Reals
    texture_encrypted: Reals
    s_c: Reals
    s_t: Reals
    s_vs: Reals
    importance: Reals
    vs: float


def iibvsi(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    s: float = 1.0,
    M: int = 3,
    wavelengths: Sequence[float] = (6, 12, 24, 48),
    O: int = 8,  # noqa: E741 - the source's letter
    sigma_ratio: float = 0.55,
    orientation_spread: float = 1.2,
    R1: float = 1e-12,
    R2: float = 1e-12,
    T: int = 2,
    exponent_floor: float = 1 / math.e,
    data_range: DataRange = None,
) -> Score:
    """Visual security index based on image importance.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    s : float
        Standard deviation of the Gaussian whose derivative gives the gradient, pixels.
    M : int
        How often the gradient magnitude is taken, again and again of itself.
    wavelengths : sequence of float
        Of the log-Gabor filters, in pixels; as many as there are scales S.
    O : int
        Orientations of the log-Gabor filters.
    sigma_ratio, orientation_spread : float
        sigma_s / r_s, and the angle between orientations over sigma_o.
    R1, R2 : float
        Constants of the two similarities, positive.
    T : int
        How often both images are halved.
    exponent_floor : float
        Least exponent in Eq. 12; 0 gives its literal form.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In [0, 1]; 1 for identical images. Higher means less secure.

    Raises
    ------
    ImageError
        If the images do not fit the above.
    """
    p, e = as_pair(plain, encrypted, data_range=data_range)
    scales: list[Scale] = []
    # Reading: reduction stops before a side falls under 32 pixels, where the filters
    # would be longer than the image; the mean is over the scales there are.
    while len(scales) <= T and (not scales or min(p.shape) >= MIN_SIDE):
        contrasts = [contrast(image, s, M) for image in (p, e)]
        textures = mean_amplitudes(
            (p, e),
            wavelengths=wavelengths,
            orientations=O,
            sigma_ratio=sigma_ratio,
            orientation_spread=orientation_spread,
            dtype=np.float32,
        )
        scales.append(compare(contrasts, textures, R1, R2, exponent_floor))
        p, e = halved(p), halved(e)
    return Score(
        value=float(np.mean([scale.vs for scale in scales])),
        maps=_maps(scales),
        parts={f"VS at 1/{2**t}": scale.vs for t, scale in enumerate(scales)},
    )


def compare(
    contrasts: Sequence[Reals],
    textures: Sequence[Reals],
    R1: float,
    R2: float,
    exponent_floor: float,
) -> Scale:
    """Similarities, importance and their pooling at one scale, Eqs. 10 to 14.

    Notes
    -----
    Reading: Eq. 12 raises each similarity to its own mean. To the letter, that lets a
    uniformly grey image score 1, like the image itself, because s^s goes to 1 with s to
    0. x^x is least at x = 1/e; an exponent never below that leaves all pairs of a mean
    similarity of 0.368 and more as they are, and lets the score fall all the way.

    Reading: where nothing has any contrast, all pixels weigh the same.
    """
    s_c = ratio_similarity(contrasts[0], contrasts[1], R1)
    s_t = ratio_similarity(textures[0], textures[1], R2)
    a = max(float(s_c.mean()), exponent_floor)
    b = max(float(s_t.mean()), exponent_floor)
    s_vs = s_c**a * s_t**b
    importance = np.maximum(contrasts[0], contrasts[1])
    total = importance.sum()
    vs = (importance * s_vs).sum() / total if total > 0 else s_vs.mean()
    return Scale(
        contrast_plain=contrasts[0],
        contrast_encrypted=contrasts[1],
        texture_plain=textures[0],
        texture_encrypted=textures[1],
        s_c=s_c,
        s_t=s_t,
        s_vs=s_vs,
        importance=importance,
        vs=float(vs),
    )


def halved(image: Luma) -> Luma:
    """Image of the means of 2 × 2 pixels; an odd last row or column is left out.

    Notes
    -----
    Reading: means, and not every second pixel, which would let fine noise through as if
    it were coarse.
    """
    height, width = image.shape[0] // 2 * 2, image.shape[1] // 2 * 2
    even = image[:height, :width]
    return (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4


def _maps(scales: Sequence[Scale]) -> dict[str, Map]:
    """Everything at full size, and S_VS at the smaller ones."""
    first = scales[0]

    def levels(title: str, array: Reals, high: float, what: str) -> Map:
        reading = f"{what}: the brighter, the more. {high:g} and more look the same."
        return Map(title=title, array=array, low=0, high=high, reading=reading)

    def similarity(title: str, array: Reals, what: str, side: int = 1) -> Map:
        reading = f"{what}: 1 is equal, 0 is nothing in common."
        return Map(title=title, array=array, low=0, high=1, side=side, reading=reading)

    slope = "Local contrast, in grey levels per pixel"
    swing = "Local amplitude of the log-Gabor filters, in grey levels"
    maps = {
        "contrast_plain": levels("Contrast, plain", first.contrast_plain, 30, slope),
        "contrast_encrypted": levels(
            "Contrast, encrypted", first.contrast_encrypted, 30, slope
        ),
        "texture_plain": levels("Texture, plain", first.texture_plain, 15, swing),
        "texture_encrypted": levels(
            "Texture, encrypted", first.texture_encrypted, 15, swing
        ),
        "contrast_similarity": similarity(
            "Contrast similarity", first.s_c, "Likeness of the contrasts"
        ),
        "texture_similarity": similarity(
            "Texture similarity", first.s_t, "Likeness of the textures"
        ),
        "importance": levels(
            "Importance W",
            first.importance,
            30,
            "Weight of each pixel: the larger of both contrasts",
        ),
    }
    for t, scale in enumerate(scales):
        maps[f"similarity_{t}"] = similarity(
            "Joint similarity" if t == 0 else f"Joint similarity at 1/{2**t}",
            scale.s_vs,
            "Contrast and texture together, before weighting",
            2**t,
        )
    return maps


IIBVSI = Index(
    key="iibvsi",
    label="IIBVSI",
    looks_at=(
        "Local contrast and texture around every pixel at three sizes, the pixels of "
        "high contrast counting most."
    ),
    trust=(
        "Its equations after a public restatement, with one guard and customary filter "
        "constants. Expect the authors' order of pictures, not their digits. Noise "
        "keeps about 0.4, and an inverted picture counts as the picture itself."
    ),
    provenance="restated",
    citation=(
        "T. Xiang, Y. Yang, H. Liu, S. Guo, Visual security evaluation of perceptually "
        "encrypted images based on image importance, IEEE TCSVT (2019)"
    ),
    range=(0.0, 1.0),
    evaluate=iibvsi,
)
