"""Arrays to PNG files: the images themselves and the maps laid over them."""

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.image import Luma, grey_levels
from core.recognizability.blocks import join
from core.recognizability.index import Recognizability
from explorer.theme.colours import cividis


def png(pixels: NDArray[np.uint8]) -> bytes:
    """PNG file of grey (H, W), RGB (H, W, 3) or RGBA (H, W, 4) pixels.

    Lossless, since a visitor inspects single pixels; lightly compressed, since it is
    made while somebody waits.
    """
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def data_uri(pixels: NDArray[np.uint8]) -> str:
    """Small picture as an address that holds it."""
    return "data:image/png;base64," + base64.b64encode(png(pixels)).decode("ascii")


def grey_png(luma: Luma) -> bytes:
    """PNG of luma (H, W) in [0, 255], rounded."""
    return png(grey_levels(luma))


def map_png(values: NDArray[np.floating]) -> bytes:
    """PNG of a map (H, W) in [0, 1] in the shared colours."""
    return png(cividis(values))


def fuzzy_maps(result: Recognizability) -> tuple[NDArray[np.floating], ...]:
    """WEM of the plain image and BEM of the encrypted one, (M l, N l) each, in [0, 1].

    Both cover the grid of blocks only.
    """
    shape = result.degree.shape
    return (
        join(result.edge_weights, shape),
        join(result.binary_encrypted, shape).astype(np.float32),
    )
