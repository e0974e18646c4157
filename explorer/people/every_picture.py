"""The card of People with a dot for each encrypted picture, and the way to its pair."""

from html import escape

import numpy as np
import streamlit as st

from core.evaluation import AgreementReport, Database, MeasureAgreement
from core.evaluation.paper import Criterion
from core.image import ImageError
from explorer import session
from explorer.explore.opening import open_in_explore
from explorer.pair.link_fields import DIGITS
from explorer.people.judged import judged_source
from explorer.people.ranking import full_name
from explorer.people.verdict import two
from explorer.theme.glossary import CRITERIA, explained, term
from explorer.theme.text import literal
from explorer.widgets.points import choose_point


def draw_every_picture(
    report: AgreementReport, shown: MeasureAgreement, criterion: Criterion
) -> None:
    """Draw the scores of an index against what people said.

    Parameters
    ----------
    report : AgreementReport
        What is on the page.
    shown : MeasureAgreement
        Of the index that is shown.
    criterion : str
        What is said of it below.
    """
    from explorer.people.charts import scatter_figure
    from explorer.widgets.chart import draw_chart

    database, scores = report.database, report.scores[shown.key]
    label, whole = full_name(shown.key), shown.agreement
    st.html('<h3 class="people-card">Every picture</h3>')
    st.caption(
        "Each dot is one encrypted picture. The closer it lies to the curve, the "
        "better the index predicts what people see."
    )
    rows = {int(n): database.rows[n] for n in np.flatnonzero(np.isfinite(scores))}
    said = f"{criterion.upper()} {two(getattr(whole, criterion))}" if whole else ""
    opened = draw_chart(
        scatter_figure(scores, database, label, whole.mapping if whole else None),
        key="people_chart",
        alt=f"{len(rows)} encrypted pictures: {label} across, "
        f"what people saw up the side, from {database.low:g} to "
        f"{database.high:g}. {said}",
    )
    if whole:
        found = f"{term(CRITERIA[criterion])} {two(getattr(whole, criterion))}"
        st.html(
            explained(f"<b>{escape(label)}:</b> {found} over {whole.count} pictures.")
        )
    else:
        st.caption(f"No curve yet: {literal(shown.problem)}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        listed = choose_point(
            "Click a dot to open its pair, or choose it here",
            list(rows),
            lambda n: (
                f"{rows[n].picture}, {rows[n].type}, level {rows[n].level}: "
                f"people {rows[n].score:.2f}, index {scores[n]:.4f}"
            ),
            key="people",
            width=320,
        )
    opened = listed if opened is None else opened
    if isinstance(opened, int) and opened in rows:
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
