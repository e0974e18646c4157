"""Step 3 of Learn: Eq. 3 on a made edge, on blocks by hand, and on a pair."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

import core
from explorer.learn.lessons import LESSONS, marked_pixels, moved_edge
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.fraction import fraction
from explorer.learn.lessons.lesson_html import lesson_parts
from explorer.learn.lessons.structure_counts import of_masks, structure_counts
from explorer.learn.lessons.structure_question import on_own_pair

LESSON = LESSONS[2]
D = 52 * 2**0.5  # diagonal of the made block


def case_of(plain, encrypted, block=0, **words):
    result = core.visual_security_index(plain, encrypted)
    return Case(
        result=result,
        plain=plain,
        encrypted=encrypted,
        block=block,
        pictures=("plain.png", "encrypted.png"),
        edges=("edges-plain.png", "edges-encrypted.png"),
        serve=lambda pixels: "tile.png",
        noise=lambda: (0.0,),
        **words,
    )


@pytest.fixture(scope="module")
def case(photo, shuffled):
    return case_of(photo, shuffled)


def drawn(case, **tried):
    own = {control.name: control.span(case).in_use for control in LESSON.controls}
    return LESSON.draw(case, own | tried)


def example(case, shift):
    return LESSON.example.draw(case, {"apart": shift})


def lesson_html(drawn, number):
    """All parts of a lesson, as one page shows them."""
    parts = lesson_parts(drawn, number, LESSONS[number - 1].quantity)
    return parts.result + parts.formula + parts.stage + parts.rest


def words(html):
    return re.sub(r"<[^>]*>", " ", html)


def values(html):
    """Number beside each bar."""
    rows = re.findall(r'class="value">(.*?)</span></p>', html)
    return [float(re.findall(r"[\d.]+", row)[0]) for row in rows]


def widths(html):
    """Widths of the pieces of each bar, in per cent."""
    return [
        [float(width) for width in re.findall(r"width: ([\d.]+)%", track)]
        for track in re.findall(r'class="track">(.*?)</span>', html)
    ]


# Points, marked pixels, strict overlap and sim_S in one row, worked out by hand.
BY_HAND = {
    0: (4, 4, 1, 1),
    1: (3 + (1 - 1 / D), 5, 3 / 5, (4 - 1 / D) / 5),
    2: (2 + (1 - 1 / D) + (1 - 2 / D), 6, 2 / 6, (4 - 3 / D) / 6),
    3: (1 + (3 - 6 / D), 7, 1 / 7, (4 - 6 / D) / 7),
    4: (4 - 10 / D, 8, 0, (4 - 10 / D) / 8),
    10: (4 - 34 / D, 8, 0, (4 - 34 / D) / 8),
    20: (4 - 74 / D, 8, 0, (4 - 74 / D) / 8),
}


@pytest.mark.parametrize("shift", BY_HAND)
def test_a_moved_edge_has_the_numbers_worked_out_by_hand(shift, case):
    points, marked, strict, value = BY_HAND[shift]
    seen = moved_edge.at(shift)
    assert seen.earned / 52 == pytest.approx(points, abs=1e-5)
    assert (seen.union, seen.strict) == (52 * marked, pytest.approx(strict))
    assert seen.value == pytest.approx(value, abs=1e-6)
    html = example(case, shift)
    assert values(html) == pytest.approx([points, marked, strict, value], abs=5.1e-4)
    earned, pieces, overlap, index = widths(html)
    assert earned == pytest.approx([100 * points / 8], abs=0.01)
    both = max(4 - shift, 0)
    assert pieces == pytest.approx([12.5 * n for n in (both, 4 - both, 4 - both)])
    assert overlap == pytest.approx([100 * strict], abs=0.01)
    assert index == pytest.approx([100 * value], abs=0.01)


def test_the_made_edge_says_what_the_text_promises(case):
    told = {shift: words(example(case, shift)) for shift in range(21)}
    assert "0.33" in told[2]
    assert "0.66" in told[2]
    assert [round(moved_edge.at(s).value, 2) for s in (0, 2, 4, 20)] == [
        1.0,
        0.66,
        0.48,
        0.37,
    ]
    assert "10 pixels off: 0.86" in told[0]
    assert "strict overlap is 0. Yet a pixel still earns 0.97" in told[4]
    assert f"takes off only {1 / (2 * D):.3f}" in told[20]
    # A pixel farther off takes off what the text says, in numbers that do not coincide.
    falls = [moved_edge.at(s).value - moved_edge.at(s + 1).value for s in range(4, 20)]
    assert falls == pytest.approx([1 / (2 * D)] * 16, abs=1e-6)
    # The edge never leaves the block.
    assert {moved_edge.at(shift).count_encrypted for shift in range(21)} == {4 * 52}


def test_worths_in_the_formula_add_up_to_the_points(case):
    for shift in range(21):
        line = words(re.findall(r"<math.*?</math>", example(case, shift))[-1])
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", line)]
        *worth, plain, encrypted, both, points, marked, value = numbers
        assert sum(worth) == pytest.approx(points, abs=2e-3)  # each is rounded
        assert plain + encrypted - both == marked
        assert points / marked == pytest.approx(value, abs=6e-4)


def test_the_bars_are_the_fraction(case):
    seen = structure_counts(case, 0.5, 0)
    (earned,), pieces, (strict,), (value,) = widths(fraction(seen, full=seen.union))
    assert earned == pytest.approx(100 * seen.value, abs=0.01)
    assert sum(pieces) == pytest.approx(100, abs=0.02)
    assert pieces[0] == pytest.approx(strict, abs=0.01)
    assert value == earned
    counts = (seen.both, seen.only_plain, seen.only_encrypted)
    assert pieces == pytest.approx([100 * n / seen.union for n in counts], abs=0.01)


def test_what_was_before_is_marked_beside_what_is_tried(case):
    own, now = structure_counts(case, 0.5, 0), structure_counts(case, 0.5, 3)
    html = lesson_html(drawn(case, shift=3), 3)
    assert f">{now.value:.4f}</b> <span>as is {own.value:.4f}</span>" in html
    assert f">{now.strict:.4f}</b> <span>as is {own.strict:.4f}</span>" in html
    assert f"left: {100 * own.value:.2f}%" in html
    assert "as is " not in words(lesson_html(drawn(case), 3))
    # What the controls change stands before the formula, right under them.
    assert html.index('class="tried"') < html.index('class="formula"')


def test_the_intersection_lights_its_own_pixels_alone(case):
    page = ElementTree.fromstring(f"<div>{lesson_html(drawn(case), 3)}</div>")
    keys = [
        layer.get("data-symbol")
        for figure in page.iterfind(".//div[@class='shown']/figure")
        for layer in figure.iter("g")
    ]
    assert keys == ["bemp", "beme", "both bemp beme"]
    pictured = [figure.get("data-symbol") or "" for figure in page.iter("figure")]
    assert not any("both" in symbols for symbols in pictured)
    # With WEM light up what it is made of, and what it makes.
    along = [figure.get("data-along") for figure in page.iter("figure")]
    assert along.count("wem") == 2  # BEM of the plain block, DSM


def test_pictures_say_what_is_on_them(case):
    seen = structure_counts(case, 0.5, 0)
    page = ElementTree.fromstring(f"<div>{lesson_html(drawn(case), 3)}</div>")
    alts = [drawing.get("aria-label") for drawing in page.iter("svg")]
    size = seen.plain.size
    assert any(
        f"plain block: {seen.count_plain} of {size}, {marked_pixels.place(seen.plain)}"
        in alt
        for alt in alts
    )
    assert any(
        f"{seen.count_encrypted} earn {seen.earned:.1f} in all" in a for a in alts
    )
    assert any(f": {seen.both} in both, {seen.only_plain} only" in alt for alt in alts)


def test_without_numbers_none_is_told(photo, shuffled):
    for hidden in (
        {"worked": False},
        {"spoilers": False},
        {"spoilers": False, "worked": False},
    ):
        case = case_of(photo, shuffled, **hidden)
        seen = structure_counts(case, 0.5, 0)
        told = drawn(case, shift=2)
        assert told.tried is None
        assert told.sums == ()
        html = lesson_html(told, 3)
        for value in (seen.value, structure_counts(case, 0.5, 2).value, seen.strict):
            assert f"{value:.4f}" not in html
        assert 'class="index"' not in html
        if not case.worked:
            made = example(case, 2)
            assert "3.959" not in made
            assert "0.660" not in made
            assert "0.99" not in made


def test_without_values_every_block_reads_the_same(photo, shuffled):
    read = []
    for block in range(0, 100, 7):
        case = case_of(photo, shuffled, block, spoilers=False)
        seen = structure_counts(case, 0.5, 0)
        near = seen.weights.min() > 1 - 10 / seen.diagonal  # no line at ten pixels
        if seen.count_plain and seen.count_encrypted and near:
            html = lesson_html(drawn(case).without_values(), 3)
            alts = re.findall(r'aria-label="(.*?)"', html)
            read.append(
                re.sub(r"row \d+, column \d+", "", words(html) + " ".join(alts))
            )
    assert len(read) > 3
    assert len(set(read)) == 1


def test_about_a_half_is_left_when_an_edge_is_moved_by_its_width(case):
    question = LESSON.question
    answer = question.answer(case)
    assert question.options[answer.right] == "About a half"
    assert "3.86 / 8 = 0.4830" in answer.words
    assert "8 columns are marked instead of 4" in answer.words


def block(*columns, side=20):
    """Edge map of upright lines."""
    edges = np.zeros((side, side), np.float32)
    edges[:, list(columns)] = 1
    return edges


@pytest.mark.parametrize(
    ("plain", "encrypted", "said"),
    [
        # The same band moved within the block.
        ((8, 9, 10), (8, 9, 10), "Strict overlap loses the larger share"),
        # Two of five columns leave; what is left coincides with the same.
        ((3, 4, 7, 8), (3, 4, 18, 19), "40 of 80 encrypted edge pixels left the block"),
        # What is moved comes to lie on the plain edge.
        ((8,), (4, 8, 17), "20 of 60 encrypted edge pixels left the block"),
        ((8,), (2, 4), "Strict overlap had nothing to lose."),
        ((8,), (8, 4), "Neither falls"),
        ((), (4,), "only one of the two blocks has edges: sim_S is 0.0000,"),
        ((), (), "neither of the two blocks has edges: sim_S is 1.0000,"),
    ],
)
def test_the_own_block_is_told_only_what_its_numbers_say(
    plain, encrypted, said, case, monkeypatch
):
    before = of_masks(block(*plain) > 0.5, block(*encrypted) > 0.5)
    there = np.zeros((20, 20), bool)
    there[:, 4:] = before.encrypted[:, :-4]
    after = of_masks(before.plain, there)
    monkeypatch.setattr(
        "explorer.learn.lessons.structure_question.structure_counts",
        lambda case, threshold, shift: after if shift else before,
    )
    told = on_own_pair(case)
    assert said in told
    if before.count_plain and before.count_encrypted:
        assert f"strict overlap {before.strict:.4f} → {after.strict:.4f}" in told
        assert f"sim_S {before.value:.4f} → {after.value:.4f}" in told
        lost = before.count_encrypted - after.count_encrypted
        assert (f"{lost} of" in told) == (lost > 0)
    fell = after.strict < before.strict, after.value < before.value
    if "Neither" in told:
        assert not any(fell)
    if "Only sim_S" in told:
        assert fell == (False, True)
    if "Only strict" in told:
        assert fell == (True, False)
    if "Both" in told or "larger share" in told:
        assert all(fell)


def test_an_outline_runs_between_marked_pixels_and_others():
    mask = np.zeros((4, 5), bool)
    assert marked_pixels.outline(mask) == marked_pixels.outline(~mask) == ""
    mask[1:3, 2:4] = True
    assert marked_pixels.outline(mask) == "M2 1v2M4 1v2M2 1h2M2 3h2"
    mask[:, :] = False
    mask[:2, 0] = True  # at the frame: only the sides inside the block
    assert marked_pixels.outline(mask) == "M1 0v2M0 2h1"


def test_a_place_is_where_most_of_the_marks_are():
    mask = np.zeros((9, 9), bool)
    assert marked_pixels.place(mask) == "none"
    mask[:2] = True
    assert marked_pixels.place(mask) == "most of them at the top"
    mask[:, :6] = False
    assert marked_pixels.place(mask) == "most of them at the top at the right"
    assert marked_pixels.place(np.ones((9, 9), bool)) == "all over the block"


def test_near_a_threshold_and_a_shift_everything_still_adds_up(case):
    for threshold in (0.05, 0.5, 0.95):
        for shift in (0, 1, 12):
            span = LESSON.controls[1].span(case)
            seen = structure_counts(case, threshold, min(shift, int(span.high)))
            assert seen.only_plain + seen.only_encrypted + seen.both == seen.union
            html = lesson_html(
                drawn(case, threshold=threshold, shift=min(shift, int(span.high))), 3
            )
            assert f'both<span data-live="number2"> {seen.both}<' in html
            assert f'only plain<span data-live="number0"> {seen.only_plain}<' in html
            assert (
                f'only encrypted<span data-live="number1"> {seen.only_encrypted}<'
                in html
            )
    one = lesson_html(drawn(case, shift=1), 3)
    assert "1 pixel to the right" in one
