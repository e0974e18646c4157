"""Images that a command reads one by one, and is not given as a pair."""

from pathlib import Path

from core.image import Picture, read_picture
from explorer.commands.base import say


def read(
    path: Path,
    white: float | None = None,
    *,
    strict: bool = False,
    frame: int | None = None,
) -> Picture:
    """Read a file, and print what there is to say of it.

    Parameters
    ----------
    path : Path
        The file.
    white : float, optional
        Value of white; that of the file's type unless given.
    strict : bool
        Refuse a file that ends early.
    frame : int, optional
        Frame of a file of several, from 1; the first unless given.

    Raises
    ------
    ImageError
        If the file cannot be read.
    """
    picture = read_picture(path, data_range=white, strict=strict, frame=frame)
    say(picture.notes)
    return picture
