"""Pixels of a Pillow image of any mode, and what Pillow knows of its file."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from core.image.errors import ImageError
from core.image.picture import Picture, picture
from core.image.strips import in_strips, strips
from core.image.white import Depth

ORIENTATION = 0x112
"""EXIF's tag."""

_SRGB_GAMMA = 0.45455
_SAME = 2
"""Grey levels by which a colour profile may move a grey that counts as unmoved."""


def picture_of(
    image: Image.Image,
    name: str,
    remarks: list[str],
    data_range: float | None,
    *,
    orientation: int = 1,
    lower: Callable[[], Image.Image] | None = None,
) -> Picture:
    """Picture of a decoded Pillow image, upright and without alpha.

    Parameters
    ----------
    image : Image
        Of any mode.
    name : str
        What sentences call it.
    remarks : list of str
        What has been said of it.
    data_range : float, optional
        Value of white.
    orientation : int
        EXIF's, as it was before the image was decoded.
    lower : callable, optional
        Decodes the lower bytes of the same pixels, of which `image` has the upper ones.
        The image's own are freed before, since both at a time take much memory.

    Raises
    ------
    ImageError
        If levels do not fit their white.
    """
    remarks = list(remarks)
    if not 2 <= orientation <= 8:
        orientation = 1
    if orientation > 1:
        remarks.append(turned(name))
    remarks += colour_notes(image, name)
    # Not image.has_transparency_data: a JPEG has none, and a palette may hold some.
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or (
        "transparency" in image.info
    ):
        remarks.append(f"{name} has transparency. It is dropped")
    if note := converted(image.mode):
        remarks.append(f"{name} {note}")
    # What a decoder has turned already says nothing of it any more.
    turn = orientation_of(image)
    pixels, alpha = _pixels(image, upper=lower is not None)
    if lower is not None:
        forget_pixels(image)
        for rows, levels, _ in _rows_of(lower()):
            pixels[rows] |= levels
    if image.mode == "I" and image.format == "PPM":
        # Pillow opens PGM files of more than 8 bits so, scaled to 16 bits.
        pixels = in_strips(pixels, lambda rows: rows.astype(np.uint16))
    remarks += alpha_notes(pixels, alpha, name)
    depth = Depth.of(pixels.dtype)
    return picture(
        name,
        upright(pixels, turn),
        remarks,
        depth=depth,
        data_range=data_range,
        orientation=orientation,
        alpha=opacity_of(alpha, orientation=turn),
    )


def opacity_of(
    alpha: NDArray[Any] | None, opaque: float = 255, orientation: int = 1
) -> NDArray[np.uint8] | None:
    """Alpha as `Picture` keeps it: upright, 0 to 255, and none if it is one value.

    `opaque` is the value that lets nothing through.
    """
    if alpha is None or alpha.min() == alpha.max():
        return None

    def levels(rows: NDArray[Any]) -> NDArray[np.uint8]:
        shares = np.nan_to_num(rows.astype(np.float64)) / opaque
        return np.rint(255 * np.clip(shares, 0, 1)).astype(np.uint8)

    if alpha.dtype != np.uint8 or opaque != 255:
        alpha = in_strips(alpha, levels)
    return upright(alpha, orientation)


def forget_pixels(image: Image.Image) -> None:
    """Free the memory of an image that is not needed any more; its file stays open."""
    image.im = Image.new(image.mode, (1, 1)).im


def orientation_of(image: Image.Image) -> int:
    """EXIF's number of an image, 1 if it says none that there is."""
    found = image.getexif().get(ORIENTATION, 1)
    return found if isinstance(found, int) and 2 <= found <= 8 else 1


def upright(pixels: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Pixels as a viewer shows them, for EXIF orientations 1 to 8."""
    if orientation >= 5:
        pixels = pixels.swapaxes(0, 1)
    down = orientation in (3, 4, 7, 8)
    across = orientation in (2, 3, 6, 7)
    turned_view = pixels[:: -1 if down else 1, :: -1 if across else 1]
    return np.ascontiguousarray(turned_view)


def turned(name: str) -> str:
    """Say that a picture was turned."""
    return f"{name} is turned upright, as its EXIF orientation says"


def alpha_notes(
    pixels: NDArray[Any], alpha: NDArray[Any] | None, name: str
) -> list[str]:
    """Say that a picture lives in its alpha alone, if it does."""
    if alpha is None or alpha.min() == alpha.max():
        return []
    if (pixels.min((0, 1)) != pixels.max((0, 1))).any():
        return []
    return [
        f"{name} lives in its transparency alone: without it every pixel is the same, "
        "and nothing is left to compare. Lay it on a background first"
    ]


def converted(mode: str) -> str:
    """Say what becomes of colours that are neither grey nor RGB."""
    if mode in ("P", "PA"):
        return "holds a palette. Every pixel takes its colour from it"
    if mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return f"holds {mode} colours. They are converted to RGB without a profile"
    return ""


def _pixels(
    image: Image.Image, *, upper: bool = False
) -> tuple[NDArray[Any], NDArray[Any] | None]:
    """Pixels without alpha, grey stays grey, and alpha if there is any.

    With `upper`, they are the upper bytes of 16-bit pixels.
    """
    height = image.height
    pixels: NDArray[Any] | None = None
    alpha: NDArray[Any] | None = None
    for rows, strip, opacity in _rows_of(image):
        levels = strip.astype(np.uint16) << 8 if upper else strip
        if pixels is None:
            pixels = np.empty((height, *levels.shape[1:]), levels.dtype)
            if opacity is not None:
                alpha = np.empty((height, image.width), opacity.dtype)
        pixels[rows] = levels
        if alpha is not None and opacity is not None:
            alpha[rows] = opacity
    assert pixels is not None
    return pixels, alpha


def _rows_of(
    image: Image.Image,
) -> Iterator[tuple[slice, NDArray[Any], NDArray[Any] | None]]:
    """Yield strips of an image: which rows, their pixels, their alpha."""
    for rows in strips(image.height, 4 * image.width):
        part = image.crop((0, rows.start, image.width, rows.stop))
        yield rows, *_strip(part)


def _strip(image: Image.Image) -> tuple[NDArray[Any], NDArray[Any] | None]:
    """Pixels and alpha of some rows."""
    mode = image.mode
    if mode.startswith("I;16"):
        return np.asarray(image).astype(np.uint16), None
    if mode == "I":
        return np.asarray(image), None
    if mode == "F":
        return np.asarray(image, np.float32), None
    if mode == "La":
        image = image.convert("LA")
    if mode in ("P", "PA", "RGBa"):
        # By way of RGBA, so that colours under transparent pixels are not lost.
        image = image.convert("RGBA")
    alpha = None
    if image.mode in ("LA", "RGBA"):
        alpha = np.asarray(image.getchannel("A"))
    grey = image.mode in ("1", "L", "LA")
    return np.asarray(image.convert("L" if grey else "RGB")), alpha


def colour_notes(image: Image.Image, name: str) -> list[str]:
    """Say that gamma or a colour profile would show other grey levels than stored."""
    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes) and profile:
        moved = profile_moves(profile, "L" if image.mode in ("L", "LA", "1") else "RGB")
        return [profile_note(name, moved)] if moved > _SAME else []
    gamma = image.info.get("gamma")
    if (
        isinstance(gamma, float)
        and "srgb" not in image.info
        and abs(gamma - _SRGB_GAMMA) > 0.01
    ):
        return [
            f"{name} says that its levels are to be shown with gamma {gamma:.4g}, "
            f"others than {_SRGB_GAMMA:.4g} of sRGB. They are taken as stored"
        ]
    return []


def profile_note(name: str, moved: int) -> str:
    """Say that a colour profile changes grey levels."""
    return (
        f"{name} carries a colour profile that moves grey levels by up to {moved}. "
        "They are taken as stored"
    )


def profile_moves(profile: bytes, mode: str) -> int:
    """Most levels by which a profile moves a grey on its way to sRGB; 0 if unreadable.

    Parameters
    ----------
    profile : bytes
        An ICC profile.
    mode : str
        "L" or "RGB", what the pixels are.
    """
    ramp = Image.fromarray(np.arange(256, dtype=np.uint8)[np.newaxis])
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        shown = ImageCms.applyTransform(ramp.convert(mode), transform)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return 0
    assert shown is not None
    green = np.asarray(shown)[..., 1].astype(int)
    return int(np.abs(green - np.arange(256)).max())


def of_pillow_object(
    image: Image.Image, name: str, data_range: float | None
) -> Picture:
    """Picture of an image object, converted as the file of the same mode is."""
    orientation = orientation_of(image)
    image.load()
    if 0 in image.size:
        raise ImageError(f"{name} is empty: {image.size[0]} × {image.size[1]} pixels")
    return picture_of(image, name, [], data_range, orientation=orientation)
