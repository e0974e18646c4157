"""Who may import whom: the floors of the core, and the walls of the explorer."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the ground up. A module imports only from floors below its own; a package on one
# floor may import from itself.
FLOORS = (
    {
        "core.image",
        "core.provenance",
        "core.recognizability.parameters",
        "core.recognizability.readings",
        "core.csv_writer",
    },
    {
        "core.fourier_argand",
        "core.recognizability.blocks",
        "core.encryption",
        "core.spreadsheet",
        "core.bit_planes",
        "core.looks_like_noise",
    },
    {"core.edges", "core.white_columns"},
    {
        "core.recognizability.appearance",
        "core.recognizability.structure",
        "core.recognizability.degree",
        "core.recognizability.pooling",
        "core.recognizability.histogram",
    },
    {
        "core.recognizability.form",
        "core.recognizability.stages",
        "core.recognizability.store",
    },
    {"core.recognizability.exact"},
    {"core.recognizability.index", "core.recognizability"},
    {"core.recognizability.noise"},
    {"core.recognizability.channel", "core.remarks"},
    {"core.recognizability.channels"},
    {"core.indices"},
    {"core.evaluation"},
    {"core.batch"},
    {"core"},
)


def modules(package: str) -> dict[str, Path]:
    """Return every module of a package with its file."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


MODULES = modules("core") | modules("explorer")


@cache
def imports(name: str) -> frozenset[str]:
    """Return the full names that a module imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                names.add(full if full in MODULES else node.module)
    return frozenset(names)


def reached(name: str) -> Iterator[str]:
    """Yield all that a module imports, by way of others too."""
    seen, ahead = set(), [name]
    while ahead:
        for imported in imports(ahead.pop()) - seen:
            seen.add(imported)
            yield imported
            if imported in MODULES:
                ahead.append(imported)


def packages(names: Iterator[str] | frozenset[str]) -> set[str]:
    """Return the top-level packages of some full names."""
    return {name.partition(".")[0] for name in names}


def place(name: str) -> tuple[str, int]:
    """Return the entry of `FLOORS` that a module belongs to, and its floor."""
    entry = name
    while entry:
        for floor, entries in enumerate(FLOORS):
            if entry in entries and (entry == name or entry not in ENCLOSING):
                return entry, floor
        entry = entry.rpartition(".")[0]
    pytest.fail(f"{name} has no floor: give it one in FLOORS")


# Their modules have floors of their own.
ENCLOSING = {"core", "core.recognizability"}


@pytest.mark.parametrize("name", modules("core"))
def test_core_imports_only_from_floors_below(name: str) -> None:
    entry, floor = place(name)
    for imported in imports(name):
        if imported.partition(".")[0] == "core":
            other, below = place(imported)
            assert below < floor or other == entry, f"{name} imports {imported}"


@pytest.mark.parametrize("name", modules("core"))
def test_core_knows_neither_the_explorer_nor_its_libraries(name: str) -> None:
    assert not packages(imports(name)) & {
        "explorer",
        "streamlit",
        "plotly",
        "matplotlib",
    }


def test_importing_the_core_loads_no_library_for_drawing() -> None:
    code = (
        "import sys, core\n"
        "print({'streamlit', 'plotly', 'matplotlib'} & set(sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "set()"


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in modules("explorer")
        if name.startswith(
            (
                "explorer.background",
                "explorer.compute",
                "explorer.exports",
                "explorer.figures",
                "explorer.limit",
                "explorer.link",
                "explorer.memory",
                "explorer.promises",
                "explorer.run_log",
                "explorer.samples",
                "explorer.shelf",
                "explorer.theme",
                "explorer.visits",
            )
        )
    ],
)
def test_what_computes_draws_and_remembers_knows_no_streamlit(name: str) -> None:
    assert "streamlit" not in packages(reached(name))


def attributes(name: str) -> set[str]:
    """Return the names of all attributes that a module uses, and what it imports."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return used | {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@pytest.mark.parametrize("name", modules("explorer"))
def test_session_state_is_touched_in_state_alone(name: str) -> None:
    inside = name.startswith("explorer.state.")
    assert inside or "session_state" not in attributes(name)


# Files of the session, from the ground up: each imports only from floors below its own.
STATE_FLOORS = (
    {"controls", "session"},
    {"canvas", "choice", "files", "white"},
    {"arrival", "pictures"},
    {"links", "runs"},
)


@pytest.mark.parametrize(
    "name", sorted(set(modules("explorer/state")) - {"explorer.state"})
)
def test_files_of_the_session_import_one_way(name: str) -> None:
    own, below = name.removeprefix("explorer.state."), set[str]()
    for files in STATE_FLOORS:
        if own in files:
            break
        below |= {f"explorer.state.{file}" for file in files}
    else:
        pytest.fail(f"{name} has no floor: give it one in STATE_FLOORS")
    assert {i for i in imports(name) if i.startswith("explorer.state")} <= below


@pytest.mark.parametrize("name", MODULES)
def test_csv_is_written_in_one_place(name: str) -> None:
    written = attributes(name) & {"writer", "DictWriter", "writerow", "writerows"}
    assert name == "core.csv_writer" or not written


STORES = {"OrderedDict", "WeakValueDictionary", "WeakKeyDictionary", "cached_property"}
REMEMBERING = {
    "explorer.memory": "what remembers results",
    "explorer.shelf": "files on their way to the browser",
}
SMALL = {
    "explorer.benchmark._file_digest": "a file is hashed once; a line of text each",
    "explorer.benchmark._members": "the directories of the last archives",
    "explorer.exports.png._font": "fonts of this machine",
}
"""Functions of arguments whose results are few and small, or dear and tiny."""


@pytest.mark.parametrize("name", modules("explorer"))
def test_results_are_remembered_in_one_memory(name: str) -> None:
    used = attributes(name)
    assert not used & {"cache_data", "cache_resource"}
    assert name in REMEMBERING or not used & STORES


@pytest.mark.parametrize("name", modules("explorer"))
def test_what_is_remembered_elsewhere_is_one_thing_or_small(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if "cache" in ast.unparse(decorator):
                    one = not ast.unparse(node.args)
                    assert one or f"{name}.{node.name}" in SMALL, node.name
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            made = ast.unparse(node.value)
            assert made not in ("{}", "dict()", "defaultdict()"), made


def test_no_module_of_the_explorer_hides_another() -> None:
    # Streamlit puts the explorer's folder first on the path.
    names = {path.stem for path in (ROOT / "explorer").iterdir()}
    hidden = set(sys.stdlib_module_names) | {"core", "numpy", "scipy", "PIL", "numba"}
    assert not names & hidden
