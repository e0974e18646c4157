"""How far the two indices beside the paper's may be trusted to agree with people.

    python benchmarks/evidence.py
    python benchmarks/evidence.py --pictures astronaut camera coffee chelsea rocket

From the shipped scores of the regenerated benchmark, for each index: SROCC with its
95 % interval over pictures, the paired test against the paper's index, the range
without one picture at a time, and that without one scheme at a time.
"""

import argparse
import sys

# A script's folder comes first on the path: there, core.py hides the package core.
sys.path.pop(0)

import numpy as np

from core.evaluation import difference, interval
from core.evaluation.held_out import held_out
from explorer.people.benchmark import row_name, sample_benchmark, shipped

AGAINST = "proposed"


def main() -> None:
    """Print a table in Markdown."""
    rows = sample_benchmark().rows
    pictures = list(dict.fromkeys(row.picture for row in rows))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", nargs="+", default=pictures, choices=pictures)
    parser.add_argument(
        "--indices",
        nargs="+",
        default=["information", "key-points", "proposed", "ssim", "psnr"],
    )
    asked = parser.parse_args()
    chosen = [row for row in rows if row.picture in asked.pictures]
    names = [row.picture for row in chosen]
    types = [row.type for row in chosen]
    human = np.array([row.score for row in chosen])
    scores = shipped().scores

    def column(index: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        return np.array([scores[index, row_name(row)] for row in chosen])

    print(f"{len(chosen)} rows, {len(asked.pictures)} pictures")
    print(
        "| index | SROCC | 95 % over pictures | above the paper's by | p | without a "
        "picture | without a scheme |\n|---|---|---|---|---|---|---|"
    )
    for index in asked.indices:
        own = column(index)
        found = interval(own, human, names)
        above = difference(own, column(AGAINST), human, names)
        between = above.difference
        by_picture, by_type = (held_out(own, human, by) for by in (names, types))
        print(
            f"| `{index}` | {found.estimate:.3f} | {found.low:.3f} to {found.high:.3f} "
            f"| {between.estimate:+.3f} ({between.low:+.3f} to {between.high:+.3f}) "
            f"| {above.p:.3f} | {by_picture.lowest:.3f} to {by_picture.highest:.3f} "
            f"| {by_type.lowest:.3f} to {by_type.highest:.3f} |"
        )


if __name__ == "__main__":
    main()
