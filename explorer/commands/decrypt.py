"""`showthrough decrypt`: the way back of a scheme that loses nothing."""

from pathlib import Path

import click
from PIL import Image

from core.encryption import SCHEMES
from explorer.commands.base import (
    FILE,
    OUTPUT,
    Failure,
    one_white_option,
    refusing,
    strict_option,
)
from explorer.commands.lone import read

INVERTIBLE = [key for key, scheme in SCHEMES.items() if scheme.decrypt is not None]


@click.command()
@click.argument("image", type=FILE)
@click.option(
    "--scheme",
    type=click.Choice(INVERTIBLE),
    required=True,
    metavar="KEY",
    help="Key of a scheme that loses nothing. `showthrough schemes --json` says which.",
)
@click.option(
    "--level", type=int, default=1, show_default=True, help="As it was encrypted with."
)
@click.option("--key", default="showthrough", show_default=True, help="Any text.")
@one_white_option
@strict_option
@click.option("-o", "--output", type=OUTPUT, required=True, help="PNG file to write.")
def decrypt(
    image: Path,
    scheme: str,
    level: int,
    key: str,
    white: tuple[float | None, float | None],
    strict: bool,
    output: Path,
) -> None:
    """Decrypt IMAGE by a scheme, and write it as PNG.

    Under another key than it was encrypted with it shows what that key leaves.
    """
    if output.suffix.lower() != ".png":
        raise Failure(f"expected an output that ends in .png, got {output.name}")
    if output.exists() and output.samefile(image):
        raise Failure(f"{output.name} is the picture itself. Name another output")
    apply = SCHEMES[scheme].decrypt
    assert apply is not None
    with refusing():
        levels = read(image, white[0], strict=strict).levels
        pixels = apply(levels, level=level, key=key, data_range=255)
    try:
        Image.fromarray(pixels).save(output)
    except OSError as error:
        raise Failure(f"cannot write {output}: {error.strerror}") from error
