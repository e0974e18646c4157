"""Limits of what comes in, written down once, each with its reason.

They bound what a file may cost: within them every file up to its size is read, or
refused, within about 5 seconds of CPU and 700 MB above what the imports take.
`benchmarks/limits.py` measures the worst files that we know.
"""

from dataclasses import dataclass

from core.image.errors import ImageError
from core.image.luma import check_side


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """The most of one thing that is read.

    Attributes
    ----------
    most : int
        The limit; what has exactly so many is read.
    of : str
        What is counted.
    why : str
        Why it is not more, and why honest files do not need more.
    """

    most: int
    of: str
    why: str


MB = 1_000_000

LIMITS: dict[str, Limit] = {
    "pixels": Limit(
        most=40 * MB,
        of="pixels of a picture",
        why="in floating point, 40 megapixels take 320 MB",
    ),
    "samples": Limit(
        most=240 * MB,
        of="bytes of a picture's samples, once decoded",
        why="40 megapixels in colour of 16 bits",
    ),
    "stream": Limit(
        most=1 << 30,
        of="bytes of a file that is held in memory",
        why="as much again is needed to decode it. Most pictures are far smaller",
    ),
    "frames": Limit(
        most=1000,
        of="frames or pages that are counted",
        why="only the first is used. A directory costs the same time as a picture",
    ),
    "frames read": Limit(
        most=500,
        of="frames or pages of a file that are read one by one",
        why="each is scored by itself, as long as a picture takes. An animation of 20 "
        "seconds has as many",
    ),
    "frames' pixels": Limit(
        most=200 * MB,
        of="pixels of all these frames together",
        why="frames lie over those before them, so that all may be decoded for the "
        "last one: some seconds",
    ),
    "parts": Limit(
        most=50_000,
        of="chunks, segments or blocks of one picture file",
        why="decoders take some 10 microseconds for each. Cameras write hundreds",
    ),
    "tags": Limit(
        most=4096,
        of="tags of a page of TIFF",
        why="each takes a few microseconds to read. Some 200 are registered",
    ),
    "scans": Limit(
        most=400 * MB,
        of="scans of a progressive JPEG file, times its pixels",
        why="every scan goes over all pixels. Programs write about ten",
    ),
    "wavelets": Limit(
        most=80 * MB,
        of="samples of a tile of JPEG 2000",
        why="its decoder takes about 6 bytes for each",
    ),
    "code-blocks": Limit(
        most=250_000,
        of="code-blocks of JPEG 2000, and precincts",
        why="its decoder takes some 500 bytes for each. 40 megapixels in colour have "
        "30,000 of the usual size",
    ),
    "packets": Limit(
        most=1 * MB,
        of="packets of JPEG 2000: layers, times the precincts of all components",
        why="its decoder goes through all that are announced, also where none is "
        "there, in up to 2 microseconds each. 40 megapixels in colour with 12 layers "
        "have some 30,000",
    ),
    "runs": Limit(
        most=4 * MB,
        of="bytes of a BMP file whose pixels are compressed in runs",
        why="its decoder is written in Python and takes a microsecond for two bytes",
    ),
    "text": Limit(
        most=32 * MB,
        of="bytes of a picture or a table that is written as text",
        why="reading numbers from text takes 0.1 microseconds a byte",
    ),
    "rows": Limit(
        most=200_000,
        of="lines of a table, empty ones too",
        why="the largest database of human scores has some 10,000",
    ),
    "columns": Limit(
        most=16_384,
        of="columns of a table",
        why="a sheet of Excel has no more",
    ),
    "cells": Limit(
        most=1_000_000,
        of="cells of a table or a sheet, and values of a MATLAB file",
        why="a cell takes about a microsecond. PEID's data.mat has 4,400",
    ),
    "nesting": Limit(
        most=16,
        of="structures of a MATLAB file inside each other",
        why="PEID's scores lie three deep",
    ),
    "entries": Limit(
        most=20_000,
        of="files of a folder or an archive",
        why="the largest database of encrypted pictures has some 1,100",
    ),
    "depth": Limit(
        most=32,
        of="folders inside each other that are searched",
        why="databases lie two or three deep",
    ),
    "member": Limit(
        most=64 * 2**20,
        of="bytes that one member of an archive, or one file of a folder, may have",
        why="a picture of either database has less than 1 MB",
    ),
}
"""Every limit, by its name."""

MAX_PIXELS = LIMITS["pixels"].most
"""Most pixels a file may hold."""


def most(name: str) -> int:
    """Return the number of a limit."""
    return LIMITS[name].most


def check_size(width: int, height: int, name: str) -> None:
    """Refuse pictures that are too large to decode, or too small to say much about.

    Raises
    ------
    ImageError
        If there are more than 40 megapixels, or a side is under 32.
    """
    if width * height > MAX_PIXELS:
        raise ImageError(
            f"{name} is too large: {width} × {height} is "
            f"{width * height / 1e6:.1f} megapixels, at most "
            f"{MAX_PIXELS // 1_000_000} are read. Make it smaller first"
        )
    check_side(height, width, name)


def frames_note(frames: int, name: str) -> str:
    """Say that a file holds more than one frame, "" if it does not."""
    if frames < 2:
        return ""
    limit = most("frames")
    count = frames if frames <= limit else f"more than {limit:,}"
    return f"{name} holds {count} frames. The first one is used"


def check_frames(frames: int, pixels: int, name: str) -> None:
    """Refuse files of more frames, or more pixels in all, than are read one by one.

    Raises
    ------
    ImageError
        If there are more than 500 frames, or more than 200 megapixels in all.
    """
    limit, all_pixels = most("frames read"), most("frames' pixels")
    if frames > limit:
        raise ImageError(
            f"{name} holds more than {limit} frames. At most {limit} are read one by "
            "one: cut it into shorter files"
        )
    if frames > 1 and pixels > all_pixels:
        raise ImageError(
            f"{name} holds {frames} frames of {pixels / 1e6:.1f} megapixels in all. At "
            f"most {all_pixels // 1_000_000} are read one by one: cut it into shorter "
            "files, or make it smaller"
        )
