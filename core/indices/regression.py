"""Support vector regression as plain numbers: a model in JSON, scored with NumPy."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.image import ImageError
from core.indices.base import ModelCard
from core.indices.encrypted_features import FEATURE_NAMES, FEATURE_VERSION

Reals = NDArray[np.float64]

HigherMeans: TypeAlias = Literal["more visible", "less visible"]
"""What a high human score says about the encrypted image."""

FORMAT = "showthrough nqiqapei model"

REACH = 3.0
"""Scaled features are clipped here: a model knows nothing far from its training."""


class ModelError(ImageError):
    """No model, or a file that is no model: says what was expected and what to do."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Model:
    """A trained epsilon-SVR with a Gaussian kernel.

    Attributes
    ----------
    minimum, maximum : NDArray
        (74,), of each feature over the training images; scaled to -1 and 1.
    support_vectors : NDArray
        (V, 74), scaled features.
    coefficients : NDArray
        (V,), weight of each support vector.
    bias, gamma : float
        Constant term, and γ of exp(-γ |x - v|²).
    C, epsilon : float
        What the training chose.
    mos_range : tuple of float
        Ends of the scale of the human scores.
    mos_meaning : str
        What the scores are.
    mos_higher_means : {"more visible", "less visible"}
        What a high score says.
    card : ModelCard
        What it learnt from, and how far to trust it.
    """

    minimum: Reals
    maximum: Reals
    support_vectors: Reals
    coefficients: Reals
    bias: float
    gamma: float
    C: float
    epsilon: float
    mos_range: tuple[float, float]
    mos_meaning: str
    mos_higher_means: HigherMeans
    card: ModelCard

    def predict(self, features: Reals) -> Reals:
        """Predicted human scores, (N,), of the features of images, (N, 74).

        Notes
        -----
        Reading: predictions are clipped to the scale of the scores.
        """
        x = scaled(features, self.minimum, self.maximum)
        v = self.support_vectors
        squares = (x**2).sum(1)[:, np.newaxis] + (v**2).sum(1) - 2 * x @ v.T
        kernel = np.exp(-self.gamma * np.maximum(squares, 0))
        return np.clip(kernel @ self.coefficients + self.bias, *self.mos_range)

    def visibility(self, features: Reals) -> float:
        """Predicted score of one image, (74,), turned so that high is more visible."""
        score = float(self.predict(features[np.newaxis])[0])
        low, high = self.mos_range
        return score if self.mos_higher_means == "more visible" else low + high - score


def scaled(features: Reals, minimum: Reals, maximum: Reals) -> Reals:
    """Features scaled so that training features span [-1, 1]; clipped to [-3, 3].

    A feature that was constant in the training is 0.
    """
    span = maximum - minimum
    constant = span == 0
    x = 2 * (features - minimum) / np.where(constant, 1.0, span) - 1
    return np.clip(np.where(constant, 0.0, x), -REACH, REACH)


def save_model(model: Model, path: str | os.PathLike[str]) -> None:
    """Write a model as JSON, one line for each field."""
    entries: dict[str, Any] = {"format": FORMAT, "feature_version": FEATURE_VERSION}
    for field in fields(model):
        value = getattr(model, field.name)
        if isinstance(value, np.ndarray):
            value = value.tolist()
        entries[field.name] = asdict(value) if field.name == "card" else value
    lines = (f"  {json.dumps(key)}: {json.dumps(entries[key])}" for key in entries)
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    Path(path).write_text(text, encoding="utf-8")


def load_model(path: str | os.PathLike[str]) -> Model:
    """Read a model that `save_model` wrote.

    Raises
    ------
    ModelError
        If the file cannot be read, is no model, or is one of other features.
    """
    name = Path(path).name
    how = "Train one with `showthrough train-nqiqapei SCORES.csv -o MODEL.json`"
    try:
        entries = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"cannot read the model {name}: {error.strerror}") from error
    except ValueError as error:
        raise ModelError(f"{name} is no model: expected JSON. {how}") from error
    if not isinstance(entries, dict) or entries.get("format") != FORMAT:
        raise ModelError(f"{name} is no model of NQIQAPEI. {how}")
    if entries.get("feature_version") != FEATURE_VERSION:
        raise ModelError(
            f"{name} was trained on features of version "
            f"{entries.get('feature_version')}, expected {FEATURE_VERSION}. {how}"
        )
    try:
        return _model(entries)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{name} is a damaged model ({error!r}). {how}") from error


def _model(entries: dict[str, Any]) -> Model:
    """Model from its fields; every array is checked."""
    number = len(FEATURE_NAMES)
    vectors = len(entries["coefficients"])
    shapes = {
        "minimum": (number,),
        "maximum": (number,),
        "support_vectors": (vectors, number),
        "coefficients": (vectors,),
    }
    values = {field.name: entries[field.name] for field in fields(Model)}
    for key, shape in shapes.items():
        array = np.array(values[key], dtype=np.float64)
        if array.shape != shape or not np.isfinite(array).all():
            raise ValueError(f"expected {shape} finite numbers as {key}")
        values[key] = array
    for key in ("bias", "gamma", "C", "epsilon"):
        values[key] = float(values[key])
        if not np.isfinite(values[key]):
            raise ValueError(f"expected a finite {key}")
    low, high = (float(end) for end in values["mos_range"])
    if not low < high:
        raise ValueError(f"expected an ascending range of scores, got {low}, {high}")
    if values["mos_higher_means"] not in ("more visible", "less visible"):
        raise ValueError("expected mos_higher_means to be more visible or less visible")
    return Model(
        **values | {"mos_range": (low, high), "card": ModelCard(**values["card"])}
    )
