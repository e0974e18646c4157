"""The numerical core of Showthrough: what still shows through an encrypted image."""

from core.edges import edge_map
from core.encryption import SCHEMES, Scheme
from core.evaluation import Agreement, agreement
from core.image import ImageError, ImageNotice, as_channels, as_luma, fit, read_image
from core.indices import INDICES, Index, Score
from core.recognizability.channel import Channel, Channels
from core.recognizability.channels import channels, colour_shows
from core.recognizability.index import Recognizability, visual_security_index
from core.recognizability.noise import NoiseBaseline, noise_baseline
from core.recognizability.parameters import Components, Parameters
from core.remarks import Remark, remarks

__all__ = [
    "INDICES",
    "SCHEMES",
    "Agreement",
    "Channel",
    "Channels",
    "Components",
    "ImageError",
    "ImageNotice",
    "Index",
    "NoiseBaseline",
    "Parameters",
    "Recognizability",
    "Remark",
    "Scheme",
    "Score",
    "agreement",
    "as_channels",
    "as_luma",
    "channels",
    "colour_shows",
    "edge_map",
    "fit",
    "noise_baseline",
    "read_image",
    "remarks",
    "visual_security_index",
]
