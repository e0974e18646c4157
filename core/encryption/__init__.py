"""Perceptual encryption schemes: one literal table, one record each."""

from core.encryption.aes import AES_CTR, AES_ECB
from core.encryption.base import Scheme
from core.encryption.bit_planes import PLANES_HIGH, PLANES_LOW
from core.encryption.cat_map import CAT_MAP
from core.encryption.chaos import LOGISTIC_XOR
from core.encryption.peid_pixels import PEID_07, PEID_08, PEID_09
from core.encryption.permutation import PIXEL_PERMUTATION, ROW_COLUMN
from core.encryption.phase import DOUBLE_RANDOM_PHASE
from core.encryption.scrambling import ETC
from core.encryption.smoothing import BLUR, MOSAIC
from core.encryption.thumbnail import THUMBNAIL

__all__ = ["SCHEMES", "Scheme"]

SCHEMES: dict[str, Scheme] = {
    scheme.key: scheme
    for scheme in (
        PEID_07,
        PEID_08,
        PEID_09,
        ETC,
        THUMBNAIL,
        PLANES_HIGH,
        PLANES_LOW,
        AES_ECB,
        AES_CTR,
        PIXEL_PERMUTATION,
        ROW_COLUMN,
        CAT_MAP,
        LOGISTIC_XOR,
        DOUBLE_RANDOM_PHASE,
        MOSAIC,
        BLUR,
    )
}
"""Every scheme by its key: the databases' in their order, then the demonstrations."""
