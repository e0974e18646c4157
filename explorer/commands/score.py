"""`showthrough score`: the index, or any other, of one pair."""

import json
import math
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from core.attacks.turned import Turned, turned_search
from core.indices import INDICES, Index, Score
from core.indices.base import LEAK_WHEN
from core.indices.proposed import proposed
from core.recognizability.blocks import Border, Offset
from core.recognizability.form import Form
from core.recognizability.index import evaluate as evaluate_index
from core.recognizability.noise import NoiseBaseline, noise_scores
from core.recognizability.parameters import Parameters
from core.recognizability.pooling import Pooling
from core.recognizability.stages import prepare
from explorer.commands.base import (
    FILE,
    constants,
    forms,
    noise_option,
    refusing,
    say,
)
from explorer.commands.blocks import blocks_options, own_blocks
from explorer.commands.listing import described, range_of
from explorer.commands.reading import OpenedPair, open_pair, reading, say_first
from explorer.figures.colour_words import colour_record, colour_remark
from explorer.figures.noise_words import near_copies_words, noise_words
from explorer.figures.reasons import shows_more
from explorer.pair.component_choice import CHOICES


@click.command()
@click.argument("plain", type=FILE)
@click.argument("encrypted", type=FILE)
@constants
@forms
@blocks_options
@click.option(
    "--index",
    "keys",
    type=click.Choice(["all", *INDICES]),
    multiple=True,
    metavar="KEY",
    help="Other indices, or all. May be given several times. "
    "`showthrough indices` lists them.",
)
@noise_option
@click.option(
    "--turned",
    is_flag=True,
    help="Score also a search in which encrypted blocks may be turned, flipped and "
    "negative, beside the paper's. Takes 16 times as long.",
)
@reading
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
    side: int | None,
    offset: Offset,
    grid: str,
    keys: tuple[str, ...],
    noise: bool,
    turned: bool,
    as_json: bool,
    **how: Any,
) -> None:
    """Print the visual security index of ENCRYPTED against PLAIN.

    From 0, nothing shows, to 2, everything does. With --index, print other indices
    instead. Every other option is for the proposed one. With --noise, print also what
    the encrypted pixels score in random order: within or below that range the index
    cannot tell the encryption from noise.

    Blocks are the paper's: of --alpha, from the top left. --side and --offset, or
    --grid=auto, lay them where the cipher's own blocks lie. Then a note says that the
    score cannot be compared with others.

    Where the encrypted picture has colours, these are looked at too. If they show the
    picture and brightness does not, that is printed first. In JSON, "shows_more" lists
    the channels.

    Notes on the files go to standard error. JSON has them too, under "notes", for the
    "plain" picture, the "encrypted" one and the "pair".
    """
    blocks = own_blocks(side, offset, grid)
    with refusing():
        form = Form(
            parameters=Parameters(alpha=alpha, beta=beta, gamma=gamma),
            components=CHOICES[components],
            border=border,
            pooling=pooling,
        )
    if noise and keys and not {"all", "proposed"} & set(keys):
        raise click.UsageError("--noise is for the proposed index. Leave out --index")
    if turned and keys:
        raise click.UsageError("--turned is for the proposed index. Leave out --index")
    if keys:
        evaluate = {key: index.evaluate for key, index in INDICES.items()}
        chosen = INDICES if "all" in keys else dict.fromkeys(keys)
        with refusing():
            pair = open_pair(plain, encrypted, **how)
            say_first(pair.remarks)
            images = pair.plain.luma, pair.encrypted.luma
            if "proposed" in chosen:
                form, said = blocks.place(form, pair.encrypted.luma)
                say(said)
                pair = pair.noted(said)
            evaluate["proposed"] = partial(
                proposed,
                parameters=form.parameters,
                components=form.components,
                border=form.border,
                pooling=form.pooling,
                offset=form.offset,
            )
            scores = {key: evaluate[key](*images, data_range=255) for key in chosen}
        _print_indices(scores, pair, as_json)
        return
    with refusing():
        pair = open_pair(plain, encrypted, **how)
        prepared = prepare(pair.plain.luma, pair.encrypted.luma, data_range=255)
        form, said = blocks.place(form, pair.encrypted.luma)
        pair = pair.noted(said)
        result = evaluate_index(prepared, form)
        draws = tuple(noise_scores(prepared, form)) if noise else ()
        shows = shows_more(pair.plain, pair.encrypted, form, draws)
        searched = _turned(pair, form) if turned else None
    measured = NoiseBaseline(score=result.vsi, draws=draws) if draws else None
    rows, columns = result.degree.shape
    standing = measured.standing if measured else "within"
    # In JSON they have a field of their own.
    colour = () if as_json else colour_remark(shows, standing)
    say_first([*pair.remarks, *colour])
    say(said)
    if as_json:
        json.dump(
            {
                "plain": str(plain),
                "encrypted": str(encrypted),
                "vsi": result.vsi,
                "rd": result.rd,
                "gs": result.gs,
                "parameters": asdict(form.parameters),
                "components": components,
                "border": border,
                "pooling": pooling,
                "side": result.side,
                "offset": list(result.offset),
                "grid": [rows, columns],
                "coverage": result.coverage,
                "near_copies": int(result.near_copies.sum()),
                "vsi_with_copies": result.vsi_with_copies,
                "channel": how["channel"],
                **({"frame": how["frame"]} if how["frame"] is not None else {}),
                "notes": pair.notes_by_role(),
                "shows_more": [colour_record(channel) for channel in shows],
                **({"noise": _noise_record(measured)} if measured else {}),
                **({"turned": {"vsi": searched.vsi}} if searched else {}),
            },
            sys.stdout,
            indent=2,
        )
        click.echo()
        return
    click.echo(f"VSI {result.vsi:.6f}   RD {result.rd:.6f}   GS {result.gs:.6f}")
    click.echo(
        f"{rows} × {columns} blocks of {result.side} pixels, and "
        f"{1 - result.coverage:.1%} of the pixels lie outside them",
        err=True,
    )
    if measured:
        click.echo(
            f"noise {measured.low:.6f} to {measured.high:.6f}   "
            f"mean {measured.mean:.6f}   {measured.standing}"
        )
        click.echo(noise_words(measured), err=True)
    if searched:
        click.echo(f"turned {searched.vsi:.6f}")
    if copies := near_copies_words(result):
        click.echo(f"note: {copies}", err=True)


def _turned(pair: OpenedPair, form: Form) -> Turned:
    """The search over turned and negative blocks, beside the paper's."""
    return turned_search(
        pair.plain.luma,
        pair.encrypted.luma,
        form.parameters,
        form.components,
        border=form.border,
        pooling=form.pooling,
        offset=form.offset,
        chance=False,
        data_range=255,
    )


def _noise_record(noise: NoiseBaseline) -> dict[str, object]:
    """What noise scores, ready for JSON."""
    return {
        "low": noise.low,
        "high": noise.high,
        "mean": noise.mean,
        "standing": noise.standing,
        "draws": noise.draws,
    }


def _print_indices(scores: dict[str, Score], pair: OpenedPair, as_json: bool) -> None:
    """Print scores by the keys of their indices, with direction and provenance."""
    if as_json:
        notes = {"notes": pair.notes_by_role()}
        rows = [_as_row(INDICES[key], found) | notes for key, found in scores.items()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for key, found in scores.items():
        index = INDICES[key]
        click.echo(
            f"{index.key:10} {found.value:10.6f}  {LEAK_WHEN} leaks, "
            f"{range_of(index)}  {index.provenance}"
        )
        if found.card:
            click.echo(
                f"note: {index.label} learnt from {found.card.data}. On unseen "
                f"pictures its rank correlation is {found.card.srocc:.2f}",
                err=True,
            )


def _as_row(index: Index, found: Score) -> dict[str, object]:
    """One score with what it takes to trust it; JSON has no infinity."""
    return described(index) | {
        "value": found.value if math.isfinite(found.value) else None,
        "card": asdict(found.card) if found.card else None,
    }
