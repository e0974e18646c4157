"""`showthrough statistics`: what papers on image encryption report of a cipher."""

import json
import math
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from core.randomness.entries import SAYS, Entry, Statistics
from core.randomness.table import statistics as table_of
from explorer.commands.base import FILE, refusing, strict_option, white_option
from explorer.commands.lone import read

Float64 = NDArray[np.float64]


@click.command()
@click.argument("encrypted", type=FILE)
@click.option("--plain", type=FILE, help="The plain image: adds MSE, PSNR and MAE.")
@click.option(
    "--other",
    type=FILE,
    help="A second cipher, of the plain image with one pixel changed or under a key "
    "with one bit changed: adds NPCR and UACI.",
)
@white_option
@strict_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def statistics(
    encrypted: Path,
    plain: Path | None,
    other: Path | None,
    white: tuple[float | None, float | None],
    strict: bool,
    as_json: bool,
) -> None:
    """Test ENCRYPTED for randomness and diffusion, channel by channel.

    These numbers do not tell what an eye, or an attack, finds. The second number of
    --white is of both ciphers.
    """

    def levels(path: Path | None, white: float | None) -> Float64 | None:
        return None if path is None else read(path, white, strict=strict).levels

    with refusing():
        table = table_of(
            read(encrypted, white[1], strict=strict).levels,
            plain=levels(plain, white[0]),
            other=levels(other, white[1]),
        )
    if as_json:
        click.echo(json.dumps(_record(table), indent=2, ensure_ascii=False))
        return
    for name, entries in zip(table.channels, table.entries, strict=True):
        if len(table.channels) > 1:
            click.echo(name)
        for entry in entries:
            click.echo(_line(entry))
    for sentence in table.missing:
        click.echo(f"note: {sentence}", err=True)
    passed, tests = table.tests
    click.echo(f"{passed} of {tests} tests pass at 5 %. {SAYS}", err=True)


def _line(entry: Entry) -> str:
    """One row of the table."""
    ideal = "" if entry.ideal is None else f"ideal {entry.ideal:.6g}"
    chance = "" if entry.p is None else f"p {entry.p:.3g}"
    value = f"{entry.value:.6g} {entry.unit}"
    return (
        f"{entry.label:42} {value:14} {ideal:14} {chance:12} {entry.verdict}".rstrip()
    )


def _record(table: Statistics) -> dict[str, object]:
    """The table, ready for JSON; null where a number is not finite."""
    passed, tests = table.tests
    return {
        "channels": {
            name: {
                entry.key: {
                    "label": entry.label,
                    "value": entry.value if math.isfinite(entry.value) else None,
                    "unit": entry.unit,
                    "ideal": entry.ideal,
                    "p": entry.p,
                    "accepted": entry.accepted,
                    "verdict": entry.verdict,
                    "note": entry.note,
                }
                for entry in entries
            }
            for name, entries in zip(table.channels, table.entries, strict=True)
        },
        "missing": list(table.missing),
        "passed": passed,
        "tests": tests,
        "says": SAYS,
    }
