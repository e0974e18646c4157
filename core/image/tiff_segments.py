"""Strips and tiles of a TIFF file: decompressed within bounds, unpacked, laid out.

tifffile reads the layout; the bytes are decompressed by `core.image.tiff_compression`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import tifffile
from numpy.typing import NDArray

from core.image.census import too_many
from core.image.errors import ImageError
from core.image.limits import most
from core.image.strips import strips
from core.image.tiff_compression import DECOMPRESS

Bytes = NDArray[np.uint8]

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A strip or tile: where it stands in the file, and where its pixels belong."""

    index: int
    offset: int
    count: int
    plane: int
    row: int
    column: int
    rows: int
    columns: int


def read_samples(
    file: BinaryIO, page: tifffile.TiffPage, name: str, *, strict: bool
) -> tuple[NDArray[Any], list[str]]:
    """All samples, (H, W, samples), zero where the file ends early, and what to say."""
    height, width = page.imagelength, page.imagewidth
    samples = np.zeros((height, width, page.samplesperpixel), np.dtype(page.dtype))
    end = file.seek(0, 2)
    _check_segments(page, end, name)
    there = total = rows_read = 0
    short = False
    for segment in segments_of(page):
        total += segment.count
        file.seek(segment.offset)
        data = file.read(segment.count)
        there += len(data)
        missing = segment.offset + segment.count > end
        whole = 0
        if data:
            try:
                blocks, whole = decode_segment(page, data, segment)
                for first, values in blocks:
                    _lay(page, samples, segment, first, values)
            except Exception:
                # libtiff gives nothing of a segment that is cut.
                if not missing or strict:
                    raise
        if whole < segment.rows and not missing and segment.count:
            raise ImageError(
                f"{name} is damaged or incomplete (a strip or tile holds too little). "
                "Save it again from the program that made it"
            )
        short = short or missing
        rows_read += whole
    if not short:
        return samples, []
    if strict or not rows_read:
        raise ImageError(
            f"{name} is damaged or incomplete (it ends early). "
            "Save it again from the program that made it"
        )
    if page.is_tiled or page.planarconfig == 2:
        return samples, [
            f"{name} ends early. {there / max(total, 1):.0%} of its bytes could be read"
        ]
    return samples, [
        f"{name} ends early. The first {rows_read} of its {height} rows could be read, "
        "the others are empty"
    ]


def _check_segments(page: tifffile.TiffPage, end: int, name: str) -> None:
    """Refuse more strips or tiles than are read, and those that share their bytes."""
    counts = page.databytecounts
    if len(counts) > most("parts"):
        raise too_many("strips or tiles", name, most("parts"))
    if sum(min(count, end) for count in counts) > 2 * end + (1 << 20):
        raise ImageError(
            f"{name} is damaged: its strips or tiles say that they have more bytes "
            "than the file"
        )


def _lay(
    page: tifffile.TiffPage,
    samples: NDArray[Any],
    segment: Segment,
    first: int,
    values: NDArray[np.generic],
) -> None:
    """Put some rows of a segment where they belong; what lies outside is left out."""
    top = segment.row + first
    target = samples[
        top : min(top + len(values), segment.row + segment.rows),
        segment.column : segment.column + segment.columns,
    ]
    part = values[: target.shape[0], : target.shape[1]]
    if page.planarconfig == 2:
        target[..., segment.plane] = part[..., 0]
    else:
        target[...] = part


def segments_of(page: tifffile.TiffPage) -> Iterator[Segment]:
    """Yield the strips or tiles of a page, in order.

    Raises
    ------
    ValueError
        If there are fewer than the size of the picture takes.
    """
    width, height = page.imagewidth, page.imagelength
    rows = (
        page.tilelength if page.is_tiled else min(page.rowsperstrip or height, height)
    )
    columns = page.tilewidth if page.is_tiled else width
    down, across = -(-height // rows), -(-width // columns)
    planes = page.samplesperpixel if page.planarconfig == 2 else 1
    offsets, counts = page.dataoffsets, page.databytecounts
    if min(len(offsets), len(counts)) < planes * down * across:
        raise ValueError("it lists too few strips or tiles")
    for index in range(planes * down * across):
        plane, place = divmod(index, down * across)
        row, column = place // across * rows, place % across * columns
        yield Segment(
            index=index,
            offset=offsets[index],
            count=counts[index],
            plane=plane,
            row=row,
            column=column,
            rows=rows if page.is_tiled else min(rows, height - row),
            columns=columns,
        )


Block = tuple[int, NDArray[np.generic]]
"""The first of some rows within a segment, and their samples (rows, columns, n)."""


def decode_segment(
    page: tifffile.TiffPage, data: bytes, segment: Segment
) -> tuple[Iterator[Block], int]:
    """Samples of a segment, and how many of its rows the data reaches.

    Returns
    -------
    tuple
        Blocks of rows, of the page's type, zero where the data ends early; and the
        number of whole rows.
    """
    samples = page.samplesperpixel if page.planarconfig == 1 else 1
    per_row = segment.columns * samples
    row_bytes = (per_row * page.bitspersample + 7) // 8
    size = row_bytes * segment.rows
    if page.fillorder == 2:
        data = data.translate(_REVERSED)
    raw = DECOMPRESS[page.compression](data, size, row_bytes)
    whole = min(len(raw), size) // row_bytes
    return _blocks(page, memoryview(raw)[:size], segment, row_bytes, samples), whole


def _blocks(
    page: tifffile.TiffPage,
    raw: memoryview,
    segment: Segment,
    row_bytes: int,
    samples: int,
) -> Iterator[Block]:
    """Yield samples of decompressed bytes, some rows at a time."""
    bits, dtype = page.bitspersample, np.dtype(page.dtype)
    for rows in strips(segment.rows, row_bytes):
        count = rows.stop - rows.start
        part = bytes(raw[rows.start * row_bytes : rows.stop * row_bytes])
        part = part.ljust(count * row_bytes, b"\0")
        block = np.frombuffer(part, np.uint8).reshape(count, row_bytes)
        if page.predictor == 3:
            values = _from_float_predictor(block, samples, dtype)
        elif bits in (8, 16, 32, 64):
            stored = dtype.newbyteorder(page.parent.byteorder)
            values = block.reshape(-1).view(stored).astype(dtype)
        else:
            per_row = segment.columns * samples
            values = _unpacked(block, per_row, bits).astype(dtype)
        values = values.reshape(count, segment.columns, samples)
        if page.predictor == 2:
            # The differences are of integers, whatever they stand for, and wrap around.
            whole_numbers = values.view(f"u{dtype.itemsize}")
            sums = np.cumsum(whole_numbers, axis=1, dtype=whole_numbers.dtype)
            values = sums.view(dtype)
        yield rows.start, values


def _unpacked(raw: Bytes, per_row: int, bits: int) -> NDArray[np.uint32]:
    """Integers of any number of bits, the highest first; rows begin at whole bytes."""
    ones = np.unpackbits(raw, axis=1)[:, : per_row * bits]
    ones = ones.reshape(len(raw), per_row, bits)
    values = np.zeros(ones.shape[:2], np.uint32)
    for bit in range(bits):
        values = (values << np.uint32(1)) | ones[..., bit].astype(np.uint32)
    return values


def _from_float_predictor(
    raw: Bytes, samples: int, dtype: np.dtype[np.generic]
) -> NDArray[np.generic]:
    """Floats whose bytes were sorted by weight in each row, then differenced."""
    rows, row_bytes = raw.shape
    steps = raw.reshape(rows, row_bytes // samples, samples)
    sums = np.cumsum(steps, axis=1, dtype=np.uint8)
    by_weight = sums.reshape(rows, dtype.itemsize, -1)
    highest_first = np.ascontiguousarray(by_weight.transpose(0, 2, 1))
    return highest_first.reshape(-1).view(dtype.newbyteorder(">")).astype(dtype)
