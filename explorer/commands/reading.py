"""How `score` and `report` read a pair: white, size and channel, and what they say.

The explorer does the same to what it shows, so that a recipe gives the number on the
screen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from core.image import (
    CHANNELS,
    Fit,
    ImageError,
    mismatch,
    unlike_ranges,
    without_luma,
)
from core.recognizability.channel import is_flat
from core.remarks import Remark, in_order
from explorer.commands.base import Failure, fit_option, say, strict_option, white_option
from explorer.commands.frames import frame_option, frames_of
from explorer.figures.reasons import remarks
from explorer.pair.derived import fitted, through
from explorer.pair.sources import FOLDER, Source, read_source

ROLES = ("plain", "encrypted")


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class OpenedPair:
    """Two images of one size, as the index is given them.

    Attributes
    ----------
    plain, encrypted : Source
        With the notes of each.
    notes : tuple of str
        Notes on the two together, remarks among them.
    remarks : tuple of Remark
        What has to be known first. They are not printed yet: the commands say them in
        their order with what colour shows, see `core.remarks`.
    """

    plain: Source
    encrypted: Source
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def noted(self, notes: Sequence[str]) -> "OpenedPair":
        """Return the pair with more notes on the two images together."""
        return replace(self, notes=(*self.notes, *notes))

    def notes_by_role(self) -> dict[str, list[str]]:
        """All notes, under "plain", "encrypted" and "pair", ready for JSON."""
        return {
            "plain": list(self.plain.notes),
            "encrypted": list(self.encrypted.notes),
            "pair": list(self.notes),
        }


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `open_pair`: --white, --fit and the others."""
    channel = click.option(
        "--channel",
        type=click.Choice(CHANNELS, case_sensitive=False),
        default="luma",
        show_default=True,
        help="What the index looks at in both pictures: brightness, a colour "
        "difference or a colour.",
    )
    for option in (strict_option, frame_option, channel, fit_option, white_option):
        command = option(command)
    return command


def open_pair(
    plain: Path,
    encrypted: Path,
    *,
    white: tuple[float | None, float | None],
    fit: Fit | None,
    channel: str,
    strict: bool,
    frame: int | None = None,
) -> OpenedPair:
    """Read two files, print notes on them, and bring them to one size.

    Notes on both files are printed before an error is raised, even if one of them
    cannot be read.

    Parameters
    ----------
    plain, encrypted : Path
        The files; samples are known by their folder.
    white : tuple
        Value of white in each, None for that of its type.
    fit : {"crop", "resize"}, optional
        What is done where sizes differ.
    channel : str
        One of `core.image.CHANNELS`.
    strict : bool
        Refuse a file that ends early.
    frame : int, optional
        Frame to read, from 1, of each image that has several, see `frames_of`.

    Raises
    ------
    Failure
        If a file cannot be read, or sizes differ and `fit` is None.
    """
    sources: list[Source] = []
    error = ""
    paths = plain, encrypted
    try:
        frames = frames_of(paths, frame)
    except ImageError as wrong:
        raise Failure(str(wrong)) from wrong
    for role, path, each, number in zip(ROLES, paths, white, frames, strict=True):
        try:
            source = _read(path, each, number, strict=strict)
        except ImageError as wrong:
            error = error or str(wrong)
            continue
        if role == "plain":
            source = _without_content(source, channel)
        say(source.notes)
        sources.append(source)
    if error:
        raise Failure(error)
    first, second = sources
    unlike = unlike_ranges(first.luma, second.luma)
    notes = (unlike,) if unlike else ()
    say(notes)
    assert first.picture is not None
    assert second.picture is not None
    if fit is None and (said := mismatch(first.picture, second.picture)):
        raise Failure(said)
    before = len(first.notes), len(second.notes)
    first, second = through(first, channel), through(second, channel)
    if fit is not None:
        first, second = fitted(first, second, fit)
        say((*first.notes[before[0] :], *second.notes[before[1] :]))
    found: tuple[Remark, ...] = ()
    if first.luma.shape == second.luma.shape:
        # A channel other than luma that is flat has its note already.
        flat = ("empty",) if channel != "luma" else ()
        found = remarks(first, second, said_already=("ranges", "no luma", *flat))
        notes += tuple(remark.words for remark in found)
    return OpenedPair(plain=first, encrypted=second, notes=notes, remarks=found)


def say_first(remarks: Iterable[Remark]) -> None:
    """Print remarks in their order: colour is a result, the others are notes."""
    for remark in in_order(remarks):
        if remark.kind == "colour":
            click.echo(remark.words)
        else:
            say([remark.words])


def _read(
    path: Path, white: float | None, frame: int | None, *, strict: bool
) -> Source:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImageError(f"cannot open {path.name}: {error.strerror}") from error
    source = read_source(content, path.name, white, strict=strict, frame=frame)
    if path.parent == FOLDER:
        return replace(source, origin=replace(source.made, sample=True))
    return source


def _without_content(source: Source, channel: str) -> Source:
    """Add a note where what the index looks at holds nothing, or nearly nothing."""
    assert source.picture is not None
    said = ""
    if channel == "luma":
        said = without_luma(source.picture)
    elif is_flat(through(source, channel).luma):
        said = (
            f"{source.title} has the same {channel} everywhere, so the score through "
            "this channel says nothing"
        )
    return replace(source, notes=(*source.notes, said)) if said else source
