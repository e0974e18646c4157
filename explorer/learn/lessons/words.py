"""Words of a lesson, as they are written, drawn and read out."""

import re

_LOW = r"\b(sim|NRD)_(A|S|avg)\b"


def typeset(words: str) -> str:
    """Markdown with the indices of sim_A, sim_S and NRD_avg set low, as HTML."""
    return re.sub(_LOW, r"\1<sub>\2</sub>", words)


def as_html(words: str) -> str:
    """HTML of Markdown that knows bold and slanted words, and paragraphs, alone."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", typeset(words))
    slanted = re.sub(r"\*(.+?)\*", r"<i>\1</i>", bold)
    return slanted.replace("\n\n", "<br>")


def spoken(words: str) -> str:
    """Markdown without its marks, as a name that is read out."""
    return re.sub(_LOW, r"\1 \2", words.replace("*", ""))
