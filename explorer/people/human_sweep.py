"""Fig. 3 and Table 3 on judged images: the proposed index with other constants."""

import math
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.evaluation import (
    CONFIGURATIONS,
    Database,
    Logistic,
    Measure,
    of_configuration,
    of_value,
    tables,
)
from core.evaluation.paper import CRITERIA, DATA, PRINTED, Criterion
from core.evaluation.report import printed_point
from core.recognizability.parameters import Constant
from explorer import session
from explorer.pair.sweeps import LETTERS, PAPER_VALUES
from explorer.people.agreement_report.table_html import styled_table_html
from explorer.people.benchmark import benchmark_steps
from explorer.people.cached_agreement import report_of
from explorer.session.job_progress import follow
from explorer.store.jobs import BackgroundJob
from explorer.theme.glossary import measures_in_words
from explorer.widgets.points import choose_point

Known = Mapping[tuple[str, str], float]


def draw_human_sweep(
    database: Database,
    constant: Constant,
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
    constant : str
        The one that moves; the others stay as in the paper.
    known : mapping
        Scores that came with Showthrough.
    place : str
        The page, for the names of controls.
    values : sequence of float, optional
        Those of Fig. 3 unless given.
    now : float, optional
        Value to mark.
    opens : callable, optional
        Opens Explore at a value; without it, points cannot be opened.
    """
    chosen = tuple(values or PAPER_VALUES[constant])
    measures = [of_value(constant, value) for value in chosen]
    name = f"{place}_{constant}"
    job = _job(name, database, measures, known)

    def draw() -> None:
        from explorer.people.charts import srocc_figure
        from explorer.widgets.chart import draw_chart

        curve = report_of(job, database, measures).curves[constant]
        points = [point for point in curve if not math.isnan(point.srocc)]
        figure = srocc_figure(
            points,
            constant,
            printed=printed_point(database, constant),
            paper_name=_paper_name(database),
            now=now,
        )
        value = draw_chart(
            figure,
            key=f"{name}_chart",
            alt=f"SROCC with people against {LETTERS[constant]}",
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
                    f"{LETTERS[constant]} {value:g}: SROCC {srocc_at[value]:.4f}"
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
        start=f"Sweep {LETTERS[constant]}",
        about=f"Same order (SROCC) at {len(chosen)} values of {LETTERS[constant]}, "
        f"over {len(database.rows)} pictures.",
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
    measures = list(map(of_configuration, CONFIGURATIONS))
    job = _job(f"{place}_parts", database, measures, known)

    def draw() -> None:
        from explorer.people.configurations import configurations_figure
        from explorer.widgets.chart import draw_chart

        report = report_of(job, database, measures, logistic)
        if any(found.agreement for found in report.configurations):
            draw_chart(
                configurations_figure(
                    report.configurations, criteria, _paper_name(database)
                ),
                key=f"{place}_parts_chart",
                alt="The index in four stages, C1 to C4, against people. The numbers "
                "are in Table 3 below",
                opens=False,
            )
        (table,) = tables(report, criteria)
        if place == "tune":  # on People they are explained with the tables before
            st.html(measures_in_words())
        st.html(styled_table_html(table))

    follow(
        job,
        draw,
        key=f"{place}_parts",
        start="Compare C1 to C4",
        about=f"Four configurations of Table 3, over {len(database.rows)} pictures.",
    )


def _paper_name(database: Database) -> str:
    data = PRINTED.get(database.key)
    return f"paper, {DATA[data]}" if data else ""


def _job(
    name: str, database: Database, measures: Sequence[Measure], known: Known
) -> BackgroundJob:
    return session.desk().job(
        name,
        (database, tuple(measure.name for measure in measures)),
        lambda: benchmark_steps(database, measures, known),
    )
