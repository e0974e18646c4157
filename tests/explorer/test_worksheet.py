"""The worksheet of Learn, and the address that a class can open."""

import re
from functools import partial
from xml.etree import ElementTree

import pytest

import core
from explorer.learn.lessons import LESSONS
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.words import as_html
from explorer.learn.lessons.worksheet import FORMULAS, document, worksheet
from explorer.learn.reach import own_address, reachable

NAMES, PICTURES = ("a <b>", "shuffled"), ("plain.png", "encrypted.png")


def test_a_worksheet_asks_all_questions_on_one_page_and_answers_them_on_another(
    photo, shuffled
):
    case = Case(
        result=core.visual_security_index(photo, shuffled),
        plain=photo,
        encrypted=shuffled,
        block=3,
        pictures=PICTURES,
        edges=PICTURES,
        serve=lambda pixels: "tile.png",
        noise=lambda: (0.0,),
    )
    html = worksheet(case, NAMES, PICTURES, answered=True)
    style, _, sheets = html.partition("</style>")
    assert "size: A4" in style
    questions, answers = ElementTree.fromstring(
        f"<div>{sheets}</div>".replace("<br>", "<br/>")
    )
    text = "".join(questions.itertext())
    assert [image.get("src") for image in questions.iter("img")] == list(PICTURES)
    assert text.count("My guess") == len(LESSONS) == len(FORMULAS)
    assert "a <b>, shuffled" in text
    assert case.place(case.block) in text
    assert f"{case.result.vsi:.4f}" not in text  # answers are on the second page alone
    said = ElementTree.tostring(answers, "unicode", "html")
    for lesson in LESSONS:
        answer = lesson.question.answer(case)
        assert lesson.question.words[:20] in re.sub(r"</?\w+>", "", sheets)
        assert as_html(lesson.question.options[answer.right]) in said
    assert worksheet(case, NAMES, PICTURES, answered=False).count("<article") == 1
    assert document(html).startswith("<!DOCTYPE html>")


def test_an_address_is_one_that_others_can_open():
    neighbours = partial(reachable, own=lambda: "10.0.0.7")
    page = "http://localhost:8501/learn?lesson=3"
    assert neighbours(page, "127.0.0.1") == ""
    assert neighbours(page, "0.0.0.0") == "http://10.0.0.7:8501/learn?lesson=3"
    assert neighbours("https://school.example/learn?a=b", None).endswith("learn?a=b")
    assert reachable(page, "0.0.0.0", own=lambda: "") == ""
    assert isinstance(own_address(), str)


def learn_script():
    from explorer import session
    from explorer.learn import page as learn

    session.arrive("learn")
    learn.page()


@pytest.fixture
def sheets(monkeypatch):
    """HTML of every worksheet that was drawn."""
    drawn = []
    monkeypatch.setattr(
        "explorer.learn.worksheet.lesson_view",
        lambda html, *, key: drawn.append(html),
    )
    return drawn


def test_the_end_offers_a_worksheet_and_a_class_gets_one_without_answers(
    session, sheets
):
    app = session(learn_script, lesson="9")
    assert not app.exception
    assert not sheets
    app.toggle(key="sheet_shown").set_value(True).run()
    assert not app.exception
    assert app.query_params == {"lesson": "9", "sheet": "shown"}
    assert sheets[-1].count("<article") == 2
    app = session(learn_script, lesson="9", sheet="shown", hide="answers")
    assert sheets[-1].count("<article") == 1
    count = len(sheets)
    app = session(learn_script, lesson="9", sheet="shown", hide="worksheet")
    assert not app.exception
    assert not app.toggle
    assert len(sheets) == count


def test_a_link_for_a_class_says_where_only_this_machine_can_open_it(
    session, monkeypatch
):
    app = session(learn_script, lesson="3")
    assert not app.info
    assert app.code[1].value.endswith("lesson=9&sheet=shown")
    monkeypatch.setattr("explorer.learn.hiding.reachable", lambda *_: "")
    app = session(learn_script, lesson="3")
    assert "Only this machine can open the link" in app.info[0].value
