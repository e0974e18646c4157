"""People: whether the indices agree with human eyes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st

from core.evaluation import (
    AgreementReport,
    Database,
    Logistic,
    Measure,
    facts,
    of_index,
    row_facts,
    tables,
)
from core.evaluation.paper import PRINTED, Criterion
from core.recognizability.parameters import Parameters
from explorer import session
from explorer.export.rows import rows_csv, rows_json
from explorer.people.agreement_report.table_html import styled_table_html
from explorer.people.benchmark import benchmark_steps, scores, shipped
from explorer.people.cached_agreement import report_of
from explorer.people.controls import (
    Data,
    choose_criterion,
    choose_data,
    choose_indices,
    choose_logistic,
    want_data,
)
from explorer.people.every_picture import draw_every_picture
from explorer.people.human_sweep import Known, draw_human_sweep, draw_table_3
from explorer.people.intervals import DRAWS, interval_steps, known_intervals
from explorer.people.ranking import ranked, ranking
from explorer.people.trust import trust_sentences
from explorer.people.verdict import QUESTION, Answer, answer
from explorer.session.job_progress import follow
from explorer.store.jobs import BackgroundJob
from explorer.store.results_on_disk import Row
from explorer.store.uploads import DOORS
from explorer.theme.glossary import measures_in_words
from explorer.theme.text import literal
from explorer.widgets.figure_view import figure_view

LAYOUT = Path(__file__).with_name("people.css")


@st.fragment(key="people")
def page() -> None:
    """Draw the page; a moving control runs this alone."""
    st.html(LAYOUT)
    head = st.container(key="people_question")
    messages = st.container(key="people_messages")
    with st.sidebar:
        database, data = choose_data(messages)
        criterion = choose_criterion()
        keys, index = choose_indices(data)
        logistic = choose_logistic()
    session.write_link("data", "logistic", "index", "criteria", pair=False)
    if database is None or not keys:
        with head:
            _ask("This page says how nearly each index sees what people see.")
        if database:
            messages.info("Choose an index, or several, in the sidebar.")
        return
    measures = [of_index(key) for key in keys]
    known = shipped().scores if data == "regenerated" else {}
    job = session.desk().job(
        "people",
        (database, tuple(keys)),
        lambda: benchmark_steps(database, measures, known),
    )
    count = f"{len(database.rows):,} encrypted pictures"
    if job.state == "ready" and not job.rows:
        with head:
            _ask(f"There are {count}, and no index has scored them yet.")
    follow(
        job,
        lambda: _draw_scores(job, database, data, measures, index, logistic, criterion),
        key="people",
        start="Score these pictures",
        about=f"{count} by {len(keys)} "
        f"{'index' if len(keys) == 1 else 'indices'}. You may stop at any time and "
        "leave this page meanwhile. What was scored is kept on disk.",
    )
    with st.expander("**Constants and parts of the paper's index:** Fig. 3, Table 3"):
        _draw_constants(database, known, logistic)


def _ask(line: str) -> None:
    """Draw the head while there is no answer."""
    st.html(Answer(title=QUESTION, line=line).html())


def _draw_constants(database: Database, known: Known, logistic: Logistic) -> None:
    usual = Parameters()
    st.caption(
        "Fig. 3 is a drawing without numbers. The diamond is what the tables print for "
        f"a block size (α) of {usual.alpha:g} and a blur (β) of {usual.beta:g}."
        if database.key in PRINTED
        else "As in Fig. 3 and Table 3 of the paper."
    )
    draw_human_sweep(database, "alpha", known=known, place="people")
    draw_human_sweep(database, "beta", known=known, place="people")
    draw_table_3(database, known=known, place="people", logistic=logistic)


def _draw_scores(
    job: BackgroundJob,
    database: Database,
    data: Data,
    measures: Sequence[Measure],
    index: str,
    logistic: Logistic,
    criterion: Criterion,
) -> None:
    report = report_of(job, database, measures, logistic)
    if not any(np.isfinite(column).any() for column in report.scores.values()):
        if job.state != "ready":
            _ask("The first scores are on their way.")
        return
    st.html(answer(report, criterion).html())
    _draw_errors(job)
    if any(each.agreement for each in report.indices):
        _draw_ranking(report, criterion, settled=job.state != "running")
    (shown,) = (found for found in report.indices if found.key == index)
    with st.container(key="people_cards"):
        left, right = st.columns(2, gap="small")
        with left, st.container(border=True, height="stretch"):
            draw_every_picture(report, shown, criterion)
        with right, st.container(border=True, height="stretch", key="people_trust"):
            st.html('<h3 class="people-card">How far to trust this</h3>')
            for sentence in trust_sentences(report, criterion):
                st.markdown(literal(sentence))
            with st.container(horizontal=True):
                own = data == "regenerated" and DOORS.files
                if own and st.button("Use my copy of PEID", key="people_own"):
                    want_data("peid")
                with st.popover("Save the scores"):
                    _draw_files(job, database, measures)
    with st.expander(
        "**All numbers:** Tables 1 and 2, and how far to trust them",
        key="people_tables",
    ):
        _draw_what(database, data)
        st.html(measures_in_words())
        for table in tables(report):
            st.html(styled_table_html(table))


def _draw_ranking(
    report: AgreementReport, criterion: Criterion, *, settled: bool
) -> None:
    """Draw every index by its agreement; intervals are made once all scores are."""
    st.html('<h2 class="people-part">Every index by its agreement with people</h2>')
    job = None
    if criterion in DRAWS and settled:
        columns = tuple((e.key, tuple(report.scores[e.key])) for e in report.indices)
        job = session.desk().job(
            "people_intervals",
            (criterion, report.logistic, report.database, columns),
            lambda: interval_steps(report, criterion),
        )

    def draw() -> None:
        rows = ranked(report, criterion, known_intervals(report, criterion, job))
        figure_view(
            ranking(rows, criterion), key="people_ranking", height=40 * len(rows) + 44
        )
        if any(row.interval for row in rows):
            st.caption("Lines: 95 % interval, if other pictures had been drawn.")

    if job is None:
        draw()
    else:
        follow(job, draw, key="people_intervals")


def _draw_what(database: Database, data: Data) -> None:
    """Say what the numbers are of, before any of them."""
    said = " ".join(map(literal, facts(database)))
    st.caption(f"**{literal(database.name)}:** {said}")
    made = shipped().made
    if data == "regenerated" and made:
        st.caption(
            f"These scores came with Showthrough: made on {made['date']} by "
            f"{literal(str(made['by']))}."
        )


def _draw_errors(job: BackgroundJob) -> None:
    errors = [str(row["error"]) for row in job.rows.values() if "error" in row]
    if errors:
        some = "; ".join(literal(error) for error in sorted(set(errors))[:3])
        st.warning(f"{len(errors)} scores could not be computed: {some}.")


def _draw_files(
    job: BackgroundJob, database: Database, measures: Sequence[Measure]
) -> None:
    def rows() -> list[Row]:
        found = scores(job.rows, database, measures)
        return [
            row_facts(row)
            | {
                name: float(column[number]) if np.isfinite(column[number]) else None
                for name, column in found.items()
            }
            for number, row in enumerate(database.rows)
        ]

    about = {"database": database.name, "human": database.meaning}
    st.download_button(
        "Scores as CSV",
        lambda: rows_csv(rows()),
        f"showthrough_{database.key}.csv",
        "text/csv",
        on_click="ignore",
        key="people_csv",
    )
    st.download_button(
        "Scores as JSON",
        lambda: rows_json(rows(), about),
        f"showthrough_{database.key}.json",
        "application/json",
        on_click="ignore",
        key="people_json",
    )
