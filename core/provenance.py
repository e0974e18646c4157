"""The four grades of certainty about a scheme or an index."""

from typing import Literal, TypeAlias

Provenance: TypeAlias = Literal[
    "published definition", "restated", "reconstructed", "stand-in"
]
"""How certain it is that a scheme or an index here is the one of its name.

Published definition: its authors wrote it down. Restated: only third parties describe
it. Reconstructed: deduced from published images, values or descriptions. Stand-in: it
is unknown, and something similar stands in its place.
"""
