"""Frames of an animated file or pages of a TIFF file, read one by one.

GIF, WebP and APNG lay every frame over those before it, so that a frame costs as much
as all before it; `Frames` goes on from the last one that was read.
"""

import threading
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

from PIL import ImageFile

from core.image import tiff
from core.image.census import check_parts
from core.image.errors import ImageError
from core.image.files import coarse_note, has_16_bits, in_words, open_image, read_file
from core.image.frame_count import ANIMATED, FrameCount, count_animation
from core.image.limits import check_frames, check_size
from core.image.opened import File, opened
from core.image.picture import Picture
from core.image.pillow import orientation_of, picture_of
from core.image.tiff_directories import pages_of


def frame_name(name: str, number: int) -> str:
    """Name of a frame in rows and messages, as "waves.gif, frame 3"."""
    return f"{name}, frame {number}"


class Frames:
    """The frames of a file, counted from 1; safe to share between threads.

    Parameters
    ----------
    source : path, bytes or binary file
        Any image file. Formats other than GIF, WebP, PNG and TIFF have one frame.
    name : str
        What messages call it.

    Attributes
    ----------
    count : int
        How many frames the file really has, at least 1, whatever it says.

    Raises
    ------
    ImageError
        If it cannot be read, or has more than 500 frames, or more than 200 megapixels
        in all.
    """

    def __init__(self, source: File, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._close = ExitStack()
        self._image: ImageFile.ImageFile | None = None
        self._pages: tuple[int, ...] = ()
        self._broken: int | None = None
        try:
            self._file = self._close.enter_context(opened(source, name))
            with in_words(self._file, name):
                found = self._counted()
            check_frames(found.frames, found.pixels, name)
        except BaseException:
            self.close()
            raise
        self.count = found.frames
        self._said = found.said

    def read(
        self, number: int, *, data_range: float | None = None, strict: bool = False
    ) -> Picture:
        """Decode one frame, as it is shown: laid over those before it.

        Parameters
        ----------
        number : int
            1 to `count`.
        data_range, strict
            As `core.image.read_picture` takes them.

        Raises
        ------
        ImageError
            If there is no such frame, or it cannot be read.
        """
        if not 1 <= number <= self.count:
            has = "1 frame" if self.count == 1 else f"{self.count} frames"
            raise ImageError(
                f"{self.name} holds {has}, counted from 1. There is no frame {number}"
            )
        name = frame_name(self.name, number)
        with self._lock:
            if self.count == 1:
                self._file.seek(0)
                content = self._file.read()
                return read_file(content, self.name, data_range, strict=strict)
            with in_words(self._file, name):
                if self._pages:
                    found = self._page(number, name, data_range, strict=strict)
                else:
                    found = self._laid(number, name, data_range)
        before = (self._said,) if self._said else ()
        return replace(found, remarks=(*before, *found.remarks))

    def close(self) -> None:
        """Close the file; one that was given open stays open."""
        self._close.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _counted(self) -> FrameCount:
        """Count the frames, none of them decoded."""
        file = self._file
        start = file.read(12)
        if start[:4] in tiff.STARTS:
            pages = pages_of(file, self.name)
            self._pages = tuple(page.place for page in pages)
            pixels = sum(page.width * page.height for page in pages)
            return FrameCount(frames=len(pages), pixels=pixels)
        if not start.startswith(ANIMATED):
            return FrameCount(frames=1, pixels=0)
        check_parts(file, self.name)
        with open_image(file) as image:
            check_size(image.width, image.height, self.name)
            return count_animation(file, image, self.name)

    def _page(
        self, number: int, name: str, data_range: float | None, *, strict: bool
    ) -> Picture:
        """Decode a page of a TIFF file; pages are independent."""
        return tiff.read_page(
            self._file, self._pages[number - 1], number, name, data_range, strict=strict
        )

    def _laid(self, number: int, name: str, data_range: float | None) -> Picture:
        """Decode a frame that lies over those before it."""
        if self._broken is not None and number >= self._broken:
            raise ImageError(
                f"{name} cannot be read, since it lies over frame {self._broken}, "
                "which is damaged"
            )
        if self._image is None or number <= self._image.tell():
            self._image = open_image(self._file)
        image, at = self._image, 1
        try:
            while (at := image.tell() + 1) < number:
                image.seek(at)
                check_size(image.width, image.height, self.name)
            # What the tiles say is forgotten when they are decoded.
            coarse = image.mode.startswith("RGB") and has_16_bits(image)
            image.load()
        except Exception:
            self._broken = at
            self._image = None
            raise
        remarks = [coarse_note(image, name)] if coarse else []
        return picture_of(
            image, name, remarks, data_range, orientation=orientation_of(image)
        )
