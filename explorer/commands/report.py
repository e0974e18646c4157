"""`showthrough report`: a figure, a table or a page about one pair."""

from pathlib import Path
from typing import Any, get_args

import click

from core.bit_planes import PLANES
from core.image import Fit
from core.recognizability.blocks import Border, Offset
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.parameters import Parameters
from core.recognizability.pooling import Pooling
from core.recognizability.stages import prepare
from explorer.commands.base import (
    FILE,
    OUTPUT,
    Failure,
    constants,
    forms,
    refusing,
    say,
)
from explorer.commands.blocks import blocks_options, own_blocks
from explorer.commands.looking import looking, view_words
from explorer.commands.reading import open_pair, reading, say_first
from explorer.export import FORMATS, View
from explorer.figures.matches import pinned_block
from explorer.figures.noise_words import near_copies_words
from explorer.pair.bit_channels import bit_channels
from explorer.pair.channel_names import Bits
from explorer.pair.component_choice import CHOICES
from explorer.theme.overlays import OVERLAYS, OverlayKey

_KINDS = {form.ending: key for key, form in FORMATS.items() if key != "png2"}


@click.command()
@click.argument("plain", type=FILE)
@click.argument("encrypted", type=FILE)
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    required=True,
    help="File to write. Its ending says what: .html, .svg, .png, .csv or .json.",
)
@constants
@forms
@blocks_options
@click.option(
    "--overlay",
    type=click.Choice(list(OVERLAYS)),
    default="contribution",
    show_default=True,
    help="What is laid over the pictures.",
)
@click.option(
    "--plane",
    type=click.IntRange(1, PLANES),
    default=PLANES,
    show_default=True,
    help="Bit plane that --overlay=bits shows: 8 is the most significant, 1 the least.",
)
@click.option(
    "--bits",
    type=click.Choice(get_args(Bits)),
    default="index",
    show_default=True,
    help="Channel whose planes --overlay=bits shows: what the index is given, or one "
    "that the files hold.",
)
@click.option(
    "--arrows",
    type=click.IntRange(0, 4096),
    default=20,
    show_default=True,
    help="How many of the strongest matches are drawn.",
)
@click.option(
    "--scale",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="Fineness of a PNG.",
)
@looking
@reading
def report(
    plain: Path,
    encrypted: Path,
    output: Path,
    alpha: float,
    beta: float,
    gamma: float,
    components: str,
    border: Border,
    pooling: Pooling,
    side: int | None,
    offset: Offset,
    grid: str,
    overlay: OverlayKey,
    plane: int,
    bits: Bits,
    arrows: int,
    scale: int,
    white: tuple[float | None, float | None],
    fit: Fit | None,
    channel: str,
    frame: int | None,
    strict: bool,
    **looks: Any,
) -> None:
    """Write how ENCRYPTED shows PLAIN: a page, a figure, or the numbers.

    An HTML report stands alone: pictures, the view to point at, every block, and how to
    make the number again. CSV has one row a block, JSON the scores and settings. How
    the pictures are looked at has the words of a link.
    """
    kind = _KINDS.get(output.suffix.lower())
    if kind is None:
        raise Failure(
            f"expected an output that ends in {', '.join(_KINDS)}, got {output.name}"
        )
    for path in (plain, encrypted):
        if output.exists() and output.samefile(path):
            raise Failure(f"{output.name} is one of the pictures. Name another output")
    blocks = own_blocks(side, offset, grid)
    with refusing():
        form = Form(
            parameters=Parameters(alpha=alpha, beta=beta, gamma=gamma),
            components=CHOICES[components],
            border=border,
            pooling=pooling,
        )
        pair = open_pair(
            plain,
            encrypted,
            white=white,
            fit=fit,
            channel=channel,
            frame=frame,
            strict=strict,
        )
        say_first(pair.remarks)
        form, said = blocks.place(form, pair.encrypted.luma)
        say(said)
        result = evaluate(
            prepare(pair.plain.luma, pair.encrypted.luma, data_range=255), form
        )
    view = View(
        plain=pair.plain,
        encrypted=pair.encrypted,
        result=result,
        overlay=overlay,
        plane=plane,
        bits=bits,
        arrows=arrows,
        **view_words(**looks),
    )
    _check_pin(view)
    _check_bits(view)
    written = FORMATS["png2" if kind == "png" and scale == 2 else kind]
    try:
        output.write_bytes(written.make(view))
    except OSError as error:
        raise Failure(f"cannot write {output}: {error.strerror}") from error
    click.echo(f"{output}: VSI {result.vsi:.6f}", err=True)
    if copies := near_copies_words(result):
        click.echo(f"note: {copies}", err=True)


def _check_bits(view: View) -> None:
    """Refuse a channel that neither file has."""
    known = bit_channels(view.plain, view.encrypted)
    if view.bits not in known and view.bits != view.channel:
        lacks = "transparency" if view.bits == "alpha" else "colour"
        raise Failure(
            f"expected {' or '.join(known)} as --bits, got {view.bits}: neither "
            f"picture has {lacks}"
        )


def _check_pin(view: View) -> None:
    """Refuse a pin that no block holds."""
    point, side = view.point, view.result.side
    if point is None:
        return
    height, width = view.plain.luma.shape
    got = f"got {point[0]:g},{point[1]:g}"
    if point[0] >= width or point[1] >= height:
        raise Failure(
            f"expected --pin X,Y in the picture, X below {width} and Y below {height}, "
            f"{got}"
        )
    if pinned_block(view.result, point) is None:
        rows, columns = view.result.degree.shape
        top, left = view.result.origin
        across = f"X below {left + columns * side}"
        down = f"Y below {top + rows * side}"
        if view.result.offset != (0, 0):
            across, down = f"{across} from {left} on", f"{down} from {top} on"
        raise Failure(
            f"expected --pin X,Y in the grid of whole blocks, {across} and {down}, "
            f"{got}, which is in the rest at the border. "
            "--border=pad puts that into blocks too"
        )
