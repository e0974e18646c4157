"""Compare: several encryptions of one image, under every index."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.indices import INDICES, ModelCard
from explorer import compute, state
from explorer.components.compare_table import compare_table
from explorer.components.compare_view import compare_view
from explorer.controls.compare import Encryption, choose_comparison
from explorer.exports.comparison import as_csv, as_json
from explorer.exports.words import components_in_words
from explorer.figures.compare_index import (
    index_card,
    map_tables,
    model_card,
    parts_table,
)
from explorer.figures.compare_maps import Drawn, Layer, Scored
from explorer.figures.compare_ranks import Column, sentence
from explorer.figures.compare_scene import Panel, notes, scene, tables_of
from explorer.figures.compare_table import range_of, table_data
from explorer.lineup import Constants
from explorer.samples import Source
from explorer.theme import literal

POLL = 0.7
"""Seconds between two looks at what is being computed."""

NO_MAP = "none"

Scores = Mapping[str, Sequence[compute.Failed | Scored | None]]


def page(explore: StreamlitPage) -> None:
    """Draw the page; `explore` is the page that opens a single encryption."""
    st.html(
        '<h1 style="font-size: 1.15rem; margin: 0; padding: 0">Compare '
        '<span style="font-weight: 400">what every index makes of several encryptions '
        "of one image</span></h1>"
    )
    plain, encryptions, problems = choose_comparison()
    for problem in problems:
        st.error(literal(problem))
    if not encryptions:
        st.info("Nothing to compare: choose encryptions in the sidebar.")
        return
    constants = state.constants()
    waiting = _waiting(plain, encryptions, constants)
    # The timer lives as long as this run's fragment: it goes when all is there.
    results = st.fragment(_results, run_every=POLL if waiting else None)
    results(plain, encryptions, constants, explore, waiting)


def _waiting(
    plain: Source, encryptions: Sequence[Encryption], constants: Constants
) -> bool:
    scores = _scores(plain, encryptions, constants)
    maps = _maps(plain, encryptions, constants, _index())
    return None in [*maps, *(s for found in scores.values() for s in found)]


def _index() -> str:
    return state.part("index", "compare_table")


def _results(
    plain: Source,
    encryptions: Sequence[Encryption],
    constants: Constants,
    explore: StreamlitPage,
    waited: bool,
) -> None:
    """Draw all that has been computed so far."""
    index, sort = _index(), state.part("sort", "compare_table")
    state.keep("index", index)
    state.keep("sort", sort)
    scores = _scores(plain, encryptions, constants)
    maps = _maps(plain, encryptions, constants, index)
    columns = _columns(encryptions, scores)
    _draw_table(columns, scores, constants, index, sort)
    _draw_exports(plain, encryptions, constants, columns, scores)
    _draw_pictures(plain, encryptions, columns, scores, maps, index)
    _draw_ways_to_explore(encryptions, explore)
    _draw_index(encryptions, scores, maps, constants, index)
    state.write_link("with", "index", "map", "sort")
    if _waiting(plain, encryptions, constants) != waited:
        st.rerun()


def _scores(
    plain: Source, encryptions: Sequence[Encryption], constants: Constants
) -> Scores:
    return {
        key: [
            compute.scored(
                plain,
                encryption.source,
                key,
                constants,
                place=len(encryptions) + row * len(INDICES) + column,
            )
            for row, encryption in enumerate(encryptions)
        ]
        for column, key in enumerate(INDICES)
    }


def _maps(
    plain: Source, encryptions: Sequence[Encryption], constants: Constants, index: str
) -> list[compute.Failed | Drawn | None]:
    return [
        compute.drawn_maps(plain, encryption.source, index, constants, place=row)
        for row, encryption in enumerate(encryptions)
    ]


def _columns(encryptions: Sequence[Encryption], scores: Scores) -> list[Column]:
    return [
        Column(
            number=encryption.number,
            name=encryption.name,
            detail=encryption.detail,
            values={key: _value(found[row]) for key, found in scores.items()},
        )
        for row, encryption in enumerate(encryptions)
    ]


def _value(found: compute.Failed | Scored | None) -> float | None:
    if found is None:
        return None
    return found.value if isinstance(found, Scored) else float("nan")


def _card(scores: Scores) -> ModelCard | None:
    cards = (s.card for s in scores["nqiqapei"] if isinstance(s, Scored))
    return next(cards, None)


def _draw_table(
    columns: Sequence[Column],
    scores: Scores,
    constants: Constants,
    index: str,
    sort: str,
) -> None:
    st.markdown(literal(sentence(columns)))
    failed = {
        found.problem
        for row in scores.values()
        for found in row
        if isinstance(found, compute.Failed)
    }
    for problem in sorted(failed):
        st.error(literal(problem))
    compare_table(
        table_data(
            columns,
            index=index,
            sort=sort,
            histogram=constants.components.global_similarity,
        ),
        key=state.key("index", "compare_table"),
    )
    used, paper = constants.parameters, INDICES["proposed"].label
    st.caption(
        f"{paper}: α {used.alpha:g}, β {used.beta:g}, γ {used.gamma:g}, components "
        f"{components_in_words(constants.components)}, border {constants.border}, "
        f"Eq. 6 {constants.pooling}, as set on Explore. The other "
        "indices use the constants of their definitions."
    )
    card = _card(scores)
    if card:
        st.html(model_card(card))


def _draw_exports(
    plain: Source,
    encryptions: Sequence[Encryption],
    constants: Constants,
    columns: Sequence[Column],
    scores: Scores,
) -> None:
    about: dict[str, Any] = {
        "plain": {"title": plain.title, "digest": plain.digest},
        "encryptions": [
            {"number": e.number, "title": e.source.title, "digest": e.source.digest}
            for e in encryptions
        ],
        "parameters": asdict(constants.parameters),
        "components": asdict(constants.components),
        "border": constants.border,
        "pooling": constants.pooling,
    }
    with st.container(horizontal=True):
        st.download_button(
            "Table as CSV",
            partial(as_csv, columns),
            file_name="showthrough-compare.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Table as JSON",
            partial(as_json, columns, about=about, card=_card(scores)),
            file_name="showthrough-compare.json",
            mime="application/json",
            on_click="ignore",
        )


def _draw_pictures(
    plain: Source,
    encryptions: Sequence[Encryption],
    columns: Sequence[Column],
    scores: Scores,
    maps: Sequence[compute.Failed | Drawn | None],
    index: str,
) -> None:
    layers = next((found.layers for found in maps if isinstance(found, Drawn)), {})
    key = _choose_layer(layers, index)
    drawn = [
        found.layers.get(key) if isinstance(found, Drawn) else None for found in maps
    ]
    layer = next(filter(None, drawn), None)
    panels = [
        Panel(
            name=f"Plain: {plain.title}",
            detail=plain.size,
            picture=compute.picture(plain),
            drawing=_drawing(layer, plain=True),
        )
    ]
    for row, (encryption, own) in enumerate(zip(encryptions, drawn, strict=True)):
        paper = scores["proposed"][row]
        panels.append(
            Panel(
                name=f"{encryption.number}. {encryption.name}",
                detail=encryption.detail,
                picture=compute.picture(encryption.source),
                drawing=_drawing(own),
                blocks=paper.blocks if isinstance(paper, Scored) else None,
            )
        )
    compare_view(
        scene(
            panels,
            image=plain.luma.shape,
            layers=drawn,
            notes=notes(columns, INDICES[index]),
            point=state.pinned(),
        ),
        key=state.VIEW_KEY,
        epoch=state.view_epoch(),
    )


def _choose_layer(layers: Mapping[str, Layer], index: str) -> str:
    """Draw the choice of a map; RD, of the paper's, has one scale for all pictures."""
    titles = {key: layer.title for key, layer in layers.items()}
    titles = {**titles, NO_MAP: "Pictures only"}
    wanted = state.recall("map")
    first = "degree" if "degree" in titles else next(iter(titles))
    chosen = st.pills(
        f"Maps of {INDICES[index].label}",
        titles,
        format_func=titles.__getitem__,
        default=wanted if wanted in titles else first,
        required=True,
        key=state.key("map", f"compare_map_{index}_{len(layers)}"),
        wrap=True,
    )
    if layers:
        state.keep("map", "" if chosen == first else chosen)
    return chosen or first


def _drawing(layer: Layer | None, *, plain: bool = False) -> Any:
    drawing = (layer.plain if plain else layer.encrypted) if layer else None
    return (compute.layer_picture(drawing), drawing) if drawing else None


def _draw_ways_to_explore(
    encryptions: Sequence[Encryption], explore: StreamlitPage
) -> None:
    st.caption("Open in Explore, to see why it leaks and where:")
    with st.container(horizontal=True):
        for encryption in encryptions:
            st.page_link(
                explore,
                label=literal(f"{encryption.number}. {encryption.name}"),
                query_params=state.pair_link(**encryption.link),
                width="content",
            )


def _draw_index(
    encryptions: Sequence[Encryption],
    scores: Scores,
    maps: Sequence[compute.Failed | Drawn | None],
    constants: Constants,
    index: str,
) -> None:
    """Draw what the chosen index looks at, and the numbers behind its value."""
    histogram = constants.components.global_similarity
    ends = range_of(INDICES[index], histogram=histogram)
    rows = [f"{e.number}. {e.name}" for e in encryptions]
    found = [s if isinstance(s, Scored) else None for s in scores[index]]
    tables = [d.tables if isinstance(d, Drawn) else {} for d in maps]
    own = [tables_of(t) for t in tables]
    plain = [{k: v for k, v in t.items() if k not in tables_of(t)} for t in tables[:1]]
    html = index_card(INDICES[index], ends)
    html += parts_table(rows, [s and s.parts for s in found])
    html += map_tables(["Plain"], plain) + map_tables(rows, own)
    st.html(html)
