"""Commands: `showthrough` opens the explorer; the others do the same work without it.

Numbers and pictures go to standard output or a file, notes to standard error; bad input
ends with exit code 2.
"""

import json
import sys
import warnings
from dataclasses import asdict
from pathlib import Path

import click
from PIL import Image

from core.encryption import SCHEMES
from core.image import ImageError, ImageNotice, read_image, read_picture
from core.recognizability.index import visual_security_index
from core.recognizability.parameters import Parameters

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Failure(click.ClickException):
    """What the user can mend; ends with exit code 2."""

    exit_code = 2


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to bind.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; 8501 or the next.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--plain", type=FILE, help="Plain image to begin with.")
@click.option("--encrypted", type=FILE, help="Encrypted image to begin with.")
@click.version_option(package_name="showthrough")
@click.pass_context
def main(
    context: click.Context,
    host: str,
    port: int | None,
    no_browser: bool,
    plain: Path | None,
    encrypted: Path | None,
) -> None:
    """See what still shows through a perceptually encrypted image, where, and why.

    Without a command, opens the explorer in the browser.
    """
    if context.invoked_subcommand is not None:
        return
    if (plain is None) != (encrypted is None):
        raise click.UsageError("--plain and --encrypted go together")
    # Streamlit takes a second to import; no other command needs it.
    from explorer.samples import open_files
    from explorer.server import free_port, serve

    if plain and encrypted:
        try:
            open_files(plain, encrypted)
        except ImageError as error:
            raise _Failure(str(error)) from error
    serve(
        host=host,
        port=port or free_port(host, 8501),
        browser=not no_browser,
    )


@main.command()
@click.argument("plain", type=FILE)
@click.argument("encrypted", type=FILE)
@click.option("--alpha", type=float, default=0.1, show_default=True)
@click.option("--beta", type=float, default=40.0, show_default=True)
@click.option("--gamma", type=float, default=5.0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def score(
    plain: Path,
    encrypted: Path,
    alpha: float,
    beta: float,
    gamma: float,
    as_json: bool,
) -> None:
    """Print the visual security index of ENCRYPTED against PLAIN.

    From 0, nothing shows, to 2, everything does.
    """
    try:
        parameters = Parameters(alpha=alpha, beta=beta, gamma=gamma)
        with warnings.catch_warnings(record=True, category=ImageNotice) as notices:
            warnings.simplefilter("always", ImageNotice)
            result = visual_security_index(
                read_image(plain), read_image(encrypted), parameters
            )
    except ValueError as error:
        raise _Failure(str(error)) from error
    for notice in notices:
        click.echo(f"note: {notice.message}", err=True)
    rows, columns = result.degree.shape
    if as_json:
        json.dump(
            {
                "plain": str(plain),
                "encrypted": str(encrypted),
                "vsi": result.vsi,
                "rd": result.rd,
                "gs": result.gs,
                "parameters": asdict(parameters),
                "side": result.side,
                "grid": [rows, columns],
                "coverage": result.coverage,
            },
            sys.stdout,
            indent=2,
        )
        click.echo()
        return
    click.echo(f"VSI {result.vsi:.6f}   RD {result.rd:.6f}   GS {result.gs:.6f}")
    click.echo(
        f"{rows} × {columns} blocks of {result.side} pixels; "
        f"{1 - result.coverage:.1%} of the pixels lie outside them",
        err=True,
    )


@main.command()
@click.argument("image", type=FILE)
@click.option(
    "--scheme",
    type=click.Choice(list(SCHEMES)),
    required=True,
    metavar="KEY",
    help="Key of a scheme; `showthrough schemes` lists them.",
)
@click.option(
    "--level", type=int, default=1, show_default=True, help="1 is the strongest."
)
@click.option("--key", default="showthrough", show_default=True, help="Any text.")
@click.option("--grey", is_flag=True, help="Encrypt the luma of a colour image.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="PNG file to write.",
)
def encrypt(
    image: Path, scheme: str, level: int, key: str, grey: bool, output: Path
) -> None:
    """Encrypt IMAGE by a scheme, and write it as PNG.

    The same image, scheme, level and key give the same picture.
    """
    if output.suffix.lower() != ".png":
        raise _Failure(f"expected an output that ends in .png, got {output.name}")
    chosen = SCHEMES[scheme]
    try:
        picture = read_picture(image)
        pixels = picture.luma if grey else picture.pixels
        encrypted = chosen.encrypt(pixels, level=level, key=key)
    except ImageError as error:
        raise _Failure(str(error)) from error
    try:
        Image.fromarray(encrypted).save(output)
    except OSError as error:
        raise _Failure(f"cannot write {output}: {error.strerror}") from error
    left = chosen.left_as_is(encrypted.shape[0], encrypted.shape[1], level)
    for note in (*picture.notes, left):
        if note:
            click.echo(f"note: {note}", err=True)
    click.echo(
        f"{output}: {chosen.label}, {chosen.level_labels[level - 1]} "
        f"({chosen.provenance})",
        err=True,
    )


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def schemes(as_json: bool) -> None:
    """List the encryption schemes, their levels and how certain each is."""
    if as_json:
        fields = ("key", "label", "family", "does", "notice", "level_meaning")
        rows = [
            {name: getattr(scheme, name) for name in fields}
            | {
                "levels": list(scheme.level_labels),
                "provenance": scheme.provenance,
                "citation": scheme.citation,
                "keyed": scheme.keyed,
                "invertible": scheme.decrypt is not None,
            }
            for scheme in SCHEMES.values()
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for scheme in SCHEMES.values():
        click.echo(
            f"{scheme.key:20} {scheme.levels} levels  {scheme.provenance:21} "
            f"{scheme.label}"
        )
