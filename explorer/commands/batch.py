"""`showthrough batch`: indices of all pairs in a table, or in two folders."""

from contextlib import closing
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import click

from core.batch import Form, Row, measures, processing_order
from core.batch.attacking import ALONE, FAST
from core.batch.formats import Record
from core.batch.results import Results
from core.batch.run import CHUNK
from core.batch.table import OTHER
from core.image import Fit
from core.indices import INDICES
from core.recognizability.blocks import Border, Offset
from core.recognizability.channel import DRAWS as CHANNEL_DRAWS
from core.recognizability.noise import DRAWS
from core.recognizability.parameters import Parameters
from core.recognizability.pooling import Pooling
from explorer.commands.base import (
    FILE,
    FOLDER,
    OUTPUT,
    constants,
    fit_option,
    forms,
    noise_option,
    refusing,
    white_option,
)
from explorer.commands.batch_table import columns_of, table_of
from explorer.commands.blocks import blocks_options, own_blocks
from explorer.commands.listing import trust
from explorer.commands.row_columns import (
    BLOCK_COLUMNS,
    CHANNEL_COLUMNS,
    NOISE_COLUMNS,
    attack_columns,
    attacks_record,
    block_record,
    channels_record,
    described,
    noise_record,
    notes_of,
    statistics_columns,
)
from explorer.commands.running import run, worker_options, worker_pool
from explorer.pair.component_choice import CHOICES


@click.command()
@click.argument("pairs", type=FILE, metavar="[PAIRS.csv]", required=False)
@click.option("--plain", type=FOLDER, help="Folder of plain pictures, without a table.")
@click.option("--encrypted", type=FOLDER, help="Folder of encrypted pictures.")
@click.option(
    "--pattern",
    metavar="PATTERN",
    help="How encrypted pictures are called, if not as the plain ones: '{name}_enc*', "
    "where {name} is the plain picture's name without its ending.",
)
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    required=True,
    help="CSV, JSON Lines (.jsonl), JSON or Parquet file to write.",
)
@click.option(
    "--index",
    "keys",
    type=click.Choice(["all", *INDICES]),
    multiple=True,
    metavar="KEY",
    help="Indices, or all. May be given several times. The proposed one unless given.",
)
@constants
@forms
@blocks_options
@noise_option
@click.option(
    "--channels",
    is_flag=True,
    help="Look at Cb, Cr, R, G and B too, each against its own noise. Takes about "
    "30 times as long.",
)
@click.option(
    "--attack",
    "attacks",
    type=click.Choice(["fast", *ALONE]),
    multiple=True,
    metavar="KEY",
    help="Attack to run and judge, or fast for all that take less than half a second. "
    "May be given several times. `showthrough attacks` lists them.",
)
@click.option(
    "--statistics",
    "randomness",
    is_flag=True,
    help="Entropy, chi-square and correlations of the encrypted pictures, and NPCR and "
    "UACI where the table has a column other, of second ciphers.",
)
@click.option(
    "--frames",
    is_flag=True,
    help="A row for every frame of animated GIF, WebP and PNG files, and page of TIFF "
    "files. The column frame counts them from 1.",
)
@white_option
@fit_option
@click.option(
    "--strict",
    is_flag=True,
    help="Refuse files that end early, and end with exit code 1 if a pair could not "
    "be scored.",
)
@worker_options
@click.pass_context
def batch(
    context: click.Context,
    pairs: Path | None,
    plain: Path | None,
    encrypted: Path | None,
    pattern: str | None,
    output: Path,
    keys: tuple[str, ...],
    alpha: float,
    beta: float,
    gamma: float,
    components: str,
    border: Border,
    pooling: Pooling,
    side: int | None,
    offset: Offset,
    grid: str,
    noise: bool,
    channels: bool,
    attacks: tuple[str, ...],
    randomness: bool,
    frames: bool,
    white: tuple[float | None, float | None],
    fit: Fit | None,
    strict: bool,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Score all pairs of pictures that PAIRS.csv lists, or that two folders hold.

    The table has the columns plain and encrypted, with paths relative to its folder,
    and any others, which are carried through. It is CSV as any spreadsheet writes it:
    UTF-8 or UTF-16, commas, semicolons or tabs, or what a first line sep= names. The
    columns white, white_plain and white_encrypted say which value is white in the
    pictures of a row. An empty cell leaves it to --white.

    Without a table, --plain and --encrypted name folders. An encrypted picture belongs
    to the plain one of the same name, whatever their endings. With --pattern, also to
    the one that it is called after. In a pattern * stands for any characters, ? for
    one, and / for a folder: '{name}_*' takes photo_s01.png and photo_s02.png for
    photo.png, and '*/{name}' looks into the folders inside. Several encrypted pictures
    may belong to one plain picture. An encrypted one that fits several plain ones is
    refused.

    With --noise, noise_low and noise_high are the range of what the encrypted pixels
    score in random order, and above_noise is 1 where the proposed index is above it.

    With --channels, vsi_Cb to vsi_B are the index of the colour channels, and
    shows_more names those that show the picture while brightness does not.

    With --side, --offset or --grid=auto, side and offset are the blocks of each row in
    pixels, and its notes say that scores under different grids are not comparable.

    With --attack, the column of an attack's key is the index of its picture, _noise
    the index of the same attack on noise, _margin what lies between, _word whether it
    opens the cipher, and _found what it found. They are empty where it declines.
    noise_before is what noise scores before the attack. best_attack is the one that
    gains most, "none" where none helps.

    With --statistics, colour ciphers have the mean of their channels. They test
    randomness, not what an eye finds.

    With --frames, a plain picture of one frame is compared with every frame of the
    encrypted one, a plain picture of as many with the frame of the same number. At most
    500 frames and 200 megapixels of one file are read.

    Rows are written as they finish. The same command goes on where it was stopped. A
    pair that cannot be scored is a row with its error, and has its notes too. In the
    end rows stand in the order of the table, or of the names.
    """
    chosen = tuple(INDICES) if "all" in keys else tuple(dict.fromkeys(keys))
    chosen = chosen or ("proposed",)
    if noise and "proposed" not in chosen:
        raise click.UsageError("--noise needs the proposed index: add --index proposed")
    if channels and "proposed" not in chosen:
        raise click.UsageError(
            "--channels needs the proposed index: add --index proposed"
        )
    if attacks and "proposed" not in chosen:
        raise click.UsageError(
            "--attack needs the proposed index: add --index proposed"
        )
    run_attacks = tuple(
        dict.fromkeys(
            key for name in attacks for key in (FAST if name == "fast" else (name,))
        )
    )
    blocks = own_blocks(side, offset, grid)
    if blocks.given and "proposed" not in chosen:
        raise click.UsageError(
            "--side, --offset and --grid are for the proposed index: add "
            "--index proposed"
        )
    with refusing():
        form = Form(
            parameters=Parameters(alpha=alpha, beta=beta, gamma=gamma),
            components=CHOICES[components],
            border=border,
            pooling=pooling,
        )
        table = table_of(pairs, plain, encrypted, pattern, frames=frames)
        added = (
            *(BLOCK_COLUMNS if blocks.given else ()),
            *(NOISE_COLUMNS if noise else ()),
            *(CHANNEL_COLUMNS if channels else ()),
            *attack_columns(run_attacks),
            *(statistics_columns(other=OTHER in table.columns) if randomness else ()),
        )
        jobs = table.jobs(
            measures(chosen, form),
            DRAWS if noise else 0,
            data_range=white,
            fit=fit,
            strict=strict,
            channels=channels,
            blocks=blocks,
            attacks=run_attacks,
            statistics=randomness,
        )
        results = Results(
            output,
            columns=columns_of(table, (*chosen, *added)),
            settings={
                "showthrough": version("showthrough"),
                "pairs": table.digest,
                "indices": list(chosen),
                "white": white,
                "fit": fit,
                "strict": strict,
            }
            | (described(form, components) if "proposed" in chosen else {})
            | ({"noise": DRAWS} if noise else {})
            | ({"channels": CHANNEL_DRAWS} if channels else {})
            | ({"blocks": asdict(blocks)} if blocks.given else {})
            | ({"attacks": run_attacks} if run_attacks else {})
            | ({"statistics": True} if randomness else {}),
            expected=table.dicts(),
            order=processing_order(jobs),
        )

    def records(row: Row) -> list[Record]:
        carried = dict(zip(table.columns, table.records[row.number], strict=True))
        return [
            {
                **carried,
                **row.scores,
                **(block_record(row.details.get("proposed")) if blocks.given else {}),
                **noise_record(row.details.get("proposed")),
                **channels_record(row),
                **attacks_record(row),
                **row.statistics,
                "error": row.error,
                "notes": notes_of(row, "proposed"),
            }
        ]

    if results.finished:
        click.echo(f"{output} is complete: {len(jobs)} pairs", err=True)
    else:
        left = len(jobs) - results.done
        with closing(results), worker_pool(workers, scheduler, left) as pool:
            run(jobs, results, records, pool, chunk=CHUNK, label="Pairs")
        click.echo(f"{output}: {len(jobs)} pairs", err=True)
        trust(chosen)
    if results.failed:
        click.echo(
            f"{results.failed} of them have errors, in the column of that name",
            err=True,
        )
        if strict:
            context.exit(1)
