"""The picture that results when every match is laid at its plain block's place."""

from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.attacks.turned import Turned
from core.image import Luma
from core.recognizability.blocks import (
    Border,
    Offset,
    fit_to_grid,
    grid_origin,
    join,
    split,
)
from explorer.figures.turned_back import turn_back

GREY = 128.0
"""Level of what no block covers."""


def lay(
    found: NDArray[np.intp],
    encrypted: Luma | NDArray[np.uint8],
    side: int,
    border: Border,
    offset: Offset = (0, 0),
    back: Turned | None = None,
) -> Luma:
    """Every encrypted block b_e* laid where its b_p stands.

    Parameters
    ----------
    found : NDArray
        (M, N), `Recognizability.shown`.
    encrypted : NDArray
        (H, W), luma in [0, 255].
    side : int
        l.
    border : {"crop", "pad"}
        As the grid was cut.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block.
    back : Turned, optional
        How each piece is turned back before it is laid.

    Returns
    -------
    NDArray
        (H, W) float64, read-only; neutral grey outside the grid.
    """
    blocks = split(fit_to_grid(encrypted, side, border, offset), side)
    laid = blocks[found.ravel()]
    if back is not None:
        turn_back(laid, back)
    whole = join(laid, found.shape)
    picture = on_image(whole, encrypted.shape, grid_origin(side, border, offset), GREY)
    picture.flags.writeable = False
    return picture


def on_image(
    grid: NDArray[Any], shape: tuple[int, ...], origin: Offset, otherwise: Any
) -> NDArray[Any]:
    """Pixels of the grid (M l, N l) where they lie in the image, (H, W).

    Parameters
    ----------
    grid : NDArray
        (M l, N l).
    shape : tuple of int
        (H, W).
    origin : tuple of int
        (y, x) of the pixel at which the grid starts; negative where it was mirrored.
    otherwise : number or NDArray
        What the pixels outside the grid get: one value, or (H, W).
    """
    picture = np.full(shape, otherwise, grid.dtype)
    there, here = [], []
    for start, size, length in zip(origin, grid.shape, shape, strict=True):
        first, behind = max(start, 0), min(start + size, length)
        there.append(slice(first, behind))
        here.append(slice(first - start, behind - start))
    picture[tuple(there)] = grid[tuple(here)]
    return picture


def lay_colours(
    found: NDArray[np.intp],
    encrypted: NDArray[np.uint8],
    side: int,
    border: Border,
    offset: Offset = (0, 0),
    back: Turned | None = None,
) -> NDArray[np.uint8]:
    """Lay the blocks of a picture in colour, (H, W, 3), where the index found them."""
    planes = (
        lay(found, plane.astype(np.float64), side, border, offset, back)
        for plane in np.moveaxis(encrypted, -1, 0)
    )
    return np.stack([np.rint(plane).astype(np.uint8) for plane in planes], axis=-1)


def reassembled_html(pictures: tuple[str, str, str], vsi: float, own: float) -> str:
    """HTML of the plain, the encrypted and the reassembled picture, with its score.

    Parameters
    ----------
    pictures : tuple of str
        Their addresses.
    vsi, own : float
        VSI of the plain picture with the encrypted and with the reassembled one.
    """
    shown = zip(
        ("Plain", f"Encrypted: VSI {vsi:.4f}", f"Reassembled: VSI {own:.4f}"),
        pictures,
        strict=True,
    )
    figures = "".join(
        f'<figure><img src="{escape(address)}" alt="{escape(title)}">'
        f"<figcaption>{escape(title)}</figcaption></figure>"
        for title, address in shown
    )
    return (
        f'<div class="charts pictures">{figures}<p>Each place of the plain picture, '
        "filled with the best match from the encrypted one. Its score is under the "
        "same settings. With the cipher's own blocks it comes together. Where no match "
        "counts, the block that looks most alike is laid. Grey: outside the grid.</p>"
        "</div>"
    )
