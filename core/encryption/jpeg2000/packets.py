"""Packet headers, read and written (ISO/IEC 15444-1, B.9 and B.10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.encryption.jpeg2000.bits import BitReader, BitWriter, CodestreamError
from core.encryption.jpeg2000.geometry import Precinct
from core.encryption.jpeg2000.tagtree import TagTree

FIRST_LBLOCK = 3
"""Bits that a length has at first, in addition to those for the number of passes."""

MAX_LENGTH_BITS = 32
MAX_ZERO_PLANES = 80
"""Bounds against damaged headers; sound streams stay far below."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a packet adds to one code-block: `data[start : start + length]`.

    Attributes
    ----------
    band, block : int
        Which code-block of the precinct, counted row by row inside its band.
    passes : int
        Number of coding passes, 1..164.
    start, length : int
        Where its bytes are in the codestream.
    """

    band: int
    block: int
    passes: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet: header `data[start:body]`, body `data[body:end]`.

    Attributes
    ----------
    tile, component, resolution, layer : int
        What it belongs to.
    precinct : int
        Index into the tile's precincts.
    empty : bool
        Whether its header is the single bit that says "nothing here".
    """

    tile: int
    component: int
    resolution: int
    layer: int
    precinct: int
    start: int
    body: int
    end: int
    empty: bool
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class _Band:
    """What the headers of a precinct's packets have said about one band so far."""

    blocks: int
    inclusion: TagTree
    zero_planes: TagTree
    lblock: list[int]
    included: list[bool]


class PrecinctReader:
    """Reads the packets of one precinct, layer after layer."""

    __slots__ = ("_bands", "_shape")

    def __init__(self, precinct: Precinct) -> None:
        self._shape = precinct.bands
        self._bands: list[_Band] = []

    def read(
        self, data: bytes, start: int, end: int, layer: int
    ) -> tuple[int, bool, list[tuple[int, int, int, int]]]:
        """Read one header.

        Returns
        -------
        tuple
            Position of the body, whether the packet is empty, and for each code-block
            in it (band, block, passes, length).
        """
        reader = BitReader(data, start, end)
        if not reader.bit():
            return reader.align(), True, []
        if not self._bands:
            self._bands = [_band(columns, rows) for columns, rows in self._shape]
        found = []
        for number, band in enumerate(self._bands):
            for block in range(band.blocks):
                if self._has(reader, band, block, layer):
                    passes = _read_passes(reader)
                    length = _read_length(reader, band, block, passes)
                    found.append((number, block, passes, length))
        return reader.align(), False, found

    def zero_planes(self) -> tuple[tuple[int, ...], ...]:
        """Empty bit planes of each code-block, by band; a bound where not read."""
        if not self._bands:
            return tuple((0,) * (columns * rows) for columns, rows in self._shape)
        return tuple(tuple(band.zero_planes.bounds()) for band in self._bands)

    @staticmethod
    def _has(reader: BitReader, band: _Band, block: int, layer: int) -> bool:
        """Read whether a block is in the packet; the first time, its zero planes."""
        if band.included[block]:
            return bool(reader.bit())
        if not band.inclusion.read(reader, block, layer + 1):
            return False
        band.included[block] = True
        planes = 1
        while not band.zero_planes.read(reader, block, planes):
            planes += 1
            if planes > MAX_ZERO_PLANES:
                raise CodestreamError(
                    f"expected at most {MAX_ZERO_PLANES} empty bit planes in the "
                    f"packet header before byte {reader.position}, got more"
                )
        return True


class PrecinctWriter:
    """Writes the packets of one precinct, layer after layer.

    Parameters
    ----------
    precinct : Precinct
        Its shape.
    first_layers : sequence of sequence of int
        First layer of each code-block by band; the number of layers if there is none.
    zero_planes : sequence of sequence of int
        Empty bit planes of each code-block by band.
    """

    __slots__ = ("_bands",)

    def __init__(
        self,
        precinct: Precinct,
        first_layers: Sequence[Sequence[int]],
        zero_planes: Sequence[Sequence[int]],
    ) -> None:
        self._bands = [
            _band(columns, rows, layers, planes)
            for (columns, rows), layers, planes in zip(
                precinct.bands, first_layers, zero_planes, strict=True
            )
        ]

    def write(self, contributions: Iterable[Contribution], layer: int) -> bytes:
        """Return the header of a packet with these contributions."""
        found = {(c.band, c.block): c for c in contributions}
        writer = BitWriter()
        writer.bit(1)
        for number, band in enumerate(self._bands):
            for block in range(band.blocks):
                contribution = found.get((number, block))
                if band.included[block]:
                    writer.bit(contribution is not None)
                else:
                    band.inclusion.write(writer, block, layer + 1)
                if contribution is not None:
                    _write(writer, band, contribution)
        return writer.finish()


def _band(
    columns: int,
    rows: int,
    layers: Sequence[int] | None = None,
    planes: Sequence[int] | None = None,
) -> _Band:
    """Return the state of a band before its first packet; numbers are for writing."""
    blocks = columns * rows
    return _Band(
        blocks=blocks,
        inclusion=TagTree(columns, rows, layers),
        zero_planes=TagTree(columns, rows, planes),
        lblock=[FIRST_LBLOCK] * blocks,
        included=[False] * blocks,
    )


def _read_passes(reader: BitReader) -> int:
    """Read a number of coding passes, Table B.4."""
    if not reader.bit():
        return 1
    if not reader.bit():
        return 2
    if (more := reader.bits(2)) < 3:
        return 3 + more
    if (more := reader.bits(5)) < 31:
        return 6 + more
    return 37 + reader.bits(7)


def _write_passes(writer: BitWriter, passes: int) -> None:
    """Write a number of coding passes, Table B.4."""
    if passes <= 2:
        writer.bits((0b0, 0b10)[passes - 1], passes)
    elif passes <= 5:
        writer.bits(0b11 << 2 | passes - 3, 4)
    elif passes <= 36:
        writer.bits(0b1111 << 5 | passes - 6, 9)
    else:
        writer.bits(0b1_1111_1111 << 7 | passes - 37, 16)


def _read_length(reader: BitReader, band: _Band, block: int, passes: int) -> int:
    """Read a length in bytes, after the growth of Lblock, B.10.7.1."""
    while reader.bit():
        band.lblock[block] += 1
        if band.lblock[block] > MAX_LENGTH_BITS:
            raise CodestreamError(
                f"expected a length of at most {MAX_LENGTH_BITS} bits in the "
                f"packet header before byte {reader.position}, got more"
            )
    return reader.bits(band.lblock[block] + passes.bit_length() - 1)


def _write(writer: BitWriter, band: _Band, contribution: Contribution) -> None:
    """Write zero planes (the first time), passes and length of a contribution."""
    block, passes = contribution.block, contribution.passes
    if not band.included[block]:
        band.included[block] = True
        band.zero_planes.write(writer, block, MAX_ZERO_PLANES + 1)
    _write_passes(writer, passes)
    room = passes.bit_length() - 1
    growth = max(0, contribution.length.bit_length() - band.lblock[block] - room)
    band.lblock[block] += growth
    writer.bits((1 << growth) - 1 << 1, growth + 1)
    writer.bits(contribution.length, band.lblock[block] + room)
