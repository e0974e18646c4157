"""Tune: what each constant, each part and each level does to the score."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.attacks.own_blocks import NOT_COMPARABLE
from core.encryption import SCHEMES
from core.encryption.published import PEID_MEANS
from core.evaluation.measures import CONFIGURATIONS
from core.recognizability.form import Form
from core.recognizability.noise import DRAWS
from core.recognizability.parameters import CONSTANTS, Components, Constant, Parameters
from explorer import session
from explorer.explore.constants import choose_parameters, choose_readings
from explorer.explore.images import choose_pair
from explorer.explore.missing import draw_missing
from explorer.explore.opening import open_in_explore
from explorer.explore.shown import still_shown
from explorer.figures.head import section
from explorer.pair.frame_sweep import files_of, frame_steps, measured
from explorer.pair.frames import frame_count, frame_of
from explorer.pair.link_fields import BLOCKS
from explorer.pair.sources import Source
from explorer.pair.sweeps import (
    Variable,
    ablation_steps,
    level_steps,
    moved,
    pair_steps,
)
from explorer.people.benchmark import sample_benchmark, shipped
from explorer.people.human_sweep import draw_human_sweep, draw_table_3
from explorer.session.job_progress import follow
from explorer.theme.glossary import explained, term
from explorer.theme.text import PROVENANCE, literal
from explorer.tune.controls import (
    choose_scheme,
    choose_values,
    choose_variable,
)
from explorer.tune.head import draw_constant_head, draw_level_head
from explorer.tune.pair_sweep import draw_errors, draw_sweep


@st.fragment(key="tune")
def page() -> None:
    """Draw the page; a moving control runs this alone."""
    with st.sidebar:
        (plain, encrypted), problems = choose_pair()
        frames = frame_count(plain, encrypted)
        variable = choose_variable(frames)
        scheme, values = "", None
        if variable == "level":
            scheme = choose_scheme()
        elif variable != "frame":
            values = choose_values(variable)
        form = choose_readings(choose_parameters(), encrypted, problems)
    missing = session.missing()
    if missing:
        draw_missing(missing, below=still_shown(plain, encrypted))
    for problem in problems:
        st.error(f"{literal(problem)} {still_shown(plain, encrypted)}")
    if variable == "frame":
        _draw_frames(plain, encrypted, frames, form)
    elif values is None or variable == "level":
        _draw_levels(plain, encrypted, scheme, form)
    else:
        _draw_constant(plain, encrypted, variable, values, form)
    session.write_link("sweep", "span", "ladder")
    _draw_ablation(plain, encrypted, form)
    if not form.paper_grid:
        st.caption(f"{NOT_COMPARABLE}. What follows uses the paper's grid.")
        form = form.with_alpha(Parameters().alpha)
    _draw_people(variable, values, form)


_TERMS = {
    "alpha": "block size (α)",
    "beta": "blur (β)",
    "gamma": "exponent (γ)",
}


def _draw_constant(
    plain: Source,
    encrypted: Source,
    variable: Constant,
    values: tuple[float, ...],
    form: Form,
) -> None:
    now = getattr(form.parameters, variable)
    # The one that moves is not part of what the sweep is for.
    fixed = moved(form, variable, getattr(Parameters(), variable))
    job = session.desk().job(
        "sweep",
        (plain.digest, encrypted.digest, variable, values, fixed),
        lambda: pair_steps(plain, encrypted, variable, values, fixed),
    )
    marks = {"paper": getattr(Parameters(), variable), "now": now}

    def draw() -> None:
        draw_sweep(
            job,
            variable,
            values,
            form,
            marks=marks,
            about=f"{plain.title}, {encrypted.title}",
            pictures={"plain": plain, "encrypted": encrypted},
            opens=lambda value: open_in_explore(
                session.link_to(**{variable: value}, **_paper_blocks(variable))
            ),
        )

    follow(
        job,
        draw,
        key="sweep",
        above=lambda: draw_constant_head(job, plain, encrypted, variable, values, form),
    )
    others = [name for name in CONSTANTS if name != variable]
    fixed_ones = " and ".join(
        f"the {term(_TERMS[name])} is {getattr(form.parameters, name):g}"
        for name in others
    )
    st.html(
        explained(
            f"{fixed_ones[0].upper()}{fixed_ones[1:]}, as at the side.",
            "Higher means that more shows. Hatched: what the encrypted picture's own "
            f"pixels score in random order, {DRAWS} draws. Within or below it, this "
            "score cannot tell the encryption from noise. Click a point to open it in "
            "Explore.",
        )
    )


def _paper_blocks(variable: Variable) -> dict[str, int]:
    """Fields of a link that take back blocks in pixels, which a moving alpha does."""
    return dict.fromkeys(BLOCKS, 0) if variable == "alpha" else {}


def _draw_levels(plain: Source, encrypted: Source, chosen: str, form: Form) -> None:
    scheme, key = SCHEMES[chosen], session.chosen("key")
    values = tuple(float(level) for level in range(1, scheme.levels + 1))
    job = session.desk().job(
        "sweep",
        (plain.digest, chosen, key if scheme.keyed else "", form),
        lambda: level_steps(plain, chosen, key, form),
    )
    means = PEID_MEANS.get(chosen)

    def draw() -> None:
        draw_sweep(
            job,
            "level",
            values,
            form,
            marks={},
            about=f"{plain.title}, {scheme.label}",
            pictures={"plain": plain},
            labels=scheme.level_labels,
            people=means.visual_security if means else (),
            opens=lambda level: open_in_explore(
                session.link_to(encrypted="make", scheme=chosen, key=key, level=level)
            ),
        )

    made = encrypted.made
    level = made.level if made.scheme == chosen else 1
    follow(
        job,
        draw,
        key="sweep",
        above=lambda: draw_level_head(job, values, level, scheme, form),
    )
    people = (
        " Below, what people said of that level: PEID's mean visual-security score "
        "over its 20 pictures, from 0 (unrecognisable) to 6 (plain), not of this one."
        if means
        else ""
    )
    st.caption(
        f"{literal(plain.title)}, encrypted at every level. A level sets the "
        f"{scheme.level_meaning}. Higher means that more shows. Hatched: what the "
        f"pixels of each level score in random order, {DRAWS} draws. Within or below "
        f"it, this score cannot tell that level from noise.{people} "
        f"**{scheme.provenance.capitalize()}:** {PROVENANCE[scheme.provenance]} "
        "Click a point to open it in Explore."
    )


def _draw_frames(plain: Source, encrypted: Source, count: int, form: Form) -> None:
    values = tuple(float(number) for number in range(1, count + 1))
    of_noise = measured(count)
    job = session.desk().job(
        "sweep",
        (*files_of(plain, encrypted), count, form),
        lambda: frame_steps(plain, encrypted, count, form),
    )
    now = max(frame_of(plain), frame_of(encrypted))

    def draw() -> None:
        draw_sweep(
            job,
            "frame",
            values,
            form,
            marks={"now": now},
            about=f"{_file_words(plain)}, {_file_words(encrypted)}",
            pictures={
                role: source
                for role, source in (("plain", plain), ("encrypted", encrypted))
                if not (source.clip or source.made.scheme)
            },
            opens=lambda value: open_in_explore(session.link_to(frame=value)),
        )

    follow(
        job,
        draw,
        key="sweep",
        above=lambda: draw_constant_head(
            job, plain, encrypted, "frame", values, form, with_noise=of_noise
        ),
    )
    some = "" if len(of_noise) == count else f" of {len(of_noise)} of the frames"
    st.caption(
        "The score of each frame, with the constants at the side. Higher means that "
        f"more shows. Hatched: what the pixels{some} score in random order, {DRAWS} "
        "draws. Within or below it, this score cannot tell that frame from noise. "
        "Click a point to open its frame in Explore."
    )


def _file_words(source: Source) -> str:
    """Name a picture without its frame."""
    made = source.made
    if made.scheme:
        return SCHEMES[made.scheme].label
    return made.file if source.clip else source.title


def _draw_people(
    variable: Variable, values: Sequence[float] | None, form: Form
) -> None:
    """Draw what the same constant does to the agreement with people."""
    st.html(section("Against human scores"))
    database, known = sample_benchmark(), shipped().scores
    st.html(
        explained(
            f"{len(database.rows)} encryptions of the sample pictures by six schemes "
            f"of {term('PEID')}. Each has the published mean score of its scheme and "
            "level. The other constants stay as in the paper. The paper's number comes "
            "from PEID itself: other pictures, and all ten schemes. More on the page "
            "People."
            + (
                " Click a point to open your own pair with that value in Explore."
                if values is not None
                else ""
            )
        )
    )
    if values is not None and variable not in ("level", "frame"):
        draw_human_sweep(
            database,
            variable,
            known=known,
            place="tune",
            values=values,
            now=getattr(form.parameters, variable),
            opens=lambda value: open_in_explore(session.link_to(**{variable: value})),
        )
    with st.expander("C1 to C4 against people, and Table 3", key="tune_table_3"):
        draw_table_3(database, known=known, place="tune")


def _draw_ablation(plain: Source, encrypted: Source, form: Form) -> None:
    st.html(section("What each part does"))
    job = session.desk().job(
        "ablation",
        # All four are computed, whichever is chosen.
        (plain.digest, encrypted.digest, replace(form, components=Components.C4)),
        lambda: ablation_steps(plain, encrypted, form),
    )

    def draw() -> None:
        from explorer.figures.ablation import ablation_figure
        from explorer.widgets.chart import draw_chart

        scores = [
            f"{name} {row['vsi']:.2f}"
            for name, row in job.rows.items()
            if name in CONFIGURATIONS and "vsi" in row
        ]
        alt = f"Scores of this pair beside its noise: {', '.join(scores)}"
        draw_chart(
            ablation_figure(job.rows), key="ablation_chart", alt=alt, opens=False
        )
        draw_errors(job)

    follow(job, draw, key="ablation")
    st.html(
        explained(
            f"The index in four stages, {term('C1 to C4')}, with the constants at the "
            "side. Each stage has its own scale: C1 to C3 end at 1, C4 at 2. Hatched, "
            f"as far as noise reaches in {DRAWS} draws. Compare a ring with its noise, "
            "not with the next.",
        )
    )
