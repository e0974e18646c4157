"""Every door of the core, given whatever bytes: documented errors alone come out.

As a script this is a target for libFuzzer, by way of atheris, which looks for bytes
that reach new code:

    python tests/fuzz/doors.py image -max_total_time=600

Without atheris the script mutates the corpus at random for as long. What it finds, a
file `crash-...`, belongs into `tests/fuzz/corpus/` once it is mended.
`tests/core/test_doors.py` gives the corpus to the same functions.
"""

import random
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"

if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of this folder
    try:
        import atheris  # pyright: ignore[reportMissingImports, reportMissingModuleSource]
    except ImportError:
        atheris = None
    if atheris:
        with atheris.instrument_imports(include=["PIL", "tifffile", "xlrd"]):
            import PIL.Image  # noqa: F401
            import tifffile  # noqa: F401

import numpy as np

import core
from core.attacks.base import Aid, Found
from core.confined import ConfinedError
from core.confined.process import Child
from core.evaluation import EvaluationError, read_judged_table, read_peid
from core.image import Frames, ImageError, as_pair, fit, read_picture
from core.spreadsheet import TableError, read_sheet

LONGEST = 400
"""Most characters of a message."""

TYPES = ("u1", "i1", "?", "u2", "i2", "u4", "i8", "f2", "f4", "f8", "c8", "S2", "O")


PARSERS = (
    *("core.image.census", "core.image.door", "core.image.files", "core.image.jpeg"),
    *("core.image.magic", "core.image.pnm", "core.image.tiff", "core.image.limits"),
    *("core.spreadsheet", "core.sheet", "core.csv_writer"),
)
"""Beginnings of the names of modules that atheris watches behind the door `image`. None
compares pixels: what is compared stays in memory for ever, which ends the run after
minutes. Arrays of other doors are small."""

WATCHED = ("core.image.", "core.evaluation.", *PARSERS)
"""The same, behind all others."""


def image(data: bytes) -> None:
    """Bytes of a picture, its last frame too."""
    _only(ImageError, lambda: read_picture(data).luma)
    _only(ImageError, lambda: _last_frame(data))


def _last_frame(data: bytes) -> None:
    with Frames(data, "the picture") as frames:
        if frames.count > 1:
            frames.read(frames.count)


def table(data: bytes) -> None:
    """Bytes of a table."""

    def read() -> None:
        sheet = read_sheet(
            data, "t.csv", required=["plain", "encrypted"], optional=["score"]
        )
        sheet.dicts()
        for column in sheet.columns:
            _only(TableError, lambda column=column: sheet.numbers(column, gaps=True))

    _only(TableError, read)


_children: dict[str, Child] = {}


def _confined(library: Any, request: dict[str, Any], data: bytes) -> None:
    """Ask a child that is kept, since starting one takes most of the time."""

    def ask() -> None:
        child = _children.setdefault(library, Child(library))
        try:
            child.ask(request, data)
        except ConfinedError as error:
            if error.kind == "died":
                del _children[library]
            raise ImageError(error.why) from error

    _only(ImageError, ask)


def matlab(data: bytes) -> None:
    """Bytes of a MATLAB file."""
    request = {"do": "matlab", "variable": "data", "cells": 10_000, "nesting": 16}
    _confined("scipy", request, data)


def excel(data: bytes) -> None:
    """Bytes of an Excel 97 file."""
    _confined("xlrd", {"do": "excel", "cells": 10_000}, data)


def array(data: bytes) -> None:
    """An array of any type and shape, and its partner."""
    if len(data) < 8:
        return
    pixels = _array(data)
    other = pixels[::-1] if pixels.ndim else pixels
    white = (None, 255, 1, 65535)[data[4] % 4]
    calls: list[Callable[[], Any]] = [
        lambda: core.as_luma(pixels, data_range=white),
        lambda: core.as_channels(pixels, data_range=white),
        lambda: core.read_image(pixels, data_range=white),
        lambda: as_pair(pixels, other, data_range=white),
        lambda: core.edge_map(pixels, data_range=white),
        lambda: core.visual_security_index(pixels, other, data_range=white),
        lambda: core.remarks(pixels, other, data_range=white),
    ]
    index = list(core.INDICES.values())[data[5] % len(core.INDICES)]
    scheme = list(core.SCHEMES.values())[data[6] % len(core.SCHEMES)]
    calls += [
        lambda: index.evaluate(pixels, other, data_range=white),
        lambda: scheme.encrypt(pixels, level=data[7] % 8, key="k", data_range=white),
    ]
    for call in calls:
        _only(ImageError, call)


def question(data: bytes) -> None:
    """An array and its partner, and one public function that is asked about them."""
    if len(data) < 8:
        return
    pixels = _array(data)
    other = pixels[::-1] if pixels.ndim else pixels
    attack = list(core.ATTACKS.values())[data[6] % len(core.ATTACKS)]
    scheme = list(core.SCHEMES.values())[data[6] % len(core.SCHEMES)]
    index = list(core.INDICES)[data[6] % len(core.INDICES)]
    aid = Aid(second=other, pairs=((other, pixels),), several=(other, other))
    offset: Any = ((0, 0), (-3, 40), (5, 5), (1, 2, 3), "x")[data[7] % 5]
    part: Any = (None, 0, 1, 3, -1, 1.5, "x")[data[7] % 7]

    def attacked() -> None:
        found = attack.inspect(pixels, aid)
        if isinstance(found, Found):
            attack.apply(pixels, found, aid)

    calls: list[Callable[[], Any]] = [
        lambda: core.find_grid(pixels),
        attacked,
        lambda: core.judge(other, pixels, attack, aid=aid, draws=1),
        lambda: core.noise_baseline(other, pixels, index=index, draws=2),
        lambda: core.channels(other, pixels, draws=2),
        lambda: core.colour_shows(other, pixels, offset=offset),
        lambda: core.turned_search(other, pixels, offset=offset, chance=False),
        lambda: core.statistics(pixels, plain=other, other=other),
        lambda: core.sensitivity(pixels, scheme, level=data[7] % 8),
        lambda: core.recognizable_information(other, pixels, reduce=part),
        lambda: core.plain_side(pixels, reduce=part),
        lambda: list(core.read_frames(bytes(data))),
    ]
    _only(ImageError, calls[data[5] % len(calls)])


def names(data: bytes) -> None:
    """Texts where names, paths, keys and levels are expected."""
    text = data.decode("utf-8", "surrogateescape")
    grey = np.arange(64 * 64, dtype=np.uint8).reshape(64, 64)
    way: Any = text
    calls: list[Callable[[], Any]] = [
        lambda: read_picture(text),
        lambda: read_picture(b"no picture", name=text),
        lambda: core.as_luma(grey, data_range=way),
        lambda: fit(grey * 1.0, grey[:40] * 1.0, way),
        lambda: core.SCHEMES["peid-01"].encrypt(grey, level=1, key=text),
        lambda: core.SCHEMES["peid-01"].encrypt(grey, level=way, key="k"),
        lambda: read_sheet(Path(text), text, required=["a"]),
        lambda: read_peid(text),
        lambda: read_peid(".", way),
        lambda: read_judged_table(text),
    ]
    for call in calls:
        _only(ImageError, call)


def scores(data: bytes) -> None:
    """Scores and opinions of any numbers."""
    given = np.frombuffer(data[: len(data) // 8 * 8])
    half = len(given) // 2
    _only(EvaluationError, lambda: core.agreement(given[:half], given[half:]))


DOORS: dict[str, Callable[[bytes], None]] = {
    "image": image,
    "table": table,
    "matlab": matlab,
    "excel": excel,
    "array": array,
    "question": question,
    "names": names,
    "scores": scores,
}
"""Every door by its name."""

UNSEEN = ("matlab", "excel")
"""Doors whose readers run in another process: atheris would see no new code there, and
forget the corpus."""


def _only(kind: type[Exception], call: Callable[[], object]) -> None:
    """Call a function that may raise one kind of error, with a message of its own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call()
    except kind as error:
        if len(str(error)) > LONGEST:
            raise AssertionError(f"{len(str(error))} characters: {error}") from error


def _array(data: bytes) -> np.ndarray:
    """An array that the first four bytes describe and the others fill."""
    kind = np.dtype(TYPES[data[0] % len(TYPES)])
    shape = [(0, 1, 31, 32, 33, 48)[data[k] % 6] for k in (1, 2)]
    shape += [(1, 2, 3, 4, 5)[data[3] % 5]] * (data[3] // 5 % 2)
    count = int(np.prod(shape))
    if kind.kind == "O":
        return np.array([data] * count + [None])[:count].reshape(shape)
    body = (data[8:] or b"\0") * (count * kind.itemsize // max(len(data) - 8, 1) + 1)
    found = np.frombuffer(body[: count * kind.itemsize], np.uint8)
    return (found % 2 if kind.kind == "b" else found).view(kind).reshape(shape)


def seeds(door: str) -> list[Path]:
    """Files of the corpus for a door."""
    return sorted((CORPUS / door).glob("*"))


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Bytes that differ in a few places."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(changed) + 1)
        how = rng.randrange(5)
        if how == 0 and at < len(changed):
            changed[at] ^= 1 << rng.randrange(8)
        elif how == 1 and at < len(changed):
            changed[at] = rng.choice((0, 1, 127, 128, 255))
        elif how == 2:
            del changed[at : at + rng.randint(1, 64)]
        elif how == 3:
            size = rng.choice((1, 2, 4, 8))
            changed[at : at + size] = rng.choice((b"\0", b"\xff", b"\x7f")) * size
        else:
            part = changed[at : at + rng.randint(1, 64)]
            changed[at:at] = bytes(part) * rng.randint(1, 4)
    return bytes(changed)


def _run_alone(door: str, seconds: float) -> None:
    """Mutate the corpus, without atheris."""
    given = [path.read_bytes() for path in seeds(door)] or [b""]
    end, count, rng = time.monotonic() + seconds, 0, random.Random(0)
    while time.monotonic() < end:
        data = mutated(rng.choice(given), rng)
        try:
            DOORS[door](data)
        except BaseException:
            found = Path(f"crash-{door}-{count}")
            found.write_bytes(data)
            print(f"{found} was written", file=sys.stderr)  # noqa: T201
            raise
        count += 1
    print(f"{count:,} inputs, no other error")  # noqa: T201


def main() -> None:
    """Run one door for as long as `-max_total_time` says, a minute unless given."""
    if len(sys.argv) < 2 or sys.argv[1] not in DOORS:
        sys.exit(f"usage: doors.py {{{','.join(DOORS)}}} [libFuzzer's options]")
    door, options = sys.argv[1], sys.argv[2:]
    limits = [word for word in options if word.startswith("-max_total_time=")]
    seconds = float(limits[0].partition("=")[2]) if limits else 60.0
    if atheris is None or door in UNSEEN:  # pyright: ignore
        _run_alone(door, seconds)
        return
    # Function by function, since Numba compiles no code that has been instrumented.
    for name, module in list(sys.modules.items()):
        if name.startswith(PARSERS if door == "image" else WATCHED):
            for value in vars(module).values():
                if isinstance(value, FunctionType) and value.__module__ == name:
                    atheris.instrument_func(value)  # pyright: ignore
    grown = ROOT / ".fuzz" / door  # inputs that reach new code, for the next run
    grown.mkdir(parents=True, exist_ok=True)
    folders = [str(grown), str(CORPUS / door)]
    atheris.Setup([sys.argv[0], *options, *folders], DOORS[door])  # pyright: ignore
    atheris.Fuzz()  # pyright: ignore


if __name__ == "__main__":
    main()
