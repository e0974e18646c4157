"""What is taken home is what was seen: mode, right picture, detail, pin and rank."""

import base64
import io
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import core
from core.bit_planes import bit_plane
from explorer.commands.cli import main
from explorer.export import Look
from explorer.export.composition import compose
from explorer.export.layout import detail
from explorer.export.painting import laid
from explorer.export.png import figure_png
from explorer.export.svg import figure_svg
from explorer.figures.matches import ranked_matches
from explorer.figures.reassembled import lay
from explorer.theme.colours import cividis
from explorer.theme.overlays import OVERLAYS

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
PIN = (20.0, 20.0)


def bare(view, **words):
    """A view of pixels alone."""
    return view(**({"arrows": 0, "opacity": 0.0} | words))


def drawn(view, scale=1):
    return np.asarray(Image.open(io.BytesIO(figure_png(view, scale))))


def said(view):
    svg = ElementTree.fromstring(figure_svg(view))
    return " ".join(text.text or "" for text in svg.iter(f"{SVG}text"))


def dots(view, panel, scale=1):
    """Middle dot of every whole pixel of a frame: the levels that are drawn."""
    unit = panel.scale * scale
    ends = [
        ((begin - origin) / panel.scale, (begin + size - origin) / panel.scale)
        for begin, size, origin in (
            (panel.x, panel.width, panel.left),
            (panel.y, panel.height, panel.top),
        )
    ]
    columns, rows = (
        np.arange(np.ceil(first), np.floor(last)).astype(int) for first, last in ends
    )
    x = np.floor(panel.left * scale + (columns + 0.5) * unit).astype(int)
    y = np.floor(panel.top * scale + (rows + 0.5) * unit).astype(int)
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    return drawn(view, scale)[y[:, np.newaxis], x], part


def embedded(view):
    svg = ElementTree.fromstring(figure_svg(view))
    return [
        np.asarray(
            Image.open(io.BytesIO(base64.b64decode(i.attrib[HREF].partition(",")[2])))
        )
        for i in svg.iter(f"{SVG}image")
    ]


@pytest.fixture
def whole(photo, shuffled):
    """Without a hatched edge: 96 × 128 pixels in blocks of 16."""
    parameters = core.Parameters(alpha=0.16)
    found = core.visual_security_index(photo, shuffled, parameters)
    assert (found.side, found.coverage) == (16, 1.0)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
def test_a_wipe_has_plain_left_and_the_other_right_of_its_edge(
    scale, view, whole, photo, shuffled
):
    made = bare(view, result=whole, look=Look(mode="wipe", wipe=0.25))
    left, right = compose(made).panels
    assert (left.name, right.name) == ("plain", "encrypted")
    assert right.x == left.x + 0.25 * 128 * left.scale
    picture = drawn(made, scale)
    unit = int(left.scale) * scale
    x, y = int(left.x) * scale, int(left.y) * scale
    levels = picture[y + unit // 2 :: unit, x + unit // 2 :: unit, 0][:96, :128]
    # The edge itself covers the dots beside it.
    assert np.array_equal(levels[:, :31], photo[:, :31])
    assert np.array_equal(levels[:, 33:], shuffled[:, 33:])
    assert "The edge is at 25%" in said(made)
    assert 'class="edge"' in figure_svg(made)


@pytest.mark.slow
@pytest.mark.parametrize(("wipe", "name"), [(0.0, "encrypted"), (1.0, "plain")])
def test_a_wipe_to_the_end_leaves_one_picture(wipe, name, view):
    made = view(look=Look(mode="wipe", wipe=wipe))
    assert [panel.name for panel in compose(made).panels] == [name]
    assert figure_png(made).startswith(b"\x89PNG")


@pytest.mark.slow
@pytest.mark.parametrize("flipped", [False, True])
def test_a_flip_has_the_picture_that_was_shown(flipped, view, whole, photo, shuffled):
    made = bare(view, result=whole, look=Look(mode="flip", flipped=flipped))
    (panel,) = compose(made).panels
    levels, _ = dots(made, panel)
    assert np.array_equal(levels[..., 0], shuffled if flipped else photo)
    name = "encrypted" if flipped else "plain"
    assert panel.name == name
    assert f"The {name} picture, of a flip" in said(made)


@pytest.mark.slow
def test_a_difference_has_its_own_colours_and_legend(view, whole, photo, shuffled):
    made = view(result=whole, arrows=9, look=Look(mode="difference"))
    (panel,) = compose(made).panels
    levels, _ = dots(made, panel)
    apart = np.abs(photo - shuffled)
    assert np.array_equal(levels, cividis(apart / 255))
    words = said(made)
    assert "Absolute difference |P − E|" in words
    assert f"On average {apart.mean():.1f} levels" in words
    assert f"Equal at {100 * (apart == 0).mean():.1f} %" in words
    assert "Contribution" not in words
    assert compose(made).arrows == ()


def test_a_difference_from_what_was_laid_counts_only_that(
    view, result, photo, shuffled
):
    look = Look(mode="difference", right="reassembled")
    made = view(result=result, look=look)
    there = laid(made)
    assert there.mean() == pytest.approx(result.coverage)
    assert 0 < result.coverage < 1
    other = np.rint(lay(result.shown, shuffled, result.side, "crop"))
    apart = np.abs(photo - other)[there]
    words = said(made)
    assert "|P − R|" in words
    assert f"On average {apart.mean():.1f} levels" in words
    assert 'class="veil"' in figure_svg(made)


def test_bits_that_differ_are_drawn_to_the_pixel(view, whole, photo, shuffled):
    look = Look(mode="difference")
    made = view(result=whole, overlay="bits", plane=6, look=look)
    levels, _ = dots(made, compose(made).panels[0])
    xor = bit_plane(photo, 6) ^ bit_plane(shuffled, 6)
    assert np.array_equal(levels, cividis(xor.astype(float)))
    words = said(made)
    assert "Bits that differ, P xor E" in words
    assert "Plane 6 of 8: both pictures have the same bit at" in words


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
def test_the_reassembled_picture_is_drawn_where_it_was_seen(
    scale, view, whole, shuffled
):
    made = bare(view, result=whole, look=Look(right="reassembled"), arrows=9)
    plain, other = compose(made).panels
    assert (plain.name, other.name) == ("plain", "reassembled")
    wanted = np.rint(lay(whole.shown, shuffled, whole.side, "crop"))
    levels, _ = dots(made, other, scale)
    assert np.array_equal(levels[..., 0], wanted)
    # Arrows lead to places of the encrypted picture, which is not there.
    assert compose(made).arrows == ()
    assert "filled with the best match" in said(made)


def test_where_nothing_was_laid_is_hatched(view, photo):
    black = np.zeros_like(photo)
    black[:32, :32] = photo[:32, :32]
    result = core.visual_security_index(photo, black, core.Parameters(alpha=0.16))
    empty = int((result.degree <= 0).sum())
    made = view(result=result, look=Look(right="reassembled"))
    plain, other = compose(made).panels
    assert len(other.veil) - len(plain.veil) == empty


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
def test_a_detail_is_what_was_seen_and_holds_no_other_pixel(
    scale, view, whole, photo, shuffled
):
    look = Look(at=(8.0, 0.5, 0.25), span=(0.25, 0.5))
    made = bare(view, result=whole, look=look)
    part = detail(made)
    assert (part.x0, part.x1, part.y0, part.y1) == (48, 80, 0, 48)
    for panel, image in zip(compose(made).panels, (photo, shuffled), strict=True):
        levels, seen = dots(made, panel, scale)
        assert seen == (slice(0, 48), slice(48, 80))
        assert np.array_equal(levels[..., 0], image[seen])
    images = embedded(made)
    assert all(image.shape[:2] == (48, 32) for image in images)
    assert "pixels 48 to 80 across and 0 to 48 down, of 128 × 96" in said(made)


def test_without_a_screen_a_detail_is_what_the_frame_has_room_for(view):
    # A pixel is 4 units where all of the image is seen.
    part = detail(view(look=Look(at=(8.0, 0.0, 1.0))))
    assert (part.x0, part.x1, part.y0, part.y1) == (0, 64, 48, 96)
    whole = detail(view(look=Look(at=(1.0, 0.0, 1.0))))
    assert (whole.x0, whole.x1, whole.y0, whole.y1) == (0, 128, 0, 96)
    for zoom, told in ((25.0, False), (26.0, True)):
        words = said(view(look=Look(at=(zoom, 0.5, 0.5))))
        assert ("prints into the pixels" in words) is told
    single = detail(view(look=Look(at=(96.0, 0.5, 0.5), span=(1e-9, 1e-9))))
    assert single.x1 - single.x0 == pytest.approx(1)


@pytest.mark.slow
def test_the_overlay_of_a_detail_lies_on_its_blocks(view, whole):
    look = Look(at=(8.0, 0.5, 0.25), span=(0.25, 0.5))
    made = view(result=whole, overlay="degree", opacity=1.0, arrows=0, look=look)
    panel = compose(made).panels[0]
    levels, seen = dots(made, panel)
    degrees = np.kron(whole.degree, np.ones((16, 16)))[seen]
    wanted = cividis(np.round(degrees, 4)).astype(int)
    assert np.abs(levels.astype(int) - wanted).max() <= 1


def test_the_pinned_blocks_own_arrow_is_strong_and_the_others_fade(view, result):
    strongest = int(result.contribution.argmax())
    weak = int(np.argsort(result.contribution.ravel())[1])
    columns = result.degree.shape[1]
    side = result.side
    for pin in (strongest, weak):
        row, column = divmod(pin, columns)
        point = ((column + 0.5) * side, (row + 0.5) * side)
        scene = compose(view(arrows=5, point=point))
        own = scene.arrows[-1]
        panel = scene.panels[0]
        assert own.start == pytest.approx(
            (panel.x + point[0] * panel.scale, panel.y + point[1] * panel.scale)
        )
        assert [a.strength for a in scene.arrows] == [0.14] * (
            4 if pin == strongest else 5
        ) + [1.0]
    assert {a.strength for a in compose(view(arrows=5)).arrows} == {0.9}
    words = said(view(arrows=5, point=PIN))
    assert "Strong: the outlined block. Faint: the others." in words


def test_the_rank_that_was_looked_at_is_outlined_and_led_to(view, result):
    pin = 1 * result.degree.shape[1] + 1
    side, columns = result.side, result.degree.shape[1]
    point = (1.5 * side, 1.5 * side)
    for rank in (1, 3):
        made = view(point=point, rank=rank, arrows=0)
        scene = compose(made)
        row, column = divmod(ranked_matches(result, pin, rank)[-1], columns)
        there = scene.panels[1]
        here, match = scene.outlines
        assert (here.dashed, match.dashed) == (False, True)
        assert match.x == pytest.approx(there.x + column * side * there.scale)
        assert match.y == pytest.approx(there.y + row * side * there.scale)
        (arrow,) = scene.arrows
        assert arrow.end == pytest.approx(
            (match.x + match.width / 2, match.y + match.height / 2)
        )
    assert f"match number 3, dashed, is at row {row + 1}, column {column + 1}" in said(
        made
    )


@pytest.mark.slow
def test_in_one_frame_a_match_in_its_own_place_is_a_ring(view, photo):
    result = core.visual_security_index(photo, photo)
    made = view(
        encrypted=view().plain, result=result, point=PIN, look=Look(mode="wipe")
    )
    arrows = compose(made).arrows
    assert arrows
    assert all(arrow.start == arrow.end for arrow in arrows)
    svg = ElementTree.fromstring(figure_svg(made))
    assert len(list(svg.iter(f"{SVG}circle"))) == 2 * len(arrows)
    assert figure_png(made) != figure_png(replace(made, arrows=0, point=None))


def test_the_row_of_similarities_is_painted_where_the_canvas_paints_it(view):
    def painted(**look):
        made = view(point=PIN, look=Look(**look))
        panels = [p for p in compose(made).panels if p.name != "plain"]
        return any(panel.cells is not None for panel in panels)

    assert painted()
    assert painted(mode="wipe")
    assert painted(mode="flip", flipped=True)
    assert not painted(right="reassembled")
    assert not painted(mode="difference")


LOOKS = (
    Look(mode="wipe", right="reassembled", wipe=0.3),
    Look(mode="flip", right="reassembled", flipped=True),
    Look(mode="difference", right="reassembled", at=(9.0, 1.0, 1.0)),
    Look(at=(11.3, 0.31, 0.77)),
)


@pytest.mark.slow
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_look_has_every_overlay_inside_its_figure(overlay, view):
    for look in LOOKS:
        scene = compose(view(overlay=overlay, point=PIN, look=look, arrows=3))
        for line in scene.words:
            assert 0 <= line.x <= scene.width
            assert 0 < line.y <= scene.height
        for panel in scene.panels:
            assert panel.x + panel.width <= scene.width
            for x, y, width, height in panel.veil:
                assert panel.x <= x <= x + width <= panel.x + panel.width + 1e-6
                assert panel.y <= y <= y + height <= panel.y + panel.height + 1e-6
    made = view(overlay=overlay, point=PIN, look=LOOKS[-1], arrows=3)
    size = compose(made).width, compose(made).height
    assert drawn(made).shape[1::-1] == tuple(map(round, size))


@pytest.mark.slow
def test_no_title_breaks_out_of_any_look(view, hostile):
    for look in LOOKS:
        usual, odd = (
            ElementTree.fromstring(figure_svg(view(title=title, look=look)))
            for title in ("a picture", hostile)
        )
        tags = [
            sorted(e.tag for e in svg.iter() if e.tag != f"{SVG}text")
            for svg in (usual, odd)
        ]
        assert tags[0] == tags[1]


# The command.


@pytest.fixture
def report(tmp_path, photo, shuffled, monkeypatch):
    """Function that runs `showthrough report`: (options) -> exit code and output."""
    for name, levels in (("plain", photo), ("cipher", shuffled)):
        Image.fromarray(levels.astype(np.uint8)).save(tmp_path / f"{name}.png")
    monkeypatch.chdir(tmp_path)

    def run(*words):
        done = CliRunner().invoke(
            main, ["report", "plain.png", "cipher.png", "-o", "r.svg", *words]
        )
        return done, tmp_path / "r.svg"

    return run


def test_the_command_takes_the_words_of_a_link(report):
    done, file = report(
        *("--mode", "wipe", "--right", "reassembled", "--wipe", "0.3"),
        *("--at", "8,0.5,0.25", "--pin", "20,20", "--overlay", "degree"),
        *("--range", "pair"),
    )
    assert done.exit_code == 0, done.output
    words = file.read_text(encoding="utf-8")
    for part in (
        "reassembled right of it",
        "A detail: pixels",
        "Outlined: block",
        "of this pair alone",
        'class="edge"',
    ):
        assert part in words
    done, file = report("--mode", "flip", "--flipped")
    assert "The encrypted picture, of a flip" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("--mode", "beside"),
        ("--right", "plain"),
        ("--wipe", "1.5"),
        ("--at", "8,0.5"),
        ("--at", "8,2,0.5"),
        ("--pin", "x,y"),
        ("--rank", "0"),
        ("--range", "all"),
    ],
)
def test_the_command_refuses_other_words(report, words):
    done, file = report(*words)
    assert done.exit_code == 2
    assert words[0] in done.output
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--pin", "128,0"), "in the picture, X below 128 and Y below 96, got 128,0"),
        (("--pin", "0,96.5"), "in the picture, X below 128 and Y below 96, got 0,96.5"),
        (("--pin", "130,5", "--border", "pad"), "in the picture, X below 128"),
        (("--pin", "-5,3"), "expected X,Y in pixels"),
        (("--pin", "5,95"), "the grid of whole blocks, X below 120 and Y below 90"),
        (("--pin", "127,5"), "--border=pad puts that into blocks too"),
    ],
)
def test_a_pin_that_no_block_holds_is_refused(report, words, said):
    done, file = report(*words)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.replace("\n", " ").split())
    assert not file.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--pin", "119.9,89.9"),
        ("--pin", "127.9,95.9", "--border", "pad"),
    ],
)
def test_a_pin_in_the_last_block_is_taken(report, words):
    done, file = report(*words)
    assert done.exit_code == 0, done.output
    assert "Outlined: block" in file.read_text(encoding="utf-8")
