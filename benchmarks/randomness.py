"""What tests of randomness and diffusion tell of visual security: next to nothing.

    python benchmarks/randomness.py
    python benchmarks/randomness.py --pictures camera

Rank correlation of every number of `core.statistics` with the published human scores,
on the regenerated benchmark: three pictures under all 34 levels of six schemes of PEID.
`core/randomness/people.py` has what it prints.
"""

import os

for variable in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{variable}_NUM_THREADS"] = "1"

import argparse
import sys
from collections.abc import Sequence

# A script's folder comes first on the path: there, core.py hides the package core.
sys.path.pop(0)

import numpy as np
from scipy.stats import spearmanr

import core
from core.evaluation.rows import Judged, SchemeImage
from core.randomness.diffusion import changed_key
from core.randomness.people import PICTURES, RANK_CORRELATION
from explorer.people.benchmark import sample_benchmark

FLAT = 1.0
"""Correlation of neighbours that an image of one level counts as."""


def numbers(row: Judged) -> dict[str, float]:
    """Every number of a cipher and of the same picture under a key beside."""
    encrypted, plain = row.encrypted, np.asarray(row.plain.read())
    assert isinstance(encrypted, SchemeImage)
    scheme = core.SCHEMES[encrypted.scheme]
    first, other = (
        scheme.encrypt(plain, level=encrypted.level, key=key)
        for key in (encrypted.key, changed_key(encrypted.key))
    )
    table = core.statistics(first, plain=plain, other=other)
    found = {entry.key: entry.value for entry in table.entries[0]}
    against = core.statistics(first, other=plain)
    found |= {f"{key}_plain": against.entry(key).value for key in ("npcr", "uaci")}
    found["vsi"] = core.visual_security_index(plain, first).vsi
    return {
        key: FLAT if key.startswith("corr") and np.isnan(value) else value
        for key, value in found.items()
    }


def correlations(pictures: Sequence[str]) -> dict[str, float]:
    """Spearman's rank correlation of every number with the human scores."""
    rows = [row for row in sample_benchmark().rows if row.picture in pictures]
    found = [numbers(row) for row in rows]
    scores = [row.score for row in rows]
    return {
        key: float(np.asarray(spearmanr([each[key] for each in found], scores))[0])
        for key in found[0]
        if not key.startswith("corr_plain")
    }


def main() -> int:
    """Print a table; exit code 1 where it is not what the package says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", nargs="+", default=list(PICTURES))
    pictures = parser.parse_args().pictures
    wrong = 0
    for key, rank in correlations(pictures).items():
        said = RANK_CORRELATION.get(key)
        differs = said is not None and abs(said - rank) > 0.0051
        wrong += differs
        print(
            f"{key:12} {rank:6.3f}  {'' if said is None else said}"
            f"{'  DIFFERS' if differs else ''}"
        )
    return int(bool(wrong and tuple(pictures) == PICTURES))


if __name__ == "__main__":
    sys.exit(main())
