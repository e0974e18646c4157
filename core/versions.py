"""The versions that a number was computed with, the same in all files and on pages."""

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = (
    "numpy",
    "scipy",
    "scikit-image",
    "pillow",
    "numba",
    "PyWavelets",
    "cryptography",
)
"""Libraries that scores and encryptions are computed with."""


def versions() -> dict[str, str]:
    """Return the versions of Showthrough, Python and `LIBRARIES`, by name."""
    return {
        "showthrough": _version("showthrough"),
        "python": platform.python_version(),
        **{name: _version(name) for name in LIBRARIES},
    }


@cache  # the description of an installed package is long, and read anew each time
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
