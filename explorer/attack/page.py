"""Attack: what a machine makes of the encrypted picture, and how much it gains."""

from collections.abc import Sequence

import streamlit as st

from core.attacks import Attack
from explorer import session
from explorer.attack.aids import choose_aids
from explorer.attack.controls import choose, draw_problems
from explorer.attack.levels import draw_levels
from explorer.attack.rows import cards_html, head_html, list_rows
from explorer.attack.scene import (
    LIST,
    Scene,
    all_tried,
    ask,
    picked,
    shown,
    wanted,
)
from explorer.attack.take_home import draw_take_home
from explorer.attack.view import draw_pictures
from explorer.figures.attack_words import JUDGED_BY, WHO, heading_of, why_not
from explorer.figures.gauge import top_of
from explorer.figures.head import section
from explorer.pair import evaluation
from explorer.pair.attack_steps import Setup, attack_steps, known_slow
from explorer.pair.attempts import Tried
from explorer.session.job_progress import follow
from explorer.store.jobs import BackgroundJob
from explorer.theme.text import literal
from explorer.widgets.attack_list import attack_list
from explorer.widgets.figure_view import figure_view

_TOP = 2.0  # end of the scale where Eq. 6 as printed has none


@st.fragment(key="attack")
def page() -> None:
    """Draw the page; a moving control runs this alone."""
    plain, encrypted, form, problems = choose()
    draw_problems(problems, encrypted, is_blind=plain is None)
    body = st.container()
    aids = choose_aids(encrypted)
    setup = Setup(plain=plain, encrypted=encrypted, form=form, aids=aids)
    keys = wanted(encrypted)
    scene = Scene(
        plain=plain,
        encrypted=encrypted,
        form=form,
        aids=aids,
        wanted=keys,
        asked=tuple(dict.fromkeys((*keys, *known_slow(setup)))),
    )
    job = session.desk().job(
        "attack",
        (scene.pair, form, str(aids.digests), scene.asked),
        lambda: attack_steps(setup, scene.asked),
    )
    with body:
        follow(
            job,
            lambda: _draw_below(scene, job),
            key="attack",
            above=lambda: _draw_above(scene, job),
        )
    if plain is not None:
        draw_levels(plain, encrypted, form)


def _draw_above(scene: Scene, job: BackgroundJob) -> None:
    """Draw what the attacks say, and the pictures."""
    known = all_tried(job)
    seen = shown(scene, known)
    done = seen.done if seen else None
    heading, line = heading_of(
        done,
        known,
        picked=done is not None and done.attack.key == picked(),
        left=scene.left(job, known),
        untried=len(scene.untried),
        is_blind=scene.plain is None,
    )
    grid = evaluation.block_grid(scene.encrypted)
    # An attack on blocks says where they start.
    known_grid = done is not None and f"{grid.side} px from" in done.said
    where = "" if known_grid else grid.said
    figure_view(
        head_html(done, heading, f"{line} {where}".strip(), end=top_of(scene.form)),
        key="attack_head",
        height=84,
    )
    draw_pictures(scene, seen)


def _draw_below(scene: Scene, job: BackgroundJob) -> None:
    """Draw the list, and what is taken home."""
    if wanted(scene.encrypted) != scene.wanted:
        st.rerun()  # another attack was asked for: the job is another one
    # Asked first: one that ends meanwhile is in both, and not in neither.
    waiting = scene.waiting(job)
    known, untried = all_tried(job), scene.untried
    seen = shown(scene, known)
    _draw_title(scene, untried)
    end = top_of(scene.form) or _TOP
    attack_list(
        list_rows(known, waiting, untried, end),
        attack=picked()
        if picked() in waiting
        else seen.done.attack.key
        if seen
        else "",
        end=f"{end:g}",
        key=session.key("attack", LIST),
    )
    for error in sorted({str(r["error"]) for r in job.rows.values() if "error" in r}):
        st.warning(f"Not every attack could be run: {literal(error)}.")
    _draw_declined(known)
    if seen:
        draw_take_home(scene, seen, known)
    cards = [("What an attacker may use here", WHO)]
    if scene.plain is not None:
        cards = [*filter(None, [why_not(known)]), ("Who judges", JUDGED_BY), *cards]
    figure_view(cards_html(cards), key="attack_notes")
    session.keep("attack", picked())
    turned = seen is not None and seen.state != seen.done.state
    session.keep("state", str(seen.state) if seen and turned else "")
    session.write_link("attack", "state", "blind", "channel")


def _draw_title(scene: Scene, untried: Sequence[tuple[Attack, float]]) -> None:
    """Draw the heading of the list, and the button for all slow attacks."""
    with st.container(horizontal=True, vertical_alignment="center", key="attack_title"):
        st.html(section("Attacks to try"), width="content")
        if scene.plain is not None:
            st.caption(
                "Hatched: what noise scores after the same attack. Gain: what the "
                "attack adds for the picture, less what it adds for noise.",
                width="stretch",
            )
        if untried:
            left = sum(seconds for _, seconds in untried)
            st.button(
                "Run all",
                key="attack_run_all",
                help=f"The slow ones take about {left:.0f} s together.",
                on_click=ask,
                args=(scene.encrypted, *(attack.key for attack, _ in untried)),
            )


def _draw_declined(known: Sequence[Tried]) -> None:
    """Draw, folded, the attacks that find nothing to work on, and why."""
    declined = [each for each in known if each.found is None]
    if not declined:
        return
    with st.expander(f"Declined ({len(declined)})", key="declined"):
        st.markdown(
            "\n".join(
                f"- **{literal(each.attack.label)}**: {literal(each.said)}."
                for each in declined
            )
        )
