"""What a visitor takes home: files, recipes and the link; and the settings seen."""

from functools import partial

import streamlit as st

from core.recognizability.index import Recognizability
from explorer import session
from explorer.explore.also_checked.second_picture import second_of
from explorer.explore.own_blocks import pieces_turned_back
from explorer.export import FORMATS, Look, View
from explorer.export.recipe import files_in_words, python_script, shell_command
from explorer.figures import deferred
from explorer.session.run_log import (
    Letter,
    RunLog,
    difference,
    log_csv,
    query_text,
    rows,
    settings_of,
    signed,
)
from explorer.theme.text import literal


def take_home(
    choice: session.Choice, result: Recognizability, problems: list[str]
) -> None:
    """Draw the menu over the right picture. Files are made when their button is used.

    Parameters
    ----------
    choice, result
        What is on the screen.
    problems : list of str
        If there are any, an earlier result is shown, which is no new setting.
    """
    if not problems and session.at_rest():
        settings = settings_of(choice.plain, choice.encrypted, result)
        session.keep_log(
            session.log().seen(settings, result.vsi, session.link_of(choice))
        )
    with st.container(key="take_home"):
        menu = st.popover("Save", key="take_home_open", on_change="rerun")
    # The height is fixed: the menu is placed before its content is drawn.
    with menu, st.container(height=440, border=False):
        if menu.open:
            _draw_menu(_view(choice, result), query_text(session.link_of(choice)))
    _draw_comparison(session.log())


def _view(choice: session.Choice, result: Recognizability) -> View:
    seen = session.view()
    return View(
        plain=choice.plain,
        encrypted=choice.encrypted,
        result=result,
        overlay=choice.overlay,
        arrows=choice.arrows,
        opacity=choice.opacity,
        plane=int(seen["plane"]),
        bits=seen["bits"],
        cover=float(seen["cover"]),
        extent=seen["range"],
        point=session.pinned(),
        rank=session.rank(),
        look=Look(
            mode=seen["mode"],
            right=seen["right"],
            wipe=float(seen["wipe"]),
            shown=seen["shown"],
            flipped=session.flipped(),
            at=(seen["zoom"], seen["x"], seen["y"]) if seen.get("zoom") else None,
            span=session.span(),
        ),
        address=_address() + query_text(session.link_of(choice)),
        marks=deferred.known_marks(choice.plain, choice.encrypted, result.form) or (),
        draws=deferred.known_noise(choice.plain, choice.encrypted, result.form) or (),
        second=second_of(choice.encrypted),
        back=pieces_turned_back(choice.plain, choice.encrypted, result),
    )


def _draw_menu(view: View, query: str) -> None:
    """Draw the files, the recipes, the link and the run log, behind a tab each."""
    files, python, command, link, log = st.tabs(
        ["Files", "Python", "Command", "Link", "Run log"]
    )
    with files:
        _draw_files(view)
    own = literal(files_in_words(view))
    with python:
        st.markdown(f"**Makes VSI {view.result.vsi:.4f} again**")
        st.code(python_script(view), language="python")
        st.caption(own or "Needs Showthrough alone.")
    with command:
        st.code(shell_command(view), language="bash", wrap_lines=True)
        st.caption(f"For bash or zsh. {own}")
    with link:
        st.code(_address() + query, language=None, wrap_lines=True)
        st.caption(
            "Opens this setting on this server. A link holds no pixels: an uploaded "
            "file is named in it by its SHA-256, and has to be chosen again."
        )
    with log:
        _draw_log(session.log())


def _draw_files(view: View) -> None:
    for key, form in FORMATS.items():
        button, about = st.columns((2, 3), vertical_alignment="center")
        button.download_button(
            form.label,
            data=partial(form.make, view),
            file_name=f"{view.stem}{form.ending}",
            mime=form.mime,
            on_click="ignore",
            key=f"download_{key}",
            width="stretch",
        )
        about.caption(form.about)


def _address() -> str:
    return str(st.context.url or "")


def _draw_log(log: RunLog) -> None:
    if not log.runs:
        st.caption("Nothing yet: a setting is listed when it has come to rest.")
        return
    table = rows(log)[::-1]
    st.caption(
        "Settings in the order in which they came to rest, the latest first, each with "
        "what changed against the one before. Choose one to go back to it, or pin the "
        "one on the screen as A or B, to be compared. CSV: every row with all its "
        "settings and its link."
    )
    # Without tooltips: one would lie over the words above.
    with st.container(horizontal=True):
        for letter in ("A", "B"):
            st.button(
                f"Pin as {letter}",
                on_click=_pin,
                args=(letter,),
                key=f"pin_{letter}",
            )
        st.download_button(
            "CSV",
            data=partial(_csv, log, _address()),
            file_name="showthrough_run_log.csv",
            mime="text/csv",
            on_click="ignore",
            key="download_log",
        )
        st.button("Clear", on_click=_clear, key="clear_log")
    # Each state of the log has a control of its own, since labels are values.
    key = f"run_log_{log.now}_{len(table)}_{log.a}_{log.b}"
    numbers = [visit.number for visit, _, _ in table]
    labels = {
        visit.number: _label(visit.number, visit.vsi, change, log)
        for visit, _, change in table
    }
    st.radio(
        "Settings seen",
        numbers,
        index=numbers.index(log.now) if log.now in numbers else None,
        format_func=labels.__getitem__,
        captions=[literal(changed) or "the first" for _, changed, _ in table],
        key=key,
        on_change=session.pick,
        args=(key,),
        label_visibility="collapsed",
    )


def _label(number: int, vsi: float, change: float | None, log: RunLog) -> str:
    letters = [letter for letter, pin in (("A", log.a), ("B", log.b)) if pin == number]
    pinned = f" **{' '.join(letters)}**" if letters else ""
    delta = "" if change is None else f" ({signed(change)})"
    return f"{number}: VSI {vsi:.4f}{delta}{pinned}"


def _csv(log: RunLog, address: str) -> bytes:
    return log_csv(log, address).encode()


def _pin(letter: Letter) -> None:
    session.keep_log(session.log().pin(letter))


def _clear() -> None:
    session.keep_log(RunLog())


def _draw_comparison(log: RunLog) -> None:
    """A button to go from A to B and back, and how they differ."""
    both = log.both()
    if both is None:
        return
    a, b = both
    other = "A" if log.now == b.number else "B"
    row = st.container(horizontal=True, vertical_alignment="center", key="a_and_b")
    row.button(
        f"Show {other}",
        on_click=session.go_back,
        args=((a if other == "A" else b).number,),
        key="flip_a_b",
    )
    row.caption(
        f"A {a.vsi:.4f}, B {b.vsi:.4f}: B − A {signed(b.vsi - a.vsi)}. "
        f"A to B: {literal(difference(a.settings, b.settings))}."
    )
