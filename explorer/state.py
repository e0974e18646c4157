"""What the visitor chose: one frozen `Choice`, and the controls that make it."""

from dataclasses import dataclass
from typing import cast

import streamlit as st

from core.image import FORMATS, ImageError
from core.recognizability.blocks import Border
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from explorer import compute
from explorer.components.live_slider import live_slider
from explorer.samples import (
    MAX_UPLOAD_MB,
    Source,
    opened,
    read_source,
    resized,
    samples,
)
from explorer.theme import OVERLAYS, OverlayKey

UPLOAD = "upload"
ITSELF = "itself"
OPENED = "opened"
VIEW_KEY = "matches"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Everything that a visitor can set on Explore.

    Attributes
    ----------
    plain, encrypted : Source
        The pair, of one size.
    parameters, components, border, pooling
        As `core.visual_security_index` takes them.
    overlay : str
        Key of the picture laid over both images.
    arrows : int
        How many of the strongest matches are drawn.
    opacity : float
        Of the overlay, in [0, 1].
    """

    plain: Source
    encrypted: Source
    parameters: Parameters
    components: Components
    border: Border
    pooling: Pooling
    overlay: OverlayKey
    arrows: int
    opacity: float


def choose() -> tuple[Choice, list[str]]:
    """Draw the controls; return what they say, and what went wrong with the files.

    Where a chosen file cannot be used, the pair that was shown before stays.
    """
    with st.sidebar:
        (plain, encrypted), problems = _choose_pair()
        parameters = _choose_parameters()
        components, border, pooling = _choose_readings()
    overlay, arrows, opacity = _choose_view()
    choice = Choice(
        plain=plain,
        encrypted=encrypted,
        parameters=parameters,
        components=components,
        border=border,
        pooling=pooling,
        overlay=overlay,
        arrows=arrows,
        opacity=opacity,
    )
    return choice, problems


def pinned() -> tuple[float, float] | None:
    """Point of the plain image that the visitor pinned, (x, y) in pixels."""
    point = (st.session_state.get(VIEW_KEY) or {}).get("pin")
    if not isinstance(point, list) or len(point) != 2:
        return None
    return float(point[0]), float(point[1])


def last_good() -> Choice | None:
    """The last choice that gave a result."""
    return st.session_state.get("last_good")


def remember(choice: Choice) -> None:
    """Keep a choice that gave a result, to fall back on."""
    st.session_state["last_good"] = choice


def _choose_pair() -> tuple[tuple[Source, Source], list[str]]:
    """Plain and encrypted image; the last usable pair where they do not fit."""
    st.subheader("Images", anchor=False)
    problems: list[str] = []
    plain = _choose_plain(problems)
    encrypted = _choose_encrypted(plain, problems) if plain else None
    if plain and encrypted and plain.luma.shape != encrypted.luma.shape:
        encrypted = _offer_resizing(plain, encrypted, problems)
    if plain and encrypted:
        pair = (plain, encrypted)
        st.session_state["pair"] = pair
    else:
        pair = st.session_state.get("pair") or _first_pair()
    for source in pair:
        for note in source.notes:
            st.caption(f"ⓘ {note}.")
    return pair, problems


def _first_pair() -> tuple[Source, Source]:
    first = next(iter(samples().values()))
    return compute.sample(first), compute.sample(first.encrypted[0])


def _choose_plain(problems: list[str]) -> Source | None:
    labels = {key: entry.title for key, entry in samples().items()}
    pair = opened()
    if pair:
        labels = {OPENED: pair[0].title, **labels}
    labels[UPLOAD] = "Upload…"
    chosen = st.selectbox("Plain image", labels, format_func=labels.get, key="plain")
    if chosen == UPLOAD:
        return _upload("Plain image file", "plain_file", problems)
    if chosen == OPENED and pair:
        return pair[0]
    return compute.sample(samples()[chosen])


def _choose_encrypted(plain: Source, problems: list[str]) -> Source | None:
    chosen_plain = st.session_state["plain"]
    sample, pair = samples().get(chosen_plain), opened()
    companions = {entry.key: entry for entry in sample.encrypted} if sample else {}
    labels = {key: entry.title for key, entry in companions.items()}
    if chosen_plain == OPENED and pair:
        labels[OPENED] = pair[1].title
    others = {ITSELF: "The plain image itself", UPLOAD: "Upload…"}
    if chosen_plain == UPLOAD:
        others = {UPLOAD: others[UPLOAD], ITSELF: others[ITSELF]}
    labels |= others
    # One memory for each plain image, so that going back finds the choice again.
    chosen = st.selectbox(
        "Encrypted image",
        labels,
        format_func=labels.get,
        key=f"encrypted_of_{chosen_plain}",
    )
    if chosen == UPLOAD:
        return _upload("Encrypted image file", "encrypted_file", problems)
    if chosen == OPENED and pair:
        return pair[1]
    if chosen not in companions:
        return plain
    st.caption(companions[chosen].about)
    return compute.sample(companions[chosen])


def _upload(label: str, key: str, problems: list[str]) -> Source | None:
    file = st.file_uploader(
        label,
        type=[ending for endings in FORMATS.values() for ending in endings],
        max_upload_size=MAX_UPLOAD_MB,
        key=key,
        label_visibility="collapsed",
    )
    if file is None:
        st.caption(f"{label}: choose one; until then the last pair stays.")
        return None
    # Decoded once for each file: the session keeps the last one of each role.
    known_id, known = st.session_state.get(f"{key}_read", (None, None))
    if known_id != file.file_id:
        try:
            known = read_source(file.getvalue(), file.name)
        except ImageError as error:
            known = str(error)
        st.session_state[f"{key}_read"] = (file.file_id, known)
    if isinstance(known, str):
        problems.append(known)
        return None
    return cast(Source, known)


def _offer_resizing(
    plain: Source, encrypted: Source, problems: list[str]
) -> Source | None:
    if st.toggle(
        f"Resize the encrypted image to {plain.size}",
        key=f"resize_{plain.digest[:12]}_{encrypted.digest[:12]}",
    ):
        return resized(encrypted, plain.luma.shape)
    problems.append(
        f"{encrypted.title} has {encrypted.size} pixels, but {plain.title} has "
        f"{plain.size}: both must be of one size. Switch on resizing in the sidebar, "
        "or choose another image."
    )
    return None


def _choose_parameters() -> Parameters:
    st.subheader("Parameters", anchor=False)
    return Parameters(
        alpha=live_slider(
            "α, block side over image side",
            key="alpha",
            low=0.02,
            high=0.5,
            step=0.005,
            default=Parameters().alpha,
            decimals=3,
            about="Small blocks find small leaks; large ones compare the whole.",
        ),
        beta=live_slider(
            "β, bandwidth over block side",
            key="beta",
            low=1,
            high=100,
            step=1,
            default=Parameters().beta,
            decimals=0,
            about="How much fine detail counts for appearance: less with a small β.",
        ),
        gamma=live_slider(
            "γ, exponent of the pooling",
            key="gamma",
            low=1,
            high=10,
            step=1,
            default=Parameters().gamma,
            decimals=0,
            about="How much the most alike pixels and blocks prevail.",
        ),
    )


def _choose_readings() -> tuple[Components, Border, Pooling]:
    presets = {
        "C1": Components.C1,
        "C2": Components.C2,
        "C3": Components.C3,
        "C4": Components.C4,
    }
    st.subheader("Components", anchor=False)
    preset = st.segmented_control(
        "Components of Table 3",
        presets,
        default="C4",
        required=True,
        key="components",
        label_visibility="collapsed",
        help="C1 sim_A alone · C2 and sim_S · C3 and the weight w · C4 and GS",
    )
    parts = ("sim_A", "sim_S", "w", "GS")
    count = list(presets).index(preset) + 1
    st.caption("In use: " + ", ".join(parts[:count]) + ".")
    border = st.segmented_control(
        "Pixels outside the grid",
        {"crop": "leave out", "pad": "mirror"},
        format_func={"crop": "leave out", "pad": "mirror"}.get,
        default="crop",
        required=True,
        key="border",
        help="Blocks start at the top left. What fills no whole block at the right and "
        "the bottom is left out, or the image is mirrored to fill it.",
    )
    pooling = st.segmented_control(
        "Eq. 6",
        {"normalised": "weighted mean", "printed": "as printed"},
        format_func={"normalised": "weighted mean", "printed": "as printed"}.get,
        default="normalised",
        required=True,
        key="pooling",
        help="As printed, with the weight inside the power, the order of schemes is "
        "upside down. It is here to be seen.",
    )
    return presets[preset], cast(Border, border), cast(Pooling, pooling)


def _choose_view() -> tuple[OverlayKey, int, float]:
    labels = {key: overlay.label for key, overlay in OVERLAYS.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        overlay = st.pills(
            "Overlay",
            labels,
            format_func=labels.get,
            default="contribution",
            required=True,
            key="overlay",
        )
        arrows = st.select_slider(
            "Arrows", (0, 5, 10, 20, 40, 80, 160), value=20, key="arrows", width=150
        )
        opacity = st.slider("Opacity", 0.0, 1.0, 0.6, 0.05, key="opacity", width=150)
    return cast(OverlayKey, overlay), int(arrows), float(opacity)
