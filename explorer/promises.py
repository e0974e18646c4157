"""Figures that take longer than a step of a slider.

A page gets their address at once. They are made when the browser asks for them, which
it does when the visitor's hand rests, and on another thread than the page's.
"""

import hashlib
import threading
from collections.abc import Hashable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.edges import edge_map
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import Recognizability, evaluate
from core.recognizability.parameters import Parameters
from explorer import compute
from explorer.anchors import ANCHORS, Anchor
from explorer.figures.gauge import Mark, Reading, constants, gauge
from explorer.figures.pictures import grey_png
from explorer.figures.reassembled import lay, reassembled_html
from explorer.memory import MEMORY
from explorer.samples import Source
from explorer.shelf import SHELF


def score(
    plain: Source, other: Source, edges_other: NDArray[np.float32], form: Form
) -> float:
    """Return VSI(P, E) without keeping anything: the slider's stages stay in place."""
    pair = stages.prepare(
        plain.luma,
        other.luma,
        edges_plain=compute.edges(plain),
        edges_encrypted=edges_other,
    )
    return evaluate(pair, form).vsi


_WORK_LOCK = threading.Lock()


def marks(plain: Source, form: Form) -> tuple[Mark, ...]:
    """Return the scores of known encryptions of an image, in the order of `ANCHORS`."""

    def make() -> tuple[Mark, ...]:
        with _WORK_LOCK:  # visitors take turns, so that sliders keep a processor
            return tuple(_mark(plain, anchor, form) for anchor in ANCHORS)

    found = MEMORY.recall(_marks_key(plain, form), make)
    MEMORY.keep(_last_key(plain, form), (form.parameters, found))
    return found


def _mark(plain: Source, anchor: Anchor, form: Form) -> Mark:
    other = anchor.source(plain)
    # The edges are what takes long: they stay as long as the plain image does.
    vsi = score(plain, other, compute.edges(other, plain), form)
    return Mark(label=anchor.label, about=anchor.about, vsi=vsi)


def known_marks(plain: Source, form: Form) -> tuple[Mark, ...] | None:
    """Return `marks` if they have been computed."""
    return MEMORY.known(_marks_key(plain, form))


def last_marks(plain: Source, form: Form) -> tuple[Parameters, tuple[Mark, ...]] | None:
    """Return the last `marks` of an image with other constants, and the constants."""
    return MEMORY.known(_last_key(plain, form))


def _marks_key(plain: Source, form: Form) -> tuple[Hashable, ...]:
    return "marks", plain.digest, form


def _last_key(plain: Source, form: Form) -> tuple[Hashable, ...]:
    return "last marks", plain.digest, replace(form, parameters=Parameters())


def gauge_figure(plain: Source, result: Recognizability) -> tuple[str, str | None]:
    """Return the gauge as it can be drawn now, and the address of the complete one.

    There is no address where it is complete already. Marks of other constants are said
    to be that.
    """
    form = result.form
    known = known_marks(plain, form)
    if known is not None:
        return gauge(Reading.of(result), known), None
    last = last_marks(plain, form)
    reading = Reading.of(result)
    if last is None:
        now = gauge(reading, ())
    else:
        now = gauge(reading, last[1], settings=constants(last[0]))
    later = SHELF.promise(
        _name("gauge", plain.digest, form, reading),
        lambda plain: gauge(reading, marks(plain, form)).encode(),
        plain,
        ending="txt",
    )
    return now, later


def reassembled_picture(encrypted: Source, result: Recognizability) -> str:
    """Return the address of the reassembled picture; made when it is asked for."""
    found, side, border = result.shown, result.side, result.form.border
    return SHELF.promise(
        _name("reassembled", encrypted.digest, side, border, found.tobytes()),
        lambda encrypted: grey_png(lay(found, encrypted.luma, side, border)),
        encrypted,
    )


def reassembled_figure(
    plain: Source, encrypted: Source, result: Recognizability
) -> str:
    """Return the address of the reassembled picture's figure, with its own score."""
    address = reassembled_picture(encrypted, result)
    form, vsi = result.form, result.vsi
    found, side, border = result.shown, result.side, result.form.border

    def make(plain: Source, encrypted: Source) -> bytes:
        luma = lay(found, encrypted.luma, side, border)
        whole = Source(title="Reassembled", digest="", luma=luma)
        with _WORK_LOCK:
            own = score(plain, whole, edge_map(luma), form)
        pictures = (compute.picture(plain), compute.picture(encrypted), address)
        return reassembled_html(pictures, vsi, own).encode()

    return SHELF.promise(
        _name("reassembly", plain.digest, address, form),
        make,
        plain,
        encrypted,
        ending="txt",
    )


def _name(*parts: object) -> str:
    """Return a name for what depends on these parts and nothing else."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
