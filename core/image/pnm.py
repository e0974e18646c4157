"""PNM files that Pillow decodes value by value in Python, restated as it is fast at.

Those are the ones written as text, and those whose white is neither 255 nor 65535.
"""

import io
import re
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from core.image.errors import ImageError
from core.image.limits import check_size, most

_HEAD = 1 << 16
"""Bytes in which the header ends, comments in it too."""

_GAP = rb"(?:\s|#[^\r\n]*[\r\n])+"
_HEADER = re.compile(
    rb"P([1-6])" + _GAP + rb"(\d{1,10})" + _GAP + rb"(\d{1,10})"
    rb"(?:(?<=[0-9])" + _GAP + rb"(\d{1,10}))?"
)
_COMMENT = re.compile(rb"#[^\r\n]*(?:[\r\n]|\Z)")
_CHUNK = 1 << 22


@dataclass(frozen=True, kw_only=True, slots=True)
class _Header:
    kind: int
    width: int
    height: int
    white: int
    end: int

    @property
    def values(self) -> int:
        """How many values the pixels have."""
        return self.width * self.height * (3 if self.kind in (3, 6) else 1)


def restated(file: BinaryIO, name: str) -> tuple[BinaryIO, bool]:
    """Return the same picture as a binary file of white 255 or 65535.

    Parameters
    ----------
    file : BinaryIO
        Any image file; what is no slow PNM file is returned itself.
    name : str
        What messages call it.

    Returns
    -------
    tuple
        The file, and whether it held colour of more than 8 bits, which has 8 now.

    Raises
    ------
    ImageError
        If its header, or text in the place of numbers, is damaged; if it is larger than
        is read as text.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if head[:1] != b"P" or head[1:2] not in tuple(b"%d" % k for k in range(1, 7)):
        return file, False
    header = _header(head, name)
    if header is None or header.kind == 4:
        return file, False
    if header.kind > 4 and header.white in (255, *([65535] * (header.kind == 5))):
        return file, False
    check_size(header.width, header.height, name)
    wide = header.white > 255
    grey = header.kind in (1, 2, 5)
    out_max = 65535 if wide and grey else 255
    # As Pillow rounds.
    levels = np.rint(np.arange(65536) / header.white * out_max).clip(0, out_max)
    table = levels.astype(">u2" if out_max > 255 else np.uint8)
    if header.kind == 1:
        table[:2] = 255, 0  # 1 is black
    found = io.BytesIO()
    found.write(
        b"P%d %d %d %d\n" % (5 if grey else 6, header.width, header.height, out_max)
    )
    file.seek(header.end)
    if header.kind > 3:
        _restate_bytes(file, found, header, table)
    else:
        found.write(table[_numbers(file, header, name)].tobytes())
    return found, wide and not grey


def _header(head: bytes, name: str) -> _Header | None:
    """Header of a PNM file; None where Pillow has to say what is wrong with it."""
    found = _HEADER.match(head)
    if found is None:
        if len(head) < _HEAD:
            return None
        raise ImageError(f"{name} is damaged: its header has no end")
    kind = int(found[1])
    bits = kind in (1, 4)
    if not bits and found[4] is None:
        return None
    end = found.end(3) if bits else found.end(4)
    # One character parts the header from the pixels; text may have comments there.
    if kind > 3:
        end += 1
    white = 1 if bits else int(found[4])
    if not 0 < white < 65536:
        return None
    return _Header(
        kind=kind, width=int(found[2]), height=int(found[3]), white=white, end=end
    )


def _restate_bytes(
    file: BinaryIO, found: BinaryIO, header: _Header, table: NDArray[np.generic]
) -> None:
    """Scale binary values by the table, a few megabytes at a time."""
    stored = np.dtype(">u2" if header.white > 255 else np.uint8)
    left = header.values * stored.itemsize
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        whole = len(chunk) // stored.itemsize
        values = np.frombuffer(chunk, stored, whole)
        found.write(table[values].tobytes())


def _numbers(file: BinaryIO, header: _Header, name: str) -> NDArray[np.integer]:
    """Values that are written as text; fewer than the pixels if it ends early."""
    limit = most("text")
    body = file.read(limit + 1)
    if len(body) > limit:
        raise ImageError(
            f"{name} is too large: at most {limit // 1_000_000} MB are read of a "
            "picture that is written as text. Save it as binary PNM or PNG"
        )
    if b"#" in body:
        body = _COMMENT.sub(b" ", body)
    strange = re.search(rb"[^0-9\s]", body)
    if strange:
        body = body[: strange.start()]
    if header.kind == 1:
        digits = np.frombuffer(body, np.uint8)
        found = digits[digits > 32][: header.values] - np.uint8(48)
        beyond = bool(len(found)) and int(found.max()) > 1
    else:
        if re.search(rb"\d{11}", body):
            raise ImageError(f"{name} is damaged: a number has more than 10 digits")
        found = np.fromstring(body, np.int64, sep=" ")[: header.values]
        # The last number may be cut itself.
        if len(found) < header.values and body and not body[-1:].isspace():
            found = found[:-1]
        beyond = bool(len(found)) and int(found.max()) > header.white
    if beyond or (strange and len(found) < header.values):
        what = "a level above its white" if beyond else "no number"
        raise ImageError(f"{name} is damaged: {what} stands in the place of a level")
    return found
