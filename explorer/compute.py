"""Results for pages, remembered in `explorer.memory.MEMORY`.

Keys are digests and constants, never pixels; what carries a file's name has it in its
key, so that nobody reads another visitor's. Each stage is kept for itself, so that a
slider recomputes only what depends on it: see `core.recognizability.stages`. What is
made of a picture leaves with it: an upload and all that follows from it when the
visit ends.
"""

import gc
import hashlib
import math
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.bit_planes import SharedPlane, shared_planes
from core.edges import edge_map
from core.encryption import SCHEMES
from core.evaluation import Database, read_ivc, read_peid, read_table
from core.evaluation.mapping import Logistic
from core.image import Fit, ImageError
from core.indices import INDICES, Score
from core.indices.proposed import as_score
from core.recognizability import stages
from core.recognizability.appearance import FAST_GAMMAS, pair_kernel
from core.recognizability.blocks import grid_shape
from core.recognizability.form import Form
from core.recognizability.index import Recognizability
from core.recognizability.index import evaluate as evaluate_index
from core.recognizability.parameters import Parameters
from explorer import colours, samples, standings
from explorer.background import Background
from explorer.benchmark import shipped
from explorer.colours import Shown
from explorer.figures.compare_maps import Drawing, Drawn, Scored, drawn, without_maps
from explorer.figures.pictures import fuzzy_maps, grey_png, map_png, png
from explorer.memory import MEMORY
from explorer.results import result_key, results
from explorer.samples import Sample, Source, encrypt_source, load_sample
from explorer.shelf import SHELF
from explorer.standings import Column, Interval, Standing
from explorer.uploads import Upload
from explorer.white_offer import Offer, offers

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
    """Return a pair brought to one size, see `explorer.samples.fitted`."""
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
        As `explorer.samples.with_white` does: pixels are brighter.
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


def picture(source: Source, shown: Shown = "index") -> str:
    """Return the address of a source's picture.

    That in colour is made when the browser asks for it: three channels of a large
    photograph take over a second. A source without colour has one picture alone.

    Parameters
    ----------
    source : Source
        What is shown.
    shown : {"index", "colour"}
        As the index sees it, or in the colours of its file.
    """
    if shown == "colour" and has_colour(source):
        return SHELF.promise(
            colours.colours_name(source),
            lambda source: png(colours.colours(source)),
            source,
        )
    return SHELF.put(f"{source.digest}-luma", lambda: grey_png(source.luma))


def edge_picture(source: Source) -> str:
    """Return the address of a source's edge map in colours."""
    return SHELF.put(f"{source.digest}-edges", lambda: map_png(edges(source)))


def fuzzy_pictures(
    plain: Source, encrypted: Source, result: Recognizability
) -> tuple[str, str]:
    """Return the addresses of WEM of the plain and BEM of the encrypted image."""
    addresses = []
    for part, source in enumerate((plain, encrypted)):
        name = f"{source.digest}-fuzzy{part}-{result.side}-{result.form.border}"
        addresses.append(
            SHELF.put(name, lambda part=part: map_png(fuzzy_maps(result)[part]))
        )
    return addresses[0], addresses[1]


def planes(plain: Source, encrypted: Source) -> tuple[SharedPlane, ...]:
    """Return what both images of a pair have in common in each bit plane."""
    return MEMORY.recall(
        ("planes", plain.digest, encrypted.digest),
        lambda: shared_planes(plain.luma, encrypted.luma),
        plain,
        encrypted,
    )


def tile(pixels: NDArray[np.uint8]) -> str:
    """Return the address of a small picture of pixels."""
    name = hashlib.sha256(pixels.tobytes()).hexdigest()[:32]
    size = "x".join(map(str, pixels.shape))
    return SHELF.put(f"{name}-{size}", lambda: png(pixels))


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """Why an index has no value for a pair."""

    problem: str


_BACKGROUND = Background(memory=MEMORY)


def scored(
    plain: Source,
    encrypted: Source,
    index: str,
    form: Form,
    place: int,
) -> Scored | Failed | None:
    """Return the value of an index, or None while it is on its way.

    Made in the background, jobs of a low `place` first; ask again.
    """

    def call() -> Scored | Failed:
        try:
            return without_maps(*_score(plain, encrypted, index, form))
        except ImageError as error:
            return Failed(problem=f"{error}.")

    return _BACKGROUND.ask(
        ("value", *_names(plain, encrypted, index, form)), call, place
    )


def drawn_maps(
    plain: Source,
    encrypted: Source,
    index: str,
    form: Form,
    place: int,
) -> Drawn | Failed | None:
    """Return the maps of an index as files, or None while they are on their way."""

    def call() -> Drawn | Failed:
        try:
            return drawn(_score(plain, encrypted, index, form)[0])
        except ImageError as error:
            return Failed(problem=f"{error}.")

    return _BACKGROUND.ask(
        ("maps", *_names(plain, encrypted, index, form)), call, place
    )


def _names(
    plain: Source, encrypted: Source, index: str, form: Form
) -> tuple[Hashable, ...]:
    own = form if index == "proposed" else None
    return plain.digest, encrypted.digest, index, own


def _score(
    plain: Source, encrypted: Source, index: str, form: Form
) -> tuple[Score, Recognizability | None]:
    """Score of an index; the paper's with the constants that the visitor chose."""
    if index != "proposed":
        score = INDICES[index].evaluate(plain.luma, encrypted.luma, data_range=255)
        return score, None
    pair = stages.prepare(plain.luma, encrypted.luma, data_range=255)
    result = evaluate_index(pair, form)
    return as_score(result), result


def layer_picture(drawing: Drawing) -> str:
    """Return the address of a layer's picture."""
    name = hashlib.sha256(drawing.png).hexdigest()[:32]
    return SHELF.put(f"layer-{name}", lambda: drawing.png)


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


def database(kind: str, path: Path) -> Database:
    """Read a visitor's database again where its file or folder changed.

    Raises
    ------
    EvaluationError
        As the readers of `core.evaluation` do.
    """
    status = path.stat() if path.exists() else None
    return MEMORY.recall(
        ("database", kind, path, status.st_mtime_ns if status else 0),
        lambda: _READERS[kind](path),
    )


def uploaded_database(kind: str, upload: Upload, images: Path | None) -> Database:
    """Read a database that a visitor uploaded; its images' folder is for a table.

    Raises
    ------
    EvaluationError
        As the readers of `core.evaluation` do.
    """
    path = upload.path
    return MEMORY.recall(
        ("uploaded database", kind, path, images),
        lambda: read_table(path, images) if images else _READERS[kind](path),
        upload,
    )


_READERS = {"peid": read_peid, "ivc": read_ivc, "table": read_table}


def standing(column: Column, logistic: Logistic) -> Standing:
    """Return `explorer.standings.standing`."""
    return MEMORY.recall(
        ("standing", column, logistic), lambda: standings.standing(column, logistic)
    )


def srocc_interval(column: Column) -> Interval | None:
    """Return `explorer.standings.srocc_interval`; from the shipped ones or the disk.

    A thousand draws take a quarter of a second, and a page shows twenty of them.
    """
    return MEMORY.recall(("interval", column), lambda: (_srocc_interval(column),))[0]


def _srocc_interval(column: Column) -> Interval | None:
    digest = standings.column_digest(column)
    if digest in shipped().intervals:
        return shipped().intervals[digest]
    key = result_key("interval", digest)
    row = results().known([key]).get(key)
    if row is None:
        found = standings.srocc_interval(column)
        low, high = found or (None, None)
        row = {"low": low, "high": high}
        results().keep(key, row)
    if row["low"] is None:
        return None
    return float(str(row["low"])), float(str(row["high"]))
