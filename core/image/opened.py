"""Whatever holds the bytes of a file, opened so that it can seek."""

import io
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from core.image.errors import ImageError
from core.image.limits import most
from core.image.plain_files import open_plain

MAX_BYTES = most("stream")
"""Most bytes that are read of a stream, whose length is not known before."""


class Readable(Protocol):
    """A binary file, or anything that reads like one; it need not seek."""

    def read(self) -> bytes:
        """Return all that is left."""
        ...


File: TypeAlias = (
    str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Readable
)


def name_of(source: object) -> str:
    """Return the file name that messages use."""
    path = source
    if not isinstance(source, str | os.PathLike):
        path = getattr(source, "name", None)
    if not isinstance(path, str | os.PathLike):
        return "the picture"
    return Path(path).name or str(path) or "a file without a name"


def opened(source: File, name: str) -> BinaryIO:
    """Open whatever holds a file, so that it can seek; to be closed."""
    if isinstance(source, bytes | bytearray | memoryview):
        return io.BytesIO(source)
    if not isinstance(source, str | os.PathLike):
        return _whole(source, name)
    try:
        return open_plain(source)
    except OSError as error:
        raise ImageError(f"cannot open {name}: {error.strerror}") from error
    except (ValueError, TypeError) as error:  # a null character
        raise ImageError(f"cannot open {name}: {error}") from error


def _whole(source: BinaryIO | Readable, name: str) -> BinaryIO:
    """Read all of a stream, from its beginning if it can go there."""
    with suppress(Exception):  # pipes and foreign objects fail each in its way
        source.seek(0)  # pyright: ignore[reportAttributeAccessIssue]
    try:
        try:
            content = source.read(MAX_BYTES + 1)  # pyright: ignore[reportCallIssue]
        except TypeError:  # a `read` that takes no number
            content = source.read()
    except Exception as error:
        raise ImageError(f"cannot read {name}: {error}") from error
    if isinstance(content, str):
        raise ImageError(
            f"cannot read {name}: it gives text. Open it with mode 'rb', for bytes"
        )
    if not isinstance(content, bytes | bytearray | memoryview):
        raise ImageError(
            f"cannot read {name}: expected bytes, got {type(content).__name__}"
        )
    if len(content) > MAX_BYTES:
        raise ImageError(f"{name} is too large: it has more than 1 GB")
    return io.BytesIO(content)
