"""All levels of the scheme at hand: from which one on it holds against each attack."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.attacks import ATTACKS
from core.encryption import SCHEMES, Scheme
from core.recognizability.form import Form
from explorer import session
from explorer.attack.level_figure import Line, level_figure
from explorer.figures.attack_words import signed
from explorer.figures.head import section
from explorer.pair.attack_steps import level_name, level_steps
from explorer.pair.attempts import tried
from explorer.pair.link_fields import MAKE
from explorer.pair.sources import Source
from explorer.session.job_progress import follow
from explorer.store.jobs import BackgroundJob
from explorer.store.results_on_disk import Row
from explorer.theme.text import literal


def draw_levels(plain: Source, encrypted: Source, form: Form) -> None:
    """Offer to try every level; nothing where the picture was not encrypted here."""
    made = encrypted.made
    scheme = SCHEMES.get(made.scheme)
    if scheme is None or scheme.levels < 2 or made.shape:
        return
    st.html(section("All levels"))
    job = session.desk().job(
        "attack levels",
        (plain.digest, scheme.key, made.key, form),
        lambda: level_steps(plain, scheme.key, made.key, form),
    )

    def draw() -> None:
        _draw(job, scheme, made.level, made.key)

    follow(
        job,
        draw,
        key="attack_levels",
        start="Try all levels",
        about=f"Tries the fast attacks on all {scheme.levels} levels of "
        f"{literal(scheme.label)}, each against one random order.",
        shares=True,
    )


def lines(rows: Mapping[str, Row], levels: int) -> list[Line]:
    """Return the attacks that find something at any level, the highest gain first."""
    found = []
    for key, attack in ATTACKS.items():
        gains = {}
        for level in range(1, levels + 1):
            row = rows.get(level_name(level, key), {})
            gain = tried(key, row).gain if "said" in row else None
            if gain is not None:
                gains[level] = gain
        if gains:
            found.append(Line(attack=attack, gains=gains))
    return sorted(found, key=lambda line: -max(g.margin for g in line.gains.values()))


def verdict(found: Sequence[Line], scheme: Scheme) -> str:
    """Say which levels an attack opens, and which none opens."""
    opened = sorted(
        {
            level
            for line in found
            for level, gain in line.gains.items()
            if gain.word == "opens it"
        }
    )
    levels = range(1, scheme.levels + 1)
    if not opened:
        return "No level is opened by these attacks. That is no proof of security."
    if opened == list(levels):
        return "Every level is opened by an attack."
    held = [level for level in levels if level not in opened]
    if held == list(range(1, held[-1] + 1)):
        to = "Level 1 holds" if len(held) == 1 else f"Levels 1 to {held[-1]} hold"
        return f"{to} against these attacks. From level {opened[0]} on one opens it."
    listed = ", ".join(map(str, opened))
    one = len(opened) == 1
    return f"{'Level' if one else 'Levels'} {listed} {'is' if one else 'are'} opened."


def _draw(job: BackgroundJob, scheme: Scheme, now: int, key: str) -> None:
    found = lines(job.rows, scheme.levels)
    if not found:
        if job.state == "done":
            st.markdown("No attack finds anything to work on at any level.")
        return
    from explorer.widgets.chart import draw_chart

    said = verdict(found, scheme)
    if job.state == "done":
        st.markdown(f"**{said}**")
    labels = scheme.level_labels
    clicked = draw_chart(
        level_figure(found, scheme.levels, labels, now),
        key="attack_levels_chart",
        alt=f"Gain over noise of each attack against the level. {said} The numbers are "
        "in the table below.",
    )
    st.caption(
        f"A level sets the {scheme.level_meaning}. Level 1 is the strongest. Above the "
        "upper line an attack may open it, if SSIM agrees. Click a point to open that "
        "level."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Level",
            range(1, scheme.levels + 1),
            index=now - 1,
            format_func=lambda level: f"{level}: {labels[level - 1]}",
            key="attack_level",
            width=280,
        )
        if st.button("Open this level", key="attack_level_open"):
            clicked = chosen
    with st.expander("All levels as a table", key="attack_levels_table"):
        st.table(_table(found, scheme))
    if clicked is not None and int(clicked) != now:
        session.restore(
            session.link_to(
                encrypted=MAKE, scheme=scheme.key, key=key, level=int(clicked)
            ),
            own=False,
        )
        st.rerun()


def _table(found: Sequence[Line], scheme: Scheme) -> dict[str, list[str]]:
    levels = range(1, scheme.levels + 1)
    return {
        "Level": [f"{n}: {scheme.level_labels[n - 1]}" for n in levels],
        **{
            line.attack.label: [
                f"{signed(line.gains[n].margin)}, {line.gains[n].word}"
                if n in line.gains
                else "declines"
                for n in levels
            ]
            for line in found
        },
    }
