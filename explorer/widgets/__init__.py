"""Streamlit components of our own: plain JavaScript modules, no build step.

Streamlit sends what a component is made of with every step. So that this stays small,
it gets one line that imports the module by its address; `ASSETS` is where the server
hands the modules out.
"""

from pathlib import Path

ASSETS = "showthrough/assets"
"""Path under which the server hands out the JavaScript in `FOLDER`."""

FOLDER = Path(__file__).parent

_LOADER = """
const ready = import(new URL("{assets}/{module}.js", document.baseURI));
export default (component) => {{
  ready.then((module) => module.default(component));
}};
"""


def loader(module: str) -> str:
    """Return the JavaScript that mounts a module of this folder."""
    return _LOADER.format(assets=ASSETS, module=module)


def style(module: str) -> str:
    """Return the style sheet of a module."""
    return (FOLDER / f"{module}.css").read_text(encoding="utf-8")
