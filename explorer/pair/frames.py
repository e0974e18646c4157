"""A pair at one of the frames that its files hold."""

from dataclasses import replace

from core.encryption import SCHEMES
from explorer.pair.derived import encrypt_source, fitted
from explorer.pair.sources import Source, digest_of, read_only


def frame_count(*files: Source) -> int:
    """Return how many frames a pair has: those that each file of several has."""
    counts = [source.clip.count for source in files if source.clip]
    return min(counts, default=1)


def frame_of(source: Source) -> int:
    """Return which frame a source shows, from 1."""
    return source.made.frame or 1


def at_frame(source: Source, number: int) -> Source:
    """Return a source that is a file, at another frame; a still picture stays.

    The first frame is that of the file as it was opened.

    Raises
    ------
    ImageError
        If there is no such frame, or it cannot be read.
    """
    if source.clip is None or frame_of(source) == number:
        return source
    made = source.made
    frame = number if number > 1 else None
    picture = source.clip.read(number, made.white)
    if frame is None:
        picture = picture.called(made.file)
    return replace(
        source,
        title=picture.name,
        digest=digest_of(source.file_digest, made.white, frame),
        luma=read_only(picture.luma),
        picture=picture,
        notes=picture.notes,
        origin=replace(made, frame=frame),
    )


def frame_digest(source: Source, number: int) -> str:
    """Return the digest of `at_frame`, without decoding anything."""
    if source.clip is None:
        return source.digest
    frame = number if number > 1 else None
    return digest_of(source.file_digest, source.made.white, frame)


def pair_at(plain: Source, encrypted: Source, number: int) -> tuple[Source, Source]:
    """Return a pair at another frame, made of one size as it is now.

    Raises
    ------
    ImageError
        As `at_frame` does, or if the frame cannot be encrypted.
    """
    how, made = plain.made.fit or encrypted.made.fit, encrypted.made
    first = at_frame(_as_read(plain), number)
    if encrypted.digest == plain.digest:
        second = first
    elif made.scheme:
        second = encrypt_source(first, SCHEMES[made.scheme], made.level, made.key)
    else:
        second = at_frame(_as_read(encrypted), number)
    return fitted(first, second, how) if how else (first, second)


def _as_read(source: Source) -> Source:
    """Return a file as it was before it was cropped or resized."""
    made, picture = source.made, source.picture
    if not made.shape or picture is None:
        return source
    return replace(
        source,
        digest=digest_of(source.file_digest, made.white, made.frame),
        luma=read_only(picture.luma),
        notes=picture.notes,
        pixels_digest="",
        origin=replace(made, fit="", shape=None),
    )
