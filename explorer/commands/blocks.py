"""Options that lay the blocks of the index where the cipher's own blocks lie."""

import re
from typing import Any

import click
from click.core import ParameterSource

from core.attacks.own_blocks import OwnBlocks
from core.recognizability.blocks import Offset
from explorer.commands.base import Command


class _Offset(click.ParamType["tuple[int, int]"]):
    """Where blocks start: two whole numbers of pixels, `Y,X`."""

    name = "offset"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return (y, x)."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"\s*(\d{1,6})\s*,\s*(\d{1,6})\s*", str(value))
        if not found:
            self.fail(f"expected Y,X in pixels, as 7,13, got {value!r}", param, ctx)
        return int(found[1]), int(found[2])


def blocks_options(command: Command) -> Command:
    """Give a command the options --side, --offset and --grid, see `own_blocks`."""
    for option in (
        click.option(
            "--grid",
            type=click.Choice(["alpha", "auto"]),
            default="alpha",
            show_default=True,
            help="Blocks of --alpha, or those found in ENCRYPTED. Scores under the "
            "cipher's own blocks cannot be compared with others.",
        ),
        click.option(
            "--offset",
            type=_Offset(),
            default=(0, 0),
            metavar="Y,X",
            help="Row and column of the pixel at which the first block starts. The "
            "top left unless given.",
        ),
        click.option(
            "--side",
            type=click.IntRange(min=1),
            help="Side of a block in pixels, instead of --alpha.",
        ),
    ):
        command = option(command)
    return command


def own_blocks(side: int | None, offset: Offset, grid: str) -> OwnBlocks:
    """Return the blocks that the options of `blocks_options` name.

    Raises
    ------
    UsageError
        If they contradict one another, or --alpha.
    """
    context = click.get_current_context()
    alpha = context.get_parameter_source("alpha") is ParameterSource.COMMANDLINE
    if side is not None and alpha:
        raise click.UsageError("--side takes the place of --alpha. Leave one out")
    if grid == "auto" and (side is not None or offset != (0, 0)):
        raise click.UsageError(
            "--grid=auto finds side and offset. Leave out --side and --offset"
        )
    return OwnBlocks(side=side, offset=offset, find=grid == "auto")
