"""Statistics: what papers print of the encrypted picture."""

from html import escape
from statistics import fmean

from explorer.figures.statistics_table import signed, statistics_html, value_words
from explorer.pair.pair_statistics import PairStatistics

TITLE = "Statistics"


def card(found: PairStatistics) -> str:
    """HTML of the card: three numbers, how many tests pass, and what they leave out."""
    rows = [
        ("Entropy, of 8 bits", f"{_mean(found, 'entropy'):.2f}"),
        ("Neighbours alike", _neighbours(found)),
        _changed(found),
    ]
    passed, count = found.tests
    listed = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in rows
    )
    return (
        f'<dl class="rows">{listed}</dl>'
        f'<p class="reading">{passed} of {count} tests pass at 5 %.</p>'
        '<p class="said">These test randomness, as papers do. They do not tell what an '
        "eye, or an attack, finds.</p>"
    )


def wide(found: PairStatistics) -> str:
    """HTML of the page-wide view: every number with its ideal and its test."""
    return statistics_html(found)


def _mean(found: PairStatistics, key: str) -> float:
    channels = range(len(found.table.channels))
    return fmean(found.table.entry(key, channel).value for channel in channels)


def _neighbours(found: PairStatistics) -> str:
    mean = _mean(found, "corr_h")
    # All pixels equal: there is no correlation.
    return "not defined" if mean != mean else signed(f"{mean:.2f}")


def _changed(found: PairStatistics) -> tuple[str, str]:
    """How many pixels a tiny change moves; the error where that is not known."""
    for name, channels in (
        ("Another key changes", found.of_key),
        ("One pixel changes", found.of_pixel),
        ("Second picture differs", found.of_file),
    ):
        if channels:
            return name, f"{fmean(npcr.value for npcr, _ in channels):.2f} %"
    psnr = found.table.entry("psnr")
    if len(found.table.channels) > 1:
        return "Mean error (MAE)", f"{_mean(found, 'mae'):.1f}"
    return "PSNR", value_words(psnr)
