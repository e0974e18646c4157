"""The index of a pair, its stages remembered in `explorer.store.memory.MEMORY`.

Keys are digests and constants, never pixels. A result that holds a file's name has the
name in its key, so that no visitor reads another's. Each stage has its own key, so that
a slider recomputes only what depends on it: see `core.recognizability.stages`. What is
made of a picture is forgotten with it: an upload, and all made of it, when the visit
ends.
"""

import gc
import math
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, partial
from queue import LifoQueue
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.attacks.grid import BlockGrid, grid_of
from core.edges import edge_map
from core.encryption import SCHEMES
from core.image import Fit
from core.recognizability import stages
from core.recognizability.blocks import grid_shape
from core.recognizability.form import Form
from core.recognizability.index import Recognizability
from core.recognizability.index import evaluate as evaluate_index
from core.recognizability.pair_kernels import (
    FAST_GAMMAS,
    WHOLE_GAMMAS,
    is_fast,
    pair_kernel,
)
from core.recognizability.parameters import Parameters
from explorer.pair import colours, derived, frames
from explorer.pair.derived import encrypt_source
from explorer.pair.sources import Sample, Source, load_sample
from explorer.pair.white_offer import Offer, offers
from explorer.store.memory import MEMORY

Stage = TypeVar("Stage")


def sample(entry: Sample) -> Source:
    """Return a sample image; shared by all visitors, read-only."""
    return MEMORY.recall(("sample", entry), lambda: load_sample(entry))


def encrypted(plain: Source, scheme: str, level: int, key: str) -> Source:
    """Return a source's luma, encrypted by a scheme of `core.SCHEMES`."""
    return MEMORY.recall(
        ("encrypted", plain.identity, scheme, level, key),
        lambda: encrypt_source(plain, SCHEMES[scheme], level, key),
        plain,
    )


def fitted(plain: Source, encrypted: Source, how: Fit) -> tuple[Source, Source]:
    """Return a pair brought to one size, see `explorer.pair.derived.fitted`."""
    return MEMORY.recall(
        ("fitted", plain.identity, encrypted.identity, how),
        lambda: derived.fitted(plain, encrypted, how),
        plain,
        encrypted,
    )


def with_white(source: Source, white: float) -> Source:
    """Return a source that is a file, with another white.

    Raises
    ------
    ImageError
        As `explorer.pair.derived.with_white` does: pixels are brighter.
    """
    return MEMORY.recall(
        ("white", source.identity, white),
        lambda: derived.with_white(source, white),
        source,
    )


def at_frame(source: Source, number: int) -> Source:
    """Return a source that is a file, at another of its frames.

    Raises
    ------
    ImageError
        As `explorer.pair.frames.at_frame` does.
    """
    if source.clip is None or frames.frame_of(source) == number:
        return source  # a result that is its own owner would never be forgotten
    return MEMORY.recall(
        ("frame", source.identity, number),
        lambda: frames.at_frame(source, number),
        source,
    )


def white_offers(plain: Source, encrypted: Source) -> tuple[Offer, ...]:
    """Return the doubts about the white of a pair, see `offers`."""
    return MEMORY.recall(
        ("white offers", plain.identity, encrypted.identity),
        lambda: offers(plain, encrypted),
        plain,
        encrypted,
    )


def through(source: Source, channel: str) -> Source:
    """Return a source whose `luma` is one of its channels."""
    return MEMORY.recall(
        ("through", source.identity, channel),
        lambda: derived.through(source, channel),
        source,
    )


def block_grid(source: Source) -> BlockGrid:
    """Return the grid of blocks that a source shows, see `core.find_grid`."""
    return MEMORY.recall(
        ("block grid", source.digest), lambda: grid_of(source.luma), source
    )


def edges(source: Source, owner: Source | None = None) -> NDArray[np.float32]:
    """Return the edge map of a source; forgotten with the source, or its owner."""
    return MEMORY.recall(
        ("edges", source.digest),
        lambda: edge_map(source.luma, data_range=255),
        owner or source,
    )


_ENOUGH_WORK = 1e7  # pixels of pairs; shorter work does not show the pace

_PACE = {True: 2e-10, False: 4e-9, "new": 5e-7}
"""Seconds for a pixel of a pair of blocks, with a fast exponent and with another, and
for a pixel of a new pair. These are guesses, replaced by what this machine takes.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """How long a result may take.

    Attributes
    ----------
    blocks : int
        M N, blocks in each image.
    pixels : int
        Of both images, where they have to be looked at first; else 0.
    seconds : float
        About, on this machine.
    """

    blocks: int
    pixels: int
    seconds: float


def expected_wait(plain: Source, encrypted: Source, form: Form) -> Wait:
    """Return how long `evaluate` may take."""
    shape, key = plain.luma.shape, (plain.digest, encrypted.digest)
    side = form.parameters.block_side(min(shape))
    blocks = math.prod(grid_shape(shape, side, form.border, form.offset))
    pixels = 0 if MEMORY.known(("pair", *key)) else 2 * plain.luma.size
    compared = blocks**2 * side**2 * _PACE[is_fast(form.parameters.gamma)]
    seconds = compared + pixels * _PACE["new"]
    return Wait(blocks=blocks, pixels=pixels, seconds=seconds)


_FEW = 3  # values of a constant for which the stages of a pair are kept


def evaluate(plain: Source, encrypted: Source, form: Form) -> Recognizability:
    """Return the visual security index, equal to `core.visual_security_index`.

    Raises
    ------
    ImageError
        As the core does: sizes that differ, too many blocks.
    """
    images, key = (plain, encrypted), (plain.digest, encrypted.digest)
    new = not MEMORY.known(("pair", *key))
    begin = time.perf_counter()
    edges_plain, edges_encrypted = edges(plain), edges(encrypted)
    pair = MEMORY.recall(
        ("pair", *key),
        lambda: stages.prepare(
            plain.luma,
            encrypted.luma,
            edges_plain=edges_plain,
            edges_encrypted=edges_encrypted,
            data_range=255,
        ),
        *images,
    )

    def keep(
        stage: str,
        constants: tuple[Hashable, ...],
        make: Callable[[], Stage],
        source: object,
        /,
    ) -> Stage:
        if stage == "sim_a":
            if new and plain.luma.size > _ENOUGH_WORK / 20:
                taken = time.perf_counter() - begin
                _PACE["new"] = taken / (2 * plain.luma.size)
            make = partial(_timed, make, source, form.parameters.gamma)
        owners = images if source is pair else (source,)
        return MEMORY.recall((stage, *key, *constants), make, *owners, few=_FEW)

    return evaluate_index(pair, form, keep)


def _timed(make: Callable[[], Stage], filtered: Any, gamma: float) -> Stage:
    """Make the table of all pairs, and measure how fast this machine is."""
    fast, begin = is_fast(gamma), time.perf_counter()
    if not fast and gamma in FAST_GAMMAS:
        _WANTED.put(gamma)
    table = make()
    work = len(filtered.plain) ** 2 * filtered.side**2
    if work > _ENOUGH_WORK:
        _PACE[fast] = (time.perf_counter() - begin) / work
    return table


def has_colour(source: Source) -> bool:
    """Return whether the file of a source holds any colour, remembered."""
    if source.picture is None:
        return False
    return MEMORY.recall(
        ("has colour", source.file_digest, source.made.frame),
        lambda: colours.has_colour(source),
    )


_WANTED = LifoQueue[float]()
"""Exponents that somebody looked at and that have no kernel yet, the last one first."""


def warm_up() -> None:
    """Load or compile kernels, the default one first, so that no visitor waits.

    The default one is ready when this returns. The other whole exponents follow in the
    background, and then each quarter once somebody looks at it: to compile all of them
    would keep a processor busy for the first minute on a machine.
    """
    pair_kernel(Parameters().gamma)

    def rest() -> None:
        for gamma in WHOLE_GAMMAS:
            pair_kernel(gamma)
        while True:
            pair_kernel(_WANTED.get())

    threading.Thread(target=rest, name="warm-up", daemon=True).start()


@lru_cache(maxsize=1)
def settle() -> None:
    """Exclude what is loaded by now from garbage collection, once.

    Streamlit collects garbage after every run of the script. After the first run all
    libraries are loaded, and a collection that goes through them would take longer than
    the step of a slider itself.
    """
    gc.collect()
    gc.freeze()
