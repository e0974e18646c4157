"""Who may import whom: the floors that CONTRIBUTING lists, and a few more walls."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]


def modules(package: str) -> dict[str, Path]:
    """Return every module of a package with its file, or its stub."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py*")):
        if path.suffix not in (".py", ".pyi"):
            continue
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


MODULES = modules("core") | modules("explorer")


@cache
def tree(name: str) -> ast.Module:
    """Return what a module is written as."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


@cache
def imports(name: str) -> frozenset[str]:
    """Return the full names that a module imports, wherever in the file."""
    names = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = ".".join(filter(None, [name if node.level else "", node.module]))
            for alias in node.names:
                full = f"{module}.{alias.name}"
                names.add(full if full in MODULES else module)
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


def spelled(pattern: str) -> list[str]:
    """Paths that a pattern with one pair of braces stands for."""
    begin, braced, end = re.fullmatch(r"([^{]*)(?:\{(.*)\})?(.*)", pattern).groups()
    return [f"{begin}{word}{end}" for word in (braced or "").split(",")]


@cache
def floors() -> dict[str, tuple[str, int, str]]:
    """Entry, floor and description of every path that CONTRIBUTING's table names."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {
        path: (pattern, int(floor), what)
        for floor, where, what in re.findall(
            r"^\| (\d+) \| (.+?) \| (.+) \|$", text, re.MULTILINE
        )
        for pattern in re.findall(r"`([^`]+)`", where)
        for path in spelled(pattern)
    }


def place(name: str) -> tuple[str, int, str]:
    """Return the entry of the table that a module belongs to: the nearest one.

    Files that one pair of braces names together are one entry.
    """
    path = MODULES[name].relative_to(ROOT).as_posix()
    fitting = [
        known
        for known in floors()
        if path == known or (known[-1] == "/" and path.startswith(known))
    ]
    assert fitting, f"{path} has no floor: give it one in CONTRIBUTING"
    return floors()[max(fitting, key=len)]


def test_every_path_of_the_table_exists():
    assert len(floors()) > 20
    assert [path for path in floors() if not (ROOT / path).exists()] == []


def test_files_import_only_from_floors_below_their_own():
    wrong = []
    for name in MODULES:
        entry, floor, _ = place(name)
        for imported in imports(name) & MODULES.keys() - {"explorer"}:
            other, below, _ = place(imported)
            if other != entry and below >= floor:
                wrong.append(f"{name} imports {imported}")
    assert wrong == []


def test_imports_go_in_no_circle():
    graph = {name: imports(name) & MODULES.keys() for name in MODULES}
    # A package and its own modules know each other.
    for name, found in graph.items():
        graph[name] = {i for i in found if not name.startswith(f"{i}.")} - {name}
    assert len(tuple(TopologicalSorter(graph).static_order())) == len(MODULES)


def test_core_knows_neither_the_explorer_nor_its_libraries():
    above = {"explorer", "streamlit", "plotly", "matplotlib"}
    assert [name for name in modules("core") if packages(imports(name)) & above] == []


def test_importing_the_core_loads_no_library_for_drawing():
    code = (
        "import sys, core\n"
        "print({'streamlit', 'plotly', 'matplotlib'} & set(sys.modules))\n"
        "print('core.remarks' in sys.modules)"
    )
    for eager in ("", "1"):  # as lazy-loader calls it: each name with the package
        loaded = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "EAGER_IMPORT": eager},
        )
        assert loaded.stdout.split() == ["set()", str(bool(eager))]


def test_every_kernel_is_made_where_compiled_code_has_a_place():
    taken = {name for name in MODULES if "njit" in attributes(name)}
    assert len(taken) > 10
    assert {name for name in taken if "numba" in imports(name)} <= {
        "core.compiled",
        "core.recognizability.pair_kernels",  # types of its arguments
    }


def test_what_computes_draws_and_remembers_knows_no_streamlit():
    free = [name for name in modules("explorer") if "no Streamlit" in place(name)[2]]
    assert len(free) > 50
    assert [name for name in free if "streamlit" in packages(reached(name))] == []


@cache
def attributes(name: str) -> frozenset[str]:
    """Return the names of all attributes that a module uses, and what it imports."""
    nodes = list(ast.walk(tree(name)))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return frozenset(used) | {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_session_state_is_touched_in_the_session_alone():
    assert [
        name
        for name in modules("explorer")
        if "session_state" in attributes(name)
        and not name.startswith("explorer.session.")
    ] == ["explorer.widgets.streamlit_internals"]  # empties one that has ended


def test_csv_is_written_in_one_place():
    written = {"writer", "DictWriter", "writerow", "writerows"}
    assert [name for name in MODULES if attributes(name) & written] == [
        "core.csv_writer"
    ]


STORES = {"OrderedDict", "WeakValueDictionary", "WeakKeyDictionary", "cached_property"}
REMEMBERING = {
    "explorer.store.memory": "what remembers results",
    "explorer.store.served_files": "files on their way to the browser",
}
SMALL = {
    "explorer.people.benchmark._file_digest": "a file is hashed once; a line each",
    "explorer.people.benchmark._members": "the directories of the last archives",
}
"""Functions of arguments whose results are few and small, or dear and tiny."""


def test_results_are_remembered_in_one_memory():
    for name in modules("explorer"):
        used = attributes(name)
        assert not used & {"cache_data", "cache_resource"}, name
        assert name in REMEMBERING or not used & STORES, name


def test_what_is_remembered_elsewhere_is_one_thing_or_small():
    for name in modules("explorer"):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if "cache" in ast.unparse(decorator):
                        one = not ast.unparse(node.args)
                        assert one or f"{name}.{node.name}" in SMALL, node.name
        for node in tree(name).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                made = ast.unparse(node.value)
                assert made not in ("{}", "dict()", "defaultdict()"), made


def test_no_module_of_the_explorer_hides_another():
    # Streamlit puts the explorer's folder first on the path.
    names = {path.stem for path in (ROOT / "explorer").iterdir()}
    hidden = set(sys.stdlib_module_names) | {"core", "numpy", "scipy", "PIL", "numba"}
    assert not names & hidden


def test_the_explorer_has_few_rooms():
    entries = [p for p in (ROOT / "explorer").iterdir() if p.name[0] not in "._"]
    assert len(entries) <= 18
