"""How far to trust the answer of People: sentences from the report's own numbers."""

from core.evaluation import AgreementReport
from core.evaluation.bootstrap import FEWEST_PICTURES
from core.evaluation.paper import DATA, PRINTED, Criterion
from core.indices import INDICES
from explorer.people.verdict import subject_of, two

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve"),
)


_MANY = 20
"""Plain pictures from which on an interval is about as long as it should be."""


def trust_sentences(report: AgreementReport, criterion: Criterion) -> list[str]:
    """Return what has to be known before the answer is believed, a paragraph each.

    Parameters
    ----------
    report : AgreementReport
        What is on the page.
    criterion : str
        What agreement is measured by.
    """
    said = [_whose_scores(report), *_ours(report)]
    if printed := _printed(report, criterion):
        said.append(printed)
    return [*said, *_without_one(report)]


def spelled(count: int) -> str:
    """Return a small number as a word, a larger one in digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _whose_scores(report: AgreementReport) -> str:
    database = report.database
    pictures, types = len(set(database.pictures)), len(set(database.types))
    if database.key == "regenerated":
        return (
            f"Nobody judged these very pictures. {spelled(types).capitalize()} of "
            f"PEID's ten schemes were redrawn on {spelled(pictures)} other pictures. "
            "Each gets the mean score that PEID's 20 pictures had. So no index can "
            "reach 1."
        )
    if database.key == "table":
        return (
            f"The scores come from your table: {len(database.rows):,} encrypted "
            f"pictures, made from {spelled(pictures)} plain ones."
        )
    return (
        f"People judged each of these {len(database.rows):,} encrypted pictures. They "
        f"were made from {spelled(pictures)} plain ones, in {spelled(types)} ways."
    )


def _ours(report: AgreementReport) -> list[str]:
    """On our own indices, where some of the pictures are those they were chosen on."""
    pictures = set(report.database.pictures)
    ours = [e.key for e in report.indices if INDICES[e.key].chosen_on]
    seen = {
        picture
        for picture in pictures
        for key in ours
        if picture in INDICES[key].chosen_on.replace(",", " ").split()
    }
    if not ours or not seen:
        return []
    names = " and ".join(INDICES[key].label for key in ours)
    one = len(ours) == 1
    are, them, their = ("is", "it", "its") if one else ("are", "them", "their")
    return [
        f"{names} {are} ours. We chose {them} while looking at {spelled(len(seen))} of "
        f"these {spelled(len(pictures))} pictures, so {their} place is no fair test."
    ]


def _printed(report: AgreementReport, criterion: Criterion) -> str:
    found, data = subject_of(report), PRINTED.get(report.database.key)
    printed = found.paper.get(criterion) if found else None
    if printed is None or data is None:
        return ""
    said = (
        f"The paper prints {two(printed.value)} for this index, on {DATA[data]} itself."
    )
    if report.database.key == "regenerated":
        said += " Its pictures are others: compare the order, not the digits."
    if printed.misprint:
        said += " That number may be a misprint."
    return said


def _without_one(report: AgreementReport) -> list[str]:
    found, pictures = subject_of(report), len(set(report.database.pictures))
    if found is None or found.by_picture is None:
        return []
    few = ""
    if FEWEST_PICTURES <= pictures < _MANY:
        few = " So few pictures make the lines too short."
    return [
        "Leave out any one of the plain pictures, and its SROCC stays at "
        f"{two(found.by_picture.lowest)} or more.{few}"
    ]
