"""Throughput and memory of a batch: `python benchmarks/batch.py --plot docs/batch.svg`.

Pairs of 512 × 512 PNG files are made of the sample images by `core.SCHEMES`, and scored
by the proposed index in spawned processes with one thread each, as `showthrough batch`
does it. The plain image's edges are known to the workers after its first pair.
"""

import argparse
import math
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
# A script's folder comes first on the path: there, files hide the package core.
sys.path[0] = str(Path(__file__).parents[1])

import cProfile
import pstats

import psutil
from PIL import Image

from core.batch import Job, evaluate, local_pool
from core.batch.rows import score
from core.encryption import SCHEMES
from core.image import read_image

LEAST = 40.0
"""Pairs that one core must do in a second of its time."""

GAIN = 1.9
"""Least that two workers must do of what one does, each with a core of its own."""

FLAT = 1.1
"""Most that memory may grow by after the first tenth of a run."""

SAMPLES = Path(__file__).parents[1] / "sample_images"


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: when each row came, and the memory of all workers meanwhile."""

    workers: int
    seconds: list[float]
    rows: list[int]
    memory: list[float]
    processor: list[float]

    @property
    def rate(self) -> float:
        """Pairs a second, after the workers have begun."""
        return (self.rows[-1] - self.rows[0]) / (self.seconds[-1] - self.seconds[0])

    @property
    def core_rate(self) -> float:
        """Pairs in a second of a core's time, whatever else the machine does."""
        spent = self.processor[-1] - self.processor[0]
        return (self.rows[-1] - self.rows[0]) / spent


def make_pairs(folder: Path) -> list[Job]:
    """Encrypt every 512 × 512 sample by six schemes at three levels, as files."""
    jobs = []
    for path in sorted(SAMPLES.glob("*.png")):
        plain = read_image(path)
        if plain.shape != (512, 512):
            continue
        for key in ("peid-01", "peid-02", "peid-03", "peid-06", "peid-07", "peid-09"):
            for level in (1, 2, 3):
                file = folder / f"{path.stem}-{key}-{level}.png"
                Image.fromarray(SCHEMES[key].encrypt(plain, level=level)).save(file)
                jobs.append(Job(plain=path, encrypted=file))
    return jobs


def measure(jobs: list[Job], workers: int) -> Run:
    """Do the jobs, and look at the clock and at the memory from time to time."""
    run = Run(workers=workers, seconds=[], rows=[], memory=[], processor=[])
    me = psutil.Process()
    every = max(len(jobs) // 40, 1)
    before = me.cpu_times()
    spent = before.user + before.system  # on making the pairs
    start = time.perf_counter()
    rows = evaluate(jobs, partial(local_pool, workers), in_flight=4 * workers)
    for count, row in enumerate(rows, 1):
        assert row.error is None, row.error
        if count % every == 0 or count == len(jobs):
            run.seconds.append(time.perf_counter() - start)
            run.rows.append(count)
            processes = [me, *me.children(recursive=True)]
            run.memory.append(sum(p.memory_info().rss for p in processes) / 2**20)
            times = [p.cpu_times() for p in processes]
            run.processor.append(sum(t.user + t.system for t in times) - spent)
    return run


def profile(jobs: list[Job]) -> None:
    """Print where the time of a pair goes, its plain image known."""
    same = [job for job in jobs if job.plain == jobs[0].plain]
    score(0, same[0])
    with cProfile.Profile() as profiler:
        for job in same:
            score(0, job)
    print(f"{len(same)} pairs")
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def panel(
    x: float, title: str, unit: str, lines: dict[str, list[tuple[float, float]]]
) -> str:
    """One chart of several lines, as SVG."""
    width, height, left, top = 300, 190, 56, 44
    right = max(point[0] for line in lines.values() for point in line)
    highest = max(point[1] for line in lines.values() for point in line)
    unit_step = 10 ** math.floor(math.log10(highest / 4))
    step = next(k for k in (1, 2, 2.5, 5, 10) if 4 * k * unit_step >= highest)
    high = 4 * step * unit_step
    parts = [f'<g transform="translate({x},0)"><text x="{left}" y="22">{title}</text>']
    for k in range(5):
        y, value = top + height * (1 - k / 4), high * k / 4
        parts.append(
            f'<path d="M{left} {y:.0f}h{width}" stroke="#d5d8de"/>'
            f'<text x="{left - 6}" y="{y + 4:.0f}" text-anchor="end">{value:g}</text>'
        )
        parts.append(
            f'<text x="{left + width * k / 4:.0f}" y="{top + height + 20}" '
            f'text-anchor="middle">{right * k / 4:,.0f}</text>'
        )
    looks = zip(lines.items(), ("#00204c", "#8a6a00"), ("", "6 3"), strict=False)
    for place, ((name, line), colour, dash) in enumerate(looks):
        path = " ".join(
            f"{left + width * a / right:.1f},{top + height * (1 - b / high):.1f}"
            for a, b in line
        )
        # A key at the foot of the chart, where growing lines leave room.
        y = top + height - 34 + 18 * place
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" '
            f'stroke-width="2" stroke-dasharray="{dash}"/>'
            f'<path d="M{left + width - 100} {y - 4}h24" stroke="{colour}" '
            f'stroke-width="2" stroke-dasharray="{dash}"/>'
            f'<text x="{left + width - 70}" y="{y}">{name}</text>'
        )
    parts.append(
        f'<text x="{left + width / 2}" y="{top + height + 40}" text-anchor="middle">'
        f"pairs done; upright: {unit}</text></g>"
    )
    return "".join(parts)


def plot(runs: list[Run], path: Path, said: str) -> None:
    """Draw time, cost and memory against the number of pairs."""

    def lines(quantity: str) -> dict[str, list[tuple[float, float]]]:
        return {
            f"{run.workers} worker{'s' * (run.workers > 1)}": [
                (float(count), value)
                for count, value in zip(run.rows, getattr(run, quantity), strict=True)
            ]
            for run in runs
        }

    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1140 310" '
        'font-family="sans-serif" font-size="12" role="img">'
        f"<title>Cost of a batch: {said}</title>"
        '<rect width="1140" height="310" fill="#ffffff"/>'
        + panel(0, "Time that passed", "seconds", lines("seconds"))
        + panel(380, "Time of all cores together", "seconds", lines("processor"))
        + panel(760, "Memory of all processes", "MB", lines("memory"))
        + f'<text x="570" y="302" text-anchor="middle" fill="#555">{said}</text>'
        + "</svg>\n",
        encoding="utf-8",
    )


def main() -> None:
    """Measure with one worker and with two, print, and plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--plot", type=Path, help="SVG file to write")
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = make_pairs(Path(folder))
        if arguments.profile:
            profile(made)
            return
        jobs = list(islice(cycle(made), arguments.pairs))
        runs = []
        print(f"{len(made)} files, {len(jobs)} pairs of 512 × 512")
        print("workers   pairs/s   a core's second   memory MB, early and late   load")
        for workers in (1, 2):
            run = measure(jobs, workers)
            runs.append(run)
            early, late = run.memory[len(run.memory) // 10], run.memory[-1]
            slow = "" if run.core_rate >= LEAST else f"  under {LEAST:g}"
            grown = "" if late <= FLAT * early else "  memory grows"
            print(
                f"{workers:7} {run.rate:9.1f} {run.core_rate:17.1f} {early:18.0f} "
                f"{late:8.0f} {os.getloadavg()[0]:6.1f}{slow}{grown}",
                flush=True,
            )
        gain = 2 * runs[1].core_rate / runs[0].core_rate
        passed = runs[1].rate / runs[0].rate
        slow = "" if gain >= GAIN else f"  under {GAIN:g}"
        print(
            f"two workers: {gain:.2f} x by their cores' time{slow}, {passed:.2f} x as"
        )
        print("it passed, which says something on a machine that does nothing else")
        if arguments.plot:
            load = os.getloadavg()[0]
            said = (
                f"{len(jobs)} pairs of 512 × 512 PNG on {os.cpu_count()} shared cores, "
                f"load {load:.1f}"
            )
            plot(runs, arguments.plot, said)


if __name__ == "__main__":
    main()
