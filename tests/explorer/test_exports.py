"""Figures, tables and records, as a program would read them that is not ours."""

import base64
import csv
import io
import json
import re
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

import core
from core.bit_planes import bit_plane, shared_planes
from core.recognizability.readings import READINGS_VERSION
from explorer.export import FORMATS
from explorer.export.composition import compose
from explorer.export.png import figure_png
from explorer.export.records import COLUMNS, blocks_csv, result_json
from explorer.export.svg import figure_svg
from explorer.export.words import shown
from explorer.figures.bit_planes import plane_words
from explorer.pair.derived import encrypt_source, fitted
from explorer.pair.sources import Origin, load_sample, samples
from explorer.theme.colours import cividis
from explorer.theme.overlays import OVERLAYS

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def drawn(view):
    return ElementTree.fromstring(figure_svg(view))


def words(svg):
    return " ".join(text.text or "" for text in svg.iter(f"{SVG}text"))


# SVG.


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_an_svg_is_valid_and_refers_to_nothing_outside(view, overlay):
    svg = drawn(view(overlay=overlay, point=(20.0, 20.0)))
    for element in svg.iter():
        for name, value in element.attrib.items():
            if name == HREF:
                assert value.startswith("data:image/png;base64,")
            assert "http" not in value
            assert "url(" not in value or re.fullmatch(r"url\(#[a-z0-9-]+\)", value)
    assert not list(svg.iter(f"{SVG}script"))


def test_an_svg_embeds_both_images_to_the_pixel(view, photo, shuffled):
    images = [
        pixels(base64.b64decode(image.attrib[HREF].partition(",")[2]))
        for image in drawn(view()).iter(f"{SVG}image")
    ]
    assert np.array_equal(images[0], photo)
    assert np.array_equal(images[1], shuffled)


def test_an_svg_draws_a_cell_for_every_block_and_two_strokes_for_every_arrow(
    view, result
):
    svg = drawn(view(arrows=7))
    (cells,) = svg.findall(f".//{SVG}g[@shape-rendering]")
    assert len(cells) == result.degree.size
    strokes = svg.findall(f".//{SVG}g[@class='arrows']//{SVG}path")
    assert len(strokes) == 2 * 7


def test_the_brightest_cell_is_the_block_that_contributes_most(view, result):
    (cells,) = drawn(view()).findall(f".//{SVG}g[@shape-rendering]")
    most = int(result.contribution.argmax())
    brightest = "#{:02x}{:02x}{:02x}".format(*cividis(np.array(1.0)).tolist())
    assert cells[most].get("fill") == brightest


def test_a_figure_says_score_settings_and_where_the_images_come_from(view, result):
    said = words(drawn(view()))
    assert f"VSI {result.vsi:.4f}" in said
    assert f"VSI {result.vsi:.6f} = RD {result.rd:.6f} × (1 + GS {result.gs:.6f})" in (
        said
    )
    for part in ("α: 0.1", "β: 40", "γ: 5", "C4 (sim_A, sim_S, w, GS)", "a1" * 6):
        assert part in said


def test_a_figure_says_how_certain_a_scheme_is(view):
    origin = Origin(file="x.png", scheme="peid-09", level=2, key="k")
    plain = view().plain
    said = words(drawn(view(encrypted=replace(view().encrypted, origin=origin))))
    assert core.SCHEMES["peid-09"].provenance in said
    assert "level 2" in said
    assert core.SCHEMES["peid-09"].provenance not in words(drawn(view(plain=plain)))


def test_without_gs_the_figure_says_so(view, photo, shuffled):
    result = core.visual_security_index(photo, shuffled, components=core.Components.C3)
    assert f"VSI {result.vsi:.6f} = RD (GS not used)" in words(
        drawn(view(result=result))
    )


def test_pixels_outside_the_grid_are_hatched_unless_the_border_is_mirrored(
    view, photo, shuffled, result
):
    assert result.coverage < 1
    padded = core.visual_security_index(photo, shuffled, border="pad")
    hatched = [
        bool(drawn(view(result=r)).findall(f".//{SVG}rect[@class='veil']"))
        for r in (result, padded)
    ]
    assert hatched == [True, False]


@pytest.mark.slow
def test_every_line_stays_inside_the_figure(view, source, noise):
    for shape in ((96, 128), (32, 128), (96, 32)):
        part = noise[: shape[0], : shape[1]]
        pair = {"plain": source(part, "a"), "encrypted": source(part, "b")}
        scene = compose(
            view(**pair, result=core.visual_security_index(part, part), arrows=3)
        )
        for line in scene.words:
            assert 0 <= line.x < scene.width
            assert 0 < line.y <= scene.height
            if line.anchor == "start":
                assert line.x + 0.5 * line.size * len(line.text) < scene.width + 24
        for panel in scene.panels:
            assert panel.x + panel.width <= scene.width
            assert panel.y + panel.height <= scene.height


# PNG.


@pytest.mark.slow
def test_a_png_comes_at_two_sizes_and_says_what_it_shows(view, result):
    small, large = (
        Image.open(io.BytesIO(figure_png(view(title="Grüße"), scale)))
        for scale in (1, 2)
    )
    assert np.allclose(np.array(small.size) * 2, large.size, atol=1)
    assert small.mode == "RGB"
    assert "Grüße" in small.info["Title"]
    assert f"{result.vsi:.3f}" in small.info["Description"]


def test_a_png_shows_both_images_where_the_scene_has_them(view, photo, shuffled):
    made = view(opacity=0.0, arrows=0)
    picture = pixels(figure_png(made)).astype(int)
    for panel, levels in zip(compose(made).panels, (photo, shuffled), strict=True):
        assert panel.scale == 4
        x, y = int(panel.x), int(panel.y)
        # The middle dot of every pixel of the grid, left of the hatching.
        shown = picture[y + 2 : y + 4 * 60 : 4, x + 2 : x + 4 * 60 : 4]
        assert np.array_equal(shown[..., 0], levels[:60, :60])


def test_the_overlay_of_a_png_has_the_colours_of_its_legend(view, result):
    made = view(opacity=1.0, arrows=0)
    picture, panel = pixels(figure_png(made)), compose(made).panels[0]
    rows, columns = result.degree.shape
    share = result.contribution / result.contribution.max()
    for row, column in ((0, 0), (rows - 1, columns - 1), (2, 3)):
        x = int(panel.x + (column + 0.5) * panel.unit)
        y = int(panel.y + (row + 0.5) * panel.unit)
        wanted = cividis(np.array(share[row, column])).astype(int)
        assert np.abs(picture[y, x].astype(int) - wanted).max() <= 1


def test_colours_over_the_values_of_a_pair_are_drawn_and_said(view, result):
    made = view(overlay="degree", opacity=1.0, arrows=0, extent="pair")
    picture, panel = pixels(figure_png(made)), compose(made).panels[0]
    degree = result.degree
    for row, column in (
        (0, 0),
        (2, 3),
        np.unravel_index(degree.argmin(), degree.shape),
    ):
        x = int(panel.x + (column + 0.5) * panel.unit)
        y = int(panel.y + (row + 0.5) * panel.unit)
        share = (degree[row, column] - degree.min()) / np.ptp(degree)
        wanted = cividis(np.array(share)).astype(int)
        assert np.abs(picture[y, x].astype(int) - wanted).max() <= 2
    said = words(drawn(made))
    assert "over the values of this pair alone" in said
    assert f"{degree.min():.2f}" in said
    fixed = words(drawn(view(overlay="degree")))
    assert "of this pair alone" not in fixed
    assert "0.00" in fixed


@pytest.mark.slow
@pytest.mark.parametrize("plane", [8, 5, 1])
def test_a_bit_plane_is_drawn_to_the_pixel_and_said(plane, view, photo, shuffled):
    made = view(overlay="bits", plane=plane, arrows=0)
    picture, scene = pixels(figure_png(made)), compose(made)
    for panel, luma in zip(scene.panels, (photo, shuffled), strict=True):
        x, y, unit = int(panel.x), int(panel.y), int(panel.scale)
        shown = picture[y + 2 :: unit, x + 2 :: unit][:96, :128]
        assert np.array_equal(shown, cividis(bit_plane(luma, plane).astype(float)))
    svg = drawn(made)
    embedded = [
        pixels(base64.b64decode(image.attrib[HREF].partition(",")[2]))
        for image in svg.iter(f"{SVG}image")
    ]
    wanted = cividis(bit_plane(shuffled, plane).astype(float))
    assert np.array_equal(embedded[3], wanted)
    shared = shared_planes(photo, shuffled)[8 - plane]
    assert plane_words(shared) in words(svg)
    bar = next(r for r in svg.iter(f"{SVG}rect") if r.get("fill") == "url(#halves)")
    assert float(bar.attrib["width"]) == scene.bar.width
    assert "Hatched" not in words(svg)


def test_what_covers_a_bit_plane_is_no_other_overlays_opacity(view):
    assert compose(view(overlay="bits", opacity=0.3)).opacity == 1
    assert compose(view(overlay="bits", cover=0.2)).opacity == 0.2
    assert compose(view(overlay="edges", opacity=0.3, cover=0.2)).opacity == 0.3


@pytest.mark.slow
def test_arrows_and_the_pin_are_drawn(view):
    bare = pixels(figure_png(view(arrows=0)))
    arrows = pixels(figure_png(view(arrows=9)))
    pinned = pixels(figure_png(view(arrows=0, point=(20.0, 20.0))))
    panel = compose(view()).panels[0]
    box = (slice(int(panel.y), int(panel.y + panel.height)), slice(None))
    assert (bare[box] != arrows[: bare.shape[0]][box]).any()
    assert (bare[box] != pinned[: bare.shape[0]][box]).any()


# CSV and JSON.


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_a_row_a_block_from_which_the_score_follows(result):
    rows = rows_of(blocks_csv(result))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == result.degree.size
    degree, weight, share = (
        np.array([float(row[name]) for row in rows])
        for name in ("RD", "w", "contribution")
    )
    gamma = result.form.parameters.gamma
    pooled = (np.sum(weight * degree**gamma) / weight.sum()) ** (1 / gamma)
    assert pooled == pytest.approx(result.rd, abs=1e-9)
    assert share.sum() == pytest.approx(1)


def test_the_csv_keeps_every_digit(result):
    rows = rows_of(blocks_csv(result))
    columns = result.degree.shape[1]
    for block in (0, 11, len(rows) - 1):
        row, match = rows[block], int(result.match.ravel()[block])
        assert (int(row["row"]) - 1) * columns + int(row["column"]) - 1 == block
        to = (int(row["match_row"]) - 1) * columns + int(row["match_column"]) - 1
        assert to == match
        assert np.float32(row["sim_A"]) == result.sim_a[block, match]
        assert np.float32(row["sim_S"]) == result.sim_s[block, match]
        assert np.float32(row["sim"]) == np.float32(row["RD"])
        assert float(row["w"]) == result.weight.ravel()[block]
        assert float(row["contribution"]) == result.contribution.ravel()[block]


def test_the_json_holds_what_the_score_depends_on(view, result):
    record = json.loads(result_json(view()))
    assert (record["vsi"], record["rd"], record["gs"]) == (
        result.vsi,
        result.rd,
        result.gs,
    )
    assert record["parameters"] == {"alpha": 0.1, "beta": 40.0, "gamma": 5.0}
    assert record["components"] == {
        "structure": True,
        "weight": True,
        "global_similarity": True,
    }
    assert (record["border"], record["pooling"]) == ("crop", "normalised")
    assert record["readings"] == READINGS_VERSION
    assert record["plain"]["sha256"] == "a1" * 32
    assert record["plain"]["sha256_of"] == "file"
    assert "file_sha256" not in record["plain"]
    assert record["versions"]["numpy"] == version("numpy")
    assert "encryption" not in record["encrypted"]


def test_the_json_says_how_the_encrypted_image_was_made(view):
    before = replace(
        view().encrypted,
        luma=view().encrypted.luma[:80],
        origin=Origin(file="x.png", scheme="peid-09", level=2, key='a "b"'),
    )
    encrypted = fitted(view().plain, before, "resize")[1]
    record = json.loads(result_json(view(encrypted=encrypted)))["encrypted"]
    assert record["encryption"] == {"scheme": "peid-09", "level": 2, "key": 'a "b"'}
    assert (record["fit"], record["channel"]) == ("resize", "luma")
    assert record["size"] == {"height": 96, "width": 128}
    assert record["white"] is None
    assert "resized to 128 × 96 pixels" in record["made"]
    assert record["sha256"] == sha256(encrypted.luma.tobytes()).hexdigest()
    assert record["file_sha256"] == "b2" * 32


def test_figures_name_the_encrypted_picture_s_own_digest(view, source, photo):
    plain = source(photo, "a1" * 32, "mine.png")
    made = encrypt_source(plain, core.SCHEMES["peid-09"], 2, "k")
    words = " ".join(w.text for w in compose(view(plain=plain, encrypted=made)).words)
    assert f"{'a1' * 6} (of the file)" in words
    assert f"{made.sha256[:12]} (of the pixels)" in words


# Any title, any file.


@pytest.mark.slow
def test_no_title_breaks_out_of_any_format(view, hostile):
    odd = view(title=hostile)
    odd = replace(odd, plain=replace(odd.plain, origin=Origin(file=hostile)))
    usual = drawn(view())
    svg = drawn(odd)
    tags = sorted(
        element.tag for element in usual.iter() if element.tag != f"{SVG}text"
    )
    assert tags == sorted(e.tag for e in svg.iter() if e.tag != f"{SVG}text")
    png = Image.open(io.BytesIO(figure_png(odd)))
    assert (png.format, png.size[0]) == ("PNG", round(compose(odd).width))
    assert shown(hostile) in png.info["Title"]
    assert json.loads(FORMATS["json"].make(odd))["plain"]["title"] == hostile
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,120}", odd.stem)


def test_a_shown_text_is_one_line_of_what_can_be_seen():
    assert shown("a\nb\t c\u202e\x00\ud800d\u2028e") == "a b cd e"
    assert shown("x" * 200) == "x" * 119 + "…"
    assert shown("שלום Ä 中") == "שלום Ä 中"


def test_files_are_called_by_what_they_show(view):
    entry = samples()["astronaut"]
    plain, companion = load_sample(entry), load_sample(entry.encrypted[0])
    made = replace(
        plain,
        digest=f"{plain.digest}-x",
        origin=replace(plain.made, scheme="peid-09", level=3),
    )
    stems = [
        view(plain=plain, encrypted=encrypted).stem
        for encrypted in (companion, made, plain)
    ]
    assert stems == [
        "showthrough_astronaut_shuffle64",
        "showthrough_astronaut_peid-09_3",
        "showthrough_astronaut",
    ]
