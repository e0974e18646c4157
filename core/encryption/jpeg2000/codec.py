"""Pixels to codestream and back, by Pillow (OpenJPEG)."""

import io
import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.encryption.jpeg2000.bits import CodestreamError
from core.image import MAX_PIXELS

RESOLUTIONS = 6
"""Five wavelet levels, which most encoders use by default."""


def encode(
    pixels: NDArray[np.uint8],
    *,
    rates: Sequence[float],
    resolutions: int = RESOLUTIONS,
    progression: str = "LRCP",
) -> bytes:
    """Encode an image as one tile, with the 9/7 wavelet and one precinct a resolution.

    Parameters
    ----------
    pixels : NDArray
        Grey (H, W) or RGB (H, W, 3), uint8.
    rates : sequence of float
        Compression ratio up to and with each quality layer, falling.
    resolutions : int
        Number of resolutions.
    progression : str
        "LRCP", "RLCP", "RPCL", "PCRL" or "CPRL".

    Returns
    -------
    bytes
        A raw codestream.
    """
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(
        buffer,
        "JPEG2000",
        no_jp2=True,
        irreversible=True,
        quality_mode="rates",
        quality_layers=list(rates),
        num_resolutions=resolutions,
        progression=progression,
    )
    return buffer.getvalue()


def decode(data: bytes) -> NDArray[np.uint8]:
    """Decode a codestream of 8-bit samples.

    Returns
    -------
    NDArray
        (H, W) or (H, W, 3), uint8.

    Raises
    ------
    CodestreamError
        If it cannot be decoded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("JPEG2000",))
            if image.width * image.height > MAX_PIXELS:
                raise CodestreamError(
                    f"expected at most {MAX_PIXELS // 1_000_000} megapixels, "
                    f"got {image.width} × {image.height} pixels"
                )
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise CodestreamError(f"the codestream is too large: {error}") from error
    except (OSError, SyntaxError) as error:
        raise CodestreamError(f"the codestream cannot be decoded: {error}") from error
    if image.mode not in ("L", "RGB"):
        raise CodestreamError(f"expected 8-bit grey or RGB samples, got {image.mode}")
    return np.array(image)
