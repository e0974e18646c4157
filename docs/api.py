"""Make the pages of `docs/api/` from the docstrings of `core`, and the list in api.md.

python -m pip install -e '.[docs]' && python docs/api.py
"""

import argparse
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from numpy.typing import ArrayLike  # noqa: E402

import core  # noqa: E402 - this checkout, not one that is installed

ROOMS = tuple(
    name for name in core.__all__ if isinstance(getattr(core, name), ModuleType)
)
"""Packages of the core that callers may import from, beside `core` itself."""

AS_WRITTEN = inspect.formatannotation

LIST = HERE / "api.md"
BEGIN, END = "<!-- made by docs/api.py -->\n", "<!-- to here -->\n"


def room_names(room: str) -> list[str]:
    """Return the names that a package of the core offers itself."""
    return getattr(getattr(core, room), "__all__", [])


def first_paragraph(name: str) -> str:
    """Return the first paragraph on a public name of `core`."""
    thing = getattr(core, name)
    if isinstance(thing, dict):
        home = next(getattr(core, room) for room in ROOMS if name in room_names(room))
        said = inspect.getsource(home).partition(f"\n{name}")[2].split('"""')[1]
    else:
        said = inspect.getdoc(thing) or ""
    return " ".join(said.partition("\n\n")[0].split())


def listed() -> str:
    """Return a table of all public names of `core`."""
    rows = [f"| `core.{name}` | {first_paragraph(name)} |" for name in core.__all__]
    return "\n".join(["| name | what it is |", "|---|---|", *rows]) + "\n"


def page(text: str) -> str:
    """Return api.md with a new list in the place of its old one."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + listed() + END + rest.split(END)[1]


def short_annotation(annotation: object, base_module: str | None = None) -> str:
    """Return a type as the source writes it: NumPy's names stand for long unions."""
    any_array = AS_WRITTEN(ArrayLike).partition("Union[")[2][:-1]
    text = AS_WRITTEN(annotation, base_module).replace(any_array, "ArrayLike")
    text = re.sub(
        r"numpy\.ndarray\[tuple\[(?:typing\.)?Any, \.\.\.\], "
        r"numpy\.dtype\[numpy\.(\w+)\]\]",
        r"NDArray[\1]",
        text,
    )
    return re.sub(r"(?:typing\.)?Union\[ArrayLike\]", "ArrayLike", text)


def main() -> None:
    """Write the list, and the pages unless only the list is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="write docs/api.md alone")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "api")
    wanted = parser.parse_args()
    LIST.write_text(page(LIST.read_text("utf-8")), "utf-8")
    if wanted.list:
        return
    inspect.formatannotation = short_annotation  # signatures are written by it
    import pdoc

    pdoc.doc.formatannotation = short_annotation
    # Names that are loaded when they are used: pdoc looks at what is there.
    for name in core.__all__:
        getattr(core, name)
    pdoc.render.configure(
        docformat="numpy", show_source=False, footer_text="Showthrough"
    )
    hidden = [f"!core.{path.stem}" for path in sorted(Path(core.__path__[0]).iterdir())]
    kept = {f"!core.{name}" for name in ROOMS}
    pdoc.pdoc(
        "core",
        *(name for name in hidden if name not in kept and name != "!core.__init__"),
        output_directory=wanted.output,
    )
    sys.stdout.write(f"{wanted.output / 'core.html'}\n")


if __name__ == "__main__":
    main()
