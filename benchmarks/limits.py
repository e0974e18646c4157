"""CPU and memory that hostile files take, the worst printed last.

Each file of `tests/hostile.py` is read in a process of its own, as a visitor's file is,
its luma made too. Within the limits of `core/image/limits.py` every one should end
within 5 seconds of CPU and 700 MB above the imports, or be refused; what the process
takes that parses MATLAB files and sheets is added. Exit code 1 says that one did not.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

for library in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
ROOT = Path(__file__).parents[1]
# A script's folder comes first on the path: there, files hide the package core.
sys.path[0] = str(ROOT)

SECONDS, MEGABYTES = 5.0, 700.0
KINDS = ("PICTURES", "ANIMATIONS", "TABLES", "MATLAB", "EXCEL")


def corpus() -> ModuleType:
    """Return the hostile files of the tests."""
    spec = importlib.util.spec_from_file_location("hostile", ROOT / "tests/hostile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(kind: str, content: bytes) -> str:
    """Read a file as the program does, and say what came of it."""
    from core.confined import ConfinedError, excel_sheets, matlab
    from core.image import Frames, ImageError, read_picture
    from core.spreadsheet import read_sheet

    try:
        if kind == "PICTURES":
            picture = read_picture(content)
            return f"read, {picture.luma.shape}"
        if kind == "ANIMATIONS":
            with Frames(content, "the file") as frames:
                picture = frames.read(frames.count)
                return f"read, {frames.count} of {picture.luma.shape}"
        if kind == "TABLES":
            sheet = read_sheet(content, "t.csv", required=["plain", "encrypted"])
            return f"read, {len(sheet.records)} rows"
        if kind == "MATLAB":
            matlab(content, "data")
        else:
            excel_sheets(content)
        return "read"
    except (ImageError, ConfinedError) as error:
        return f"{type(error).__name__}: {error}"


def measure(kind: str, name: str) -> None:
    """Print what one file takes, as JSON; runs in a process of its own."""
    import resource

    content = corpus().__dict__[kind][name]()
    # The imports are done by now, those of the process that parses for us too.
    read(kind, b"P5 32 32 255\n" + bytes(1024))
    # What making the file took is no matter.
    Path("/proc/self/clear_refs").write_text("5")
    before = _resident("VmRSS")
    started = time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = read(kind, content)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - started
    seconds += after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    kilobytes = _resident("VmHWM") - before + after.ru_maxrss - children.ru_maxrss
    found = {
        "bytes": len(content),
        "seconds": seconds,
        "megabytes": kilobytes / 1000,
        "said": said,
    }
    print(json.dumps(found))


def _resident(field: str) -> float:
    """Kilobytes of a line of /proc/self/status."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return float(line.split()[1])
    return 0.0


def main() -> int:
    """Measure every file, and print the worst."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--only", default="", help="part of the names to measure")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(*given.one)
        return 0
    hostile, found = corpus(), []
    for kind in given.kind or KINDS:
        for name in getattr(hostile, kind):
            if given.only not in name:
                continue
            done = subprocess.run(
                [sys.executable, __file__, "--one", kind, name],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                print(f"{kind} {name}: ended by {done.returncode}\n{done.stderr}")
                return 1
            row = json.loads(done.stdout) | {"name": f"{kind.lower()}: {name}"}
            found.append(row)
            print(_line(row), flush=True)
    print("\nthe worst:")
    for key in ("seconds", "megabytes"):
        print(_line(max(found, key=lambda row: row[key])))
    late = [
        row for row in found if row["seconds"] > SECONDS or row["megabytes"] > MEGABYTES
    ]
    print(f"\n{len(late)} of {len(found)} beyond {SECONDS} s or {MEGABYTES} MB")
    return 1 if late else 0


def _line(row: dict[str, float | str]) -> str:
    return (
        f"{row['seconds']:6.2f} s {row['megabytes']:6.0f} MB  {row['bytes']:>11,} bytes"
        f"  {row['name']}: {row['said'][:100]}"  # pyright: ignore
    )


if __name__ == "__main__":
    sys.exit(main())
