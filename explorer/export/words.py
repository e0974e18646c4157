"""Score, settings and provenance in words, the same in every file."""

import unicodedata
from html import escape

from core.encryption import SCHEMES
from core.recognizability.index import Recognizability
from core.recognizability.parameters import Components
from explorer.export.view import View
from explorer.figures.grid_words import grid_words, outside_words
from explorer.pair.channel_names import LABELS, LUMA
from explorer.pair.component_choice import COMPONENTS, TABLE_3, used
from explorer.pair.sources import Source
from explorer.theme.text import PROVENANCE

PAPER = (
    "R. Shi, J. Xiong, T. Qiao, “Encrypted image visual security index via non-local "
    "recognizable degree evaluation”"
)
"""Where Eqs. 1 to 8 come from."""


def shown(text: str, longest: int = 120) -> str:
    """Any text as one line that cannot change the text around it.

    Line breaks become spaces; characters that control a terminal, turn the direction of
    writing or are no characters at all are left out: XML has no place for them.
    """
    kept = (
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in _UNSEEN
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def isolated(text: str) -> str:
    """Any text as HTML that cannot turn the writing direction of its neighbours."""
    return f"<bdi>{escape(shown(text))}</bdi>"


# Categories of Unicode: controls, format, surrogates, unassigned, private use.
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co"}


def components_name(components: Components) -> str | None:
    """Row of Table 3 that the components are, "C1" to "C4", or none."""
    return next((name for name, row in TABLE_3.items() if row == components), None)


def components_in_words(components: Components) -> str:
    """Name the parts in use, with their row of Table 3."""
    parts = ["sim_A", *(COMPONENTS[part] for part in used(components))]
    name = components_name(components)
    return f"{name} ({', '.join(parts)})" if name else ", ".join(parts)


def equation(result: Recognizability) -> str:
    """Eq. 8 with the numbers of a result."""
    if not result.form.components.global_similarity:
        return f"VSI {result.vsi:.6f} = RD (GS not used)"
    return f"VSI {result.vsi:.6f} = RD {result.rd:.6f} × (1 + GS {result.gs:.6f})"


def settings(view: View) -> list[tuple[str, str]]:
    """Name and value of everything that the number depends on."""
    result = view.result
    rows, columns = result.degree.shape
    constants = result.form.parameters
    left = f"{1 - result.coverage:.1%} of the pixels lie outside and were not looked at"
    if outside := outside_words(result):
        left += f", {outside}"
    own = grid_words(result)
    border = "mirrored to whole blocks" if result.form.border == "pad" else left
    pooling = "weighted mean"
    if result.form.pooling == "printed":
        pooling = "as printed, which turns the order of schemes upside down"
    # Only where it is not the channel of the paper.
    through = [("Channel", LABELS[view.channel])] if view.channel != LUMA else []
    return [
        *through,
        ("α", f"{constants.alpha:g}"),
        ("β", f"{constants.beta:g}"),
        ("γ", f"{constants.gamma:g}"),
        ("Components (Table 3)", components_in_words(result.form.components)),
        ("Grid", f"{rows} × {columns} blocks of {result.side} × {result.side} pixels"),
        *([("Blocks", own.removesuffix("."))] if own else []),
        ("Border", border),
        ("Eq. 6", pooling),
    ]


def made_in_words(source: Source) -> str:
    """Say how a picture came about and how sure that is."""
    origin = source.made
    words = [f"sample picture {origin.file}" if origin.sample else shown(origin.file)]
    if origin.frame is not None:
        words.append(f"frame {origin.frame}")
    if origin.white is not None:
        words.append(f"read with {origin.white:.17g} as white")
    if origin.scheme:
        scheme = SCHEMES[origin.scheme]
        key = f", key “{shown(origin.key)}”" if scheme.keyed else ""
        words.append(
            f"encrypted by {scheme.label}, level {origin.level} of {scheme.levels} "
            f"({scheme.level_labels[origin.level - 1]}){key}, {scheme.provenance}: "
            f"{PROVENANCE[scheme.provenance].removesuffix('.')}"
        )
    if origin.channel != "luma":
        words.append(f"seen through its channel {origin.channel}")
    if origin.shape:
        height, width = origin.shape
        does = "cropped" if origin.fit == "crop" else "resized"
        words.append(f"{does} to {width} × {height} pixels")
    return "; ".join(words)
