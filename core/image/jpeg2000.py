"""What decoding a JPEG 2000 codestream takes, read from its headers.

A file of 1 kB may announce a picture of any size, in code-blocks of 16 samples: its
decoder makes room for all of them before it reads the first.
"""

import struct
from typing import BinaryIO

from core.image.errors import ImageError
from core.image.limits import most

_SIZ, _COD, _COC, _SOT, _SOD = 0xFF51, 0xFF52, 0xFF53, 0xFF90, 0xFF93


def check_codestream(file: BinaryIO, name: str) -> None:
    """Refuse codestreams that take too much memory; damage is for the decoder to tell.

    Parameters
    ----------
    file : BinaryIO
        A codestream, or a JP2 file that holds one; anything else passes.
    name : str
        What messages call it.

    Raises
    ------
    ImageError
        If a tile, or the number of tiles, code-blocks or precincts is too large.
    """
    at = _start(file, name)
    if at is None:
        return
    grid: _Grid | None = None
    segments = 0
    while True:
        file.seek(at)
        head = file.read(12)
        if len(head) < 4:
            return
        marker, length = struct.unpack(">HH", head[:4])
        segments += 1
        if segments > most("parts"):
            raise _refused(name, f"more than {most('parts'):,} parts")
        if marker == _SIZ:
            grid = _Grid(file, at, name)
        elif marker in (_COD, _COC) and grid is not None:
            file.seek(at + 4)
            grid.check(marker, file.read(min(length, 64)), name)
        elif marker == _SOT and len(head) == 12:
            # The header of a tile-part may set the code-blocks anew.
            part = struct.unpack(">I", head[6:10])[0]
            if grid is not None:
                _check_tile_part(file, at + 12, grid, name)
            if part < 14:
                return
            at += part
            continue
        elif marker < 0xFF00 or marker == 0xFFD9:
            return
        at += 2 + max(length, 2)


def _start(file: BinaryIO, name: str) -> int | None:
    """Where the codestream's first segment stands; None if there is no codestream."""
    file.seek(0)
    if file.read(4) == b"\xff\x4f\xff\x51":
        return 2
    at, boxes = 0, 0
    while True:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return None
        length, kind = struct.unpack(">I4s", head[:8])
        size = 8
        if length == 1 and len(head) == 16:
            length, size = struct.unpack(">Q", head[8:])[0], 16
        if kind == b"jp2c":
            return at + size + 2
        if length < size:
            return None
        at += length
        boxes += 1
        if boxes > most("parts"):
            raise _refused(name, f"more than {most('parts'):,} boxes")


def _check_tile_part(file: BinaryIO, at: int, grid: "_Grid", name: str) -> None:
    for _ in range(1000):
        file.seek(at)
        head = file.read(4)
        if len(head) < 4:
            return
        marker, length = struct.unpack(">HH", head)
        if marker == _SOD:
            return
        if marker in (_COD, _COC):
            grid.check(marker, file.read(min(length, 64)), name)
        at += 2 + max(length, 2)
    raise _refused(name, "more than 1,000 segments in a tile")


class _Grid:
    """Size of the picture, its tiles and components, as its SIZ segment says."""

    def __init__(self, file: BinaryIO, at: int, name: str) -> None:
        file.seek(at + 6)
        body = file.read(34)
        if len(body) < 34:
            raise _refused(name, "a header that ends early")
        x1, y1, x0, y0, tw, th, tx, ty, count = struct.unpack(">8IH", body)
        steps = file.read(3 * count)
        width, height = max(x1 - x0, 0), max(y1 - y0, 0)
        across = -(-max(x1 - tx, 0) // max(tw, 1))
        down = -(-max(y1 - ty, 0) // max(th, 1))
        self.tiles = across * down
        # A component may have a sample for every few pixels only.
        shares = [
            1 / (max(steps[k], 1) * max(steps[k + 1], 1))
            for k in range(1, len(steps) - 1, 3)
        ]
        self.components = max(count, 1)
        self.layers = 1
        self.sides = min(tw, width), min(th, height)
        self.tile = min(tw, width) * min(th, height) * sum(shares)
        self.whole = width * height * sum(shares)
        if self.tile > most("wavelets"):
            raise _refused(
                name, f"a tile of {self.tile / 1e6:.0f} million samples", "wavelets"
            )
        # Beyond four, components are no colours; each needs room of its own.
        if self.whole > most("wavelets") * 2 or self.tiles * self.components > most(
            "parts"
        ):
            raise _refused(name, f"{self.tiles} tiles of {self.components} components")

    def check(self, marker: int, body: bytes, name: str) -> None:
        """Check the size of code-blocks and precincts of a COD or COC segment."""
        skip = 0 if marker == _COD else (1 if self.components < 257 else 2)
        own = body[skip:] if marker == _COC else body
        at = 1 if marker == _COC else 5
        if len(own) < at + 5:
            return
        levels, wide, high = own[at], own[at + 1] + 2, own[at + 2] + 2
        precincts = own[at + 5 : at + 6 + levels] if own[0] & 1 else b""
        smallest = min((p & 15) + (p >> 4) for p in precincts) if precincts else 30
        narrowest = min((min(p & 15, p >> 4) for p in precincts), default=15)
        block = 1 << min(wide + high, smallest, 30)
        blocks = self.tile / block
        # Low resolutions have few samples, but a precinct a level of each component.
        per_tile = (min(levels, 32) + 1) * 3 * self.components
        if max(blocks, self.whole / block / 4) > most("code-blocks") or (
            self.tiles * per_tile > most("code-blocks")
        ):
            raise _refused(name, f"{blocks:.0f} code-blocks a tile")
        if marker == _COD:
            self.layers = int.from_bytes(own[2:4], "big")
        packets = self.layers * self.tiles * self.components
        packets *= self._precincts(min(levels, 32), precincts)
        if packets > most("packets"):
            raise _refused(name, f"{packets:,} packets", "packets")
        if narrowest < 4 and self.tile / (1 << 2 * narrowest) > most("code-blocks"):
            raise _refused(name, "precincts that are too small")

    def _precincts(self, levels: int, sizes: bytes) -> int:
        """Count the precincts of one component of a tile."""
        found = 0
        for resolution in range(levels + 1):
            size = sizes[resolution] if resolution < len(sizes) else 0xFF
            width, height = (-(-side >> levels - resolution) for side in self.sides)
            found += (-(-width >> (size & 15)) or 1) * (-(-height >> (size >> 4)) or 1)
        return found


def _refused(name: str, held: str, why: str = "code-blocks") -> ImageError:
    mend = {"wavelets": "in tiles", "packets": "with fewer layers"}
    return ImageError(
        f"{name} is JPEG 2000 with {held}, which takes too much memory or time. Save "
        f"it {mend.get(why, 'with code-blocks of 64 × 64')}, or smaller"
    )
