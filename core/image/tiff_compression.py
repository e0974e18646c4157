"""Compressions of TIFF that give bytes, undone within bounds.

tifffile's decoders hold most of them only with a further package, and set no bound to
what comes out.
"""

import io
import lzma
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from PIL import Image

from core.image.limits import most
from core.image.strips import strips

Decompress = Callable[[bytes, int, int], bytes]
"""Of (data, bytes expected, bytes a row): at most about as many bytes."""


def _none(data: bytes, size: int, row_bytes: int) -> bytes:
    del size, row_bytes
    return data


def _deflate(data: bytes, size: int, row_bytes: int) -> bytes:
    del row_bytes
    stream = zlib.decompressobj()
    return stream.decompress(data, size)


def _lzma(data: bytes, size: int, row_bytes: int) -> bytes:
    del row_bytes
    return lzma.LZMADecompressor(memlimit=1 << 28).decompress(data, size)


_WASTED = 4096
"""Bytes of PackBits that may say nothing; each costs as much time as one that does."""


def _packbits(data: bytes, size: int, row_bytes: int) -> bytes:
    with suppress(Exception):
        return _by_pillow(32773)(data, size, row_bytes)
    # Of a strip that is cut libtiff gives nothing, and this loop what is there.
    data = data[: most("text")]
    out, at = bytearray(), 0
    while at < len(data) and len(out) < size:
        if at > 2 * len(out) + _WASTED:
            raise ValueError("its PackBits take more room than pixels")
        head = data[at]
        if head < 128:
            out += data[at + 1 : at + 2 + head]
            at += 2 + head
        else:
            out += data[at + 1 : at + 2] * (257 - head if head > 128 else 0)
            at += 2 if head > 128 else 1
    return bytes(out)


def _by_pillow(compression: int) -> Decompress:
    """Decompress by libtiff: the bytes stand in a file of their own as 8-bit grey."""

    def decompress(data: bytes, size: int, row_bytes: int) -> bytes:
        rows = size // row_bytes
        # width, length, bits, compression, photometric, strip, rows, bytes, samples
        values = {
            256: row_bytes,
            257: rows,
            258: 8,
            259: compression,
            262: 1,
            273: 8,
            277: 1,
            278: rows,
            279: len(data),
        }
        strip = data + b"\0" * (len(data) % 2)
        header = struct.pack("<2sHI", b"II", 42, 8 + len(strip))
        entries = b"".join(
            struct.pack("<HHII", tag, 4, 1, value) for tag, value in values.items()
        )
        directory = struct.pack("<H", len(values)) + entries + bytes(4)
        file: BinaryIO = io.BytesIO(header + strip + directory)
        with Image.open(file, formats=("TIFF",)) as image:
            image.load()
            return b"".join(
                image.crop((0, part.start, row_bytes, part.stop)).tobytes()
                for part in strips(rows, row_bytes)
            )

    return decompress


DECOMPRESS: dict[int, Decompress] = {
    1: _none,
    5: _by_pillow(5),  # LZW
    8: _deflate,
    32773: _packbits,
    32946: _deflate,
    34925: _lzma,
    50000: _by_pillow(50000),  # Zstandard
}
"""TIFF's numbers of the compressions that give bytes, not pictures."""
