"""`showthrough grid`: the grid of blocks that an encrypted image shows."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from core.attacks import find_grid
from explorer.commands.base import FILE, one_white_option, refusing, strict_option
from explorer.commands.lone import read


@click.command()
@click.argument("encrypted", type=FILE)
@one_white_option
@strict_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def grid(
    encrypted: Path,
    white: tuple[float | None, float | None],
    strict: bool,
    as_json: bool,
) -> None:
    """Find the side of the blocks in ENCRYPTED, and where they start.

    It looks at the encrypted picture alone. A grid is no proof of encryption: JPEG
    files show theirs, of 8 pixels.
    """
    with refusing():
        found = find_grid(read(encrypted, white[0], strict=strict).luma)
    if as_json:
        click.echo(json.dumps(asdict(found), indent=2))
        return
    click.echo(found.said)
