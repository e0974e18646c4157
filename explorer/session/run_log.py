"""The settings that a visitor has seen, with their scores; two of them compared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from core.csv_writer import csv_text
from core.recognizability.index import Recognizability
from explorer.export.words import components_in_words, shown
from explorer.pair.sources import Source, in_digits

LIMIT = 50
"""Runs that are kept; the oldest leave first, pinned ones stay."""

Letter = Literal["A", "B"]
Settings = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One setting, seen while no slider moved.

    Attributes
    ----------
    number : int
        Counts from 1 in a session.
    vsi : float
        Its score.
    settings : mapping
        All that the score depends on, in words, by name.
    query : mapping
        Parameters of the link that restores it.
    """

    number: int
    vsi: float
    settings: Settings
    query: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLog:
    """Settings in the order in which they were first seen, each of them once.

    Attributes
    ----------
    runs : tuple of Run
        Oldest first.
    now : int
        Number of the setting on the screen; 0 before the first.
    a, b : int
        Numbers of the two that are compared; 0 where there is none.
    """

    runs: tuple[Run, ...] = ()
    now: int = 0
    a: int = 0
    b: int = 0

    def seen(
        self, settings: Settings, vsi: float, query: Mapping[str, str]
    ) -> "RunLog":
        """Return the log after a setting was seen while no slider moved.

        One that was seen before keeps its row and gets the new link.
        """
        number = max((run.number for run in self.runs), default=0) + 1
        for run in self.runs:
            if run.settings == settings:
                number = run.number
        entry = Run(number=number, vsi=vsi, settings=settings, query=query)
        if number in (run.number for run in self.runs):
            runs = tuple(entry if run.number == number else run for run in self.runs)
        else:
            runs = self._bounded((*self.runs, entry))
        return replace(self, runs=runs, now=number)

    def _bounded(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        extra = len(runs) - LIMIT
        loose = [v.number for v in runs if v.number not in (self.a, self.b)]
        gone = loose[: max(extra, 0)]
        return tuple(run for run in runs if run.number not in gone)

    def pin(self, letter: Letter) -> "RunLog":
        """Return the log with the setting on the screen as A or as B."""
        return replace(self, **{letter.lower(): self.now})

    def get(self, number: int) -> Run | None:
        """Return the setting of a number, if it is still there."""
        return next((v for v in self.runs if v.number == number), None)

    def both(self) -> tuple[Run, Run] | None:
        """Return A and B, where both are pinned and differ."""
        a, b = self.get(self.a), self.get(self.b)
        return (a, b) if a and b and a is not b else None


def settings_of(
    plain: Source, encrypted: Source, result: Recognizability
) -> dict[str, str]:
    """All that a score depends on, in words, by name."""
    constants = result.form.parameters
    return {
        "plain": _name(plain),
        "encrypted": _name(encrypted),
        "channel": plain.made.channel,
        "α": f"{constants.alpha:g}",
        "β": f"{constants.beta:g}",
        "γ": f"{constants.gamma:g}",
        "components": components_in_words(result.form.components),
        "blocks": _blocks(result),
        "border": result.form.border,
        "Eq. 6": result.form.pooling,
    }


def _blocks(result: Recognizability) -> str:
    if result.form.paper_grid:
        return "of α"
    return "{} px from ({}, {})".format(result.side, *result.offset)


def _name(source: Source) -> str:
    """Title; with its digest, since two pictures may have one name."""
    title = shown(source.title)
    key = source.made.key
    how = f", key “{shown(key)}”" if key else ""
    if source.made.white and not source.made.scheme:
        how += f", white {in_digits(source.made.white)}"
    return title + how if source.made.sample else f"{title}{how} ({_tag(source)})"


def _tag(source: Source) -> str:
    return source.sha256[:8]


def difference(before: Settings, after: Settings) -> str:
    """What changed between two settings, in words: "α 0.1 → 0.15"."""
    changes = (
        f"{name} {before[name]} → {after[name]}"
        for name in after
        if before[name] != after[name]
    )
    return "; ".join(changes) or "nothing"


def rows(log: RunLog) -> list[tuple[Run, str, float | None]]:
    """Return each setting with what changed, and by how much the score did.

    Both are against the row before, and there is none for the first.
    """
    table: list[tuple[Run, str, float | None]] = []
    for place, run in enumerate(log.runs):
        if place == 0:
            table.append((run, "", None))
            continue
        before = log.runs[place - 1]
        changed = difference(before.settings, run.settings)
        table.append((run, changed, run.vsi - before.vsi))
    return table


def signed(value: float, digits: int = 4) -> str:
    """A difference with its sign; without one where it rounds to nothing."""
    text = f"{value:+.{digits}f}".replace("-", "−")
    return f"{0:.{digits}f}" if not text.strip("+−0.") else text


def log_csv(log: RunLog, address: str) -> str:
    """Write a log as CSV: number, score, change, every setting and the link.

    Parameters
    ----------
    log : RunLog
        The log.
    address : str
        What a link's parameters are added to, "http://…/explore".
    """
    names = tuple(log.runs[0].settings) if log.runs else ()
    return csv_text(
        ("number", "VSI", "change", "changed", *names, "link"),
        [
            (
                run.number,
                run.vsi,
                change,
                changed,
                *run.settings.values(),
                f"{address}{query_text(run.query)}",
            )
            for run, changed, change in rows(log)
        ],
    )


def query_text(query: Mapping[str, str]) -> str:
    """Return the end of a link, from its question mark on."""
    return f"?{urlencode(query)}" if query else ""
