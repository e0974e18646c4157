"""Processes of this machine that do not get in each other's way."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, process, spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

PINNED = {
    f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")
}
"""One thread inside each worker: there is a worker for every core already."""

_STARTING = threading.Lock()

_WATCH = """\
import os, threading, time
def end_with(parent):
    while os.getppid() == parent:
        time.sleep(0.25)
    os._exit(1)
threading.Thread(target=end_with, args=({parent},), daemon=True).start()
"""
"""What a worker does first: end when its parent does, however that ends.

It stands before the imports, which take seconds: a worker that has not finished them
would outlive its parent by as long. The pool itself would wait for work forever, since
its pipe is open on both ends in the worker.
"""


def local_pool(workers: int, *, import_main: bool = True) -> ProcessPoolExecutor:
    """Spawned processes, each with one thread inside, that end with this process.

    Parameters
    ----------
    workers : int
        Number of processes, at least 1.
    import_main : bool
        Whether workers import the script that runs here, as they must where it defines
        a `LazyImage`. A script then guards its work by `if __name__ == "__main__"`.
    """
    return ProcessPoolExecutor(
        workers,
        mp_context=_Context() if import_main else _ContextWithoutMain(),
        initializer=_begin,
    )


@contextmanager
def _pinned() -> Iterator[None]:
    """Set what a process reads when it imports NumPy, and take it back."""
    before = {name: os.environ.get(name) for name in PINNED}
    os.environ.update(PINNED)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _watching() -> Iterator[None]:
    """Let processes that are started meanwhile watch this one from their beginning."""
    command = spawn.get_command_line

    def watched(**given: Any) -> list[str]:
        words = command(**given)
        if os.name == "posix" and "-c" in words:
            code = words.index("-c") + 1
            words[code] = _WATCH.format(parent=os.getpid()) + words[code]
        return words

    spawn.get_command_line = watched
    try:
        yield
    finally:
        spawn.get_command_line = command


class _Process(SpawnProcess):
    """Spawned process whose environment pins the threads of its libraries."""

    @staticmethod
    def _Popen(process_obj: process.BaseProcess) -> Any:  # noqa: N802
        with _STARTING, _pinned(), _watching():
            return SpawnProcess._Popen(process_obj)


class _ProcessWithoutMain(SpawnProcess):
    """The same, without the script that runs here.

    Under Streamlit that is a page; importing it would draw it in every worker.
    """

    @staticmethod
    def _Popen(process_obj: process.BaseProcess) -> Any:  # noqa: N802
        prepare = spawn.get_preparation_data

        def without_main(name: str) -> dict[str, Any]:
            data = prepare(name)
            data.pop("init_main_from_name", None)
            data.pop("init_main_from_path", None)
            return data

        with _STARTING, _pinned(), _watching():
            spawn.get_preparation_data = without_main
            try:
                return SpawnProcess._Popen(process_obj)
            finally:
                spawn.get_preparation_data = prepare


class _Context(SpawnContext):
    Process = _Process


class _ContextWithoutMain(SpawnContext):
    Process = _ProcessWithoutMain


def _begin() -> None:
    """Leave Ctrl-C to the parent; where `_WATCH` does not work, end with it too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if os.name == "posix" or parent is None:
        return

    def end_with_parent(sentinel: int) -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(
        target=end_with_parent, args=(parent.sentinel,), daemon=True
    ).start()
