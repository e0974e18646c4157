import pytest
import streamlit as st

from explorer import session
from explorer.pair.link_fields import FIELDS, write
from explorer.session import files


@pytest.fixture
def kept(monkeypatch):
    """A visitor's session, opened by a bare link."""
    values = {"start": {"alpha": 0.2}}
    monkeypatch.setattr(st, "session_state", values)
    return values


@pytest.mark.parametrize(
    "held",
    [
        None,
        {},
        {"hand": None},
        {"hand": 0.3},
        {"hand": {"value": None}},
        {"hand": {"value": "0.3"}},
        {"hand": {"value": [0.3]}},
        {"hand": {"value": 0.6}},
        {"hand": {"value": -1}},
        {"hand": {"value": float("nan")}},
        {"hand": {"value": float("inf")}},
    ],
)
def test_a_slider_that_says_nothing_usable_stands_where_it_began(kept, held):
    kept["alpha"] = held
    assert session.slider("alpha", "alpha") == 0.2


def test_a_slider_says_where_it_is_and_where_it_rested(kept):
    kept["alpha"] = {"hand": {"value": 0.3, "settled": 0.25}}
    assert session.slider("alpha", "alpha") == 0.3
    assert session.slider("alpha", "alpha", "settled") == 0.25


@pytest.mark.parametrize(
    ("held", "point"),
    [
        (None, None),
        ([3, 4.5], None),
        ({"epoch": 0}, None),
        ({"epoch": 0, "value": [3]}, None),
        ({"epoch": 0, "value": "ab"}, None),
        ({"epoch": 0, "value": [3, 4.5]}, (3.0, 4.5)),
        ({"epoch": 1, "value": [3, 4.5]}, None),
    ],
)
def test_the_pin_is_a_point_or_nothing(kept, held, point):
    kept[session.VIEW_KEY] = {"pin": held}
    assert session.pinned() == point


CHOSEN = ("first", "lowbits-7", "make", "itself", "upload")


@pytest.mark.parametrize("before", CHOSEN)
@pytest.mark.parametrize("plain", ["camera", "upload"])
def test_a_recipe_stays_with_another_plain_image_and_a_file_with_its_own(
    before, plain, kept
):
    session.keep("encrypted", before)
    stays = before in ("make", "itself") or before == plain
    otherwise = "make" if plain == "upload" else "shuffle-64"
    assert session.encrypted_of(plain) == (before if stays else otherwise)
    session.keep(f"encrypted_of_{plain}", "shuffle-32")
    assert session.encrypted_of(plain) == (before if stays else "shuffle-32")
    kept[f"encrypted_of_{plain}"] = "upload"
    assert session.encrypted_of(plain) == "upload"


@pytest.mark.parametrize("chosen", ["shuffle-32", "make", "itself", "upload"])
@pytest.mark.parametrize("plain", ["camera", "upload"])
def test_a_link_says_what_the_encrypted_image_is(chosen, plain, kept):
    kept["start"] |= {"plain": plain, "encrypted": chosen}
    assert session.encrypted_of(plain) == chosen


@pytest.fixture
def file(source, photo):
    """Function that makes an uploaded picture of a name."""
    return lambda name: source(photo, name[0] * 64, name)


def test_an_uploaded_file_is_read_once_and_forgotten_for_the_next(kept, file):
    reads = []

    def read(name):
        return lambda: reads.append(name) or file(name)

    for name in ("one", "one", "two", "two", "one"):
        assert session.read_once("role", name, read(name)).title == name
    assert reads == ["one", "two", "one"]


def test_what_could_not_be_read_is_not_read_again(kept):
    reads = []
    for _ in range(2):
        problem = session.read_once("role", "bad", lambda: reads.append(1) or "problem")
        assert problem == "problem"
    assert reads == [1]


def test_a_link_back_to_a_file_finds_the_picture_that_it_names(kept, file):
    for name in ("a.png", "b.png"):
        session.read_once("plain_file", name, lambda name=name: file(name))
    session.restore({"plain": "upload", "plain_file": "a" * 16})
    assert session.recall("plain") == "upload"
    assert session.read_before("plain_file").title == "a.png"
    assert session.wanted_file("plain_file") == ""


def test_a_link_to_a_file_that_nobody_has_shown_asks_for_it(kept):
    session.restore({"plain": "upload", "plain_file": "c" * 16})
    assert session.read_before("plain_file") is None
    assert session.wanted_file("plain_file") == "c" * 16


def test_the_oldest_pictures_leave_when_a_session_keeps_too_many(
    kept, file, monkeypatch
):
    monkeypatch.setattr(files, "MAX_FILE_PIXELS", 2 * 96 * 128)
    for name in ("a", "b", "a", "c"):
        session.read_once("plain_file", name, lambda name=name: file(name))
    assert [f.title for f in kept["files"].values()] == ["a", "c"]


def test_restoring_a_link_sets_what_it_says_and_takes_back_what_it_does_not(kept):
    session.keep("beta", 20)
    session.keep("encrypted_of_camera", "itself")
    session.keep("level_of_peid-09", 2)
    kept |= {"alpha": {"hand": {"value": 0.3}}, "gamma": {"hand": {"value": 2.5}}}
    session.restore({"gamma": "3", "beta": "no number"})
    assert session.slider("alpha", "alpha") == 0.1
    assert session.slider("beta", "beta") == 40
    assert session.slider("gamma", "gamma") == 3
    assert session.encrypted_of("camera") == "shuffle-64"
    assert session.slider("level_of_peid-09", "level") == 4


def test_restoring_gives_controls_new_keys_but_not_those_of_other_pages(kept):
    kept |= {
        "page": "explore",
        "own": {"explore": ("overlay",), "other": ("arrows",)},
    }
    assert session.key("alpha") == "alpha"
    session.restore({})
    assert session.key("alpha") == "alpha-1"
    assert session.key("overlay") == "overlay-1"
    assert session.key("level", "level_of_peid-09") == "level_of_peid-09-1"
    assert session.key("arrows") == "arrows"


def test_what_another_page_opens_leaves_how_explore_is_looked_at(kept):
    kept |= {"page": "explore", "own": {"explore": ("overlay", "opacity", "at")}}
    kept = {"overlay": "sim_s", "opacity": 0.3, "at": "4,0.5,0.5", "plain": "camera"}
    for name, value in kept.items():
        session.keep(name, value)
    session.restore({"plain": "camera", "alpha": "0.3"}, own=False)
    assert {name: session.recall(name) for name in kept} == kept
    assert session.slider("alpha", "alpha") == 0.3
    session.restore({"plain": "camera", "opacity": "0.4"}, own=False)
    assert (session.recall("overlay"), session.recall("opacity")) == ("sim_s", 0.4)
    # Where to look is of no use on another picture.
    session.restore({"plain": "cat"}, own=False)
    assert (session.recall("overlay"), session.recall("at")) == ("sim_s", "")
    session.restore({"plain": "cat"})
    assert session.recall("overlay") == FIELDS["overlay"].words[0]


def test_the_pin_of_a_link_holds_until_the_visitor_moves_or_lifts_it(kept):
    kept["start"]["pin"] = "12.5,7"
    assert session.pinned() == (12.5, 7)
    kept[session.VIEW_KEY] = {"pin": {"epoch": 0, "value": [1, 2]}}
    assert session.pinned() == (1, 2)
    kept[session.VIEW_KEY] = {"pin": {"epoch": 0, "value": []}}
    assert session.pinned() is None


def test_a_setting_is_at_rest_when_no_slider_moves(kept):
    kept["alpha"] = {"hand": {"value": 0.3, "settled": 0.25}}
    assert not session.at_rest()
    kept["alpha"] = {"hand": {"value": 0.3, "settled": 0.3}}
    assert session.at_rest()
    kept["level_of_peid-09"] = {"hand": {"value": 2}}
    assert not session.at_rest()


def test_a_setting_that_was_seen_comes_back_by_its_number(kept):
    seen = session.log().seen({"γ": "4"}, 1.0, {"gamma": "4"})
    session.keep_log(seen.seen({"γ": "5"}, 1.5, {}))
    kept["log_of_mine"] = 1
    session.pick("log_of_mine")
    assert session.start("gamma") == 4
    session.go_back(2)
    assert session.start("gamma") == 5
    session.go_back(99)
    assert session.start("gamma") == 5


def test_what_the_canvas_said_before_a_link_was_followed_counts_no_more(kept):
    kept[session.VIEW_KEY] = {"pin": {"epoch": 0, "value": [1, 2]}}
    session.restore({"pin": "12.5,7"})
    assert session.pinned() == (12.5, 7)
    kept[session.VIEW_KEY] = {"pin": {"epoch": 1, "value": [3, 4]}}
    assert session.pinned() == (3, 4)


def test_a_pin_from_beside_the_canvas_is_taken_by_it_and_its_view_stays(kept):
    seen = {"mode": "wipe", "zoom": 2.5, "x": 0.25, "y": 0.75}
    kept[session.VIEW_KEY] = {
        "pin": {"epoch": 0, "pins": 0, "value": [1, 2]},
        "rank": {"epoch": 0, "pins": 0, "value": 3},
        "view": {"epoch": 0, "pins": 0, "value": seen},
    }
    assert (session.pinned(), session.rank()) == ((1, 2), 3)
    session.pin(12.5, 7)
    assert (session.view_epoch(), session.pins()) == (0, 1)
    assert (session.pinned(), session.rank()) == ((12.5, 7), 1)
    assert session.view()["mode"] == "wipe"
    # What the canvas says after it counts again.
    kept[session.VIEW_KEY] = {"pin": {"epoch": 0, "pins": 1, "value": []}}
    assert session.pinned() is None


def test_how_the_pictures_are_looked_at_goes_into_the_link_and_comes_back(kept):
    kept |= {"page": "explore", "own": {"explore": session.VIEW_FIELDS}}
    seen = {"mode": "wipe", "right": "reassembled", "wipe": 0.25, "opacity": 0.3}
    seen |= {"arrows": 40, "zoom": 2.5, "x": 0.25, "y": 0.75, "plane": 3, "cover": 0.5}
    seen |= {"range": "pair", "shown": "index", "bits": "alpha"}
    kept[session.VIEW_KEY] = {"view": {"epoch": 0, "value": seen}}
    assert session.view() == seen
    link = write({name: session.recall(name) for name in session.VIEW_FIELDS})
    assert link["at"] == "2.5,0.25,0.75"
    session.restore(link)
    assert session.view() == seen
    session.restore({})
    assert session.view() == {
        "mode": "side",
        "right": "encrypted",
        "wipe": 0.5,
        "opacity": 0.6,
        "arrows": 0,
        "plane": 8,
        "bits": "index",
        "cover": 1,
        "range": "fixed",
        "shown": "colour",
    }


def test_pictures_that_are_switched_together_say_it_by_itself(kept):
    assert session.shown() == "colour"
    kept[session.VIEW_KEY] = {"shown": {"epoch": 0, "value": "index"}}
    assert session.shown() == "index"
    # Explore finds it as Compare left it; a link that was followed since counts more.
    kept[session.VIEW_KEY] = {}
    assert session.view()["shown"] == "index"
    kept[session.VIEW_KEY] = {"shown": {"epoch": 0, "value": "<b>"}}
    assert session.shown() == "index"


def test_what_the_canvas_cannot_have_said_is_left_out(kept):
    nonsense = {"mode": "<b>", "zoom": "big", "x": None, "wipe": 7, "arrows": "many"}
    kept[session.VIEW_KEY] = {"view": {"epoch": 0, "value": nonsense}}
    assert session.view()["mode"] == "side"
    assert "zoom" not in session.view()


def test_what_only_the_screen_knows_of_the_view_is_told_and_checked(kept):
    def says(**value):
        kept[session.VIEW_KEY] = {"view": {"epoch": 0, "value": value}}
        return session.flipped(), session.span()

    assert (session.flipped(), session.span()) == (False, None)
    assert says(flipped=True, span=[0.25, 1]) == (True, (0.25, 1.0))
    assert says(flipped="yes", span=[0.25, 0]) == (False, None)
    assert says(span=["wide", 1]) == (False, None)
    assert says(span=0.5) == (False, None)


@pytest.fixture
def deep(source, photo):
    """An uploaded file whose white is in doubt."""
    return source(photo, "d" * 64, "deep.png")


def test_a_white_is_that_of_one_file_in_one_role(kept, deep, file):
    assert session.white_of("plain", deep) is None
    session.set_whites({"plain": 4095.0}, {"plain": deep})
    assert session.white_of("plain", deep) == 4095
    assert session.white_of("encrypted", deep) is None
    assert session.white_of("plain", file("another")) is None
    session.set_whites({"plain": None}, {"plain": deep})
    assert session.white_of("plain", deep) is None


def test_a_white_outlives_its_field_while_another_page_is_drawn(kept, deep):
    kept[session.white_key("plain", deep)] = 4095.0
    assert session.white_of("plain", deep) == 4095
    del kept[session.white_key("plain", deep)]
    assert session.white_of("plain", deep) == 4095
    session.draw_white_as_set("plain", deep)
    assert kept[session.white_key("plain", deep)] == 4095


def test_an_emptied_field_takes_the_white_back(kept, deep):
    session.set_whites({"plain": 4095.0}, {"plain": deep})
    kept[session.white_key("plain", deep)] = None
    assert session.white_of("plain", deep) is None
    del kept[session.white_key("plain", deep)]
    assert session.white_of("plain", deep) is None


def test_a_link_sets_the_white_of_the_file_that_it_names_alone(kept, deep, file):
    session.restore({"plain": "upload", "plain_file": "d" * 16, "plain_white": "4095"})
    assert session.white_of("plain", deep) == 4095
    assert session.white_of("plain", file("another")) is None
    assert session.white_of("encrypted", deep) is None
    session.restore({"plain": "upload", "plain_file": "d" * 16})
    assert session.white_of("plain", deep) is None


def test_a_link_that_names_no_file_sets_the_white_of_an_upload_or_of_the_opened_pair(
    kept, deep, monkeypatch
):
    session.restore({"plain_white": "4095"})
    assert session.white_of("plain", deep) is None
    monkeypatch.setattr("explorer.pair.sources._OPENED", [deep, deep])
    assert session.white_of("plain", deep) == 4095
    monkeypatch.setattr("explorer.pair.sources._OPENED", [])
    session.restore({"plain": "upload", "plain_white": "4095"})
    assert session.white_of("plain", deep) == 4095
