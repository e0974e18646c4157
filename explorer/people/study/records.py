"""Tables of a study as rows of cells, for text, CSV, JSON and HTML alike."""

import math
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from core.evaluation import IndexAgreement, Mapping, Point, Study
from core.evaluation.paper import CRITERIA, SOURCE, Published
from core.indices import INDICES

Cell: TypeAlias = str | float | int | None

PAPER_IS = {
    "peid": "The paper's numbers are for PEID, this database.",
    "ivc": "The paper's numbers are for IVC-SelectEncrypt, this database.",
    "regenerated": "The paper's numbers are for the real PEID: other pictures, all ten "
    "schemes, a human score for every image. They are no target for these.",
    "table": "The paper has no numbers for these images.",
}
"""What the paper's numbers are, by key of the database."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table, ready to be written.

    Attributes
    ----------
    key, title : str
        In file names; for people.
    columns : tuple of str
        Headings.
    rows : tuple of tuple
        Cells; None is empty.
    notes : tuple of str
        Sentences under it.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def sheets(study: Study) -> tuple[Sheet, ...]:
    """All tables of a study."""
    found = [_table_1(study), _table_2(study)]
    if study.figure_3 is not None:
        for name, points in (
            ("alpha", study.figure_3.alpha),
            ("beta", study.figure_3.beta),
        ):
            found.append(
                _points(
                    f"figure3_{name}",
                    f"Figure 3: SROCC against {name}",
                    name,
                    points,
                    "Fig. 3 prints no numbers; the paper's is that of Table 1.",
                )
            )
    if study.table_3 is not None:
        found.append(
            _points(
                "table3",
                "Table 3: SROCC of four configurations",
                "configuration",
                study.table_3,
                "C1 is sim_A; C2 adds sim_S, C3 the weights w, C4 GS.",
            )
        )
    return tuple(found)


def _table_1(study: Study) -> Sheet:
    notes, rows = [], []
    for column in study.table_1:
        rows.append(_criteria(column))
        if column.problem:
            notes.append(f"{column.index}: {column.problem}.")
        if column.left_out:
            notes.append(
                f"{column.index}: {column.left_out} rows without a finite score are "
                "left out."
            )
        notes += [
            f"Misprint in the paper: {criterion.upper()} of {column.index} "
            f"{cell.misprint}."
            for criterion, cell in column.paper.items()
            if cell.misprint
        ]
    names = ["index"]
    for criterion in CRITERIA:
        names += [criterion.upper(), f"paper {criterion.upper()}"]
    return Sheet(
        key="table1",
        title="Table 1: agreement with human scores",
        columns=(*names, "SROCC from", "SROCC to", "p", "provenance"),
        rows=tuple(rows),
        notes=(
            f"LCC and RMSE after the {study.logistic}-parameter logistic. From, to: "
            "95 % bootstrap interval over plain pictures; p: paired test of the SROCC "
            "against the proposed index, over the same draws.",
            *notes,
        ),
    )


def _criteria(column: IndexAgreement) -> tuple[Cell, ...]:
    cells: list[Cell] = [column.index]
    for criterion in CRITERIA:
        printed = column.paper.get(criterion)
        ours = getattr(column.agreement, criterion) if column.agreement else None
        cells += [ours, _printed(printed)]
    spread, tested = column.srocc, column.against_proposed
    return (
        *cells,
        spread.low if spread else None,
        spread.high if spread else None,
        tested.p if tested else None,
        INDICES[column.index].provenance,
    )


def _table_2(study: Study) -> Sheet:
    table = study.table_2
    names = ["type"]
    for key in table.columns:
        names += [key, f"paper {key}"]
    rows = []
    for kind in table.types:
        cells: list[Cell] = [kind]
        for key, column in table.columns.items():
            cells += [
                _number(column.srocc.get(kind)),
                _printed(table.paper.get((kind, key))),
            ]
        rows.append(tuple(cells))
    for name, attribute in (
        ("mean", "mean"),
        ("deviation", "deviation"),
        ("mean without best and worst", "trimmed"),
    ):
        cells = [name]
        for key, column in table.columns.items():
            cells += [
                _number(getattr(column, attribute)),
                _printed(table.paper.get((attribute, key))),
            ]
        rows.append(tuple(cells))
    notes = []
    if table.paper:
        notes.append(
            "The paper's mean and deviation are over the 15 types of both databases."
        )
    notes += dict.fromkeys(
        f"Misprint in the paper: {cell.misprint}."
        for cell in table.paper.values()
        if cell.misprint
    )
    if any(math.isnan(v) for c in table.columns.values() for v in c.srocc.values()):
        notes.append(
            "Empty: all scores of that type are equal, which no order can have; left "
            "out of mean and deviation."
        )
    return Sheet(
        key="table2",
        title="Table 2: SROCC on each type of encryption",
        columns=tuple(names),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _points(
    key: str, title: str, name: str, points: tuple[Point, ...], note: str
) -> Sheet:
    return Sheet(
        key=key,
        title=title,
        columns=(name, "SROCC", "paper SROCC"),
        rows=tuple(
            (_setting(point.setting), _number(point.srocc), point.paper)
            for point in points
        ),
        notes=(note,),
    )


def _setting(setting: float | str) -> str:
    return setting if isinstance(setting, str) else f"{setting:g}"


def _printed(cell: Published | None) -> Cell:
    """A number of the paper; what is a misprint carries an asterisk."""
    if cell is None:
        return None
    return f"{cell.value:.3f}*" if cell.misprint else cell.value


def _mapping(mapping: Mapping) -> dict[str, Any]:
    """A curve for JSON, which has no infinity."""
    constants = [value if math.isfinite(value) else None for value in mapping.constants]
    return asdict(mapping) | {"constants": constants}


def _number(value: float | None) -> Cell:
    return None if value is None or math.isnan(value) else value


def as_json(study: Study, settings: dict[str, object]) -> dict[str, Any]:
    """Everything but the scores of single images, ready for JSON."""
    database = study.database
    return {
        "data": {
            "key": database.key,
            "name": database.name,
            "rows": len(database.rows),
            "pictures": len(set(database.pictures)),
            "meaning": database.meaning,
            "notes": list(database.notes),
        },
        "settings": settings,
        "paper": {"source": SOURCE, "numbers": PAPER_IS[database.key]},
        "mappings": {
            column.index: _mapping(column.agreement.mapping)
            for column in study.table_1
            if column.agreement
        },
        "tables": {
            sheet.key: {
                "title": sheet.title,
                "rows": [
                    dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows
                ],
                "notes": list(sheet.notes),
            }
            for sheet in sheets(study)
        },
    }
