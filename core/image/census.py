"""What a file says it holds, counted before a decoder goes through it.

Decoders take time for every chunk, frame and scan, however empty. A file of 20 MB can
hold a million of them.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from core.image.errors import ImageError
from core.image.jpeg2000 import check_codestream
from core.image.limits import LIMITS, most


@dataclass(frozen=True, kw_only=True, slots=True)
class Census:
    """What was counted.

    Attributes
    ----------
    frames : int, optional
        Frames of a GIF file; None for other formats. One more than the limit stands for
        any number above it.
    """

    frames: int | None = None


def check_parts(file: BinaryIO, name: str) -> Census:
    """Refuse files of more parts than are read; what else is wrong, decoders say.

    Raises
    ------
    ImageError
        If a PNG file has too many chunks, a JPEG file too many segments or scans, a GIF
        file too many blocks, a BMP file too many runs, or JPEG 2000 parts that are too
        many or too large.
    """
    file.seek(0)
    start = file.read(12)
    if start.startswith(b"\x89PNG"):
        _count(png_chunks(file), "chunks", name)
    elif start.startswith(b"\xff\xd8"):
        _check_jpeg(file, name)
    elif start.startswith(b"GIF8"):
        pictures = islice(gif_pictures(file, name), most("frames") + 1)
        return Census(frames=sum(1 for _ in pictures))
    elif start.startswith(b"BM"):
        _check_bitmap(file, name)
    elif start.startswith(b"RIFF"):
        _count(riff_chunks(file), "chunks", name)
    elif start[4:8] == b"ftyp" or start[4:8] == b"jP  " or start[:2] == b"\xff\x4f":
        check_codestream(file, name)
    return Census()


def too_many(what: str, name: str, limit: int) -> ImageError:
    """Error about a file of more parts than are read."""
    return ImageError(
        f"{name} has more than {limit:,} {what}, which are not read. Save it again "
        "from another program"
    )


def _count(parts: Iterator[object], what: str, name: str) -> None:
    limit = most("parts")
    for number, _ in enumerate(parts, 1):
        if number > limit:
            raise too_many(what, name, limit)


def png_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the kind of every chunk of a PNG file, and where its content begins."""
    at = 8
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        yield kind, at + 8
        at += 12 + length


def riff_chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the kind of every chunk of a WebP file."""
    at = 12
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        kind, length = struct.unpack("<4sI", head)
        yield kind
        at += 8 + length + length % 2


def _check_jpeg(file: BinaryIO, name: str) -> None:
    """Count segments before the picture, and the scans that go over all pixels."""
    at, segments, pixels = 2, 0, 0
    limit = most("parts")
    while True:
        file.seek(at)
        head = file.read(9)
        if len(head) < 4 or head[0] != 0xFF:
            break
        kind = head[1]
        if kind == 0xFF:
            at += 1
            segments += 1
        elif kind == 0xDA:
            break
        elif kind == 1 or 0xD0 <= kind <= 0xD9:
            at += 2
            segments += 1
        else:
            if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", head[5:9].ljust(4, b"\0"))
                pixels = max(pixels, height * width)
            at += 2 + int.from_bytes(head[2:4], "big")
            segments += 1
        if segments > limit:
            raise too_many("segments", name, limit)
    most_scans = max(LIMITS["scans"].most // max(pixels, 1), 1)
    file.seek(at)
    scans, tail = 0, b""
    while chunk := file.read(1 << 20):
        scans += (tail + chunk).count(b"\xff\xda")
        tail = chunk[-1:] if chunk[-1:] == b"\xff" else b""
        # A preview in the file is a picture too: it adds a few.
        if scans > most_scans + 20:
            raise ImageError(
                f"{name} has more than {most_scans} scans over {pixels / 1e6:.1f} "
                "megapixels, which are not read. Save it without progressive scans"
            )


def _check_bitmap(file: BinaryIO, name: str) -> None:
    """Refuse long BMP files whose pixels are compressed in runs."""
    file.seek(14)
    header = file.read(20).ljust(20, b"\0")
    size, compression = struct.unpack("<I12xI", header)
    limit = most("runs")
    if size >= 40 and compression in (1, 2) and file.seek(0, 2) > limit:
        raise ImageError(
            f"{name} is too large: at most {limit // 1_000_000} MB are read of a BMP "
            "file that is compressed in runs. Save it without, or as PNG"
        )


def gif_pictures(file: BinaryIO, name: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, width and height of every whole frame of a GIF file.

    Raises
    ------
    ImageError
        If there are too many blocks before the first one.
    """
    limit = most("parts")
    file.seek(10)
    flags = file.read(3)
    at = 13 + _gif_colours(flags[:1])
    frames = blocks = extensions = 0
    while True:
        file.seek(at)
        head = file.read(10)
        picture = head[:1] == b"," and len(head) == 10
        if picture:
            at += 11 + _gif_colours(head[9:10])
        elif head[:1] == b"!":
            at += 2
        else:
            return
        size = b"\1"
        while size[0]:
            file.seek(at)
            size = file.read(1)
            blocks += 1
            extensions += not picture
            if extensions > limit and not frames:
                raise too_many("blocks before its picture", name, limit)
            if not size or blocks > 20 * limit:
                return
            at += 1 + size[0]
        if picture:
            frames += 1
            yield struct.unpack("<4H", head[1:9])


def _gif_colours(flags: bytes) -> int:
    """Bytes of the table of colours that flags announce."""
    return 3 << (flags[0] % 8 + 1) if flags and flags[0] & 128 else 0
