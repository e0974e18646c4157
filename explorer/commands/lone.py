"""Images that a command reads one by one, and is not given as a pair."""

from pathlib import Path

from core.image import Picture, read_picture
from explorer.commands.base import say


def read(path: Path) -> Picture:
    """Read a file, and print what there is to say of it.

    Raises
    ------
    ImageError
        If the file cannot be read.
    """
    picture = read_picture(path)
    say(picture.notes)
    return picture
