"""What shows and where, and which blocks make the score: sentences on a result."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from core.indices.verdicts import Verdict, how_much_shows
from core.recognizability.channel import Channel
from core.recognizability.index import Recognizability
from core.recognizability.noise import NoiseBaseline
from core.remarks import Remark, in_order
from explorer.figures.colour_words import HARDLY, HIDES, colour_remark
from explorer.figures.found_blocks import NOTHING_FOUND, found_again, where_found
from explorer.figures.gauge import ScoreOnScale
from explorer.figures.grid_words import SAME_BLOCKS, own_blocks_words
from explorer.figures.leak import (
    Leak,
    distances,
    leak,
    looks_at_little,
    percent,
    region,
)
from explorer.figures.noise_words import near_copies_words, noise_words

MEASURING = "What noise scores on this picture is being measured."
MEASURING_COLOUR = (
    "What noise scores on this picture, and whether its colours show, is being "
    "measured."
)

_MOVED = "in other places"

_TOGETHER = {
    f"{much} shows": f"{much} can be put together again"
    for much in ("Most of the picture", "The whole picture")
}
"""What the cipher's own blocks allow, where they only changed places."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """What there is to say of a score before the scores of noise are known.

    Attributes
    ----------
    score : float
        VSI.
    top : float, optional
        Score of the picture itself; None with Eq. 6 as printed, which has no such end.
    where : str
        Whether what shows is in its own place: ", in place" or the like.
    found : str
        How many blocks are found again, and how far away.
    leak : str
        Which blocks make the score, where they show, and by what.
    nothing : bool
        Whether no block is recognised at all.
    little : str
        How little of the image is looked at; "" where it is most of it.
    copies : str
        On copies that count 0; "" where there are none.
    blocks : str
        Blocks in use, to begin a sentence with; "" where they are the paper's.
    remarks : tuple of Remark
        What has to be known of the pair before its score is believed.
    """

    score: float
    top: float | None
    where: str
    found: str
    leak: str
    nothing: bool
    little: str
    copies: str
    blocks: str = ""
    remarks: tuple[Remark, ...] = ()

    @classmethod
    def of(cls, result: Recognizability, remarks: tuple[Remark, ...] = ()) -> "Why":
        """Return that of a result, and of the remarks on its pair."""
        little = ""
        if looks_at_little(result):
            little = (
                f"Only {percent(result.coverage)} of the picture fills whole blocks "
                "and is looked at: "
            )
        return cls(
            score=result.vsi,
            top=ScoreOnScale.of(result).top,
            where=where_found(result),
            found=found_again(result),
            leak=leak_words(result),
            nothing=result.rd == 0,
            little=little,
            copies=near_copies_words(result),
            blocks=own_blocks_words(result),
            remarks=remarks,
        )

    def words(
        self,
        draws: Sequence[float] | None,
        shows: Sequence[Channel] | None = (),
        information: Verdict | None = None,
    ) -> str:
        """Say it, given what noise scores in some draws, if that is known.

        `shows` is None while the colours have not been looked at. What has to be known
        first comes first, in the order of `core.remarks`. Where the score is not above
        noise, that is said, and never that blocks show; nor is it while noise has not
        been measured. That nothing shows is said where `information` is within noise
        too, and nothing else that is said speaks against it.
        """
        noise = None if draws is None else NoiseBaseline.of(self.score, draws)
        said = self._said(noise, shows, information)
        for begin in (self.blocks if noise else "", self.little):
            if begin:
                said = f"{begin}{said[0].lower()}{said[1:]}"
        if self.blocks and noise:
            said = f"{said} {SAME_BLOCKS}"
        kind = "grid" if self.blocks else "moved" if _MOVED in self.where else "score"
        colour = colour_remark(shows or (), noise.standing if noise else "within")
        all_said = (*colour, *self.remarks, Remark(kind=kind, words=said))
        words = (remark.words for remark in in_order(all_said))
        return " ".join(filter(None, (*words, self.copies)))

    def _said(
        self,
        noise: NoiseBaseline | None,
        shows: Sequence[Channel] | None,
        information: Verdict | None,
    ) -> str:
        if self.nothing:
            return self.found
        if noise is None:
            return MEASURING if shows is not None else MEASURING_COLOUR
        if noise.standing != "above":
            alone = not (shows or self.remarks or self.copies)
            differs = information is not None and information.kind != "within"
            return noise_words(noise, information if alone or differs else None)
        if self.top is None:
            return f"More shows than in noise{self.where}. {self.found}"
        much = how_much_shows(noise, self.top)
        if self.blocks and self.where == f", {_MOVED}" and much in _TOGETHER:
            return f"{_TOGETHER[much]}. {self.found}"
        return f"{much}{self.where}. {self.found}"

    def asks_for_information(self, draws: Sequence[float]) -> bool:
        """Whether `words` depends on recognizable information, given these draws."""
        noise = NoiseBaseline.of(self.score, draws)
        return not self.nothing and noise.standing != "above"

    def html(
        self,
        draws: Sequence[float] | None,
        shows: Sequence[Channel] | None = (),
        information: Verdict | None = None,
        *,
        tag: str = "h1",
    ) -> str:
        """Say it on the page: what comes first as its heading, the rest below."""
        said = self.words(draws, shows, information)
        both = next((words for words in (HIDES, HARDLY) if said.startswith(words)), "")
        first = both or f"{said.partition('. ')[0].removesuffix('.')}."
        rest = said.removeprefix(first).lstrip()
        heading = f'<{tag} class="verdict">{escape(first)}</{tag}>'
        return f'{heading}<p class="why">{escape(rest)}</p>'


def leak_words(result: Recognizability) -> str:
    """Say which blocks make the score, where they show, and by what."""
    found = leak(result)
    if found is None:
        return NOTHING_FOUND
    if result.match.size == 1:
        return (
            "One block is the whole grid, so there is no other place where it could "
            f"show. It shows {_how(result, found)}."
        )
    return f"{_which(result, found)} {_where(result, found)}, {_how(result, found)}."


def _which(result: Recognizability, found: Leak) -> str:
    """How many blocks make how much of the score, and where they stand."""
    count = result.match.size
    half = "half of RD"
    if result.form.pooling == "printed":
        half = "half of RD (Eq. 6 as printed)"
    if len(found.blocks) == 1:
        makes = f"{found.share:.0%} of RD"
        if found.tied:
            return f"One of {count} blocks makes {makes}, and so does another. It shows"
        return f"One block, {_place(found.blocks[0], result)}, makes {makes}. It shows"
    return f"{len(found.blocks)} of {count} blocks make {half}{_stand(result, found)}."


def _stand(result: Recognizability, found: Leak) -> str:
    """Where several blocks are; "" if other blocks contribute as much as they do."""
    if found.tied:
        return ""
    if len(found.blocks) > 3:
        words = region(found.blocks, result)
        return f", mostly in the {words}" if words else ""
    *others, last = (_place(block, result) for block in found.blocks)
    return f" ({', '.join(others)} and {last})"


def _place(block: np.intp, result: Recognizability) -> str:
    row, column = divmod(int(block), result.degree.shape[1])
    return f"row {row + 1} column {column + 1}"


def _where(result: Recognizability, found: Leak) -> str:
    """Near or far: in their own place, beside it, or elsewhere."""
    if len(found.blocks) == 1:
        if not found.elsewhere:
            return "in its own place"
        away = int(distances(result)[found.blocks[0]])
        return f"somewhere else in the picture, {_blocks(away)} away"
    if found.elsewhere < 0.5:
        own = percent(1 - found.elsewhere)
        return f"{own} of these {len(found.blocks)} show in their own place"
    how_far = f"{found.distance:.0f} blocks away on average"
    if found.distance < 1.5:
        how_far = "beside their own place"
    away = percent(found.elsewhere)
    these = f"of these {len(found.blocks)}"
    return f"{away} {these} show somewhere else in the picture, {how_far}"


def _blocks(count: int) -> str:
    return "1 block" if count == 1 else f"{count} blocks"


def _how(result: Recognizability, found: Leak) -> str:
    """By appearance, by structure, or by both."""
    appearance = f"sim_A {found.sim_a:.2f}"
    if not result.form.components.structure:
        return f"by appearance alone ({appearance})"
    structure = f"sim_S {found.sim_s:.2f}"
    if not (result.binary_plain.any() or result.binary_encrypted.any()):
        return f"by appearance ({appearance}), for neither picture has an edge"
    if found.sim_s >= 0.5:
        return f"by appearance ({appearance}) and by structure ({structure})"
    return f"by appearance ({appearance}), hardly by structure ({structure})"
