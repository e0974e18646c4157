"""Words that several pages share, and text as Markdown shows it."""

import re

PROVENANCE = {
    "published definition": "implemented from the definition its authors published.",
    "restated": "implemented from descriptions by others. Details may differ.",
    "restated from public code, simplified": "after its authors' code, simplified.",
    "reconstructed": "deduced by measurement from published pictures and values.",
    "stand-in": "the scheme is not publicly known. This is something similar.",
    "own definition": "defined by this project. Nobody else has checked it.",
}
"""What each provenance means, wherever a scheme or an index is shown."""


def literal(text: str) -> str:
    """Markdown that reads exactly as a text: a file may have any name."""
    escaped = re.sub(r"([\\`*_\[\]<>~$&|])", r"\\\1", text)
    # What starts a heading or a list at the start of a line.
    escaped = re.sub(r"^(\s*\d*)([#+.)-])", r"\1\\\2", escaped)
    # Streamlit makes an emoji of :word: even if it is escaped; a joiner of no width
    # prevents that.
    return re.sub(r":(?=[\w-]+\\?[\[:])", ":\u2060", escaped)
