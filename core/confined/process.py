"""Starts the process that parses for us, asks it, and survives its end."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from core.confined.errors import ConfinedError

Library = Literal["scipy", "xlrd", "zipfile"]

_ONE_THREAD = {
    f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")
}
_HEAD = 4096
"""Most bytes of the line that comes before an answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """What a child may use for one request.

    Attributes
    ----------
    memory : int
        Bytes above those that its imports take. Held on Linux.
    cpu : int
        Seconds of CPU. Held where there are POSIX limits.
    seconds : float
        Seconds by the clock of the parent, which kills it then. Held everywhere.
    answer : int
        Bytes of the answer. Held everywhere.
    """

    memory: int = 512 * 2**20
    cpu: int = 4
    seconds: float = 20.0
    answer: int = 64 * 2**20


class Child:
    """A process that answers requests, one at a time, until it dies or is closed.

    Parameters
    ----------
    library : {"scipy", "xlrd", "zipfile"}
        What it imports before its limits are set.
    bounds : Bounds, optional
        What it may use.
    """

    def __init__(self, library: Library, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._late = False
        paths = [path for path in sys.path if path]
        # -P: the script's own folder, whose files have usual names, is no source of
        # modules. What it writes to stderr is bounded by going nowhere.
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(Path(__file__).with_name("child.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(paths)},
            )
        except OSError as error:
            raise ConfinedError(
                "died", f"no process could be started to read it ({error.strerror})"
            ) from error
        self._first = {
            "library": library,
            "parent": os.getpid(),
            "memory": self.bounds.memory,
            "seconds": self.bounds.cpu,
        }

    def ask(self, request: Mapping[str, Any], content: bytes = b"") -> bytes:
        """Return the answer to one request.

        Raises
        ------
        ConfinedError
            If the child refuses, dies, or takes too long; it is dead in the last two
            cases.
        """
        timer = threading.Timer(self.bounds.seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            return self._asked({**request, "size": len(content)}, content)
        except (OSError, ValueError) as error:
            self.close()
            raise ConfinedError("died", self._why()) from error
        except ConfinedError as error:
            if error.kind == "died":
                self.close()
            raise
        except BaseException:
            self.close()  # half an answer may be left in the pipe
            raise
        finally:
            timer.cancel()

    def _asked(self, request: Mapping[str, Any], content: bytes) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        if self._first:
            _write_line(stdin, self._first)
            self._first = {}
        _write_line(stdin, request)
        stdin.write(content)
        stdin.flush()
        line = stdout.readline(_HEAD)
        if not line.endswith(b"\n"):
            raise ValueError("no answer")
        head = json.loads(line)
        if "kind" in head:
            raise ConfinedError(str(head["kind"]), str(head["why"]))
        size = int(head["size"])
        if size > self.bounds.answer:
            raise ConfinedError("died", "what it holds is too much")
        found = stdout.read(size)
        if len(found) < size:
            raise ValueError("half an answer")
        return found

    def _end_late(self) -> None:
        self._late = True
        self._process.kill()

    def _why(self) -> str:
        """Say why the child died."""
        if self._late:
            return f"reading it took more than {self.bounds.seconds:g} seconds"
        if self._process.returncode == -getattr(signal, "SIGXCPU", 0):
            return f"reading it took more than {self.bounds.cpu} seconds of CPU"
        return "the program that reads such files crashed on it"

    def close(self) -> None:
        """End the process; once ended, it stays so."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not written is not missed
                    pipe.close()
        # A dead child keeps its own return code; one that is alive ends now.
        try:
            self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _write_line(file: BinaryIO | Any, said: Mapping[str, Any]) -> None:
    file.write(json.dumps(said).encode() + b"\n")
