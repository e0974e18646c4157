"""Known encryptions of a plain image, to measure a score by."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.encryption.grid import cut, lay
from core.image import Luma
from explorer.figures.reassembled import GREY
from explorer.pair.sources import Source

_SEED = 2024  # of what is random in them: the same for everybody


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """An encryption whose effect everybody can imagine.

    Attributes
    ----------
    key, label : str
        In names and under its mark.
    about : str
        What the plain image is compared with.
    encrypt : callable
        Luma of the plain image -> that of the encrypted one, of the same size.
    """

    key: str
    label: str
    about: str
    encrypt: Callable[[Luma], Luma]

    def source(self, plain: Source) -> Source:
        """Return this encryption of a plain image."""
        luma = self.encrypt(plain.luma)
        if luma is not plain.luma:
            luma.flags.writeable = False
        name = hashlib.sha256(f"{plain.digest}-{self.key}".encode()).hexdigest()
        return Source(title=self.label, digest=name, luma=luma)


def _shuffled(plain: Luma) -> Luma:
    blocks = cut(plain, max(min(plain.shape) // 8, 4))
    return lay(np.random.default_rng(_SEED).permutation(blocks), plain)


ANCHORS = (
    Anchor(
        key="itself",
        label="itself",
        about="the plain picture itself",
        encrypt=lambda plain: plain,
    ),
    Anchor(
        key="shuffled",
        label="shuffled",
        about="its blocks of an eighth of the shorter side, shuffled",
        encrypt=_shuffled,
    ),
    Anchor(
        key="grey",
        label="grey",
        about="flat grey",
        encrypt=lambda plain: np.full(plain.shape, GREY),
    ),
)
