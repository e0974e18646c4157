"""A server with `--samples-only`: no page and no address takes a file."""

import re
from pathlib import Path

import pytest

from explorer.pair.candidates import Entry, written
from explorer.store.uploads import DOORS, NO_FILES, takes_paths

ROOT = Path(__file__).parents[2]
PAGES = ("", "attack", "compare", "tune", "learn", "people")
NOT_HERE = "0123456789abcdef"


@pytest.fixture
def closed(monkeypatch):
    """Take no files, as a server with the option does."""
    monkeypatch.setattr(DOORS, "files", False)


def words(app):
    assert not app.exception
    kinds = ("caption", "info", "markdown")
    return "\n".join(each.value for kind in kinds for each in app.get(kind))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_field_for_files_and_says_why(session, closed, page):
    app = session(page)
    assert NO_FILES in words(app)
    assert not app.get("file_uploader")
    offered = [o for box in (*app.selectbox, *app.radio) for o in box.options]
    assert not [o for o in offered if re.search("Open your own|own copy|of your", o)]
    assert not app.text_input or page != "people"


def test_a_link_to_a_file_says_that_it_is_not_here_and_offers_no_field(visit, closed):
    app = visit(plain="upload", plain_file=NOT_HERE)
    assert "**The plain picture is not here.**" in words(app)
    assert not app.get("file_uploader")
    box = next(box for box in app.selectbox if box.label == "Plain picture")
    assert "A file that is not here" in box.options
    box.set_value("camera").run()
    assert "not here" not in words(app)


def test_a_link_to_files_on_compare_offers_no_field(session, closed):
    entries = [Entry(kind="file", name=NOT_HERE)]
    app = session("compare", **{"with": written(entries)})
    assert f"Its SHA-256 begins with {NOT_HERE}" in words(app)
    assert not app.get("file_uploader")


@pytest.mark.parametrize(
    ("address", "proxied", "files", "taken"),
    [
        ("127.0.0.1", False, True, True),
        ("127.0.0.1", True, True, False),  # visitors come from elsewhere
        ("127.0.0.1", False, False, False),
        ("0.0.0.0", False, True, False),
        (None, False, True, False),
    ],
)
def test_paths_are_taken_from_this_machine_alone(
    monkeypatch, address, proxied, files, taken
):
    monkeypatch.setattr(DOORS, "proxied", proxied)
    monkeypatch.setattr(DOORS, "files", files)
    assert takes_paths(address) is taken


def test_every_field_for_files_is_drawn_in_the_one_place_that_asks_first():
    drawing = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "explorer").rglob("*.py"))
        if re.search(
            r"st\.(file_uploader|camera_input|audio_input|chat_input)\(",
            path.read_text("utf-8"),
        )
    ]
    assert drawing == ["explorer/session/files.py"]
