"""The table that `batch` is given, and the columns of the one that it writes."""

from pathlib import Path

import click

from core.batch.folders import match_folders
from core.batch.formats import Columns
from core.batch.frames import each_frame
from core.batch.table import Table, TableError, read_table
from explorer.commands.row_columns import holds_text


def table_of(
    pairs: Path | None,
    plain: Path | None,
    encrypted: Path | None,
    pattern: str | None,
    *,
    frames: bool,
) -> Table:
    """The table that is named, or a table of the pairs in two folders.

    Parameters
    ----------
    pairs, plain, encrypted, pattern
        The arguments of the command.
    frames : bool
        Whether every frame has a row.

    Raises
    ------
    UsageError
        If the arguments do not go together.
    TableError
        If there is no such table.
    """
    table = _pairs(pairs, plain, encrypted, pattern)
    return each_frame(table) if frames else table


def _pairs(
    pairs: Path | None, plain: Path | None, encrypted: Path | None, pattern: str | None
) -> Table:
    if pairs is not None and (plain or encrypted or pattern) is None:
        return read_table(pairs)
    if pairs is not None or plain is None or encrypted is None:
        raise click.UsageError(
            "expected PAIRS.csv, or --plain FOLDER and --encrypted FOLDER, perhaps "
            "with --pattern"
        )
    matched = match_folders(plain, encrypted, pattern)
    for note in matched.notes:
        click.echo(f"note: {note}", err=True)
    files = [{record[side] for record in matched.table.records} for side in (0, 1)]
    click.echo(
        f"{len(matched.table.records)} pairs of {len(files[0])} plain and "
        f"{len(files[1])} encrypted pictures",
        err=True,
    )
    return matched.table


def columns_of(table: Table, chosen: tuple[str, ...]) -> Columns:
    """Columns of the table, then those of the results.

    Raises
    ------
    TableError
        If the table has one of these already.
    """
    taken = [name for name in (*chosen, "error", "notes") if name in table.columns]
    if taken:
        raise TableError(
            f"{table.name} has a column called {' and one called '.join(taken)}, "
            "which is a column of the results. Rename it"
        )
    return Columns(
        names=(*table.columns, *chosen, "error", "notes"),
        numbers=frozenset(name for name in chosen if not holds_text(name)),
    )
