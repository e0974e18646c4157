"""Compare: several encryptions of one picture, under every index."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from core.attacks.own_blocks import NOT_COMPARABLE
from core.indices import INDICES
from core.recognizability.form import Form
from explorer import session
from explorer.compare import computed
from explorer.compare.candidates import draw_start
from explorer.compare.comparison import Comparison, Encryption, comparison
from explorer.compare.controls import choose_comparison
from explorer.compare.files import as_csv, as_json
from explorer.compare.head import head_figure
from explorer.compare.index_card import index_card, map_tables, model_card, parts_table
from explorer.compare.maps import Layer
from explorer.compare.missing_files import draw_missing_files
from explorer.compare.papers import papers_figure
from explorer.compare.ranks import sentence
from explorer.compare.scene import ScenePicture, notes, scene, tables_of
from explorer.compare.table import facts, range_of, short_label, table_data
from explorer.export.records import picture_record
from explorer.export.words import components_in_words
from explorer.figures import served
from explorer.figures.head import head, section
from explorer.pair import evaluation
from explorer.pair.component_choice import name_of
from explorer.pair.sources import Source
from explorer.store.uploads import DOORS
from explorer.theme.glossary import explained, term
from explorer.theme.text import literal
from explorer.widgets.compare_table import compare_table
from explorer.widgets.compare_view import compare_view
from explorer.widgets.figure_view import figure_view

POLL = 0.7
"""Seconds between two checks of what is being computed."""

NO_MAP = "none"

BRIGHTNESS = (
    "These pictures have colours, but all indices see their brightness alone. "
    "Explore says whether the colours show more."
)


def page(explore: st.Page) -> None:
    """Draw the page; `explore` is the page that opens a single encryption."""
    plain, encryptions, problems, missing = choose_comparison()
    if missing:
        draw_missing_files(missing, plain)
    for problem in problems:
        st.error(literal(problem))
    if not encryptions:
        _draw_nothing(problems)
        return
    form = session.form()
    attacked = _wants_attacks()
    waiting = comparison(plain, encryptions, form, _index(), attacked=attacked).waiting
    # The timer ends with this run's fragment, when everything is ready.
    results = st.fragment(_results, run_every=POLL if waiting else None)
    results(plain, encryptions, form, explore, waiting)


def _draw_nothing(problems: Sequence[str]) -> None:
    """Say what to do where there is no encryption to look at."""
    heading = "Nothing to compare yet."
    line, other = "Choose a ready set, or add encryptions at the side.", ""
    if DOORS.files:
        line = (
            "Drop up to eight encrypted versions of the plain picture here, or at the "
            "side."
        )
        other = "Or drop other pictures here."
    if problems:
        heading = "None of these can be compared yet."
        line = f"Each message above says what to do. {other}".strip()
    figure_view(head(None, heading, line), key="compare_head")
    draw_start()
    session.write_link("with", "index", "map", "sort", "shown", "attacked")


def _wants_attacks() -> bool:
    """Draw whether the table says what the best fast attack makes of each."""
    with st.sidebar:
        wanted = st.toggle(
            "After the best fast attack",
            value=session.recall("attacked") == "yes",
            key=session.key("attacked", "compare_attacked"),
            help="A column with the score of what a machine makes of each without a "
            "key. The page Attack says how.",
        )
    session.keep("attacked", "yes" if wanted else "no")
    return wanted


def _index() -> str:
    return session.part("index", "compare_table")


def _results(
    plain: Source,
    encryptions: Sequence[Encryption],
    form: Form,
    explore: st.Page,
    waited: bool,
) -> None:
    """Draw all that has been computed so far."""
    index, sort = _index(), session.part("sort", "compare_table")
    session.keep("index", index)
    session.keep("sort", sort)
    attacked = session.recall("attacked") == "yes"
    found = comparison(plain, encryptions, form, index, attacked=attacked)
    now, later = head_figure(found)
    figure_view(now, key="compare_head", later=later, height=84)
    _draw_table(found, sort)
    _draw_index(found)
    _draw_papers(found)
    _draw_exports(found)
    _draw_pictures(found)
    _draw_ways_to_explore(encryptions, explore)
    session.write_link("with", "index", "map", "sort", "shown", "attacked")
    # Some may have come while this was drawn.
    now_known = comparison(plain, encryptions, form, _index(), attacked=attacked)
    if now_known.waiting != waited:
        st.rerun()


def _draw_table(found: Comparison, sort: str) -> None:
    columns, form = found.columns, found.form
    st.html(section("By every index"))
    if len(columns) > 1:
        st.markdown(literal(sentence(columns)))
    for problem in found.problems:
        st.error(literal(problem))
    compare_table(
        table_data(
            columns,
            index=found.index,
            sort=sort,
            histogram=form.components.global_similarity,
            attacked=found.after_attacks,
        ),
        key=session.key("index", "compare_table"),
    )
    used = form.parameters
    said = [
        f"The {term('visual security index (VSI)')} stands here with a "
        f"{term('block size (α)')} of {used.alpha:g}, a {term('blur (β)')} of "
        f"{used.beta:g} and an {term('exponent (γ)')} of {used.gamma:g}, "
        f"{_parts(form)}, border {form.border} and Eq. 6 {form.pooling}, as set on "
        "Explore.",
        "The other indices use the constants of their definitions.",
    ]
    if not form.paper_grid:
        y, x = form.offset
        said.append(f"Blocks start at ({y}, {x}). {NOT_COMPARABLE}.")
    pictures = (found.plain, *(each.source for each in found.encryptions))
    if any(map(evaluation.has_colour, pictures)):
        said.append(BRIGHTNESS)
    st.html(explained(*said))


def _parts(form: Form) -> str:
    """HTML of the parts of the index that are in use."""
    stage = name_of(form.components)
    if stage:
        return f"in stage {term('C1 to C4', stage)}"
    return f"with {escape(components_in_words(form.components))}"


def _draw_papers(found: Comparison) -> None:
    """Draw, folded, what papers print of each encryption."""
    fold = st.expander(
        "**What papers print:** entropy, chi-square, NPCR and others",
        key="papers_fold",
        on_change="rerun",
    )
    # It takes long, so it is made only for those who look.
    if fold.open:
        with fold:
            figure_view(None, key="papers", later=papers_figure(found), height=240)


def _draw_exports(found: Comparison) -> None:
    about: dict[str, Any] = {
        "plain": picture_record(found.plain),
        "encryptions": [
            {"number": e.number, **picture_record(e.source)} for e in found.encryptions
        ],
        **asdict(found.form),
        **({"after_best_attack": found.attack_records} if found.attacked else {}),
        "notes": [] if found.form.paper_grid else [f"{NOT_COMPARABLE}."],
    }
    with st.container(horizontal=True):
        st.download_button(
            "Table as CSV",
            partial(as_csv, found.columns),
            file_name="showthrough-compare.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Table as JSON",
            partial(as_json, found.columns, about=about, card=found.card),
            file_name="showthrough-compare.json",
            mime="application/json",
            on_click="ignore",
        )


def _draw_pictures(found: Comparison) -> None:
    layers = next((drawn.layers for drawn in found.drawn if drawn), {})
    st.html(section("The pictures"))
    key = _choose_layer(layers, found.index)
    chosen = [drawn.layers.get(key) if drawn else None for drawn in found.drawn]
    panels = [
        ScenePicture(
            name=f"Plain: {found.plain.title}",
            detail=found.plain.size,
            picture=served.picture(found.plain),
            coloured=served.picture(found.plain, "colour"),
            drawing=_drawing(next(filter(None, chosen), None), plain=True),
        )
    ]
    for name, encryption, layer, paper in zip(
        found.names, found.encryptions, chosen, found.scored("proposed"), strict=True
    ):
        panels.append(
            ScenePicture(
                name=name,
                detail=encryption.detail,
                picture=served.picture(encryption.source),
                coloured=served.picture(encryption.source, "colour"),
                drawing=_drawing(layer),
                blocks=paper.blocks if paper else None,
            )
        )
    compare_view(
        scene(
            panels,
            image=found.plain.luma.shape,
            layers=chosen,
            notes=notes(found.columns, INDICES[found.index]),
            point=session.pinned(),
            shown=session.shown(),
        ),
        key=session.VIEW_KEY,
        epoch=session.view_epoch(),
    )


def _choose_layer(layers: Mapping[str, Layer], index: str) -> str:
    """Draw the choice of a map.

    At first the pictures are clean. Whoever opens another index asks for its maps.
    """
    titles = {NO_MAP: "Pictures only"}
    titles |= {key: layer.title for key, layer in layers.items()}
    wanted = session.recall("map")
    first = NO_MAP if index == "proposed" else next(iter(layers), NO_MAP)
    chosen = st.pills(
        f"Maps of {short_label(INDICES[index])}",
        titles,
        format_func=titles.__getitem__,
        default=wanted if wanted in titles else first,
        required=True,
        key=session.key("map", f"compare_map_{index}_{len(layers)}"),
        wrap=True,
    )
    if layers:
        session.keep("map", "" if chosen == first else chosen)
    return chosen or first


def _drawing(layer: Layer | None, *, plain: bool = False) -> Any:
    drawing = (layer.plain if plain else layer.encrypted) if layer else None
    return (computed.layer_picture(drawing), drawing) if drawing else None


def _draw_ways_to_explore(encryptions: Sequence[Encryption], explore: st.Page) -> None:
    st.caption("Open one in Explore, to see where it shows and why:")
    with st.container(horizontal=True):
        for encryption in encryptions:
            st.page_link(
                explore,
                label=literal(f"{encryption.number}. {encryption.name}"),
                query_params=session.pair_link(**encryption.link),
                width="content",
            )


def _draw_index(found: Comparison) -> None:
    """Draw, folded, what the chosen index looks at, and the numbers on its way."""
    index = INDICES[found.index]
    ends = range_of(index, histogram=found.form.components.global_similarity)
    fold = f"**About {short_label(index)}:** {facts(index, ends)}"
    tables = [drawn.tables if drawn else {} for drawn in found.drawn]
    own = [tables_of(t) for t in tables]
    plain = [{k: v for k, v in t.items() if k not in tables_of(t)} for t in tables[:1]]
    html = index_card(index, ends)
    html += parts_table(found.names, found.parts(index.key))
    html += map_tables(["Plain"], plain) + map_tables(found.names, own)
    with st.expander(fold, key="about_index"):
        st.html(html)
    if found.card:
        with st.expander("**NQIQAPEI** is trained: on what, and how far to trust it"):
            st.html(model_card(found.card))
