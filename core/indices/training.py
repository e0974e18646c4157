"""Training of NQIQAPEI's regressor on human scores; needs scikit-learn."""

import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from core.image import as_pair, read_image
from core.indices.base import ModelCard
from core.indices.encrypted_features import FEATURE_NAMES, encrypted_features
from core.indices.regression import HigherMeans, Model, ModelError, scaled
from core.spreadsheet import TableError, located, read_sheet
from core.white_columns import WHITE_COLUMNS, or_else, whites_of

Reals = NDArray[np.float64]

C_GRID = (1, 8, 64, 512)
GAMMA_GRID = (2**-7, 2**-5, 2**-3)
EPSILON_SHARE = 0.1
"""Epsilon over the standard deviation of the scores."""

FOLDS = 5
DIGITS = 6
"""Decimals of the support vectors in a model; few, to keep its file small."""

LIMITS = (
    "Says nothing of kinds of encryption it has not seen, nor of what a viewer who "
    "knows the plain picture would find in the encrypted one."
)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Examples:
    """Encrypted images with their human scores.

    Attributes
    ----------
    features : NDArray
        (N, 74).
    mos : NDArray
        (N,), mean human scores.
    pictures : tuple of str
        The plain picture behind each; validation never splits one.
    """

    features: Reals
    mos: Reals
    pictures: tuple[str, ...]


def train_from_csv(
    path: str | os.PathLike[str],
    *,
    mos_range: tuple[float, float] | None = None,
    mos_meaning: str = "mean human score",
    mos_higher_means: HigherMeans = "more visible",
    progress: Callable[[int, int], None] | None = None,
    data_range: float | None = None,
) -> Model:
    """Train on images and scores that a table lists.

    Parameters
    ----------
    path : path
        CSV as `core.spreadsheet` reads it, with the columns `encrypted` (image file,
        relative to the table), `plain` (name or file of the plain picture, which is not
        opened) and `mos`. The columns `white_encrypted` and `white` say which value is
        white in the image of a row.
    mos_range, mos_meaning, mos_higher_means
        As `train` takes them.
    progress : callable, optional
        Called with (images done, images in all) after every image.
    data_range : float, optional
        Value of white in the images of rows that do not say it; that of the file's type
        unless given.

    Returns
    -------
    Model
        To be written with `save_model`.

    Raises
    ------
    ModelError
        If the file is no such table, or holds too little to learn from.
    ImageError
        If an image cannot be read.
    """
    rows = list(_rows(Path(path), data_range))
    features: list[Reals] = []
    for file, _, _, white in rows:
        luma = read_image(file, data_range=white)
        features.append(encrypted_features(as_pair(luma, luma, data_range=255)[0]))
        if progress is not None:
            progress(len(features), len(rows))
    examples = Examples(
        features=np.array(features).reshape(len(rows), len(FEATURE_NAMES)),
        mos=np.array([mos for _, _, mos, _ in rows]),
        pictures=tuple(plain for _, plain, _, _ in rows),
    )
    return train(
        examples,
        data=f"the pictures that {Path(path).name} lists",
        mos_range=mos_range,
        mos_meaning=mos_meaning,
        mos_higher_means=mos_higher_means,
    )


def _rows(
    path: Path, data_range: float | None
) -> Iterator[tuple[Path, str, float, float | None]]:
    """Rows (image file, plain picture, score, white) of a table, checked."""
    try:
        sheet = read_sheet(
            path,
            path.name,
            required=("encrypted", "plain", "mos"),
            optional=WHITE_COLUMNS,
        )
        scores, whites = sheet.numbers("mos"), whites_of(sheet)
    except TableError as error:
        raise ModelError(str(error)) from error
    for number, row in enumerate(sheet.dicts()):
        if not row["encrypted"] or not row["plain"]:
            raise ModelError(
                f"{sheet.where(number)}: expected an encrypted and a plain picture"
            )
        plain = row["plain"].replace("\\", "/")
        _, white = or_else(whites[number], data_range)
        yield located(path.parent, row["encrypted"]), plain, scores[number], white


def train(
    examples: Examples,
    *,
    data: str,
    mos_range: tuple[float, float] | None = None,
    mos_meaning: str = "mean human score",
    mos_higher_means: HigherMeans = "more visible",
    limits: str = LIMITS,
) -> Model:
    """Choose the constants by grouped cross-validation, then train on everything.

    Parameters
    ----------
    examples : Examples
        Of at least three plain pictures, with scores that differ.
    data : str
        What the images are, for the card.
    mos_range : tuple of float, optional
        Ends of the scale of the scores; the lowest and highest of them unless given.
    mos_meaning, mos_higher_means, limits : str
        What the scores are, what a high one says, what the model is not good for.

    Returns
    -------
    Model
        With a card that holds the agreement on unseen pictures.

    Raises
    ------
    ModelError
        If there is too little to learn from.

    Notes
    -----
    The agreement is nested: the pictures it is measured on have no part in choosing
    the constants either.
    """
    mos = examples.mos
    pictures = len(set(examples.pictures))
    if pictures < 3 or np.ptp(mos) == 0:
        raise ModelError(
            "expected encrypted pictures of at least three plain ones with scores "
            f"that differ, got {len(mos)} of {pictures}"
        )
    predicted = unseen_predictions(examples)
    each = _rank_correlations(predicted, examples)

    C, gamma = choose(examples)
    machine, minimum, maximum = _fit(examples, C, gamma)
    low, high = mos_range or (float(mos.min()), float(mos.max()))
    predicted = np.clip(predicted, low, high)
    return Model(
        minimum=minimum,
        maximum=maximum,
        support_vectors=np.round(machine.support_vectors_, DIGITS),
        coefficients=machine.dual_coef_[0],
        bias=float(machine.intercept_[0]),
        gamma=gamma,
        C=C,
        epsilon=float(machine.epsilon),
        mos_range=(float(low), float(high)),
        mos_meaning=mos_meaning,
        mos_higher_means=mos_higher_means,
        card=ModelCard(
            data=data,
            targets=mos_meaning,
            images=len(mos),
            pictures=pictures,
            validation=(
                f"{min(FOLDS, pictures)}-fold cross-validation grouped by plain "
                "picture, the constants chosen anew inside each fold"
            ),
            srocc=_spearman(predicted, mos),
            srocc_worst=min(each),
            rmse=float(np.sqrt(np.mean((predicted - mos) ** 2))),
            limits=limits,
        ),
    )


def choose(examples: Examples) -> tuple[float, float]:
    """C and gamma of the lowest squared error in grouped cross-validation."""
    best = (math.inf, 0.0, 0.0)
    for C in C_GRID:
        for gamma in GAMMA_GRID:
            error = 0.0
            for seen, unseen in _folds(examples.pictures):
                predicted = _predict(examples, seen, unseen, C, gamma)
                error += float(((predicted - examples.mos[unseen]) ** 2).sum())
            best = min(best, (error, float(C), float(gamma)))
    return best[1:]


def unseen_predictions(examples: Examples) -> Reals:
    """Prediction for every image, (N,), by a model not trained on its picture."""
    predicted = np.empty_like(examples.mos)
    for seen, unseen in _folds(examples.pictures):
        C, gamma = choose(_subset(examples, seen))
        predicted[unseen] = _predict(examples, seen, unseen, C, gamma)
    return predicted


def _subset(examples: Examples, indices: NDArray[np.intp]) -> Examples:
    return Examples(
        features=examples.features[indices],
        mos=examples.mos[indices],
        pictures=tuple(examples.pictures[i] for i in indices),
    )


def _folds(pictures: Sequence[str]) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Seen and unseen indices of every fold; a picture is never split between them."""
    from sklearn.model_selection import GroupKFold

    splitter = GroupKFold(n_splits=min(FOLDS, len(set(pictures))))
    return list(splitter.split(np.zeros(len(pictures)), groups=np.array(pictures)))


def _fit(examples: Examples, C: float, gamma: float) -> tuple[Any, Reals, Reals]:
    """Trained machine, with minimum and maximum of the features it was trained on."""
    from sklearn.svm import SVR

    minimum, maximum = examples.features.min(0), examples.features.max(0)
    epsilon = EPSILON_SHARE * float(examples.mos.std())
    constants: dict[str, Any] = {"C": C, "gamma": gamma, "epsilon": epsilon}
    machine = SVR(kernel="rbf", **constants)
    machine.fit(scaled(examples.features, minimum, maximum), examples.mos)
    return machine, minimum, maximum


def _predict(
    examples: Examples,
    seen: NDArray[np.intp],
    unseen: NDArray[np.intp],
    C: float,
    gamma: float,
) -> Reals:
    """Predictions for unseen images by a machine trained on the seen ones."""
    machine, minimum, maximum = _fit(_subset(examples, seen), C, gamma)
    return machine.predict(scaled(examples.features[unseen], minimum, maximum))


def _rank_correlations(predicted: Reals, examples: Examples) -> list[float]:
    """SROCC over the images of each plain picture."""
    names = np.array(examples.pictures)
    return [
        _spearman(predicted[names == name], examples.mos[names == name])
        for name in sorted(set(examples.pictures))
    ]


def _spearman(a: Reals, b: Reals) -> float:
    """SROCC; 0 where one side does not vary."""
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    result: Any = stats.spearmanr(a, b)
    return float(result.statistic)
