"""Fig. 3 and Table 3 on judged images: the proposed index with other constants."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from core.evaluation import Database
from core.evaluation.mapping import Logistic
from core.evaluation.paper import CRITERIA, DATA, PRINTED, TABLE_3, Criterion
from core.evaluation.settings import CONFIGURATIONS
from core.recognizability.parameters import Parameters
from explorer import session
from explorer.pair.sweeps import LETTERS, PAPER_VALUES, Variable
from explorer.people import databases
from explorer.people.benchmark import (
    Measure,
    benchmark_steps,
    columns,
    of_configuration,
    of_value,
)
from explorer.people.paper_tables import table_3_html
from explorer.people.standings import Column, column_of, srocc
from explorer.session.job_progress import follow
from explorer.store.jobs import Job
from explorer.widgets.points import choose_point

Known = Mapping[tuple[str, str], float]


def draw_human_sweep(
    database: Database,
    variable: Variable,
    *,
    known: Known,
    place: str,
    values: Sequence[float] | None = None,
    now: float | None = None,
    opens: Callable[[float], object] | None = None,
) -> None:
    """Draw SROCC against a constant, and the ways from its points to Explore.

    Parameters
    ----------
    database : Database
        What people judged.
    variable : str
        "alpha", "beta" or "gamma"; the others stay as in the paper.
    known : mapping
        Scores that came with Showthrough.
    place : str
        The page, for the names of controls.
    values : sequence of float, optional
        Those of Fig. 3 unless given.
    now : float, optional
        Value to mark.
    opens : callable, optional
        Opens Explore at a value; without it nothing does.
    """
    chosen = tuple(values or PAPER_VALUES[variable])
    measures = {value: of_value(variable, value) for value in chosen}
    paper = PRINTED.get(database.key)
    name = f"{place}_{variable}"
    job = _job(name, database, list(measures.values()), known)

    def draw() -> None:
        from explorer.people.charts import Point, srocc_figure
        from explorer.widgets.chart import draw_chart

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
                limits = databases.srocc_interval(column)
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
            opens=opens is not None,
        )
        if opens is None or not points:
            return
        srocc_at = {point.value: point.srocc for point in points}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            listed = choose_point(
                "Point against people",
                list(srocc_at),
                lambda value: (
                    f"{LETTERS[variable]} {value:g}: SROCC {srocc_at[value]:.4f}"
                ),
                key=name,
            )
        wanted = listed if value is None else value
        if wanted is not None and wanted in srocc_at:
            opens(wanted)

    follow(
        job,
        draw,
        key=name,
        start=f"Sweep {LETTERS[variable]}",
        about=f"SROCC at {len(chosen)} values of {LETTERS[variable]}, over "
        f"{len(database.rows)} images.",
    )


def draw_table_3(
    database: Database,
    *,
    known: Known,
    place: str,
    criteria: Sequence[Criterion] = CRITERIA,
    logistic: Logistic = "five",
) -> None:
    """Draw C1 to C4 against people, as bars and as Table 3.

    Parameters
    ----------
    database, known, place
        As `draw_human_sweep` takes them.
    criteria : sequence of str
        Those that are shown.
    logistic : str
        The mapping before LCC and RMSE.
    """
    paper = PRINTED.get(database.key)
    measures = {name: of_configuration(name) for name in CONFIGURATIONS}
    job = _job(f"{place}_parts", database, list(measures.values()), known)

    def draw() -> None:
        from explorer.people.configurations import configurations_figure
        from explorer.widgets.chart import draw_chart

        found = _columns(job, database, measures.values())
        columns = {name: found[measure.name] for name, measure in measures.items()}
        standings = {n: databases.standing(c, logistic) for n, c in columns.items()}
        # Drawing pictures anew takes longer than a look at a running job.
        intervals = {
            name: databases.srocc_interval(column)
            for name, column in columns.items()
            if job.state != "running"
        }
        if any(column.scores for column in columns.values()):
            draw_chart(
                configurations_figure(
                    standings,
                    intervals,
                    criteria,
                    printed=TABLE_3[paper] if paper else None,
                    paper_name=f"paper, {DATA[paper]}" if paper else "",
                ),
                key=f"{place}_parts_chart",
                alt="C1 to C4 against people; the numbers are in Table 3 below",
                opens=False,
            )
        st.html(table_3_html(standings, intervals, paper, criteria))

    follow(
        job,
        draw,
        key=f"{place}_parts",
        start="Compare C1 to C4",
        about=f"The four configurations of Table 3, over {len(database.rows)} images.",
    )
    st.caption(
        "C1 is the appearance of blocks alone; each of the others adds a part. The "
        "whiskers are the 95 % interval of SROCC, had other pictures been drawn from "
        "such as these. LCC and RMSE are taken after Q(x), fitted anew for each."
    )


def _job(
    name: str, database: Database, measures: Sequence[Measure], known: Known
) -> Job:
    return session.desk().job(
        name,
        (database, tuple(measure.name for measure in measures)),
        lambda: benchmark_steps(database, measures, known),
    )


def _columns(
    job: Job, database: Database, measures: Iterable[Measure]
) -> Mapping[str, Column]:
    found = columns(job.rows, database, measures)
    return {name: column_of(column, database) for name, column in found.items()}
