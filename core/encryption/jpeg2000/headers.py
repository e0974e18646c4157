"""Reading the headers of a codestream: SIZ, COD, and where the tile-parts lie.

ISO/IEC 15444-1, Annex A.
"""

import struct

from core.encryption.jpeg2000.bits import CodestreamError
from core.encryption.jpeg2000.markers import (
    COD,
    COM,
    CRG,
    EOC,
    PLM,
    PLT,
    QCC,
    QCD,
    RGN,
    SIZ,
    SOC,
    SOD,
    SOT,
    TLM,
    Coding,
    Headers,
    Segment,
    Size,
    TilePart,
)
from core.image import MAX_PIXELS

MAX_RESOLUTIONS = 1 << 18
"""Most tiles times components times resolutions, so that no stream takes minutes."""

_MAIN_HEADER = frozenset({SIZ, COD, QCD, QCC, RGN, CRG, COM, TLM, PLM})
_TILE_HEADER = frozenset({QCD, QCC, RGN, COM, PLT})

_NAMES = {
    0xFF50: "CAP (high throughput)",
    0xFF53: "COC (coding style of a component)",
    0xFF5F: "POC (change of progression)",
    0xFF60: "PPM (packed packet headers)",
    0xFF61: "PPT (packed packet headers)",
    COD: "COD (coding style of a tile)",
}

# What a code-block may add to the common coding passes without changing how the lengths
# in a packet header are written: context reset, vertical causality, predictable
# termination, segmentation symbols.
_HARMLESS_STYLES = 0x02 | 0x08 | 0x10 | 0x20

_PROGRESSIONS = ("LRCP", "RLCP", "RPCL", "PCRL", "CPRL")


def read_headers(data: bytes) -> Headers:
    """Read all headers; every tile must have one tile-part, the last one ends at EOC.

    Raises
    ------
    CodestreamError
        If a header is damaged, or asks for what is not read here: more than one
        tile-part a tile, markers COC, POC, PPM, PPT or CAP, SOP and EPH markers,
        code-blocks in several segments, or more than 40 megapixels.
    """
    if _number(data, 0) != SOC:
        raise CodestreamError(
            "expected a JPEG 2000 codestream that begins with FF 4F, "
            f"got {data[:2].hex(' ').upper() or 'nothing'}"
        )
    segments, position = _segments(data, 2, len(data), SOT, _MAIN_HEADER)
    if [s.marker for s in segments[:1]] != [SIZ]:
        raise CodestreamError("expected SIZ right after the start of the codestream")
    styles = [s for s in segments if s.marker == COD]
    if len(styles) != 1 or sum(s.marker == SIZ for s in segments) != 1:
        raise CodestreamError("expected one SIZ and one COD in the main header")
    try:
        size = _size(data[segments[0].start + 4 : segments[0].end])
        coding = _coding(data[styles[0].start + 4 : styles[0].end])
    except (struct.error, IndexError) as error:
        raise CodestreamError("SIZ or COD is shorter than its content") from error
    if size.tiles * len(size.steps) * len(coding.precincts) > MAX_RESOLUTIONS:
        raise CodestreamError(
            f"cannot read {size.tiles} tiles of {len(size.steps)} components in "
            f"{len(coding.precincts)} resolutions: too many"
        )
    tile_parts: list[TilePart] = []
    while _number(data, position) == SOT:
        if len(tile_parts) >= size.tiles:
            raise CodestreamError(f"expected {size.tiles} tile-parts, got more")
        tile_parts.append(_tile_part(data, position))
        position = tile_parts[-1].end
    if sorted(part.number for part in tile_parts) != list(range(size.tiles)):
        raise CodestreamError(
            f"expected each of {size.tiles} tiles once, "
            f"got {len(tile_parts)} tile-parts"
        )
    if _number(data, position) != EOC or position + 2 != len(data):
        raise CodestreamError(
            f"expected the end of the codestream at byte {position}, "
            f"got {data[position : position + 2].hex(' ').upper() or 'nothing'} "
            f"and {max(0, len(data) - position - 2)} bytes more"
        )
    return Headers(tuple(segments), size, coding, tuple(tile_parts))


def _number(data: bytes, position: int) -> int:
    """Two bytes as a number; -1 beyond the end."""
    if position + 2 > len(data):
        return -1
    return data[position] << 8 | data[position + 1]


def _segments(
    data: bytes, position: int, limit: int, until: int, known: frozenset[int]
) -> tuple[list[Segment], int]:
    """Marker segments from a position to the marker `until`, and where that is."""
    segments: list[Segment] = []
    while (marker := _number(data, position)) != until:
        if marker not in known:
            name = _NAMES.get(marker, f"{marker:04X}" if marker >= 0 else "its end")
            raise CodestreamError(f"cannot read {name} at byte {position} of a header")
        length = _number(data, position + 2)
        end = position + 2 + length
        if length < 2 or end > limit:
            raise CodestreamError(
                f"marker {marker:04X} at byte {position} says a length of {length}, "
                f"{max(0, limit - position - 2)} bytes are left"
            )
        segments.append(Segment(marker, position, end))
        position = end
    return segments, position


def _size(body: bytes) -> Size:
    """SIZ without marker and length."""
    width, height, left, top = struct.unpack_from(">4I", body, 2)
    tile_width, tile_height, tile_left, tile_top = struct.unpack_from(">4I", body, 18)
    (components,) = struct.unpack_from(">H", body, 34)
    size = Size(
        width=width,
        height=height,
        left=left,
        top=top,
        tile_width=tile_width,
        tile_height=tile_height,
        tile_left=tile_left,
        tile_top=tile_top,
        steps=tuple((body[37 + 3 * c], body[38 + 3 * c]) for c in range(components)),
    )
    sound = (
        size.width > size.left
        and size.height > size.top
        and size.tile_left <= size.left < size.tile_left + size.tile_width
        and size.tile_top <= size.top < size.tile_top + size.tile_height
        and size.steps
        and all(step > 0 for pair in size.steps for step in pair)
    )
    if not sound:
        raise CodestreamError(f"SIZ contradicts itself: {size}")
    pixels = (size.width - size.left) * (size.height - size.top)
    if pixels > MAX_PIXELS:
        raise CodestreamError(
            f"SIZ says {pixels / 1e6:.1f} megapixels, at most "
            f"{MAX_PIXELS // 1_000_000} are read"
        )
    return size


def _coding(body: bytes) -> Coding:
    """COD without marker and length."""
    styles, progression, layers, _, levels, *block, style, _ = struct.unpack_from(
        ">BBHBBBBBB", body
    )
    if styles & 0x06:
        raise CodestreamError("cannot read packets with SOP or EPH markers")
    if style & ~_HARMLESS_STYLES:
        raise CodestreamError(
            f"cannot read code-blocks of style 0x{style:02X}, in several segments"
        )
    precincts = ((15, 15),) * (levels + 1)
    if styles & 0x01:
        precincts = tuple((b & 15, b >> 4) for b in body[10 : 11 + levels])
    width, height = block[0] + 2, block[1] + 2
    sound = (
        progression < len(_PROGRESSIONS)
        and layers > 0
        and levels <= 32
        and max(width, height) <= 10
        and width + height <= 12
        and len(precincts) == levels + 1
        # Above the lowest resolution a precinct is halved between the bands.
        and all(min(exponents) > 0 for exponents in precincts[1:])
    )
    if not sound:
        raise CodestreamError(
            f"COD contradicts itself: progression {progression}, {layers} layers, "
            f"{levels} levels, code-blocks of 2^{width} × 2^{height}, "
            f"precincts {precincts[:8]}"
        )
    return Coding(
        progression=_PROGRESSIONS[progression],
        layers=layers,
        levels=levels,
        block=(width, height),
        precincts=precincts,
    )


def _tile_part(data: bytes, start: int) -> TilePart:
    """SOT, the tile's header, and the extent of its packets."""
    if start + 12 > len(data):
        raise CodestreamError(f"SOT at byte {start} is cut short")
    length, number, psot, part, _ = struct.unpack_from(">HHIBB", data, start + 2)
    if length != 10 or part != 0:
        raise CodestreamError(
            f"expected one tile-part a tile, got part {part} of tile {number} and a "
            f"SOT of length {length}"
        )
    # Psot 0: the tile-part reaches to the end of the codestream.
    end = start + psot if psot else len(data) - 2
    if not start + 14 <= end <= len(data) - 2:
        raise CodestreamError(
            f"tile {number} says a length of {psot} bytes at byte {start}, "
            f"{max(0, len(data) - 2 - start)} are left"
        )
    segments, sod = _segments(data, start + 12, end, SOD, _TILE_HEADER)
    if sod + 2 > end:
        raise CodestreamError(f"the header of tile {number} reaches beyond the tile")
    return TilePart(number, start, tuple(segments), sod + 2, end)
