"""The four grades of certainty about a scheme or an index."""

from typing import Literal, TypeAlias

Provenance: TypeAlias = Literal[
    "published definition",
    "restated",
    "restated from public code, simplified",
    "reconstructed",
    "stand-in",
    "own definition",
]
"""How certain it is that a scheme or an index here is the one of its name.

Published definition: its authors wrote it down. Restated: only third parties describe
it. Restated from public code, simplified: after code that its authors published.
Reconstructed: deduced from published images, values or descriptions. Stand-in: it is
unknown, and something similar stands in its place. Own definition: this project's.
"""
