"""Everything that the index takes beside a pair of images, as one record."""

from dataclasses import dataclass, field

from core.recognizability.blocks import Border
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """The proposed index in one of its forms.

    Attributes
    ----------
    parameters : Parameters
        Constants alpha, beta and gamma.
    components : Components
        Parts in use, as in Table 3.
    border : {"crop", "pad"}
        Leave out what fills no whole block at the right and the bottom, or mirror both
        images to a multiple of the block side.
    pooling : {"normalised", "printed"}
        Eq. 6 as a weighted mean, or as the paper prints it.
    """

    parameters: Parameters = field(default_factory=Parameters)
    components: Components = field(default_factory=Components)
    border: Border = "crop"
    pooling: Pooling = "normalised"
