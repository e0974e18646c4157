"""Edges at several thresholds joined with co-occurrence, for two of the rivals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.indices.base import Map
from core.indices.canny import Overlap, edge_overlaps
from core.indices.cooccurrence import DIRECTIONS, FEATURES, cooccurrence_features
from core.indices.similarity import ratio_similarity

Reals = NDArray[np.float64]

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5)
"""High thresholds of the edge detection, of the largest gradient."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class EdgeTexture:
    """Similarity of edges and textures.

    Attributes
    ----------
    value : float
        VSI-Canny, in [0, 1].
    es, ts, w : float
        Edge similarity, texture similarity, and the weight of the latter, in [0, 0.5].
    overlaps : tuple of Overlap
        Edges of both images at every threshold.
    texture_plain, texture_encrypted, texture_similarity : NDArray
        (4, 4), directions by features of the co-occurrence.
    """

    value: float
    es: float
    ts: float
    w: float
    thresholds: tuple[float, ...]
    overlaps: tuple[Overlap, ...]
    texture_plain: Reals
    texture_encrypted: Reals
    texture_similarity: Reals

    @property
    def maps(self) -> dict[str, Map]:
        """Hits and misses at every threshold, and the features."""
        maps = {
            f"edges_{t:g}": edge_map_of(t, overlap)
            for t, overlap in zip(self.thresholds, self.overlaps, strict=True)
        }
        for key, title, array in (
            ("texture_plain", "Co-occurrence, plain", self.texture_plain),
            ("texture_encrypted", "Co-occurrence, encrypted", self.texture_encrypted),
        ):
            maps[key] = table(
                title, array, "By direction. Contrasts of more than 1 look the same."
            )
        maps["texture_similarity"] = table(
            "Similarity of the co-occurrence features",
            self.texture_similarity,
            "1 is equal. TS is the mean of all.",
        )
        return maps

    @property
    def parts(self) -> dict[str, float]:
        """The numbers on the way to the value."""
        return {"edge similarity": self.es, "texture similarity": self.ts, "w": self.w}


def edge_texture(
    plain: Luma,
    encrypted: Luma,
    *,
    sigma: float = 2**0.5,
    thresholds: Sequence[float] = THRESHOLDS,
    low_ratio: float = 0.4,
    tol: int = 0,
    levels: int = 8,
    c: float = 1e-3,
) -> EdgeTexture:
    """Join the similarity of edges with that of textures.

    Notes
    -----
    Reading: thresholds at which neither image has an edge are left out; where that
    leaves none, the edges agree.

    Reading: texture counts in proportion to the similarity of the edges, and never more
    than the edges: w = ES / 2. With a weight of ES / (ES + TS), lowering a small ES
    would raise the score.
    """
    overlaps = edge_overlaps(
        plain,
        encrypted,
        sigma=sigma,
        thresholds=thresholds,
        low_ratio=low_ratio,
        tol=tol,
    )
    counted = [overlap.dice for overlap in overlaps if not np.isnan(overlap.dice)]
    es = float(np.mean(counted)) if counted else 1.0

    texture_p = cooccurrence_features(plain, levels)
    texture_e = cooccurrence_features(encrypted, levels)
    similarity = ratio_similarity(_positive(texture_p), _positive(texture_e), c)
    ts = float(similarity.mean())

    w = es / 2
    return EdgeTexture(
        # (1 - w) ES + w TS, written so that two ones give 1 to the last bit.
        value=es + w * (ts - es),
        es=es,
        ts=ts,
        w=w,
        thresholds=tuple(thresholds),
        overlaps=tuple(overlaps),
        texture_plain=texture_p,
        texture_encrypted=texture_e,
        texture_similarity=similarity,
    )


def _positive(features: Reals) -> Reals:
    """Features with the correlation r as (1 + r) / 2, in [0, 1]."""
    result = features.copy()
    column = FEATURES.index("correlation")
    result[:, column] = (1 + result[:, column]) / 2
    return result


def edge_map_of(t: float, overlap: Overlap) -> Map:
    """Edges at one threshold, by the images that have them."""
    hits = overlap.hit_plain | overlap.hit_encrypted
    kinds = overlap.plain + np.uint8(2) * overlap.encrypted  # 3 where both are edges
    array = np.maximum(kinds, np.uint8(3) * hits)
    dice = "no edges" if np.isnan(overlap.dice) else f"{overlap.dice:.3f}"
    return Map(
        title=f"Edges at threshold {t:g}",
        array=array,
        low=0,
        high=3,
        categories=("none", "plain only", "encrypted only", "both"),
        reading=f"Edges that both pictures have leak. Dice overlap: {dice}.",
    )


def table(title: str, array: Reals, reading: str) -> Map:
    """Features by direction."""
    return Map(
        title=title,
        array=array,
        low=0,
        high=1,
        side=0,
        rows=DIRECTIONS,
        columns=FEATURES,
        reading=reading,
    )
