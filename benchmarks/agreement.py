"""Agreement on published feature values, against numbers that are known.

Run `python benchmarks/agreement.py SCORES FEATURES` with your own copies, which are not
shipped. The authors of the index MCVSI publish both in the GitHub repository
yyyychong/MCVSI: for PEID, `data.mat` and `peid_feature.txt`; for IVC-SelectEncrypt,
`ivc_ref_enc_mos.mat` and `ivc_feature.txt`. Tables with a column `image` do as well:
SCORES with `vs_mos` and `is_reference`, FEATURES with two columns of values. The
features are a ratio of matched key points and a gradient similarity (GSIM).
"""

import argparse
import csv
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.io import loadmat

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.evaluation import Logistic, agreement

Reals = NDArray[np.float64]

# SROCC and KRCC to four decimals by (rows, feature); LCC and RMSE to three, by mapping.
KNOWN = {
    (1080, "key points"): (0.9385, 0.7851),
    (1080, "GSIM"): (0.8018, 0.6164),
    (200, "key points"): (0.8534, 0.6792),
    (200, "GSIM"): (0.9629, 0.8426),
}
MAPPED: dict[tuple[int, str, Logistic], tuple[float, float]] = {
    (1080, "key points", "five"): (0.931, 0.664),
    (1080, "key points", "four"): (0.921, 0.704),
    (1080, "GSIM", "five"): (0.856, 0.938),
    (1080, "GSIM", "four"): (0.855, 0.941),
}


def read(scores: Path, features: Path) -> tuple[Reals, Reals]:
    """Human scores (N,) and both features (N, 2) of encrypted images."""
    if scores.suffix == ".csv":
        with scores.open(newline="", encoding="utf-8") as file:
            lines = [row for row in csv.DictReader(file) if row["is_reference"] == "0"]
        with features.open(newline="", encoding="utf-8") as file:
            values = {row.pop("image"): row for row in csv.DictReader(file)}
        table = [list(map(float, values[row["image"]].values())) for row in lines]
        return np.array([float(row["vs_mos"]) for row in lines]), np.array(table)
    data = loadmat(scores, simplify_cells=True)
    table = np.loadtxt(features)
    if "data" not in data:
        return np.asarray(data["mos"], np.float64).ravel(), table
    names = np.asarray(data["data"]["textdata"], dtype=object)
    encrypted = names[:, 0] != names[:, 1]
    return np.asarray(data["data"]["mos"]["VS"])[encrypted], table[encrypted]


def main() -> int:
    """Print every number beside the known one; 1 if any differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scores", type=Path)
    parser.add_argument("features", type=Path)
    arguments = parser.parse_args()
    mos, table = read(arguments.scores, arguments.features)
    wrong = 0

    def say(name: str, value: float, known: float | None, digits: int) -> None:
        nonlocal wrong
        differs = known is not None and round(value, digits) != known
        wrong += differs
        beside = "" if known is None else f"  known {known:.{digits}f}"
        print(f"{name:32} {value:.{digits}f}{beside}{'  DIFFERS' if differs else ''}")

    for feature, values in zip(("key points", "GSIM"), table.T, strict=True):
        logistics: tuple[Logistic, Logistic] = ("five", "four")
        for logistic in logistics:
            found = agreement(values, mos, logistic)
            if logistic == "five":
                srocc, krcc = KNOWN.get((len(mos), feature), (None, None))
                say(f"{feature}, SROCC", found.srocc, srocc, 4)
                say(f"{feature}, KRCC", found.krcc, krcc, 4)
            lcc, rmse = MAPPED.get((len(mos), feature, logistic), (None, None))
            say(f"{feature}, LCC, {logistic}-parameter", found.lcc, lcc, 3)
            say(f"{feature}, RMSE, {logistic}-parameter", found.rmse, rmse, 3)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
