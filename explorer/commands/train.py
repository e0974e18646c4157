"""`showthrough train-nqiqapei`: a model of one's own."""

from pathlib import Path

import click

from explorer.commands.base import FILE, OUTPUT, UNSAID, Failure, White, refusing


@click.command("train-nqiqapei")
@click.argument("scores", type=FILE)
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    required=True,
    help="JSON file to write.",
)
@click.option(
    "--white",
    type=White(alone=True),
    default=UNSAID,
    metavar="W",
    help="Value of white in the pictures, where their types do not say it. The table's "
    "columns white_encrypted and white come before it.",
)
def train_nqiqapei(
    scores: Path, output: Path, white: tuple[float | None, float | None]
) -> None:
    """Train NQIQAPEI on the pictures and human scores that SCORES lists.

    SCORES is a table as `batch` takes it with the columns encrypted (picture file),
    plain (name of its plain picture) and mos (higher is more visible). Needs
    scikit-learn: install 'showthrough[train]'.
    """
    try:
        from core.indices.regression import save_model
        from core.indices.training import train_from_csv
    except ImportError as error:
        raise Failure(f"{error}. Install 'showthrough[train]'") from error

    def progress(done: int, total: int) -> None:
        click.echo(f"\r{done} of {total} pictures", err=True, nl=done == total)

    with refusing():
        model = train_from_csv(scores, progress=progress, data_range=white[0])
    save_model(model, output)
    click.echo(
        f"{output}: rank correlation on unseen pictures {model.card.srocc:.3f}, "
        f"worst picture {model.card.srocc_worst:.3f}",
        err=True,
    )
