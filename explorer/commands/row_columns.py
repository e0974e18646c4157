"""What the options of `batch` and `sweep` add to a row of their tables."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from core.batch import Form, Row
from core.batch.attacking import STATISTICS, best_of
from core.batch.formats import Record
from core.batch.rows import Details
from core.remarks import in_order
from explorer.figures.colour_words import NOT_LOOKED_AT, colour_remark
from explorer.figures.noise_words import lost_copies_words

NOISE_COLUMNS = ("noise_low", "noise_high", "above_noise")
"""What --noise adds to a table: the range of what noise scores, and 1 or 0."""


def noise_record(details: Details | None) -> Record:
    """Columns of what noise scores; none where it was not measured."""
    if details is None or details.noise is None:
        return {}
    noise = details.noise
    above = int(noise.standing == "above")
    found = (noise.low, noise.high, above)
    return dict(zip(NOISE_COLUMNS, found, strict=True))


BLOCK_COLUMNS = ("side", "offset")
"""What blocks that are not the paper's add to a table, in pixels: l, and "y,x"."""


def block_record(details: Details | None) -> Record:
    """Columns of the blocks; none where there is no score."""
    if details is None:
        return {}
    y, x = details.offset
    return {"side": details.side, "offset": f"{y},{x}"}


CHANNEL_COLUMNS = ("vsi_Cb", "vsi_Cr", "vsi_R", "vsi_G", "vsi_B", "shows_more")
"""What --channels adds to a table: the index of each channel, and which show more."""

LOOKS_HIDDEN = 1.3
"""Score under which a pair in colour gets the note that only luma was looked at.

Reading: a pair that scores more shows enough to be suspected without its colours.
"""


def channels_record(row: Row) -> Record:
    """Columns of the channels; none where they were not looked at."""
    if row.channels is None:
        return {}
    scores = {f"vsi_{name}": value for name, value in row.channels.items()}
    shows = " ".join(channel.name for channel in row.shows_more)
    return {
        **{name: scores[name] for name in CHANNEL_COLUMNS if name in scores},
        "shows_more": shows or "none",
    }


def notes_of(row: Row, form: str) -> str | None:
    """What has to be known first, changes in reading, and copies that count 0.

    What comes first, what colour shows among it, is in the order of `core.remarks`. The
    copies are those of a form of the proposed index; with "", they are left out.
    """
    first = in_order([*row.remarks, *colour_remark(row.shows_more)])
    said = [remark.words for remark in first]
    notes = [*said, *(note for note in row.notes if note not in said)]
    looked = row.channels is not None
    if not looked and row.in_colour and row.scores.get(form, 2) < LOOKS_HIDDEN:
        notes.append(NOT_LOOKED_AT)
    if form in row.details:
        details = row.details[form]
        notes.append(lost_copies_words(details.near_copies, details.vsi_with_copies))
    return "; ".join(note.removesuffix(".") for note in notes if note) or None


EACH_ATTACK = ("", "_word", "_noise", "_margin", "_found")
"""Endings of the columns of each attack, after its key."""

ALL_ATTACKS = ("noise_before", "best_attack", "best_margin")
"""Columns of all attacks together."""


def attack_columns(keys: Sequence[str]) -> tuple[str, ...]:
    """Columns of attacks.

    Examples
    --------
    >>> attack_columns(["dc-solve"])[:3]
    ('dc-solve', 'dc-solve_word', 'dc-solve_noise')
    """
    each = (f"{key}{ending}" for key in keys for ending in EACH_ATTACK)
    return (*each, *ALL_ATTACKS) if keys else ()


def attacks_record(row: Row) -> Record:
    """Columns of the attacks; none where they were not run, or decline."""
    if row.attacks is None:
        return {}
    record = dict[str, str | float | None]()
    for key, attacked in row.attacks.items():
        found = (
            attacked.after,
            attacked.word,
            attacked.noise_after,
            attacked.margin,
            json.dumps(dict(attacked.found), ensure_ascii=False),
        )
        names = (f"{key}{ending}" for ending in EACH_ATTACK)
        record |= dict(zip(names, found, strict=True))
        record["noise_before"] = attacked.noise_before
    best = best_of(row.attacks)
    return record | {
        "best_attack": best or "none",
        "best_margin": row.attacks[best].margin if best else None,
    }


def statistics_columns(*, other: bool) -> tuple[str, ...]:
    """Columns of statistics; NPCR and UACI where there is a second cipher."""
    return STATISTICS if other else STATISTICS[:-2]


TEXT = frozenset({"shows_more", "offset", "best_attack"})
"""Columns that hold words."""


def holds_text(column: str) -> bool:
    """Whether a column that options add holds words, and not numbers."""
    return column in TEXT or column.endswith(("_word", "_found"))


def described(form: Form, components: str) -> dict[str, object]:
    """Everything that a form of the proposed index is made of, ready for JSON."""
    return {
        **asdict(form.parameters),
        "components": components,
        "border": form.border,
        "pooling": form.pooling,
    }
