"""A job on the page: how far it is, Stop, and going on."""

from collections.abc import Callable

import streamlit as st

from explorer import session
from explorer.store.jobs import BackgroundJob, Progress
from explorer.store.results_on_disk import results
from explorer.store.runner import Line
from explorer.theme.text import literal

_POLL = 0.7
"""Seconds between two redraws of a job that runs."""

_SOON = 0.2
"""Seconds that a page waits for a job before it shows that one is running."""


def follow(
    job: BackgroundJob,
    draw: Callable[[], None],
    *,
    key: str,
    start: str = "",
    about: str = "",
    above: Callable[[], None] = lambda: None,
    shares: bool = False,
) -> None:
    """Draw what a job found so far, again and again while it runs.

    Parameters
    ----------
    job : BackgroundJob
        Of `session.desk()`.
    draw : callable
        Draws the rows.
    key : str
        Beginning of the keys of its buttons.
    start : str
        Words on the button that begins it; without them it begins by itself.
    about : str
        What the visitor should know before it is begun.
    above : callable
        Draws what stands above all of this, and changes with the rows.
    shares : bool
        Whether it takes turns with the job that was begun before it on this page.
    """
    desk = session.desk()
    if job.state == "ready" and not start:
        desk.begin(job, shares=shares)
    job.wait(_SOON)
    running = job.state == "running"

    @st.fragment(key=f"{key}_job", run_every=_POLL if running else None)
    def watch() -> None:
        # Asked before the rows are drawn: rows that come later are drawn by the rerun.
        over = job.state != "running"
        above()
        _draw_state(job, key, start, about, shares)
        draw()
        if running and over:
            st.rerun()

    watch()


def _draw_state(
    job: BackgroundJob, key: str, start: str, about: str, shares: bool
) -> None:
    desk, progress = session.desk(), job.progress
    share = progress.done / progress.total if progress.total else 1.0
    count = f"{progress.done} of {progress.total}"
    if job.state in ("running", "done") and (problem := results().problem):
        st.caption(f"Nothing is lost while this server runs, but {literal(problem)}.")
    if job.state == "running":
        left = _left(progress, desk.line())
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(share, f"{count}{left}", width="stretch")
            if st.button("Stop", key=f"{key}_stop"):
                desk.stop(job)
                st.rerun()
        return
    if job.state == "done":
        return
    words = start
    if job.state == "failed":
        st.error(f"Stopped by an error at {count}: {literal(job.problem)}.")
        words = "Try again"
    elif job.state == "stopped":
        st.info(f"Stopped at {count}. What was found until then stays.")
        words = "Continue"
    elif progress.done:
        st.info(f"{count} are known from before.")
        words = "Continue"
    elif about:
        st.caption(about)
    if st.button(words, key=f"{key}_start", type="primary"):
        desk.begin(job, shares=shares)
        st.rerun()


def _left(progress: Progress, line: Line) -> str:
    """Words on what is left of a job, and on its place where others are before it."""
    place = f", number {line.before + 1} in line" if line.before else ""
    if not progress.remaining:
        return place
    return f", {_in_words(progress.remaining * line.slower)} left{place}"


def _in_words(seconds: float) -> str:
    if seconds < 1:
        return "under a second"
    if seconds < 90:
        return f"about {seconds:.0f} s"
    return f"about {seconds / 60:.0f} min"
