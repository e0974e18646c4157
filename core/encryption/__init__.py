"""Perceptual encryption schemes: one literal table, one record each."""

from core.encryption.aes import AES_CTR, AES_ECB
from core.encryption.base import Scheme
from core.encryption.bit_planes import PLANES_HIGH, PLANES_LOW
from core.encryption.cat_map import CAT_MAP
from core.encryption.chaos import LOGISTIC_XOR
from core.encryption.ivc import (
    IVC_IWIND_EC,
    IVC_IWIND_NEC,
    IVC_RES,
    IVC_TRAD,
    IVC_TRUNC,
)
from core.encryption.jpeg import JPEG_AC, JPEG_DC, JPEG_SIGNS, P3_PUBLIC
from core.encryption.peid_dct import PEID_02
from core.encryption.peid_jpeg2000 import PEID_01, PEID_03, PEID_04, PEID_05, PEID_06
from core.encryption.peid_pixels import PEID_07, PEID_08, PEID_09
from core.encryption.peid_wavelet import PEID_10
from core.encryption.permutation import PIXEL_PERMUTATION, ROW_COLUMN
from core.encryption.phase import DOUBLE_RANDOM_PHASE
from core.encryption.scrambling import ETC
from core.encryption.smoothing import BLUR, MOSAIC
from core.encryption.thumbnail import THUMBNAIL

__all__ = ["SCHEMES", "Scheme"]

SCHEMES: dict[str, Scheme] = {
    scheme.key: scheme
    for scheme in (
        PEID_01,
        PEID_02,
        PEID_03,
        PEID_04,
        PEID_05,
        PEID_06,
        PEID_07,
        PEID_08,
        PEID_09,
        PEID_10,
        IVC_TRAD,
        IVC_TRUNC,
        IVC_IWIND_EC,
        IVC_IWIND_NEC,
        IVC_RES,
        ETC,
        THUMBNAIL,
        P3_PUBLIC,
        JPEG_SIGNS,
        JPEG_DC,
        JPEG_AC,
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
