"""Every index by its agreement with people, best first, each with its interval.

Rows of HTML, each with a drawing of its own across the whole width: so the words keep
their size on every screen.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from core.evaluation import AgreementReport, MeasureAgreement
from core.evaluation.column import Ends
from core.evaluation.paper import Criterion
from core.evaluation.report import REFERENCE
from core.indices import INDICES
from explorer.people.criteria import WORDS
from explorer.people.verdict import RIVAL, two

TRAINED = "nqiqapei"
"""The index with a model that was trained on mean scores of PEID."""

_LEARNT = {
    "regenerated": "learnt from these very scores: no fair comparison",
    "peid": "learnt from PEID's mean scores: no fair comparison",
}
"""What is said of the trained index, by key of the database."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A row of the chart.

    Attributes
    ----------
    key, name : str
        Of the index.
    whose : str
        Whose it is, where that matters: "the paper's" or "ours".
    value : float
        Its agreement.
    interval : (float, float), optional
        95 % interval.
    look : {"paper", "rival", "learnt", "other"}
        How its row is drawn.
    note : str
        What has to be known of it, beside its mark.
    """

    key: str
    name: str
    whose: str
    value: float
    interval: Ends | None
    look: str
    note: str = ""

    @property
    def spoken(self) -> str:
        """Name and numbers, for those who do not see the chart."""
        between = ""
        if self.interval:
            between = f", {two(self.interval[0])} to {two(self.interval[1])}"
        note = f", {self.note}" if self.note else ""
        return f"{full_name(self.key)} {two(self.value)}{between}{note}"


def ranked(
    report: AgreementReport,
    criterion: Criterion,
    intervals: Mapping[str, Ends],
) -> list[Ranked]:
    """Return the rows, closest agreement first.

    Parameters
    ----------
    report : AgreementReport
        Of the indices that are chosen; those without an agreement are left out.
    criterion : str
        What agreement is measured by.
    intervals : mapping of str to (float, float)
        Of that criterion, by key of the index.
    """
    rows = [
        _row(each, criterion, intervals.get(each.key), report.database.key)
        for each in report.indices
        if each.agreement
    ]
    return sorted(rows, key=lambda row: row.value, reverse=WORDS[criterion].rises)


def _row(
    found: MeasureAgreement, criterion: Criterion, interval: Ends | None, data: str
) -> Ranked:
    key, look, note = found.key, "other", ""
    if key == REFERENCE:
        look = "paper"
    elif key == RIVAL:
        look = "rival"
    elif key == TRAINED and data in _LEARNT:
        look, note = "learnt", _LEARNT[data]
    return Ranked(
        key=key,
        name=name_of(key),
        whose=whose(key),
        value=getattr(found.agreement, criterion),
        interval=interval,
        look=look,
        note=note,
    )


def name_of(key: str) -> str:
    """Name of an index in the chart."""
    return "VSI" if key == REFERENCE else INDICES[key].label


def full_name(key: str) -> str:
    """Name of an index, and whose it is where that has to be known."""
    return ", ".join(filter(None, (name_of(key), whose(key))))


def whose(key: str) -> str:
    """Whose an index is, where that has to be known: the paper's, or ours."""
    if key == REFERENCE:
        return "the paper's index"
    return "ours" if INDICES[key].chosen_on else ""


def ranking(rows: Sequence[Ranked], criterion: Criterion) -> str:
    """HTML of the chart.

    Parameters
    ----------
    rows : sequence of Ranked
        In order; at least one.
    criterion : str
        What their values are.
    """
    words = WORDS[criterion]
    low, high, ticks = _scale(rows, words.rises)

    def across(value: float) -> float:
        return 100 * (value - low) / (high - low)

    grid = "".join(
        f'<line class="grid" x1="{across(tick):.2f}%" x2="{across(tick):.2f}%" y1="0" '
        'y2="100%"/>'
        for tick in ticks
    )
    lines = "".join(
        f'<div class="row {row.look}"><span class="name">{escape(row.name)}'
        f"{f' <small>{escape(row.whose)}</small>' if row.whose else ''}</span>"
        f'<span class="track"><svg aria-hidden="true">{grid}'
        f"{_mark(row, across)}</svg>{_note(row, across)}</span>"
        f'<span class="value">{two(row.value)}</span></div>'
        for row in rows
    )
    numbers = "".join(
        f'<span style="left: {across(tick):.2f}%">{_tick(tick)}</span>'
        for tick in ticks
    )
    # The best end of an error is on the left.
    ends = [words.axis, words.best] if words.rises else [words.best, words.axis]
    spoken = (
        f"{words.axis[0].upper()}{words.axis[1:]}, best first: "
        f"{'; '.join(row.spoken for row in rows)}."
    )
    return (
        f'<style>{_style()}</style><div class="ranking" role="img" '
        f'aria-label="{escape(spoken)}">{lines}'
        f'<div class="axis"><div class="numbers">{numbers}</div><div class="ends">'
        f"<span>{escape(ends[0])}</span><span>{escape(ends[1])}</span></div></div></div>"
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return Path(__file__).with_name("ranking.css").read_text(encoding="utf-8")


def _mark(row: Ranked, across: Callable[[float], float]) -> str:
    line = ""
    if row.interval:
        begin, end = map(across, row.interval)
        line = (
            f'<line class="between" x1="{begin:.2f}%" x2="{end:.2f}%" y1="50%" '
            'y2="50%"/>'
        )
    radius = 8 if row.look == "paper" else 6.5
    return f'{line}<circle cx="{across(row.value):.2f}%" cy="50%" r="{radius}"/>'


def _note(row: Ranked, across: Callable[[float], float]) -> str:
    """Words beside a mark, on the side that has more room."""
    if not row.note:
        return ""
    begin, end = map(across, row.interval or (row.value, row.value))
    if begin + end > 100:
        look, side = "note before", f"left: 0; right: calc({100 - begin:.2f}% + 12px)"
    else:
        look, side = "note", f"left: calc({end:.2f}% + 12px); right: 0"
    return f'<span class="{look}" style="{side}"><i>{escape(row.note)}</i></span>'


def _scale(rows: Sequence[Ranked], rises: bool) -> tuple[float, float, list[float]]:
    """Both ends of the scale, and its round numbers."""
    values = [value for row in rows for value in (row.value, *(row.interval or ()))]
    least, most = min(values), max(values)
    if rises:
        step = 0.1 if least > 0.15 else 0.25
        low = max(-1.0, math.floor(least / step - 0.15) * step)
        high = 1.0
    else:
        step = next(
            (s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10, 20) if 6 * s >= most), most
        )
        low, high = 0.0, step * math.ceil(most / step + 0.15)
    count = round((high - low) / step)
    return low, high, [low + step * i for i in range(count + 1)]


def _tick(value: float) -> str:
    return two(value) if round(10 * value, 6) % 1 else f"{value:.1f}".replace("-", "−")
