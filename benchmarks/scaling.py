"""How the cost grows: `python benchmarks/scaling.py --plot docs/performance.svg`.

Against pixels, blocks, pairs and workers, each beside the law that it should follow and
beside what people would use instead: scikit-image's SSIM, a loop over all pairs of
blocks as one writes it first, and sewar's and piq's SSIM where they are installed. All
in processor time, cases interleaved, medians: other programs hardly count.
"""

import argparse
import importlib.util
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
# A script's folder comes first on the path: there, files hide the package core.
sys.path[0] = str(Path(__file__).parents[1])

import numpy as np
import psutil
from numpy.typing import NDArray
from PIL import Image
from scipy.optimize import nnls
from skimage.metrics import structural_similarity

import core
from core.batch import Job, evaluate, local_pool
from core.image.sizes import resize
from core.recognizability import index, stages
from core.recognizability.blocks import join, split
from core.recognizability.form import Form

Levels = NDArray[np.float64]
Line = list[tuple[float, float]]

SIZES = (128, 256, 512, 1024, 2048, 4096)
GRIDS = (9, 25, 81, 361, 1024, 2116, 4096)
LOOP_LIMIT = 400
"""Most blocks at which the plain loop is waited for."""

SAMPLE = Path(__file__).parents[1] / "sample_images" / "camera.png"


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One chart: lines by name; a law is dashed, and what others cost is thin."""

    title: str
    across: str
    upright: str
    lines: dict[str, Line]
    laws: dict[str, Line]


def photograph(side: int) -> Levels:
    """A photograph of a size, in whole levels."""
    luma = core.read_image(SAMPLE)
    return np.rint(np.clip(resize(luma, (side, side)), 0, 255))


def shuffled(picture: Levels) -> Levels:
    """16 × 16 tiles of a picture in random order."""
    tiles = split(picture, len(picture) // 16)
    return join(tiles[np.random.default_rng(0).permutation(len(tiles))], (16, 16))


def seconds(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median processor time of each call, in turns."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for call in work.values():  # compiled and warm before the clock starts
        call()
    for _ in range(rounds):
        for name, call in work.items():
            start = time.process_time()
            call()
            found[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in found.items()}


def others(plain: Levels, encrypted: Levels) -> dict[str, Callable[[], object]]:
    """What people would use instead, as far as it is installed; none is needed."""
    work: dict[str, Callable[[], object]] = {
        "scikit-image SSIM": lambda: structural_similarity(
            plain, encrypted, data_range=255
        )
    }
    if importlib.util.find_spec("sewar"):
        ssim = importlib.import_module("sewar.full_ref").ssim
        pair = plain.astype(np.uint8), encrypted.astype(np.uint8)
        work["sewar SSIM"] = lambda: ssim(*pair)
    if importlib.util.find_spec("piq"):
        piq_ssim = importlib.import_module("piq").ssim
        torch = importlib.import_module("torch")  # comes with it
        tensors = [torch.from_numpy(a)[None, None] for a in (plain, encrypted)]
        work["piq SSIM"] = lambda: piq_ssim(*tensors, data_range=255)
    return work


def against_pixels(rounds: int, largest: int) -> Panel:
    """From pixels to the score; a Fourier transform grows by n log n."""
    lines: dict[str, Line] = {}
    for side in (size for size in SIZES if size <= largest):
        plain = photograph(side)
        encrypted = shuffled(plain)
        ours = partial(core.visual_security_index, plain, encrypted)
        work = {"the index": ours, **others(plain, encrypted)}
        for name, spent in seconds(work, rounds if side <= 1024 else 1).items():
            lines.setdefault(name, []).append((side * side, spent))
    pixels, spent = lines["the index"][2]
    law = [
        (n, spent * n * math.log(n) / (pixels * math.log(pixels)))
        for n, _ in lines["the index"]
    ]
    return Panel(
        title="Size of the picture",
        across="pixels",
        upright="seconds",
        lines=lines,
        laws={"n log n": law},
    )


def plain_loop(grid: stages.Grid, filtered: stages.Filtered) -> Levels:
    """Compare every pair of blocks, Eqs. 2 to 4, as one would write it first."""
    area = grid.side**2
    blocks = [
        255 * rows[:, :area].astype(np.float64)
        for rows in (filtered.plain, filtered.encrypted)
    ]
    edges = [
        binary.reshape(-1, area)
        for binary in (grid.binary_plain, grid.binary_encrypted)
    ]
    weights = grid.weights.reshape(-1, area)
    table = np.zeros((len(blocks[0]), len(blocks[1])))
    for p, block in enumerate(blocks[0]):
        for e, other in enumerate(blocks[1]):
            likeness = np.maximum(1 - np.abs(block - other) / 255, 0)
            sim_a = np.mean(likeness**5) ** (1 / 5)
            union = np.count_nonzero(edges[0][p] | edges[1][e])
            sim_s = weights[p][edges[1][e]].sum() / union if union else 1.0
            table[p, e] = sim_a * sim_s ** (1 - sim_a)
    return table


def against_blocks(rounds: int) -> Panel:
    """A moved alpha at 512 × 512: all pairs of blocks, over as many pixels each."""
    plain = photograph(512)
    pair = stages.prepare(plain, shuffled(plain))
    lines: dict[str, Line] = {}
    for count in GRIDS:
        parameters = core.Parameters.for_side(512 // math.isqrt(count), 512)
        side, form = parameters.block_side(512), Form(parameters=parameters)
        grid = stages.cut(pair, side)
        filtered = stages.low_pass(grid, parameters.bandwidth(side))
        blocks = len(grid.sim_s)
        work: dict[str, Callable[[], object]] = {
            "the index": lambda form=form: index.evaluate(pair, form),
        }
        found = seconds(work, rounds if blocks < 2000 else 3)
        if blocks <= LOOP_LIMIT:
            loop = partial(plain_loop, grid, filtered)
            found |= seconds({"a loop over pairs": loop}, 1)
        for name, spent in found.items():
            lines.setdefault(name, []).append((blocks, spent))
    # The transforms take as long for any blocks, comparing all pairs of them n times
    # the pixels, and the tables of pairs n²: shares of the three by least squares.
    n, spent = np.array(lines["the index"]).T
    terms = np.stack([np.ones_like(n), n, n**2], axis=1)
    shares, _ = nnls(terms / spent[:, np.newaxis], np.ones_like(n))
    law = list(zip(n, terms @ shares, strict=True))
    last, loop = lines["a loop over pairs"][-1]
    return Panel(
        title="Fineness of the grid, 512 × 512",
        across="blocks",
        upright="seconds",
        lines=lines,
        laws={
            "a + b n + c n²": law,
            "the loop's law, n²": [(x, loop * (x / last) ** 2) for x in n if x >= last],
        },
    )


def make_pairs(folder: Path) -> list[Job]:
    """Three 512 × 512 samples, each encrypted in nine ways, as files."""
    jobs = []
    for name in ("astronaut", "camera", "coffee"):
        path = SAMPLE.with_name(f"{name}.png")
        plain = core.read_image(path)
        for key in ("peid-01", "peid-07", "peid-09"):
            for level in (1, 2, 3):
                file = folder / f"{name}-{key}-{level}.png"
                cipher = core.SCHEMES[key].encrypt(plain, level=level)
                Image.fromarray(np.asarray(cipher, np.uint8)).save(file)
                jobs.append(Job(plain=path, encrypted=file))
    return jobs


def batch(jobs: list[Job], workers: int) -> Line:
    """Processor time of all workers as rows come, their start aside."""
    line: Line = []
    me, start = psutil.Process(), 0.0
    every = max(len(jobs) // 9, 1)
    rows = evaluate(jobs, partial(local_pool, workers), in_flight=2 * workers)
    for count, row in enumerate(rows, 1):
        assert row.error is None, row.error
        if count % every:
            continue
        times = [child.cpu_times() for child in me.children(recursive=True)]
        spent = sum(each.user + each.system for each in times)
        if count == every:  # workers have begun, and loaded what is compiled
            start = spent
        elif spent > start:
            line.append((count - every, spent - start))
    return line


def cost_a_pair(line: Line) -> float:
    """Processor time of a pair, over a whole batch."""
    return line[-1][1] / line[-1][0]


def against_pairs_and_workers(pairs: int) -> tuple[Panel, Panel]:
    """A batch: the time of its workers, and how many pairs these do."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_pairs(Path(folder))
        jobs = list(islice(cycle(made), pairs))
        counts = sorted({1, 2, os.cpu_count() or 1})
        # In turns, and the quicker of both: other programs take the caches, too.
        runs = [(workers, batch(jobs, workers)) for workers in 2 * counts]
        found = {
            workers: min((line for w, line in runs if w == workers), key=cost_a_pair)
            for workers in counts
        }
        plain = photograph(512)
        encrypted = shuffled(plain)
        single = seconds(
            {
                "scikit-image SSIM": lambda: structural_similarity(
                    plain, encrypted, data_range=255
                ),
                "one by one, no file": lambda: core.visual_security_index(
                    plain, encrypted
                ),
            },
            9,
        )
    line = found[1]
    last, spent = line[-1]
    alone = {name: [(n, n * cost) for n, _ in line] for name, cost in single.items()}
    rates = [(float(w), w / cost_a_pair(each)) for w, each in found.items()]
    return (
        Panel(
            title="Pairs of 512 × 512 PNG, one worker",
            across="pairs",
            upright="seconds",
            lines={"a batch, with decoding": line, **alone},
            laws={"in proportion": [(n, n * spent / last) for n, _ in line]},
        ),
        Panel(
            title="Workers, each with a core",
            across="workers",
            upright="pairs a second",
            lines={"a batch": rates},
            laws={"in proportion": [(w, w * rates[0][1]) for w, _ in rates]},
        ),
    )


def drawn(panel: Panel, x: float) -> str:
    """One chart, as SVG, both axes logarithmic."""
    width, height, left, top = 270, 210, 62, 40
    points = [p for line in (*panel.lines.values(), *panel.laws.values()) for p in line]
    low = [min(p[k] for p in points) for k in (0, 1)]
    high = [max(p[k] for p in points) for k in (0, 1)]
    low = [low[0], 10 ** math.floor(math.log10(low[1]))]
    high = [high[0], 10 ** math.ceil(math.log10(high[1]))]

    def place(point: tuple[float, float]) -> str:
        share = [
            math.log(value / a) / math.log(b / a) if b > a else 0.5
            for value, a, b in zip(point, low, high, strict=True)
        ]
        return f"{left + width * share[0]:.1f},{top + height * (1 - share[1]):.1f}"

    parts = [
        f'<g transform="translate({x},0)"><text x="{left}" y="22">{panel.title}</text>'
    ]
    for power in range(round(math.log10(low[1])), round(math.log10(high[1])) + 1):
        y = float(place((low[0], 10.0**power)).split(",")[1])
        parts.append(
            f'<path d="M{left} {y}h{width}" stroke="#d5d8de"/>'
            f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>'
        )
    first = next(iter(panel.lines.values()))
    shown = first if len(first) < 4 else [first[0], first[len(first) // 2], first[-1]]
    for value, _ in shown:
        at = place((value, low[1])).split(",")[0]
        parts.append(
            f'<text x="{at}" y="{top + height + 18}" text-anchor="middle">'
            f"{value:,.0f}</text>"
        )
    looks = [("#00204c", 2.5, ""), ("#8a6a00", 1.5, ""), ("#a03a6a", 1.5, "")]
    laws = [("#6b7280", 1.2, "5 4"), ("#8a6a00", 1.2, "2 4")]
    key = top + height + 58
    for line, look in zip(
        (*panel.lines.items(), *panel.laws.items()),
        (*(looks * 2)[: len(panel.lines)], *laws),
        strict=False,
    ):
        (name, values), (colour, thick, dash) = line, look
        style = f'stroke="{colour}" stroke-width="{thick}" stroke-dasharray="{dash}"'
        path = " ".join(map(place, values))
        parts.append(
            f'<polyline points="{path}" fill="none" {style}/>'
            f'<path d="M{left} {key - 4}h26" {style}/>'
            f'<text x="{left + 34}" y="{key}">{name}</text>'
        )
        key += 18
    parts.append(
        f'<text x="{left + width / 2}" y="{top + height + 36}" text-anchor="middle">'
        f"{panel.across}; upright: {panel.upright}</text></g>"
    )
    return "".join(parts)


def plot(panels: list[Panel], path: Path, said: str) -> None:
    """Write the charts beside each other."""
    step = 350
    width = step * len(panels) + 10
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 390" '
        'font-family="sans-serif" font-size="12" role="img">'
        f"<title>Cost against its law: {said}</title>"
        f'<rect width="{width}" height="390" fill="#ffffff"/>'
        + "".join(drawn(panel, step * k) for k, panel in enumerate(panels))
        + f'<text x="{width / 2}" y="382" text-anchor="middle">{said}</text>'
        + "</svg>\n",
        encoding="utf-8",
    )


def main() -> None:
    """Measure, print and plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="measurements of each")
    parser.add_argument("--largest", type=int, default=4096, help="side, in pixels")
    parser.add_argument("--pairs", type=int, default=135, help="pairs of the batch")
    parser.add_argument("--plot", type=Path, help="SVG file to write")
    arguments = parser.parse_args()
    panels = [
        against_pixels(arguments.rounds, max(arguments.largest, 512)),
        against_blocks(arguments.rounds),
        *against_pairs_and_workers(max(arguments.pairs, 36)),
    ]
    for panel in panels:
        print(f"{panel.title}: {panel.upright} by {panel.across}")
        for name, line in (*panel.lines.items(), *panel.laws.items()):
            numbers = "  ".join(f"{x:,.0f}: {y:.3g}" for x, y in line)
            print(f"  {name:24} {numbers}", flush=True)
    if arguments.plot:
        said = f"processor time, medians, {os.cpu_count()} shared cores"
        plot(panels, arguments.plot, said)


if __name__ == "__main__":
    main()
