"""The answer of People: a number, a sentence and a line, true of what is chosen."""

from dataclasses import dataclass
from html import escape

from core.evaluation import AgreementReport, MeasureAgreement
from core.evaluation.paper import Criterion
from core.evaluation.report import REFERENCE
from core.indices import INDICES
from explorer.people.criteria import WORDS

RIVAL = "ssim"
"""The index that most readers know: the answer is held against it."""

QUESTION = "Do the indices agree with people?"

_VERDICTS = (
    "agrees with people",
    "agrees with people in part",
    "hardly agrees with people",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the head of People says.

    Attributes
    ----------
    number, of : str
        The one large number, and what it is out of; "" while there is none.
    title, line : str
        The sentence and the line below it.
    """

    title: str
    line: str
    number: str = ""
    of: str = ""

    def html(self) -> str:
        """Return the head of the page; its look is in people.css."""
        number = ""
        if self.number:
            number = (
                f'<p class="people-number"><b>{escape(self.number)}</b> '
                f"<span>{escape(self.of)}</span></p>"
            )
        return (
            f'<div class="people-head">{number}<div><h1>{escape(self.title)}</h1>'
            f"<p>{escape(self.line)}</p></div></div>"
        )


def subject_of(report: AgreementReport) -> MeasureAgreement | None:
    """The index that the answer is of: the paper's, or the first that has one."""
    judged = [each for each in report.indices if each.agreement]
    return next((each for each in judged if each.key == REFERENCE), None) or next(
        iter(judged), None
    )


def answer(report: AgreementReport, criterion: Criterion) -> Answer:
    """Say whether an index agrees with people, and whether SSIM does.

    Parameters
    ----------
    report : AgreementReport
        Of the indices that are chosen, on the pictures that are.
    criterion : str
        What agreement is measured by.
    """
    words, found = WORDS[criterion], subject_of(report)
    if found is None or found.agreement is None:
        problems = {each.problem for each in report.indices if each.problem}
        return Answer(
            title=QUESTION,
            line=f"There is no answer yet: {'; '.join(sorted(problems))}.",
        )
    database, value = report.database, getattr(found.agreement, criterion)
    line = words.line.format(
        count=found.agreement.count, low=database.low, high=database.high
    )
    rival = next((each for each in report.indices if each.key == RIVAL), None)
    other = None
    if rival and rival.agreement and rival is not found:
        other = getattr(rival.agreement, criterion)
    who = "The index" if found.key == REFERENCE else INDICES[found.key].label
    title = _error(who, value, other)
    if words.rises:
        title = _correlation(who, value, other, words.limits)
    of = "of 1" if words.rises else "points off"
    return Answer(number=two(value), of=of, title=title, line=line)


def _correlation(
    who: str, value: float, other: float | None, limits: tuple[float, ...]
) -> str:
    verdict = "does not agree with people"
    for limit, said in zip(limits, _VERDICTS, strict=True):
        if value >= limit:
            verdict = said
            break
    if other is None:
        return f"{who} {verdict}."
    less = _compared(other, value, ("less", "as much", "more"))
    return f"{who} {verdict}. SSIM agrees {less}: {two(other)}."


def _error(who: str, value: float, other: float | None) -> str:
    title = f"{who} misses what people said by {two(value)} points."
    if other is None:
        return title
    more = _compared(other, value, ("less", "as much", "more"))
    return f"{title} SSIM misses by {more}: {two(other)}."


def _compared(first: float, second: float, words: tuple[str, str, str]) -> str:
    """The word for less, equal or more, of both numbers as they are shown."""
    if two(first) == two(second):
        return words[1]
    return words[0] if first < second else words[2]


def two(value: float) -> str:
    """Return a number with two decimals, and no minus before nought."""
    written = f"{value:.2f}"
    return "0.00" if written == "-0.00" else written.replace("-", "−")
