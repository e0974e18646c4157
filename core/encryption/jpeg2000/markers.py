"""Markers of a codestream, and the records that its headers are read into.

ISO/IEC 15444-1, Annex A.
"""

from dataclasses import dataclass

SOC, SIZ, COD, SOT, SOD, EOC = 0xFF4F, 0xFF51, 0xFF52, 0xFF90, 0xFF93, 0xFFD9
QCD, QCC, RGN, CRG, COM = 0xFF5C, 0xFF5D, 0xFF5E, 0xFF63, 0xFF64
TLM, PLM, PLT = 0xFF55, 0xFF57, 0xFF58

LENGTH_TABLES = frozenset({TLM, PLM, PLT})
"""Optional tables of lengths: they do not survive a change of any length."""


@dataclass(frozen=True, slots=True)
class Size:
    """SIZ: the reference grid. Lengths in grid points, half-open from offset to end.

    Attributes
    ----------
    width, height, left, top : int
        Right and bottom end of the image, and its offset.
    tile_width, tile_height, tile_left, tile_top : int
        Size of a tile, and offset of the first.
    steps : tuple of (int, int)
        Horizontal and vertical distance of the samples of each component.
    """

    width: int
    height: int
    left: int
    top: int
    tile_width: int
    tile_height: int
    tile_left: int
    tile_top: int
    steps: tuple[tuple[int, int], ...]

    @property
    def tile_columns(self) -> int:
        """Number of tiles in a row."""
        return -(-(self.width - self.tile_left) // self.tile_width)

    @property
    def tiles(self) -> int:
        """Number of tiles."""
        rows = -(-(self.height - self.tile_top) // self.tile_height)
        return self.tile_columns * rows


@dataclass(frozen=True, slots=True)
class Coding:
    """COD: how the samples are coded.

    Attributes
    ----------
    progression : str
        "LRCP", "RLCP", "RPCL", "PCRL" or "CPRL".
    layers : int
        Number of quality layers.
    levels : int
        Wavelet levels; there is one resolution more.
    block : (int, int)
        Width and height of a code-block, as exponents of 2.
    precincts : tuple of (int, int)
        Width and height of a precinct at each resolution, as exponents of 2.
    """

    progression: str
    layers: int
    levels: int
    block: tuple[int, int]
    precincts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker segment: `data[start:end]`, marker included."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TilePart:
    """A tile's header and where its packets are: `data[body:end]`."""

    number: int
    start: int  # of SOT
    segments: tuple[Segment, ...]  # between SOT and SOD
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Headers:
    """All headers of a codestream."""

    segments: tuple[Segment, ...]
    size: Size
    coding: Coding
    tile_parts: tuple[TilePart, ...]
