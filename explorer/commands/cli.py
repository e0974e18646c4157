"""Commands: `showthrough` opens the explorer; the others do the same work without it.

Numbers and pictures go to standard output or a file, notes to standard error; bad input
ends with exit code 2.
"""

from pathlib import Path

import click
from threadpoolctl import threadpool_limits

from core.image import ImageError
from explorer.commands.agree import agree
from explorer.commands.attack import attack
from explorer.commands.attacks import attacks
from explorer.commands.base import FILE, UNSAID, Failure, white_option
from explorer.commands.batch import batch
from explorer.commands.cache import cache
from explorer.commands.decrypt import decrypt
from explorer.commands.encrypt import encrypt
from explorer.commands.grid import grid
from explorer.commands.listing import indices, schemes
from explorer.commands.randomness import statistics
from explorer.commands.report import report
from explorer.commands.score import score
from explorer.commands.sweep import sweep
from explorer.commands.train import train_nqiqapei
from explorer.store.memory import CAPACITY, LEAST, MEMORY, MIB


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to bind.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port, 8501 or the next one."
)
@click.option(
    "--proxied",
    multiple=True,
    metavar="NAME",
    help="Host under which a proxy hands the explorer on. May be given several times.",
)
@click.option(
    "--samples-only",
    is_flag=True,
    help="Take no files from visitors, for a public demonstration.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--plain", type=FILE, help="Plain picture to begin with.")
@click.option("--encrypted", type=FILE, help="Encrypted picture to begin with.")
@white_option
@click.option(
    "--memory",
    type=click.IntRange(min=LEAST),
    default=CAPACITY,
    envvar="SHOWTHROUGH_MEMORY",
    show_envvar=True,
    show_default=True,
    help="MiB that remembered results may take.",
)
@click.version_option(package_name="showthrough")
@click.pass_context
def main(
    context: click.Context,
    host: str,
    port: int | None,
    proxied: tuple[str, ...],
    samples_only: bool,
    no_browser: bool,
    plain: Path | None,
    encrypted: Path | None,
    white: tuple[float | None, float | None],
    memory: int,
) -> None:
    """See what still shows through a perceptually encrypted picture, where, and why.

    Without a command, opens the explorer in the browser.
    """
    # Two threads gain nothing on blocks of this size, and cost two to four times the
    # work; the explorer and the commands then multiply alike, wherever they run.
    threadpool_limits(1, user_api="blas")
    if context.invoked_subcommand is not None:
        return
    if (plain is None) != (encrypted is None):
        raise click.UsageError("--plain and --encrypted go together")
    if white != UNSAID and plain is None:
        raise click.UsageError("--white goes with --plain and --encrypted")
    # Streamlit takes a second to import; no other command needs it.
    from explorer.pair.sources import open_files
    from explorer.server import free_port, serve

    if plain and encrypted:
        try:
            open_files(plain, encrypted, white)
        except ImageError as error:
            raise Failure(str(error)) from error
    try:
        free = free_port(host, port or 8501)
    except OSError as error:
        raise Failure(f"cannot listen on {host}: {error}") from error
    if port and free != port:
        raise Failure(f"port {port} is taken, and {free} is free")
    MEMORY.capacity = memory * MIB
    serve(
        host=host,
        port=free,
        browser=not no_browser,
        proxied=proxied,
        samples_only=samples_only,
    )


for command in (
    score,
    report,
    encrypt,
    decrypt,
    attack,
    grid,
    statistics,
    batch,
    sweep,
    agree,
    schemes,
    indices,
    cache,
    attacks,
    train_nqiqapei,
):
    main.add_command(command)
