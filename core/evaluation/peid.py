"""PEID: the user's own copy of the database, as a folder or a zip archive.

S. Guo, T. Xiang, X. Li, Y. Yang, PEID: A perceptually encrypted image database for
visual security evaluation, IEEE TIFS 15 (2020), 1151-1163. Layout: `data.mat` with the
scores, `refimg/<name>.bmp`, and `encimg/<name>_<scheme>_<level>.<j2k|jpg|bmp>`.
"""

import os
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from core.confined import ConfinedError, matlab
from core.evaluation.archive import Archive, open_archive
from core.evaluation.errors import EvaluationError
from core.evaluation.finding import Finder
from core.evaluation.rows import Database, Judged
from core.image.limits import most

Opinion: TypeAlias = Literal["VS", "IQ"]
"""PEID's two scores: visual security and image quality."""

MEANING: dict[Opinion, tuple[str, float, float]] = {
    "VS": (
        "Visual security, mos.VS of data.mat: 0 unrecognisable to 6 as the plain "
        "picture. Higher means that more shows through",
        0.0,
        6.0,
    ),
    "IQ": (
        "Image quality, mos.IQ of data.mat: 1 bad to 5 excellent. Higher is better",
        1.0,
        5.0,
    ),
}

_ENCRYPTED = re.compile(r"(?P<picture>.+)_(?P<scheme>\d{2})_(?P<level>\d)")


def read_peid(path: str | os.PathLike[str], opinion: Opinion = "VS") -> Database:
    """Rows of PEID.

    Parameters
    ----------
    path : path
        The folder or zip archive that holds `data.mat`, at any depth.
    opinion : {"VS", "IQ"}
        Which score to take; the paper's is visual security.

    Returns
    -------
    Database
        An encrypted image a row (1,080 in the whole database), of the types enc01 to
        enc10. The 20 plain images, which PEID lists as their own encryptions, are left
        out.

    Raises
    ------
    EvaluationError
        If there is no `data.mat` of this kind, or an image that it lists is missing.

    Notes
    -----
    Reading: the paper does not say which score it takes. Its errors and correlations
    fit the spread of visual security alone.
    """
    if opinion not in get_args(Opinion):
        raise EvaluationError(f'expected opinion "VS" or "IQ", got {opinion!r}')
    archive = open_archive(path)
    finder = Finder(archive)
    rows, plain_rows = [], 0
    for reference, image, score in _scores(archive, opinion):
        found = _ENCRYPTED.fullmatch(PurePosixPath(image).stem)
        if found is None:
            plain_rows += 1
            continue
        plain, encrypted = finder.find(reference), finder.find(image)
        if plain is None or encrypted is None:
            continue
        rows.append(
            Judged(
                plain=plain,
                encrypted=encrypted,
                score=score,
                type=f"enc{found['scheme']}",
                picture=PurePosixPath(reference).stem.casefold(),
                level=int(found["level"]),
            )
        )
    finder.check("data.mat lists")
    if not rows:
        raise EvaluationError(
            f"expected encrypted pictures named like airport_02_3.jpg in the data.mat "
            f"of {archive.path.name}, got none"
        )
    meaning, low, high = MEANING[opinion]
    return Database(
        key="peid",
        name="PEID",
        rows=tuple(rows),
        meaning=meaning,
        low=low,
        high=high,
        notes=(f"{plain_rows} rows of plain pictures are left out.",),
    )


def _scores(archive: Archive, opinion: Opinion) -> Iterable[tuple[str, str, float]]:
    """Plain image, image and score, row by row of data.mat."""
    files = [
        file
        for file in archive.files
        if PurePosixPath(file).name.casefold() == "data.mat"
    ]
    if not files:
        raise EvaluationError(
            f"expected PEID with its data.mat in {archive.path}, found none. Name the "
            "folder or zip archive as it was fetched"
        )
    content = archive.read(min(files, key=lambda file: file.count("/")))
    try:
        data = _loaded(content)
        names, scores = data["textdata"], data["mos"][opinion]
        names = np.asarray(names, dtype=object).reshape(-1, 2)
        scores = np.asarray(scores, np.float64).ravel()
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise EvaluationError(
            "expected a data.mat with the struct data: textdata (N × 2 names) and "
            f"mos.{opinion} (N scores). This one does not have it ({error})"
        ) from error
    if len(names) != len(scores):
        raise EvaluationError(
            f"expected a score for each of {len(names)} pictures in data.mat, "
            f"got {len(scores)}"
        )
    if not np.isfinite(scores).all():
        row = int(np.argmin(np.isfinite(scores)))
        raise EvaluationError(
            f"expected a finite score for {names[row, 1]} in data.mat, "
            f"got {scores[row]}"
        )
    return [
        (str(reference).strip(), str(image).strip(), float(score))
        for (reference, image), score in zip(names, scores, strict=True)
    ]


def _loaded(content: bytes) -> Any:
    """The struct `data` of a MATLAB file; all that is wrong is an EvaluationError."""
    try:
        return matlab(content, "data")
    except ConfinedError as error:
        if error.kind == "missing":
            raise KeyError("data") from error
        raise EvaluationError(
            {
                "unsupported": "data.mat is of MATLAB 7.3. Expected PEID's own, of "
                "MATLAB 5",
                "died": f"data.mat cannot be read: {error.why}. Fetch the database "
                "again",
                "memory": "data.mat cannot be read: it needs too much memory. Fetch "
                "the database again",
                "nesting": f"data.mat holds structures more than {most('nesting')} "
                "deep. Expected PEID's own",
                "cells": f"data.mat holds more than {most('cells'):,} values. Expected "
                "PEID's own",
            }.get(
                error.kind,
                f"data.mat is damaged ({error.why}). Fetch the database again",
            )
        ) from error
