"""Which packets a tile has, and in which order (ISO/IEC 15444-1, Annex B).

There is one packet for every precinct and layer. Of a precinct only the number of
code-blocks in each of its bands matters here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.encryption.jpeg2000.bits import CodestreamError
from core.encryption.jpeg2000.markers import Coding, Size

MAX_BLOCKS = 1 << 18
"""Most code-blocks of a tile; 40 megapixels in blocks of 64 × 64 have about 13,000."""

MAX_VISITS = 1 << 21
"""Most code-blocks times layers of a tile, so that no stream takes minutes."""

Extent = tuple[int, int, int, int]  # left, top, right, bottom; half-open


@dataclass(frozen=True, slots=True)
class Precinct:
    """A precinct: its place in the order, and the code-blocks of its bands.

    Attributes
    ----------
    component, resolution, number : int
        Which one it is; numbered row by row inside a resolution.
    x, y : int
        Its corner on the reference grid, for progressions by position.
    bands : tuple of (int, int)
        Columns and rows of code-blocks in LL, or in HL, LH and HH.
    """

    component: int
    resolution: int
    number: int
    x: int
    y: int
    bands: tuple[tuple[int, int], ...]


_ORDERS: dict[str, Callable[[Precinct, int], tuple[int, ...]]] = {
    "LRCP": lambda p, layer: (layer, p.resolution, p.component, p.number),
    "RLCP": lambda p, layer: (p.resolution, layer, p.component, p.number),
    "RPCL": lambda p, layer: (p.resolution, p.y, p.x, p.component, p.number, layer),
    "PCRL": lambda p, layer: (p.y, p.x, p.component, p.resolution, p.number, layer),
    "CPRL": lambda p, layer: (p.component, p.y, p.x, p.resolution, p.number, layer),
}


def precincts_of_tile(
    size: Size, coding: Coding, tile: int, room: int
) -> tuple[Precinct, ...]:
    """All precincts of a tile.

    Raises
    ------
    CodestreamError
        If the tile would have more packets than `room` bytes, or more code-blocks than
        are read here; checked before any list of that length is made.
    """
    precincts: list[Precinct] = []
    extent = _tile_extent(size, tile)
    blocks = 0
    for component, step in enumerate(size.steps):
        samples = _shrunk(extent, step[0], step[1])
        for resolution in range(coding.levels + 1):
            fitting = room // coding.layers - len(precincts)
            for precinct in _precincts(
                extent, samples, coding, component, resolution, step, fitting
            ):
                precincts.append(precinct)
                blocks += sum(columns * rows for columns, rows in precinct.bands)
                if blocks > MAX_BLOCKS or blocks * coding.layers > MAX_VISITS:
                    raise CodestreamError(
                        f"tile {tile} has too many code-blocks and layers to be read"
                    )
    return tuple(precincts)


def packet_order(
    coding: Coding, precincts: tuple[Precinct, ...]
) -> list[tuple[int, int]]:
    """Pairs (index of the precinct, layer), in the order of the progression."""
    key = _ORDERS[coding.progression]
    order = [
        (i, layer) for i in range(len(precincts)) for layer in range(coding.layers)
    ]
    order.sort(key=lambda packet: key(precincts[packet[0]], packet[1]))
    return order


def _tile_extent(size: Size, tile: int) -> Extent:
    """Extent of a tile on the reference grid."""
    row, column = divmod(tile, size.tile_columns)
    left = size.tile_left + column * size.tile_width
    top = size.tile_top + row * size.tile_height
    return (
        max(left, size.left),
        max(top, size.top),
        min(left + size.tile_width, size.width),
        min(top + size.tile_height, size.height),
    )


def _shrunk(extent: Extent, x_step: int, y_step: int) -> Extent:
    """Extent in samples that are `x_step` and `y_step` points apart, rounded up."""
    left, top, right, bottom = extent
    return (
        -(-left // x_step),
        -(-top // y_step),
        -(-right // x_step),
        -(-bottom // y_step),
    )


def _precincts(
    extent: Extent,
    samples: Extent,
    coding: Coding,
    component: int,
    resolution: int,
    step: tuple[int, int],
    fitting: int,
) -> list[Precinct]:
    """Precincts of one resolution of one component, row by row."""
    scale = 1 << (coding.levels - resolution)
    left, top, right, bottom = _shrunk(samples, scale, scale)
    if right <= left or bottom <= top:
        return []
    wide, high = coding.precincts[resolution]
    columns = range(left >> wide, -(-right >> wide))
    rows = range(top >> high, -(-bottom >> high))
    if len(columns) * len(rows) > fitting:
        raise CodestreamError(
            f"resolution {resolution} has {len(columns) * len(rows)} precincts in "
            f"{coding.layers} layers, more packets than its tile has bytes"
        )
    bands = _bands(samples, coding, resolution)
    # Above the lowest resolution a precinct covers half its side in every band.
    halved = 1 if resolution else 0
    block = (
        min(coding.block[0], wide - halved),
        min(coding.block[1], high - halved),
    )
    return [
        Precinct(
            component=component,
            resolution=resolution,
            number=number,
            x=max(extent[0], (column << wide) * scale * step[0]),
            y=max(extent[1], (row << high) * scale * step[1]),
            bands=tuple(
                (
                    _blocks(band[0], band[2], column, wide - halved, block[0]),
                    _blocks(band[1], band[3], row, high - halved, block[1]),
                )
                for band in bands
            ),
        )
        for number, (row, column) in enumerate(
            (row, column) for row in rows for column in columns
        )
    ]


def _bands(samples: Extent, coding: Coding, resolution: int) -> list[Extent]:
    """Extents of the bands of a resolution (Eq. B-15): LL, or HL, LH and HH."""
    if resolution == 0:
        scale = 1 << coding.levels
        return [_shrunk(samples, scale, scale)]
    scale = 1 << (coding.levels - resolution + 1)
    half = scale // 2
    left, top, right, bottom = samples
    return [
        _shrunk((left - dx, top - dy, right - dx, bottom - dy), scale, scale)
        for dx, dy in ((half, 0), (0, half), (half, half))
    ]


def _blocks(start: int, end: int, precinct: int, side: int, block: int) -> int:
    """Code-blocks that a precinct has along one side of a band."""
    start = max(start, precinct << side)
    end = min(end, (precinct + 1) << side)
    if end <= start:
        return 0
    return -(-end >> block) - (start >> block)
