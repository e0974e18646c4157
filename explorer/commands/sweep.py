"""`showthrough sweep`: the index over a grid of constants and a scheme's levels."""

import sys
from contextlib import ExitStack, closing
from dataclasses import asdict
from importlib.metadata import version
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from core.batch import Form, Job, Row, processing_order
from core.batch.formats import READERS, Columns, Record
from core.batch.results import Results
from core.batch.table import TableError
from core.encryption import SCHEMES
from core.image import Fit
from core.recognizability.blocks import Border, Offset
from core.recognizability.noise import DRAWS
from core.recognizability.parameters import CONSTANTS, Parameters
from core.recognizability.pooling import Pooling
from explorer.commands.aligned import aligned
from explorer.commands.base import (
    FILE,
    OUTPUT,
    fit_option,
    noise_option,
    refusing,
    strict_option,
    white_option,
)
from explorer.commands.blocks import blocks_options, own_blocks
from explorer.commands.row_columns import (
    NOISE_COLUMNS,
    block_record,
    noise_record,
    notes_of,
)
from explorer.commands.running import run, worker_options, worker_pool
from explorer.commands.swept import FOUND, OURS, pairs_of
from explorer.commands.values import MOST, Names, Values
from explorer.pair.component_choice import CHOICES

WITHOUT_NOISE = tuple(name for name in OURS if name not in NOISE_COLUMNS)

_DEFAULT = {name: f"{getattr(Parameters(), name):g}" for name in CONSTANTS}


@click.command()
@click.argument("plain", type=FILE, required=False)
@click.argument("encrypted", type=FILE, required=False)
@click.option("--pairs", type=FILE, help="Table of pairs, as `batch` takes it.")
@click.option(
    "--scheme",
    type=click.Choice(list(SCHEMES)),
    metavar="KEY",
    help="Encrypt PLAIN by this scheme at each of its levels.",
)
@click.option("--level", "levels", type=Values(), help="Levels. All unless given.")
@click.option("--key", default="showthrough", show_default=True, help="Any text.")
@click.option("--alpha", type=Values(), default=_DEFAULT["alpha"], show_default=True)
@click.option("--beta", type=Values(), default=_DEFAULT["beta"], show_default=True)
@click.option("--gamma", type=Values(), default=_DEFAULT["gamma"], show_default=True)
@click.option(
    "--components",
    type=Names(),
    default="C4",
    show_default=True,
    help="Parts in use, Table 3: C1,C2,C3,C4 are the whole ablation.",
)
@click.option("--border", type=click.Choice(["crop", "pad"]), default="crop")
@click.option(
    "--pooling", type=click.Choice(["normalised", "printed"]), default="normalised"
)
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    help="CSV, JSON Lines, JSON or Parquet file. Standard output unless given.",
)
@blocks_options
@noise_option
@white_option
@fit_option
@strict_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, on a terminal too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@worker_options
def sweep(
    plain: Path | None,
    encrypted: Path | None,
    pairs: Path | None,
    scheme: str | None,
    levels: tuple[float, ...] | None,
    key: str,
    alpha: tuple[float, ...],
    beta: tuple[float, ...],
    gamma: tuple[float, ...],
    components: tuple[str, ...],
    border: Border,
    pooling: Pooling,
    output: Path | None,
    side: int | None,
    offset: Offset,
    grid: str,
    noise: bool,
    white: tuple[float | None, float | None],
    fit: Fit | None,
    strict: bool,
    as_csv: bool,
    as_json: bool,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Score ENCRYPTED against PLAIN over a grid of constants.

    Each constant is a number, several (5,10) or a range (0.05:0.25:0.05). Every
    combination becomes a row. Instead of ENCRYPTED, --scheme encrypts PLAIN at every
    level. Instead of both, --pairs names a table, which may have columns for white as
    `batch` takes them. A run with an output goes on where it was stopped.

    Each row has vsi, rd and gs (Eqs. 8, 6 and 7), the grid of blocks as ROWSxCOLUMNS,
    their side in pixels, and coverage, the share of the pixels inside the grid. With
    --side, --offset or --grid=auto, also the offset y,x at which blocks start, and a
    note that scores under different grids are not comparable. With
    --noise, noise_low and noise_high are the range of what noise scores at the same
    setting, and above_noise is 1 where vsi is above it. A
    terminal gets an aligned table, anything else CSV.
    """
    if output is not None and as_json:
        raise click.UsageError("--json is for standard output. End the output in .json")
    if as_csv and (as_json or output is not None):
        raise click.UsageError("--csv goes neither with --json nor with an output")
    blocks = own_blocks(side, offset, grid)
    if blocks.find and len(alpha) > 1:
        raise click.UsageError(
            "--grid=auto takes the place of --alpha, which may then be one number, for "
            "pairs without a grid"
        )
    by_alpha = side is None and not blocks.find
    late = list(product(beta, gamma, components))
    if len(alpha) * len(late) > MOST:
        raise click.UsageError(
            f"{len(alpha) * len(late):,} settings for each pair. At most {MOST:,}"
        )
    with refusing():
        chosen = pairs_of(
            plain, encrypted, pairs, scheme, levels, key, white, strict=strict
        )
        if blocks.given and "offset" in chosen.columns:
            raise TableError(
                "the table has a column called offset, which is a column of the "
                "results. Rename it"
            )
        # One job for each alpha: its forms share their stages, see `core.batch.forms`.
        steps = list(product(range(len(chosen.images)), alpha))
        forms = {
            a: {
                f"{b} {g} {name}": Form(
                    parameters=Parameters(alpha=a, beta=b, gamma=g),
                    components=CHOICES[name],
                    border=border,
                    pooling=pooling,
                )
                for b, g, name in late
            }
            for a in alpha
        }
        jobs = [
            Job(
                plain=chosen.images[pair][0],
                encrypted=chosen.images[pair][1],
                measures=forms[a],
                draws=DRAWS if noise else 0,
                data_range=chosen.whites[pair],
                fit=fit,
                strict=strict,
                blocks=blocks,
            )
            for pair, a in steps
        ]

    def records(row: Row) -> list[Record]:
        pair, a = steps[row.number]
        return [
            {
                **chosen.says[pair],
                "alpha": _alpha(row, f"{b} {g} {name}", a if by_alpha else None),
                "beta": b,
                "gamma": g,
                "components": name,
                **_found(row, f"{b} {g} {name}"),
                "error": row.errors.get(f"{b} {g} {name}")
                or (None if row.errors else row.error),
                "notes": notes_of(row, f"{b} {g} {name}"),
            }
            for b, g, name in late
        ]

    ours = OURS if noise else WITHOUT_NOISE
    if blocks.given:
        after = ours.index("side") + 1
        ours = (*ours[:after], "offset", *ours[after:])
    columns = Columns(
        names=(*chosen.columns, *ours),
        numbers=chosen.numbers | {*CONSTANTS, *FOUND, *NOISE_COLUMNS} - {"grid"},
    )
    as_text = not (as_csv or as_json) and _on_terminal()
    with ExitStack() as stack:
        if output is None:
            folder = stack.enter_context(TemporaryDirectory())
            path = Path(folder) / f"sweep.{'json' if as_json or as_text else 'csv'}"
        else:
            path = output
        with refusing():
            results = Results(
                path,
                columns=columns,
                settings={
                    "showthrough": version("showthrough"),
                    "pairs": chosen.identity,
                    "alpha": alpha,
                    "beta": beta,
                    "gamma": gamma,
                    "components": components,
                    "border": border,
                    "pooling": pooling,
                    "white": white,
                    "fit": fit,
                    "strict": strict,
                }
                | ({"noise": DRAWS} if noise else {})
                | ({"blocks": asdict(blocks)} if blocks.given else {}),
                expected=[
                    {**chosen.says[pair], **({"alpha": a} if by_alpha else {})}
                    for pair, a in steps
                ],
                order=processing_order(jobs),
                each=len(late),
            )
        if results.finished:
            click.echo(f"{output} is complete: {len(jobs) * len(late)} rows", err=True)
            return
        left = len(jobs) - results.done
        with closing(results), worker_pool(workers, scheduler, left) as pool:
            # Alone, a pair would otherwise go to one worker as a whole.
            chunk = 1 if len(chosen.images) < pool.workers else len(alpha)
            run(jobs, results, records, pool, chunk=chunk, label="Sweep")
        if output is None and as_text:
            click.echo(aligned(READERS[".json"](path), columns))
        elif output is None:
            click.echo(path.read_bytes(), nl=False)
        else:
            click.echo(f"{output}: {len(jobs) * len(late)} rows", err=True)
    if results.failed:
        click.echo("some have errors, in the column of that name", err=True)


def _alpha(row: Row, form: str, given: float | None) -> float | None:
    """The alpha that was given, or that follows from a side in pixels."""
    details = row.details.get(form)
    return given if given is not None or details is None else details.alpha


def _found(row: Row, form: str) -> Record:
    """Columns of the results of a form, empty where it could not be computed."""
    if form not in row.details:
        return {}
    details = row.details[form]
    return {
        "vsi": row.scores[form],
        "rd": details.rd,
        "gs": details.gs,
        "grid": "{}x{}".format(*details.grid),
        **block_record(details),
        "coverage": details.coverage,
        **noise_record(details),
    }


def _on_terminal() -> bool:
    """Whether a person reads what is printed."""
    return sys.stdout.isatty()
