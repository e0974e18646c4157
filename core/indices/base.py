"""What every index is: one record, one function, one score with its maps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, Luma
from core.provenance import Provenance

LEAK_WHEN = "high"
"""End of the range at which the content shows, in every index; exports write it."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Map:
    """One picture behind a number, ready to draw.

    Attributes
    ----------
    title : str
        Name for people.
    array : NDArray
        (H, W) of the image, the cells of a grid over it, or a table; see `side`.
        NaN marks cells that the index leaves out; `reading` then says so.
    low, high : float
        Ends of the colour scale, the same for every image wherever the quantity has a
        scale; values beyond them are drawn in the colour of the end.
    reading : str
        One line: how to read it.
    side : int
        Pixels of the image, in both directions, that one cell stands for, counted from
        `offset`; 0 for a table, which lies nowhere in the image.
    offset : tuple of int
        (y, x) of the pixel at which the first cell starts; negative where cells begin
        above or left of the image.
    rows, columns : tuple of str
        Names of a table's rows and columns.
    categories : tuple of str
        Names of the values 0, 1, ..., where these are kinds and not amounts.
    """

    title: str
    array: NDArray[Any]
    low: float
    high: float
    reading: str
    side: int = 1
    offset: tuple[int, int] = (0, 0)
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelCard:
    """What a trained index learnt from, and how far to trust it.

    Attributes
    ----------
    data, targets : str
        The pictures it was trained on, and the numbers it learnt to predict.
    images, pictures : int
        Encrypted images in the training, and plain pictures behind them.
    validation : str
        How the agreement was measured.
    srocc, rmse : float
        Rank correlation with the targets, and root mean square error in their unit, on
        pictures that the training had not seen.
    srocc_worst : float
        Lowest rank correlation on any single unseen picture.
    limits : str
        What the number must not be used for.
    """

    data: str
    targets: str
    images: int
    pictures: int
    validation: str
    srocc: float
    rmse: float
    srocc_worst: float
    limits: str


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Score:
    """Value of an index, with the maps and numbers behind it.

    Attributes
    ----------
    value : float
        The number, in the range of its index.
    maps : mapping of str to Map
        The pictures behind it, by key.
    parts : mapping of str to float
        The numbers on the way to it, by name; empty where there are none.
    card : ModelCard, optional
        For a trained index: to be shown wherever the value is.
    arrows : NDArray
        (n, 4), y and x in the plain image, then y and x in the encrypted one, in
        pixels: what was found where, the strongest first; (0, 4) where the index looks
        in place only.
    """

    value: float
    maps: Mapping[str, Map]
    parts: Mapping[str, float] = field(default_factory=dict[str, float])
    card: ModelCard | None = None
    arrows: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 4)))


class Evaluate(Protocol):
    """An index as a function."""

    def __call__(
        self,
        plain: ArrayLike,
        encrypted: ArrayLike,
        /,
        *,
        data_range: DataRange = None,
    ) -> Score:
        """Check both images as `core.image.as_pair` does, and compare them."""
        ...


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Index:
    """A visual security index, and what is known about it.

    Attributes
    ----------
    key : str
        Name in calls, links, file names and tables; never renamed.
    label : str
        Name for people.
    looks_at : str
        One sentence: what it looks at.
    trust : str
        One sentence: how far to trust the number here.
    provenance, citation : str
        How certain the definition is, and where it comes from.
    range : tuple of float
        Lowest and highest value; may be infinite. A higher value means that more of
        the content shows, in every index.
    evaluate : Evaluate
        `evaluate(plain, encrypted, data_range=None)` -> Score. The functions behind
        it, one in each file of this package, take the constants of the definition as
        keywords.
    against : callable, optional
        Where much depends on the plain image alone: `against(plain)` keeps that, and
        gives the value as a function of the encrypted image. Both are luma that
        `core.image.as_pair` has checked.
    chosen_on : str
        Of an index of this project: on which pictures its constants were chosen, in a
        sentence. Agreement on these pictures may flatter it.
    """

    key: str
    label: str
    looks_at: str
    trust: str
    provenance: Provenance
    citation: str
    range: tuple[float, float]
    evaluate: Evaluate
    against: Callable[[Luma], Callable[[Luma], float]] | None = None
    chosen_on: str = ""
