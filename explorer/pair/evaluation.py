"""The index of a pair, its stages remembered in `explorer.store.memory.MEMORY`.

Keys are digests and constants, never pixels; what carries a file's name has it in its
key, so that nobody reads another visitor's. Each stage is kept for itself, so that a
slider recomputes only what depends on it: see `core.recognizability.stages`. What is
made of a picture leaves with it: an upload and all that follows from it when the
visit ends.
"""

import gc
import math
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.edges import edge_map
from core.encryption import SCHEMES
from core.image import Fit
from core.recognizability import stages
from core.recognizability.appearance import FAST_GAMMAS, pair_kernel
from core.recognizability.blocks import grid_shape
from core.recognizability.form import Form
from core.recognizability.index import Recognizability
from core.recognizability.index import evaluate as evaluate_index
from core.recognizability.parameters import Parameters
from explorer.pair import colours
from explorer.pair import sources as samples
from explorer.pair.sources import Sample, Source, encrypt_source, load_sample
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
    """Return a pair brought to one size, see `explorer.pair.sources.fitted`."""
    return MEMORY.recall(
        ("fitted", plain.identity, encrypted.identity, how),
        lambda: samples.fitted(plain, encrypted, how),
        plain,
        encrypted,
    )


def with_white(source: Source, white: float) -> Source:
    """Return a source that is a file, with another white.

    Raises
    ------
    ImageError
        As `explorer.pair.sources.with_white` does: pixels are brighter.
    """
    return MEMORY.recall(
        ("white", source.identity, white),
        lambda: samples.with_white(source, white),
        source,
    )


def white_offers(plain: Source, encrypted: Source) -> tuple[Offer, ...]:
    """Return what is in doubt about the white of a pair, see `offers`."""
    return MEMORY.recall(
        ("white offers", plain.identity, encrypted.identity),
        lambda: offers(plain, encrypted),
        plain,
        encrypted,
    )


def through(source: Source, channel: str) -> Source:
    """Return a source that the index looks at through one of its channels."""
    return MEMORY.recall(
        ("through", source.identity, channel),
        lambda: samples.through(source, channel),
        source,
    )


def edges(source: Source, owner: Source | None = None) -> NDArray[np.float32]:
    """Return the edge map of a source; it leaves with the source, or its owner."""
    return MEMORY.recall(
        ("edges", source.digest),
        lambda: edge_map(source.luma, data_range=255),
        owner or source,
    )


_ENOUGH_WORK = 1e7  # less of it says nothing of the pace


_PACE = {True: 2e-10, False: 4e-9, "new": 5e-7}
"""Seconds for a pixel of a pair of blocks, with a fast exponent and with another, and
for a pixel of a pair that is new: guesses, until this machine has shown how fast it is.
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
    blocks = math.prod(grid_shape(shape, side, form.border))
    pixels = 0 if MEMORY.known(("pair", *key)) else 2 * plain.luma.size
    compared = blocks**2 * side**2 * _PACE[form.parameters.gamma in FAST_GAMMAS]
    seconds = compared + pixels * _PACE["new"]
    return Wait(blocks=blocks, pixels=pixels, seconds=seconds)


_FEW = 3  # values of a constant that a pair's stages are kept for


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
    """Make the table of all pairs, and learn from it how fast this machine is."""
    begin = time.perf_counter()
    table = make()
    work = len(filtered.plain) ** 2 * filtered.side**2
    if work > _ENOUGH_WORK:
        _PACE[gamma in FAST_GAMMAS] = (time.perf_counter() - begin) / work
    return table


def has_colour(source: Source) -> bool:
    """Return whether the file of a source holds any colour, remembered."""
    if source.picture is None:
        return False
    return MEMORY.recall(
        ("has colour", source.file_digest), lambda: colours.has_colour(source)
    )


def warm_up() -> None:
    """Load or compile every kernel, the default one first, so that no visitor waits.

    The default one is ready when this returns; the rest follow in the background.
    """
    pair_kernel(int(Parameters().gamma))

    def rest() -> None:
        for gamma in FAST_GAMMAS:
            pair_kernel(gamma)

    threading.Thread(target=rest, name="warm-up", daemon=True).start()


@lru_cache(maxsize=1)
def settle() -> None:
    """Take what is loaded by now out of the garbage collector's rounds, once.

    Streamlit collects garbage after every run of the script. After the first run every
    library is loaded, and going through all of it again would cost each step of a
    slider more than the step itself.
    """
    gc.collect()
    gc.freeze()
