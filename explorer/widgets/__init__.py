"""What is mounted in Streamlit: components of our own, one pair of files each.

Streamlit sends a component's JavaScript with every step. To keep that small, it is one
line that imports the module by its address.
"""

from pathlib import Path

from explorer.canvas import ASSETS

FOLDER = Path(__file__).parent

_LOADER = """
const ready = import(new URL("{assets}/{room}/{module}.js", document.baseURI));
export default (component) => {{
  ready.then((module) => module.default(component));
}};
"""


def loader(module: str) -> str:
    """Return the JavaScript that mounts a module of this folder."""
    return _LOADER.format(assets=ASSETS, room=FOLDER.name, module=module)


def style(module: str) -> str:
    """Return the style sheet of a module."""
    return (FOLDER / f"{module}.css").read_text(encoding="utf-8")
