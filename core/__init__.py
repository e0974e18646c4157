"""The numerical core of Showthrough: what still shows through an encrypted image."""

from core.edges import edge_map
from core.encryption import SCHEMES, Scheme
from core.evaluation import Agreement, agreement
from core.image import ImageError, ImageNotice, as_channels, as_luma, fit, read_image
from core.indices import INDICES, Index, Score
from core.recognizability.index import Recognizability, visual_security_index
from core.recognizability.noise import NoiseBaseline, noise_baseline
from core.recognizability.parameters import Components, Parameters

__all__ = [
    "INDICES",
    "SCHEMES",
    "Agreement",
    "Components",
    "ImageError",
    "ImageNotice",
    "Index",
    "NoiseBaseline",
    "Parameters",
    "Recognizability",
    "Scheme",
    "Score",
    "agreement",
    "as_channels",
    "as_luma",
    "edge_map",
    "fit",
    "noise_baseline",
    "read_image",
    "visual_security_index",
]
