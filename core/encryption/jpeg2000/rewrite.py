"""Rewriting a codestream without some packets, or without some code-blocks."""

import struct
from collections.abc import Callable

from core.encryption.jpeg2000.codestream import Codestream, Tile
from core.encryption.jpeg2000.markers import LENGTH_TABLES, Segment
from core.encryption.jpeg2000.packets import Contribution, Packet, PrecinctWriter

_SOC, _SOD, _EOC = b"\xff\x4f", b"\xff\x93", b"\xff\xd9"
_EMPTY_PACKET = b"\0"


def drop_packets(stream: Codestream, chosen: Callable[[Packet], bool]) -> bytes:
    """Turn packets into empty ones, one zero byte each.

    Parameters
    ----------
    stream : Codestream
        Not modified.
    chosen : callable
        Says of a packet whether it is dropped. All later layers of its precinct go with
        it: they cannot be read without it.

    Returns
    -------
    bytes
        A shorter codestream; optional tables of lengths are left out.
    """
    bodies: list[bytes] = []
    for tile in stream.tiles:
        gone: set[int] = set()
        parts: list[bytes] = []
        for packet in tile.packets:
            if packet.precinct in gone or chosen(packet):
                gone.add(packet.precinct)
                parts.append(_EMPTY_PACKET)
            else:
                parts.append(stream.data[packet.start : packet.end])
        bodies.append(b"".join(parts))
    return _assembled(stream, bodies)


def rebuild(stream: Codestream, keep: Callable[[Packet, Contribution], bool]) -> bytes:
    """Rewrite all packet headers, without some code-block contributions.

    This is ideal error concealment: a decoder that notices the damage in a code-block
    uses what came before it and nothing after.

    Parameters
    ----------
    stream : Codestream
        Not modified.
    keep : callable
        Says of a packet and a contribution to it whether it stays. What later layers
        add to a code-block goes with a contribution that does not stay.

    Returns
    -------
    bytes
        A codestream with the same packets; the same bytes if everything is kept and
        there are no optional tables of lengths.
    """
    bodies = [_rebuilt(stream, tile, keep) for tile in stream.tiles]
    return _assembled(stream, bodies)


def _rebuilt(
    stream: Codestream, tile: Tile, keep: Callable[[Packet, Contribution], bool]
) -> bytes:
    """Rewrite the packets of a tile."""
    layers = stream.coding.layers
    first = [
        [[layers] * (columns * rows) for columns, rows in precinct.bands]
        for precinct in tile.precincts
    ]
    gone: set[tuple[int, int, int]] = set()
    kept: list[list[Contribution]] = []
    for packet in tile.packets:
        kept.append([])
        for part in packet.contributions:
            block = (packet.precinct, part.band, part.block)
            if block in gone or not keep(packet, part):
                gone.add(block)
                continue
            kept[-1].append(part)
            layer_of = first[packet.precinct][part.band]
            layer_of[part.block] = min(layer_of[part.block], packet.layer)
    writers = [
        PrecinctWriter(precinct, first[i], tile.zero_planes[i])
        for i, precinct in enumerate(tile.precincts)
    ]
    out: list[bytes] = []
    for packet, parts in zip(tile.packets, kept, strict=True):
        if packet.empty:
            out.append(_EMPTY_PACKET)
            continue
        out.append(writers[packet.precinct].write(parts, packet.layer))
        out.extend(stream.data[p.start : p.start + p.length] for p in parts)
    return b"".join(out)


def _assembled(stream: Codestream, bodies: list[bytes]) -> bytes:
    """Headers of a stream around new packets, with the new lengths of the tiles."""
    out = [_SOC, _without_tables(stream.data, stream.headers.segments)]
    for tile, body in zip(stream.tiles, bodies, strict=True):
        part = tile.part
        header = _without_tables(stream.data, part.segments)
        length = 12 + len(header) + len(_SOD) + len(body)
        sot = bytearray(stream.data[part.start : part.start + 12])
        sot[6:10] = struct.pack(">I", length)
        out += [bytes(sot), header, _SOD, body]
    out.append(_EOC)
    return b"".join(out)


def _without_tables(data: bytes, segments: tuple[Segment, ...]) -> bytes:
    """Marker segments except the tables of lengths."""
    return b"".join(
        data[s.start : s.end] for s in segments if s.marker not in LENGTH_TABLES
    )
