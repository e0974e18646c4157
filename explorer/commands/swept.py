"""What `showthrough sweep` goes over: the pairs that its arguments name."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from core.batch import Encrypted, Image, measures
from core.batch.table import TableError, read_table
from core.encryption import SCHEMES
from core.image.white import for_each
from core.recognizability.parameters import CONSTANTS
from core.white_columns import Whites
from explorer.commands.row_columns import NOISE_COLUMNS

FOUND = ("vsi", "rd", "gs", "grid", "side", "coverage")
"""Columns of what was found at each setting; `_found` fills them."""

OURS = (*CONSTANTS, "components", *FOUND, *NOISE_COLUMNS, "error", "notes")
"""Columns of the results after those of the pairs."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Pairs:
    """What is swept: pairs of images, and the columns that describe each.

    Attributes
    ----------
    images : sequence of pairs of Image
        The plain and the encrypted one.
    says : sequence of dict
        For each pair, the values of `columns`.
    columns : tuple of str
        Names of the columns that describe the pairs.
    identity : object
        What the pairs are, ready for JSON: a run is continued with the same alone.
    whites : sequence of Whites
        Value of white in both images of each pair.
    numbers : frozenset of str
        Those of `columns` that hold numbers.
    """

    images: Sequence[tuple[Image, Image]]
    says: Sequence[dict[str, str | float]]
    columns: tuple[str, ...]
    identity: object
    whites: Sequence[Whites]
    numbers: frozenset[str] = frozenset()


def pairs_of(
    plain: Path | None,
    encrypted: Path | None,
    pairs: Path | None,
    scheme: str | None,
    levels: tuple[float, ...] | None,
    key: str,
    white: Whites,
    *,
    strict: bool,
) -> Pairs:
    """Pairs that the arguments of `sweep` name, in one of three ways.

    Raises
    ------
    UsageError
        If the arguments do not go together.
    TableError
        If the file is no such table.
    """
    ways = (encrypted is not None, scheme is not None, pairs is not None)
    if sum(ways) != 1 or (plain is None) != (pairs is not None):
        raise click.UsageError(
            "expected PLAIN and ENCRYPTED, PLAIN and --scheme, or --pairs"
        )
    if scheme is not None and white[0] is None and white[1] is not None:
        raise click.UsageError(
            "what --scheme encrypts has 255 as white. Say the white of PLAIN alone"
        )
    if levels is not None and scheme is None:
        raise click.UsageError("--level goes with --scheme")
    if pairs is not None:
        table = read_table(pairs)
        if taken := [name for name in OURS if name in table.columns]:
            raise TableError(
                f"{pairs.name} has a column called {taken[0]}, which is a column of "
                "the results. Rename it"
            )
        jobs = table.jobs(measures([]), data_range=white)
        return Pairs(
            images=[(job.plain, job.encrypted) for job in jobs],
            says=[dict(record) for record in table.dicts()],
            columns=table.columns,
            identity=table.digest,
            whites=[for_each(job.data_range) for job in jobs],
        )
    assert plain is not None
    here = plain.absolute()
    if scheme is None:
        assert encrypted is not None
        says = {"plain": str(plain), "encrypted": str(encrypted)}
        return Pairs(
            images=[(here, encrypted.absolute())],
            says=[dict(says)],
            columns=tuple(says),
            identity=[str(here), str(encrypted.absolute())],
            whites=[white],
        )
    every = range(1, SCHEMES[scheme].levels + 1)
    for level in levels or ():
        if level not in every:
            raise click.UsageError(
                f"expected levels of {scheme} from 1 (strongest) to {every[-1]} "
                f"(weakest), got {level:g}"
            )
    wanted = [math.floor(level) for level in levels or every]
    return Pairs(
        images=[
            (
                here,
                Encrypted(
                    plain=here,
                    scheme=scheme,
                    level=level,
                    key=key,
                    white=white[0],
                    strict=strict,
                ),
            )
            for level in wanted
        ],
        says=[
            {"plain": str(plain), "scheme": scheme, "level": level} for level in wanted
        ],
        columns=("plain", "scheme", "level"),
        identity=[str(here), scheme, key, wanted],
        whites=[(white[0], None)] * len(wanted),
        numbers=frozenset({"level"}),
    )
