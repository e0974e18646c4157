"""JavaScript modules made into one script, for a page that may load nothing."""

import re
from pathlib import Path

_IMPORT = re.compile(
    r"^import\s+(?:(?P<default>\w+)|\{(?P<names>[^}]*)\}|\*\s+as\s+(?P<all>\w+))"
    r'\s+from\s+"\./(?P<module>\w+)\.js";?$',
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?P<default>default\s+)?"
    r"(?P<kind>async\s+function\*?|function\*?|const|class)\s+(?P<name>\w+)",
    re.MULTILINE,
)
_LEFT = re.compile(r"^\s*(import|export)\b.*$|\bimport\s*\(", re.MULTILINE)


def bundle(folder: Path, entry: str) -> str:
    """One script that does what the module `entry` of a folder does.

    Every module becomes a function that is called once and returns what the module
    exports. Takes the forms of import and export that our components use: names, the
    default and all of one module from the same folder; named functions, classes and
    constants, and a named default.

    Raises
    ------
    ValueError
        If a module has another form of import or export, or imports go in a circle.
    """
    written: dict[str, str] = {}
    _write(folder, entry, written, ())
    return '"use strict";\n' + "".join(written.values())


def _write(
    folder: Path, module: str, written: dict[str, str], above: tuple[str, ...]
) -> None:
    """Write a module after those that it imports."""
    if module in above:
        raise ValueError(f"imports go in a circle: {' → '.join((*above, module))}")
    if module in written:
        return
    source = (folder / f"{module}.js").read_text(encoding="utf-8")
    for found in _IMPORT.finditer(source):
        _write(folder, found["module"], written, (*above, module))
    exported = [
        f"default: {found['name']}" if found["default"] else found["name"]
        for found in _EXPORT.finditer(source)
    ]
    body = _IMPORT.sub(_taken, source)
    body = _EXPORT.sub(lambda found: f"{found['kind']} {found['name']}", body)
    left = _LEFT.search(body)
    if left:
        raise ValueError(f"cannot bundle {module}.js: {left[0].strip()}")
    written[module] = (
        f"const module_{module} = (() => {{\n{body}\n"
        f"return {{ {', '.join(exported)} }};\n}})();\n"
    )


def _taken(found: re.Match[str]) -> str:
    """An import as an assignment from what the other module returned."""
    source = f"module_{found['module']}"
    if found["default"]:
        return f"const {found['default']} = {source}.default;"
    if found["all"]:
        return f"const {found['all']} = {source};"
    names = found["names"].replace(" as ", ": ")
    return f"const {{ {' '.join(names.split())} }} = {source};"
