"""A codestream taken apart, down to every packet."""

from dataclasses import dataclass

from core.encryption.jpeg2000.bits import CodestreamError
from core.encryption.jpeg2000.geometry import (
    Precinct,
    packet_order,
    precincts_of_tile,
)
from core.encryption.jpeg2000.headers import read_headers
from core.encryption.jpeg2000.markers import Coding, Headers, Size, TilePart
from core.encryption.jpeg2000.packets import Contribution, Packet, PrecinctReader


@dataclass(frozen=True, eq=False, slots=True)
class Tile:
    """A tile's packets in their order, and its precincts.

    Attributes
    ----------
    part : TilePart
        Header and extent.
    precincts : tuple of Precinct
        Its precincts; packets point into this.
    packets : tuple of Packet
        All packets.
    zero_planes : tuple
        Empty bit planes on top of each code-block: by precinct, band, block.
    """

    part: TilePart
    precincts: tuple[Precinct, ...]
    packets: tuple[Packet, ...]
    zero_planes: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Codestream:
    """A JPEG 2000 codestream and where everything in it lies.

    Attributes
    ----------
    data : bytes
        The codestream.
    headers : Headers
        Main header and tile-parts.
    tiles : tuple of Tile
        In the order of the stream.
    """

    data: bytes
    headers: Headers
    tiles: tuple[Tile, ...]

    @property
    def size(self) -> Size:
        """The SIZ marker segment."""
        return self.headers.size

    @property
    def coding(self) -> Coding:
        """The COD marker segment."""
        return self.headers.coding

    @property
    def packets(self) -> tuple[Packet, ...]:
        """All packets of all tiles, in the order of the stream."""
        return tuple(packet for tile in self.tiles for packet in tile.packets)


def parse(data: bytes) -> Codestream:
    """Take a codestream apart.

    Parameters
    ----------
    data : bytes
        A raw codestream, from SOC to EOC (no JP2 boxes around it).

    Returns
    -------
    Codestream
        With every packet; the packets of each tile fill it exactly.

    Raises
    ------
    CodestreamError
        If the stream is damaged or of a kind that is not read (see `read_headers`).
    """
    headers = read_headers(data)
    tiles = tuple(_tile(data, headers, part) for part in headers.tile_parts)
    return Codestream(data, headers, tiles)


def _tile(data: bytes, headers: Headers, part: TilePart) -> Tile:
    """Walk through the packets of a tile."""
    coding = headers.coding
    precincts = precincts_of_tile(
        headers.size, coding, part.number, part.end - part.body
    )
    readers = [PrecinctReader(precinct) for precinct in precincts]
    packets: list[Packet] = []
    position = part.body
    for index, layer in packet_order(coding, precincts):
        start = position
        body, empty, found = readers[index].read(data, start, part.end, layer)
        position = body
        contributions: list[Contribution] = []
        for band, block, passes, length in found:
            contributions.append(Contribution(band, block, passes, position, length))
            position += length
        if position > part.end:
            raise CodestreamError(
                f"the packet at byte {start} ends at byte {position}, "
                f"its tile at byte {part.end}"
            )
        packets.append(
            Packet(
                tile=part.number,
                component=precincts[index].component,
                resolution=precincts[index].resolution,
                layer=layer,
                precinct=index,
                start=start,
                body=body,
                end=position,
                empty=empty,
                contributions=tuple(contributions),
            )
        )
    if position != part.end:
        raise CodestreamError(
            f"the packets of tile {part.number} end at byte {position}, "
            f"the tile at byte {part.end}"
        )
    return Tile(
        part=part,
        precincts=precincts,
        packets=tuple(packets),
        zero_planes=tuple(reader.zero_planes() for reader in readers),
    )
