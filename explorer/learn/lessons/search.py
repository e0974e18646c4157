"""Step 1, Eq. 1: every plain block looks for its best match anywhere."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.recognizability.appearance import appearance_similarity
from explorer.learn.lessons import alt_text, live, svg
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import (
    Group,
    Illustration,
    LessonDrawing,
    Stage,
    Symbol,
)
from explorer.learn.lessons.lesson import Answer, Lesson, Question, direction
from explorer.learn.lessons.mathml import (
    B_E,
    B_P,
    BEST,
    EQUALS,
    RD_B,
    SIM,
    call,
    mi,
    mo,
    row,
    sub,
    symbol,
    under,
)
from explorer.learn.lessons.trial import Control, Range, changed
from explorer.learn.lessons.words import counted

_ALL = sub(mi("B"), mi("E"))


def ranking(case: Case) -> NDArray[np.intp]:
    """Encrypted blocks from the most alike to the least; the match comes first."""
    order = np.argsort(-case.result.sim[case.block], kind="stable")
    return np.concatenate(([case.match], order[order != case.match]))


def _span(case: Case) -> Range:
    return Range(low=1, high=max(case.result.match.size, 2), step=1, in_use=1)


def draw(case: Case, tried: Mapping[str, float]) -> LessonDrawing:
    """Draw the search map with the winner and one other candidate."""
    result = case.result
    sims = result.sim[case.block]
    order = ranking(case)
    rank = min(int(tried["rank"]), len(order))
    other = int(order[rank - 1])
    degree = case.of_block(result.degree)
    spread = float(sims.max() - sims.min()) or 1.0
    cells = (sims - sims.min()) / spread
    marks = [svg.box(case, case.match)]
    if len(order) > 1:
        marks.append(_other(case, other, shown=rank > 1))
    near = "in its own place" if case.match == case.block else "somewhere else"
    plain, encrypted = case.pictures
    pictures = (
        Illustration(
            symbols="bp",
            caption="The plain picture P. The frame is b<sub>p</sub>",
            svg=svg.whole(
                case,
                plain,
                f"Plain picture, the block in {case.place(case.block)} framed",
                marks=[svg.box(case, case.block)],
            ),
            wide=True,
        ),
        Illustration(
            symbols="be sim best",
            caption="The encrypted picture E. The brighter a block, the more alike it is "
            "to b<sub>p</sub>"
            + case.revealed(f" (dark {sims.min():.2f}, bright {sims.max():.2f})")
            + ". Solid frame: the winner"
            + (f". Dashed: rank {rank}." if rank > 1 else "."),
            svg=svg.whole(
                case,
                encrypted,
                "Encrypted picture, each block coloured by its similarity: "
                f"{alt_text.blocks(case, sims)}; the best match in "
                f"{case.place(case.match)} framed",
                cells=cells,
                marks=marks,
            ),
            wide=True,
        ),
    )
    blocks = (
        _block(case, "bp", case.plain, case.block, "Plain block b<sub>p</sub>"),
        _block(
            case,
            "best",
            case.encrypted,
            case.match,
            "Its match b<sub>e</sub>*" + case.revealed(f": {sims[case.match]:.4f}"),
        ),
        _block(
            case,
            "be",
            case.encrypted,
            other,
            f"rank {rank}{', the winner' if rank == 1 else ''}"
            + case.revealed(f": {sims[other]:.4f}"),
        ),
    )
    ranks = Illustration(
        symbols="sim max",
        caption="All candidates, from the most alike to the least. The dot is the "
        f"maximum, the line rank {rank}.",
        svg=svg.chart(
            f"Similarity of {counted(len(order), 'candidate')} in falling order"
            + case.revealed(f", from {sims[order[0]]:.4f} to {sims[order[-1]]:.4f}"),
            svg.curve(sims[order]),
            live.named("rank", svg.rule((rank - 1) / max(len(order) - 1, 1))),
            svg.dot(0 if len(order) > 1 else 0.5, degree),
            below="rank",
            beside="sim",
            ends=("1", str(len(order))),
        ),
        wide=True,
    )
    return LessonDrawing(
        formula=(
            row(
                RD_B,
                EQUALS,
                symbol("max", under(mo("MAX"), row(symbol("be", B_E), mo("∈"), _ALL))),
                symbol("sim", call(SIM, symbol("bp", B_P), symbol("be", B_E))),
            ),
        ),
        symbols=(
            Symbol(
                key="bp",
                mathml=B_P,
                meaning=f"the block of the plain picture in {case.place(case.block)}",
            ),
            Symbol(
                key="be",
                mathml=B_E,
                meaning="any block of the encrypted picture, of "
                f"{counted(len(order), 'block')} in all",
            ),
            Symbol(
                key="sim",
                mathml=SIM,
                meaning="how well one block shows in another, from 0 to 1",
            ),
            Symbol(
                key="max", mathml=mo("MAX"), meaning="take the highest of all of them"
            ),
            Symbol(
                key="best",
                mathml=BEST,
                meaning=f"the winner, in {case.place(case.match)}: {near}",
                value=f"{degree:.4f}",
            ),
        ),
        groups=(
            Group(title="The search", pictures=pictures),
            Group(title="One against one", pictures=(*blocks, ranks)),
        ),
        stage=Stage(large=pictures[1], sources=blocks[:2], chart=ranks),
        sums=(
            "The recognizable degree RD(b<sub>p</sub>), the highest similarity among "
            f"{counted(len(order), 'block')}, is <b>{degree:.4f}</b>.",
        ),
        number=degree,
        tried=float(sims[other]) if changed(rank, _span(case)) else None,
        instead=f"rank {rank} in place of the winner",
        live=live.search(case, order),
    )


def _other(case: Case, index: int, *, shown: bool) -> str:
    """A dashed frame, moved to a block, so that it can glide to another."""
    row, column = divmod(index, case.result.degree.shape[1])
    side = case.result.side
    return (
        f'<g data-live="other" visibility="{"visible" if shown else "hidden"}" '
        f'style="transform: translate({column * side}px, {row * side}px)">'
        f"{svg.box(case, 0, 'dashed')}</g>"
    )


def _block(
    case: Case, key: str, image: NDArray[np.floating], index: int, caption: str
) -> Illustration:
    levels = case.cut(image, index)
    return Illustration(
        symbols=key,
        caption=caption,
        svg=svg.tile(
            case,
            svg.grey(levels / 255),
            f"Block in {case.place(index)}: {alt_text.grey(case, levels)}",
        ),
    )


def _answer(case: Case) -> Answer:
    """Let the low-passed encrypted blocks change places, and search again."""
    result, gamma = case.result, case.result.form.parameters.gamma
    order = np.random.default_rng(1).permutation(result.match.size)
    area = result.side**2
    plain = result.low_plain[case.block].reshape(1, area)
    encrypted = result.low_encrypted.reshape(-1, area)

    def best(blocks: NDArray[np.float32]) -> float:
        plane = np.ascontiguousarray(blocks)
        return float(
            appearance_similarity(
                np.ascontiguousarray(plain), plane, result.side, gamma
            ).max()
        )

    before, after = best(encrypted), best(encrypted[order])
    return Answer(
        right=direction(before, after),
        words=f"Before: {before:.4f}. After the blocks changed places: {after:.4f}. "
        "It does not matter where the winner stands. That is what *non-local* "
        "means, and why shuffling blocks does not fool this index.",
    )


LESSON = Lesson(
    name="Search",
    title="Where could this block have gone?",
    asks="To an attacker it does not matter where a piece ends up. So a block is compared "
    "with **every** block of the encrypted picture, and the best likeness counts.",
    more="This best likeness is the block's *recognizable degree*: 1 is fully "
    "recognisable, 0 not at all. Steps 2 to 4 say how likeness is measured.",
    quantity=RD_B,
    word="best likeness, the degree",
    controls=(
        Control(
            name="rank",
            label="Rank of the candidate to look at",
            about="1 is the winner. Move on to see the runners-up.",
            span=_span,
            origin="winner",
            decimals=0,
        ),
    ),
    draw=draw,
    question=Question(
        words="Shuffle the encrypted blocks once more. Does this block's best match get "
        "better, get worse, or stay?",
        options=("It gets better", "It gets worse", "It stays"),
        answer=_answer,
        of_pair=False,
        needs_text=False,
    ),
    readings=("grid", "ties"),
)
