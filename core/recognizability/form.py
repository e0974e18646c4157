"""Everything that the index takes beside a pair of images, as one record."""

from dataclasses import dataclass, field, replace

from core.recognizability.blocks import Border, Offset
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
    offset : tuple of int
        (y, x) of the first pixel of the first block, each from 0 to l - 1.
    in_pixels : bool
        Whether the side of a block was given in pixels, and alpha follows from it.
    """

    parameters: Parameters = field(default_factory=Parameters)
    components: Components = field(default_factory=Components)
    border: Border = "crop"
    pooling: Pooling = "normalised"
    offset: Offset = (0, 0)
    in_pixels: bool = False

    @property
    def paper_grid(self) -> bool:
        """Whether blocks are laid as in the paper: by alpha, from the top left.

        Reading: scores under a grid of the cipher's own are no scores of the paper's
        index. They rank ciphers worse (0.851 against 0.931 in rank correlation with
        people), and each is for its own grid, so they are not to be compared.
        """
        return not self.in_pixels and self.offset == (0, 0)

    def with_alpha(self, alpha: float) -> "Form":
        """Return the same with the paper's blocks of another alpha."""
        parameters = replace(self.parameters, alpha=alpha)
        return replace(self, parameters=parameters, offset=(0, 0), in_pixels=False)
