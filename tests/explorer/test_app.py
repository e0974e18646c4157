"""The page as a visitor's session runs it, without a browser."""

import io
import json
import re
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from PIL import Image

import core
from core.image import read_picture
from explorer.export.records import result_record
from explorer.export.view import View
from explorer.pair.component_choice import CHOICES, of
from explorer.pair.sources import FOLDER, read_source, samples
from explorer.theme.overlays import OVERLAYS, PANELS
from explorer.theme.text import literal


def fine(app):
    assert [error.value for error in app.error] == []
    assert [exception.value for exception in app.exception] == []
    return app


def strip(app):
    """HTML of the score strip."""
    return figure(app, "numbers")["html"]


def score(app):
    return re.findall(r"<b>(\d\.\d{4})</b>", strip(app))[0]


def sample_luma(key, companion=None):
    entry = samples()[key]
    files = {entry.key: entry, **{e.key: e for e in entry.encrypted}}
    return core.read_image(FOLDER / files[companion or key].file)


def expected(plain, encrypted, parameters=None, components=None, **words):
    result = core.visual_security_index(
        plain, encrypted, parameters, components, **words
    )
    return f"{result.vsi:.4f}"


def picture(levels, **options):
    file = io.BytesIO()
    Image.fromarray(levels.astype(np.uint8)).save(file, "PNG", **options)
    return file.getvalue()


def selectbox(app, label):
    return next(box for box in app.selectbox if box.label == label)


def fit(app):
    """The control for sizes that differ."""
    return next(radio for radio in app.radio if radio.label == "The sizes differ")


def upload(app, role, name, content):
    app.file_uploader(key=f"{role}_file").set_value((name, content, "image/png"))
    return app.run()


def test_the_first_screen_has_a_finished_result(visit):
    app = fine(visit())
    plain = next(iter(samples().values()))
    luma = sample_luma(plain.key), sample_luma(plain.key, plain.encrypted[0].key)
    assert score(app) == expected(*luma)
    assert plain.encrypted[0].about in "".join(c.value for c in app.caption)
    assert app.query_params == {}


@pytest.mark.slow
@pytest.mark.parametrize("key", samples())
def test_every_sample_opens_by_its_link(key, visit):
    app = fine(visit(plain=key))
    assert selectbox(app, "Plain picture").value == key
    assert 0 <= float(score(app)) <= 2
    if key != next(iter(samples())):
        assert app.query_params["plain"] == key


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plain", "companion"),
    [(entry.key, e.key) for entry in samples().values() for e in entry.encrypted],
)
def test_every_companion_opens_by_its_link(plain, companion, visit):
    app = fine(visit(plain=plain, encrypted=companion))
    assert score(app) == expected(sample_luma(plain), sample_luma(plain, companion))


@pytest.mark.slow
def test_a_link_restores_the_whole_screen(visit):
    link = {
        "plain": "camera",
        "encrypted": "make",
        "scheme": "aes-ecb",
        "key": "a key & more",
        "alpha": "0.15",
        "beta": "20",
        "gamma": "2.5",
        "components": "C3",
        "border": "pad",
        "pooling": "printed",
        "overlay": "sim_s",
        "arrows": "5",
    }
    app = fine(visit(**link))
    plain = sample_luma("camera")
    level = min(4, core.SCHEMES["aes-ecb"].levels)
    assert score(app) == expected(
        plain,
        core.SCHEMES["aes-ecb"].encrypt(plain, level=level, key="a key & more"),
        core.Parameters(alpha=0.15, beta=20, gamma=2.5),
        core.Components.C3,
        border="pad",
        pooling="printed",
    )
    assert app.query_params == link


def test_what_a_link_has_wrong_is_dropped_and_the_rest_holds(visit):
    app = fine(
        visit(
            plain="nobody",
            encrypted="lowbits-7",
            scheme="rot13",
            level="99",
            alpha="nan",
            beta="-3",
            gamma="x",
            components="C9",
            border="",
            overlay="<script>",
            arrows="7",
            unheard="1",
        )
    )
    assert app.query_params == {"encrypted": "lowbits-7"}
    assert score(app) == expected(
        sample_luma("astronaut"), sample_luma("astronaut", "lowbits-7")
    )


def test_a_companion_of_another_sample_is_dropped_from_a_link(visit):
    app = fine(visit(plain="camera", encrypted="shuffle-64"))
    assert app.query_params == {"plain": "camera", "encrypted": "shuffle-32"}


@pytest.mark.slow
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_overlay_is_a_link_away(overlay, visit):
    app = fine(visit(overlay=overlay))
    assert canvas(app)["overlay"]["key"] == overlay
    assert app.query_params == ({} if overlay == "none" else {"overlay": overlay})


def canvas(app):
    """What the canvas was told."""
    (drawn,) = (
        found
        for found in app.get("bidi_component")
        if found.proto.component_name == "match_view"
    )
    return json.loads(drawn.proto.json)


def test_the_bit_plane_of_a_link_stays_in_it(visit):
    app = fine(visit(overlay="bits", plane="3", cover="0.5"))
    assert app.query_params == {"overlay": "bits", "plane": "3", "cover": "0.5"}
    app = fine(visit(overlay="bits", plane="9", cover="2"))
    assert app.query_params == {"overlay": "bits"}


@pytest.mark.parametrize("panel", PANELS)
def test_every_figure_under_the_canvas_opens_by_its_link(panel, visit):
    app = fine(visit(panel=panel))
    (row,) = (g for g in app.get("button_group") if g.value == panel)
    assert len(row.options) == len(PANELS)
    shown = [key for key in PANELS if figure(app, key)]
    assert shown == [panel]
    assert app.query_params == ({} if panel == next(iter(PANELS)) else {"panel": panel})


def figure(app, key) -> Any:
    """What a figure of our own was told, or nothing where it is not drawn."""
    for drawn in app.get("bidi_component"):
        if drawn.proto.component_name == "figure_view" and drawn.proto.id.endswith(
            f"-{key}"
        ):
            return json.loads(drawn.proto.json)
    return None


def block_table(app):
    """HTML of the table of all blocks."""
    drawn = figure(app, "table")
    assert drawn is not None
    return drawn["html"]


def test_the_table_is_sorted_and_turned_over(visit):
    app = fine(visit(panel="table", alpha="0.15"))
    html = block_table(app)
    assert "Blocks 1 to 20 of 36." in html
    app.number_input(key="table_page").set_value(2).run()
    assert "Blocks 21 to 36 of 36." in block_table(fine(app))
    app.selectbox(key="table_order").set_value("place").run()
    assert '<th scope="row">4</th><td>3</td>' in block_table(app)
    # Fewer blocks: fewer pages.
    assert "Page of 2" in [field.label for field in app.number_input]


def rows_and_parts(app):
    """Both controls of what is in use; each is another one once the other was used."""
    groups = {group.label: group for group in app.button_group}
    return groups["Components of Table 3"], groups[
        "Parts in use beside appearance, sim_A"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", CHOICES)
def test_every_choice_of_parts_is_a_link_away(name, visit):
    app = fine(visit(components=name))
    assert score(app) == expected(
        sample_luma("astronaut"),
        sample_luma("astronaut", "shuffle-64"),
        components=CHOICES[name],
    )
    row = getattr(core.Components, name, None)
    rows, parts = rows_and_parts(app)
    assert rows.value == (name if row else None)
    assert of(parts.value) == CHOICES[name]


def test_rows_of_table_3_and_single_parts_follow_each_other(visit):
    app = visit()

    def chosen():
        rows, parts = rows_and_parts(fine(app))
        return rows.value, parts.value, app.query_params.get("components")

    def take(control, value):
        ids = [found.id for found in rows_and_parts(app)]
        rows_and_parts(app)[control].set_value(value).run()
        # The other is a new one: what a browser still says of the old one is not heard.
        now = [found.id for found in rows_and_parts(app)]
        assert now[control] == ids[control]
        assert now[1 - control] != ids[1 - control]

    assert chosen() == ("C4", ["structure", "weight", "global_similarity"], None)
    take(0, "C2")
    assert chosen() == ("C2", ["structure"], "C2")
    take(1, ["weight"])
    assert chosen() == (None, ["weight"], "w")
    take(1, ["weight", "structure"])
    assert chosen()[0] == "C3"
    take(1, [])
    assert chosen() == ("C1", [], "C1")
    # The row that is chosen, clicked, stays chosen.
    take(0, None)
    assert chosen() == ("C1", [], "C1")


@pytest.mark.slow
def test_every_scheme_encrypts_here(visit):
    app = visit(plain="text", encrypted="make")
    for key, scheme in core.SCHEMES.items():
        app.selectbox(key="scheme").set_value(key).run()
        fine(app)
        about = next(c.value for c in app.caption if c.value.startswith("Encrypted"))
        assert scheme.does in about
        assert scheme.provenance.capitalize() in about
        assert scheme.citation in about
        assert len(app.text_input) == scheme.keyed


@pytest.mark.slow
def test_another_key_gives_another_score_and_is_in_the_link(visit):
    app = fine(visit(encrypted="make"))
    before = score(app)
    app.text_input(key="key").set_value("another").run()
    plain = sample_luma("astronaut")
    made = core.SCHEMES["peid-09"].encrypt(plain, level=4, key="another")
    assert score(fine(app)) == expected(plain, made) != before
    assert app.query_params == {"encrypted": "make", "key": "another"}


def test_going_back_finds_the_encrypted_image_that_was_chosen(visit):
    app = visit()
    selectbox(app, "Encrypted picture").set_value("lowbits-7").run()
    before = score(app)
    selectbox(app, "Plain picture").set_value("camera").run()
    assert selectbox(app, "Encrypted picture").value == "shuffle-32"
    selectbox(app, "Plain picture").set_value("astronaut").run()
    assert selectbox(app, "Encrypted picture").value == "lowbits-7"
    assert score(fine(app)) == before
    assert app.query_params == {"encrypted": "lowbits-7"}


@pytest.mark.slow
def test_going_back_finds_the_scheme_and_the_key_that_were_chosen(visit):
    app = visit(encrypted="make")
    app.selectbox(key="scheme").set_value("aes-ecb").run()
    app.text_input(key="key").set_value("mine").run()
    before = score(app)
    app.selectbox(key="scheme").set_value("blur").run()
    assert not app.text_input
    app.selectbox(key="scheme").set_value("aes-ecb").run()
    assert app.text_input(key="key").value == "mine"
    selectbox(app, "Encrypted picture").set_value("itself").run()
    selectbox(app, "Encrypted picture").set_value("make").run()
    assert app.selectbox(key="scheme").value == "aes-ecb"
    assert score(fine(app)) == before
    assert app.query_params["key"] == "mine"


def test_the_plain_image_itself_scores_2(visit):
    assert score(fine(visit(encrypted="itself"))) == "2.0000"


def said(app):
    return "".join(info.value for info in app.info)


def places(app):
    """Key of each container of the page, in the order in which they stand."""
    (page,) = app.main.children.values()
    return {
        place: block.proto.id.rpartition("-")[2]
        for place, block in page.children.items()
        if hasattr(block, "children")
    }


def test_uploaded_pair_has_the_score_of_the_core(visit, photo, noise):
    app = visit(alpha="0.15")
    stand = places(app)
    assert "seen" in stand.values()
    selectbox(app, "Plain picture").set_value("upload").run()
    before = strip(app)
    assert strip(fine(app)) == before
    assert "The plain picture is still missing" in said(app)
    upload(app, "plain", "my photo.png", picture(photo))
    assert strip(fine(app)) != before
    selectbox(app, "Encrypted picture").set_value("upload").run()
    assert "The encrypted picture is still missing" in said(app)
    assert places(app) == stand
    upload(app, "encrypted", "cipher.png", picture(noise))
    assert places(app) == stand
    assert score(fine(app)) == expected(photo, noise, core.Parameters(alpha=0.15))
    assert app.query_params == {
        "alpha": "0.15",
        "plain": "upload",
        "plain_file": sha256(picture(photo)).hexdigest()[:16],
        "encrypted": "upload",
        "encrypted_file": sha256(picture(noise)).hexdigest()[:16],
    }
    # No other pair stands for one that is not here; its files bring back everything.
    other = visit(**app.query_params)
    assert "SHA-256 begins with" in said(other)
    assert figure(other, "numbers") is None
    assert other.query_params == app.query_params
    other.file_uploader(key="dropped").set_value(
        [("b.png", picture(noise), "image/png"), ("c.png", picture(0 * photo), "")]
    )
    fine(other.run())
    (told,) = (w.value for w in other.warning)
    assert told.startswith("c.png is another file: its SHA-256 begins with ")
    assert "The plain picture is not here" in said(other)
    other.file_uploader(key="dropped").set_value(
        [("a.png", picture(photo), "image/png")]
    )
    assert strip(fine(other.run())) == strip(app)
    assert other.query_params == app.query_params


def test_a_picture_of_one_s_own_is_encrypted_at_once(visit, photo):
    app = visit()
    selectbox(app, "Plain picture").set_value("upload").run()
    assert selectbox(app, "Encrypted picture").value == "make"
    upload(app, "plain", "photo.png", picture(photo))
    made = core.SCHEMES["peid-09"].encrypt(photo, level=4, key="showthrough")
    assert score(fine(app)) == expected(photo, made)
    assert app.query_params == {
        "plain": "upload",
        "plain_file": sha256(picture(photo)).hexdigest()[:16],
        "encrypted": "make",
    }


def test_an_encryption_that_changes_nothing_is_said_on_the_page(visit, photo):
    app = visit()
    selectbox(app, "Plain picture").set_value("upload").run()
    upload(app, "plain", "small.png", picture(photo[:32, :32]))
    said = "This encryption changes no pixel, so the score says nothing about it."
    assert said in str(figure(app, "why"))
    assert score(fine(app)) == "2.0000"
    upload(app, "plain", "large.png", picture(photo))
    assert said not in str(figure(app, "why"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("moving.gif", "frames", "moving.gif holds 2 frames. The first one is used"),
        ("deep.png", "deep", "deep.png holds grey levels of 16 bits"),
        ("ink.jpg", "ink", "ink.jpg holds CMYK colours"),
        ("palette.png", "palette", "palette.png holds a palette"),
    ],
)
def test_how_a_file_was_read_is_said_and_in_the_json(name, content, note, visit, photo):
    grey = Image.fromarray(photo.astype(np.uint8))
    file = io.BytesIO()
    if content == "frames":
        grey.save(file, "GIF", save_all=True, append_images=[grey.rotate(180)])
    elif content == "deep":
        Image.fromarray((photo * 257).astype(np.uint16)).save(file, "PNG")
    elif content == "ink":
        grey.convert("CMYK").save(file, "JPEG")
    else:
        grey.quantize(64).save(file, "PNG")
    app = visit()
    selectbox(app, "Plain picture").set_value("upload").run()
    upload(app, "plain", name, file.getvalue())
    notes = [c.value for c in fine(app).caption if c.value.startswith("Note")]
    assert any(literal(note) in shown for shown in notes)
    plain, encrypted = app.session_state["pair"]
    result = core.visual_security_index(plain.luma, encrypted.luma)
    view = View(plain=plain, encrypted=encrypted, result=result)
    assert any(note in told for told in result_record(view)["plain"]["notes"])


def test_a_file_of_any_other_kind_gets_a_sentence_that_goes_with_the_next(visit, photo):
    app = visit()
    selectbox(app, "Plain picture").set_value("upload").run()
    upload(app, "plain", "drawing.svg", b"<svg/>")
    (problem,) = (error.value for error in app.error)
    assert (
        "drawing.svg is not a picture that can be read: it holds an SVG drawing. "
        "Expected PNG, JPEG, GIF"
    ) in problem
    upload(app, "plain", "photo.png", picture(photo))
    fine(app)


def test_a_pair_of_one_s_own_may_begin_with_the_encrypted_file(visit, photo, noise):
    app = visit()
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", "cipher.png", picture(noise))
    selectbox(app, "Plain picture").set_value("upload").run()
    assert selectbox(app, "Encrypted picture").value == "upload"
    upload(app, "plain", "photo.png", picture(photo))
    assert score(fine(app)) == expected(photo, noise)
    # Off to a sample and its companion, and back.
    selectbox(app, "Plain picture").set_value("camera").run()
    assert selectbox(app, "Encrypted picture").value == "shuffle-32"
    selectbox(app, "Plain picture").set_value("upload").run()
    assert score(fine(app)) == expected(photo, noise)


@pytest.mark.slow
def test_a_recipe_survives_a_change_of_the_plain_image(visit, photo):
    app = visit()
    selectbox(app, "Plain picture").set_value("upload").run()
    upload(app, "plain", "photo.png", picture(photo))
    app.selectbox(key="scheme").set_value("aes-ecb").run()
    app.text_input(key="key").set_value("mine").run()
    for plain in ("camera", "text", "upload", "astronaut"):
        selectbox(app, "Plain picture").set_value(plain).run()
        assert app.text_input(key="key").value == "mine"
        luma = photo if plain == "upload" else sample_luma(plain)
        scheme = core.SCHEMES["aes-ecb"]
        level = min(4, scheme.levels)
        made = scheme.encrypt(luma, level=level, key="mine")
        assert score(fine(app)) == expected(luma, made)


def open_menu(app):
    """Open the menu of what is taken home; its content is drawn then."""
    app.session_state["take_home_open"] = True
    app.run()


def taken_home(app):
    """Python, command and link of the menu."""
    open_menu(app)
    return [code.value for code in app.code]


def query(link):
    return dict(parse_qsl(link.partition("?")[2]))


@pytest.mark.slow
@pytest.mark.parametrize(
    "link",
    [
        {},
        {"plain": "camera", "encrypted": "lowbits-6", "alpha": "0.2", "pin": "30,40"},
        {"encrypted": "make", "scheme": "aes-ecb", "key": "a b", "overlay": "edges"},
        {"encrypted": "make", "scheme": "blur", "level": "2", "components": "C2"},
        {"encrypted": "itself", "gamma": "2.5", "border": "pad", "panel": "table"},
    ],
)
def test_the_link_taken_home_is_the_one_in_the_address_bar(link, visit):
    app = fine(visit(**link))
    assert query(taken_home(app)[2]) == app.query_params == link


def test_the_link_of_a_resized_pair_says_that_it_is(visit, photo):
    app = visit(plain="camera")
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", "small.png", picture(photo))
    fit(app).set_value("resize").run()
    link = query(taken_home(fine(app))[2])
    assert link == app.query_params
    assert link["fit"] == "resize"


@pytest.mark.slow
def test_link_code_and_number_are_always_of_one_pair(visit, photo):
    app = fine(visit(plain="camera", alpha="0.2"))
    shown = score(app)

    def all_of_the_camera():
        python, command, link = taken_home(app)
        assert f"VSI {shown} again" in "".join(m.value for m in app.markdown)
        assert 'FOLDER / "camera.png"' in python
        assert "sample:camera.png sample:camera_shuffle32.png" in command
        assert query(link) == {
            "plain": "camera",
            "encrypted": "shuffle-32",
            "alpha": "0.2",
        }
        assert score(fine(visit(**query(link)))) == shown

    selectbox(app, "Plain picture").set_value("upload").run()
    all_of_the_camera()  # no file yet
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "plain", "photo.png", picture(photo))
    all_of_the_camera()  # one of two
    upload(app, "encrypted", "large.png", picture(np.zeros((200, 200))))
    assert app.error
    all_of_the_camera()  # of two sizes
    upload(app, "encrypted", "broken.png", b"nonsense")
    all_of_the_camera()
    selectbox(app, "Encrypted picture").set_value("make").run()
    assert "photo.png" in taken_home(fine(app))[0]
    assert query(taken_home(app)[2]) == app.query_params


@pytest.mark.slow
def test_no_visitor_reads_what_another_calls_the_same_file(visit, photo):
    seen = []
    for name in ("first visitor's.png", "second visitor's.png"):
        app = visit()
        selectbox(app, "Plain picture").set_value("upload").run()
        upload(app, "plain", name, picture(photo))
        selectbox(app, "Encrypted picture").set_value("make").run()
        open_menu(app)
        seen.append(app)
    for app, own, other in ((seen[0], "first", "second"), (seen[1], "second", "first")):
        texts = [t.value for kind in ("code", "caption", "html") for t in app.get(kind)]
        recipes = [code.value for code in app.code]
        assert [f"{own} visitor" in recipe for recipe in recipes] == [True, True, False]
        assert not [text for text in texts if f"{other} visitor" in text]
        # The same file, renamed: the recipe reads the file of the new name.
    upload(seen[0], "plain", "renamed.png", picture(photo))
    open_menu(seen[0])
    script, command, _ = (code.value for code in fine(seen[0]).code)
    assert "renamed.png" in script
    assert "renamed.png" in command
    assert "first visitor" not in script + command


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.png", b"nonsense", "notes.png is not a picture"),
        ("empty.png", b"", "empty.png is not a picture"),
        ("tiny.png", picture(np.zeros((8, 8))), "tiny.png is too small"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_the_result_stays(name, content, said, visit):
    app = visit(plain="camera")
    before = strip(app)
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", name, content)
    (problem,) = (error.value for error in app.error)
    assert said in problem
    assert "last usable pair" in problem
    assert strip(app) == before
    assert not app.exception
    upload(app, "encrypted", "better.png", picture(np.zeros((512, 512))))
    fine(app)
    assert strip(app) != before


def test_sizes_that_differ_are_offered_cropping_and_resizing(visit, photo):
    app = visit(plain="camera")
    before = strip(app)
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", "small.png", picture(photo))
    (problem,) = (error.value for error in app.error)
    assert "small.png has 128 × 96 pixels, but Camera has 512 × 512" in problem
    assert strip(app) == before
    assert list(fit(app).options) == [
        "Crop both to 128 × 96",
        "Resize the encrypted picture to 512 × 512",
    ]
    assert fit(app).value is None
    fit(app).set_value("resize").run()
    fine(app)
    assert strip(app) != before
    assert app.query_params["fit"] == "resize"
    other = visit(**app.query_params)
    upload(other, "encrypted", "small.png", picture(photo))
    assert strip(fine(other)) == strip(app)
    notes = [c.value for c in app.caption if c.value.startswith("Note")]
    assert any("was resized from 128 × 96 to 512 × 512" in note for note in notes)


def png16(levels):
    file = io.BytesIO()
    Image.fromarray(np.rint(levels).astype(np.uint16)).save(file, "PNG")
    return file.getvalue()


def luma_of(content, white=None):
    """Luma of a file, without a word on its white."""
    return read_picture(content, data_range=white).luma


def still(app):
    """What is said of an earlier pair that is still shown."""
    return [m.value for m in app.markdown if m.value.startswith("Still shown")]


def uploaded_pair(visit, plain, encrypted):
    """The page with two uploads, (name, content) each."""
    app = visit()
    for role, file in (("plain", plain), ("encrypted", encrypted)):
        selectbox(app, f"{role.capitalize()} picture").set_value("upload").run()
        upload(app, role, *file)
    return app


def test_white_in_doubt_is_set_by_one_click_is_in_the_link_and_can_be_taken_back(
    visit, photo, noise
):
    deep = png16(noise * 4095 / 255)
    files = {"plain": ("p.png", picture(photo)), "encrypted": ("deep.png", deep)}
    app = fine(uploaded_pair(visit, *files.values()))
    dark = score(app)
    assert dark == expected(photo, luma_of(deep))
    assert any(
        "deep.png is almost black: its brightest pixel is 4095" in literal_text(m.value)
        for m in app.markdown
    )
    button(app, "Set white to 4095").click().run()
    mended = score(fine(app))
    assert mended == expected(photo, luma_of(deep, 4095))
    assert abs(float(mended) - float(expected(photo, noise))) < 0.01
    assert app.query_params["encrypted_white"] == "4095"
    assert "plain_white" not in app.query_params
    assert white_field(app, "encrypted").value == 4095
    assert query(taken_home(app)[2]) == app.query_params
    # Its files bring back everything.
    other = visit(**app.query_params)
    assert other.query_params == app.query_params
    other.file_uploader(key="dropped").set_value(
        [(name, content, "image/png") for name, content in files.values()]
    )
    assert score(fine(other.run())) == mended
    assert other.query_params == app.query_params
    button(app, "Undo").click().run()
    assert score(fine(app)) == dark
    assert "encrypted_white" not in app.query_params
    assert button(app, "Set white to 4095")


def literal_text(markdown):
    """Text that Markdown shows as it is."""
    return markdown.replace("\\", "").replace("\u2060", "")


def button(app, label):
    return next(each for each in app.button if each.label == label)


def white_field(app, role):
    """The field for the white of a file."""
    label = f"White of the {role} picture"
    return next(field for field in app.number_input if field.label == label)


def test_a_white_below_the_brightest_pixel_gets_a_sentence_beside_its_field(
    visit, photo, noise
):
    pair = ("p.png", picture(photo)), ("deep.png", png16(noise * 257))
    app = fine(uploaded_pair(visit, *pair))
    before = score(app)
    assert not still(app)
    white_field(app, "encrypted").set_value(4095.0).run()
    (problem,) = (error.value for error in app.error)
    assert "Expected none below 0 or above 4095" in literal_text(problem)
    beside = [c.value for c in app.caption if c.value.startswith(":material/error:")]
    assert len(beside) == 1
    assert score(app) == before
    (line,) = still(app)
    assert "p.png** against **deep.png**" in literal_text(line)
    white_field(app, "encrypted").set_value(None).run()
    assert score(fine(app)) == before
    assert not still(app)


def test_encrypting_a_file_here_takes_the_white_that_was_set(visit, photo):
    app = visit()
    selectbox(app, "Plain picture").set_value("upload").run()
    deep = png16(photo * 4095 / 255)
    upload(app, "plain", "deep.png", deep)
    button(app, "Set white to 4095").click().run()
    luma = luma_of(deep, 4095)
    made = core.SCHEMES["peid-09"].encrypt(
        luma, level=4, key="showthrough", data_range=255
    )
    assert score(fine(app)) == expected(luma, made)
    assert app.query_params["plain_white"] == "4095"
    assert "encrypted_white" not in app.query_params


def test_a_white_is_not_taken_along_to_the_next_file(visit, photo, noise):
    pair = ("p.png", picture(photo)), ("deep.png", png16(noise * 4095 / 255))
    app = uploaded_pair(visit, *pair)
    button(app, "Set white to 4095").click().run()
    other = png16(noise * 257)
    upload(app, "encrypted", "other.png", other)
    assert score(fine(app)) == expected(photo, luma_of(other))
    assert "encrypted_white" not in app.query_params


def test_a_link_says_the_white_of_the_pair_of_the_command_line(
    visit, monkeypatch, photo, noise
):
    deep = png16(noise * 4095 / 255)
    pair = [read_source(picture(photo), "p.png"), read_source(deep, "deep.png")]
    monkeypatch.setattr("explorer.pair.sources._OPENED", pair)
    app = fine(visit())
    button(app, "Set white to 4095").click().run()
    assert app.query_params == {"encrypted_white": "4095"}
    mended = expected(photo, luma_of(deep, 4095))
    assert score(fine(app)) == mended
    assert score(fine(visit(encrypted_white="4095"))) == mended
    assert query(taken_home(app)[2])["encrypted_white"] == "4095"


def test_a_dark_8_bit_file_beside_a_bright_one_is_said_and_has_a_field(
    visit, photo, noise
):
    dark = noise // 8
    pair = ("p.png", picture(photo)), ("dark.png", picture(dark))
    app = fine(uploaded_pair(visit, *pair))
    said = " ".join(literal_text(m.value) for m in app.markdown)
    assert "If dark.png has another white, set it at the side." in said
    assert not [b for b in app.button if b.label.startswith("Set white")]
    white_field(app, "encrypted").set_value(31.0).run()
    wanted = expected(photo, luma_of(picture(dark), 31))
    assert score(fine(app)) == wanted


def test_a_pair_of_two_sizes_is_cropped_and_the_link_says_so(visit, photo, noise):
    small = noise[:80, :100]
    pair = ("p.png", picture(photo)), ("small.png", picture(small))
    app = uploaded_pair(visit, *pair)
    (problem,) = (error.value for error in app.error)
    assert "small.png has 100 × 80 pixels, but p.png has 128 × 96" in literal_text(
        problem
    )
    # The pair before is the plain picture, encrypted here.
    assert "p.png** against **p.png, PEID enc09" in literal_text(still(app)[0])
    fit(app).set_value("crop").run()
    cropped = expected(photo[:80, :100], small)
    assert score(fine(app)) == cropped
    assert not still(app)
    assert app.query_params["fit"] == "crop"
    notes = [c.value for c in app.caption if c.value.startswith("Note")]
    assert [literal_text(note) for note in notes] == [
        "Note: p.png was cropped from 128 × 96 to 100 × 80 pixels."
    ]
    other = visit(**app.query_params)
    other.file_uploader(key="dropped").set_value(
        [(name, content, "image/png") for name, content in pair]
    )
    assert score(fine(other.run())) == cropped
    fit(app).set_value("resize").run()
    assert score(fine(app)) != cropped


def test_sizes_that_an_exif_turn_made_differ_are_said_to_be_so(visit, photo, noise):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(photo.astype(np.uint8)).save(file, "PNG", exif=exif)
    pair = ("turned.png", file.getvalue()), ("stored.png", picture(noise))
    app = uploaded_pair(visit, *pair)
    (problem,) = (error.value for error in app.error)
    assert "turned.png was turned upright, as its EXIF orientation says" in (
        literal_text(problem)
    )


def test_notes_stand_with_their_own_picture_also_when_the_other_cannot_be_read(
    visit, photo, noise
):
    glass = picture(np.dstack([photo] * 4))
    app = uploaded_pair(visit, ("a.png", glass), ("b.png", picture(noise)))
    assert not still(fine(app))
    selectbox(app, "Plain picture").set_value("camera").run()
    selectbox(app, "Encrypted picture").set_value("upload").run()
    # b.png is of another size than the camera; a.png is not looked at any more.
    notes = [c.value for c in app.caption if c.value.startswith("Note")]
    assert notes == []
    (line,) = still(app)
    assert "Camera** against **" in line
    selectbox(app, "Plain picture").set_value("upload").run()
    upload(app, "encrypted", "broken.png", b"nonsense")
    assert any("broken.png is not a picture" in error.value for error in app.error)
    notes = [c.value for c in app.caption if c.value.startswith("Note")]
    assert notes == ["Note: a.png has transparency. It is dropped."]
    # Under the pictures, those of the pair that is shown.
    (below,) = (c.value for c in app.caption if c.value.startswith("On the plain"))
    assert below == "On the plain picture: a.png has transparency. It is dropped."


def test_a_file_that_cannot_be_read_stays_wrong_until_there_is_another(visit):
    app = visit(plain="camera")
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", "broken.png", b"nonsense")
    (line,) = still(app)
    assert "Camera** against **Blocks" in line
    app.file_uploader(key="encrypted_file").set_value(None).run()
    assert still(app) == [line]
    assert any("broken.png is not a picture" in error.value for error in app.error)


def test_what_was_left_out_of_an_upload_is_said(visit, photo):
    app = visit()
    selectbox(app, "Plain picture").set_value("upload").run()
    glass = picture(np.dstack([photo] * 4))
    upload(app, "plain", "glass.png", glass)
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", "glass.png", glass)
    notes = [c.value for c in app.caption if c.value.startswith("Note")]
    # Beside each of the two pictures.
    assert notes == ["Note: glass.png has transparency. It is dropped."] * 2
    assert score(fine(app)) == "2.0000"


@pytest.mark.slow
def test_too_many_blocks_get_a_sentence_and_the_result_stays(visit):
    app = fine(visit(alpha="0.02"))
    before = strip(app)
    wide = picture(np.zeros((100, 400)))
    selectbox(app, "Plain picture").set_value("upload").run()
    upload(app, "plain", "wide.png", wide)
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", "wide.png", wide)
    (problem,) = (error.value for error in app.error)
    assert "At most 4,096 fit in memory. Alpha of 0.03 or more works." in problem
    assert strip(app) == before
    assert not app.exception
    assert "Astronaut** against **" in still(app)[0]


def test_settings_that_do_not_work_on_the_pair_leave_its_last_result_and_say_so(visit):
    wide = picture(np.arange(100 * 400).reshape(100, 400) % 251)
    app = fine(uploaded_pair(visit, ("a.png", wide), ("b.png", wide)))
    app.session_state["alpha"] = {"hand": {"value": 0.02, "settled": 0.02}}
    app.run()
    assert "At most 4,096" in app.error[0].value
    (line,) = still(app)
    assert line.endswith("with the last settings that work.")


@pytest.fixture
def opened(monkeypatch, photo, source):
    """Function that makes a pair the one named on the command line."""
    pair = []
    monkeypatch.setattr("explorer.pair.sources._OPENED", pair)

    def named(plain, encrypted):
        pair[:] = [
            source(levels, sha256(levels.tobytes()).hexdigest(), title)
            for levels, title in ((plain, "mine.png"), (encrypted, "cipher.png"))
        ]

    return named


def test_files_of_the_command_line_come_first(visit, opened, photo, noise):
    opened(photo, noise)
    app = fine(visit())
    assert score(app) == expected(photo, noise)
    assert app.query_params == {}
    assert score(fine(visit(plain="camera"))) != score(app)


@pytest.mark.slow
def test_beside_files_of_the_command_line_every_sample_is_in_the_link(
    visit, opened, photo, noise
):
    opened(photo, noise)
    app = fine(visit())
    for key in samples():
        selectbox(app, "Plain picture").set_value(key).run()
        assert app.query_params["plain"] == key
        assert score(fine(visit(**app.query_params))) == score(app)


def test_encrypting_a_file_of_the_command_line_is_in_the_link(
    visit, opened, photo, noise
):
    opened(photo, noise)
    app = fine(visit())
    selectbox(app, "Encrypted picture").set_value("make").run()
    app.selectbox(key="scheme").set_value("aes-ecb").run()
    assert score(fine(visit(**app.query_params))) == score(app)


def test_unusable_files_of_the_command_line_get_a_sentence_and_a_sample(visit, opened):
    opened(np.zeros((32, 5000)), np.zeros((32, 5000)))
    app = visit()
    assert not app.exception
    (problem,) = (error.value for error in app.error)
    assert "At most 4,096 fit in memory" in problem
    luma = sample_luma("astronaut"), sample_luma("astronaut", "shuffle-64")
    assert score(app) == expected(*luma)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["*a*_b_.png", "![x](x).png", "$a$<b>.png", "a`b`|.png"]
)
def test_a_file_s_name_is_words_and_not_markup(name, visit):
    app = visit()
    selectbox(app, "Encrypted picture").set_value("upload").run()
    upload(app, "encrypted", name, b"nonsense")
    (problem,) = (error.value for error in app.error)
    assert name not in problem
    assert problem.startswith(f"{literal(name)} is not a picture")


def test_a_file_s_name_in_a_note_is_words_and_not_markup(visit, photo):
    app = visit()
    glass = picture(np.dstack([photo] * 4))
    for role in ("plain", "encrypted"):
        selectbox(app, f"{role.capitalize()} picture").set_value("upload").run()
        upload(app, role, "*a*.png", glass)
    notes = [c.value for c in app.caption if c.value.startswith("Note")]
    assert notes == [r"Note: \*a\*.png has transparency. It is dropped."] * 2


def test_a_link_that_is_wrong_in_part_says_so_once_and_shows_the_rest(visit):
    app = fine(visit(alpha="abc", beta="50", plane="<b>*9*"))
    (toast,) = app.toast
    assert "alpha=abc is no number from 0.02 to 0.5. 0.1 is shown." in toast.value
    assert literal("plane=<b>*9*") in toast.value
    assert "beta" not in toast.value
    assert app.query_params["beta"] == "50"
    assert not fine(app.run()).toast
    assert not fine(visit(alpha="0.2")).toast


def test_the_figure_below_is_drawn_again_when_a_slider_rests(visit):
    app = fine(visit())
    before = figure(app, "near-or-far")["html"]
    app.session_state["alpha"] = {"hand": {"value": 0.2, "settled": 0.1}}
    moving = fine(app.run())
    assert "4 × 4" in strip(moving)
    assert figure(moving, "near-or-far")["html"] is None  # the one before stays, faded
    app.session_state["alpha"] = {"hand": {"value": 0.2, "settled": 0.2}}
    assert figure(fine(app.run()), "near-or-far")["html"] not in (None, before)
