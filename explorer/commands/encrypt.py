"""`showthrough encrypt`: a scheme on one image."""

from pathlib import Path

import click
from PIL import Image

from core.encryption import SCHEMES
from core.image import ImageError, read_picture
from explorer.commands.base import (
    FILE,
    OUTPUT,
    Failure,
    one_white_option,
    say,
    strict_option,
)


@click.command()
@click.argument("image", type=FILE)
@click.option(
    "--scheme",
    type=click.Choice(list(SCHEMES)),
    required=True,
    metavar="KEY",
    help="Key of a scheme. `showthrough schemes` lists them.",
)
@click.option(
    "--level", type=int, default=1, show_default=True, help="1 is the strongest."
)
@click.option("--key", default="showthrough", show_default=True, help="Any text.")
@click.option(
    "--grey", is_flag=True, help="Encrypt the brightness of a colour picture."
)
@one_white_option
@click.option(
    "--frame",
    type=click.IntRange(min=1),
    help="Frame of IMAGE, where it holds several, counted from 1.",
)
@strict_option
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    required=True,
    help="PNG file to write.",
)
def encrypt(
    image: Path,
    scheme: str,
    level: int,
    key: str,
    grey: bool,
    white: tuple[float | None, float | None],
    frame: int | None,
    strict: bool,
    output: Path,
) -> None:
    """Encrypt IMAGE by a scheme, and write it as PNG.

    The same picture, scheme, level and key give the same picture. It has 8 bits, with
    255 as white, whatever IMAGE has.
    """
    if output.suffix.lower() != ".png":
        raise Failure(f"expected an output that ends in .png, got {output.name}")
    if output.exists() and output.samefile(image):
        raise Failure(f"{output.name} is the picture itself. Name another output")
    chosen = SCHEMES[scheme]
    try:
        picture = read_picture(image, data_range=white[0], strict=strict, frame=frame)
        say(picture.notes)
        pixels = picture.luma if grey else picture.levels
        encrypted = chosen.encrypt(pixels, level=level, key=key, data_range=255)
    except ImageError as error:
        raise Failure(str(error)) from error
    try:
        Image.fromarray(encrypted).save(output)
    except OSError as error:
        raise Failure(f"cannot write {output}: {error.strerror}") from error
    left = chosen.left_as_is(encrypted.shape[0], encrypted.shape[1], level)
    say([left] if left else [])
    click.echo(
        f"{output}: {chosen.label}, {chosen.level_labels[level - 1]} "
        f"({chosen.provenance})",
        err=True,
    )
