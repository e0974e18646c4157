"""What a visitor takes home, and the settings that were seen."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

import core
from explorer.export.report import report_html
from explorer.export.view import View
from explorer.pair.sources import read_source
from explorer.pair.sweeps import SLIDERS

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "\"><img src=x onerror=alert(1)>'</script><script>alert(2)</script>-->\u202e.png"
)


@pytest.mark.slow
def test_every_file_is_downloaded_and_the_script_gives_the_number(explorer, first):
    page, result = explorer.page, first()
    explorer.shows(result)
    page.get_by_role("button", name="Save").click()

    def download(label):
        with page.expect_download() as started:
            page.get_by_role("button", name=label, exact=True).click()
        name = started.value.suggested_filename
        assert name.startswith("showthrough_astronaut_shuffle64")
        return name, Path(started.value.path()).read_bytes()

    name, small = download("PNG")
    assert name.endswith(".png")
    large = download("PNG, 2×")[1]
    sizes = [Image.open(io.BytesIO(png)).size for png in (small, large)]
    assert sizes[1][0] == 2 * sizes[0][0]
    assert download("SVG")[1].startswith(b"<?xml")
    rows = list(csv.DictReader(io.StringIO(download("CSV")[1].decode())))
    assert len(rows) == result.degree.size
    # A server may multiply matrices on another number of threads than this test.
    vsi = json.loads(download("JSON")[1])["vsi"]
    assert vsi == pytest.approx(result.vsi, rel=0, abs=1e-6)
    assert repr(vsi) in download("HTML report")[1].decode()

    page.get_by_role("tab", name="Python").click()
    script = page.get_by_role("tabpanel").locator("code").inner_text()
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(done.stdout) == pytest.approx(result.vsi, rel=0, abs=1e-6)
    page.get_by_role("tab", name="Command").click()
    command = page.get_by_role("tabpanel").locator("code").inner_text()
    assert command.startswith("showthrough score sample:astronaut.png")
    page.get_by_role("tab", name="Link").click()
    expect(page.get_by_role("tabpanel").locator("code")).to_contain_text(
        explorer.address
    )


def test_what_is_taken_home_is_what_was_seen(explorer, first):
    page = explorer.page
    explorer.open("/?mode=flip&at=3,0.4,0.3&pin=230,120")
    explorer.shows(first())
    page.get_by_role("button", name=re.compile("press or hold to flip")).click()
    expect(explorer.canvas).to_have_attribute("data-shown", "encrypted")
    explorer.canvas.press(".")
    expect(explorer.canvas).to_have_attribute("data-rank", "2")
    explorer.rested()  # then the canvas has told
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="SVG", exact=True).click()
    drawing = Path(started.value.path()).read_text(encoding="utf-8")
    assert "The encrypted picture, of a flip" in drawing
    assert "match number 2, dashed," in drawing
    # As much of the picture as the screen shows, device pixel by device pixel.
    width, height = explorer.canvas.evaluate("c => [c.width, c.height]")
    found = re.search(r"pixels (\d+) to (\d+) across and (\d+) to (\d+) down", drawing)
    assert found
    x0, x1, y0, y1 = map(int, found.groups())
    assert x1 - x0 == pytest.approx(min(width / 3, 512), abs=1)
    assert y1 - y0 == pytest.approx(min(height / 3, 512), abs=1)


@pytest.mark.slow
def test_settings_that_rested_are_listed_compared_and_brought_back(explorer, first):
    page = explorer.page
    results = [first(), first(gamma=5.5), first(gamma=5.5, border="pad")]
    explorer.shows(results[0])
    explorer.press(SLIDERS["gamma"], "ArrowRight", "ArrowRight")
    explorer.shows(results[1])
    page.wait_for_url(re.compile("gamma=5.5"))
    explorer.unfold("Parts of the index")
    explorer.switch("Pixels outside the grid", "mirror")
    explorer.shows(results[2])
    page.wait_for_url(re.compile("border=pad"))

    def open_log():
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("tab", name="Run log").click()

    open_log()
    seen = page.get_by_role("radiogroup", name="Settings seen")
    expect(seen.get_by_role("radio")).to_have_count(3)
    for said in ("γ 5 → 5.5", "border crop → pad", f"3: VSI {results[2].vsi:.4f}"):
        expect(seen).to_contain_text(said)
    page.get_by_role("button", name="Pin as A").click()
    expect(seen.get_by_text("3: VSI")).to_contain_text("A")
    seen.get_by_text("1: VSI").click()
    explorer.shows(results[0])
    page.wait_for_function("() => !location.search.includes('gamma')")
    expect(explorer.slider(SLIDERS["gamma"])).to_have_value("5")
    page.get_by_role("button", name="Pin as B").click()
    page.keyboard.press("Escape")

    flip = page.get_by_role("button", name=re.compile("^Show [AB]$"))
    expect(flip).to_have_text("Show A")
    for result, other in ((results[2], "Show B"), (results[0], "Show A")):
        flip.click()
        explorer.shows(result)
        expect(flip).to_have_text(other)
    page.go_back()
    explorer.shows(results[2])

    open_log()
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV", exact=True).click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [float(row["VSI"]) for row in table] == pytest.approx(
        [result.vsi for result in results], rel=0, abs=1e-6
    )
    page.get_by_role("button", name="Clear").click()
    expect(seen.get_by_role("radio")).to_have_count(1)


@pytest.fixture
def report(sample, picture, tmp_path):
    """A report on a file of a hostile name, as a file on a disk; and its result."""
    plain, encrypted = sample("camera"), sample("camera_shuffle32")
    sources = [
        read_source(picture(levels).read_bytes(), HOSTILE)
        for levels in (plain, encrypted)
    ]
    result = core.visual_security_index(sources[0].luma, sources[1].luma)
    view = View(plain=sources[0], encrypted=sources[1], result=result)
    path = tmp_path / "report.html"
    path.write_text(report_html(view), encoding="utf-8")
    return path, result


@pytest.mark.slow
def test_a_report_works_from_a_disk_without_a_network(report, visitor):
    path, result = report
    reader = visitor("", offline=True)
    page = reader.page
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog) or dialog.dismiss())
    page.goto(path.as_uri())
    reader.shows(result)
    assert Axe().run(page).response["violations"] == []

    # Both pictures are on the canvas: it is not of one colour.
    for share in (0.25, 0.75):
        levels = reader.canvas.evaluate(
            "(c, share) => [...c.getContext('2d')"
            ".getImageData(share * c.width - 50, c.height / 2 - 50, 100, 100).data]",
            share,
        )
        assert np.asarray(levels).reshape(-1, 4)[:, 0].std() > 10

    columns = result.degree.shape[1]
    box = reader.canvas.bounding_box()
    scale = (box["width"] - 16) / 2 / result.edges_plain.shape[1]
    spot = {"x": 1.5 * result.side * scale, "y": 0.5 * result.side * scale}
    reader.canvas.hover(position=spot)
    expect(reader.part("tip")).to_contain_text(
        f"Recognizable degree {result.degree[0, 1]:.3f}: appearance"
    )
    reader.canvas.click(position=spot)
    reader.pinned(1)
    match = int(result.match[0, 1])
    row, column = divmod(match, columns)
    place = f"row {row + 1}, column {column + 1}"
    expect(reader.part("tip")).to_contain_text(f"found again at {place}")
    expect(reader.part("rowtitle")).to_have_text("sim of the pinned block")
    page.keyboard.press("ArrowDown")
    reader.pinned(1 + columns)

    page.get_by_role("button", name="Structure").click()
    expect(reader.part("title")).to_contain_text("sim_S")
    page.get_by_role("button", name="Fuzzy weights").click()
    expect(reader.part("title")).to_contain_text("WEM")
    reader.canvas.focus()
    page.keyboard.press("Shift+O")
    expect(page.get_by_role("button", name="Edges", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(reader.part("title")).to_contain_text("Edge maps, EM")
    page.get_by_role("button", name="Bits").click()
    reader.canvas.focus()
    page.keyboard.press(">")
    expect(reader.canvas).to_have_attribute("data-plane", "7")
    expect(reader.part("plane b")).to_contain_text("Plane 7 of 8: both pictures have")
    page.get_by_role("radio", name=re.compile("^2: ")).check()
    expect(reader.canvas).to_have_attribute("data-plane", "2")
    page.get_by_role("button", name="Reassembled").click()
    expect(reader.canvas).to_have_attribute("data-right", "reassembled")

    strongest = int(result.contribution.argmax())
    page.get_by_role("button", name="Pin", exact=True).first.click()
    reader.pinned(strongest)
    assert dialogs == []
    assert page.locator("img[src='x']").count() == 0
