"""Score the regenerated benchmark by every index, and write what the explorer ships.

    python benchmarks/regenerated.py
    python benchmarks/regenerated.py --only lss ess
    python benchmarks/regenerated.py --judge

Every score of People's first screen and of Tune's curves against human scores: sample
images, encrypted by PEID's six identified schemes at all levels. Takes some minutes;
what was scored before is not scored again, so that it may be interrupted. Run it again
whenever an index, a scheme or a sample image changes. `--only` renews the columns of
some measures, where nothing else has changed, and keeps the others. `--judge` keeps all
scores, and makes their intervals and tests anew.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Collection
from datetime import UTC, datetime

# A script's folder comes first on the path: there, core.py hides the package core.
sys.path.pop(0)

import numpy as np
from numpy.typing import NDArray

from core.evaluation import column_of
from core.evaluation.column import common, paired_test, srocc_interval
from core.evaluation.report import REFERENCE
from core.indices import INDICES
from core.versions import versions
from explorer.people.benchmark import (
    SHIPPED,
    all_measures,
    benchmark_steps,
    content,
    row_name,
    sample_benchmark,
    scores,
)
from explorer.people.cached_agreement import column_digest, pair_digest, row_of_test
from explorer.store.jobs import Desk
from explorer.store.results_on_disk import (
    ResultFile,
    cache_folder,
    code_digest,
)

Column = NDArray[np.float64]

DIGITS = 10
"""Significant digits that are written; more are a matter of the machine."""


def main(only: Collection[str]) -> None:
    """Score, write, and say where."""
    database = sample_benchmark()
    measures = [one for one in all_measures() if not only or one.name in only]
    desk = Desk(ResultFile(cache_folder()))
    job = desk.job("all", 1, lambda: benchmark_steps(database, measures))
    desk.begin(job)
    while not job.wait(2):
        at = job.progress
        left = f", {at.remaining / 60:.1f} min left" if at.remaining else ""
        sys.stderr.write(f"\r{at.done} of {at.total}{left}    ")
    sys.stderr.write("\n")
    bad = {row["error"] for row in job.rows.values() if "error" in row}
    if job.state != "done" or bad:
        sys.exit(f"{job.state}: {job.problem} {bad or ''}")
    images = [content(row.plain) for row in database.rows]
    made = {
        "date": datetime.now(UTC).date().isoformat(),
        "by": "benchmarks/regenerated.py",
        "code": code_digest(),
        "images": hashlib.sha256(json.dumps(images).encode()).hexdigest(),
        "versions": versions(),
    }
    columns = {
        name: np.array([float(f"{score:.{DIGITS}g}") for score in column])
        for name, column in scores(job.rows, database, measures).items()
    }
    rows = [row_name(row) for row in database.rows]
    names = [measure.name for measure in all_measures()]
    if only:
        kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
        if kept["rows"] != rows or kept["made"]["images"] != made["images"]:
            sys.exit("the pictures have changed: score all measures")
        whole = {name: np.array(column) for name, column in kept["scores"].items()}
        whole |= columns
        columns = {name: whole[name] for name in names if name in whole}
    write(made, rows, columns)
    print(f"{SHIPPED}: {len(rows)} rows, {len(measures)} measures")


def judge() -> None:
    """Make the intervals and tests of the scores that are shipped."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    columns = {name: np.array(column) for name, column in kept["scores"].items()}
    write(kept["made"], kept["rows"], columns)


def write(made: dict[str, object], rows: list[str], columns: dict[str, Column]) -> None:
    """Write scores with their intervals, and tests of the indices."""
    database = sample_benchmark()
    intervals, tests = {}, {}
    for name, column in columns.items():
        judged = column_of(column, database)
        ends = srocc_interval(judged)
        if ends:
            intervals[column_digest(judged)] = [round(end, 6) for end in ends]
        if name in INDICES and name != REFERENCE:
            pair = common(column, columns[REFERENCE], database)
            tested = paired_test(*pair)
            if tested:
                tests[pair_digest(*pair)] = row_of_test(tested)
    held = {"made": made, "rows": rows, "intervals": intervals, "tests": tests}
    held["scores"] = {name: column.tolist() for name, column in columns.items()}
    text = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(part)}" for name, part in held.items()
    )
    text = f"{{{text}}}"
    SHIPPED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", nargs="+", default=[], choices=[one.name for one in all_measures()]
    )
    parser.add_argument("--judge", action="store_true")
    asked, begun = parser.parse_args(), time.monotonic()
    if asked.judge:
        judge()
    else:
        main(asked.only)
    print(f"{time.monotonic() - begun:.0f} s")
