"""`showthrough statistics`: what papers on image encryption report of a cipher."""

import json
import math
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from core.encryption import SCHEMES
from core.key_sensitivity import Sensitivity, sensitivity
from core.randomness import people
from core.randomness.entries import LEVELS, SAYS, Entry, Statistics
from core.randomness.table import statistics as table_of
from explorer.commands.base import (
    FILE,
    Failure,
    refusing,
    strict_option,
    white_option,
)
from explorer.commands.frames import frame_option, frames_of
from explorer.commands.lone import read

Float64 = NDArray[np.float64]


@click.command()
@click.argument("encrypted", type=FILE)
@click.option("--plain", type=FILE, help="The plain picture: adds MSE, PSNR and MAE.")
@click.option(
    "--other",
    type=FILE,
    help="A second cipher, of the plain picture with one pixel changed or under a key "
    "with one bit changed: adds NPCR and UACI.",
)
@click.option(
    "--scheme",
    type=click.Choice(list(SCHEMES)),
    metavar="KEY",
    help="Scheme that made ENCRYPTED of --plain: adds what a changed key and a changed "
    "pixel do, and what the wrong key decrypts.",
)
@click.option("--level", type=int, default=1, show_default=True, help="Of the scheme.")
@click.option("--key", default="showthrough", show_default=True, help="Of the scheme.")
@white_option
@frame_option
@strict_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def statistics(
    encrypted: Path,
    plain: Path | None,
    other: Path | None,
    scheme: str | None,
    level: int,
    key: str,
    white: tuple[float | None, float | None],
    frame: int | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Test ENCRYPTED for randomness and diffusion, channel by channel.

    These numbers do not tell what an eye, or an attack, finds. The second number of
    --white is of both ciphers.
    """
    if scheme is not None and plain is None:
        raise click.UsageError("--scheme needs --plain")

    with refusing():
        there = [path for path in (plain, other) if path is not None]
        *before, of_cipher = frames_of([*there, encrypted], frame)
        number = dict(zip(there, before, strict=True))

        def levels(path: Path | None, white: float | None) -> Float64 | None:
            if path is None:
                return None
            return read(path, white, strict=strict, frame=number[path]).levels

        cipher = read(encrypted, white[1], strict=strict, frame=of_cipher).levels
        original = levels(plain, white[0])
        table = table_of(cipher, plain=original, other=levels(other, white[1]))
        changes = None
        if scheme is not None:
            assert original is not None
            changes = sensitivity(original, SCHEMES[scheme], level=level, key=key)
            if not np.array_equal(changes.cipher, np.rint(cipher)):
                raise Failure(
                    f"{encrypted.name} is not what {scheme} makes of the plain picture "
                    f"at level {level} under this key. `showthrough encrypt` makes it"
                )
    if as_json:
        record = _record(table) | _changes_record(changes)
        click.echo(json.dumps(record, indent=2, ensure_ascii=False))
        return
    for name, entries in zip(table.channels, table.entries, strict=True):
        if len(table.channels) > 1:
            click.echo(name)
        for entry in entries:
            click.echo(_line(entry))
    for line in _changes_lines(changes):
        click.echo(line)
    for sentence in table.missing:
        click.echo(f"note: {sentence}", err=True)
    passed, tests = table.tests
    click.echo(f"{passed} of {tests} tests pass at 5 %. {SAYS}", err=True)
    click.echo(people.SAYS, err=True)


def _changes_lines(changes: Sensitivity | None) -> list[str]:
    """What small changes do, for people."""
    if changes is None:
        return []
    said = [("Another key", changes.of_key), ("One pixel changed", changes.of_pixel)]
    if changes.decrypted is not None:
        said.append(("Decrypted under another key", changes.decrypted))
    lines = [
        f"{name:42} NPCR {change.npcr:.6g} %, UACI {change.uaci:.6g} %"
        for name, change in said
    ]
    if changes.decrypted_vsi is not None:
        lines[-1] += f", VSI {changes.decrypted_vsi:.6f}"
    return lines


def _changes_record(changes: Sensitivity | None) -> dict[str, object]:
    """The same, ready for JSON."""
    if changes is None:
        return {}
    record: dict[str, object] = {
        "of_key": asdict(changes.of_key),
        "of_pixel": asdict(changes.of_pixel),
        "decrypted": None,
    }
    if changes.decrypted is not None:
        record["decrypted"] = asdict(changes.decrypted) | {"vsi": changes.decrypted_vsi}
    return {"sensitivity": record}


def _line(entry: Entry) -> str:
    """One row of the table."""
    ideal = "" if entry.ideal is None else f"ideal {entry.ideal:.6g}"
    chance = "" if entry.p is None else f"p {entry.p:.3g}"
    value = f"{entry.value:.6g} {entry.unit}"
    rank = "" if entry.people is None else f"people {entry.people:+.2f}"
    return (
        f"{entry.label:42} {value:14} {ideal:14} {chance:12} {rank:14} "
        f"{entry.verdict}".rstrip()
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
                    "critical": dict(
                        zip(map(str, LEVELS), entry.critical, strict=False)
                    ),
                    "rank_correlation_with_people": entry.people,
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
