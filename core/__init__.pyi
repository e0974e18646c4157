"""What the core offers, and where; `__init__.py` loads each name when it is used."""

from . import (
    attacks,
    batch,
    encryption,
    evaluation,
    image,
    indices,
    information,
    randomness,
    recognizability,
)
from .attacks import ATTACKS, Attack, Attempt, BlockGrid, find_grid
from .attacks.judgement import Judgement
from .attacks.judging import judge
from .attacks.turned import Turned, turned_search
from .edges import edge_map
from .encryption import SCHEMES, Scheme
from .evaluation import Agreement, agreement
from .image import (
    ImageError,
    ImageNotice,
    as_channels,
    as_luma,
    fit,
    read_frames,
    read_image,
)
from .indices import INDICES, Index, Score
from .indices.noise import noise_baseline
from .information.index import Information, recognizable_information
from .information.plain import PlainSide, plain_side
from .key_sensitivity import Sensitivity, sensitivity
from .randomness.entries import Statistics
from .randomness.table import statistics
from .recognizability.channel import Channel, Channels
from .recognizability.channels import channels, colour_shows
from .recognizability.index import Recognizability, visual_security_index
from .recognizability.noise import NoiseBaseline
from .recognizability.parameters import Components, Parameters
from .remarks import Remark, remarks

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
    "Sensitivity",
    "Statistics",
    "Turned",
    "agreement",
    "as_channels",
    "as_luma",
    "attacks",
    "batch",
    "channels",
    "colour_shows",
    "edge_map",
    "encryption",
    "evaluation",
    "find_grid",
    "fit",
    "image",
    "indices",
    "information",
    "judge",
    "noise_baseline",
    "plain_side",
    "randomness",
    "read_frames",
    "read_image",
    "recognizability",
    "recognizable_information",
    "remarks",
    "sensitivity",
    "statistics",
    "turned_search",
    "visual_security_index",
]
