"""Files that are nested, deep, wide or lie about themselves, made from scratch.

Each function returns name and bytes of a kind of file. Pictures are for
`core.image.read_picture`, tables for `core.spreadsheet.read_sheet`, MATLAB files and
sheets for the readers of databases. `benchmarks/limits.py` measures what they cost.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import numpy as np
from scipy.io import savemat

Corpus = dict[str, Callable[[], bytes]]
"""Files by name; each is made when it is asked for."""


# ---- MATLAB ----


def element(kind: int, body: bytes) -> bytes:
    """A data element of a MATLAB 5 file, padded to eight bytes."""
    return struct.pack("<II", kind, len(body)) + body + bytes(-len(body) % 8)


def mat_file(body: bytes) -> bytes:
    """A MATLAB 5 file of one element."""
    head = (
        b"MATLAB 5.0 MAT-file".ljust(116) + bytes(8) + struct.pack("<H2s", 256, b"IM")
    )
    return head + body


def mat_array(kind: int, shape: tuple[int, ...], name: bytes, body: bytes) -> bytes:
    """The header of an array and what follows."""
    return element(
        14,
        element(6, struct.pack("<II", kind, 0))
        + element(5, struct.pack(f"<{len(shape)}i", *shape))
        + element(1, name)
        + body,
    )


def nested_cells(depth: int) -> bytes:
    """Cells in cells; each element holds all that lie in it."""
    prefix = element(6, struct.pack("<II", 1, 0)) + element(5, struct.pack("<2i", 1, 1))
    inner = 64
    sizes = []
    for _ in range(depth):
        sizes.append(inner)
        inner += len(prefix) + 8 + 8
    out = []
    for level, size in enumerate(reversed(sizes)):
        name = element(1, b"data") if level == 0 else struct.pack("<II", 1, 0)
        out.append(struct.pack("<II", 14, size) + prefix + name)
    return mat_file(b"".join(out) + bytes(64))


def wide_cell(count: int) -> bytes:
    """A cell array that says it has many cells, and holds none of them."""
    return mat_file(mat_array(1, (count, 1), b"data", b""))


def lying_numbers(count: int) -> bytes:
    """A small array that says it has many numbers."""
    return mat_file(mat_array(6, (count, 1), b"data", element(9, bytes(64))))


def many_fields(count: int) -> bytes:
    """A structure of many fields with names of one letter."""
    names = element(5, struct.pack("<i", 2)) + element(1, b"a\0" * count)
    return mat_file(mat_array(2, (1, 1), b"data", names))


def odd_opaque() -> bytes:
    """An object of MATLAB's own, cut off in its middle."""
    return mat_file(mat_array(17, (1, 1), b"data", element(1, b"MCOS"))[:60])


def packed_mat(size: int) -> bytes:
    """A compressed element that unpacks to far more than it takes."""
    body = mat_array(6, (size // 8, 1), b"data", element(9, bytes(size)))
    return mat_file(struct.pack("<II", 15, len(body)) + zlib.compress(body, 9))


def saved(value: object) -> bytes:
    """A value as SciPy writes it, under the name that PEID's has."""
    file = io.BytesIO()
    savemat(file, {"data": value})
    return file.getvalue()


def deep_structure(depth: int) -> dict[str, object]:
    """Structures in structures."""
    value: dict[str, object] = {"mos": 1.0}
    for _ in range(depth):
        value = {"a": value}
    return value


MATLAB: Corpus = {
    "cells 20,000 deep": lambda: nested_cells(20_000),
    "cells 300 deep": lambda: nested_cells(300),
    "structures 20 deep": lambda: saved(deep_structure(20)),
    "2 billion cells": lambda: wide_cell(2**31 - 1),
    "100 million cells": lambda: wide_cell(100_000_000),
    "a billion numbers": lambda: lying_numbers(10**9),
    "a million fields": lambda: many_fields(1_000_000),
    "an object cut off": odd_opaque,
    "400 MB in 400 kB": lambda: packed_mat(400_000_000),
    "3 million numbers": lambda: saved(np.zeros(3_000_000, np.uint8)),
    "complex numbers": lambda: saved({"textdata": np.array([1j, 2])}),
    "no bytes": lambda: b"",
    "a header alone": lambda: mat_file(b""),
    "noise": lambda: mat_file(np.random.default_rng(1).bytes(4000)),
    "HDF5": lambda: b"MATLAB 7.3 MAT-file".ljust(124) + b"\0\2IM" + bytes(100),
}


# ---- Excel 97 ----


def biff(records: bytes) -> bytes:
    """A workbook of one sheet with these records, outside a compound document."""
    start = struct.pack("<HHHHH", 0x0209, 6, 0, 0x10, 0)
    return start + records + struct.pack("<HH", 0x0A, 0)


def far_cell() -> bytes:
    """A number in the last corner of a sheet."""
    cell = struct.pack("<HHHHHd", 0x0203, 14, 65535, 255, 0, 1.0)
    return biff(cell)


def every_row() -> bytes:
    """A number at the end of every row."""
    return biff(
        b"".join(
            struct.pack("<HHHHHd", 0x0203, 14, row, 255, 0, 1.0) for row in range(65536)
        )
    )


def looped_compound() -> bytes:
    """A compound document whose allocation table points at itself."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0, 0x7FFF, 1, 0x7FFF)
    return header.ljust(512, b"\0") + struct.pack("<128I", *[1] * 128) * 4


EXCEL: Corpus = {
    "a number in the last corner": far_cell,
    "16 million cells": every_row,
    "a table that points at itself": looped_compound,
    "no bytes": lambda: b"",
    "noise": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + np.random.default_rng(2).bytes(4000)
    ),
}


# ---- archives ----


def many_members(count: int) -> bytes:
    """An archive of many empty files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(f"{number}.png"), b"")
    return file.getvalue()


def lying_directory() -> bytes:
    """An archive whose end announces a directory that is not there."""
    return (
        b"PK\3\4"
        + bytes(40)
        + b"PK\5\6"
        + struct.pack("<4H2IH", 0, 0, 65535, 65535, 2**31, 4, 0)
    )


def member_of(content: bytes, name: str, method: int) -> bytes:
    """An archive of one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def lying_member() -> bytes:
    """An archive whose directory says that 100 MB are 10 bytes."""
    content = bytearray(member_of(bytes(100_000_000), "data.mat", zipfile.ZIP_DEFLATED))
    at = content.rindex(b"PK\1\2")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


ARCHIVES: Corpus = {
    "30,000 files": lambda: many_members(30_000),
    "a directory that is not there": lying_directory,
    "a file that is larger than it says": lying_member,
    "80 MB by LZMA": lambda: member_of(bytes(80 << 20), "data.mat", zipfile.ZIP_LZMA),
    "cells 20,000 deep": lambda: member_of(
        nested_cells(20_000), "data.mat", zipfile.ZIP_DEFLATED
    ),
    "an archive in an archive": lambda: member_of(
        lying_directory(), "PEID.zip", zipfile.ZIP_STORED
    ),
    "no bytes": lambda: b"",
}
