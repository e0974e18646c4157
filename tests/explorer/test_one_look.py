"""A figure says what the canvas says: both are asked, the canvas by Node."""

import json
import shutil
import subprocess
from itertools import product

import numpy as np
import pytest

import core
from explorer.canvas import FOLDER, LOOK
from explorer.export import Look
from explorer.export.captions import arrow_note, legend, pin_words
from explorer.export.painting import difference
from explorer.figures.bit_planes import plane_table, planes_of
from explorer.figures.matches import middle, view_data
from explorer.theme.overlays import OVERLAYS, RANGES

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="no Node on this machine")

# Reads { data, looks, focus } a line; writes what the canvas says of each.
CANVAS = f"""
import {{ readFileSync }} from "node:fs";
import {{ legend, note, sentence }} from {(FOLDER / "words.js").as_uri()!r};
const asked = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map(({{ data, looks, focus }}) => ({{
  legend: legend(data, looks),
  note: note(data, looks),
  sentence: focus && sentence(data, focus),
}}))));
"""


def node(script, asked=None):
    """What a script writes, which reads what is asked; both JSON."""
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", script],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def data_of(view):
    return view_data(view.result, view.overlay, view.arrows, view.point, view.extent)


def asked_of(view, focus=None):
    """What the canvas is given where it shows the same as a view."""
    levels, there = difference(view)
    seen = levels[there]
    bits = view.overlay == "bits"
    planes = plane_table(planes_of(view.plain, view.encrypted))
    chosen = next((row for row in planes if row["key"] == view.bits), planes[0])
    return {
        "data": data_of(view)
        | {
            "planes": planes if bits else None,
            "bits": chosen if bits else None,
            "maps": ["p", "e"] if view.overlay in ("edges", "fuzzy") else None,
            "levels": view.levels,
        },
        "looks": {
            "mode": view.look.mode,
            "right": view.look.right,
            "range": view.extent,
            "arrows": view.arrows,
            "difference": {"mean": seen.mean(), "equal": (seen == 0).mean()},
        },
        "focus": focus,
    }


def as_on_the_canvas(words, row, plane):
    """Words of a figure without what it alone has to say."""
    words = words.removeprefix(f"{plane} ").replace(
        " of the outlined ", " of the pinned "
    )
    if row:
        words = words.replace(
            f"block, {row['low']:.2f} to {row['high']:.2f}, where", "block, where"
        )
    return words


@pytest.fixture(scope="module")
def whole(photo, shuffled):
    """Without a hatched edge, of which the canvas does not speak."""
    found = core.visual_security_index(photo, shuffled, core.Parameters(alpha=0.16))
    assert found.coverage == 1
    return found


@pytest.mark.slow
def test_every_legend_of_a_figure_is_that_of_the_canvas(view, whole):
    views = [
        view(
            result=whole,
            overlay=key,
            extent=extent,
            point=point,
            arrows=count,
            look=look,
        )
        for key, extent, point, count in product(
            OVERLAYS, RANGES, (None, (20.0, 20.0)), (0, 1, 9)
        )
        for look in (
            Look(),
            Look(right="reassembled"),
            Look(mode="wipe"),
            Look(mode="difference"),
            Look(mode="difference", right="reassembled"),
        )
    ]
    answers = node(CANVAS, [asked_of(made) for made in views])
    for made, answer in zip(views, answers, strict=True):
        data = view_data(
            made.result, made.overlay, made.arrows, made.point, made.extent
        )
        found = legend(made, data)
        plane = planes_of(made.plain, made.encrypted)[0].words(made.plane)
        assert (found.title, found.low, found.high) == tuple(
            answer["legend"][part] for part in ("title", "low", "high")
        )
        reading = as_on_the_canvas(found.reading, data["row"], plane)
        assert reading == answer["legend"]["reading"]
        if made.point is None and made.look.right == "encrypted":
            assert arrow_note(made, data) == answer["note"]


def test_what_is_said_of_a_pinned_block_is_what_the_canvas_says(view, photo):
    halves = np.where(np.arange(128) < 64, 0.0, 255.0) * np.ones((96, 1))
    results = [
        view().result,
        core.visual_security_index(photo, np.full_like(photo, 128)),
        core.visual_security_index(halves, np.roll(halves, 9, 1)),
    ]
    views = [
        view(result=result, point=middle(result, block), rank=rank)
        for result in results
        for block in range(0, result.match.size, 7)
        for rank in (1, 2)
    ]
    asked = []
    for made in views:
        row = asked_of(made)["data"]["row"]
        target = row["order"][made.rank - 1]
        focus = {"plain": row["block"], "target": target, "rank": made.rank}
        asked.append(asked_of(made, focus))
    said = set()
    for made, question, answer in zip(views, asked, node(CANVAS, asked), strict=True):
        words = pin_words(made, question["data"])
        words = words.replace("Outlined: block", "Block").replace(", dashed,", "")
        assert words == answer["sentence"]
        kinds = ("is found again", "is not found again", "match number", "are as alike")
        said |= {kind for kind in kinds if kind in words}
    assert said == {*kinds}


def test_the_canvas_and_the_figures_read_the_same_numbers():
    module = (FOLDER / "look.js").as_uri()
    assert (
        node(f"import {{ LOOK }} from {module!r}; console.log(JSON.stringify(LOOK));")
        == LOOK
    )
