"""What decoders warn and log stays behind the door; notes say what matters of it."""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_LIBRARIES = r"(PIL|tifffile)\b"
_LOGGERS = (
    "tifffile",
    "PIL.Image",
    "PIL.ImageFile",
    "PIL.PngImagePlugin",
    "PIL.TiffImagePlugin",
)

_LOCK = threading.Lock()
_READING = threading.local()
_readers = 0
_added: list[tuple[object, ...]] = []


class _NotWhileReading(logging.Filter):
    """Drops what is logged by a thread that reads a picture here, and nothing else."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not getattr(_READING, "depth", 0)


for _name in _LOGGERS:
    logging.getLogger(_name).addFilter(_NotWhileReading())


@contextmanager
def decoders_quiet() -> Iterator[None]:
    """Keep the warnings and log lines of Pillow and tifffile from the user.

    `warnings.catch_warnings` would put back another thread's filters; here the first
    reader adds one filter, for these two libraries alone, and the last one removes it.
    """
    global _readers
    with _LOCK:
        _readers += 1
        before = list(warnings.filters)
        warnings.filterwarnings("ignore", module=_LIBRARIES)
        _added.extend(item for item in warnings.filters if item not in before)
    _READING.depth = getattr(_READING, "depth", 0) + 1
    try:
        yield
    finally:
        _READING.depth -= 1
        with _LOCK:
            _readers -= 1
            if not _readers:
                for item in _added:
                    if item in warnings.filters:
                        warnings.filters.remove(item)  # pyright: ignore
                _added.clear()
