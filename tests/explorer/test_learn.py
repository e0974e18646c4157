"""Learn as a visitor's session runs it, without a browser."""

import io
import re
from functools import partial

import numpy as np
import pytest
from PIL import Image

import core
from explorer.learn.hiding import HIDEABLE, WITHOUT_SPOILERS
from explorer.learn.lessons import LESSONS
from explorer.pair.link_fields import FIELDS
from explorer.pair.sources import FOLDER

NUMBERS = range(1, len(LESSONS) + 1)


def learn_script():
    from explorer import session
    from explorer.learn import page as learn

    session.arrive("learn")
    learn.page()


@pytest.fixture(autouse=True)
def drawn(monkeypatch):
    """Key and HTML of every lesson and figure that was drawn."""
    lessons = []
    monkeypatch.setattr(
        "explorer.learn.page.lesson_view",
        lambda html, *, key, **_: lessons.append((key, html)),
    )
    return lessons


@pytest.fixture(autouse=True)
def said(monkeypatch):
    """HTML of what was said to every choice, the last at the end."""
    answers = []
    monkeypatch.setattr(
        "explorer.learn.prediction.lesson_view",
        lambda html, *, key: answers.append(html),
    )
    return answers


@pytest.fixture(autouse=True)
def headings(monkeypatch):
    """Every heading of a step that was drawn."""
    texts = []
    monkeypatch.setattr(
        "explorer.learn.page.step_heading",
        lambda text, step, *, key: texts.append(text),
    )
    return texts


@pytest.fixture
def visit(session):
    """Function that opens Learn by a link's parameters."""
    return partial(session, learn_script)


def fine(app):
    assert [exception.value for exception in app.exception] == []
    assert [error.value for error in app.error] == []
    return app


def told(drawn):
    """HTML of what the last step told."""
    return [html for key, html in drawn if key.startswith("lesson_")][-1]


def results(drawn):
    """Bold numbers of the last step's sums, or what its formula comes to."""
    formula, _, below = told(drawn).partition('class="sums"')
    sums = re.findall(r"<b>(\d\.\d{4})</b>", below.partition("</div>")[0])
    return sums or re.findall(r"<mn>(\d\.\d{4})</mn></mrow></math>", formula)[-1:]


def picture(levels):
    file = io.BytesIO()
    Image.fromarray(np.asarray(levels).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def sample(name):
    return core.read_image(FOLDER / f"{name}.png")


def followed(app):
    """What is said on the block that the steps follow."""
    (words,) = (c.value for c in app.caption if c.value.startswith("We follow"))
    return words


def test_the_first_step_opens_on_the_first_pair(visit, drawn, headings):
    app = fine(visit(lesson="1"))
    result = core.visual_security_index(
        sample("astronaut"), sample("astronaut_shuffle64")
    )
    assert headings[-1].startswith("1. ")
    telling, strongest = (7 - 1) * 9 + 6 - 1, int(result.contribution.argmax())
    assert telling != strongest
    assert any("works in blocks of 64 px" in m.value for m in app.markdown)
    places = [
        "row {}, column {}".format(*np.add(divmod(block, result.degree.shape[1]), 1))
        for block in (telling, strongest)
    ]
    words = followed(app)
    assert f"one block: {places[0]}. It shows the steps well" in words
    assert f"contributes most is {places[1]}." in words
    assert f"visual security index (VSI) of {result.vsi:.4f}" in words
    degree = result.degree.ravel()
    assert results(drawn) == [f"{degree[telling]:.4f}"]
    assert app.query_params == {"lesson": "1"}
    # On to the strongest, by a button or a link, and back.
    fine(app.button(key="other_block").click().run())
    assert f"one block: {places[1]}. It contributes most." in followed(app)
    assert results(drawn) == [f"{degree[strongest]:.4f}"]
    assert app.query_params == {"lesson": "1", "follow": "strongest"}
    app = fine(visit(follow="strongest", lesson="8"))
    assert f"{places[1]}. It" in followed(app)
    fine(app.button(key="other_block").click().run())
    assert f"{places[0]}. It shows" in followed(app)
    assert results(drawn) == [f"{result.vsi:.4f}"]


def plain_is_hidden(app):
    """Whether the side says that the plain picture comes later."""
    return any("You see it after your guess" in part.value for part in app.html)


def shown_pictures(app):
    pictures = [re.findall(r'alt="(The [^"]*)"', part.value) for part in app.html]
    return [alt for found in pictures for alt in found]


def test_the_plain_picture_is_hidden_until_you_guess_what_you_see(visit, headings):
    app = fine(visit())
    assert headings[-1] == "What do you see?"
    assert plain_is_hidden(app)
    assert shown_pictures(app) == ["The encrypted picture"]
    said = " ".join(m.value for m in app.markdown)
    assert "perceptual encryption" in said
    assert "The **attacker** has only the scrambled file" in said
    fine(app.radio[0].set_value(0).run())
    assert not plain_is_hidden(app)
    assert sorted(shown_pictures(app)) == ["The encrypted picture", "The plain picture"]
    # Another picture is another guess; the one that was made is kept.
    for key, hidden in (("lowbits-7", True), ("shuffle-64", False)):
        box = next(b for b in app.selectbox if b.label == "Encrypted picture")
        fine(box.set_value(key).run())
        assert plain_is_hidden(app) is hidden
    fine(app.button(key="next").click().run())
    assert headings[-1].startswith("1. ")
    fine(app.button(key="previous").click().run())
    assert not plain_is_hidden(app)


def test_a_link_without_questions_or_steps_waits_for_no_guess(visit, headings):
    app = fine(visit(hide="questions"))
    assert not app.radio
    assert not plain_is_hidden(app)
    # Such a link is older than the look, and was for step 1.
    fine(visit(hide="steps"))
    assert headings[-1].startswith("1. ")


def test_the_end_tells_what_was_guessed_and_leads_on(visit):
    app = fine(visit(lesson="1"))
    fine(app.radio[0].set_value(2).run())
    fine(app.button(key="next").click().run())
    fine(app.radio[0].set_value(0).run())
    fine(app.button_group(key="lesson").set_value(9).run())
    table = next(m.value for m in app.markdown if m.value.startswith("| Step"))
    assert "| 1 Search | guessed right |" in table
    assert "| 2 Appearance | surprised you |" in table
    assert "| 3 Structure | no guess yet |" in table
    assert any(c.value.startswith("1 of 8 guesses right") for c in app.caption)
    result = core.visual_security_index(
        sample("astronaut"), sample("astronaut_shuffle64")
    )
    (line,) = (m.value for m in app.markdown if "the score on Explore" in m.value)
    assert f"<b>{result.vsi:.3f}</b>" in line
    # A guess stays where it was made, until everything starts again.
    fine(app.button_group(key="lesson").set_value(1).run())
    assert app.radio[0].value == 2
    fine(app.button_group(key="lesson").set_value(9).run())
    fine(app.button(key="again").click().run())
    assert app.query_params == {}
    fine(app.button_group(key="lesson").set_value(1).run())
    assert app.radio[0].value is None


def test_a_class_finds_no_numbers_at_the_end(visit):
    app = fine(visit(lesson="9", hide=",".join(WITHOUT_SPOILERS)))
    said = " ".join(m.value for m in app.markdown)
    assert not re.search(r"\d\.\d{2}", said)
    assert "surprised" not in said


@pytest.mark.slow
def test_next_and_previous_lead_through_all_steps_to_the_score_on_explore(
    visit, drawn, headings
):
    app = fine(visit(lesson="1", alpha="0.15", gamma="3", components="C3"))
    for number in NUMBERS[1:]:
        fine(app.button(key="next").click().run())
        assert headings[-1].startswith(f"{number}. ")
        assert app.query_params["lesson"] == str(number)
    result = core.visual_security_index(
        sample("astronaut"),
        sample("astronaut_shuffle64"),
        core.Parameters(alpha=0.15, gamma=3),
        core.Components.C3,
    )
    assert results(drawn)[-1] == f"{result.vsi:.4f}"
    # After the steps comes the end, which puts their numbers together.
    fine(app.button(key="next").click().run())
    assert headings[-1] == "You worked out the score yourself."
    assert any(f"VSI = RD = <b>{result.vsi:.3f}</b>" in m.value for m in app.markdown)
    # The lesson on attacks is the last.
    fine(app.button(key="next").click().run())
    assert "next" not in [button.key for button in app.button]
    assert app.query_params["lesson"] == "10"
    fine(app.button(key="previous").click().run())
    fine(app.button(key="previous").click().run())
    fine(app.button(key="previous").click().run())
    assert headings[-1].startswith("7. ")
    assert app.query_params["alpha"] == "0.15"


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_every_step_runs_on_odd_pairs(number, visit, drawn):
    for link in (
        {"plain": "camera", "encrypted": "itself"},
        {"plain": "text", "encrypted": "make", "scheme": "aes-ctr", "alpha": "0.05"},
        {"components": "C1", "pooling": "printed", "alpha": "0.5", "pin": "3,3"},
    ):
        fine(visit(lesson=str(number), **link))
        assert drawn[-1][0] in (f"lesson_{number}", f"example_{number}")
        assert results(drawn)


def test_a_pinned_block_is_followed(visit, drawn):
    app = fine(visit(lesson="1", pin="60,110"))
    assert "one block: row 3, column 2, which you pinned on Explore" in followed(app)
    assert "other_block" not in [button.key for button in app.button]


def test_where_no_block_shows_the_steps_well_the_strongest_is_followed(visit):
    app = fine(visit(lesson="1", encrypted="itself"))
    assert ". It contributes most, but no block of this pair" in followed(app)
    # Another pair is offered, unless the link hides the choice of pictures.
    fine(app.button(key="other_block").click().run())
    assert ". It shows the steps well." in followed(app)
    app = fine(visit(lesson="1", encrypted="itself", hide="images"))
    assert "other_block" not in [button.key for button in app.button]


def test_uploads_a_constant_and_a_colour_image_can_be_learnt_from(
    visit, drawn, headings
):
    app = visit(lesson="5")
    for role in ("Plain", "Encrypted"):
        box = next(b for b in app.selectbox if b.label == f"{role} picture")
        box.set_value("upload").run()
    colours = np.random.default_rng(0).integers(0, 256, (64, 64, 3))
    for role, levels in (("plain", np.full((64, 64), 7)), ("encrypted", colours)):
        app.file_uploader(key=f"{role}_file").set_value(
            (f"{role}.png", picture(levels), "image/png")
        )
        app.run()
    fine(app)
    for number in NUMBERS:
        app.button_group(key="lesson").set_value(number).run()
        assert headings[-1].startswith(f"{number}. ")
        fine(app)
        assert results(drawn)


def test_sizes_that_differ_get_a_sentence_and_the_last_pair(visit, drawn):
    app = visit(lesson="1")
    box = next(b for b in app.selectbox if b.label == "Encrypted picture")
    box.set_value("upload").run()
    app.file_uploader(key="encrypted_file").set_value(
        ("small.png", picture(np.zeros((64, 64))), "image/png")
    )
    app.run()
    assert not app.exception
    assert "both must be of one size" in app.error[0].value
    assert results(drawn)


SILENT = '<div class="said" role="status"></div>'


def test_a_prediction_is_answered_after_it_is_made(visit, said):
    app = fine(visit(lesson="1"))
    (question,) = app.radio
    assert question.label.startswith("Shuffle the encrypted blocks once more.")
    assert said[-1] == SILENT
    fine(question.set_value(0).run())
    assert "<b>Another answer is true:</b> It stays." in said[-1]
    assert "what <i>non-local</i> means" in said[-1]
    fine(app.radio[0].set_value(2).run())
    assert '<div class="said" role="status"><b>As you said.</b> ' in said[-1]


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_no_mark_of_markdown_is_read_out_or_shown(number, visit, drawn, said):
    app = fine(visit(lesson=str(number)))
    (question,) = app.radio
    fine(question.set_value(0).run())
    names = [question.label, *question.options]
    assert not [name for name in names if re.search(r"[*_$<]", name)]
    shown = [m.value for m in app.markdown if not m.value.startswith("- **")]
    for words in (*shown, drawn[-1][1], said[-1]):
        assert not re.search(r"(sim|NRD)_", words)
    assert "*" not in re.sub(r"b<sub>e</sub>\*|<msubsup>.*?</msubsup>", "", said[-1])


def test_what_is_tried_is_in_the_link_and_leaves_the_settings(visit, drawn):
    app = fine(visit(lesson="3", threshold="0.2", shift="4"))
    assert "a threshold of 0.20 instead of 0.5" in told(drawn)
    assert "4 pixels to the right" in told(drawn)
    assert app.query_params == {"lesson": "3", "threshold": "0.2", "shift": "4"}


TRIALS = [
    ({"lesson": "2", "try_beta": "20", "try_gamma": "1"}, "γ = 1 instead of 5"),
    ({"lesson": "4", "try_sim_a": "0.25", "try_sim_s": "0.75"}, "0.25"),
    ({"lesson": "5", "try_nrd": "0.35"}, "0.35"),
    ({"lesson": "6", "try_gamma": "2.5"}, "γ = 2.5"),
    ({"lesson": "7", "bins": "8"}, "8 bins"),
    ({"lesson": "8", "try_gs": "0.9"}, "0.9"),
]


@pytest.mark.parametrize(("link", "words"), TRIALS)
def test_every_trial_of_a_step_comes_with_its_link(link, words, visit, drawn):
    app = fine(visit(**link))
    assert app.query_params == link
    assert words in drawn[-1][1]
    own = drawn[-1][1]
    fine(visit(lesson=link["lesson"]))
    assert own != drawn[-1][1]


def test_every_control_of_a_step_has_a_field_of_the_link():
    for lesson in LESSONS:
        for control in lesson.controls:
            assert {control.name, f"try_{control.name}"} & FIELDS.keys()


def test_a_figure_of_the_paper_comes_with_the_link_but_no_prediction(visit, drawn):
    app = fine(visit(lesson="1", figure="shown"))
    assert drawn[-1][0] == "figure_1_view"
    app.radio[0].set_value(0).run()
    assert fine(app).query_params == {"lesson": "1", "figure": "shown"}
    app.toggle(key="figure_1").set_value(False).run()
    assert fine(app).query_params == {"lesson": "1"}


def test_a_teacher_s_link_leaves_parts_out_and_is_offered(visit, drawn):
    app = fine(visit(lesson="3", hide="questions,steps,try,sums,readings,figures,x"))
    assert not app.radio
    folds = [part.label.partition(" :")[0] for part in app.expander]
    assert folds == ["More about this step", "Grid", "Parts of the index"]
    assert not app.toggle
    assert [b.key for b in app.button if b.key in ("previous", "next")] == []
    assert not results(drawn)
    assert not app.code  # nor a way to ask for the parts
    app = fine(visit(lesson="3"))
    app.multiselect(key="left_out").set_value(["answers", "beta"]).run()
    assert app.code[0].value.endswith("lesson=3&hide=answers%2Cbeta")
    fine(app.button(key="without_spoilers").click().run())
    assert app.code[0].value.endswith("lesson=3&hide=sums%2Cvalues%2Canswers")


def test_without_answers_a_prediction_is_noted_and_not_judged(visit, said):
    app = fine(visit(lesson="1", hide="answers"))
    assert said[-1] == SILENT
    fine(app.radio[0].set_value(0).run())
    assert said[-1] == SILENT.replace("><", ">Noted. This link leaves out the answer.<")


def test_without_spoilers_no_slider_stands_at_a_result(visit, drawn, monkeypatch):
    labels = []
    monkeypatch.setattr(
        "explorer.learn.controls.lesson_slider",
        lambda label, *, value, **_: labels.append(label) or value,
    )
    for number in NUMBERS:
        app = fine(visit(lesson=str(number), hide=",".join(WITHOUT_SPOILERS)))
        assert "VSI" not in followed(app)
        assert not results(drawn)
        results_of_the_pair = {
            c.label for c in LESSONS[number - 1].controls if c.result
        }
        assert not results_of_the_pair & set(labels)
    assert "Try another number of bins" in labels
    fine(visit(lesson="5"))
    assert labels[-1] == "Try another mean degree of the neighbours"


@pytest.mark.parametrize(("number", "figure"), [(1, 1), (3, 2)])
def test_figures_of_the_paper_are_drawn_when_asked_for(number, figure, visit, drawn):
    app = fine(visit(lesson=str(number)))
    app.toggle(key=f"figure_{figure}").set_value(True).run()
    fine(app)
    key, html = drawn[-1]
    assert key == f"figure_{figure}_view"
    assert f"Fig. {figure} of the paper" in html
    if figure == 1:
        starred = re.findall(r">(\d+)\*<", html)
        assert starred == [str(n) for n in range(1, 13)]
        plain = re.findall(r">(\d+)</text>", html)
        assert plain == starred
    else:
        assert html.count("<svg") == 4


def test_the_page_for_teachers_names_all_that_a_link_can_leave_out():
    text = " ".join((FOLDER.parent / "docs" / "learn.md").read_text("utf-8").split())
    named = text.partition("`hide` takes ")[2].partition(".")[0]
    assert re.split(r", | and ", named) == list(HIDEABLE)
