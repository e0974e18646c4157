"""NQIQAPEI: what an eye would make of the encrypted image alone, learnt from scores.

G. Yue, C. Hou, K. Gu, T. Zhou, H. Liu, IEEE TMM 2019. A reconstruction: the families of
the features are published, the features and the regressor are ours.
"""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from core.image import DataRange, as_pair
from core.indices.base import Index, Map, Score
from core.indices.cooccurrence import DIRECTIONS, FEATURES
from core.indices.encrypted_features import features_of_both_sizes
from core.indices.regression import Model, ModelError, load_model

DEFAULT_MODEL = Path(__file__).parent / "models" / "peid_means.json"
"""Trained by `models/make.py` on the sample images and PEID's mean scores."""


def nqiqapei(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    model: Model | None,
    data_range: DataRange = None,
) -> Score:
    """Predict the human score of an encrypted image, without looking at the plain one.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255].
    model : Model
        From `load_model`. None is refused: without a model there is no number.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Score
        In the range of the model's scores, turned so that high means more visible, that
        is less secure. `card` says what the model learnt from.

    Raises
    ------
    ModelError
        If there is no model.
    ImageError
        If the images do not fit the above.
    """
    if model is None:
        raise ModelError(
            "NQIQAPEI needs a trained model and got none. Load one, or train one with "
            "`showthrough train-nqiqapei SCORES.csv -o MODEL.json`"
        )
    _, e = as_pair(plain, encrypted, data_range=data_range)
    full, half = features_of_both_sizes(e)
    return Score(
        value=model.visibility(np.concatenate([full.features, half.features])),
        maps={
            "naturalness": Map(
                title="Normalised luminance, encrypted",
                array=full.z,
                low=-3,
                high=3,
                reading=(
                    "Pixels less their surroundings, over their spread. Natural "
                    "pictures look like thin outlines here, encrypted ones like noise."
                ),
            ),
            "structure": Map(
                title="Gradient magnitude, encrypted",
                array=full.magnitude,
                low=0,
                high=32,
                reading=(
                    "Grey levels per pixel. Its local patterns are counted. 32 and "
                    "more look the same."
                ),
            ),
            "texture": Map(
                title="Co-occurrence, encrypted",
                array=full.cooccurrence,
                low=0,
                high=1,
                side=0,
                rows=DIRECTIONS,
                columns=FEATURES,
                reading="By direction. Contrasts of more than 1 look the same.",
            ),
        },
        card=model.card,
    )


@cache
def default_model() -> Model:
    """Model that comes with the package.

    Raises
    ------
    ModelError
        If it is missing or damaged.
    """
    return load_model(DEFAULT_MODEL)


def with_default_model(
    plain: ArrayLike, encrypted: ArrayLike, /, *, data_range: DataRange = None
) -> Score:
    """Score with the model that comes with the package; see `nqiqapei`."""
    return nqiqapei(plain, encrypted, model=default_model(), data_range=data_range)


NQIQAPEI = Index(
    key="nqiqapei",
    label="NQIQAPEI",
    looks_at=(
        "The encrypted picture alone: how natural its noise, its edges' patterns and "
        "its texture are."
    ),
    trust=(
        "A reconstruction with features of our choice, trained on nine pictures "
        "against mean scores. Read its model card. It cannot know what the plain "
        "picture was, so any natural picture looks insecure to it."
    ),
    provenance="reconstructed",
    citation=(
        "G. Yue, C. Hou, K. Gu, T. Zhou, H. Liu, No-reference quality evaluator of "
        "transparently encrypted images, IEEE TMM 21(9) (2019), 2184-2194"
    ),
    range=(0.0, 6.0),
    evaluate=with_default_model,
)
