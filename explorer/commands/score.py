"""`showthrough score`: the index, or any other, of one pair."""

import json
import math
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from core.indices import INDICES, Index, Score
from core.indices.proposed import proposed
from core.recognizability.blocks import Border
from core.recognizability.index import visual_security_index
from core.recognizability.parameters import Parameters
from core.recognizability.pooling import Pooling
from explorer.commands.base import (
    FILE,
    constants,
    forms,
    read_pair,
    refusing,
    resizing,
)
from explorer.commands.listing import described, range_of
from explorer.parts import CHOICES


@click.command()
@click.argument("plain", type=FILE)
@click.argument("encrypted", type=FILE)
@constants
@forms
@click.option(
    "--index",
    "keys",
    type=click.Choice(["all", *INDICES]),
    multiple=True,
    metavar="KEY",
    help="Other indices, or all; may be given several times. "
    "`showthrough indices` lists them.",
)
@resizing
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def score(
    plain: Path,
    encrypted: Path,
    alpha: float,
    beta: float,
    gamma: float,
    components: str,
    border: Border,
    pooling: Pooling,
    keys: tuple[str, ...],
    resize: bool,
    as_json: bool,
) -> None:
    """Print the visual security index of ENCRYPTED against PLAIN.

    From 0, nothing shows, to 2, everything does. With --index, print other indices
    instead; every other option is for the proposed one.
    """
    with refusing():
        parameters = Parameters(alpha=alpha, beta=beta, gamma=gamma)
    ways: dict[str, Any] = {
        "parameters": parameters,
        "components": CHOICES[components],
        "border": border,
        "pooling": pooling,
    }
    if keys:
        evaluate = {key: index.evaluate for key, index in INDICES.items()}
        evaluate["proposed"] = partial(proposed, **ways)
        with refusing():
            pair = read_pair(plain, encrypted, resize=resize)
            chosen = INDICES if "all" in keys else dict.fromkeys(keys)
            scores = {key: evaluate[key](*pair) for key in chosen}
        _print_indices(scores, as_json)
        return
    with refusing():
        pair = read_pair(plain, encrypted, resize=resize)
        result = visual_security_index(*pair, **ways)
    rows, columns = result.degree.shape
    if as_json:
        json.dump(
            {
                "plain": str(plain),
                "encrypted": str(encrypted),
                "vsi": result.vsi,
                "rd": result.rd,
                "gs": result.gs,
                "parameters": asdict(parameters),
                "components": components,
                "border": border,
                "pooling": pooling,
                "side": result.side,
                "grid": [rows, columns],
                "coverage": result.coverage,
            },
            sys.stdout,
            indent=2,
        )
        click.echo()
        return
    click.echo(f"VSI {result.vsi:.6f}   RD {result.rd:.6f}   GS {result.gs:.6f}")
    click.echo(
        f"{rows} × {columns} blocks of {result.side} pixels; "
        f"{1 - result.coverage:.1%} of the pixels lie outside them",
        err=True,
    )


def _print_indices(scores: dict[str, Score], as_json: bool) -> None:
    """Print scores by the keys of their indices, with direction and provenance."""
    if as_json:
        rows = [_as_row(INDICES[key], found) for key, found in scores.items()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for key, found in scores.items():
        index = INDICES[key]
        click.echo(
            f"{index.key:10} {found.value:10.6f}  {index.leak_when} leaks, "
            f"{range_of(index)}  {index.provenance}"
        )
        if found.card:
            click.echo(
                f"note: {index.label} learnt from {found.card.data}; on unseen "
                f"pictures its rank correlation is {found.card.srocc:.2f}",
                err=True,
            )


def _as_row(index: Index, found: Score) -> dict[str, object]:
    """One score with what it takes to trust it; JSON has no infinity."""
    return described(index) | {
        "value": found.value if math.isfinite(found.value) else None,
        "card": asdict(found.card) if found.card else None,
    }
