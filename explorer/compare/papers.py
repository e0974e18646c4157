"""What papers print of each encryption that is compared, as one table."""

import hashlib
from collections.abc import Sequence
from html import escape

from core.image import ImageError
from core.randomness.entries import Entry
from explorer.compare.comparison import Comparison
from explorer.figures.statistics_table import SAYS, SOURCE, value_words
from explorer.pair.pair_statistics import PairStatistics, pair_statistics
from explorer.pair.sources import Source
from explorer.store.served_files import SERVED

NEEDS_SECOND = (
    "A dash: the scheme is not known here, so a second encrypted picture is needed. "
    "Explore takes one, under Statistics."
)


def papers_figure(found: Comparison) -> str:
    """Return the address of the table, which is made when it is asked for."""
    names = [f"{each.number}. {each.short}" for each in found.encryptions]
    sources = [found.plain, *(each.source for each in found.encryptions)]
    digests = [(source.digest, source.file_digest) for source in sources]
    name = hashlib.sha256(repr(["papers", names, digests]).encode()).hexdigest()

    def make(plain: Source, *encrypted: Source) -> bytes:
        return papers_html(names, [_tested(plain, each) for each in encrypted]).encode()

    return SERVED.defer(name, make, *sources, ending="txt")


def papers_html(
    names: Sequence[str], found: Sequence[PairStatistics | ImageError]
) -> str:
    """HTML of the table: a row for each encryption, a column for each number.

    Parameters
    ----------
    names : sequence of str
        Of the encryptions.
    found : sequence of PairStatistics or ImageError
        What papers print of each, or why there is nothing.
    """
    heads = "".join(
        f'<th scope="col">{head}<small>{ideal}</small></th>' for head, ideal in _COLUMNS
    )
    rows = "".join(map(_row, names, found))
    dash = any(
        isinstance(each, PairStatistics) and not each.has_second for each in found
    )
    return (
        '<div class="statistics many"><table aria-label="What papers print"><thead><tr>'
        f"<td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f'<p class="said">{SAYS} Of 20 tests of a perfect cipher one fails by chance.'
        f"{f' {NEEDS_SECOND}' if dash else ''}</p>"
        f'<p class="reading">{escape(SOURCE)}</p></div>'
    )


_COLUMNS = (
    ("Entropy", "ideal 8"),
    ("Chi-square", "ideal 255"),
    ("Neighbours, right", "ideal 0"),
    ("Neighbours, below", "ideal 0"),
    ("Neighbours, diagonal", "ideal 0"),
    ("Another key, NPCR", "ideal 99.61 %"),
    ("Another key, UACI", "ideal 33.46 %"),
    ("One pixel, NPCR", "ideal 99.61 %"),
    ("One pixel, UACI", "ideal 33.46 %"),
)


def _tested(plain: Source, encrypted: Source) -> PairStatistics | ImageError:
    try:
        return pair_statistics(plain, encrypted)
    except ImageError as error:
        return error


def _row(name: str, found: PairStatistics | ImageError) -> str:
    head = f'<tr><th scope="row">{escape(name)}</th>'
    if isinstance(found, ImageError):
        said = f"Not measured: {escape(str(found))}."
        return f'{head}<td colspan="{len(_COLUMNS)}">{said}</td></tr>'
    channels = range(len(found.table.channels))
    columns: list[Sequence[Entry]] = [
        [found.table.entry(key, channel) for channel in channels]
        for key in ("entropy", "chi2", "corr_h", "corr_v", "corr_d")
    ]
    for changed in (found.of_key, found.of_pixel):
        columns += [[pair[n] for pair in changed] for n in (0, 1)]
    nothing = "–" if found.keyed else "no key"
    cells = "".join(
        f'<td data-of="{column}">{_cell(entries) or nothing}</td>'
        for (column, _), entries in zip(_COLUMNS, columns, strict=True)
    )
    return f"{head}{cells}</tr>"


def _cell(entries: Sequence[Entry]) -> str:
    """Values of a number in each channel, and whether all pass; "" without any."""
    if not entries:
        return ""
    values = "<br>".join(map(value_words, entries))
    verdicts = [entry.verdict.removesuffix(" at 5 %") for entry in entries]
    fails = verdicts.count("fails")
    word = "fails" if fails else verdicts[0]
    if 0 < fails < len(entries):
        word = f"{fails} of {len(entries)} fail"
    return f"<b>{values}</b><small>{word}</small>"
