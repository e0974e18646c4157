import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import core
from core.recognizability.pooling import pooled_degree
from core.recognizability.readings import READINGS
from explorer.figures.matches import strongest_matches
from explorer.learn.lessons import LESSONS, search, weight_pictures
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.compared_blocks import compared, tenths
from explorer.learn.lessons.illustrative_block import illustrative_block
from explorer.learn.lessons.lesson_html import lesson_parts
from explorer.learn.lessons.structure_counts import structure_counts
from explorer.learn.lessons.trial import Range

NUMBERS = range(1, len(LESSONS) + 1)


def case_of(plain, encrypted, block=None, parameters=None, components=None, **words):
    result = core.visual_security_index(
        plain, encrypted, parameters, components, **words
    )
    if block is None:
        block = next(iter(strongest_matches(result, 1)), 0)
    pictures = []
    return Case(
        result=result,
        plain=plain,
        encrypted=encrypted,
        block=block,
        pictures=("plain.png", "encrypted.png"),
        edges=("edges-plain.png", "edges-encrypted.png"),
        serve=lambda pixels: pictures.append(pixels) or f"{len(pictures)}.png",
        noise=cache(
            lambda: (
                core.noise_baseline(
                    plain, encrypted, parameters, components, **words
                ).draws
            )
        ),
    )


FLAT = np.full((96, 128), 90.0)
CASES = {
    "shuffled": lambda photo, shuffled: case_of(photo, shuffled),
    "another block": lambda photo, shuffled: case_of(photo, shuffled, 0),
    "itself": lambda photo, shuffled: case_of(photo, photo),
    "flat encrypted": lambda photo, shuffled: case_of(photo, FLAT),
    "flat plain": lambda photo, shuffled: case_of(FLAT, shuffled),
    "flat both": lambda photo, shuffled: case_of(FLAT, FLAT),
    "black on white": lambda photo, shuffled: case_of(0 * FLAT, 0 * FLAT + 255),
    "one block": lambda photo, shuffled: case_of(
        photo, shuffled, parameters=core.Parameters(alpha=0.99)
    ),
    "small blocks, other constants": lambda photo, shuffled: case_of(
        photo, shuffled, parameters=core.Parameters(alpha=0.05, beta=7, gamma=2.25)
    ),
    "appearance alone": lambda photo, shuffled: case_of(
        photo, shuffled, components=core.Components.C1
    ),
    "no GS": lambda photo, shuffled: case_of(
        photo, shuffled, components=core.Components.C3
    ),
    "as printed, mirrored": lambda photo, shuffled: case_of(
        photo, shuffled, pooling="printed", border="pad"
    ),
}


@pytest.fixture(scope="module", params=CASES)
def case(request, photo, shuffled):
    return CASES[request.param](photo, shuffled)


@pytest.fixture(scope="module")
def usual(photo, shuffled):
    return case_of(photo, shuffled)


def as_set(lesson, case):
    return {control.name: control.span(case).in_use for control in lesson.controls}


def draw(case, number, **tried):
    lesson = LESSONS[number - 1]
    return lesson.draw(case, as_set(lesson, case) | tried)


def lesson_html(drawn, number):
    """All parts of a lesson, as one page shows them."""
    parts = lesson_parts(drawn, number, LESSONS[number - 1].quantity)
    return parts.result + parts.formula + parts.stage + parts.rest


def of_the_result(case):
    """What each step must end with."""
    result, block = case.result, case.block
    degree = result.degree.ravel()[block]
    return (
        degree,
        result.sim_a[block, case.match],
        result.sim_s[block, case.match],
        degree,
        result.weight.ravel()[block],
        result.rd,
        result.gs,
        result.vsi,
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_a_step_computes_the_number_of_the_result(number, case):
    # Single pairs of blocks are compared in another order: a few last bits of float32.
    drawn = draw(case, number)
    assert drawn.number == pytest.approx(of_the_result(case)[number - 1], abs=2e-6)
    assert drawn.tried is None
    assert f"<b>{drawn.number:.4f}</b>" in " ".join(drawn.sums)


def test_the_steps_lead_to_the_score(usual):
    rd, gs, score = (draw(usual, number).number for number in (6, 7, 8))
    assert score == pytest.approx(rd * (1 + gs), rel=1e-12)
    assert score == usual.result.vsi
    sim_a, sim_s, sim = (draw(usual, number).number for number in (2, 3, 4))
    assert sim == pytest.approx(sim_a * sim_s ** (1 - sim_a), abs=1e-6)


def linear(part):
    """MathML on one line."""
    inside = [linear(child) for child in part]
    match part.tag, inside:
        case "mfrac", [above, below]:
            return f"[{above}]/[{below}]"
        case "msup", [base, power]:
            return f"{base}^[{power}]"
        case "msub" | "munder", [base, below]:
            return f"{base}_{below}"
        case "mroot", [radicand, degree]:
            return f"root{degree}[{radicand}]"
        case "msqrt", _:
            return f"root[{''.join(inside)}]"
        case "mover", [base, above]:
            return f"{base}{above}"
    return (part.text or "") + "".join(inside)


PRINTED = (
    "RD(b_p)=MAX_b_e∈B_Esim(b_p,b_e)",
    "sim_A(b_p,b_e)=rootγ[[1]/[l·l]∑_i(1−[|b~_p(i)−b~_e(i)|]/[255])^[γ]]",
    "sim_S(b_p,b_e)=[|WEM_b_p·BEM_b_e|]/[|BEM_b_p|+|BEM_b_e|−|BEM_b_p·BEM_b_e|]",
    "sim(b_p,b_e)=sim_A·sim_S^[1−sim_A]",
    "w(b_p)=(1−NRD_avg(b_p))root[[1]/[l·l]∑_iEM_b_p(i)^[2]−([1]/[l·l]∑_iEM_b_p(i))^[2]]",
    # Reading: the weight stands outside the power.
    "RD(P,E)=rootγ[[1]/[∑_b_pw(b_p)]∑_b_pw(b_p)·RD(b_p)^[γ]]",
    "GS(P,E)=B(H(EM_P),H(EM_E))",
    "VSI(P,E)=RD(P,E)(1+GS(P,E))",
)
"""Equations 1 to 8 as the paper prints them."""


@pytest.mark.parametrize("number", NUMBERS)
def test_a_step_shows_the_equation_of_the_paper(number, usual):
    lines = draw(usual, number).formula
    shown = [linear(ElementTree.fromstring(f"<math>{line}</math>")) for line in lines]
    assert PRINTED[number - 1] in shown


def test_equation_6_as_printed_has_the_weight_inside_the_power(photo, shuffled):
    (line,) = draw(case_of(photo, shuffled, pooling="printed"), 6).formula
    assert linear(ElementTree.fromstring(f"<math>{line}</math>")) == (
        "RD(P,E)=rootγ[[1]/[∑_b_pw(b_p)]∑_b_p(w(b_p)·RD(b_p))^[γ]]"
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_every_symbol_is_in_the_formula_in_the_list_and_at_a_picture(number, case):
    drawn = draw(case, number)
    page = ElementTree.fromstring(f"<div>{lesson_html(drawn, number)}</div>")
    keys = {symbol.key for symbol in drawn.symbols} - {""}
    items = [item.get("data-symbol", "") for item in page.iter("li")]
    assert items == [symbol.key for symbol in drawn.symbols]
    assert len(keys) <= 5  # as many colours
    (formula,) = page.iterfind(".//div[@class='formula']")
    in_formula = {part.get("data-symbol") for part in formula.iter("mrow")} - {None}
    pictured = {
        key
        for figure in page.iter("figure")
        for part in figure.iter()
        for key in (part.get("data-symbol") or "").split()
    }
    assert pictured == keys
    assert in_formula <= keys
    assert keys - in_formula <= {"best"}  # b_e* is what the maximum finds
    for part in page.iter():
        if marked := part.get("data-symbol"):
            first = marked.split()[0]
            order = [symbol.key for symbol in drawn.symbols].index(first)
            assert part.get("data-s") == str(order)
    for drawing in page.iter("svg"):
        assert drawing.get("aria-label")


@pytest.mark.parametrize(
    ("number", "tried"),
    [
        (1, {"rank": 3}),
        (2, {"beta": 5}),
        (2, {"gamma": 1}),
        (3, {"threshold": 0.2}),
        (3, {"shift": 3}),
        (4, {"sim_a": 0.2}),
        (4, {"sim_s": 0.2}),
        (5, {"nrd": 0.1}),
        (6, {"gamma": 1}),
        (7, {"bins": 40}),
        (8, {"gs": 0.1}),
    ],
)
def test_what_is_tried_is_said_and_leaves_the_number_as_it_is(number, tried, usual):
    usually, drawn = draw(usual, number), draw(usual, number, **tried)
    assert drawn.number == usually.number
    assert drawn.tried is not None
    assert drawn.tried != drawn.number
    html = lesson_html(drawn, number)
    assert f"would give <b>{drawn.tried:.4f}</b> and not {drawn.number:.4f}" in html
    assert 'class="tried"' not in lesson_html(usually, number)


def test_what_is_tried_is_what_the_index_gives_with_that_setting(
    photo, shuffled, usual
):
    block, match = usual.block, usual.match
    other = core.visual_security_index(photo, shuffled, core.Parameters(beta=5))
    assert draw(usual, 2, beta=5).tried == pytest.approx(
        other.sim_a[block, match], abs=2e-6
    )
    pooled, _ = pooled_degree(usual.result.degree, usual.result.weight, 2)
    assert draw(usual, 6, gamma=2).tried == pytest.approx(pooled, rel=1e-12)
    assert draw(usual, 1, rank=2).tried == pytest.approx(
        np.sort(usual.result.sim[block])[-2]
    )


def test_ranks_begin_with_the_match_and_fall(case):
    order = search.ranking(case)
    assert order[0] == case.match
    assert sorted(order) == list(range(case.result.match.size))
    assert (np.diff(case.result.sim[case.block][order]) <= 1e-5).all()


def test_a_larger_gamma_gives_the_most_alike_pixels_a_larger_share():
    alike = np.linspace(0, 1, 400).reshape(20, 20)
    shares = [tenths(alike, gamma) for gamma in (1, 2, 5, 10)]
    assert [share.sum() for share in shares] == pytest.approx([1] * 4)
    assert (np.diff([share[0] for share in shares]) > 0).all()
    assert tenths(np.ones((10, 10)), 5) == pytest.approx([0.1] * 10)
    assert tenths(np.zeros((10, 10)), 5) == pytest.approx([0] * 10)


def test_equation_3_of_two_lines_by_hand(photo):
    # A line at column 2 and one at column 5, in a block of 10: each of ten pixels is
    # three from the nearest edge, whose worth is 1 - 3 / (10 √2); the union has twenty.
    edges = np.zeros((2, 40, 40), np.float32)
    edges[0, :, 2] = edges[1, :, 5] = 1
    usual = case_of(np.zeros((40, 40)), np.zeros((40, 40)))
    assert usual.result.side == 5
    result = replace(
        usual.result, side=10, edges_plain=edges[0], edges_encrypted=edges[1]
    )
    seen = structure_counts(replace(usual, result=result, block=0), 0.5, 0)
    assert (seen.count_plain, seen.count_encrypted, seen.both) == (10, 10, 0)
    assert seen.earned == pytest.approx(10 * (1 - 3 / (10 * 2**0.5)))
    assert seen.value == pytest.approx(seen.earned / 20)
    moved = structure_counts(replace(usual, result=result, block=0), 0.5, 2)
    assert moved.earned == pytest.approx(10 * (1 - 5 / (10 * 2**0.5)))


def numbers(words):
    """All numbers of some words, powers of ten written out."""
    words = re.sub(r" · 10<sup>(-?\d+)</sup>", r"e\1", words)
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?(?:e-?\d+)?", words)]


def test_the_filter_s_work_is_what_the_core_does_without_it(usual):
    drawn = draw(usual, 2)
    plain, encrypted, unfiltered = numbers(drawn.sums[-1])
    other, low_plain, low_encrypted = compared(usual, np.inf, 5)
    own = usual.result
    for told, image, index, low, unchanged in (
        (plain, usual.plain, usual.block, own.low_plain, low_plain),
        (encrypted, usual.encrypted, usual.match, own.low_encrypted, low_encrypted),
    ):
        levels = usual.cut(image, index)
        assert unchanged * 255 == pytest.approx(levels, abs=1e-3)
        taken = np.abs(levels - 255 * low[index]).mean()
        assert told == pytest.approx(taken, abs=0.051)
    assert unfiltered == pytest.approx(other, abs=5.1e-5)
    most = max(
        np.abs(levels - 255 * low).max()
        for levels, low in (
            (usual.cut(usual.plain, usual.block), own.low_plain[usual.block]),
            (usual.cut(usual.encrypted, usual.match), own.low_encrypted[usual.match]),
        )
    )
    captions = [p.caption for group in drawn.groups for p in group.pictures]
    scales = [caption for caption in captions if "took away" in caption]
    assert len(scales) == 2
    assert all(f"white +{most:.0f}" in caption for caption in scales)


def test_the_weight_can_be_worked_out_from_its_sums(usual):
    root, line = draw(usual, 5).sums
    squares, mean, _, spread, pixels = numbers(root.replace("²", " 2 "))
    assert pixels == usual.result.side**2
    assert spread == pytest.approx((squares - mean**2) ** 0.5, abs=1e-4)
    _, nrd, again, result = numbers(line)
    assert again == spread
    assert result == pytest.approx((1 - nrd) * spread, abs=1e-4)


@pytest.mark.parametrize("pooling", ["normalised", "printed"])
@pytest.mark.parametrize("gamma", [1, 2.25, 5, 10])
def test_the_degree_of_the_image_can_be_worked_out_from_its_sums(
    photo, shuffled, pooling, gamma
):
    case = case_of(
        photo, shuffled, parameters=core.Parameters(gamma=gamma), pooling=pooling
    )
    over, whole, block, _ = draw(case, 6).sums
    count, *_, terms, weights = numbers(over)
    assert count == case.result.degree.size
    assert weights == pytest.approx(case.result.weight.sum(), rel=1e-5)
    above, below, _, power, rd = numbers(whole)
    assert (above, below, power) == (terms, weights, gamma)
    assert rd == pytest.approx((terms / weights) ** (1 / gamma), abs=6e-5)
    assert rd == pytest.approx(case.result.rd, abs=5.1e-5)
    *_, w, degree, exponent, own, share_above, share_below, share = numbers(block)
    assert exponent == gamma
    term = (w * degree) ** gamma if pooling == "printed" else w * degree**gamma
    assert own == pytest.approx(term, rel=1e-4)
    assert (share_above, share_below) == (own, terms)
    assert share / 100 == pytest.approx(own / terms, abs=6e-5)
    assert share / 100 == pytest.approx(
        case.result.contribution.ravel()[case.block], abs=6e-5
    )


def captions(case, number, **tried):
    groups = draw(case, number, **tried).groups
    return [picture.caption for group in groups for picture in group.pictures]


def test_numbers_under_the_pictures_are_those_of_the_result(usual):
    result, block = usual.result, usual.block
    sims = result.sim[block]
    _, encrypted, _, match, other, _ = captions(usual, 1, rank=4)
    assert f"(dark {sims.min():.2f}, bright {sims.max():.2f})" in encrypted
    assert match.endswith(f": {sims[usual.match]:.4f}")
    assert other == f"rank 4: {np.sort(sims)[-4]:.4f}"
    low_plain = result.low_plain[block]
    low_encrypted = result.low_encrypted[usual.match]
    alike = np.sort(np.maximum(1 - np.abs(low_plain - low_encrypted), 0).ravel()) ** 5
    least, *_, most = (
        part.sum() / alike.sum() for part in np.array_split(alike[::-1], 10)[::-1]
    )
    assert f"now {most:.1%} against {least:.1%}" in captions(usual, 2)[-1]
    _, weights, _, spread = captions(usual, 5)
    assert f"the largest, {result.weight.max():.4f}." in weights
    edges = usual.cut(result.edges_plain, block)
    assert f"mean, {edges.mean():.4f}, and " in spread
    assert f"standard deviation is {edges.std():.4f}." in spread
    *_, share, falling, running = captions(usual, 6)
    contribution = np.sort(result.contribution.ravel())[::-1]
    assert f"{result.contribution.ravel()[block]:.2%}." in share
    assert f"of {result.degree.size} blocks." in falling
    half = np.flatnonzero(np.cumsum(contribution) >= 0.5)[0] + 1
    assert f"the first {half} make half" in running


def test_symbols_have_the_values_of_the_result(usual):
    result, block = usual.result, usual.block

    def values(number):
        return {symbol.key: symbol.value for symbol in draw(usual, number).symbols}

    far = np.abs(result.low_plain[block] - result.low_encrypted[usual.match])
    beta, side = result.form.parameters.beta, result.side
    assert values(1)["best"] == f"{result.degree.ravel()[block]:.4f}"
    assert values(2)["diff"] == f"{255 * far.mean():.1f}"
    assert values(2)["filter"] == f"σ = {beta:g} · {side} = {beta * side:g}"
    assert list(values(4).values()) == [
        f"{usual.sim_a:.4f}",
        f"{usual.sim_s:.4f}",
        f"{1 - usual.sim_a:.4f}",
    ]
    assert list(values(5).values()) == [
        f"{grid.ravel()[block]:.4f}"
        for grid in (result.neighbour_degree, result.complexity, result.weight)
    ]
    assert values(7)["b"] == f"{result.gs:.4f}"
    assert list(values(8).values()) == [
        f"{value:.4f}" for value in (result.rd, result.gs, result.vsi)
    ]


def test_the_histograms_overlap_adds_up(usual):
    fullest, whole = draw(usual, 7).sums
    low, high, plain, encrypted, product, others, rest = numbers(fullest)
    result = usual.result
    overlap = np.sqrt(result.histogram_plain * result.histogram_encrypted)
    place = int(overlap.argmax())
    assert (low, high) == pytest.approx((place / 16, (place + 1) / 16), abs=6e-3)
    assert plain == pytest.approx(result.histogram_plain[place], abs=5.1e-5)
    assert encrypted == pytest.approx(result.histogram_encrypted[place], abs=5.1e-5)
    assert product == pytest.approx((plain * encrypted) ** 0.5, abs=1e-4)
    assert others == 15
    assert product + rest == pytest.approx(numbers(whole)[-1], abs=1.1e-4)


def test_the_way_to_the_score_is_that_of_the_steps_before(usual):
    way, product = draw(usual, 8).sums
    steps = [draw(usual, number).number for number in (2, 3, 4, 5, 6)]
    for number in steps:
        assert f"{number:.4f}" in way
    assert f"It is {usual.result.contribution.ravel()[usual.block]:.2%} of" in way
    rd, one, gs, score = numbers(product)
    assert score == pytest.approx(rd * (one + gs), abs=2e-4)
    assert score == pytest.approx(usual.result.vsi, abs=5.1e-5)


def test_noise_has_the_range_that_explore_marks(usual):
    noise = core.noise_baseline(usual.plain, usual.encrypted)
    said = LESSONS[7].question.answer(usual).words
    scores = f"{noise.low:.4f} to {noise.high:.4f}"
    assert f"in random order score {scores} (19 draws)." in said


def test_the_illustrative_block_is_recognised_and_its_edges_coincide_in_part():
    sample = Path(core.__file__).parents[1] / "sample_images"
    plain, encrypted = (
        core.read_image(sample / f"astronaut{name}.png") for name in ("", "_shuffle64")
    )
    case = case_of(plain, encrypted)
    block = illustrative_block(case.result)
    assert block is not None
    assert block != case.block
    case = replace(case, block=block)
    seen = structure_counts(case, 0.5, 0)
    degree = case.result.degree.ravel()
    assert (degree > degree[block]).mean() <= 0.25
    assert 0.2 < seen.both / seen.union < 0.9
    assert 0.2 < seen.value < 0.9
    assert 0.1 < seen.plain.mean() < 0.4
    assert 0.1 < seen.encrypted.mean() < 0.4


def test_a_pair_without_such_a_block_has_no_illustrative_block(photo):
    assert illustrative_block(case_of(photo, photo).result) is None
    assert illustrative_block(case_of(FLAT, FLAT).result) is None


NUMBER = r"\d+(?:\.\d+)?\s?%?"


def numbers_shown(html):
    """Every number in a drawing's words and text alternatives, places excepted."""
    page = ElementTree.fromstring(f"<div>{html}</div>")
    words = [*page.itertext(), *(d.get("aria-label") for d in page.iter("svg"))]
    places = re.sub(r"row \d+, column \d+", "", " ".join(words))
    return sorted(re.findall(NUMBER, places))


@pytest.mark.parametrize("number", NUMBERS)
def test_without_spoilers_no_number_tells_one_pair_from_another(
    number, photo, shuffled, noise
):
    pairs = ((photo, shuffled), (photo, noise), (shuffled, photo))
    cases = [case_of(*pair, 18) for pair in pairs]
    shown = [numbers_shown(lesson_html(draw(case, number), number)) for case in cases]
    assert shown[0] != shown[1] != shown[2]
    settings = {
        control.name: control.span(cases[0]).high
        for control in LESSONS[number - 1].controls
        if not control.result
    }
    for tried in ({}, settings):
        drawn = [
            draw(replace(case, spoilers=False), number, **tried).without_values()
            for case in cases
        ]
        shown = [numbers_shown(lesson_html(one, number)) for one in drawn]
        assert shown[0] == shown[1] == shown[2]


def test_neighbours_are_those_that_exist(photo, shuffled):
    corner, middle = case_of(photo, shuffled, 0), case_of(photo, shuffled, 14)
    columns = corner.result.degree.shape[1]
    assert sorted(weight_pictures.neighbours(corner)) == [1, columns]
    assert sorted(weight_pictures.neighbours(middle)) == sorted(
        [14 - columns, 13, 15, 14 + columns]
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_every_question_has_an_answer_on_every_pair(number, case):
    question = LESSONS[number - 1].question
    answer = question.answer(case)
    assert 0 <= answer.right < len(question.options)
    assert re.search(r"\d\.\d{4}", answer.words)


def test_answers_are_what_happens_on_this_pair(usual, photo):
    answers = [lesson.question.answer(usual) for lesson in LESSONS]
    assert LESSONS[0].question.options[answers[0].right] == "It stays"
    assert LESSONS[1].question.options[answers[1].right] == "It falls"
    assert f"{draw(usual, 3, shift=4).tried:.4f}" in answers[2].words
    assert LESSONS[3].question.options[answers[3].right] == "It becomes 0"
    assert LESSONS[4].question.options[answers[4].right] == "The edge of a face"
    assert "contributes most" in LESSONS[5].question.options[answers[5].right]
    assert LESSONS[6].question.options[answers[6].right] == "It stays"
    itself = case_of(photo, photo)
    found = LESSONS[7].question.answer(itself)
    assert "More than 0" in LESSONS[7].question.options[found.right]
    assert LESSONS[1].question.answer(itself).right == 2  # all pixels are alike


def test_a_control_stands_where_its_slider_can():
    span = Range(low=0, high=1, step=0.01, in_use=0.93471)
    assert span.mark == 0.93
    assert Range(low=1, high=100, step=1, in_use=250).mark == 100


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_reading_of_a_step_is_one_of_the_list(lesson):
    assert set(lesson.readings) <= READINGS.keys()
