"""Small pictures, sources and results that the explorer's tests share."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from threadpoolctl import threadpool_limits

import core
from core.batch import evaluate
from explorer.export import View
from explorer.pair.sources import Source
from explorer.server import SCRIPT

ROOT = Path(__file__).parents[2]
Levels = NDArray[np.float64]


@pytest.fixture(scope="session", autouse=True)
def _one_thread_multiplies():
    """Multiply matrices as commands and server do: else the ninth digit may differ."""
    with threadpool_limits(1, user_api="blas"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _packages_are_scanned_once():
    """Find the components of installed packages once, as a server does.

    Each `AppTest` would read the description of every installed package again.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def photo() -> Levels:
    """Detail of a photograph, 96 × 128, whole grey levels; read-only."""
    pixels = np.asarray(Image.open(ROOT / "sample_images" / "camera.png"))
    levels = pixels[60:156, 180:308].astype(np.float64)
    levels.flags.writeable = False
    return levels


@pytest.fixture(scope="session")
def noise(photo: Levels) -> Levels:
    """Noise of the photograph's size; read-only."""
    pixels = np.random.default_rng(7).integers(0, 256, photo.shape)
    levels = pixels.astype(np.float64)
    levels.flags.writeable = False
    return levels


@pytest.fixture(scope="session")
def shuffled(photo: Levels) -> Levels:
    """The photograph in blocks of 16 that changed places; read-only."""
    blocks = photo.reshape(6, 16, 8, 16).swapaxes(1, 2).reshape(48, 16, 16)
    mixed = np.random.default_rng(8).permutation(blocks)
    levels = mixed.reshape(6, 8, 16, 16).swapaxes(1, 2).reshape(96, 128)
    levels.flags.writeable = False
    return levels


@pytest.fixture(scope="session")
def odd(photo: Levels, noise: Levels) -> dict[str, Levels]:
    """The photograph and what is least like one, by name."""
    even = {"flat": 128.0, "black": 0.0, "white": 255.0}
    return {
        "photo": photo,
        "noise": noise,
        **{name: np.full(photo.shape, level) for name, level in even.items()},
    }


@pytest.fixture(scope="session")
def result(photo: Levels, shuffled: Levels) -> core.Recognizability:
    """What the index says of the shuffled photograph."""
    return core.visual_security_index(photo, shuffled)


@pytest.fixture(scope="session")
def source() -> Callable[..., Source]:
    """Function that makes a source of levels: (levels, digest, title)."""

    def made(levels: Levels, digest: str, title: str = "a picture") -> Source:
        return Source(title=title, digest=digest, luma=levels)

    return made


@pytest.fixture(scope="session")
def draws(photo: Levels, shuffled: Levels) -> tuple[float, ...]:
    """What the pixels of the shuffled photograph score in random order."""
    return core.noise_baseline(photo, shuffled).draws


@pytest.fixture(scope="session")
def view(
    source: Callable[..., Source],
    photo: Levels,
    shuffled: Levels,
    result: core.Recognizability,
    draws: tuple[float, ...],
) -> Callable[..., View]:
    """Function that makes a view of the shuffled photograph: (what differs).

    Its noise is measured once for all; that of another pair or result by who draws it.
    """

    def made(**words) -> View:
        pair = {
            "plain": source(photo, "a1" * 32, words.pop("title", "a picture")),
            "encrypted": source(shuffled, "b2" * 32, "another"),
            "result": result,
        }
        known = {} if words.keys() & pair.keys() else {"draws": draws}
        return View(**(pair | known | words))

    return made


@pytest.fixture
def session(patience: float) -> Callable[..., AppTest]:
    """Function that opens a page without a browser: (where, a link's parameters).

    `where` is the path of a page of the explorer, or a function to run in its place.
    """

    def opened(where: str | Callable[[], None], /, **parameters: str) -> AppTest:
        if not isinstance(where, str):
            app = AppTest.from_function(where, default_timeout=patience)
            app.query_params.update(parameters)
            return app.run()
        app = AppTest.from_file(SCRIPT, default_timeout=patience)
        app._page_hash = calc_hash(where) if where else ""
        app.query_params.update(parameters)
        app.run()
        app._page_hash = ""  # from here on, wherever the visitor goes
        return app

    return opened


@pytest.fixture
def visit(session: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Function that opens Explore by a link's parameters."""
    return partial(session, "")


@pytest.fixture(scope="session")
def scoring_here() -> Callable[[], AbstractContextManager[None]]:
    """Function that lets commands score in this process, where no pool is tested.

    Starting one takes seconds.
    """

    def here(jobs, _executor, **rest):
        return evaluate(jobs, None, skip=rest["skip"])

    @contextmanager
    def inside() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("explorer.commands.running.evaluate", here)
            yield

    return inside


@pytest.fixture
def in_process(scoring_here: Callable[[], AbstractContextManager[None]]):
    """Score in this process during one test."""
    with scoring_here():
        yield


@pytest.fixture(scope="session")
def patient_dask(patience: float) -> dict[str, Any]:
    """Settings under which Dask gives up nobody who is slow to answer."""
    return {
        f"distributed.comm.timeouts.{name}": f"{patience}s"
        for name in ("connect", "tcp")
    }


@pytest.fixture(scope="session")
def figures() -> Callable[[AppTest], list[dict[str, Any]]]:
    """Function that returns what each chart of a session under test was given."""

    def given(app: AppTest) -> list[dict[str, Any]]:
        drawn = [each.proto for each in app.get("bidi_component")]
        charts = [each for each in drawn if each.component_name == "chart_view"]
        return [json.loads(json.loads(each.json)["figure"]) for each in charts]

    return given


@pytest.fixture(scope="session")
def strip_of() -> Callable[[AppTest], str]:
    """Function that returns the HTML of all numbers of a session under test."""

    def given(app: AppTest) -> str:
        drawn = (json.loads(c.proto.json or "{}") for c in app.get("bidi_component"))
        texts = (each.get("html") or "" for each in drawn)
        return next(html for html in texts if 'class="strip"' in html)

    return given


HOSTILE = {
    "quotes": '"><img src=x onerror=alert(1)>.png',
    "script": "</script><script>alert(1)</script>",
    "comment": "--><!-- ]]> <![CDATA[",
    "entity": "&quot;&#0; &notanentity; %3Cb%3E",
    "lines": "a\nprint('broken out')\r\n# b\u2028c",
    "backwards": "\u202egnp.x\u2066 \u05e9\u05dc\u05d5\u05dd",
    "controls": "\x00\x1b[31m\x7f\ufffe\ud800",
    "shell": "-o $(touch broken) `id`; 'x' \"y\" \\ *",
    "formula": "=cmd|'/c calc'!A0",
    "long": "w" * 5000,
}


@pytest.fixture(params=list(HOSTILE))
def hostile(request: pytest.FixtureRequest) -> str:
    """A title that would break out of what it is written into."""
    return HOSTILE[request.param]


@pytest.fixture(scope="session")
def make(loaded: Callable[[Path], ModuleType]) -> ModuleType:
    """The script that wrote the sample images."""
    return loaded(ROOT / "sample_images" / "make.py")
