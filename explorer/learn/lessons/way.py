"""The way from one block to the score: what each step gave, and what they make together."""

from core.recognizability.histogram import global_similarity
from core.recognizability.pooling import pooled_degree, weights
from explorer.learn.lessons import LESSONS
from explorer.learn.lessons.case import Case


def values(case: Case) -> tuple[float, ...]:
    """What each step gives on this pair with the settings in use, step 1 first."""
    result = case.result
    degree = case.of_block(result.degree)
    return (
        degree,
        case.sim_a,
        case.sim_s,
        degree,
        case.of_block(result.weight),
        result.rd,
        result.gs,
        result.vsi,
    )


def score_from_steps(case: Case) -> float:
    """Put the steps together again: degrees and weights of all blocks, then GS."""
    result, form = case.result, case.result.form
    weight = result.weight
    if form.components.weight:
        weight = weights(result.complexity, result.neighbour_degree)
    rd, _ = pooled_degree(result.degree, weight, form.parameters.gamma, form.pooling)
    if not form.components.global_similarity:
        return rd
    return rd * (
        1 + global_similarity(result.histogram_plain, result.histogram_encrypted)
    )


def sum_words(case: Case) -> tuple[str, ...]:
    """Say how the steps add up to the score, one line each; HTML."""
    result = case.result
    block, sim_a, sim_s, _, weight, rd, gs, _ = values(case)
    used = result.form.components
    score = score_from_steps(case)
    line = f"VSI = {rd:.3f} · (1 + {gs:.3f}) = <b>{score:.3f}</b>"
    if not used.global_similarity:
        line = f"VSI = RD = <b>{score:.3f}</b>"
    return (
        f"Our block looks alike by {sim_a:.3f} (step 2)"
        + (f" and has edges alike by {sim_s:.3f} (step 3)" if used.structure else "")
        + f". So its degree is {block:.3f} (steps 4 and 1).",
        f"It counts {weight:.3f} (step 5). All {result.degree.size} blocks together make "
        f"RD = {rd:.3f} (step 6).",
        f"The edges of both pictures overlap by GS = {gs:.3f} (step 7).",
        line + " (step 8), the score on Explore.",
    )


def guessed(place: int, said: int | None, case: Case) -> str:
    """Say how a guess compares with the answer on this pair."""
    if said is None:
        return "no guess yet"
    right = LESSONS[place - 1].question.answer(case).right
    return "guessed right" if said == right else "surprised you"
