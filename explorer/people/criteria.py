"""The four criteria in plain words: their names, their scales, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.evaluation.paper import Criterion


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What People says of one criterion.

    Attributes
    ----------
    name : str
        On its button.
    axis : str
        Under the scale of the chart.
    best : str
        What the best end of the scale means.
    line : str
        The line below the verdict; `{count}` pictures, points from `{low}` to `{high}`.
    limits : tuple of float
        From where an index agrees with people, agrees in part, and hardly does. Empty
        where the criterion is no share of agreement.
    """

    name: str
    axis: str
    best: str
    line: str
    limits: tuple[float, ...] = ()

    @property
    def rises(self) -> bool:
        """Whether a higher value means closer agreement."""
        return bool(self.limits)


WORDS: Mapping[Criterion, Words] = {
    "srocc": Words(
        name="Rank order, SROCC",
        axis="rank correlation with people (SROCC)",
        best="1.0: orders all pictures as people do",
        line="For {count} encrypted pictures, this is how nearly each index puts them "
        "in the order in which people see through them: 1 is the same order, 0 is "
        "chance.",
        limits=(0.8, 0.5, 0.2),
    ),
    "krcc": Words(
        name="Pairs in order, KRCC",
        axis="pairs in the order of people (KRCC)",
        best="1.0: every pair as people order it",
        line="Of all pairs of {count} encrypted pictures, this is how many more are in "
        "people's order than against it: 1 is every pair, 0 is chance.",
        # A rank correlation of 0.8, 0.5 or 0.2 comes with about these.
        limits=(0.6, 0.35, 0.13),
    ),
    "lcc": Words(
        name="Along a curve, LCC",
        axis="correlation along the curve Q(x) (LCC)",
        best="1.0: all pictures lie on the curve",
        line="For {count} encrypted pictures, this is how nearly each index and people "
        "follow one curve Q(x): 1 is on the curve, 0 is chance.",
        limits=(0.8, 0.5, 0.2),
    ),
    "rmse": Words(
        name="Error in points, RMSE",
        axis="error after the curve Q(x), in points (RMSE)",
        best="0: all pictures lie on the curve",
        line="For {count} encrypted pictures, this is how far people are from what the "
        "curve Q(x) predicts, in points from {low:g} to {high:g}: less is better.",
    ),
}
