"""What has to be known of judged images before any number of them."""

from core.evaluation.paper import PRINTED
from core.evaluation.paper_table import MARK
from core.evaluation.rows import Database, Judged

PAPER_IS = {
    "peid": "The paper's numbers are for PEID, this database.",
    "ivc": "The paper's numbers are for IVC-SelectEncrypt, this database.",
    "regenerated": "The paper's numbers are for the real PEID: other pictures, all ten "
    "schemes, a human score for every picture. They are no target for these, and not "
    "to be taken for the same measurement.",
    "table": "The paper has no numbers for these pictures.",
}
"""What the paper's numbers are, by key of the database."""


def facts(database: Database) -> tuple[str, ...]:
    """Sentences on what was scored and on the paper's numbers, to stand before them."""
    marked = [f"{MARK} marks a misprint of the paper."]
    return (
        f"{len(database.rows)} encrypted pictures of {len(set(database.pictures))} "
        "plain pictures.",
        f"Human scores: {database.meaning}.",
        *database.notes,
        PAPER_IS[database.key],
        *(marked if database.key in PRINTED else []),
    )


def row_facts(row: Judged) -> dict[str, str | int | float]:
    """Columns that stand before the scores of a row, in every file of scores."""
    return {
        "plain": row.plain.name,
        "encrypted": row.name,
        "picture": row.picture,
        "type": row.type,
        "level": row.level,
        "human": row.score,
    }
