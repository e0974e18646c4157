"""Settings that every test shares."""

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

# Before NumPy is loaded, and for processes that tests start: one thread multiplies
# matrices, as in commands and in the server. More would wait for each other in a loop
# that keeps every core busy, where several workers test: measured with two, a score of
# 512 × 512 pixels took fourteen times the processor's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The same examples on every machine: a failure in CI is a failure at the desk.
settings.register_profile(
    "steady", derandomize=True, deadline=None, max_examples=25, database=None
)
settings.load_profile("steady")

# Seconds until what does not come fails a test: a machine that does other work beside,
# or compiles for the first time, is slow and not wrong. Nothing waits that long where
# it comes, so that no test has a limit of its own.
PATIENCE = 120.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--slow`."""
    parser.addoption("--slow", action="store_true", help="run what is marked slow, too")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is marked slow unless it is asked for."""
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.fixture(scope="session")
def patience() -> float:
    """Seconds until what does not come fails a test."""
    return PATIENCE


@pytest.fixture(scope="session")
def until() -> Callable[..., Any]:
    """Function that asks again and again until the answer is not None and not False."""

    def asked(ask: Callable[[], Any], pause: float = 0.005) -> Any:
        end = monotonic() + PATIENCE
        while (answer := ask()) is None or answer is False:
            assert monotonic() < end, "it never came"
            sleep(pause)
        return answer

    return asked


@pytest.fixture(scope="session")
def loaded() -> Callable[[Path], ModuleType]:
    """Function that imports a file that belongs to no package."""

    def load(path: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def miniature(loaded: Callable[[Path], ModuleType]) -> ModuleType:
    """Functions that write tiny databases: `miniature.py`, beside this file."""
    return loaded(Path(__file__).with_name("miniature.py"))


@pytest.fixture(scope="session")
def hostile(loaded: Callable[[Path], ModuleType]) -> ModuleType:
    """Files that lie about themselves: `hostile.py`, beside this file."""
    return loaded(Path(__file__).with_name("hostile.py"))


@pytest.fixture(scope="session", autouse=True)
def _no_results_of_before(tmp_path_factory):
    """Keep results in a folder of this run, the servers' too."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("results")
        patch.setenv("SHOWTHROUGH_CACHE", str(folder))
        yield


@pytest.fixture(autouse=True)
def _main_stays_main():
    """Take a page back out of `__main__`, where a test of a session leaves it.

    A process that is spawned later would import it.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
