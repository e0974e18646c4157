"""A sweep of one pair: its chart, the ways from its points to Explore, its files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

import streamlit as st

from core.recognizability.form import Form
from core.recognizability.noise import DRAWS
from explorer.export.records import picture_record
from explorer.export.rows import rows_csv, rows_json
from explorer.figures.gauge import top_of
from explorer.pair.sources import Source
from explorer.pair.sweeps import LETTERS, NOISE, Variable, step_name
from explorer.store.jobs import BackgroundJob
from explorer.store.results_on_disk import Row
from explorer.theme.text import literal
from explorer.widgets.points import choose_point


def draw_sweep(
    job: BackgroundJob,
    variable: Variable,
    values: Sequence[float],
    form: Form,
    *,
    marks: Mapping[str, float],
    about: str,
    pictures: Mapping[str, Source],
    labels: Sequence[str] = (),
    people: Sequence[float] = (),
    opens: Callable[[float], object],
) -> None:
    """Draw VSI of one pair against what moves, the ways to Explore, and the files.

    Parameters
    ----------
    job : BackgroundJob
        Of `pair_steps`, `level_steps` or `frame_steps` in `explorer.pair`.
    variable : str
        What moves.
    values : sequence of float
        All values, computed or not.
    form : Form
        What the files say it was made with.
    marks : mapping of str to float
        Values to mark, by their names.
    about : str
        The pair, in words.
    pictures : mapping of str to Source
        Those of the pair that are the same at every value, by their part in it.
    labels, people : sequence
        As `explorer.figures.sweeps.sweep_figure` takes them.
    opens : callable
        Opens Explore at a value.
    """
    # Plotly is loaded where it is drawn, not with the first screen.
    from explorer.figures.sweeps import sweep_figure
    from explorer.widgets.chart import draw_chart

    rows = job.rows
    figure = sweep_figure(
        rows,
        variable,
        values,
        marks=marks,
        top=top_of(form),
        labels=labels,
        people=people,
    )
    names = dict(zip(values, labels or [f"{v:g}" for v in values], strict=True))
    table = _table(rows, variable, names, people)
    alt = f"VSI of {about} against {LETTERS[variable]}: {_in_one_sentence(table)}"
    opened = draw_chart(figure, key="sweep_chart", alt=alt)
    draw_errors(job)
    if table:
        wanted = _draw_ways_out(table, variable, names, form, about, pictures)
        opened = opened if opened is not None else wanted
        with st.expander("All values as a table", key="sweep_table"):
            st.table(_readable(table, variable))
    if opened is not None and opened in names:
        opens(opened)


def _draw_ways_out(
    table: Sequence[Row],
    variable: Variable,
    names: Mapping[float, str],
    form: Form,
    about: str,
    pictures: Mapping[str, Source],
) -> float | None:
    """Draw the list of points and the files; return the point to open."""
    made_from = {
        "what": f"VSI against {variable}",
        "pair": about,
        **{role: picture_record(source) for role, source in pictures.items()},
        **asdict(form),
        "noise": f"VSI of the encrypted pixels in random order, {DRAWS} draws",
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = choose_point(
            "Point",
            [float(str(row[variable])) for row in table],
            lambda value: _point(value, names[value], variable, table),
            key=f"sweep_{variable}",
        )
        st.download_button(
            "CSV",
            lambda: rows_csv(table),
            f"showthrough_{variable}.csv",
            "text/csv",
            on_click="ignore",
            key="sweep_csv",
        )
        st.download_button(
            "JSON",
            lambda: rows_json(table, made_from),
            f"showthrough_{variable}.json",
            "application/json",
            on_click="ignore",
            key="sweep_json",
        )
    return wanted


def _point(value: float, name: str, variable: Variable, table: Sequence[Row]) -> str:
    (score,) = (row["vsi"] for row in table if row[variable] == value)
    letter = variable if variable in ("level", "frame") else LETTERS[variable]
    also = "" if name == f"{value:g}" else f" ({name})"
    return f"{letter} {value:g}{also}: VSI {score:.4f}"


def _table(
    rows: Mapping[str, Row],
    variable: Variable,
    names: Mapping[float, str],
    people: Sequence[float],
) -> list[dict[str, float | int | str | None]]:
    """What is in the chart, one row a value."""
    table = []
    for place, (value, name) in enumerate(names.items()):
        row = rows.get(step_name(value))
        if row is None or "error" in row:
            continue
        noise = rows.get(step_name(value, NOISE), {})
        line: dict[str, float | int | str | None] = {variable: value}
        if name != f"{value:g}":
            line["sets"] = name
        line |= dict(row)
        line |= {
            "noise_low": noise.get("low"),
            "noise_high": noise.get("high"),
            "noise_mean": noise.get("vsi"),
        }
        if people:
            line["people_mean_0_to_6"] = people[place]
        table.append(line)
    return table


def _in_one_sentence(table: Sequence[Row]) -> str:
    """The ends of the scores and of noise, for who cannot see the chart."""
    if not table:
        return "no value is known yet"
    scores = [float(str(row["vsi"])) for row in table]
    said = f"{min(scores):.2f} to {max(scores):.2f}"
    lows, highs = (
        [float(str(row[end])) for row in table if row[end] is not None]
        for end in ("noise_low", "noise_high")
    )
    if lows:
        said += f", noise {min(lows):.2f} to {max(highs):.2f}"
    return f"{said}. All numbers are in the table below"


def _readable(table: Sequence[Row], variable: Variable) -> dict[str, list[str]]:
    """The numbers that a reader looks for, by the words above their columns."""
    from explorer.figures.sweeps import AXES

    heads = {
        variable: AXES[variable],
        "sets": "What it sets",
        "side": "Block side, px",
        "vsi": "VSI",
        "noise_low": "Noise from",
        "noise_high": "Noise to",
        "rd": "RD",
        "gs": "GS",
        "people_mean_0_to_6": "People, 0 to 6",
    }
    return {
        head: [_written(row.get(name)) for row in table]
        for name, head in heads.items()
        if name in table[0]
    }


def _written(value: object) -> str:
    if value is None:
        return "…"
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.3f}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def draw_errors(job: BackgroundJob) -> None:
    """Say what could not be computed, each reason once."""
    for error in sorted(
        {str(row["error"]) for row in job.rows.values() if "error" in row}
    ):
        st.warning(f"Not every value could be computed: {literal(error)}.")
