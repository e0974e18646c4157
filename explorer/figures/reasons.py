"""Remarks on a pair of sources, and the channels of colour that show more.

Remembered like results. Looking at colour takes long, so it is done in the background.
"""

from collections.abc import Container, Hashable, Sequence
from dataclasses import replace
from functools import partial

from core.image import ColourPair
from core.recognizability.channel import Channel
from core.recognizability.channels import more_than_luma
from core.recognizability.form import Form
from core.recognizability.index import Recognizability
from core.remarks import Kind, Remark, remarks_on
from explorer.figures.why import Why
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.runner import RUNNER

CHOOSE_ANOTHER = "Choose another level or scheme, or a larger picture."


def colours(plain: Source, encrypted: Source) -> ColourPair:
    """Return a pair of sources, of one size, in their colours.

    What is looked at through another channel than luma is grey, as that channel is.
    """
    if {plain.made.channel, encrypted.made.channel} != {"luma"}:
        return ColourPair(plain=plain.luma, encrypted=encrypted.luma)
    return ColourPair(
        plain=plain.picture or plain.luma,
        encrypted=encrypted.picture or encrypted.luma,
        how=plain.made.fit or encrypted.made.fit or None,
    )


def remarks(
    plain: Source, encrypted: Source, *, said_already: Container[Kind] = ()
) -> tuple[Remark, ...]:
    """Return what has to be known of a pair before its score is believed, in order.

    Where the visitor chose the plain image itself as the encrypted one, nothing is said
    of that.
    """
    found = MEMORY.recall(
        ("remarks", plain.identity, encrypted.identity),
        lambda: remarks_on(colours(plain, encrypted), plain.made.channel),
        plain,
        encrypted,
    )
    said = list[Remark]()
    for remark in found:
        if remark.kind in said_already:
            continue
        if remark.kind != "unchanged":
            said.append(remark)
        elif encrypted is not plain:
            advice = f" {CHOOSE_ANOTHER}" if encrypted.unchanged else ""
            said.append(replace(remark, words=f"{remark.words}{advice}"))
    return tuple(said)


def why_of(
    plain: Source,
    encrypted: Source,
    result: Recognizability,
    *,
    said_already: Container[Kind] = (),
) -> Why:
    """Return what is said of the result of a pair, with its remarks.

    Remarks of the kinds `said_already` stand beside it already.
    """
    found = remarks(plain, encrypted, said_already=said_already)
    return Why.of(result, found)


def shows_more(
    plain: Source, encrypted: Source, form: Form, luma_draws: Sequence[float]
) -> tuple[Channel, ...]:
    """Return the channels that show more than luma, see `core.colour_shows`.

    Parameters
    ----------
    plain, encrypted : Source
        Of one size.
    form : Form
        Constants, parts and readings.
    luma_draws : sequence of float
        What noise scores in luma, as far as that is known.
    """

    def make() -> tuple[Channel, ...]:
        pair, turn = colours(plain, encrypted), partial(RUNNER.turn, figure=True)
        return more_than_luma(pair, form, luma_draws=luma_draws, turn=turn)

    return MEMORY.recall(_key(plain, encrypted, form), make, plain, encrypted)


def known_to_show(
    plain: Source, encrypted: Source, form: Form
) -> tuple[Channel, ...] | None:
    """Return `shows_more` if that is known; what is grey shows nothing more."""
    if not colours(plain, encrypted).encrypted_has_colour:
        return ()
    return MEMORY.known(_key(plain, encrypted, form))


def _key(plain: Source, encrypted: Source, form: Form) -> tuple[Hashable, ...]:
    return "colour", plain.digest, encrypted.digest, form
