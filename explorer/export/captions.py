"""Words of a figure: its legend, how the pictures are shown, arrows and the pin.

The sentences are those of the canvas: `words.js` there fills in the same ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from explorer.canvas import LOOK
from explorer.export.arrows import target
from explorer.export.layout import Name, detail
from explorer.export.painting import difference, row_shown, standing_out
from explorer.export.view import View
from explorer.export.words import shown
from explorer.figures.bit_planes import PlanesOf, planes_of
from explorer.figures.turned_back import back_words
from explorer.theme.overlays import OF_PIXELS


@dataclass(frozen=True, kw_only=True, slots=True)
class Legend:
    """Title of a bar of colours, the values at both ends, and how to read it."""

    title: str
    low: str
    high: str
    reading: str


def heads(view: View, names: Sequence[Name]) -> list[str]:
    """Return what stands over the pictures of these names."""
    named, encrypted = LOOK["names"], shown(view.encrypted.title)
    kind = "bits" if view.overlay == "bits" else "difference"
    return [
        {
            "plain": f"{named['plain']}: {shown(view.plain.title)}",
            "encrypted": f"{named['encrypted']}: {encrypted}",
            "reassembled": f"{named['reassembled']} from: {encrypted}",
            "difference": LOOK["heads"][kind].format(other=named[view.look.right]),
        }[name]
        for name in names
    ]


def legend(view: View, data: dict[str, Any]) -> Legend:
    """Return the words of the overlay's legend, or of the difference's."""
    words, bits = LOOK["legend"], view.overlay == "bits"
    if view.look.mode == "difference":
        return _of_bits(view) if bits else _of_difference(view)
    overlay = data["overlay"]
    pair = overlay["ranges"] and view.extent == "pair"
    low, high = overlay["written"]["pair" if pair else "fixed"]
    reading = overlay["reading"] + (words["pair"] if pair else "")
    if bits:
        reading = f"{_planes(view).words(view.plane)} {reading}"
    elif view.result.coverage < 1 and view.result.form.border == "crop":
        reading += " Hatched: pixels that fill no whole block."
    if row_shown(view, data):
        row = data["row"]
        reading += words["row"].format(
            name=row["name"],
            focus="outlined",
            range=f", {row['low']:.2f} to {row['high']:.2f}",
            standing=_standing_out(row),
        )
    if view.overlay in OF_PIXELS:
        reading += _planes(view).reading if bits else _levels(view)
    return Legend(title=overlay["title"], low=low, high=high, reading=reading)


def _of_difference(view: View) -> Legend:
    words = LOOK["legend"]
    levels, there = difference(view)
    laid = view.look.right == "reassembled"
    inside = levels[there]
    mean = words["mean"].format(
        mean=_fixed(float(inside.mean()) if inside.size else 0, 1),
        equal=_fixed(100 * float((inside == 0).mean()) if inside.size else 0, 1),
        pixels=words["laid" if laid else "pixels"],
    )
    return Legend(
        title=words["difference"].format(letter="R" if laid else "E"),
        low="0",
        high="255",
        reading=words["apart"] + mean + _levels(view),
    )


def _of_bits(view: View) -> Legend:
    words, laid = LOOK["legend"], view.look.right == "reassembled"
    unlaid, planes = words["unlaid"] if laid else "", _planes(view)
    return Legend(
        title=words["bits"].format(letter="R" if laid else "E"),
        low="0",
        high="1",
        reading=f"{planes.words(view.plane)} {words['xor']}{unlaid}{planes.reading}",
    )


def _planes(view: View) -> PlanesOf:
    """Planes of the channel whose bits are seen."""
    found = planes_of(view.plain, view.encrypted)
    return next((planes for planes in found if planes.bits == view.bits), found[0])


def _levels(view: View) -> str:
    if not view.levels:
        return ""
    return LOOK["legend"]["levels"].format(levels=view.levels)


def _standing_out(row: dict[str, Any]) -> str:
    count, every = standing_out(row), len(row["values"])
    if count == every and every > 1:
        key = "all"
    else:
        key = {0: "none", 1: "one"}.get(count, "some")
    return LOOK["legend"]["standing"][key].format(count=count)


def look_words(view: View) -> list[str]:
    """Say how the pictures are shown, unless that is side by side and whole."""
    look, found = view.look, []
    other = LOOK["names"][look.right].lower()
    if look.mode == "wipe":
        found.append(
            f"One frame: plain left of the edge, {other} right of it, at the same "
            f"place. The edge is at {look.wipe:.0%}."
        )
    elif look.mode == "flip":
        seen, hidden = ("plain", other) if not look.flipped else (other, "plain")
        found.append(f"The {seen} picture, of a flip between it and the {hidden} one.")
    if look.mode != "difference":
        found += colour_words(view)
    if look.right == "reassembled":
        words, dashed = LOOK["note"], (view.matched.degree <= 0).any()
        found.append(words["reassembled"] + (words["uncounted"] if dashed else ""))
    if view.back is not None:
        found.append(back_words(view.back))
    height, width = view.plain.luma.shape
    part = detail(view)
    if (part.x1 - part.x0, part.y1 - part.y0) != (width, height):
        found.append(
            f"A detail: pixels {part.x0:.0f} to {part.x1:.0f} across and "
            f"{part.y0:.0f} to {part.y1:.0f} down, of {width} × {height}."
        )
        if look.at and look.at[0] >= LOOK["printedFrom"]:
            found.append(
                "The levels that a screen prints into the pixels are left out."
            )
    return found


def colour_words(view: View) -> list[str]:
    """Say what is shown and what the index was given, where there is any colour."""
    if not view.coloured:
        return []
    return [LOOK["shown"][view.look.shown].format(levels=view.levels)]


def arrow_note(view: View, data: dict[str, Any]) -> str:
    """Say what the arrows are, where there are any."""
    if not view.look.leads_elsewhere:
        return ""
    words = LOOK["note"]
    pin = data["row"]["block"] if data["row"] else None
    count = sum(block != pin for block in data["arrows"])
    own = pin is not None and data["degree"][pin] > 0
    ring = "" if view.look.mode == "side" else words["ring"]
    glyph = LOOK["turned"]["glyph"] if view.back is not None else ""
    if not count:
        alone = f"Arrow: from the outlined block to its match{ring}.{glyph}"
        return alone if own else ""
    note = words["arrow" if count == 1 else "arrows"].format(count=count, ring=ring)
    note += glyph
    if pin is None:
        return note
    strong = " Strong: the outlined block." if own else ""
    return f"{note}{strong} Faint: the others."


def pin_words(view: View, data: dict[str, Any]) -> str:
    """One sentence on the pinned block and the encrypted one that is outlined."""
    if not data["row"]:
        return ""
    words, row, block = LOOK["block"], data["row"], data["row"]["block"]
    match, rank = target(view, data), min(view.rank, len(row["order"]))
    elsewhere = words["elsewhere"].format(place=_place(match, data))
    begin = {
        "block": f"Outlined: block at {_place(block, data)}",
        "dashed": ", dashed," if view.look.leads_elsewhere else "",
        "found": words["own"] if match == block else elsewhere,
    }
    if rank > 1:
        sim, best = (_fixed(row["ranked"][at], 3) for at in (rank - 1, 0))
        return words["ranked"].format(**begin, rank=rank, sim=sim, best=best)
    numbers = {
        name: _fixed(data[name][block], 3) for name in ("degree", "sim_a", "sim_s")
    }
    share = _fixed(100 * data["contribution"][block], 1)
    facts = words["facts"].format(share=share)
    if data["turned"]:
        sentence = LOOK["turned"]["found" if data["degree"][block] else "lost"]
        lies = data["turned"]["lies"][block]
        return sentence.format(**begin, **numbers, lies=lies, facts=facts)
    more = data["as_alike"][block]
    tie = words["oneTie" if more == 1 else "ties"].format(count=more) if more else ""
    kind = "recognised" if data["degree"][block] else "unrecognised"
    return words[kind].format(**begin, **numbers, tie=tie, facts=facts)


def _fixed(value: float, digits: int) -> str:
    """Write a number as JavaScript's `toFixed` does: a half is rounded up."""
    return str(Decimal(value).quantize(Decimal(10) ** -digits, ROUND_HALF_UP))


def _place(block: int, data: dict[str, Any]) -> str:
    row, column = divmod(block, data["grid"][1])
    return LOOK["block"]["place"].format(row=row + 1, column=column + 1)
