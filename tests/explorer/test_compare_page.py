"""Compare as a visitor's session runs it, without a browser."""

import hashlib
import io
import json
import re
from functools import partial
from urllib.parse import parse_qsl

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import core
from core.indices import INDICES
from explorer.pair.candidates import FIRST, Entry, of_scheme, parsed, presets, written
from explorer.pair.link_fields import DIGITS
from explorer.pair.sources import FOLDER, read_source, samples
from explorer.server import SCRIPT

TWO = "planes-low.3~blur.2"


def script():
    from functools import partial

    import streamlit as st

    from explorer import session
    from explorer.compare import page as compare
    from explorer.explore import page as explore

    there = st.Page(explore.page, title="Explore", url_path="explore")
    here = st.Page(
        partial(compare.page, there), title="Compare", url_path="compare", default=True
    )
    page = st.navigation([here, there])
    session.arrive(page.url_path)
    page.run()


@pytest.fixture
def visit(session):
    """Function that opens the page by a link's parameters."""
    return partial(session, script)


def fine(app):
    assert [exception.value for exception in app.exception] == []
    assert [error.value for error in app.error] == []
    return app


@pytest.fixture
def complete(until):
    """Function that runs a page until every number is there, as its timer does."""

    def whole(app):
        if "on their way" in said(app) or "So far" in said(app):
            app.run()
            return None
        return app

    return lambda app: until(lambda: whole(app), 0.5)


@pytest.fixture
def heading():
    """Function that returns the head of a page as it is at first."""

    def found(app):
        drawn = [each.proto for each in app.get("bidi_component")]
        (html,) = (
            json.loads(each.json)["html"]
            for each in drawn
            if each.component_name == "figure_view"
        )
        return html

    return found


def said(app):
    """Return the sentence on disagreement."""
    return app.markdown[0].value


def settings(app):
    """Return what is said on the settings below the table, without the meanings."""
    (html,) = (h.value for h in app.get("html") if 'class="explained"' in h.value)
    return re.sub(r"<[^>]+>", "", re.sub(r"<span> [^<]*</span>", "", html))


def radio(app):
    (radio,) = (r for r in app.radio if r.label == "Encryption to change")
    return radio


def plainly(markdown):
    """Return the text that Markdown shows as it is."""
    return markdown.replace("\\", "").replace("\u2060", "")


def button(app, label):
    return next(b for b in app.button if plainly(b.label).startswith(label))


def texts(app):
    return [plainly(entry).split(". ", 1)[1] for entry in radio(app).options]


def picture(levels):
    file = io.BytesIO()
    Image.fromarray(np.asarray(levels).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def plain_luma(key="astronaut"):
    return core.read_image(FOLDER / samples()[key].file)


@pytest.mark.slow
def test_the_first_screen_is_where_a_block_shuffle_splits_the_indices(visit, complete):
    app = complete(fine(visit()))
    assert len(radio(app).options) == len(FIRST)
    assert "PEID enc09" in said(app)
    assert "by Non-local recognizable degree it leaks most of 5" in said(app)
    assert "it leaks least of 5" in said(app)
    assert app.query_params == {}
    words = settings(app)
    for part in (
        "block size (α) of 0.1,",
        "blur (β) of 40 ",
        "exponent (γ) of 5,",
        "C4",
    ):
        assert part in words
    html = "".join(h.value for h in app.get("html"))
    assert "NQIQAPEI is a trained model" in html
    assert INDICES["proposed"].looks_at in html


@pytest.mark.slow
def test_a_link_restores_encryptions_index_and_order_and_stays_as_it_is(
    visit, complete
):
    link = {
        "plain": "camera",
        "with": "shuffle-32~etc.2.a%2Ekey~itself",
        "index": "psnr",
        "sort": "-lss",
        "alpha": "0.2",
    }
    app = complete(fine(visit(**link)))
    assert texts(app) == [
        "Blocks of 32 shuffled",
        "EtC block scrambling · block side 16",
        "The plain picture itself",
    ]
    assert app.query_params == link
    assert "block size (α) of 0.2," in settings(app)
    assert INDICES["psnr"].trust in "".join(h.value for h in app.get("html"))


def test_entries_that_a_link_gets_wrong_are_dropped(visit):
    app = fine(visit(**{"with": f"rot13.1~{TWO}~planes-low.99", "index": "mos"}))
    assert len(texts(app)) == 2


@pytest.mark.slow
def test_encryptions_are_added_and_removed_up_to_eight(visit):
    app = visit(**{"with": TWO})
    for count in range(3, 9):
        button(app, "Add another").click()
        fine(app.run())
        assert len(texts(app)) == count
    assert button(app, "Add another").disabled
    assert len(parsed(app.query_params["with"])) == 8
    button(app, "Remove 8").click()
    fine(app.run())
    assert len(texts(app)) == 7
    radio(app).set_value(radio(app).value - 6)
    app.run()
    button(app, "Remove 1").click()
    fine(app.run())
    assert texts(app)[0].startswith("Gaussian blur")


def test_a_list_that_was_emptied_says_what_to_do_and_stays_empty(visit, heading):
    app = visit()
    button(app, "Remove all").click()
    app = fine(app.run())
    assert app.query_params == {"with": "none"}
    assert not app.radio
    assert "Nothing to compare yet." in heading(app)
    assert "Drop up to eight encrypted versions" in heading(app)
    app = fine(visit(**{"with": "none"}))
    assert "Nothing to compare yet." in heading(app)
    button(app, "Show the ready set").click()
    app = fine(app.run())
    assert app.query_params == {}
    assert len(texts(app)) == len(FIRST)


def test_one_encryption_alone_is_shown_and_another_is_asked_for(visit, heading):
    app = visit(**{"with": "blur.2"})
    app = fine(app.run())
    assert len(texts(app)) == 1
    assert "scores" in heading(app) or "on their way" in heading(app)
    button(app, "Remove 1").click()
    assert "Nothing to compare yet." in heading(fine(app.run()))


def drop(app, files, label="your own"):
    """Drop files into the field at the side."""
    field = next(f for f in app.file_uploader if label in f.label)
    field.set_value([(name, data, "image/png") for name, data in files])
    return app.run()


def small(count):
    """Return pictures of one small size, each another one."""
    pictures = np.random.default_rng(3).integers(0, 256, (count, 40, 40))
    return [(f"{n}.png", picture(levels)) for n, levels in enumerate(pictures, 1)]


def test_uploads_take_the_place_of_a_ready_set_and_eight_find_room(visit):
    app = drop(visit(), small(8))
    assert texts(app) == [f"{n}.png" for n in range(1, 9)]
    assert not any("left out" in error.value for error in app.error)
    # They were chosen by hand: a ninth finds no room.
    fields = [f for f in app.file_uploader if "your own" in f.label]
    assert fields
    assert all(field.disabled for field in fields)


def test_what_was_changed_by_hand_stays_when_files_come(visit):
    app = visit()
    box = next(b for b in app.selectbox if b.label == "Encryption 1")
    box.set_value("etc")
    app = drop(app.run(), small(8))
    assert texts(app)[0].startswith("EtC block scrambling")
    assert texts(app)[1:] == [f"{n}.png" for n in range(1, 8)]
    (error,) = (e.value for e in app.error if "left out" in e.value)
    assert "8.png is left out: 8 are compared at most. Remove one" in plainly(error)


def test_a_file_that_cannot_be_read_leaves_the_ready_set(visit):
    app = drop(visit(), [("broken.png", b"no picture")])
    assert len(texts(app)) == len(FIRST)
    assert "broken.png" in app.error[0].value


def test_the_scheme_and_key_of_an_entry_change_that_entry_alone(visit):
    app = visit(**{"with": TWO})
    box = next(b for b in app.selectbox if b.label == "Encryption 1")
    box.set_value("etc")
    app.run()
    key = next(t for t in app.text_input if t.label == "Key of encryption 1")
    key.set_value("another")
    app = fine(app.run())
    assert app.query_params["with"] == "etc.3.another~blur.2"
    # The other entry, and back: what was chosen is still there.
    first = radio(app).value
    radio(app).set_value(first + 1)
    app.run()
    assert [t.label for t in app.text_input] == []
    radio(app).set_value(first)
    app.run()
    key = next(t for t in app.text_input if t.label == "Key of encryption 1")
    assert key.value == "another"
    assert app.query_params["with"] == "etc.3.another~blur.2"


@pytest.mark.slow
def test_a_ready_set_takes_the_place_of_what_was_there(visit):
    app = visit(**{"with": TWO})
    name = next(name for name in presets() if "identified" in name)
    next(b for b in app.selectbox if b.label == "Ready set").set_value(name)
    app = fine(app.run())
    assert app.query_params["with"] == written(presets()[name])
    assert len(texts(app)) == 6
    assert next(b for b in app.selectbox if b.label == "Ready set").value is None


def test_uploads_are_compared_and_named_by_their_hash_alone(visit):
    app = visit(**{"with": TWO})
    levels = 255 - plain_luma()
    (field,) = (f for f in app.file_uploader if "your own" in f.label)
    small = picture(np.zeros((40, 40)))
    files = [
        ("inverted.png", picture(levels), "image/png"),
        ("small.png", small, "image/png"),
        ("broken.png", b"no picture", "image/png"),
    ]
    field.set_value(files)
    app = app.run()
    assert [x.value for x in app.exception] == []
    problems = [error.value for error in app.error]
    assert any("broken.png" in problem for problem in problems)
    assert any("40 × 40" in p and "512 × 512" in p for p in problems)
    assert texts(app)[2:] == ["inverted.png", "small.png"]
    *_, entry, other = parsed(app.query_params["with"])
    assert entry.kind == other.kind == "file"
    assert len(app.query_params["with"]) < 80
    next(t for t in app.toggle if t.label.startswith("Resize 4")).set_value(True)
    app = app.run()
    assert not any("40 × 40" in error.value for error in app.error)


@pytest.mark.slow
def test_a_file_in_doubt_gets_its_white_in_the_list_and_in_the_link(visit, complete):
    app = visit(**{"with": TWO})
    deep = io.BytesIO()
    levels = np.rint(plain_luma() * 4095 / 255).astype(np.uint16)
    Image.fromarray(levels).save(deep, "PNG")
    (field,) = (f for f in app.file_uploader if "your own" in f.label)
    field.set_value([("deep.png", deep.getvalue(), "image/png")])
    app = app.run()
    (error,) = app.error
    assert "3, deep.png, is almost black" in plainly(error.value)
    assert any(c.value.startswith("Note on 3") for c in app.caption)
    radio(app).set_value(radio(app).value + 2)
    app = app.run()
    button(app, "Set white of 3 to 4095").click()
    app = complete(fine(app.run()))
    *_, entry = parsed(app.query_params["with"])
    assert entry.white == 4095
    assert app.query_params["with"].endswith(".4095")
    (white,) = (f for f in app.number_input if f.label == "White of encryption 3")
    assert white.value == 4095
    links = [link.proto for link in app.get("page_link")]
    opens = dict(parse_qsl(links[2].query_string))
    assert opens["encrypted_white"] == "4095"
    assert "encrypted_white" not in dict(parse_qsl(links[0].query_string))
    white.set_value(None)
    app = app.run()
    assert parsed(app.query_params["with"])[-1].white is None


def test_files_that_a_link_names_are_asked_for_and_taken_in_one_drop(visit):
    own, inverted = plain_luma()[:64, :64], 255 - plain_luma()[:64, :64]
    files = [picture(own), picture(inverted)]
    names = [hashlib.sha256(data).hexdigest()[:DIGITS] for data in files]
    entries = (*parsed(TWO), Entry(kind="file", name=names[1]))
    app = visit(plain="upload", plain_file=names[0], **{"with": written(entries)})
    assert [exception.value for exception in app.exception] == []
    (info,) = app.info
    assert f"begins with {names[0]} (plain picture) and {names[1]} (encryption 3)" in (
        info.value
    )
    (field,) = (f for f in app.file_uploader if f.label == "Drop both files here")
    kinds = ("own.png", "inverted.png", "other.png")
    data = (*files, picture(own.T))
    field.set_value([(k, d, "image/png") for k, d in zip(kinds, data, strict=True)])
    app = app.run()
    assert [exception.value for exception in app.exception] == []
    assert not app.info
    assert texts(app)[2:] == ["inverted.png"]
    assert app.query_params["plain_file"] == names[0]
    # Given once, it can be chosen for any encryption of the list.
    (box,) = (b for b in app.selectbox if b.label == "Encryption 1")
    assert "Yours: inverted.png" in box.options
    box.set_value(names[1])
    app = fine(app.run())
    assert texts(app)[0] == "inverted.png"


def test_a_companion_of_another_picture_says_so(visit):
    app = visit(plain="coffee", **{"with": f"{TWO}~shuffle-64"})
    (error,) = app.error
    assert "belongs to another plain picture" in error.value


@pytest.mark.parametrize(
    ("plain", "coloured"), [("astronaut", True), ("camera", False)]
)
def test_that_no_index_sees_colours_is_said_where_there_are_any(plain, coloured, visit):
    app = fine(visit(plain=plain, **{"with": TWO}))
    said = ["brightness alone"] * ("brightness alone" in settings(app))
    assert len(said) == coloured


@pytest.mark.slow
def test_an_encryption_opens_in_explore_with_its_level_and_key(
    visit, complete, patience, strip_of
):
    entries = (of_scheme("etc", 2, "my key"), of_scheme("blur", 2))
    app = complete(visit(plain="camera", beta="20", **{"with": written(entries)}))
    links = [link.proto for link in app.get("page_link")]
    assert [plainly(link.label) for link in links] == [
        "1. EtC block scrambling",
        "2. Gaussian blur",
    ]
    app = AppTest.from_file(SCRIPT, default_timeout=patience)
    app.query_params.update(dict(parse_qsl(links[0].query_string)))
    app = fine(app.run())
    strip = strip_of(app)
    plain = plain_luma("camera")
    encrypted = core.SCHEMES["etc"].encrypt(plain, level=2, key="my key")
    result = core.visual_security_index(plain, encrypted, core.Parameters(beta=20))
    assert re.findall(r"<b>(\d\.\d{4})</b>", strip)[0] == f"{result.vsi:.4f}"


@pytest.mark.slow
def test_a_column_says_what_the_best_fast_attack_makes_of_each(
    session, monkeypatch, photo, until
):
    small = read_source(picture(photo), "small.png")
    monkeypatch.setattr("explorer.pair.sources._OPENED", [small, small])
    app = session(script, **{"with": "jpeg-dc.1~aes-ctr.1", "attacked": "yes"})

    def cells():
        drawn = [each.proto for each in app.get("bidi_component")]
        (table,) = (
            json.loads(each.json)
            for each in drawn
            if each.component_name == "compare_table"
        )
        found = [row["attacked"] for row in table["rows"]]
        app.run()
        return found if all(about for _, about in found) else None

    opened, held = until(cells, 0.5)
    assert re.fullmatch(r"\d\.\d{3}|none", opened[0])
    assert held == ["none", "finds anything"]
    assert app.query_params["attacked"] == "yes"
    toggle = next(t for t in app.toggle if t.label == "After the best fast attack")
    app = fine(toggle.set_value(False).run())
    assert "attacked" not in app.query_params
