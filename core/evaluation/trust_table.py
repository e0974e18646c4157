"""A table of our own: how far to trust the agreement of each index."""

from core.evaluation.held_out import HeldOut
from core.evaluation.paper_table import (
    PaperCell,
    PaperColumn,
    PaperRow,
    PaperTable,
    number,
)
from core.evaluation.report import AgreementReport, MeasureAgreement
from core.indices import INDICES

COLUMNS = (
    PaperColumn(name="SROCC", label="SROCC", has_interval=True),
    PaperColumn(
        name="over proposed", label="more than the paper's index", has_interval=True
    ),
    PaperColumn(name="p", label="p"),
    PaperColumn(name="picture lowest", label="without one picture, lowest"),
    PaperColumn(name="picture highest", label="highest"),
    PaperColumn(name="type lowest", label="without one type, lowest"),
    PaperColumn(name="type highest", label="highest"),
)


def trust_table(report: AgreementReport) -> PaperTable:
    """Intervals, the test against the paper's index, and SROCC with rows left out.

    It says of our own indices on which pictures they were chosen.
    """
    return PaperTable(
        key="trust",
        title="How far to trust these numbers",
        first="index",
        columns=COLUMNS,
        rows=tuple(map(_row, report.indices)),
        notes=tuple(_notes(report)),
    )


def _row(each: MeasureAgreement) -> PaperRow:
    whole, tested = each.agreement, each.against_proposed
    between = tested.difference if tested else None
    return PaperRow(
        name=each.key,
        label="Proposed" if each.key == "proposed" else INDICES[each.key].label,
        cells=(
            PaperCell(value=whole.srocc if whole else None, interval=each.interval),
            PaperCell(
                value=between.estimate if between else None,
                interval=(between.low, between.high) if between else None,
            ),
            PaperCell(value=tested.p if tested else None),
            *_ends(each.by_picture),
            *_ends(each.by_type),
        ),
    )


def _ends(found: HeldOut | None) -> tuple[PaperCell, PaperCell]:
    low, high = (found.lowest, found.highest) if found else (None, None)
    return PaperCell(value=number(low)), PaperCell(value=number(high))


def _notes(report: AgreementReport) -> list[str]:
    notes = [
        "Ranges and p come from drawing whole plain pictures, "
        f"{len(set(report.database.pictures))} here. Few pictures make a range too "
        "narrow. p: paired test of the SROCC against the paper's index.",
        "The last columns leave out one plain picture, or one type of encryption, at a "
        "time. A lowest value far below the first column: that one carries it.",
    ]
    return notes + [
        f"{INDICES[each.key].label}: {INDICES[each.key].chosen_on}"
        for each in report.indices
        if INDICES[each.key].chosen_on
    ]
