"""`showthrough attack`: what a machine makes of a cipher, judged beside noise."""

import json
from functools import partial
from pathlib import Path

import click
from PIL import Image

from core.attacks import ATTACKS, Aid, Attack, Attempt, Case, Judgement
from core.attacks.base import Found
from core.csv_writer import csv_text
from core.image import grey_levels
from explorer.commands.base import (
    FILE,
    FOLDER,
    Failure,
    refusing,
    strict_option,
    white_option,
)
from explorer.commands.frames import frame_option, frames_of
from explorer.commands.lone import read

TIMES = ("before", "after", "noise")
"""What a witness says: of the cipher, of the attacked picture, of attacked noise."""

SHOWN = {"ssim": "SSIM", "information": "information", "key_points": "key points"}
"""Witnesses as columns, and what a line calls them."""

COLUMNS = (
    "attack", "word", "before", "after", "noise_before", "noise_after", "draws",
    "margin_gain", *(f"{name}_{when}" for name in SHOWN for when in TIMES),
    "state", "seconds", "said",
)  # fmt: skip


@click.command()
@click.argument("images", type=FILE, nargs=-1, metavar="[PLAIN] ENCRYPTED")
@click.option("--no-plain", is_flag=True, help="ENCRYPTED alone: pictures, no scores.")
@click.option(
    "--attack",
    "keys",
    type=click.Choice(list(ATTACKS)),
    multiple=True,
    metavar="KEY",
    help="Attack to run. May be given several times. `showthrough attacks` lists them.",
)
@click.option("--slow", is_flag=True, help="Run also those that take seconds.")
@click.option("--second", type=FILE, help="Cipher of another picture, same key.")
@click.option("--second-plain", type=FILE, help="The plain picture of that one.")
@click.option(
    "--pair",
    "pairs",
    type=FILE,
    nargs=2,
    multiple=True,
    metavar="PLAIN CIPHER",
    help="A plain picture and its cipher under the same key, up to four times.",
)
@click.option(
    "--several",
    type=FILE,
    multiple=True,
    metavar="FILE",
    help="Cipher of the same picture under another key. May be given several times.",
)
@click.option("-o", "--output", type=FOLDER, help="Folder for the attacked pictures.")
@white_option
@frame_option
@strict_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
def attack(
    images: tuple[Path, ...],
    no_plain: bool,
    keys: tuple[str, ...],
    slow: bool,
    second: Path | None,
    second_plain: Path | None,
    pairs: tuple[tuple[Path, Path], ...],
    several: tuple[Path, ...],
    output: Path | None,
    white: tuple[float | None, float | None],
    frame: int | None,
    strict: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Attack ENCRYPTED, and judge what comes out beside the same attack on noise.

    The attacks see the encrypted picture alone. PLAIN is for the judgement. An attack
    that finds nothing to work on declines, and says why. That all decline is no proof
    of security: the list is finite.

    --white is of plain pictures and of ciphers, the further ones too. --frame is of
    PLAIN and ENCRYPTED alone.
    """
    if len(images) != 2 - no_plain:
        raise click.UsageError(
            "--no-plain goes with ENCRYPTED alone"
            if no_plain
            else "expected PLAIN and ENCRYPTED, or --no-plain and ENCRYPTED"
        )
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    given = {"image"} | {
        needs
        for needs, there in (
            ("second", second),
            ("pairs", pairs),
            ("several", several),
        )
        if there
    }
    for key in keys:
        if ATTACKS[key].needs not in given:
            raise click.UsageError(f"{key} needs --{ATTACKS[key].needs.rstrip('s')}")
    chosen = keys or [
        key
        for key, known in ATTACKS.items()
        if known.needs in given and (slow or not known.slow)
    ]
    with refusing():
        of_plain = partial(read, white=white[0], strict=strict)
        of_cipher = partial(read, white=white[1], strict=strict)
        *before, number = frames_of(images, frame)
        encrypted = of_cipher(images[-1], frame=number)
        plain = None if no_plain else of_plain(images[0], frame=before[0]).luma
        aid = Aid(
            second=second and of_cipher(second).luma,
            second_plain=second_plain and of_plain(second_plain).luma,
            pairs=[
                (of_plain(first).luma, of_cipher(other).luma) for first, other in pairs
            ],
            several=[of_cipher(path).luma for path in several],
        )
        case = None if plain is None else Case(plain, encrypted.luma)
        rows = list[dict[str, object]]()
        for key in chosen:
            known = ATTACKS[key]
            # The levels, so that attacks on bytes see whether there are colours.
            found = known.inspect(encrypted.levels, aid)
            if not isinstance(found, Found):
                rows.append({"attack": key, "word": "declined", "said": found.reason})
                continue
            attempt = known.run(encrypted.levels, aid)
            assert attempt is not None
            if case is None:
                rows.append(_attempted(known, attempt))
            else:
                judged = case.judge(known, aid=aid, attempt=attempt)
                assert judged is not None
                rows.append(_judged(known, judged))
            if output is not None:
                _write(attempt, output / f"{key}.png")
    _print(rows, as_json, as_csv)


def _attempted(known: Attack, attempt: Attempt) -> dict[str, object]:
    """What an attack found, without any score."""
    return {
        "attack": known.key,
        "word": "not judged",
        "seconds": round(attempt.seconds, 3),
        "said": attempt.said,
        "found": dict(attempt.found),
    }


def _judged(known: Attack, judged: Judgement) -> dict[str, object]:
    """What an attack found and gained."""
    return _attempted(known, judged.attempt) | {
        "word": judged.word,
        "before": judged.before,
        "after": judged.after,
        "noise_before": judged.noise_before,
        "noise_after": judged.noise_after,
        "draws": judged.draws,
        "margin_gain": judged.gain,
        **{
            f"{key.replace('-', '_')}_{when}": getattr(witness, when)
            for key, witness in judged.witnesses.items()
            for when in TIMES
        },
        "state": judged.state,
    }


def _print(rows: list[dict[str, object]], as_json: bool, as_csv: bool) -> None:
    """Print the table in one of its forms."""
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if as_csv:
        cells = [[row.get(column) for column in COLUMNS] for row in rows]
        click.echo(csv_text(COLUMNS, cells), nl=False)  # pyright: ignore[reportArgumentType]
        return
    for row in rows:
        scores = ""
        if "before" in row:
            scores = (
                f"VSI {row['before']:.3f} -> {row['after']:.3f}, noise "
                f"{row['noise_before']:.3f} -> {row['noise_after']:.3f}, "
                + "".join(
                    "{} {:.3f} -> {:.3f} ({:.3f}), ".format(
                        label,
                        *(row[f"{name}_{when}"] for when in TIMES),
                    )
                    for name, label in SHOWN.items()
                ).removesuffix(", ")
                + "  "
            )
        click.echo(f"{row['attack']:16} {row['word']:14} {scores}{row['said']}")


def _write(attempt: Attempt, path: Path) -> None:
    """Write an attacked picture."""
    try:
        Image.fromarray(grey_levels(attempt.picture)).save(path)
    except OSError as error:
        raise Failure(f"cannot write {path}: {error.strerror}") from error
