"""People: whether the indices agree with human eyes."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.evaluation import (
    Database,
    Logistic,
    Measure,
    MeasureAgreement,
    facts,
    of_index,
    row_facts,
    tables,
)
from core.evaluation.paper import PRINTED, Criterion
from core.image import ImageError
from core.indices import INDICES
from core.recognizability.parameters import Parameters
from explorer import session
from explorer.explore.opening import open_in_explore
from explorer.export.rows import rows_csv, rows_json
from explorer.pair.link_fields import DIGITS
from explorer.people.agreement_report.table_html import styled_table_html
from explorer.people.benchmark import benchmark_steps, scores, shipped
from explorer.people.cached_agreement import report_of
from explorer.people.controls import (
    Data,
    choose_criteria,
    choose_data,
    choose_index,
    choose_indices,
    choose_logistic,
)
from explorer.people.human_sweep import draw_human_sweep, draw_table_3
from explorer.people.judged import judged_source
from explorer.session.job_progress import follow
from explorer.store.jobs import Job
from explorer.store.results_on_disk import Row
from explorer.theme.text import literal
from explorer.widgets.points import choose_point


@st.fragment(key="people")
def page() -> None:
    """Draw the page; a moving control runs this alone."""
    st.html(
        '<h1 style="font-size: 1.15rem; margin: 0; padding: 0">People '
        '<span style="font-weight: 400">do the indices agree with human eyes?</span>'
        "</h1>"
    )
    database, data = choose_data()
    keys = choose_indices(data) if database else []
    if database is None or not keys:
        if database:
            st.info("Choose an index, or several.")
        session.write_link("data", "logistic", "index", pair=False)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        index = choose_index(keys)
        logistic = choose_logistic()
        criteria = choose_criteria()
    session.write_link("data", "logistic", "index", "criteria", pair=False)
    _draw_what(database, data)
    measures = [of_index(key) for key in keys]
    known = shipped().scores if data == "regenerated" else {}
    job = session.desk().job(
        "people",
        (database, tuple(keys)),
        lambda: benchmark_steps(database, measures, known),
    )
    follow(
        job,
        lambda: _draw_scores(job, database, measures, index, logistic, criteria),
        key="people",
        start="Score these images",
        about=f"{len(database.rows)} images by {len(keys)} "
        f"{'index' if len(keys) == 1 else 'indices'}. You may stop at any time and "
        "leave this page meanwhile; what was scored is kept on disk.",
    )
    st.subheader("Constants and parts of the proposed index", anchor=False)
    usual = Parameters()
    st.caption(
        "Fig. 3 and Table 3. Fig. 3 is a drawing without numbers; the diamond is what "
        f"the tables print for α = {usual.alpha:g} and β = {usual.beta:g}."
        if database.key in PRINTED
        else "As in Fig. 3 and Table 3 of the paper."
    )
    draw_human_sweep(database, "alpha", known=known, place="people")
    draw_human_sweep(database, "beta", known=known, place="people")
    draw_table_3(
        database,
        known=known,
        place="people",
        criteria=criteria,
        logistic=logistic,
    )


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


def _draw_scores(
    job: Job,
    database: Database,
    measures: Sequence[Measure],
    index: str,
    logistic: Logistic,
    criteria: Sequence[Criterion],
) -> None:
    report = report_of(job, database, measures, logistic)
    if not any(np.isfinite(column).any() for column in report.scores.values()):
        return
    _draw_errors(job)
    (shown,) = (found for found in report.indices if found.key == index)
    _draw_chart(report.scores[index], database, shown, criteria)
    for table in tables(report, criteria):
        st.html(styled_table_html(table))
    _draw_files(job, database, measures)


def _draw_chart(
    scores: NDArray[np.float64],
    database: Database,
    shown: MeasureAgreement,
    criteria: Sequence[Criterion],
) -> None:
    from explorer.people.charts import scatter_figure
    from explorer.widgets.chart import draw_chart

    whole, interval = shown.agreement, shown.interval
    label = INDICES[shown.key].label
    figure = scatter_figure(scores, database, label, whole.mapping if whole else None)
    if whole:
        between = f" ({interval[0]:.3f} to {interval[1]:.3f})" if interval else ""
        said = [
            f"{name.upper()} {getattr(whole, name):.3f}"
            f"{between if name == 'srocc' else ''}"
            for name in criteria
        ]
        st.markdown(
            f"**{literal(label)}:** {', '.join(said)} over {whole.count} images."
        )
    else:
        st.caption(f"No criterion yet: {literal(shown.problem)}.")
    opened = draw_chart(
        figure,
        key="people_chart",
        alt=f"Human scores against {label}, a point an image; the numbers are in the "
        "files",
    )
    st.caption(
        "Each point is an encrypted image: the index to the right, people upwards. The "
        "closer the points lie to the curve Q(x), the better the index predicts what "
        "people see. Click a point to open its pair in Explore."
    )
    names = {int(n): database.rows[n] for n in np.flatnonzero(np.isfinite(scores))}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        listed = choose_point(
            "Image",
            list(names),
            lambda n: (
                f"{names[n].picture}, {names[n].type}, level {names[n].level}: "
                f"people {names[n].score:.2f}, index {scores[n]:.4f}"
            ),
            key="people",
            width=460,
        )
    opened = listed if opened is None else opened
    if isinstance(opened, int) and opened in names:
        _open(database, opened)


def _open(database: Database, number: int) -> None:
    row = database.rows[number]
    try:
        plain, encrypted = row.read()
    except ImageError as error:
        st.error(f"{literal(str(error))}.")
        return
    about = (
        f"{literal(row.encrypted.name)}. People said {row.score:.2f} on a scale from "
        f"{database.low:g} to {database.high:g}: {literal(database.meaning)}."
    )
    link = {}
    for role, image, luma in (
        ("plain", row.plain, plain),
        ("encrypted", row.encrypted, encrypted),
    ):
        source = judged_source(image, luma, about if role == "encrypted" else "")
        session.keep_file(source)
        link |= {role: "upload", f"{role}_file": source.digest[:DIGITS]}
    open_in_explore(link)


def _draw_errors(job: Job) -> None:
    errors = [str(row["error"]) for row in job.rows.values() if "error" in row]
    if errors:
        some = "; ".join(literal(error) for error in sorted(set(errors))[:3])
        st.warning(f"{len(errors)} scores could not be computed: {some}.")


def _draw_files(job: Job, database: Database, measures: Sequence[Measure]) -> None:
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
    with st.container(horizontal=True):
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
