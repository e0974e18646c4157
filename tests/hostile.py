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
from itertools import pairwise

import numpy as np
from PIL import Image
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
    start = struct.pack("<HHHH", 0x0009, 4, 2, 0x10)  # BIFF 2
    return start + records + struct.pack("<HH", 0x0A, 0)


def far_cell() -> bytes:
    """A number in the last corner of a sheet."""
    cell = struct.pack("<HHHH3sd", 0x0003, 15, 16383, 255, bytes(3), 1.0)
    return biff(cell)


def every_row() -> bytes:
    """A number at the end of every row."""
    return biff(
        b"".join(
            struct.pack("<HHHH3sd", 0x0003, 15, row, 255, bytes(3), 1.0)
            for row in range(16384)
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
    "4 million cells": every_row,
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


# ---- pictures ----


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG file."""
    sum_ = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + sum_


def png(
    width: int,
    height: int,
    colour: int = 2,
    bits: int = 8,
    *,
    before: bytes = b"",
    interlaced: bool = False,
) -> bytes:
    """A black PNG file of any size; `before` stands before its pixels."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = bytes(1 + -(-width * channels * bits // 8))
    packer = zlib.compressobj(9)
    packed = [packer.compress(row) for _ in range(height)]
    if interlaced:  # seven pictures, each with bytes at its rows' beginnings
        packed.append(packer.compress(bytes(2 * height)))
    packed.append(packer.flush())
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    palette = chunk(b"PLTE", bytes(range(48))) if colour == 3 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + palette
        + before
        + chunk(b"IDAT", b"".join(packed))
        + chunk(b"IEND", b"")
    )


def many_png_chunks(count: int, kind: bytes) -> bytes:
    """A small PNG file with many chunks of almost nothing."""
    return png(64, 64, before=chunk(kind, b"a\0b") * count)


def split_png(count: int) -> bytes:
    """A small PNG file whose pixels come in chunks of no byte."""
    return png(64, 64, before=chunk(b"IDAT", b"") * count)


Tags = dict[int, int | tuple[int, ...]]
"""Values of a TIFF file by the number of their tag."""


def tiff(tags: Tags, body: bytes, directories: int = 1) -> bytes:
    """A TIFF file of tags and bytes, its directory repeated from the end backwards."""
    out = bytearray(struct.pack("<2sHI", b"II", 42, 0) + body + bytes(len(body) % 2))
    entries = b""
    for tag, value in sorted(tags.items()):
        if isinstance(value, tuple):
            entries += struct.pack("<HHII", tag, 4, len(value), len(out))
            out += struct.pack(f"<{len(value)}I", *value)
        else:
            entries += struct.pack("<HHII", tag, 4, 1, value)
    directory = struct.pack("<H", len(tags)) + entries
    size = len(directory) + 4
    first = len(out)
    # Backwards: nobody can guess the place of the next one.
    places = [first, *(first + k * size for k in range(directories - 1, 0, -1)), 0]
    links = dict(pairwise(places))
    for k in range(directories):
        out += directory + struct.pack("<I", links[first + k * size])
    out[4:8] = struct.pack("<I", first)
    return bytes(out)


def grey_tags(width: int, height: int, size: int, **more: int) -> Tags:
    """Tags of a grey picture in one strip."""
    tags: Tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1}
    tags |= {278: height, 279: size}
    return tags | {int(tag[1:]): value for tag, value in more.items()}


def many_strips(side: int) -> bytes:
    """A picture of 32 pixels across, a strip for each row, all the same bytes."""
    tags = grey_tags(32, side, 32, t278=1)
    return tiff({**tags, 273: (8,) * side, 279: (32,) * side}, bytes(32))


def shared_strips(count: int, size: int) -> bytes:
    """Strips that all say they are the whole file."""
    tags = grey_tags(32, count, size, t278=1, t259=8)
    return tiff({**tags, 273: (8,) * count, 279: (size,) * count}, bytes(size))


def one_strip(
    width: int, height: int, samples: int, bits: int, predictor: int = 1
) -> bytes:
    """Colour in one strip by deflate, as large as its samples may be."""
    packer = zlib.compressobj(9)
    size = width * height * samples * bits // 8
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(-(-size >> 20)))
    body += packer.flush()
    tags = grey_tags(width, height, len(body), t259=8, t277=samples, t258=bits)
    return tiff({**tags, 262: 2 if samples > 2 else 1, 317: predictor}, body)


def two_widths(height: int) -> bytes:
    """A TIFF file with two numbers in the place of its width."""
    return tiff({**grey_tags(64, height, 4096), 256: (1, 2)}, bytes(4096))


def runs(count: int, pair: bytes) -> bytes:
    """A BMP file of 20 megapixels in runs."""
    body = pair * count
    head = struct.pack("<IiiHHIIiiII", 40, 5000, 4000, 1, 8, 1, len(body), 0, 0, 256, 0)
    start = 14 + len(head) + 1024
    return (
        struct.pack("<2sIHHI", b"BM", start + len(body), 0, 0, start)
        + head
        + bytes(1024)
        + body
    )


def jpeg_2000(
    width: int,
    height: int,
    components: int = 3,
    block: int = 6,
    precinct: int = 15,
    layers: int = 1,
) -> bytes:
    """A codestream of a small picture that says it is a large one."""
    file = io.BytesIO()
    small = np.zeros((64, 64) if components == 1 else (64, 64, components), np.uint8)
    Image.fromarray(small).save(
        file, "JPEG2000", no_jp2=True, codeblock_size=(1 << block,) * 2
    )
    content = bytearray(file.getvalue())
    size = content.index(b"\xff\x51")
    struct.pack_into(">II", content, size + 6, width, height)
    struct.pack_into(">II", content, size + 22, width, height)
    style = content.index(b"\xff\x52")
    struct.pack_into(">H", content, style + 6, layers)
    if precinct != 15:
        levels = content[style + 9]
        content[style + 4] |= 1
        content[style + 3] += levels + 1
        sizes = bytes([precinct * 17] * (levels + 1))
        content[style + 14 : style + 14] = sizes
    return bytes(content)


def many_scans(width: int, height: int, count: int) -> bytes:
    """A progressive JPEG file that refines nothing, over and over."""
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, "JPEG", progressive=True)
    content = file.getvalue()
    # The last scan, again and again before the end of the file.
    last = content.rindex(b"\xff\xda")
    return content[:-2] + content[last:-2] * count + content[-2:]


def many_segments(count: int) -> bytes:
    """A JPEG file with many comments of no character."""
    file = io.BytesIO()
    Image.new("L", (64, 64)).save(file, "JPEG")
    content = file.getvalue()
    return content[:2] + b"\xff\xfe\0\2" * count + content[2:]


def many_gif_frames(count: int) -> bytes:
    """A GIF file of many frames of one pixel."""
    file = io.BytesIO()
    Image.new("P", (64, 64)).save(file, "GIF")
    content = file.getvalue()
    frame = b"," + struct.pack("<4HB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0"
    return content[:-1] + frame * count + b";"


def many_gif_comments(count: int) -> bytes:
    """A GIF file with many comments before its picture."""
    file = io.BytesIO()
    Image.new("P", (64, 64)).save(file, "GIF")
    content = file.getvalue()
    at = 13 + 3 * 2 ** (content[10] % 8 + 1) * (content[10] >> 7)
    return content[:at] + b"!\xfe\1a\0" * count + content[at:]


def text_pnm(kind: int, width: int, height: int, white: int) -> bytes:
    """A picture that is written as text."""
    values = width * height * (3 if kind == 3 else 1)
    head = b"P%d %d %d " % (kind, width, height)
    return head + (b"" if kind == 1 else b"%d " % white) + b"1 " * values


def cut(content: bytes) -> bytes:
    """Nine tenths of a file."""
    return content[: len(content) * 9 // 10]


def encoded(kind: str, mode: str, width: int, height: int, **options: object) -> bytes:
    """A picture of one colour, by Pillow."""
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, kind, **options)
    return file.getvalue()


WIDE, HIGH = 8000, 5000
"""40 megapixels: the largest that is read."""

PICTURES: Corpus = {
    "PNG of 40 MP": lambda: png(WIDE, HIGH),
    "PNG of 40 MP, 16 bits with alpha": lambda: png(WIDE, HIGH, 6, 16),
    "PNG of 40 MP, grey with alpha, 16 bits": lambda: png(WIDE, HIGH, 4, 16),
    "PNG of 40 MP, a palette": lambda: png(WIDE, HIGH, 3),
    "PNG of 40 MP, cut": lambda: cut(png(WIDE, HIGH)),
    "PNG of 40 MP, interlaced": lambda: png(WIDE, HIGH, interlaced=True),
    "PNG of 49,000 texts": lambda: many_png_chunks(49_000, b"tEXt"),
    "PNG of 1.3 million texts": lambda: many_png_chunks(1_300_000, b"tEXt"),
    "PNG of 49,000 pieces of pixels": lambda: split_png(49_000),
    "PNG of 1.6 million pieces of pixels": lambda: split_png(1_600_000),
    "TIFF of 10,000 directories": lambda: tiff(
        grey_tags(64, 64, 4096), bytes(4096), 10_000
    ),
    "TIFF of 170,000 directories": lambda: tiff(
        grey_tags(64, 64, 4096), bytes(4096), 170_000
    ),
    "TIFF of 49,000 strips": lambda: many_strips(49_000),
    "TIFF of a million strips": lambda: many_strips(1_000_000),
    "TIFF of shared strips": lambda: shared_strips(40_000, 1 << 20),
    "TIFF of 16-bit colour in one strip": lambda: one_strip(WIDE, HIGH, 3, 16, 2),
    "TIFF of 12-bit grey in one strip": lambda: one_strip(WIDE, HIGH, 1, 12),
    "TIFF of float colour in one strip": lambda: one_strip(5000, 4000, 3, 32),
    "TIFF of CMYK": lambda: tiff(
        grey_tags(WIDE, HIGH, 160_000_000, t277=4, t262=5), bytes(160_000_000)
    ),
    "TIFF of 19 MB of PackBits that say nothing": lambda: tiff(
        grey_tags(4400, 4400, 19_000_000, t259=32773), b"\x80" * 19_000_000
    ),
    "TIFF of 19 MB of short PackBits": lambda: tiff(
        grey_tags(3000, 3100, 18_600_000, t259=32773), b"\0a" * 9_300_000
    ),
    "TIFF of two widths": lambda: two_widths(2**31),
    "TIFF of LZMA": lambda: tiff(grey_tags(64, 64, 100, t259=34925), bytes(100)),
    "JPEG 2000 of 40 MP in colour": lambda: jpeg_2000(WIDE, HIGH),
    "JPEG 2000 of 26 MP in colour": lambda: jpeg_2000(6500, 4000),
    "JPEG 2000 of 40 MP in grey": lambda: jpeg_2000(WIDE, HIGH, 1),
    "JPEG 2000 of tiny code-blocks": lambda: jpeg_2000(6000, 4000, 1, block=2),
    "JPEG 2000 of small code-blocks": lambda: jpeg_2000(2000, 2000, 1, block=2),
    "JPEG 2000 of tiny precincts": lambda: jpeg_2000(6000, 4000, 1, precinct=1),
    "JPEG 2000 of 65,535 layers": lambda: jpeg_2000(4000, 4000, 1, layers=65535),
    "JPEG 2000 of layers in precincts": lambda: jpeg_2000(
        4000, 4000, 1, precinct=6, layers=65535
    ),
    "JPEG of 40 MP": lambda: encoded("JPEG", "RGB", WIDE, HIGH),
    "JPEG of 40 MP, progressive": lambda: encoded(
        "JPEG", "RGB", WIDE, HIGH, progressive=True
    ),
    "JPEG of 40 MP, cut": lambda: cut(encoded("JPEG", "RGB", WIDE, HIGH)),
    "JPEG of 40 MP, CMYK": lambda: encoded("JPEG", "CMYK", WIDE, HIGH),
    "JPEG of 8 scans more of 40 MP": lambda: many_scans(WIDE, HIGH, 8),
    "JPEG of 1,000 scans": lambda: many_scans(WIDE, HIGH, 1000),
    "JPEG of 1,000 scans of 1 MP": lambda: many_scans(1000, 1000, 1000),
    "JPEG of 49,000 comments": lambda: many_segments(49_000),
    "JPEG of 4 million comments": lambda: many_segments(4_000_000),
    "GIF of 900 frames": lambda: many_gif_frames(900),
    "GIF of a million frames": lambda: many_gif_frames(1_000_000),
    "GIF of 49,000 comments": lambda: many_gif_comments(49_000),
    "GIF of 3 million comments": lambda: many_gif_comments(3_000_000),
    "GIF of 40 MP": lambda: encoded("GIF", "P", WIDE, HIGH),
    "WebP of 40 MP": lambda: encoded("WEBP", "RGB", WIDE, HIGH, method=0),
    "WebP of 40 MP, lossless": lambda: encoded(
        "WEBP", "RGBA", WIDE, HIGH, lossless=True, method=0, quality=0
    ),
    "AVIF of 40 MP": lambda: encoded("AVIF", "RGB", WIDE, HIGH, speed=10),
    "BMP of 40 MP, cut": lambda: encoded("BMP", "RGB", WIDE, HIGH)[:20_000_000],
    "BMP of 4 MB of runs": lambda: runs(1_990_000, b"\1\0"),
    "BMP of 19 MB of runs": lambda: runs(9_500_000, b"\1\0"),
    "PGM of 19 MB of text": lambda: text_pnm(2, 3000, 3166, 9),
    "PPM of 31 MB of text": lambda: text_pnm(3, 2500, 2060, 9),
    "PBM of 31 MB of text": lambda: text_pnm(1, 4000, 3900, 1),
    "PGM of 80 MB of text": lambda: text_pnm(2, 8000, 5000, 9),
    "PGM of a comment without end": lambda: b"P2\n#" + b"x" * 20_000_000,
    "PPM of white 100": lambda: b"P6 8000 5000 100\n" + bytes(120_000_000),
    "PPM of white 65535": lambda: b"P6 8000 5000 65535\n" + bytes(240_000_000),
}


# ---- animations ----


def animation(
    kind: str, frames: int, width: int, height: int, mode: str = "L", **how: object
) -> bytes:
    """Frames of which every one covers the picture, and differs from the one before."""
    file = io.BytesIO()
    first, *others = (
        Image.new("L", (width, height), 40 + 9 * (k % 20)).convert(mode)
        for k in range(frames)
    )
    first.save(file, kind, save_all=True, append_images=others, **how)
    return file.getvalue()


def pages(frames: int, width: int, height: int) -> bytes:
    """Pages of a TIFF file that all are the same strip."""
    strip = zlib.compress(bytes(width * height), 9)
    return tiff(grey_tags(width, height, len(strip), t259=8), strip, frames)


ANIMATIONS: Corpus = {
    "GIF of 500 frames, 200 MP": lambda: animation("GIF", 500, 640, 625),
    "GIF of 5 frames, 200 MP": lambda: animation("GIF", 5, WIDE, HIGH),
    "GIF of 500 frames, put back": lambda: animation("GIF", 500, 640, 625, disposal=3),
    "GIF of 6 frames, 240 MP": lambda: animation("GIF", 6, WIDE, HIGH),
    "GIF of a million frames": lambda: many_gif_frames(1_000_000),
    "APNG of 500 frames, 200 MP": lambda: animation("PNG", 500, 640, 625),
    "APNG of 5 frames, 200 MP": lambda: animation("PNG", 5, WIDE, HIGH),
    "APNG of 500 frames, put back": lambda: animation(
        "PNG", 500, 640, 625, "RGBA", disposal=2
    ),
    "WebP of 500 frames, 200 MP": lambda: animation(
        "WEBP", 500, 640, 625, lossless=True, method=0, quality=0
    ),
    "TIFF of 500 pages, 200 MP": lambda: pages(500, 640, 625),
    "TIFF of 5 pages, 200 MP": lambda: pages(5, WIDE, HIGH),
    "TIFF of 170,000 directories": PICTURES["TIFF of 170,000 directories"],
}
"""Of `core.image.Frames`: counted, then the last frame read."""


# ---- tables ----

TABLES: Corpus = {
    "20 million blank lines": lambda: b"\n" * 20_000_000,
    "190,000 blank lines": lambda: b"\n" * 190_000 + b"plain,encrypted\na,b\n",
    "20 million commas": lambda: b"," * 20_000_000,
    "20 million commas under headings": lambda: (
        b"plain,encrypted\n" + b"," * 20_000_000
    ),
    "20 million bars": lambda: b"sep=|\n" + b"|" * 20_000_000,
    "a million headings": lambda: b"plain,encrypted," + b"a," * 1_000_000,
    "16,000 headings": lambda: (
        b"plain,encrypted," + b",".join(b"c%d" % k for k in range(16_000)) + b"\na,b\n"
    ),
    "a cell of 20 MB": lambda: b"plain,encrypted\n" + b"a" * 20_000_000,
    "a quote without end": lambda: b'plain,encrypted\n"' + b"a,\n" * 6_000_000,
    "100,000 apostrophes": lambda: b"plain,encrypted\n" + b"'" * 100_000 + b"=",
    "190,000 rows": lambda: b"plain,encrypted,score\n" + b"a,b,1\n" * 190_000,
    "6 million rows": lambda: b"plain,encrypted\n" + b"a,b\n" * 6_000_000,
    "noise": lambda: np.random.default_rng(3).bytes(1_000_000),
    "UTF-16 without an end": lambda: b"\xff\xfep\0l",
    "a number of 100,000 digits": lambda: (
        b"plain,encrypted,score\na,b," + b"1" * 100_000 + b"\n"
    ),
}
