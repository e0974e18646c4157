"""The frame that a command looks at, where files hold several."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from core.image import Frames


def frame_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command of a plain and an encrypted picture the option --frame."""
    return click.option(
        "--frame",
        type=click.IntRange(min=1),
        help="Frame of ENCRYPTED where it is an animated GIF, WebP or PNG, or page of "
        "a TIFF, counted from 1. Of PLAIN too. A file of one frame stays as it is "
        "beside one of several.",
    )(command)


def frames_of(paths: Sequence[Path], frame: int | None) -> list[int | None]:
    """Return which frame to read of each file, None for its only one, or its first.

    Where no file holds several, the last one is asked for the frame, and refuses it
    unless it is the first.

    Raises
    ------
    ImageError
        If a file cannot be read.
    """
    if frame is None:
        return [None] * len(paths)
    counts = []
    for path in paths:
        with Frames(path, path.name) as frames:
            counts.append(frames.count)
    if max(counts) == 1:
        return [*[None] * (len(paths) - 1), frame]
    return [frame if count > 1 else None for count in counts]
