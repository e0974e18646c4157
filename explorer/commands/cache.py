"""The command `cache`: where results are kept, how large that is, and away with it."""

import sqlite3

import click

from explorer.commands.base import Failure
from explorer.store.results_on_disk import ResultFile, cache_folder, files, remove
from explorer.store.uploads import remove_left_behind


@click.command()
@click.option("--clear", is_flag=True, help="Remove all results.")
def cache(clear: bool) -> None:
    """Say where results are kept and how large they are, or remove them.

    They are numbers that People and Tune computed, without pixels and names of files.
    they can be computed again. SHOWTHROUGH_CACHE names another folder for them.
    """
    folder = cache_folder()
    size = sum(path.stat().st_size for path in files(folder))
    if not clear:
        click.echo(folder)
        click.echo(f"{_rows(size)}{size / 2**20:.1f} MiB")
        return
    try:
        remove(folder)
    except OSError as error:
        raise Failure(f"cannot clear {folder}: {error.strerror}") from error
    uploads = remove_left_behind()
    click.echo(f"removed {size / 2**20:.1f} MiB of results from {folder}")
    if uploads:
        click.echo(f"removed what {uploads} servers that crashed left of uploads")


def _rows(size: int) -> str:
    """Say how many results there are; nothing of a file that cannot be read."""
    if not size:
        return ""
    results = ResultFile(cache_folder())
    if results.problem:
        raise Failure(results.problem)
    try:
        return f"{results.count()} results, "
    except sqlite3.Error as error:
        raise Failure(f"{cache_folder()}: {error}") from error
