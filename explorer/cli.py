"""Commands: `showthrough` opens the explorer; the others do the same work without it.

Numbers and pictures go to standard output or a file, notes to standard error; bad input
ends with exit code 2.
"""

import json
import math
import sys
import warnings
from dataclasses import asdict
from pathlib import Path

import click
from PIL import Image

from core.encryption import SCHEMES
from core.image import ImageError, ImageNotice, read_image, read_picture
from core.indices import INDICES, Index, Score
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
    try:
        free = free_port(host, port or 8501)
    except OSError as error:
        raise _Failure(f"cannot listen on {host}: {error}") from error
    if port and free != port:
        raise _Failure(f"port {port} is taken; {free} is free")
    serve(host=host, port=free, browser=not no_browser)


@main.command()
@click.argument("plain", type=FILE)
@click.argument("encrypted", type=FILE)
@click.option("--alpha", type=float, default=0.1, show_default=True)
@click.option("--beta", type=float, default=40.0, show_default=True)
@click.option("--gamma", type=float, default=5.0, show_default=True)
@click.option(
    "--index",
    "keys",
    type=click.Choice(["all", *INDICES]),
    multiple=True,
    metavar="KEY",
    help="Other indices, or all; may be given several times. "
    "`showthrough indices` lists them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def score(
    plain: Path,
    encrypted: Path,
    alpha: float,
    beta: float,
    gamma: float,
    keys: tuple[str, ...],
    as_json: bool,
) -> None:
    """Print the visual security index of ENCRYPTED against PLAIN.

    From 0, nothing shows, to 2, everything does. With --index, print other indices
    instead; alpha, beta and gamma are for the proposed one.
    """
    if keys:
        _score_by(plain, encrypted, keys, as_json)
        return
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


def _score_by(
    plain: Path, encrypted: Path, keys: tuple[str, ...], as_json: bool
) -> None:
    """Print indices by their keys, each with its direction and provenance."""
    chosen = INDICES if "all" in keys else dict.fromkeys(keys)
    try:
        with warnings.catch_warnings(record=True, category=ImageNotice) as notices:
            warnings.simplefilter("always", ImageNotice)
            pair = read_image(plain), read_image(encrypted)
        scores = {key: INDICES[key].evaluate(*pair) for key in chosen}
    except ValueError as error:
        raise _Failure(str(error)) from error
    for notice in notices:
        click.echo(f"note: {notice.message}", err=True)
    if as_json:
        rows = [_as_row(INDICES[key], found) for key, found in scores.items()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for key, found in scores.items():
        index = INDICES[key]
        click.echo(
            f"{index.key:10} {found.value:10.6f}  {index.leak_when} leaks, "
            f"{_range(index)}  {index.provenance}"
        )
        if found.card:
            click.echo(
                f"note: {index.label} learnt from {found.card.data}; on unseen "
                f"pictures its rank correlation is {found.card.srocc:.2f}",
                err=True,
            )


def _as_row(index: Index, found: Score) -> dict[str, object]:
    """One score with what it takes to trust it; JSON has no infinity."""
    return _described(index) | {
        "value": found.value if math.isfinite(found.value) else None,
        "card": asdict(found.card) if found.card else None,
    }


def _described(index: Index) -> dict[str, object]:
    low, high = index.range
    return {
        "key": index.key,
        "label": index.label,
        "looks_at": index.looks_at,
        "trust": index.trust,
        "provenance": index.provenance,
        "citation": index.citation,
        "leak_when": index.leak_when,
        "range": [low, high if math.isfinite(high) else None],
    }


def _range(index: Index) -> str:
    return f"{index.range[0]:g} to {index.range[1]:g}"


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
    if output.exists() and output.samefile(image):
        raise _Failure(f"{output.name} is the image itself; name another output")
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


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def indices(as_json: bool) -> None:
    """List the indices, their ranges, what they look at and how certain each is."""
    if as_json:
        rows = [_described(index) for index in INDICES.values()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for index in INDICES.values():
        click.echo(
            f"{index.key:10} {_range(index):12} {index.leak_when} leaks  "
            f"{index.provenance:21} {index.looks_at}"
        )


@main.command("train-nqiqapei")
@click.argument("scores", type=FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="JSON file to write.",
)
def train_nqiqapei(scores: Path, output: Path) -> None:
    """Train NQIQAPEI on the images and human scores that SCORES lists.

    SCORES is a CSV with the columns encrypted (image file), plain (name of its plain
    picture) and mos (higher is more visible). Needs scikit-learn: install
    'showthrough[train]'.
    """
    try:
        from core.indices.regression import save_model
        from core.indices.training import train_from_csv
    except ImportError as error:
        raise _Failure(f"{error}; install 'showthrough[train]'") from error

    def progress(done: int, total: int) -> None:
        click.echo(f"\r{done} of {total} images", err=True, nl=done == total)

    try:
        model = train_from_csv(scores, progress=progress)
    except ImageError as error:
        raise _Failure(str(error)) from error
    save_model(model, output)
    click.echo(
        f"{output}: rank correlation on unseen pictures {model.card.srocc:.3f}, "
        f"worst picture {model.card.srocc_worst:.3f}",
        err=True,
    )
