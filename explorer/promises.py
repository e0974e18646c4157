"""Figures that take longer than a step of a slider.

A page gets their address at once. They are made when the browser asks for them, which
it does when the visitor's hand rests, and on another thread than the page's.
"""

import hashlib
import threading
from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.edges import edge_map
from core.recognizability import stages
from core.recognizability.blocks import Border
from core.recognizability.index import Recognizability, pool
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling
from explorer import compute
from explorer.anchors import ANCHORS, Anchor
from explorer.figures.gauge import Mark, Reading, constants, gauge
from explorer.figures.pictures import grey_png
from explorer.figures.reassembled import laid_blocks, lay, reassembled_html
from explorer.memory import MEMORY
from explorer.samples import Source
from explorer.shelf import SHELF


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a pair is compared with: the constants and readings of the index."""

    parameters: Parameters
    components: Components
    border: Border
    pooling: Pooling

    @classmethod
    def of(cls, result: Recognizability) -> "Settings":
        """Return what a result was computed with."""
        return cls(
            parameters=result.parameters,
            components=result.components,
            border=result.border,
            pooling=result.pooling,
        )


def score(
    plain: Source, other: Source, edges_other: NDArray[np.float32], settings: Settings
) -> float:
    """Return VSI(P, E) without keeping anything: the slider's stages stay in place."""
    pair = stages.prepare(
        plain.luma,
        other.luma,
        edges_plain=compute.edges(plain),
        edges_encrypted=edges_other,
    )
    parameters = settings.parameters
    grid = stages.cut(
        pair, parameters.block_side(min(pair.plain.shape)), settings.border
    )
    filtered = stages.low_pass(grid, parameters.bandwidth(grid.side))
    sim_a = stages.compare(filtered, parameters.gamma)
    return pool(
        pair,
        grid,
        filtered,
        sim_a,
        parameters,
        settings.components,
        settings.border,
        settings.pooling,
    ).vsi


_WORK_LOCK = threading.Lock()


def marks(plain: Source, settings: Settings) -> tuple[Mark, ...]:
    """Return the scores of known encryptions of an image, in the order of `ANCHORS`."""

    def make() -> tuple[Mark, ...]:
        with _WORK_LOCK:  # visitors take turns, so that sliders keep a processor
            return tuple(_mark(plain, anchor, settings) for anchor in ANCHORS)

    found = MEMORY.recall(_marks_key(plain, settings), make)
    MEMORY.keep(_last_key(plain, settings), (settings.parameters, found))
    return found


def _mark(plain: Source, anchor: Anchor, settings: Settings) -> Mark:
    other = anchor.source(plain)
    # The edges are what takes long: they stay as long as the plain image does.
    vsi = score(plain, other, compute.edges(other, plain), settings)
    return Mark(label=anchor.label, about=anchor.about, vsi=vsi)


def known_marks(plain: Source, settings: Settings) -> tuple[Mark, ...] | None:
    """Return `marks` if they have been computed."""
    return MEMORY.known(_marks_key(plain, settings))


def last_marks(
    plain: Source, settings: Settings
) -> tuple[Parameters, tuple[Mark, ...]] | None:
    """Return the last `marks` of an image with other constants, and the constants."""
    return MEMORY.known(_last_key(plain, settings))


def _marks_key(plain: Source, settings: Settings) -> tuple[Hashable, ...]:
    return "marks", plain.digest, settings


def _last_key(plain: Source, settings: Settings) -> tuple[Hashable, ...]:
    return "last marks", plain.digest, replace(settings, parameters=Parameters())


def gauge_figure(plain: Source, result: Recognizability) -> tuple[str, str | None]:
    """Return the gauge as it can be drawn now, and the address of the complete one.

    There is no address where it is complete already. Marks of other constants are said
    to be that.
    """
    settings = Settings.of(result)
    known = known_marks(plain, settings)
    if known is not None:
        return gauge(Reading.of(result), known), None
    last = last_marks(plain, settings)
    reading = Reading.of(result)
    if last is None:
        now = gauge(reading, ())
    else:
        now = gauge(reading, last[1], settings=constants(last[0]))
    later = SHELF.promise(
        _name("gauge", plain.digest, settings, reading),
        lambda plain: gauge(reading, marks(plain, settings)).encode(),
        plain,
        ending="txt",
    )
    return now, later


def reassembled_picture(encrypted: Source, result: Recognizability) -> str:
    """Return the address of the reassembled picture; made when it is asked for."""
    found, side, border = laid_blocks(result), result.side, result.border
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
    settings, vsi = Settings.of(result), result.vsi
    found, side, border = laid_blocks(result), result.side, result.border

    def make(plain: Source, encrypted: Source) -> bytes:
        luma = lay(found, encrypted.luma, side, border)
        whole = Source(title="Reassembled", digest="", luma=luma)
        with _WORK_LOCK:
            own = score(plain, whole, edge_map(luma), settings)
        pictures = (compute.picture(plain), compute.picture(encrypted), address)
        return reassembled_html(pictures, vsi, own).encode()

    return SHELF.promise(
        _name("reassembly", plain.digest, address, settings),
        make,
        plain,
        encrypted,
        ending="txt",
    )


def _name(*parts: object) -> str:
    """Return a name for what depends on these parts and nothing else."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
