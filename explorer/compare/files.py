"""Several encryptions under every index as files: CSV, and JSON with what is known."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from core.indices import INDICES, ModelCard
from core.indices.base import LEAK_WHEN
from explorer.compare.ranks import EncryptionValues, all_ranks, sentence
from explorer.export.rows import rows_csv


def rows(columns: Sequence[EncryptionValues]) -> list[dict[str, Any]]:
    """One record for each number: what both files hold."""
    ready = all_ranks(columns)
    return [
        {
            "encryption": column.number,
            "name": column.name,
            "detail": column.detail,
            "sha256": column.sha256,
            "index": key,
            "label": index.label,
            "value": column.values.get(key),
            "rank": float(ready[key][row]) if key in ready else None,
            "leak_when": LEAK_WHEN,
            "provenance": index.provenance,
        }
        for row, column in enumerate(columns)
        for key, index in INDICES.items()
    ]


def as_csv(columns: Sequence[EncryptionValues]) -> str:
    """CSV of every number, one on each line; a value that is not ready is empty."""
    return rows_csv(rows(columns))


def as_json(
    columns: Sequence[EncryptionValues],
    *,
    about: Mapping[str, Any],
    card: ModelCard | None,
) -> str:
    """JSON of every number, with what is known about each index.

    Infinite values, which JSON lacks, are the strings "inf" and "-inf".

    Parameters
    ----------
    columns : sequence of EncryptionValues
        The encryptions.
    about : mapping
        What else a reader needs: the plain image, the constants, the versions.
    card : ModelCard, optional
        Of NQIQAPEI.
    """
    return json.dumps(
        {
            **about,
            "indices": {
                key: {
                    "label": index.label,
                    "leak_when": LEAK_WHEN,
                    "range": [_finite(end) for end in index.range],
                    "provenance": index.provenance,
                    "looks_at": index.looks_at,
                    "trust": index.trust,
                    "citation": index.citation,
                }
                for key, index in INDICES.items()
            },
            "nqiqapei_model": card
            and {name: getattr(card, name) for name in ModelCard.__dataclass_fields__},
            "disagreement": sentence(columns),
            "scores": [
                {**record, "value": _finite(record["value"])}
                for record in rows(columns)
            ],
        },
        indent=2,
        ensure_ascii=False,
        allow_nan=False,
    )


def _finite(value: float | None) -> float | str | None:
    if value is None or math.isnan(value):
        return None
    return str(value) if math.isinf(value) else value
