"""The question of step 3, answered on the made edge and then on the visitor's pair."""

from core.recognizability import structure
from explorer.learn.lessons import moved_edge
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.lesson import Answer, Question
from explorer.learn.lessons.structure_counts import StructureCounts, structure_counts
from explorer.learn.lessons.words import counted

_MOVE = moved_edge.WIDTH
_OPTIONS = ((0.0, "0"), (0.5, "About a half"), (1.0, "Nearly 1"))


def _answer(case: Case) -> Answer:
    """Move the edge by its own width, then the case's encrypted edges as far."""
    seen = moved_edge.at(_MOVE)
    worth = moved_edge.worths(_MOVE)
    right = min(range(len(_OPTIONS)), key=lambda n: abs(_OPTIONS[n][0] - seen.value))
    rows = moved_edge.SIDE
    return Answer(
        right=right,
        words=f"sim_S = {seen.earned / rows:.2f} / {seen.union // rows} = "
        f"{seen.value:.4f}. Every moved pixel still earns about "
        f"{sum(worth) / len(worth):.2f}, but {seen.union // rows} columns are marked "
        f"instead of {seen.count_plain // rows}: the loss comes from below the line."
        f"\n\n{on_own_pair(case)}",
    )


def on_own_pair(case: Case) -> str:
    """What the same move does to the block that is followed."""
    move = min(_MOVE, case.result.side - 1)
    before = structure_counts(case, structure.EDGE_THRESHOLD, 0)
    after = structure_counts(case, structure.EDGE_THRESHOLD, move)
    if not (before.count_plain and before.count_encrypted):
        who = "only one" if before.union else "neither"
        return (
            f"On your own pair {who} of the two blocks has edges: sim_S is "
            f"{before.value:.4f}, and none of it comes from where they lie."
        )
    lost = before.count_encrypted - after.count_encrypted
    return (
        f"On your own block, {counted(move, 'pixel')} to the right: strict overlap "
        f"{_from_to(before.strict, after.strict)}, "
        f"sim_S {_from_to(before.value, after.value)}. "
        f"{_compared(before, after)} {_left(lost, before)}"
    )


def _from_to(before: float, after: float) -> str:
    return f"{before:.4f} → {after:.4f}"


def _compared(before: StructureCounts, after: StructureCounts) -> str:
    """Which of the two lost the larger share of itself."""
    if not before.strict:
        return "Strict overlap had nothing to lose."
    strict = after.strict / before.strict - 1
    index = after.value / before.value - 1
    shares = f"(strict overlap {_percent(strict)}, sim_S {_percent(index)})"
    if min(strict, index) >= 0:
        return f"Neither falls {shares}."
    if max(strict, index) >= 0:
        return f"Only {'strict overlap' if strict < index else 'sim_S'} falls {shares}."
    if abs(strict - index) < 0.001:
        return f"Both lose the same share {shares}."
    if strict < index:
        return f"Strict overlap loses the larger share {shares}."
    return f"Here sim_S loses the larger share {shares}."


def _percent(change: float) -> str:
    return f"{change:+.1%}".replace("-", "−").replace("%", " %")


def _left(lost: int, before: StructureCounts) -> str:
    """How many edge pixels left the block."""
    if not lost:
        return "All edge pixels stay in the block."
    return (
        f"{lost} of {before.count_encrypted} encrypted edge pixels left the block at "
        "the right, and their points with them."
    )


QUESTION = Question(
    words=f"Move the edge by exactly its own width, {_MOVE} pixels, so that no pixel "
    "coincides. Strict overlap is 0. What is sim_S?",
    options=tuple(words for _, words in _OPTIONS),
    answer=_answer,
    of_pair=False,
)
