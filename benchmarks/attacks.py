"""What every attack makes of the ciphers it is for: `python benchmarks/attacks.py`.

All rows of `attacks.csv`, beside this file, each within its tolerance, then the budgets
of time at 512 × 512 on one thread, in processor time. `--attack KEY` takes the rows of
one attack, `--rows` and `--times` one half. Noise is in the first random order, and
attacked with what was found on the cipher; turned by a viewer it may score .05 more.
"""

import os

for variable in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{variable}_NUM_THREADS"] = "1"

import argparse
import csv
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

# A script's folder comes first on the path: there, core.py hides the package core.
sys.path.pop(0)

import numpy as np

import core
from core.image import Luma
from core.recognizability.stages import prepare

ROOT = Path(__file__).parents[1]
KEY = "demo"
TURNED = 0.05
"""More that noise may score where it is turned by a viewer."""

ALIKE = 0.05
"""By how much the noise of line-order may differ: all lines of noise are as unlike as
any others, so that the last digit says which come together."""

# attack, scheme, level: milliseconds for detecting and applying; for applying alone.
BUDGETS: tuple[tuple[str, str, int, float, float], ...] = (
    ("planes-drop", "planes-high", 4, 60, 10),
    ("planes-unwrap", "planes-high", 4, 200, 150),
    ("dc-solve", "jpeg-dc", 1, 350, 250),
    ("sign-solve", "jpeg-signs", 2, 1200, 700),
    ("jigsaw", "etc", 4, 300, 300),
    ("jigsaw", "peid-09", 3, 3000, 500),
    ("jigsaw", "etc", 3, 3000, 3000),
    ("jigsaw", "peid-09", 2, 5000, 5000),
    ("line-order", "row-column", 1, 500, 300),
    ("orbit-likelihood", "logistic-xor", 1, 2000, 2000),
    ("repeat-map", "aes-ecb", 1, 80, 30),
    ("cat-rounds", "cat-map", 1, 1500, 1500),
    ("median-5", "peid-01", 1, 150, 150),
    ("median-9", "peid-01", 1, 300, 300),
    ("cell-spline", "mosaic", 3, 150, 100),
)
OTHER_BUDGETS = {
    "grid finder": 40.0,
    "statistics": 60.0,
    "turned search, 256 blocks of 32": 400.0,
    "turned search, 81 blocks of 52": 150.0,
}
"""Milliseconds; the turned search without the edge maps, which the index needs, too."""


@cache
def picture(name: str) -> Luma:
    """Sample picture."""
    return core.read_image(ROOT / "sample_images" / f"{name}.png")


@cache
def cipher(name: str, scheme: str, level: int) -> Luma:
    """Its cipher."""
    return core.as_luma(
        core.SCHEMES[scheme].encrypt(picture(name), level=level, key=KEY)
    )


def differences(row: dict[str, str], judged: core.Judgement) -> Iterator[str]:
    """Yield what lies outside its tolerance."""
    tolerance = float(row["tolerance"])
    states = core.ATTACKS[row["attack"]].states_of(judged.attempt.found)
    of_ssim = max(2 * tolerance, 0.01)
    of_noise = max(tolerance, ALIKE) if row["attack"] == "line-order" else tolerance
    for column, found, below, above in (
        ("before", judged.before, 0.0, 0.0),
        ("after", judged.after, tolerance, tolerance),
        ("noise_before", judged.noise_before, 0.0, 0.0),
        (
            "noise_after",
            judged.noise_after,
            of_noise,
            of_noise + (TURNED if states > 1 else 0),
        ),
        ("ssim_before", judged.ssim_before, 0.0, 0.0),
        ("ssim_after", judged.ssim_after, of_ssim, of_ssim),
        ("ssim_noise", judged.ssim_noise, of_ssim, of_ssim),
    ):
        expected = float(row[column])
        digit = 0.51 * 10.0 ** -len(row[column].partition(".")[2])
        if not expected - below - digit <= found <= expected + above + digit:
            yield f"{column} {found:.3f}, not {row[column]}"


def print_rows(only: str | None) -> int:
    """Print every row and what is wrong with it; the number of wrong ones."""
    wrong = 0
    text = Path(__file__).with_suffix(".csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if only not in (None, row["attack"]):
            continue
        name, scheme, level = row["picture"], row["scheme"], int(row["level"])
        attack = core.ATTACKS[row["attack"]]
        judged = core.judge(
            picture(name), cipher(name, scheme, level), attack, draws=1, witnesses=()
        )
        if judged is None:
            said, problems = "declined", [] if not row["after"] else ["it declined"]
        elif not row["after"]:
            said, problems = "did not decline", ["it did not decline"]
        else:
            problems = list(differences(row, judged))
            said = (
                f"{judged.before:.3f} -> {judged.after:.3f} ("
                f"{judged.noise_before:.2f} -> {judged.noise_after:.2f}); "
                f"{judged.ssim_before:.2f} -> {judged.ssim_after:.2f} "
                f"({judged.ssim_noise:.2f}) {judged.word}"
            )
        wrong += bool(problems)
        verdict = f"  DIFFERS: {'; '.join(problems)}" if problems else ""
        print(f"{attack.key:16} {scheme:14} {level} {name:10} {said}{verdict}")
    print(f"{wrong} rows differ")
    return wrong


def milliseconds(call: Callable[[], object], rounds: int = 5) -> float:
    """Least processor time of some calls, the first of which compiles."""
    call()
    least = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        call()
        least = min(least, time.process_time() - start)
    return least * 1000


def print_times(only: str | None) -> None:
    """Print detection and application of every attack against their budgets."""
    print(f"{'':36} {'run':>8} {'budget':>8} {'apply':>8} {'budget':>8}")
    for key, scheme, level, whole, part in BUDGETS:
        if only not in (None, key):
            continue
        attack, encrypted = core.ATTACKS[key], cipher("camera", scheme, level)
        found = attack.detect(encrypted)
        assert found is not None
        look = milliseconds(partial(attack.inspect, encrypted))
        make = milliseconds(partial(attack.apply, encrypted, found))
        over = "" if look + make <= whole and make <= part else "  over"
        print(
            f"{key:16} {scheme:17} {level} {look + make:8.0f} {whole:8.0f} "
            f"{make:8.0f} {part:8.0f}{over}"
        )
    if only is not None:
        return
    plain, shuffled = picture("camera"), cipher("camera", "etc", 3)
    pixels = np.rint(shuffled).astype(np.uint8)
    calls: dict[str, Callable[[], object]] = {
        "grid finder": lambda: core.find_grid(shuffled),
        "statistics": lambda: core.statistics(pixels, plain=plain, other=pixels),
        "turned search, 256 blocks of 32": lambda: core.turned_search(
            plain, shuffled, core.Parameters(alpha=31.5 / 512), chance=False
        ),
        "turned search, 81 blocks of 52": lambda: core.turned_search(
            plain, shuffled, chance=False
        ),
    }
    edges = milliseconds(partial(prepare, plain, shuffled))
    for name, call in calls.items():
        took, budget = milliseconds(call), OTHER_BUDGETS[name]
        took -= edges if name.startswith("turned") else 0
        print(
            f"{name:36} {took:8.0f} {budget:8.0f}{'' if took <= budget else '  over'}"
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attack", metavar="KEY", choices=core.ATTACKS)
    parser.add_argument("--rows", action="store_true", help="only what they make")
    parser.add_argument("--times", action="store_true", help="only how long it takes")
    options = parser.parse_args()
    wrong = 0
    if options.rows or not options.times:
        wrong = print_rows(options.attack)
    if options.times or not options.rows:
        print_times(options.attack)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
