"""Whether a thumbnail shows more than the picture itself: a hint, and no index.

What is coarser than 32 pixels is not looked at. A picture that is blurred or cut into
large blocks of one colour can be recognised from afar all the same.
"""

from core.image import Luma
from core.information.index import Information, recognizable_information

SMALLER = 4
"""A thumbnail is this many times smaller, in both directions."""

LEAST = 128
"""Shorter side, in pixels, of a picture that has a thumbnail to look at."""

TIMES, ENOUGH = 3.0, 0.02
"""More shows where a thumbnail keeps this many times as much, and this much at least.

Noise keeps 0.001 to 0.003 of a thumbnail of 128 pixels.
"""


def thumbnail(plain: Luma, encrypted: Luma, found: Information) -> Information | None:
    """Recognizable information of thumbnails; None where these show no more.

    Parameters
    ----------
    plain, encrypted : NDArray
        (H, W), luma of one size in [0, 255].
    found : Information
        Of the same pair, at the usual size.
    """
    if min(found.size) // found.reduction < LEAST:
        return None
    small = recognizable_information(
        plain, encrypted, reduce=SMALLER * found.reduction, data_range=255
    )
    more = small.value > max(TIMES * found.value, ENOUGH)
    return small if more else None
