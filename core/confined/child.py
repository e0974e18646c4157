"""Parses files that nobody vouches for, in a process of its own.

`core.confined.process` runs this file as a script, so it imports nothing of core. The
first line of the input holds the limits. Then come requests, a line of JSON and the
bytes that it announces; each gets one line of JSON and the bytes that this announces.
What a reader may crash on ends this process and no other.
"""

import io
import json
import os
import sys
import threading
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Refused(Exception):  # noqa: N818 - an answer
    """A kind of `core.confined.ConfinedError`, and what the library says."""

    def __init__(self, kind: str, why: object = "") -> None:
        super().__init__(kind, str(why))
        self.kind, self.why = kind, str(why)


def matlab(content: bytes, request: dict[str, Any]) -> bytes:
    """One variable of a MATLAB file as JSON: dictionaries, lists, numbers and texts."""
    from scipy.io import loadmat

    try:
        data = loadmat(
            io.BytesIO(content),
            simplify_cells=True,
            variable_names=[request["variable"]],
        )
    except NotImplementedError as error:  # MATLAB 7.3 is HDF5
        raise Refused("unsupported", error) from error
    if request["variable"] not in data:
        raise Refused("missing", request["variable"])
    cells = [int(request["cells"])]
    return json.dumps(
        plain(data[request["variable"]], int(request["nesting"]), cells)
    ).encode()


def plain(value: Any, nesting: int, cells: list[int]) -> Any:
    """What JSON can hold of a value; `cells` counts down what may still come."""
    import numpy as np

    if nesting < 0:
        raise Refused("nesting")
    cells[0] -= value.size if isinstance(value, np.ndarray) else 1
    if cells[0] < 0:
        raise Refused("cells")
    if isinstance(value, dict):
        return {str(k): plain(each, nesting - 1, cells) for k, each in value.items()}
    if isinstance(value, np.ndarray) and value.dtype.kind == "O":
        return [plain(each, nesting - 1, cells) for each in value]
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufU":
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(each, nesting - 1, cells) for each in value]
    if isinstance(value, (np.number, np.bool_)) and not np.iscomplexobj(value):
        return value.item()
    if isinstance(value, (str, int, float)):
        return value
    raise Refused("damaged", f"it holds a {type(value).__name__}")


def excel(content: bytes, request: dict[str, Any]) -> bytes:
    """Cells of every sheet of an Excel 97 file as JSON, row by row."""
    import xlrd

    # Ragged: a single cell in the last corner would make millions of empty ones.
    book = xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), ragged_rows=True
    )
    left = int(request["cells"])
    sheets = []
    for sheet in book.sheets():
        rows = []
        for i in range(sheet.nrows):
            row = sheet.row_values(i)
            left -= 1 + len(row)
            if left < 0:
                raise Refused("cells")
            rows.append(row)
        sheets.append(rows)
    return json.dumps(sheets).encode()


def listing(archive: zipfile.ZipFile, request: dict[str, Any]) -> bytes:
    """Names, check sums and sizes of the files in a zip archive, as JSON."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > int(request["entries"]):
        raise Refused("entries")
    return json.dumps(
        [[entry.filename, entry.CRC, entry.file_size] for entry in entries]
    ).encode()


def member(archive: zipfile.ZipFile, request: dict[str, Any]) -> bytes:
    """Bytes of one file in a zip archive."""
    try:
        entry = archive.getinfo(request["member"])
    except KeyError as error:
        raise Refused("missing") from error
    # zipfile unpacks no more than the header declares.
    if entry.file_size > int(request["bytes"]):
        raise Refused("too large")
    if entry.flag_bits & 1:
        raise Refused("locked")
    return archive.read(entry)


def answer(request: dict[str, Any], content: bytes, archives: dict[str, Any]) -> bytes:
    """Do one request; every failure is a `Refused`."""
    try:
        if request["do"] in ("listing", "member"):
            path = request["path"]
            if path not in archives:
                archives[path] = zipfile.ZipFile(path)
            act = listing if request["do"] == "listing" else member
            return act(archives[path], request)
        return (matlab if request["do"] == "matlab" else excel)(content, request)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused("memory") from error
    except RecursionError as error:
        raise Refused("nesting") from error
    except OSError as error:
        # Libraries raise it without a number where a file ends early.
        kind = "unreadable" if error.errno else "damaged"
        raise Refused(kind, error.strerror or error) from error
    except DAMAGE as error:
        raise Refused("damaged", error) from error
    except Exception as error:  # libraries raise what they like on damaged files
        raise Refused("damaged", str(error) or type(error).__name__) from error


def confine(memory: int) -> None:
    """Limit this process, beyond the memory that it has now; not on every system.

    Linux holds all limits. macOS does not hold that of memory, and Windows none: there
    the parent's clock and its limit of the answer remain.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 64}
    statm = Path("/proc/self/statm")
    if statm.exists():
        pages = int(statm.read_text().split()[0])
        limits["RLIMIT_AS"] = pages * resource.getpagesize() + memory
    for name, value in limits.items():
        if hasattr(resource, name):
            number = getattr(resource, name)
            hard = resource.getrlimit(number)[1]
            if hard != resource.RLIM_INFINITY:
                value = min(value, hard)
            resource.setrlimit(number, (value, value))


def allow(seconds: int) -> None:
    """Let this process use so much CPU from now on; the system ends it then."""
    try:
        import resource
    except ImportError:
        return
    used = int(time.process_time()) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def end_with(parent: int) -> None:
    """End when the process that started this one has ended."""
    while os.getppid() == parent:
        time.sleep(0.25)
    os._exit(1)


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the input ends."""
    given = json.loads(requests.readline())
    if hasattr(os, "getppid") and os.name == "posix":
        threading.Thread(target=end_with, args=(given["parent"],), daemon=True).start()
    # Imported before memory is limited, since the limit is above the imports.
    if given["library"] == "scipy":
        import scipy.io  # noqa: F401
    elif given["library"] == "xlrd":
        import xlrd  # noqa: F401
    confine(int(given["memory"]))
    archives: dict[str, Any] = {}
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(int(request["size"]))
        allow(int(given["seconds"]))
        head: dict[str, Any] = {}
        found = b""
        try:
            found = answer(request, content, archives)
        except Refused as refused:
            head = {"kind": refused.kind, "why": refused.why[:200]}
        head["size"] = len(found)
        answers.write(json.dumps(head).encode() + b"\n")
        answers.write(found)
        answers.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
