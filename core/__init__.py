"""The numerical core of Showthrough: what still shows through an encrypted image."""

from core.edges import edge_map
from core.encryption import SCHEMES, Scheme
from core.evaluation import Agreement, agreement
from core.image import ImageError, ImageNotice, as_channels, as_luma, fit, read_image
from core.indices import INDICES, Index, Score
from core.indices.noise import noise_baseline
from core.information.index import Information, recognizable_information
from core.information.plain import PlainSide, plain_side
from core.recognizability.channel import Channel, Channels
from core.recognizability.channels import channels, colour_shows
from core.recognizability.index import Recognizability, visual_security_index
from core.recognizability.noise import NoiseBaseline
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
    "Information",
    "NoiseBaseline",
    "Parameters",
    "PlainSide",
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
    "plain_side",
    "read_image",
    "recognizable_information",
    "remarks",
    "visual_security_index",
]
