"""How many frames a file has, counted by its parts and not by what it says of them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from PIL import ImageFile

from core.image.census import gif_pictures, png_chunks, riff_chunks
from core.image.errors import ImageError
from core.image.limits import most

ANIMATED = (b"GIF8", b"\x89PNG", b"RIFF")
"""First bytes of files that may be animated, and are read frame by frame."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameCount:
    """Frames of a file.

    Attributes
    ----------
    frames : int
        How many there are, at least 1.
    pixels : int
        Of all of them together.
    said : str
        One sentence where the file says another number, else "".
    """

    frames: int
    pixels: int
    said: str = ""


def count_animation(
    file: BinaryIO, image: ImageFile.ImageFile, name: str
) -> FrameCount:
    """Count the frames of a GIF, WebP or PNG file.

    Parameters
    ----------
    file : binary file
        That can seek; its place is moved.
    image : ImageFile
        The same file, its header read.
    name : str
        What messages call it.

    Raises
    ------
    ImageError
        If a frame of a GIF file reaches beyond the picture.

    Notes
    -----
    What a file says is not believed: a PNG file of three frames may say that it has two
    billion. Counting ends at one more than the limit.
    """
    frames, said = _COUNTS[image.format or ""](file, image, name)
    frames = max(frames, 1)
    return FrameCount(
        frames=frames, pixels=frames * image.width * image.height, said=said
    )


def _gif(file: BinaryIO, image: ImageFile.ImageFile, name: str) -> tuple[int, str]:
    frames = 0
    for left, top, width, height in islice(
        gif_pictures(file, name), most("frames read") + 1
    ):
        frames += 1
        # Decoders enlarge the picture then, and forget to ask whether it is too large.
        if left + width > image.width or top + height > image.height:
            raise ImageError(
                f"{name} is damaged: its frame {frames} reaches beyond the picture of "
                f"{image.width} × {image.height} pixels"
            )
    return frames, ""


def _png(file: BinaryIO, image: ImageFile.ImageFile, name: str) -> tuple[int, str]:
    claimed, controls, still = 0, 0, False
    for kind, place in png_chunks(file):
        if kind == b"acTL" and not claimed:
            file.seek(place)
            claimed = int.from_bytes(file.read(4), "big")
        elif kind == b"IDAT":
            if not claimed:  # not animated, whatever follows
                break
            # Programs that know no animation show a picture before the first frame.
            still = still or not controls
        elif kind == b"fcTL":
            controls += 1
            if controls > most("frames read"):
                break
    # Pillow opens as one picture what it takes for no animation.
    frames = min(min(controls, claimed) + still, getattr(image, "n_frames", 1))
    if claimed == controls or frames < 2:
        return frames, ""
    return frames, f"{name} says that it has {claimed} frames and holds {controls}"


def _webp(file: BinaryIO, image: ImageFile.ImageFile, name: str) -> tuple[int, str]:
    del name
    frames = sum(kind == b"ANMF" for kind in riff_chunks(file))
    there = getattr(image, "n_frames", 1)
    return min(frames, there), ""


_COUNTS: dict[str, Callable[[BinaryIO, ImageFile.ImageFile, str], tuple[int, str]]] = {
    "GIF": _gif,
    "PNG": _png,
    "WEBP": _webp,
}
