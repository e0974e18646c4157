"""Figures that take longer than a step of a slider.

A page gets their address at once. They are made on another thread when the browser
asks for them, which it does when no slider moves.
"""

import hashlib
import json
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.attacks.turned import Turned
from core.edges import edge_map
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import Recognizability, evaluate
from core.recognizability.noise import noise_pair
from core.recognizability.parameters import Parameters
from explorer.figures import reasons, served
from explorer.figures.gauge import Mark, ScoreOnScale, constants, gauge
from explorer.figures.matches import distinct_matches
from explorer.figures.pictures import grey_png, png
from explorer.figures.reassembled import lay, lay_colours, reassembled_html
from explorer.figures.reference_scores import ANCHORS, Anchor
from explorer.figures.turned_back import chip
from explorer.pair import evaluation, other_indices
from explorer.pair.bit_channels import bit_levels
from explorer.pair.channel_names import LUMA
from explorer.pair.colours import Shown, colours, colours_name
from explorer.pair.noise_draws import Draws, draws_of_noise
from explorer.pair.sources import Source
from explorer.pair.sweeps import pair_words
from explorer.pair.turned_pieces import known_pieces, small_enough, turned_pieces
from explorer.store.memory import MEMORY
from explorer.store.runner import RUNNER
from explorer.store.served_files import SERVED


def score(
    plain: Source, other: Source, edges_other: NDArray[np.float32], form: Form
) -> float:
    """Return VSI(P, E) and keep no stage, so that those of sliders stay kept."""
    pair = stages.prepare(
        plain.luma,
        other.luma,
        edges_plain=evaluation.edges(plain),
        edges_encrypted=edges_other,
        data_range=255,
    )
    return evaluate(pair, form).vsi


def noise(plain: Source, encrypted: Source, form: Form) -> Draws:
    """Return what the encrypted pixels score in random order; kept on disk too."""

    def prepare() -> Callable[[int], float]:
        pair = stages.prepare(
            plain.luma,
            encrypted.luma,
            edges_plain=evaluation.edges(plain),
            edges_encrypted=evaluation.edges(encrypted),
            data_range=255,
        )
        return lambda number: _draw(pair, number, form)

    def make() -> Draws:
        words = [pair_words(plain, form)]
        return draws_of_noise(words, prepare, plain, encrypted)

    draws = MEMORY.recall(_noise_key(plain, encrypted, form), make, plain, encrypted)
    MEMORY.keep(_last_noise_key(plain, encrypted, form), draws)
    return draws


def _draw(pair: stages.Pair, number: int, form: Form) -> float:
    return float(evaluate(noise_pair(pair, number), form).vsi)


def known_noise(plain: Source, encrypted: Source, form: Form) -> Draws | None:
    """Return `noise` if it has been measured."""
    return MEMORY.known(_noise_key(plain, encrypted, form))


def _likely_noise(
    plain: Source, encrypted: Source, form: Form, vsi: float
) -> Draws | None:
    """Return the noise measured last, if the score is far above it.

    Other constants change what noise scores too, but not by so much.
    """
    draws = MEMORY.known(_last_noise_key(plain, encrypted, form))
    return draws if draws and vsi > max(draws) + _FAR else None


_FAR = 0.2


def _noise_key(plain: Source, encrypted: Source, form: Form) -> tuple[Hashable, ...]:
    return "noise", plain.digest, encrypted.digest, form


def _last_noise_key(
    plain: Source, encrypted: Source, form: Form
) -> tuple[Hashable, ...]:
    usual = replace(form, parameters=Parameters())
    return "last noise", plain.digest, encrypted.digest, usual


def why_figure(
    plain: Source, encrypted: Source, result: Recognizability
) -> tuple[str, str | None]:
    """Return why it leaks as far as that is known, and the address of the whole.

    There is no address if nothing is missing.
    """
    # Ranges that differ are the page's notice of white, with a field to set it.
    why = reasons.why_of(plain, encrypted, result, said_already=("ranges",))
    form = result.form
    known = known_noise(plain, encrypted, form)
    shows = reasons.known_to_show(plain, encrypted, form)
    asks = known is not None and why.asks_for_information(known)
    information = other_indices.known_verdict(plain, encrypted) if asks else None
    measured = known is not None or why.nothing
    if shows is not None and measured and (information is not None or not asks):
        return why.html(known, shows, information), None

    def make(plain: Source, encrypted: Source) -> bytes:
        draws = None if why.nothing else noise(plain, encrypted, form)
        shows = reasons.shows_more(plain, encrypted, form, draws or ())
        information = None
        if draws is not None and why.asks_for_information(draws):
            information = other_indices.verdict(plain, encrypted)
        return why.html(draws, shows, information).encode()

    later = SERVED.defer(
        _name("why", plain.digest, encrypted.digest, form, why),
        make,
        plain,
        encrypted,
        ending="txt",
    )
    # Before the colours have been looked at, it does not say that nothing shows.
    return why.html(_likely_noise(plain, encrypted, form, why.score), shows), later


def marks(plain: Source, encrypted: Source, form: Form) -> tuple[Mark, ...]:
    """Return what known encryptions of an image score, then noise."""

    def make() -> tuple[Mark, ...]:
        with RUNNER.turn(figure=True):
            return tuple(_mark(plain, anchor, form) for anchor in ANCHORS)

    anchors = MEMORY.recall(_marks_key(plain, form), make)
    found = (*anchors, Mark.of_noise(noise(plain, encrypted, form)))
    MEMORY.keep(_last_key(plain, encrypted, form), (form.parameters, found))
    return found


def _mark(plain: Source, anchor: Anchor, form: Form) -> Mark:
    other = anchor.source(plain)
    # Edges take longest, so they are kept as long as the plain image.
    vsi = score(plain, other, evaluation.edges(other, plain), form)
    return Mark(label=anchor.label, about=anchor.about, vsi=vsi)


def known_marks(
    plain: Source, encrypted: Source, form: Form
) -> tuple[Mark, ...] | None:
    """Return `marks` if they have been computed."""
    anchors = MEMORY.known(_marks_key(plain, form))
    measured = known_noise(plain, encrypted, form)
    if anchors is None or measured is None:
        return None
    return (*anchors, Mark.of_noise(measured))


def last_marks(
    plain: Source, encrypted: Source, form: Form
) -> tuple[Parameters, tuple[Mark, ...]] | None:
    """Return the last `marks` of a pair with other constants, and the constants."""
    return MEMORY.known(_last_key(plain, encrypted, form))


def _marks_key(plain: Source, form: Form) -> tuple[Hashable, ...]:
    return "marks", plain.digest, form


def _last_key(plain: Source, encrypted: Source, form: Form) -> tuple[Hashable, ...]:
    usual = replace(form, parameters=Parameters())
    return "last marks", plain.digest, encrypted.digest, usual


def gauge_figure(
    plain: Source, encrypted: Source, result: Recognizability
) -> tuple[str, str | None]:
    """Return the gauge as it can be drawn now, and the address of the complete one.

    There is no address if it is complete. Marks of other constants are named as such.
    """
    form, reading = result.form, ScoreOnScale.of(result, plain.made.channel)
    known = known_marks(plain, encrypted, form)
    if known is not None:
        return gauge(reading, known), None
    last = last_marks(plain, encrypted, form)
    if last is None:
        now = gauge(reading, ())
    else:
        now = gauge(reading, last[1], settings=constants(last[0]))
    later = SERVED.defer(
        _name("gauge", plain.digest, encrypted.digest, form, reading),
        lambda plain, encrypted: gauge(reading, marks(plain, encrypted, form)).encode(),
        plain,
        encrypted,
        ending="txt",
    )
    return now, later


def numbered_matches(
    plain: Source, encrypted: Source, result: Recognizability
) -> tuple[list[int], str | None]:
    """Return the blocks to number in clean pictures, and the address of a better list.

    There are none where the score is within the range of noise. Until that is known
    there are none either, and the address gives them as JSON.
    """
    form, vsi = result.form, result.vsi
    found = distinct_matches(result)
    draws = known_noise(plain, encrypted, form)
    if draws is not None or not found:
        return (found if draws and vsi > max(draws) else []), None
    if _likely_noise(plain, encrypted, form, vsi):
        return found, None

    def make(plain: Source, encrypted: Source) -> bytes:
        above = vsi > max(noise(plain, encrypted, form))
        return json.dumps(found if above else []).encode()

    later = SERVED.defer(
        _name("numbered", plain.digest, encrypted.digest, form, found, vsi),
        make,
        plain,
        encrypted,
        ending="txt",
    )
    return [], later


def reassembled_picture(
    encrypted: Source,
    result: Recognizability,
    shown: Shown | Literal["alpha"] = "index",
    back: Turned | None = None,
) -> str:
    """Return the address of the reassembled picture, which is made on request.

    It is in colour if `shown` says so and the encrypted picture has any, or of alpha.
    `result` has the matches that are laid, and `back` says how pieces are turned back.
    """
    found, offset = result.shown, result.offset
    side, border = result.side, result.form.border
    states = b"" if back is None else back.turn.tobytes() + back.negative.tobytes()
    which = found.tobytes() + states
    if shown == "colour" and evaluation.has_colour(encrypted):
        name = colours_name(encrypted)
        return SERVED.defer(
            _name("reassembled in colour", name, side, border, offset, which),
            lambda encrypted: png(
                lay_colours(found, colours(encrypted), side, border, offset, back)
            ),
            encrypted,
        )
    if shown == "alpha":
        return SERVED.defer(
            _name("reassembled alpha", encrypted.digest, side, border, offset, which),
            lambda encrypted: grey_png(
                lay(found, bit_levels(encrypted, "alpha"), side, border, offset, back)
            ),
            encrypted,
        )
    if shown == "colour":
        encrypted = evaluation.through(encrypted, LUMA)
    return SERVED.defer(
        _name("reassembled", encrypted.digest, side, border, offset, which),
        lambda encrypted: grey_png(
            lay(found, encrypted.luma, side, border, offset, back)
        ),
        encrypted,
    )


def reassembled_figure(
    plain: Source,
    encrypted: Source,
    result: Recognizability,
    shown: Shown = "index",
    back: Turned | None = None,
) -> str:
    """Return the address of the reassembled picture's figure, with its own score."""
    address = reassembled_picture(encrypted, result, shown, back)
    form, vsi = result.form, result.vsi
    found, offset = result.shown, result.offset
    side, border = result.side, result.form.border

    def make(plain: Source, encrypted: Source) -> bytes:
        luma = lay(found, encrypted.luma, side, border, offset, back)
        whole = Source(title="Reassembled", digest="", luma=luma)
        with RUNNER.turn(figure=True):
            own = score(plain, whole, edge_map(luma, data_range=255), form)
        pictures = (
            served.picture(plain, shown),
            served.picture(encrypted, shown),
            address,
        )
        return reassembled_html(pictures, vsi, own).encode()

    return SERVED.defer(
        _name("reassembly", plain.digest, encrypted.digest, address, form),
        make,
        plain,
        encrypted,
        ending="txt",
    )


def turned_chip(
    plain: Source, encrypted: Source, result: Recognizability, *, used: bool
) -> tuple[dict[str, Any] | None, str | None]:
    """Return what is offered about turned pieces, and the address of what is found.

    The search takes longer than a step. Until it is made nothing is offered, and the
    address gives the offer as JSON, `null` where it pays not.
    """
    form = result.form
    known = known_pieces(plain, encrypted, form)
    if used or known is not None or not small_enough(result):
        return chip(result, known, used=used), None

    def make(plain: Source, encrypted: Source) -> bytes:
        with RUNNER.turn(figure=True):
            found = turned_pieces(plain, encrypted, form)
        return json.dumps(chip(result, found, used=False)).encode()

    name = _name("turned", plain.digest, encrypted.digest, form)
    return None, SERVED.defer(name, make, plain, encrypted, ending="txt")


def _name(*parts: object) -> str:
    """Return a name for a file that depends on these parts alone."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
