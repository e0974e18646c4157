"""Words of a lesson: as Markdown, as HTML, and read out."""

import re

_LOW = r"\b(sim|NRD)_(A|S|avg)\b"


def typeset(words: str) -> str:
    """Markdown in which the subscripts of sim_A, sim_S and NRD_avg are HTML."""
    return re.sub(_LOW, r"\1<sub>\2</sub>", words)


def as_html(words: str) -> str:
    """HTML of Markdown that has only bold and italic words, and paragraphs."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", typeset(words))
    slanted = re.sub(r"\*(.+?)\*", r"<i>\1</i>", bold)
    return slanted.replace("\n\n", "<br>")


def spoken(words: str) -> str:
    """Markdown without its marks, to be read out."""
    return re.sub(_LOW, r"\1 \2", words.replace("*", ""))


def counted(number: int, noun: str) -> str:
    """Number of things, in words: "1 block", "2 blocks"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
