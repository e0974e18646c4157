"""How certain it is that something here is what its name says."""

from typing import Literal, TypeAlias

Provenance: TypeAlias = Literal[
    "published definition",
    "restated",
    "restated from public code, simplified",
    "reconstructed",
    "stand-in",
    "own definition",
]
"""How far a scheme or an index here is known to be the one of its name.

Written down by its authors; described by third parties only; simplified after code that
its authors published; deduced from published images, values or descriptions; unknown,
with something similar in its place; or defined by this project.
"""
