"""What papers print of a cipher, as tables: each with its ideal, its test and its pair.

Explore, Compare and the report write the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isinf, isnan

from core.randomness import people
from core.randomness.entries import SAYS, Entry
from explorer.pair.pair_statistics import PairStatistics

NEEDS_SECOND = (
    "How far the encryption follows a tiny change (NPCR and UACI) needs a second "
    "encrypted picture: of the same plain picture with one pixel changed, or under a "
    "key with one bit changed."
)

LEAST = 0.0001
"""Share in % that four decimals still show."""

SOURCE = (
    "Definitions as papers use them, and critical values of NPCR and UACI after Y. Wu, "
    "J. P. Noonan and S. Agaian, NPCR and UACI randomness tests for image encryption, "
    "Cyber Journals, JSAT, April 2011: published definition. Correlations are over all "
    "pairs of neighbours, not over some thousand drawn at random: own definition."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Numbers that are meant for one pair of pictures.

    Attributes
    ----------
    title : str
        The pair.
    not_said : str
        What these numbers do not say, in one sentence.
    entries : sequence of Entry
        The numbers.
    judged : bool
        Whether it was measured how far numbers of such a pair go with people's scores.
    """

    title: str
    not_said: str
    entries: Sequence[Entry]
    judged: bool = True


def groups(found: PairStatistics, channel: int = 0) -> list[Group]:
    """Return the numbers of a channel, by the pair that they are meant for."""
    by_key = {entry.key: entry for entry in found.table.entries[channel]}

    def entries(*keys: str) -> list[Entry]:
        return [by_key[key] for key in keys if key in by_key]

    made = [
        Group(
            title="The encrypted picture",
            not_said="An even histogram does not say that nothing shows, nor an uneven "
            "one that anything does: blocks that change places leave it as it is.",
            entries=entries("entropy", "chi2"),
        ),
        Group(
            title="Neighbours in the encrypted picture",
            not_said="Neighbours that differ do not say that the picture is gone: a "
            "program can put rows, columns or pixels back in order.",
            entries=entries("corr_h", "corr_v", "corr_d"),
        ),
        Group(
            title="Neighbours in the plain picture",
            not_said="These say nothing of the encryption. They stand here to compare.",
            entries=entries("corr_plain_h", "corr_plain_v", "corr_plain_d"),
        ),
        Group(
            title="Encrypted again, with the last character of the key changed",
            not_said="That most pixels differ does not say that they hide anything.",
            entries=_of(found.of_key, channel),
        ),
        Group(
            title="Encrypted again, with one bit of the middle pixel changed",
            not_said="To fail does not say that the picture shows: the strongest "
            "stream ciphers change one pixel where one is changed.",
            entries=_of(found.of_pixel, channel),
            judged=False,
        ),
        Group(
            title="The encrypted picture and the second one",
            not_said="That most pixels differ does not say that they hide anything: a "
            "fixed table without a key can pass both tests.",
            entries=_of(found.of_file, channel),
        ),
        Group(
            title="Decrypted with the last character of the key changed, and the plain "
            "picture",
            not_said="That a wrong key shows nothing does not say that no key is "
            "needed.",
            entries=_wrong_key(found),
            judged=False,
        ),
        Group(
            title="The plain picture and the encrypted one",
            not_said="A large error does not say that nothing shows: a negative has "
            "one too.",
            entries=entries("mse", "psnr", "mae"),
        ),
    ]
    return [group for group in made if group.entries]


def summary(found: PairStatistics) -> str:
    """Say how many tests pass, and what that means."""
    passed, count = found.tests
    return (
        f"{passed} of {count} tests pass at 5 %. Of 20 tests of a perfect cipher one "
        f"fails by chance. {SAYS}"
    )


def statistics_html(found: PairStatistics) -> str:
    """HTML of all numbers: a table for each channel, with what has to be known."""
    channels = found.table.channels
    alone = len(channels) == 1
    tables = "".join(
        f"{'' if alone else f'<h4>{name}</h4>'}{_table(groups(found, number), name)}"
        for number, name in enumerate(channels)
    )
    second = "" if found.has_second else f'<p class="reading">{NEEDS_SECOND}</p>'
    return (
        f'<div class="statistics"><p class="said">{escape(summary(found))}</p>'
        f"{tables}{second}"
        f'<p class="reading">{escape(_people())}</p>'
        f'<p class="reading">{escape(SOURCE)}</p></div>'
    )


def value_words(entry: Entry) -> str:
    """Value of a number as tables write it, with its unit."""
    value = entry.value
    if isnan(value):
        return "not defined"
    unit = f" {entry.unit}" if entry.unit else ""
    if isinf(value):
        return f"∞{unit}"
    # "corr_h" and "corr_plain_h" are written alike.
    form = _FORMS.get(entry.key.partition("_")[0], ",.2f")
    if entry.unit == "%" and value < LEAST:
        return f"below {LEAST}{unit}" if value else f"0{unit}"
    return f"{signed(f'{value:{form}}')}{unit}"


def signed(text: str) -> str:
    """A number as it is printed: with a minus that is as wide as a plus, and no −0."""
    return text.replace("-", "−") if text.strip("-0.") else text.lstrip("-")


def verdict_words(entry: Entry) -> str:
    """Say whether a number passes its test, and with what chance; "" without a test."""
    word = entry.verdict.removesuffix(" at 5 %")
    if entry.p is None or not word:
        return word
    chance = "below 0.001" if entry.p < 0.001 else f"{entry.p:.3f}"
    return f"{word}, p {chance}"


def _of(channels: Sequence[Sequence[Entry]], channel: int) -> Sequence[Entry]:
    return channels[channel] if channels else ()


def _wrong_key(found: PairStatistics) -> Sequence[Entry]:
    """What the wrong key decrypts, against the plain picture: no test is made of it."""
    made = found.made
    if made is None or made.decrypted is None or not found.keyed:
        return ()
    said = (
        ("npcr", "Pixels that differ (NPCR)", made.decrypted.npcr, "%"),
        ("uaci", "By how much they differ (UACI)", made.decrypted.uaci, "%"),
        ("vsi", "Visual security index", made.decrypted_vsi, ""),
    )
    return [
        Entry(key=key, label=label, value=value, unit=unit)
        for key, label, value, unit in said
        if value is not None
    ]


def _table(found: Sequence[Group], name: str) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    bodies = "".join(
        f'<tbody><tr><th colspan="5" scope="rowgroup">{escape(group.title)}'
        f"<small>{escape(group.not_said)}</small></th></tr>"
        f"{''.join(_row(entry, judged=group.judged) for entry in group.entries)}"
        "</tbody>"
        for group in found
    )
    return (
        f'<table aria-label="What papers print, {name}"><thead><tr><td></td>'
        f"{heads}</tr></thead>{bodies}</table>"
    )


_HEADS = ("Value", "Ideal", "Test at 5 %", "With people")


def _row(entry: Entry, *, judged: bool) -> str:
    unit = f" {entry.unit}" if entry.unit else ""
    ideal = "" if entry.ideal is None else f"{entry.ideal:.6g}{unit}"
    known = judged and entry.people is not None
    rank = signed(f"{entry.people:+.2f}") if known else ""
    cells = value_words(entry), ideal, _test(entry), rank
    return (
        f'<tr><th scope="row">{escape(entry.label)}</th>'
        + "".join(
            f'<td data-of="{head}">{escape(cell)}</td>'
            for head, cell in zip(_HEADS, cells, strict=True)
        )
        + "</tr>"
    )


def _test(entry: Entry) -> str:
    """The test in words, with the values that pass where these are known."""
    word = verdict_words(entry)
    if not word or entry.accepted is None:
        return word
    low, high = (
        value_words(Entry(key=entry.key, label="", value=end)) for end in entry.accepted
    )
    if entry.key == "chi2":
        return f"{word}. Passes up to {high}"
    if entry.key == "npcr":
        return f"{word}. Passes from {low} on"
    return f"{word}. Passes from {low} to {high}"


def _people() -> str:
    return (
        "With people: rank correlation with the scores that people gave 102 encrypted "
        f"pictures, measured here. It is 0 without any relation, and "
        f"{people.RANK_CORRELATION['vsi']:.2f} for the visual security index."
    )


_FORMS = {
    "entropy": ".4f",
    "chi2": ",.0f",
    "corr": ".4f",
    "npcr": ".4f",
    "uaci": ".4f",
    "mse": ",.1f",
    "vsi": ".2f",
}
"""How numbers are written: with as many decimals as papers print."""
