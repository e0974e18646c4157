"""Sources made from sources: another white, one channel, encrypted, or of one size."""

import hashlib
from dataclasses import replace

import numpy as np

from core.encryption import Scheme
from core.image import Fit, Luma, as_channels, fit, fit_words
from core.image.sizes import resize
from explorer.pair.channel_names import LUMA
from explorer.pair.sources import Source, digest_of, digest_of_pixels, read_only
from explorer.theme.text import PROVENANCE


def with_white(source: Source, white: float) -> Source:
    """Read a source that is a file as it stands again, with another value of white.

    Raises
    ------
    ImageError
        If pixels are brighter.
    """
    assert source.picture is not None
    picture = source.picture.with_white(white)
    return replace(
        source,
        digest=digest_of(source.file_digest, white, source.made.frame),
        luma=read_only(picture.luma),
        picture=picture,
        notes=picture.notes,
        origin=replace(source.made, white=white),
    )


def through(source: Source, channel: str) -> Source:
    """Return a source whose `luma` is one of its channels.

    What was encrypted here is grey: its R, G and B are its luma, Cb and Cr 128.

    Parameters
    ----------
    source : Source
        A picture as it was read or encrypted. If it was cropped or resized, its channel
        is too.
    channel : str
        One of `core.image.CHANNELS`.
    """
    if channel == source.made.channel:
        return source
    whole = source.digest.removesuffix(f"-{source.made.channel}")
    before = source.luma if source.grey is None else source.grey
    levels = source.picture.levels if source.picture else before
    plane = as_channels(levels, data_range=255)[channel]
    shape, pixels_digest = source.made.shape, source.pixels_digest
    if shape:
        # The file's own pixels are of the size before.
        if plane.shape != shape:
            cropped = source.made.fit == "crop"
            plane = plane[: shape[0], : shape[1]] if cropped else resize(plane, shape)
        plane = np.ascontiguousarray(plane)
        pixels_digest = digest_of_pixels(plane)
    return replace(
        source,
        digest=f"{whole}-{channel}" if channel != LUMA else whole,
        luma=read_only(plane),
        pixels_digest=pixels_digest,
        origin=replace(source.made, channel=channel),
        grey=None if source.picture else before,
    )


def encrypt_source(source: Source, scheme: Scheme, level: int, key: str) -> Source:
    """Encrypt a source's luma; the notes say which pixels the scheme left as they are.

    A scheme takes and returns whole grey levels, as files hold them. The source's luma
    is not rounded, neither here nor where the two are compared. So an image that a
    scheme leaves as it is may score a little less than the image itself; a note says
    so.

    Raises
    ------
    ImageError
        As `Scheme.encrypt` does.
    """
    pixels = scheme.encrypt(source.luma, level=level, key=key, data_range=255)
    luma = read_only(pixels.astype(np.float64))
    left = scheme.left_as_is(luma.shape[0], luma.shape[1], level)
    notes = [f"{left[0].upper()}{left[1:]}"] if left else []
    off = np.abs(luma - source.luma).max()
    unchanged = bool(off <= 0.5)
    if unchanged:
        notes.append("This encryption changed no pixel")
    if unchanged and off:
        notes.append(
            "It holds whole grey levels, as a file does, and the brightness of the "
            "plain picture is not rounded. They differ by up to half a level, and "
            "score a little less than two equal pictures"
        )
    secret = hashlib.sha256(key.encode()).hexdigest()[:16] if scheme.keyed else "none"
    return Source(
        title=f"{source.title}, {scheme.label}, {scheme.level_labels[level - 1]}",
        digest=f"{source.digest}-{scheme.key}-{level}-{secret}",
        luma=luma,
        picture=None,
        notes=tuple(notes),
        unchanged=unchanged,
        pixels_digest=digest_of_pixels(pixels),
        about=f"{scheme.does} {scheme.notice} **{scheme.provenance.capitalize()}:** "
        f"{PROVENANCE[scheme.provenance]} {scheme.citation}.",
        origin=replace(
            source.made,
            scheme=scheme.key,
            level=level,
            key=key if scheme.keyed else "",
        ),
    )


def fitted(plain: Source, encrypted: Source, how: Fit) -> tuple[Source, Source]:
    """Bring two sources to one size, and say so in their notes; see `core.fit`."""
    planes = fit(plain.luma, encrypted.luma, how)
    first, second = (
        _fitted(source, plane, how)
        for source, plane in zip((plain, encrypted), planes, strict=True)
    )
    return first, second


def _fitted(source: Source, plane: Luma, how: Fit) -> Source:
    if plane.shape == source.luma.shape:
        return source
    height, width = plane.shape
    note = fit_words(source.title, source.luma.shape, plane.shape, how)
    return replace(
        source,
        luma=read_only(plane),
        digest=f"{source.digest}-{how}{width}x{height}",
        pixels_digest=digest_of_pixels(plane),
        notes=(*source.notes, note),
        origin=replace(source.made, fit=how, shape=(height, width)),
    )
