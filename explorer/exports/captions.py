"""What a figure says of itself: the legend, how it is looked at, arrows and the pin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.bit_planes import PLANES, shared_planes
from explorer.channels import WORDS
from explorer.exports.frames import Name, detail
from explorer.exports.marks import target
from explorer.exports.panels import difference, row_shown, standing_out
from explorer.exports.view import View
from explorer.exports.words import shown
from explorer.figures.bit_planes import plane_words
from explorer.theme import OF_PIXELS

_PRINTED_FROM = 26  # dots a pixel from which the canvas prints levels


@dataclass(frozen=True, kw_only=True, slots=True)
class Legend:
    """What the colours mean: both ends of them, their name, and how to read them."""

    title: str
    low: str
    high: str
    reading: str


def heads(view: View, names: Sequence[Name]) -> list[str]:
    """Return what stands over the pictures of these names."""
    other = "Encrypted" if view.look.right == "encrypted" else "Reassembled"
    xor = view.overlay == "bits"
    return [
        {
            "plain": f"Plain: {shown(view.plain.title)}",
            "encrypted": f"Encrypted: {shown(view.encrypted.title)}",
            "reassembled": f"Reassembled from: {shown(view.encrypted.title)}",
            "difference": f"Plain xor {other}" if xor else f"|Plain − {other}|",
        }[name]
        for name in names
    ]


def legend(view: View, data: dict[str, Any]) -> Legend:
    """Return the words of the overlay's legend, or of the difference's."""
    if view.look.mode == "difference":
        return _of_bits(view) if view.overlay == "bits" else _of_difference(view)
    overlay, bits = data["overlay"], view.overlay == "bits"
    low, high = (
        f"{100 * value:.1f} %"
        if overlay["percent"]
        else f"{value:.{0 if bits else 2}f}"
        for value in (overlay["low"], overlay["high"])
    )
    reading = overlay["reading"]
    if overlay["ranges"] and view.extent == "pair":
        reading += " The colours run over the values of this pair alone."
    if bits:
        planes = shared_planes(view.plain.luma, view.encrypted.luma)
        reading = f"{plane_words(planes[PLANES - view.plane])} {reading}"
    elif view.result.coverage < 1 and view.result.form.border == "crop":
        reading += " Hatched: pixels that fill no whole block."
    if row_shown(view, data):
        row = data["row"]
        reading += (
            f" Encrypted: {row['name']} of the outlined block with every encrypted "
            f"block, {row['low']:.2f} to {row['high']:.2f}; {_standing_out(row)}."
        )
    return Legend(title=overlay["title"], low=low, high=high, reading=reading)


def _of_difference(view: View) -> Legend:
    levels, there = difference(view)
    pieced = view.look.right == "reassembled"
    pixels = "pixels of matches; hatched blocks count 0" if pieced else "pixels"
    inside = levels[there]
    mean = float(inside.mean()) if inside.size else 0.0
    equal = float((inside == 0).mean()) if inside.size else 0.0
    return Legend(
        title=f"Absolute difference |P − {'R' if pieced else 'E'}|",
        low="0",
        high="255",
        reading="The brighter a pixel, the further its level is from that of the plain "
        f"image at the same place. On average {mean:.1f} levels; equal at "
        f"{100 * equal:.1f} % of the {pixels}.",
    )


def _of_bits(view: View) -> Legend:
    pieced = view.look.right == "reassembled"
    return Legend(
        title=f"Bits of plane {view.plane} that differ, P xor {'R' if pieced else 'E'}",
        low="0",
        high="1",
        reading="Dark pixels have the same bit in both pictures, bright ones have not. "
        "All dark: the plane is left in the clear; all bright: it is inverted."
        + (" Hatched blocks count 0." if pieced else ""),
    )


def _standing_out(row: dict[str, Any]) -> str:
    count, every = standing_out(row), len(row["values"])
    if count == 0:
        return "none is alike"
    if count == every and every > 1:
        return "all stand out"
    if count == 1:
        return "the most alike stands out"
    return f"the {count} most alike stand out"


def look_words(view: View) -> list[str]:
    """Say how the pictures are looked at, where that is not both of them, whole."""
    look, found = view.look, []
    other = "encrypted" if look.right == "encrypted" else "reassembled"
    if look.mode == "wipe":
        found.append(
            f"One frame: plain left of the edge, {other} right of it, at the same "
            f"place; the edge is at {look.wipe:.0%}."
        )
    elif look.mode == "flip":
        seen, hidden = ("plain", other) if not look.flipped else (other, "plain")
        found.append(f"The {seen} picture, of a flip between it and the {hidden} one.")
    found += _given_words(view)
    if look.right == "reassembled":
        found.append(
            "Reassembled: the best match of every plain block, laid where it stands; "
            "hatched: it counts 0, and the one of highest sim_A is laid."
        )
    height, width = view.plain.luma.shape
    part = detail(view)
    if (part.x1 - part.x0, part.y1 - part.y0) != (width, height):
        found.append(
            f"A detail: pixels {part.x0:.0f} to {part.x1:.0f} across and "
            f"{part.y0:.0f} to {part.y1:.0f} down, of {width} × {height}."
        )
        if look.at and look.at[0] >= _PRINTED_FROM:
            found.append(
                "The levels that a screen prints into the pixels are left out."
            )
    return found


def colour_words(view: View) -> list[str]:
    """Say what is shown in colour and what the index was given, where they differ."""
    if not view.coloured:
        return []
    given = WORDS[view.channel]
    if view.look.shown == "index":
        return [f"As the index sees both pictures: {given} alone."]
    return [f"In the colours of the files; the index is given {given} alone."]


def _given_words(view: View) -> list[str]:
    """The same; and of which levels a difference is, or what is laid over."""
    given = WORDS[view.channel]
    if not view.coloured:
        return []
    if view.look.mode == "difference":
        return [f"The difference is that of {given}, which the index is given."]
    if view.overlay in OF_PIXELS:
        return [
            *colour_words(view),
            f"What is laid over the pictures is that of {given}.",
        ]
    return colour_words(view)


def arrow_note(view: View, data: dict[str, Any]) -> str:
    """Say what the arrows are, where there are any."""
    if not view.look.leads_elsewhere:
        return ""
    pin = data["row"]["block"] if data["row"] else None
    count = sum(block != pin for block in data["arrows"])
    own = pin is not None and data["degree"][pin] > 0
    ring = "" if view.look.mode == "side" else "; a ring, where that is its own place"
    if not count:
        return f"Arrow: from the outlined block to its match{ring}." if own else ""
    blocks = (
        "block that contributes" if count == 1 else f"{count} blocks that contribute"
    )
    faint = ""
    if pin is not None:
        faint = " Strong: that of the outlined block." if own else ""
        faint += " Faint: the others."
    found = "its best match" if count == 1 else "their best matches"
    return (
        f"Arrow{'' if count == 1 else 's'}: from the {blocks} most to {found}{ring}. "
        f"The wider and brighter, the more.{faint}"
    )


def pin_words(view: View, data: dict[str, Any]) -> str:
    """One sentence on the pinned block and the encrypted one that is outlined."""
    if not data["row"]:
        return ""
    row, block = data["row"], data["row"]["block"]
    where = f"Outlined: plain block at {_at(block, data)}"
    share = f"contributes {100 * data['contribution'][block]:.1f} %"
    if data["degree"][block] == 0:
        return f"{where}; no encrypted block resembles it, RD 0; {share}."
    match = target(view, data)
    found = "in its own place" if match == block else f"at {_at(match, data)}"
    rank = min(view.rank, len(row["order"]))
    dashed = ", dashed," if view.look.leads_elsewhere else ""
    if rank > 1:
        return (
            f"{where}; its match of rank {rank}{dashed} is {found}, sim "
            f"{row['ranked'][rank - 1]:.3f}; the best has {row['ranked'][0]:.3f}."
        )
    return (
        f"{where}: RD {data['degree'][block]:.3f} from sim_A "
        f"{data['sim_a'][block]:.3f} and sim_S {data['sim_s'][block]:.3f}; its best "
        f"match{dashed} is {found}; {share}, w {data['weight'][block]:.3f}."
    )


def _at(block: int, data: dict[str, Any]) -> str:
    row, column = divmod(block, data["grid"][1])
    return f"row {row + 1}, column {column + 1}"
