"""`showthrough attacks`: the list of attacks."""

import json

import click

from core.attacks import ATTACKS
from core.attacks.base import NEEDED


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def attacks(as_json: bool) -> None:
    """List the attacks, what they need and how certain each is."""
    if as_json:
        fields = (
            "key", "label", "does", "knows", "needs", "slow", "states", "provenance",
            "citation",
        )  # fmt: skip
        rows = [
            {name: getattr(attack, name) for name in fields}
            for attack in ATTACKS.values()
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for attack in ATTACKS.values():
        click.echo(
            f"{attack.key:16} {'slow' if attack.slow else 'fast':5} "
            f"{attack.provenance:21} {attack.label}. Needs {NEEDED[attack.needs]}"
        )
