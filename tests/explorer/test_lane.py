"""The lane: what it answers is the core's, and whom it answers."""

import asyncio
import json
import math
import struct
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

import core
from core.recognizability import appearance, stages, structure
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from explorer.figures.headline import headline
from explorer.figures.matches import view_data
from explorer.figures.score_strip import numbers
from explorer.pair.component_choice import CHOICES
from explorer.pair.link_fields import number
from explorer.pair.sources import Source
from explorer.server.guard import Guard
from explorer.session.lane import LANE, answer, question, route
from explorer.session.lane.answer import SHARES, WHOLE
from explorer.session.lane.visits import VISITS, Seen, Visits
from explorer.theme.overlays import ARROWS, OVERLAYS


@pytest.fixture(scope="module")
def pair(photo, shuffled):
    """Two pictures of 60 × 60 pixels, one of which is the other in pieces."""
    return tuple(
        Source(title=name, digest=f"lane {name}", luma=np.ascontiguousarray(luma))
        for name, luma in (("a", photo[:60, :60]), ("b", shuffled[:60, :60]))
    )


@pytest.fixture
def seen(pair):
    plain, encrypted = pair
    return Seen(plain=plain, encrypted=encrypted, form=Form(), overlay="none")


@pytest.fixture(scope="module")
def prepared(pair):
    return stages.prepare(*(source.luma for source in pair), data_range=255)


def unpacked(packed):
    """Read an answer as `lane_answer.js` does."""
    (length,) = struct.unpack("<I", packed[:4])
    header = json.loads(packed[4 : 4 + length])
    if "drawn" not in header:
        return header
    lists = np.frombuffer(packed, "<u2", offset=4 + length).reshape(7, -1).tolist()
    header["drawn"] |= dict(zip(WHOLE, lists[:2], strict=True))
    for name, parts in zip(SHARES, lists[2:], strict=True):
        header["drawn"][name] = [part / 10_000 for part in parts]
    return header


def same(found, result, seen):
    """Whether an answer draws what a run of the page would."""
    expected = view_data(result, seen.overlay, max(ARROWS), seen.point)
    drawn = found["drawn"]
    assert abs(float(drawn["vsi"]) - result.vsi) <= 2e-6
    for name in (*WHOLE, *SHARES, "grid", "side", "origin", "arrows", "summary", "row"):
        assert drawn[name] == json.loads(json.dumps(expected[name])), name
    for name, value in drawn["overlay"].items():
        assert value == json.loads(json.dumps(expected["overlay"][name])), name
    assert found["html"]["headline"] == headline(result)
    assert found["html"]["numbers"] == numbers(result)
    assert "verdict" in found["html"]["why"]
    assert 'class="gauge' in found["html"]["gauge"]


def places(name):
    """Return every value that a slider of Explore sets, on a picture of 60 pixels."""
    field = number(name)
    if name == "alpha":  # of each side the least, as the slider does; larger from 4 px
        return [int(np.ceil(1e4 * (side - 1) / 60)) / 1e4 for side in range(4, 32)]
    count = round((field.high - field.low) / field.step)
    return [field.low + step * field.step for step in range(count + 1)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["alpha", "beta", "gamma"])
def test_at_every_place_of_a_slider_the_answer_is_the_core_s(name, seen, prepared):
    for value in places(name):
        asked = question.read(json.dumps([3, {name: value}]))
        found = unpacked(answer.answer(seen, 7, asked.count, asked.constants))
        assert (found["count"], found["scene"]) == (3, 7)
        form = Form(parameters=core.Parameters(**{name: value}))
        same(found, evaluate(prepared, form), seen)


def test_an_answer_is_of_the_parts_the_layer_and_the_pin_of_its_page(seen, prepared):
    forms = [Form(components=parts) for parts in CHOICES.values()]
    forms += [Form(border="pad"), Form(pooling="printed"), Form(offset=(2, 3))]
    seens = [replace(seen, form=form, point=(31.0, 12.5)) for form in forms]
    seens += [replace(seen, overlay=overlay, point=(9, 50)) for overlay in OVERLAYS]
    for each in seens:
        moved = {"beta": 20.0, "gamma": 2.0}
        found = unpacked(answer.answer(each, 1, 1, moved))
        form = replace(each.form, parameters=core.Parameters(**moved))
        same(found, evaluate(prepared, form), each)


def test_an_answer_is_small(seen):
    packed = answer.answer(seen, 1, 1, {"gamma": 4.0})
    assert len(packed) <= 3072 + 28 * unpacked(packed)["blocks"]


def test_a_step_computes_what_depends_on_its_constant_and_nothing_else(
    seen, monkeypatch
):
    calls = []

    def counting(module, name):
        made = getattr(module, name)

        def counted(*args, **words):
            calls.append(name)
            return made(*args, **words)

        monkeypatch.setattr(module, name, counted)

    for module, name in (
        (appearance, "block_dct"),
        (appearance, "low_passed"),
        (appearance, "pair_kernel"),
        (structure, "structural_similarity"),
        (stages, "edge_map"),
    ):
        counting(module, name)
    # A pair of its own: of others some stages may be kept.
    seen = replace(seen, plain=replace(seen.plain, digest="counted"))
    answer.answer(seen, 1, 1, {"alpha": 0.15})
    steps = (
        ({"gamma": 3.0}, ["pair_kernel"]),
        ({"beta": 33.0}, ["low_passed", "low_passed", "pair_kernel"]),
        (
            {"alpha": 0.2},
            [
                *("block_dct", "block_dct", "structural_similarity"),
                *("low_passed", "low_passed", "pair_kernel"),
            ],
        ),
        ({"alpha": 0.2}, []),
    )
    for moved, expected in steps:
        calls.clear()
        answer.answer(seen, 1, 1, {"alpha": 0.15} | moved)
        assert sorted(calls) == sorted(expected), moved


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "null",
        "7",
        "[1]",
        "[1, 2]",
        '[1, "gamma"]',
        '[1, ["gamma"]]',
        "[1, {}]",
        '[1, {"gamma": 5}, 3]',
        '[true, {"gamma": 5}]',
        '[1.5, {"gamma": 5}]',
        '[-1, {"gamma": 5}]',
        '[1, {"delta": 5}]',
        '[1, {"gamma": 5, "plain": 1}]',
        '[1, {"gamma": 5.1}]',  # between two places of the slider
        '[1, {"gamma": 2.125}]',
        '[1, {"gamma": 0.75}]',
        '[1, {"gamma": 10.25}]',
        '[1, {"beta": 40.5}]',
        '[1, {"alpha": 0.10001}]',
        '[1, {"alpha": 0.51}]',
        '[1, {"gamma": true}]',
        '[1, {"gamma": "5"}]',
        '[1, {"gamma": [5]}]',
        '[1, {"gamma": null}]',
        '[1, {"gamma": NaN}]',
        '[1, {"gamma": Infinity}]',
        '[1, {"gamma": 1e999}]',
        f'[1, {{"gamma": {"9" * 150}}}]',
        f'[{"9" * 100}, {{"gamma": 5}}]',
        "[" * 150,
        '[1, {"gamma": 5}]' + " " * 200,
    ],
)
def test_what_no_slider_of_ours_asks_is_refused(text):
    with pytest.raises(question.Refused):
        question.read(text)


@pytest.mark.parametrize("shorter", [32, 60, 427, 512])
def test_every_side_that_the_slider_of_alpha_sets_is_taken(shorter):
    low = number("alpha").low
    for side in range(int(low * shorter) + 1, shorter // 2 + 1):
        # As `scaleOf` of `live_slider.js` does.
        alpha = max(math.ceil(1e4 * (side - 1) / shorter - 1e-6) / 1e4, low)
        asked = question.read(json.dumps([1, {"alpha": alpha}]))
        assert core.Parameters(**asked.constants).block_side(shorter) == side


def test_what_the_page_has_to_say_is_left_to_it(seen, monkeypatch):
    def rests(seen, moved):
        return unpacked(answer.answer(seen, 1, 9, moved)) == {"count": 9, "rest": True}

    assert rests(replace(seen, form=Form(offset=(1, 0))), {"alpha": 0.2})
    assert rests(replace(seen, form=Form(in_pixels=True)), {"alpha": 0.2})
    assert rests(replace(seen, overlay="fuzzy"), {"alpha": 0.2})
    assert not rests(replace(seen, overlay="fuzzy"), {"gamma": 2.0})
    # Too many blocks: the sentence on them is the page's.
    monkeypatch.setattr("core.recognizability.blocks.MAX_BLOCKS", 10)
    assert rests(seen, {"alpha": 0.03})


def talk(token, *texts, headers=(), during=None, guarded=False):
    """Call the lane as a browser does; return what was sent back.

    When all questions are answered the caller leaves, or `during` is called.
    """
    sent = []

    async def run():
        app = Starlette(routes=[WebSocketRoute(f"/{LANE}/{{token}}", route.lane)])
        if guarded:
            app = Guard(
                app,
                hosts={"localhost"},
                most=lambda name: 0,
                room=lambda name: 0,
                policy="",
            )
        left = list(texts)

        async def receive():
            if not sent:
                return {"type": "websocket.connect"}
            if left:
                # One question under way: no other was read before its answer.
                count = sum(message["type"] == "websocket.send" for message in sent)
                assert count == len(texts) - len(left)
                text = left.pop(0)
                kind = "text" if isinstance(text, str) else "bytes"
                return {"type": "websocket.receive", kind: text}
            if during:  # then the server ends it
                await asyncio.get_running_loop().run_in_executor(None, during)
                await asyncio.Event().wait()
            return {"type": "websocket.disconnect", "code": 1000}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "websocket",
            "path": f"/{LANE}/{token}",
            "query_string": b"",
            "subprotocols": [],
            "headers": [(b"host", b"localhost"), *headers],
        }
        await app(scope, receive, send)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(run())).result()
    return sent


def kinds(sent):
    return [message["type"].removeprefix("websocket.") for message in sent]


@pytest.fixture
def token(seen):
    token = VISITS.begin()
    VISITS.show(token, seen)
    yield token
    VISITS.close(token)


def test_the_socket_answers_one_question_after_the_other(token):
    sent = talk(token, '[1,{"gamma":4}]', '[2,{"gamma":4.5}]', '[3,{"beta":30}]')
    assert kinds(sent) == ["accept", "send", "send", "send"]
    counts = [unpacked(message["bytes"])["count"] for message in sent[1:]]
    assert counts == [1, 2, 3]


@pytest.mark.parametrize("text", ['[1,{"gamma":4.1}]', "x" * 201, b"\0" * 20])
def test_the_socket_is_closed_on_whoever_asks_what_no_page_does(token, text):
    sent = talk(token, text, '[2,{"gamma":4}]')
    assert kinds(sent) == ["accept", "close"]
    assert sent[-1]["code"] == route.REFUSED


def test_who_does_not_know_a_token_is_not_let_in(token):
    over = VISITS.begin()
    VISITS.close(over)
    for wrong in ("x", token[:-1], token.swapcase(), over):
        assert kinds(talk(wrong, '[1,{"gamma":4}]')) == ["close"]
    assert len({VISITS.begin() for _ in range(50)}) == 50
    assert len(token) >= 22  # 128 bits


def test_the_pages_of_other_sites_are_not_let_in(token):
    for origin, expected in (
        (b"http://localhost", ["accept", "send"]),
        (b"http://localhost:1", ["close"]),
        (b"https://evil.example", ["close"]),
        (b"null", ["close"]),
    ):
        headers = [(b"origin", origin)]
        sent = talk(token, '[1,{"gamma":4}]', headers=headers, guarded=True)
        assert kinds(sent) == expected


def test_when_a_visit_is_over_its_socket_is_closed_and_its_pictures_are_free(pair):
    plain = replace(pair[0])
    gone, token = weakref.ref(plain), VISITS.begin()
    VISITS.show(token, Seen(plain=plain, encrypted=plain, form=Form(), overlay="none"))
    del plain
    sent = talk(token, '[1,{"gamma":4}]', during=lambda: VISITS.close(token))
    assert kinds(sent) == ["accept", "send", "close"]
    assert sent[-1]["code"] == route.OVER
    assert gone() is None
    assert kinds(talk(token)) == ["close"]


def test_a_second_socket_of_a_page_takes_the_place_of_the_first(token):
    inner = []

    def again():
        inner.extend(talk(token, '[9,{"gamma":4}]'))

    sent = talk(token, '[1,{"gamma":4}]', during=again)
    assert kinds(inner) == ["accept", "send"]
    assert kinds(sent) == ["accept", "send", "close"]


def test_a_page_that_shows_nothing_any_more_is_answered_by_a_run(token):
    VISITS.show(token, None)
    asked = question.read('[5,{"gamma":4}]')
    assert unpacked(route._answered(token, asked)) == {"count": 5, "rest": True}


def test_where_many_wait_the_page_answers(token, monkeypatch):
    workers = route.Workers(1)
    workers._waiting = route.MOST_WAITING
    asked = question.read('[5,{"gamma":4}]')
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: asyncio.run(workers.answer(token, asked))).result()
    assert unpacked(found) == {"count": 5, "rest": True}


def test_another_scene_has_another_number_and_constants_and_a_pin_have_none(seen):
    visits = Visits()
    token = visits.begin()
    first = visits.show(token, seen)
    moved = replace(seen.form, parameters=core.Parameters(gamma=2, alpha=0.2))
    for same_scene in (seen, replace(seen, form=moved), replace(seen, point=(1, 2))):
        assert visits.show(token, same_scene) == first
    scenes = [
        seen,
        replace(seen, overlay="degree"),
        replace(seen, plain=replace(seen.plain, digest="other")),
        replace(seen, form=Form(border="pad")),
        replace(seen, form=Form(offset=(1, 0))),
        replace(seen, epoch=1),
        None,
        seen,
    ]
    numbers_ = [visits.show(token, scene) for scene in scenes]
    assert all(later > before for before, later in pairwise(numbers_))
    assert visits.show("nobody", seen) == 0


def test_a_session_has_one_token_until_it_ends_and_other_pages_have_no_lane(session):
    def page():
        import numpy as np
        import streamlit as st

        from core.recognizability.form import Form
        from explorer import session
        from explorer.pair.sources import Source
        from explorer.session.lane.visits import Seen

        session.arrive(st.query_params["page"])
        if st.query_params["page"] == "explore":
            one = Source(title="a", digest="a", luma=np.zeros((60, 60)))
            seen = Seen(plain=one, encrypted=one, form=Form(), overlay="none")
            st.session_state["told"] = session.follow(seen)

    app = session(page, page="explore")
    told = app.session_state["told"]
    assert told["constants"] == {"alpha": 0.1, "beta": 40, "gamma": 5}
    token = told["token"]
    assert VISITS.now(token)[0] is not None
    app.query_params["page"] = "compare"
    app.run()
    assert VISITS.now(token)[0] is None
    app.query_params["page"] = "explore"
    app.run()
    assert app.session_state["told"]["token"] == token
    assert app.session_state["told"]["scene"] > told["scene"]
    (close,) = app.session_state["owned"]
    close()
    assert VISITS.now(token) == (None, 0)
