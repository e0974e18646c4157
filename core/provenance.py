"""How certain it is that something here is what its name says."""

from typing import Literal, TypeAlias

Provenance: TypeAlias = Literal[
    "published definition", "restated", "reconstructed", "stand-in"
]
"""How far a scheme or an index here is known to be the one of its name.

Written down by its authors; described by third parties only; deduced from published
images, values or descriptions; or unknown, with something similar in its place.
"""
