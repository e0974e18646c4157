"""The one door: whatever holds pixels goes in, checked luma or an `ImageError` out."""

import warnings
from collections.abc import Iterator
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from core.image import luma as planes
from core.image import white
from core.image.errors import ImageError, ImageNotice
from core.image.files import read_file
from core.image.frames import Frames
from core.image.limits import check_size
from core.image.luma import Luma, check_side
from core.image.opened import File, name_of
from core.image.picture import Picture, different_sizes, picture
from core.image.pillow import alpha_notes, opacity_of
from core.image.sources import Source, array_of, holds_a_file, of_pillow
from core.image.white import DataRange, Depth


def read_image(
    source: Source,
    *,
    data_range: float | None = None,
    strict: bool = False,
    frame: int | None = None,
) -> Luma:
    """Luma of an image: `read_picture(source).luma`, its notes given as warnings.

    Parameters
    ----------
    source : path, bytes, binary file, Pillow image or array
        A file is PNG, JPEG, GIF, BMP, TIFF, WebP, PGM/PPM/PNM, JPEG 2000 or AVIF.
    data_range : float, optional
        Value of white; that of the file's or array's type unless given.
    strict : bool
        Refuse a file that ends early. It is read as far as it goes unless asked.
    frame : int, optional
        Frame of an animated GIF, WebP or PNG file or page of a TIFF file, counted from
        1; the first one, with a note that there are others, unless given.

    Returns
    -------
    NDArray
        (H, W) float64, in [0, 255], upright.

    Raises
    ------
    ImageError
        If the file cannot be read, is no image of these formats, is damaged, holds
        more than 40 megapixels or has a side under 32 pixels; if its levels do not fit
        its white; if there is no such frame, or there are more than 500, or more than
        200 megapixels in all.

    Warns
    -----
    ImageNotice
        Once for each thing that was left out or changed while reading, and where
        another white seems likely.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> Image.new("RGB", (40, 32), "red").save(file, "PNG")
    >>> luma = read_image(file.getvalue())
    >>> luma.shape, round(float(luma[0, 0]), 3)
    ((32, 40), 76.245)
    """
    found = read_picture(source, data_range=data_range, strict=strict, frame=frame)
    _warn(found, 3)
    return found.luma


def read_frames(
    source: File, *, data_range: float | None = None, strict: bool = False
) -> Iterator[Luma]:
    """Luma of every frame of an animated GIF, WebP or PNG, or page of a TIFF file.

    Parameters, errors and warnings are those of `read_image`; any other image has one
    frame. The file is opened when the first frame is asked for.

    Yields
    ------
    NDArray
        (H, W) float64, in [0, 255], the frame as it is shown: laid over those before
        it. Pages of a TIFF file may differ in size.

    Examples
    --------
    >>> import io
    >>> file, pages = io.BytesIO(), [Image.new("L", (32, 32), k) for k in (0, 255)]
    >>> pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    >>> [float(frame.mean()) for frame in read_frames(file.getvalue())]
    [0.0, 255.0]
    """
    with Frames(source, name_of(source)) as frames:
        for number in range(1, frames.count + 1):
            found = frames.read(number, data_range=data_range, strict=strict)
            _warn(found, 3)
            yield found.luma


def read_picture(
    source: Source,
    *,
    name: str | None = None,
    data_range: float | None = None,
    strict: bool = False,
    frame: int | None = None,
) -> Picture:
    """Decode an image, upright and without alpha, and say what was left out.

    Parameters and errors are those of `read_image`; `name` is what messages call the
    image, where its own name is unknown. `Picture.white` says which white was taken,
    `Picture.suggested_white` which other one seems likely, and `Picture.with_white`
    takes it.
    """
    data_range = white.checked(data_range)
    if frame is not None:
        if not holds_a_file(source):
            raise ImageError(
                f"expected a file for frame {frame}, got {type(source).__name__}"
            )
        file = cast(File, source)
        with Frames(file, name or name_of(file)) as frames:
            return frames.read(frame, data_range=data_range, strict=strict)
    if isinstance(source, Picture):
        found = source.called(name) if name else source
        return found if data_range is None else found.with_white(data_range)
    if holds_a_file(source):
        return read_file(
            cast(File, source), name or name_of(source), data_range, strict=strict
        )
    if isinstance(source, Image.Image):
        return of_pillow(source, name, data_range)
    name = name or "the picture"
    array = array_of(cast(ArrayLike, source))
    pixels = planes.without_alpha(array)
    check_size(pixels.shape[1], pixels.shape[0], name)
    remarks: list[str] = []
    alpha = None
    if array.ndim == 3 and array.shape[2] in (2, 4):
        alpha = array[..., -1]
        remarks.append(f"{name} has transparency. It is dropped")
        remarks += alpha_notes(pixels, alpha, name)
    if pixels.dtype.kind == "b":
        pixels = pixels.astype(np.uint8)
        data_range = data_range or 1
    low, high = float(pixels.min()), float(pixels.max())
    taken = data_range or white.of_array(pixels, low, high)
    # The caller knows the array's type: there is nothing to tell of its white.
    depth = Depth(kind=pixels.dtype.kind, bits=8)
    return picture(
        name,
        pixels,
        remarks,
        depth=depth,
        data_range=taken,
        alpha=opacity_of(alpha, taken),
    )


def as_luma(array: Source, *, data_range: float | None = None) -> Luma:
    """Luma of pixels, which are not modified.

    Parameters
    ----------
    array : array_like
        Grey (H, W) or (H, W, 1), grey with alpha (H, W, 2), RGB (H, W, 3) or RGBA
        (H, W, 4); alpha is dropped. Unsigned integers are scaled by 255 over their
        type's largest value, booleans become 0 and 255. Masked arrays are taken where
        nothing is masked. Paths, bytes, files and Pillow images are taken as
        `read_image` takes them.
    data_range : float, optional
        Value of white. Signed integers and floats are taken as 0..255, unsigned
        integers as 0 to their type's largest value, unless this says otherwise: a range
        is never guessed from the values.

    Returns
    -------
    NDArray
        (H, W) float64, grey levels, 0 black and 255 white. Always a new array.

    Raises
    ------
    ImageError
        If the shape or type is not an image's, or a value is NaN or infinite; if white
        is in doubt: floats within [0, 1], integers of more than 8 bits that use less
        than a sixteenth of their range. All-zero images are black at any white.

    Notes
    -----
    Reading: (luma) colour is turned into 0.299 R + 0.587 G + 0.114 B, not rounded.

    Examples
    --------
    >>> as_luma(np.array([[0, 257], [65535, 0]], np.uint16))
    array([[  0.,   1.],
           [255.,   0.]])
    >>> as_luma(np.array([[0, 0.5], [1, 0]]), data_range=1)
    array([[  0. , 127.5],
           [255. ,   0. ]])
    """
    return _luma(array, data_range, copy=True)


def borrow_luma(array: Source, *, data_range: float | None = None) -> Luma:
    """As `as_luma`, but what is luma already is returned itself: not to be written to.

    A copy of a large image is a large part of the memory that its evaluation takes.
    """
    return _luma(array, data_range, copy=False)


def as_levels(array: Source, *, data_range: float | None = None) -> NDArray[np.float64]:
    """Grey levels of pixels in their colours: (H, W) or (H, W, 3) float64, 0..255.

    Parameters and errors are those of `as_luma`; not to be written to.
    """
    return _levels(array, data_range)


def as_channels(array: Source, *, data_range: float | None = None) -> dict[str, Luma]:
    """Luma, Cb, Cr, R, G and B of pixels, by name in this order.

    Parameters
    ----------
    array, data_range
        As `as_luma` takes them.

    Returns
    -------
    dict of str to NDArray
        Each (H, W) float64, in [0, 255], not rounded. Cb and Cr are those of JPEG
        (BT.601, full range), 128 where there is no colour.

    Raises
    ------
    ImageError
        As `as_luma` does, and if levels lie outside 0..255.

    Examples
    --------
    >>> red = np.zeros((2, 2, 3), np.uint8)
    >>> red[..., 0] = 255
    >>> {name: round(float(plane[0, 0]), 2) for name, plane in as_channels(red).items()}
    {'luma': 76.24, 'Cb': 84.97, 'Cr': 255.0, 'R': 255.0, 'G': 0.0, 'B': 0.0}
    """
    levels = _levels(array, data_range)
    check_levels(levels, "", data_range)
    return planes.channels_of(levels)


def as_pair(
    plain: Source, encrypted: Source, *, data_range: DataRange = None
) -> tuple[Luma, Luma]:
    """Luma of a plain image and its encrypted one, checked as every index needs them.

    Parameters
    ----------
    plain, encrypted : array_like
        As `as_luma` takes them, of the same height and width.
    data_range : float or pair of floats, optional
        Value of white: one for both images, or (plain, encrypted).

    Returns
    -------
    tuple of NDArray
        Both (H, W) float64, in [0, 255]; not to be written to: an array that is luma
        already is returned itself.

    Raises
    ------
    ImageError
        If the sizes differ, a side is shorter than 32 pixels, or grey levels lie
        outside 0..255; as `as_luma` does, the image named.
    """
    pair: list[Luma] = []
    for role, image, given in zip(
        ("plain", "encrypted"),
        (plain, encrypted),
        white.for_each(data_range),
        strict=True,
    ):
        luma = borrow_luma(image, data_range=given)
        check_side(luma.shape[0], luma.shape[1], f"the {role} picture")
        check_levels(luma, f" in the {role} picture", given)
        pair.append(luma)
    first, second = pair
    if first.shape != second.shape:
        # Reading: (sizes) both images have one size; the library never resizes by
        # itself.
        raise ImageError(
            different_sizes(
                (first.shape[1], first.shape[0]), (second.shape[1], second.shape[0])
            )
        )
    return first, second


def check_levels(
    levels: NDArray[np.float64], where: str, data_range: float | None
) -> None:
    """Refuse grey levels outside 0..255; names the way out where there is one."""
    low, high = levels.min(), levels.max()
    if low >= 0 and high <= 255:
        return
    said = f"expected grey levels in [0, 255]{where}, got [{low:g}, {high:g}]"
    if data_range is not None:
        said += f" with {data_range:g} as white"
    elif low >= 0 and high <= 65535:
        said += (
            ". Pass data_range, the value of white"
            f" (data_range={white.suggested(float(high)):g}?)"
        )
    raise ImageError(said)


def _luma(source: Source, data_range: float | None, *, copy: bool) -> Luma:
    """Luma of whatever holds pixels."""
    if isinstance(source, Picture | Image.Image) or holds_a_file(source):
        found = read_picture(source, data_range=data_range)
        if not isinstance(source, Picture):
            _warn(found, 4)
        return found.luma
    pixels = planes.without_alpha(array_of(cast(ArrayLike, source)))
    luma = planes.luma_of_pixels(pixels, white.checked(data_range), copy=copy)
    return np.ascontiguousarray(luma) if copy else luma


def _levels(source: Source, data_range: float | None) -> NDArray[np.float64]:
    """Grey levels of whatever holds pixels."""
    if isinstance(source, Picture | Image.Image) or holds_a_file(source):
        found = read_picture(source, data_range=data_range)
        if not isinstance(source, Picture):
            _warn(found, 4)
        return found.levels
    pixels = planes.without_alpha(array_of(cast(ArrayLike, source)))
    return planes.levels_of(pixels, white.checked(data_range), copy=False)


def _warn(found: Picture, stacklevel: int) -> None:
    """Give the notes of a picture as warnings."""
    for note in found.notes:
        warnings.warn(ImageNotice(note), stacklevel=stacklevel + 1)
