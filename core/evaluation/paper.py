"""What the paper prints in Tables 1-3, and where its print cannot be right.

R. Shi, J. Xiong, T. Qiao, "Encrypted image visual security index via non-local
recognizable degree evaluation", Section 3. Fig. 3 is a drawing without numbers.

Reading: (misprints) the numbers stand here as they were printed; misprints are marked
beside them and not corrected.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Criterion: TypeAlias = Literal["srocc", "krcc", "lcc", "rmse"]
PaperData: TypeAlias = Literal["ivc", "peid"]

CRITERIA: tuple[Criterion, ...] = ("srocc", "krcc", "lcc", "rmse")

SOURCE = (
    "R. Shi, J. Xiong, T. Qiao, Encrypted image visual security index via non-local "
    "recognizable degree evaluation"
)

COLUMNS = (
    "lss",
    "ess",
    "lfbvs",
    "vsi-canny",
    "nqiqapei",
    "nmvsi",
    "iibvsi",
    "proposed",
)
"""Keys of the indices in the order of the columns of Tables 1 and 2."""

DATA: dict[PaperData, str] = {"ivc": "IVC-SelectEncrypt", "peid": "PEID"}

PRINTED: dict[str, PaperData] = {"peid": "peid", "regenerated": "peid", "ivc": "ivc"}
"""Whose printed numbers stand beside those of a database, by its key."""

_TABLE_1: dict[tuple[PaperData, Criterion], tuple[float, ...]] = {
    ("ivc", "srocc"): (0.932, 0.909, 0.891, 0.949, 0.894, 0.948, 0.968, 0.954),
    ("ivc", "krcc"): (0.786, 0.747, 0.712, 0.819, 0.802, 0.817, 0.848, 0.820),
    ("ivc", "lcc"): (0.920, 0.901, 0.891, 0.950, 0.726, 0.949, 0.966, 0.953),
    ("ivc", "rmse"): (0.520, 0.576, 0.601, 0.887, 0.598, 0.417, 0.405, 0.402),
    ("peid", "srocc"): (0.749, 0.772, 0.618, 0.799, 0.813, 0.802, 0.878, 0.893),
    ("peid", "krcc"): (0.575, 0.592, 0.458, 0.632, 0.676, 0.634, 0.719, 0.820),
    ("peid", "lcc"): (0.803, 0.808, 0.724, 0.884, 0.818, 0.845, 0.893, 0.897),
    ("peid", "rmse"): (1.078, 1.065, 1.248, 0.845, 0.834, 0.843, 0.816, 0.801),
}

_TABLE_2: dict[str, tuple[float, ...]] = {
    "trad": (0.948, 0.933, 0.960, 0.964, 0.963, 0.776, 0.962, 0.972),
    "trunc": (0.948, 0.913, 0.907, 0.966, 0.966, 0.595, 0.939, 0.884),
    "iwind_ec": (0.887, 0.858, 0.866, 0.928, 0.927, 0.433, 0.942, 0.912),
    "iwind_nec": (0.907, 0.922, 0.946, 0.925, 0.924, 0.672, 0.974, 0.969),
    "res": (0.955, 0.926, 0.919, 0.954, 0.953, 0.742, 0.955, 0.954),
    "enc01": (0.950, 0.540, 0.451, 0.951, 0.952, 0.866, 0.784, 0.893),
    "enc02": (0.834, 0.846, 0.627, 0.963, 0.963, 0.917, 0.886, 0.936),
    "enc03": (0.943, 0.966, 0.862, 0.977, 0.976, 0.899, 0.939, 0.901),
    "enc04": (0.908, 0.828, 0.906, 0.923, 0.923, 0.876, 0.944, 0.901),
    "enc05": (0.924, 0.789, 0.821, 0.959, 0.958, 0.893, 0.798, 0.913),
    "enc06": (0.968, 0.961, 0.914, 0.975, 0.975, 0.896, 0.939, 0.951),
    "enc07": (0.958, 0.975, 0.958, 0.981, 0.981, 0.967, 0.954, 0.948),
    "enc08": (0.199, 0.325, 0.360, 0.682, 0.682, 0.733, 0.745, 0.715),
    "enc09": (0.187, 0.364, 0.339, 0.307, 0.307, 0.257, 0.457, 0.889),
    "enc10": (0.630, 0.846, 0.677, 0.596, 0.586, 0.933, 0.859, 0.834),
}

_SUMMARY: dict[str, tuple[float, ...]] = {
    "mean": (0.810, 0.799, 0.768, 0.870, 0.869, 0.764, 0.872, 0.905),
    "deviation": (0.264, 0.213, 0.222, 0.193, 0.194, 0.202, 0.136, 0.064),
}

_TABLE_3: dict[PaperData, dict[str, float]] = {
    "ivc": {"C1": 0.935, "C2": 0.940, "C3": 0.956, "C4": 0.954},
    "peid": {"C1": 0.825, "C2": 0.885, "C3": 0.885, "C4": 0.893},
}

TRIMMED = {"proposed": 0.914, "vsi-canny": 0.905}
"""Mean SROCC without the best and the worst type, Section 3.3."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """A printed number.

    Attributes
    ----------
    value : float
        As it was printed.
    misprint : str
        Why it cannot be right; "" for a number that may be right.
    """

    value: float
    misprint: str = ""


_REPEATS = "repeats the value of IVC-SelectEncrypt, and is high for an SROCC of 0.893"
_EXCHANGED = (
    "the columns NQIQAPEI and NMVSI are exchanged: the one headed NQIQAPEI is within "
    "0.01 of VSI-Canny, as its extension NMVSI would"
)
_UNFIT = "does not fit its LCC: RMSE is SD sqrt(1 - LCC^2) after a fit"

MISPRINTS: dict[tuple[PaperData, Criterion, str], str] = {
    ("peid", "krcc", "proposed"): _REPEATS,
    ("ivc", "krcc", "nqiqapei"): "high for an SROCC of 0.894 (0.692 elsewhere)",
    ("ivc", "rmse", "vsi-canny"): _UNFIT,
    ("ivc", "rmse", "nqiqapei"): _UNFIT,
    ("ivc", "rmse", "iibvsi"): _UNFIT,
    ("peid", "rmse", "nqiqapei"): _UNFIT,
    ("peid", "rmse", "nmvsi"): _UNFIT,
}
"""Numbers of Table 1 that cannot be right, by data, criterion and index."""


def table_1(data: PaperData, criterion: Criterion, index: str) -> Published | None:
    """A cell of Table 1; None for an index that the paper does not have."""
    if index not in COLUMNS:
        return None
    return Published(
        value=_TABLE_1[data, criterion][COLUMNS.index(index)],
        misprint=MISPRINTS.get((data, criterion, index), ""),
    )


def table_2(row: str, index: str) -> Published | None:
    """A cell of Table 2, of a type or of the rows "mean", "deviation" and "trimmed".

    None for what the paper does not have.
    """
    if row == "trimmed":
        return Published(value=TRIMMED[index]) if index in TRIMMED else None
    values = _TABLE_2.get(row) or _SUMMARY.get(row)
    if values is None or index not in COLUMNS:
        return None
    exchanged = index in ("nqiqapei", "nmvsi")
    return Published(
        value=values[COLUMNS.index(index)], misprint=_EXCHANGED if exchanged else ""
    )


def table_3(data: PaperData, configuration: str) -> Published:
    """A cell of Table 3, the SROCC of "C1" to "C4"."""
    return Published(value=_TABLE_3[data][configuration])
