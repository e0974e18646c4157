"""The paper's tables with our numbers: the same rows and sentences wherever they stand.

The page, a terminal, CSV, JSON and the HTML report all draw these records.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from core.evaluation import paper
from core.evaluation.agreement import FEWEST_RANKED
from core.evaluation.measures import CONFIGURATIONS, FIGURE_3
from core.evaluation.paper import CRITERIA, PRINTED, Criterion
from core.evaluation.paper_table import (
    MARK,
    PaperCell,
    PaperColumn,
    PaperRow,
    PaperTable,
    number,
)
from core.evaluation.report import AgreementReport, CurvePoint, MeasureAgreement
from core.evaluation.trust_table import trust_table
from core.indices import INDICES
from core.recognizability.parameters import Constant


def tables(
    report: AgreementReport, criteria: Sequence[Criterion] = CRITERIA
) -> tuple[PaperTable, ...]:
    """Every table that a report has the numbers of.

    Parameters
    ----------
    report : AgreementReport
        Of some or all measures.
    criteria : sequence of str
        Those of Tables 1 and 3 that are wanted, in their order.
    """
    found = []
    if report.indices:
        found += [_table_1(report, criteria), trust_table(report), _table_2(report)]
    found += [
        _curve(report, constant) for constant in FIGURE_3 if constant in report.curves
    ]
    if report.configurations:
        found.append(_table_3(report, criteria))
    return tuple(found)


def label_of(key: str) -> str:
    """Name of an index for people."""
    return "Proposed" if key == "proposed" else INDICES[key].label


def _table_1(report: AgreementReport, criteria: Sequence[Criterion]) -> PaperTable:
    columns = _criteria(criteria)
    notes = _notes(report, report.indices, criteria, label_of)
    columns.append(
        (
            PaperColumn(name="provenance", label="provenance"),
            lambda each: PaperCell(value=INDICES[each.key].provenance),
        )
    )
    return _table(
        "table1",
        "Table 1: agreement with human scores",
        "index",
        [(each.key, label_of(each.key), each) for each in report.indices],
        columns,
        notes,
    )


def _table_2(report: AgreementReport) -> PaperTable:
    """SROCC on each type of encryption.

    Reading: (printed means) the paper's mean, deviation and trimmed mean are over the
    15 types of both databases. They stand in a note, beside no mean of one database.
    """
    kinds = tuple(report.database.types)
    types = [k for k in dict.fromkeys(kinds) if kinds.count(k) >= FEWEST_RANKED]
    known = report.database.key in PRINTED

    def column(each: MeasureAgreement) -> _Filled[str]:
        def cell(row: str) -> PaperCell:
            if row in _SUMMARIES:
                return PaperCell(value=number(getattr(each.types, row)))
            return PaperCell(
                value=number(each.types.srocc.get(row)),
                paper=paper.table_2(row, each.key) if known else None,
            )

        return PaperColumn(
            name=each.key, label=label_of(each.key), has_paper=True
        ), cell

    notes = _printed_means([each.key for each in report.indices]) if known else []
    values = [each.types.srocc.get(kind) for each in report.indices for kind in types]
    if any(number(value) is None for value in values):
        notes.append(
            "Without a number: fewer than three scores of that type, or all are equal, "
            "which have no order. Such a type is left out of mean and deviation."
        )
    notes += _grouped(
        (f"{MARK} Misprint of the paper: {cell.misprint}", label_of(each.key))
        for each in report.indices
        for kind in types
        if known and (cell := paper.table_2(kind, each.key)) and cell.misprint
    )
    return _table(
        "table2",
        "Table 2: SROCC on each type of encryption",
        "type",
        [(kind, kind, kind) for kind in types]
        + [(name, name, field) for field, name in _SUMMARIES.items()],
        list(map(column, report.indices)),
        notes,
    )


def _table_3(report: AgreementReport, criteria: Sequence[Criterion]) -> PaperTable:
    def label(name: str) -> str:
        return f"{name}: {CONFIGURATIONS[name]}"

    return _table(
        "table3",
        "Table 3: agreement of four configurations",
        "configuration",
        [(each.key, label(each.key), each) for each in report.configurations],
        _criteria(criteria),
        [
            "C1 is appearance (sim_A). C2 adds structure (sim_S), C3 the weights (w), "
            "C4 the edge histogram (GS).",
            *_notes(report, report.configurations, criteria, label),
        ],
    )


def _curve(report: AgreementReport, constant: Constant) -> PaperTable:
    def cell(point: CurvePoint) -> PaperCell:
        return PaperCell(
            value=number(point.srocc), paper=point.paper, interval=point.interval
        )

    points = report.curves[constant]
    return _table(
        f"figure3_{constant}",
        f"Figure 3: SROCC against {constant}",
        constant,
        [(f"{point.value:g}", f"{point.value:g}", point) for point in points],
        [(_SROCC, cell)],
        [
            "Fig. 3 prints no numbers. The paper's stands in Table 1. All values "
            "stand on the pictures that every one of them could score."
        ],
    )


T = TypeVar("T")

_Filled: TypeAlias = tuple[PaperColumn, Callable[[T], PaperCell]]
"""A column, and a function that makes its cell from the subject of a row."""


def _table(
    key: str,
    title: str,
    first: str,
    rows: Iterable[tuple[str, str, T]],
    columns: Sequence[_Filled[T]],
    notes: Iterable[str],
) -> PaperTable:
    """Fill every cell; a row has a name in files, one for people, and a subject."""
    return PaperTable(
        key=key,
        title=title,
        first=first,
        columns=tuple(column for column, _ in columns),
        rows=tuple(
            PaperRow(
                name=name,
                label=label,
                cells=tuple(fill(subject) for _, fill in columns),
            )
            for name, label, subject in rows
        ),
        notes=tuple(notes),
    )


_SROCC = PaperColumn(name="SROCC", label="SROCC", has_paper=True, has_interval=True)

_SUMMARIES = {
    "mean": "mean",
    "deviation": "standard deviation",
    "trimmed": "mean without best and worst",
}
"""Last rows of Table 2, by field of `TypeAgreement`."""


def _criteria(criteria: Sequence[Criterion]) -> list[_Filled[MeasureAgreement]]:
    """Columns that Tables 1 and 3 share."""

    def filled(criterion: Criterion) -> _Filled[MeasureAgreement]:
        name, ranked = criterion.upper(), criterion == "srocc"
        column = PaperColumn(name=name, label=name, has_paper=True)

        def cell(each: MeasureAgreement) -> PaperCell:
            return PaperCell(
                value=getattr(each.agreement, criterion, None),
                paper=each.paper.get(criterion),
                interval=each.interval if ranked else None,
            )

        return _SROCC if ranked else column, cell

    return [
        *map(filled, criteria),
        (
            PaperColumn(name="images", label="pictures"),
            lambda each: PaperCell(value=getattr(each.agreement, "count", 0)),
        ),
    ]


def _notes(
    report: AgreementReport,
    found: Sequence[MeasureAgreement],
    criteria: Sequence[Criterion],
    label: Callable[[str], str],
) -> list[str]:
    """Sentences that Tables 1 and 3 share."""
    notes = [
        "Higher SROCC, KRCC and LCC, and lower RMSE, mean closer agreement. SROCC and "
        "KRCC are of the raw scores, LCC and RMSE after a logistic of "
        f"{report.logistic} constants, fitted to each row of the table."
    ]
    if any(each.interval for each in found):
        notes.append(
            "The range of SROCC is its 95 % interval, from a bootstrap over plain "
            "pictures."
        )
    notes += _grouped(
        (f"No agreement: {each.problem}", label(each.key))
        for each in found
        if each.problem
    )
    notes += _grouped(
        (f"{each.left_out} rows without a finite score are left out", label(each.key))
        for each in found
        if each.left_out
    )
    notes += _grouped(
        (
            f"{MARK} Misprint of the paper: {cell.misprint}",
            f"{criterion.upper()} of {label(each.key)}",
        )
        for each in found
        for criterion in criteria
        if (cell := each.paper.get(criterion)) and cell.misprint
    )
    return notes


def _printed_means(keys: Sequence[str]) -> list[str]:
    """The last rows of the printed Table 2, as a sentence."""
    printed = [
        f"{label_of(key)} {', '.join(f'{cell.value:.3f}' for cell in cells if cell)}"
        for key in keys
        if any(cells := [paper.table_2(row, key) for row in _SUMMARIES])
    ]
    if not printed:
        return []
    return [
        "The paper's mean, standard deviation and, for two indices, mean without best "
        "and worst are over the 15 types of both databases: "
        f"{'; '.join(printed)}."
    ]


def _grouped(said: Iterable[tuple[str, str]]) -> list[str]:
    """Sentences that are true of some rows, each followed by the names of these."""
    names: dict[str, list[str]] = {}
    for sentence, name in said:
        held = names.setdefault(sentence, [])
        if name not in held:
            held.append(name)
    return [f"{sentence} ({', '.join(held)})." for sentence, held in names.items()]
