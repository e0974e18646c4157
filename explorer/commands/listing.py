"""`showthrough schemes` and `showthrough indices`: lists of both."""

import json
import math
from collections.abc import Iterable

import click

from core.encryption import SCHEMES
from core.indices import INDICES, Index
from core.indices.base import LEAK_WHEN


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def schemes(as_json: bool) -> None:
    """List the encryption schemes, their levels and how certain each is."""
    if as_json:
        fields = ("key", "label", "family", "does", "notice", "level_meaning")
        rows = [
            {name: getattr(scheme, name) for name in fields}
            | {
                "levels": list(scheme.level_labels),
                "provenance": scheme.provenance,
                "citation": scheme.citation,
                "keyed": scheme.keyed,
                "invertible": scheme.decrypt is not None,
            }
            for scheme in SCHEMES.values()
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for scheme in SCHEMES.values():
        click.echo(
            f"{scheme.key:20} {scheme.levels} levels  {scheme.provenance:21} "
            f"{scheme.label}"
        )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def indices(as_json: bool) -> None:
    """List the indices, their ranges, what they look at and how certain each is."""
    if as_json:
        rows = [described(index) for index in INDICES.values()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for index in INDICES.values():
        click.echo(
            f"{index.key:10} {range_of(index):12} {LEAK_WHEN} leaks  "
            f"{index.provenance:21} {index.looks_at}"
        )


def described(index: Index) -> dict[str, object]:
    """Everything about an index except its function, ready for JSON."""
    low, high = index.range
    return {
        "key": index.key,
        "label": index.label,
        "looks_at": index.looks_at,
        "trust": index.trust,
        "provenance": index.provenance,
        "citation": index.citation,
        "leak_when": LEAK_WHEN,
        "range": [low, high if math.isfinite(high) else None],
    }


def range_of(index: Index) -> str:
    """Both ends of an index's range in words."""
    return f"{index.range[0]:g} to {index.range[1]:g}"


def trust(keys: Iterable[str]) -> None:
    """Say on standard error how far to trust numbers of some indices."""
    for key in keys:
        index = INDICES[key]
        if index.provenance != "published definition":
            click.echo(f"note: {index.label} is {index.provenance}", err=True)
