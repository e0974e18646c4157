"""The bits of the pinned block, octave by octave."""

from html import escape

from core.information.index import KINDS, Information
from core.information.octaves import OCTAVES
from core.information.words import percent
from explorer.explore.also_checked.octave_maps import COARSE_TO_FINE, sizes_in_words


def block_at(found: Information, point: tuple[float, float]) -> tuple[int, int]:
    """Row and column of the block that holds a point (x, y) of the image."""
    rows, columns = found.held.shape
    row, column = (int(place // found.side) for place in (point[1], point[0]))
    return min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)


def block_bits(found: Information, point: tuple[float, float]) -> str:
    """HTML of what the encrypted picture holds of one block.

    Parameters
    ----------
    found : Information
        Of the pair.
    point : tuple of float
        The pin: (x, y) in pixels of the plain image.
    """
    block = block_at(found, point)
    lines = "".join(_line(found, octave, block) for octave in COARSE_TO_FINE)
    kept, held = float(found.kept[block]), float(found.held[block])
    share = f" ({percent(kept / held)})" if held else ""
    row, column = (place * found.side for place in block)
    return (
        '<div class="octave-bits"><h2>Information kept in this block</h2>'
        f"<p>It still holds <b>{kept:,.0f} of {held:,.0f} bits</b>{share}. "
        f"{escape(_where(found, block))}</p><table><thead><tr>"
        '<th scope="col">detail</th><th scope="col">kept</th><td></td>'
        f'<th scope="col">bits</th></tr></thead><tbody>{lines}</tbody></table>'
        '<p class="about">A full bar: all bits of this size are still there. This '
        f"check has blocks of {found.side} px. This one begins {column} px from the "
        f"left and {row} px from the top.</p></div>"
    )


def _line(found: Information, octave: int, block: tuple[int, int]) -> str:
    held = float(found.octave_held[octave][block])
    kept = float(found.octave_kept[octave][block])
    share = kept / held if held else 0.0
    return (
        f'<tr><th scope="row">{OCTAVES[octave]} <small>'
        f"{sizes_in_words(octave, found.reduction)}</small></th>"
        f"<td>{percent(share) if held else 'none to keep'}</td>"
        f'<td><i class="bar-of"><i style="width: {100 * share:.1f}%"></i></i></td>'
        f"<td>{kept:,.0f} of {held:,.0f}</td></tr>"
    )


def _where(found: Information, block: tuple[int, int]) -> str:
    kind = KINDS[found.where[block]]
    if kind == "nothing":
        return "So few bits are chance: noise holds as much."
    if kind == "own place":
        return "It shows in its own place."
    x, y = found.place[block]
    return (
        f"It shows in another place, {found.distance[block]:.0f} px away: {x} px from "
        f"the left and {y} px from the top."
    )
