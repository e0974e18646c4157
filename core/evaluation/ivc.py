"""IVC-SelectEncrypt: the user's own copy, as a folder or a zip archive.

T. Stütz, V. Pankajakshan, F. Autrusseau, A. Uhl, H. Hofbauer, Subjective and objective
quality assessment of transparently encrypted JPEG2000 images, ACM MM&Sec 2010, 247-252.
Layout: `images/<base>.pgm`, `<base>-<position>-<kind>.pgm`, `<base>-res-<n>.pgm`, and a
sheet `SubjAndObjScoresTransparentEncryption.xls`.
"""

import os
import re
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from core.confined import ConfinedError, excel_sheets
from core.evaluation.archive import Archive, open_archive
from core.evaluation.errors import EvaluationError
from core.evaluation.finding import Finder
from core.evaluation.rows import Database, Judged
from core.image.limits import most

KINDS = ("trad", "trunc", "iwind_ec", "iwind_nec", "res")
POSITIONS = ("001", "007", "014", "021", "029")

Cell: TypeAlias = Any
"""str or float; int for a boolean or an error."""

_IMAGE = re.compile(
    r"(?P<base>.+)-(?:(?P<position>\d{3})-(?P<kind>trad|trunc|iwind_ec|iwind_nec)"
    r"|res-(?P<resolution>\d))",
    re.IGNORECASE,
)
_MOS = re.compile(r"(?<![a-z])mos(?![a-z])", re.IGNORECASE)
_SUBJECTIVE = re.compile(r"subj", re.IGNORECASE)


def read_ivc(path: str | os.PathLike[str]) -> Database:
    """Rows of IVC-SelectEncrypt.

    Parameters
    ----------
    path : path
        The folder or zip archive that holds the images and the .xls sheet, at any
        depth.

    Returns
    -------
    Database
        An encrypted image a row (200 in the whole database), of the types trad, trunc,
        iwind_ec, iwind_nec and res. Plain images are left out.

    Raises
    ------
    EvaluationError
        If there is no sheet in which names of encrypted images stand beside a column of
        scores, or an image that it lists is missing.

    Notes
    -----
    The scores are those beside the images' names, in the column whose heading holds
    the word MOS, or else begins with "subj", or else in the only column of numbers.
    """
    archive = open_archive(path)
    finder = Finder(archive)
    rows = []
    for name, score in _scores(archive).items():
        found = _IMAGE.fullmatch(name)
        if found is None:
            continue
        plain, encrypted = finder.find(found["base"]), finder.find(name)
        if plain is None or encrypted is None:
            continue
        kind = (found["kind"] or "res").casefold()
        position = found["position"]
        rows.append(
            Judged(
                plain=plain,
                encrypted=encrypted,
                score=score,
                type=kind,
                picture=found["base"].casefold(),
                level=(
                    int(found["resolution"]) + 1
                    if position is None
                    else POSITIONS.index(position) + 1
                    if position in POSITIONS
                    else 0
                ),
            )
        )
    finder.check("the sheet of scores lists")
    return Database(
        key="ivc",
        name="IVC-SelectEncrypt",
        rows=tuple(sorted(rows, key=lambda row: KINDS.index(row.type))),
        meaning=(
            "Mean opinion score of the sheet: 1 bad to 5 excellent. Higher means that "
            "more shows through"
        ),
        low=1.0,
        high=5.0,
    )


def _scores(archive: Archive) -> dict[str, float]:
    """Score of each encrypted image, by its name without ending."""
    files = [
        file
        for file in archive.files
        if PurePosixPath(file).suffix.casefold() == ".xls"
    ]
    if not files:
        raise EvaluationError(
            f"expected IVC-SelectEncrypt with its sheet of scores (.xls) in "
            f"{archive.path}, found none. Name the folder or zip archive as it was "
            "fetched"
        )
    headings: list[str] = []
    # The database's own sheet first, should there be others.
    for file in sorted(files, key=lambda file: ("subj" not in file.casefold(), file)):
        for sheet in _sheets(archive.read(file), PurePosixPath(file).name):
            found = _scores_of(sheet, headings)
            if found:
                return found
    searched = ", ".join(PurePosixPath(file).name for file in files)
    seen = f". Headings there: {', '.join(headings[:12])}" if headings else ""
    raise EvaluationError(
        "expected a sheet with names of encrypted pictures (like cimg6013-001-trad) in "
        "one column and their scores in another, headed MOS, and found none in "
        f"{searched}{seen}. Save names and scores as CSV instead, and evaluate that"
    )


def _scores_of(sheet: list[list[Cell]], headings: list[str]) -> dict[str, float]:
    """Scores of one sheet; keeps the headings of one with names and no such column."""
    named: dict[int, list[tuple[int, str]]] = {}
    for i, row in enumerate(sheet):
        for j, cell in enumerate(row):
            if isinstance(cell, str) and (name := _name(cell)):
                named.setdefault(j, []).append((i, name))
    if not named:
        return {}
    column = max(named, key=lambda j: len(named[j]))
    lines = named[column]
    first = lines[0][0]
    width = max(len(sheet[i]) for i, _ in lines)

    def numbers(j: int) -> bool:
        return all(
            j < len(sheet[i]) and isinstance(sheet[i][j], float) for i, _ in lines
        )

    def heading(j: int) -> str:
        above = [row[j] for row in sheet[:first] if j < len(row)]
        return " ".join(cell for cell in above if isinstance(cell, str)).strip()

    candidates = [j for j in range(width) if j != column and numbers(j)]
    headings.extend(filter(None, map(heading, candidates)))
    chosen = [j for j in candidates if _MOS.search(heading(j))]
    chosen = chosen or [j for j in candidates if _SUBJECTIVE.match(heading(j))]
    chosen = chosen or (candidates if len(candidates) == 1 else [])
    if not chosen:
        return {}
    # "MOS" itself before "MOS, deviation".
    scores = min(chosen, key=lambda j: len(heading(j)))
    return {name: float(sheet[i][scores]) for i, name in lines}


def _name(cell: str) -> str:
    """Name of an encrypted image without folder and ending, "" for any other text."""
    name = PurePosixPath(cell.strip().replace("\\", "/")).name
    stem = name.rpartition(".")[0] if name.casefold().endswith(".pgm") else name
    return stem if _IMAGE.fullmatch(stem) else ""


def _sheets(content: bytes, name: str) -> list[list[list[Cell]]]:
    """Cells of every sheet of an .xls file."""
    try:
        return excel_sheets(content)
    except ConfinedError as error:
        raise EvaluationError(
            {
                "died": f"{name} cannot be read: {error.why}; save names and scores "
                "as CSV instead",
                "memory": f"{name} cannot be read: it needs too much memory",
                "cells": f"{name} is too large: at most {most('cells'):,} cells are "
                "read",
            }.get(
                error.kind,
                f"{name} is damaged or no Excel 97 file ({error.why}). Fetch the "
                "database again",
            )
        ) from error
