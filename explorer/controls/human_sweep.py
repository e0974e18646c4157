"""Fig. 3 and Table 3 on judged images: the proposed index with other constants."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from core.evaluation import Database
from core.evaluation.paper import DATA, TABLE_3, PaperData
from core.recognizability.parameters import Parameters
from explorer import compute, state
from explorer.benchmark import (
    Measure,
    benchmark_steps,
    columns,
    of_configuration,
    of_value,
)
from explorer.controls.running import follow
from explorer.controls.sweep import LETTERS
from explorer.figures.paper_tables import table_3_html
from explorer.jobs import Job
from explorer.standings import Column, column_of, srocc
from explorer.sweeps import CONFIGURATIONS, PAPER_VALUES, Variable

Known = Mapping[tuple[str, str], float]


def draw_human_sweep(
    database: Database,
    variable: Variable,
    *,
    known: Known,
    paper: PaperData | None,
    place: str,
    values: Sequence[float] | None = None,
    now: float | None = None,
) -> float | None:
    """Draw SROCC against a constant; return the value that was clicked.

    Parameters
    ----------
    database : Database
        What people judged.
    variable : str
        "alpha", "beta" or "gamma"; the others stay as in the paper.
    known : mapping
        Scores that came with Showthrough.
    paper : str, optional
        Whose printed number stands beside.
    place : str
        The page, for the names of controls.
    values : sequence of float, optional
        Those of Fig. 3 unless given.
    now : float, optional
        Value to mark.
    """
    chosen = tuple(values or PAPER_VALUES[variable])
    measures = {value: of_value(variable, value) for value in chosen}
    name = f"{place}_{variable}"
    job = _job(name, database, list(measures.values()), known)
    clicked: list[float] = []

    def draw() -> None:
        from explorer.controls.chart import draw_chart
        from explorer.figures.people import Point, srocc_figure

        found = _columns(job, database, measures.values())
        points = []
        for value, measure in measures.items():
            column = found[measure.name]
            height = srocc(column)
            if height is None:
                continue
            # Drawing pictures anew takes longer than a look at a running job.
            limits = None
            if job.state != "running":
                limits = compute.srocc_interval(column)
            points.append(
                Point(
                    value=value,
                    srocc=height,
                    low=limits[0] if limits else None,
                    high=limits[1] if limits else None,
                )
            )
        marked = None
        if paper and variable != "gamma":
            marked = getattr(Parameters(), variable), TABLE_3[paper]["C4"]
        figure = srocc_figure(
            points,
            variable,
            paper=marked,
            paper_name=f"paper, {DATA[paper]}" if paper else "",
            now=now,
        )
        value = draw_chart(
            figure,
            key=f"{name}_chart",
            alt=f"SROCC with people against {LETTERS[variable]}",
            opens=now is not None,
        )
        if isinstance(value, int | float):
            clicked.append(float(value))

    follow(
        job,
        draw,
        key=name,
        start=f"Sweep {LETTERS[variable]}",
        about=f"SROCC at {len(chosen)} values of {LETTERS[variable]}, over "
        f"{len(database.rows)} images.",
    )
    return clicked[0] if clicked else None


def draw_table_3(
    database: Database, *, known: Known, paper: PaperData | None, place: str
) -> None:
    """Draw SROCC of C1 to C4; parameters as `draw_human_sweep` takes them."""
    measures = {name: of_configuration(name) for name in CONFIGURATIONS}
    job = _job(f"{place}_parts", database, list(measures.values()), known)

    def draw() -> None:
        found = _columns(job, database, measures.values())
        values = {name: srocc(found[m.name]) for name, m in measures.items()}
        st.html(table_3_html(values, paper))

    follow(
        job,
        draw,
        key=f"{place}_parts",
        start="Compare C1 to C4",
        about=f"SROCC of the four configurations of Table 3, over "
        f"{len(database.rows)} images.",
    )


def _job(
    name: str, database: Database, measures: Sequence[Measure], known: Known
) -> Job:
    return state.desk().job(
        name,
        (database, tuple(measure.name for measure in measures)),
        lambda: benchmark_steps(database, measures, known),
    )


def _columns(
    job: Job, database: Database, measures: Iterable[Measure]
) -> Mapping[str, Column]:
    found = columns(job.rows, database, measures)
    return {name: column_of(column, database) for name, column in found.items()}
