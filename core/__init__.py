"""The numerical core of Showthrough: what still shows through an encrypted image."""

from core import compiled  # noqa: F401 - before the first kernel is defined
from core.attacks import ATTACKS, Attack, Attempt, BlockGrid, find_grid
from core.attacks.judgement import Judgement
from core.attacks.judging import judge
from core.attacks.turned import Turned, turned_search
from core.edges import edge_map
from core.encryption import SCHEMES, Scheme
from core.evaluation import Agreement, agreement
from core.image import (
    ImageError,
    ImageNotice,
    as_channels,
    as_luma,
    fit,
    read_frames,
    read_image,
)
from core.indices import INDICES, Index, Score
from core.indices.noise import noise_baseline
from core.information.index import Information, recognizable_information
from core.information.plain import PlainSide, plain_side
from core.randomness.entries import Statistics
from core.randomness.table import statistics
from core.recognizability.channel import Channel, Channels
from core.recognizability.channels import channels, colour_shows
from core.recognizability.index import Recognizability, visual_security_index
from core.recognizability.noise import NoiseBaseline
from core.recognizability.parameters import Components, Parameters
from core.remarks import Remark, remarks

__all__ = [
    "ATTACKS",
    "INDICES",
    "SCHEMES",
    "Agreement",
    "Attack",
    "Attempt",
    "BlockGrid",
    "Channel",
    "Channels",
    "Components",
    "ImageError",
    "ImageNotice",
    "Index",
    "Information",
    "Judgement",
    "NoiseBaseline",
    "Parameters",
    "PlainSide",
    "Recognizability",
    "Remark",
    "Scheme",
    "Score",
    "Statistics",
    "Turned",
    "agreement",
    "as_channels",
    "as_luma",
    "channels",
    "colour_shows",
    "edge_map",
    "find_grid",
    "fit",
    "judge",
    "noise_baseline",
    "plain_side",
    "read_frames",
    "read_image",
    "recognizable_information",
    "remarks",
    "statistics",
    "turned_search",
    "visual_security_index",
]
