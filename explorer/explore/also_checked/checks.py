"""The cards of a pair: what is sent at once, and what is measured in the background.

Only the colours depend on the settings of the paper's index. So a moving slider leaves
the other cards as they are.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import numpy as np
from numpy.typing import NDArray

from core.image import ImageError
from core.indices.key_points import FoundAgain
from core.information.index import Information
from core.information.thumbnail import thumbnail
from core.recognizability.channels import channel_scores, look_at_all
from core.recognizability.form import Form
from core.recognizability.noise import DRAWS, NoiseBaseline
from explorer.explore.also_checked import (
    block_bits,
    colour_card,
    information_card,
    key_points_card,
    statistics_card,
)
from explorer.figures import deferred, reasons, served
from explorer.pair import other_indices
from explorer.pair.channel_names import LUMA, WORDS
from explorer.pair.colours import Shown
from explorer.pair.pair_statistics import PairStatistics, pair_statistics
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.runner import RUNNER
from explorer.store.served_files import SERVED


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What is sent of a card.

    Attributes
    ----------
    key : str
        Its name in links.
    title : str
        For people.
    html : str or None
        Drawn until what is measured is there; None leaves what stands there, faded.
    later : str or None
        Address of what is measured, from `ServedFiles.defer`; None where `html` is it.
    wide : str
        Address of the page-wide view; "" where the card cannot be opened.
    waiting : str
        Drawn until that is there.
    """

    key: str
    title: str
    html: str | None
    later: str | None
    wide: str = ""
    waiting: str = ""


STATISTICS = "statistics"
"""Key of the card of what papers print."""

MEASURING = '<p class="measuring">Being measured…</p>'


def cards(
    plain: Source,
    encrypted: Source,
    form: Form,
    shown: Shown,
    second: Source | None = None,
) -> tuple[Card, ...]:
    """Return the cards of a pair.

    Parameters
    ----------
    plain, encrypted : Source
        The pair.
    form : Form
        Settings of the paper's index, for the colours.
    shown : {"colour", "index"}
        How pictures are shown in the page-wide views.
    second : Source, optional
        A second encrypted picture, for the statistics.
    """
    pictures = served.picture(plain, shown), served.picture(encrypted, shown)
    grey = served.picture(plain)

    def of_information(draw: _DrawInformation) -> _Make:
        def make(plain: Source, encrypted: Source) -> str:
            noise = other_indices.noise("information", plain, encrypted)
            found = other_indices.information(plain, encrypted)
            with RUNNER.turn(figure=True):
                small = thumbnail(plain.luma, encrypted.luma, found)
            return draw(found, noise, small)

        return make

    def of_points(draw: Callable[[FoundAgain, NoiseBaseline], str]) -> _Make:
        def make(plain: Source, encrypted: Source) -> str:
            found = other_indices.points(plain, encrypted)
            # Other work comes first: nothing on the page takes longer.
            noise = other_indices.noise("key-points", plain, encrypted, figure=False)
            return draw(found, noise)

        return make

    def wide_information(
        found: Information, noise: NoiseBaseline, small: Information | None
    ) -> str:
        return information_card.wide(found, noise, small, pictures, grey)

    def wide_points(found: FoundAgain, noise: NoiseBaseline) -> str:
        return key_points_card.wide(found, noise, pictures)

    pair = plain, encrypted
    return (
        Card(
            key="information",
            title=information_card.TITLE,
            html=MEASURING,
            later=_later(pair, ["information"], of_information(information_card.card)),
            wide=_later(
                pair, ["information", *pictures], of_information(wide_information)
            ),
            waiting=MEASURING,
        ),
        Card(
            key="key-points",
            title=key_points_card.TITLE,
            html=MEASURING,
            later=_later(pair, ["key points"], of_points(key_points_card.card)),
            wide=_later(pair, ["key points", *pictures], of_points(wide_points)),
            waiting=MEASURING,
        ),
        _colours(plain, encrypted, form),
        _statistics(plain, encrypted, second),
    )


def pinned_bits(plain: Source, encrypted: Source, point: tuple[float, float]) -> str:
    """Return the address of the bits of the block that holds a point."""

    def make(plain: Source, encrypted: Source) -> str:
        return block_bits.block_bits(other_indices.information(plain, encrypted), point)

    return _later((plain, encrypted), ["bits", *point], make)


_Make = Callable[[Source, Source], str]
_DrawInformation = Callable[[Information, NoiseBaseline, Information | None], str]


def _later(
    pair: Sequence[Source], words: Sequence[object], make: Callable[..., str]
) -> str:
    """Address of HTML that is made of a pair when the browser asks for it."""

    def file(*sources: Source) -> bytes:
        try:
            return make(*sources).encode()
        except ImageError as error:
            return f'<p class="said">Not measured: {escape(str(error))}.</p>'.encode()

    digests = [source.digest for source in pair]
    name = hashlib.sha256(repr(["also checked", *digests, *words]).encode()).hexdigest()
    return SERVED.defer(name, file, *pair, ending="txt")


def _colours(plain: Source, encrypted: Source, form: Form) -> Card:
    title, channel = colour_card.TITLE, plain.made.channel
    if channel != LUMA:
        said = f"The pair is looked at through {WORDS[channel]} alone."
        html = f'<p class="said">{escape(said)}</p>'
        return Card(key="colour", title=title, html=html, later=None)
    grey = not reasons.colours(plain, encrypted).encrypted_has_colour

    def make(plain: Source, encrypted: Source) -> str:
        scores = _channel_scores(plain, encrypted, form)
        if grey:
            return colour_card.card(scores, (), colour_card.GREY)
        draws = deferred.noise(plain, encrypted, form)
        shows = reasons.shows_more(plain, encrypted, form, draws)
        return colour_card.card(scores, shows)

    def make_wide(plain: Source, encrypted: Source) -> str:
        whole = reasons.colours(plain, encrypted)
        found = look_at_all(
            whole,
            form,
            DRAWS,
            names=colour_card.ROWS,
            turn=partial(RUNNER.turn, figure=True),
        )
        pictures = {
            channel.name: _tiles(colour_card.small(whole.planes(channel.name)))
            for channel in found.found
        }
        if grey:
            return colour_card.wide(found, pictures, (), colour_card.GREY)
        draws = deferred.noise(plain, encrypted, form)
        shows = reasons.shows_more(plain, encrypted, form, draws)
        return colour_card.wide(found, pictures, shows)

    words = [encrypted.file_digest, form]
    pair = plain, encrypted
    return Card(
        key="colour",
        title=title,
        html=None,
        later=_later(pair, ["colours", *words], make),
        wide=_later(pair, ["all colours", *words], make_wide),
        waiting=MEASURING,
    )


def _tiles(pictures: tuple[NDArray[np.uint8], NDArray[np.uint8]]) -> tuple[str, str]:
    plain, encrypted = map(served.tile, pictures)
    return plain, encrypted


def _statistics(plain: Source, encrypted: Source, second: Source | None) -> Card:
    sources = (plain, encrypted, *([second] if second else []))

    def drawn(name: str, draw: Callable[[PairStatistics], str]) -> str:
        def make(*sources: Source) -> str:
            return draw(pair_statistics(*sources))

        words = [name, encrypted.file_digest, *encrypted.identity]
        return _later(sources, words, make)

    return Card(
        key=STATISTICS,
        title=statistics_card.TITLE,
        html=MEASURING,
        later=drawn("statistics", statistics_card.card),
        wide=drawn("all statistics", statistics_card.wide),
        waiting=MEASURING,
    )


def _channel_scores(plain: Source, encrypted: Source, form: Form) -> dict[str, float]:
    def make() -> dict[str, float]:
        with RUNNER.turn(figure=True):
            return channel_scores(reasons.colours(plain, encrypted), form)

    key = "channel scores", plain.digest, encrypted.digest, form
    return MEMORY.recall(key, make, plain, encrypted)
