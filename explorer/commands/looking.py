"""Options of `showthrough report` that say how the pictures are looked at.

They have the names, the words and the ranges that they have in a link.
"""

import re
from collections.abc import Callable
from typing import Any

import click

from explorer.export import Look
from explorer.pair.link_fields import FIELDS, Text, Word, first, number


class Coordinates(click.ParamType[tuple[float, ...]]):
    """Numbers between commas, as a link writes them."""

    name = "place"

    def __init__(self, field: str, wanted: str):
        known = FIELDS[field]
        assert isinstance(known, Text)
        self.pattern, self.wanted = known.pattern, wanted

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[float, ...]:
        """Return the numbers."""
        if not isinstance(value, str):
            return value
        if not re.fullmatch(self.pattern, value):
            self.fail(f"expected {self.wanted}, got {value!r}", param, ctx)
        return tuple(float(part) for part in value.split(","))


def _words(field: str, about: str) -> Callable[..., Any]:
    known = FIELDS[field]
    assert isinstance(known, Word)
    return click.option(
        f"--{field}",
        type=click.Choice(known.words),
        default=first(field),
        show_default=True,
        help=about,
    )


def _share(field: str, about: str) -> Callable[..., Any]:
    bounds = number(field)
    return click.option(
        f"--{field}",
        type=click.FloatRange(bounds.low, bounds.high),
        default=bounds.start,
        show_default=True,
        help=about,
    )


_OPTIONS = (
    _words("mode", "Both pictures beside each other, or in one frame."),
    _words("right", "What is compared with the plain picture."),
    _share("wipe", "Share of the picture that is plain in --mode=wipe."),
    click.option(
        "--flipped", is_flag=True, help="Show the other picture in --mode=flip."
    ),
    click.option(
        "--at",
        type=Coordinates("at", "ZOOM,X,Y with X and Y between 0 and 1"),
        metavar="ZOOM,X,Y",
        help="A detail: dots of the figure a pixel of the picture, and the point in "
        "the middle as shares of width and height.",
    ),
    click.option(
        "--pin",
        type=Coordinates("pin", "X,Y in pixels"),
        metavar="X,Y",
        help="Pin the block that holds a point of the plain picture, in pixels.",
    ),
    click.option(
        "--rank",
        type=click.IntRange(1, 100),
        default=1,
        show_default=True,
        help="Which match of the pinned block is shown, by similarity.",
    ),
    _words(
        "range",
        "What the colours of recognizable degree, appearance and structure run over.",
    ),
    _share("opacity", "How strongly the overlay covers the pictures."),
    _share("cover", "How strongly a bit plane does."),
)


def looking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options; `view_words` turns them into words of `View`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def view_words(**given: Any) -> dict[str, Any]:
    """Return the words of a `View` that the options say."""
    look = {name: given[name] for name in ("mode", "right", "wipe", "flipped")}
    if given["at"] and given["at"][0]:  # a zoom of 0 is all of the image
        look["at"] = given["at"]
    return {
        "look": Look(**look),
        "point": given["pin"],
        "rank": given["rank"],
        "extent": given["range"],
        "opacity": given["opacity"],
        "cover": given["cover"],
    }
