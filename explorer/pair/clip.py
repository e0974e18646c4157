"""A file of several frames, whose content is kept so that each can be read."""

from core.image import Frames, ImageError, Picture


class Clip:
    """The frames of a file; safe to share between threads.

    Parameters
    ----------
    frames : Frames
        Of content in memory.
    size : int
        Bytes of that content.

    Attributes
    ----------
    count : int
        How many frames there are, at least 2.
    size : int
        Bytes that are kept.
    """

    def __init__(self, frames: Frames, size: int) -> None:
        self._frames = frames
        self.count, self.size = frames.count, size

    def read(self, number: int, white: float | None = None) -> Picture:
        """Decode a frame, from 1, with a value of white.

        Raises
        ------
        ImageError
            If there is no such frame, or it cannot be read.
        """
        return self._frames.read(number, data_range=white)


def clip_of(content: bytes, name: str) -> Clip | None:
    """Return the frames of a file that holds several.

    None where it holds one, or more than are read one by one; its first frame may be
    read all the same.
    """
    try:
        frames = Frames(content, name)
    except ImageError:
        return None
    if frames.count > 1:
        return Clip(frames, len(content))
    frames.close()
    return None
