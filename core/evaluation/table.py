"""Any other database: a CSV table of plain and encrypted images with human scores."""

import csv
import math
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from core.evaluation.archive import Archive, open_archive
from core.evaluation.errors import EvaluationError
from core.evaluation.rows import Database, ImageFile, Judged, Readable, ZippedImage

Line: TypeAlias = dict[str, str]

COLUMNS = ("plain", "encrypted", "score")


def read_table(
    path: str | os.PathLike[str], images: str | os.PathLike[str] | None = None
) -> Database:
    """Rows of a CSV table, or of a zip archive that holds one with its images.

    Parameters
    ----------
    path : path
        CSV in UTF-8 with a header and the columns `plain`, `encrypted` (image files,
        relative to the table) and `score` (or `mos`); `type` (of encryption) and
        `level` where they are known. Case and order do not matter.
    images : path, optional
        Folder that the image files of a CSV table are relative to; the table's own
        unless given.

    Returns
    -------
    Database
        Without a `type`, all rows are of the type "all".

    Raises
    ------
    EvaluationError
        If there is no such table, a score is no number, or an image is missing; the
        message names the line.
    """
    path = Path(path)
    if path.suffix.casefold() == ".csv":
        name = path.name
        lines = list(_lines(_content(path), name))
        found_in = _Folder(path.parent if images is None else Path(images))
    else:
        archive = open_archive(path)
        name, content = _only_table(archive)
        lines = list(_lines(content, name))
        found_in = _Zipped(archive, PurePosixPath(name).parent)
    rows, missing = [], []
    for where, line in lines:
        pair = [found_in.find(line[column]) for column in ("plain", "encrypted")]
        for column, found in zip(("plain", "encrypted"), pair, strict=True):
            if found is None:
                missing.append(f"{line[column]} ({where})")
        plain, encrypted = pair
        if plain is None or encrypted is None:
            continue
        rows.append(
            Judged(
                plain=plain,
                encrypted=encrypted,
                score=_score(line["score"], where),
                type=line.get("type") or "all",
                picture=line["plain"],
                level=int(line["level"]) if line.get("level", "").isdecimal() else 0,
            )
        )
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise EvaluationError(
            f"{name} lists images that are not there: {', '.join(missing[:5])}{more}; "
            f"paths are relative to {'the table' if images is None else images}"
        )
    if not rows:
        raise EvaluationError(f"{name}: expected at least one row, got none")
    scores = [row.score for row in rows]
    return Database(
        key="table",
        name=PurePosixPath(name).name,
        rows=tuple(rows),
        meaning=f"The column score of {PurePosixPath(name).name}",
        low=min(scores),
        high=max(scores),
    )


class _Folder:
    """Images beside a table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str) -> Readable | None:
        path = self._folder / name
        return ImageFile(path=path) if path.is_file() else None


class _Zipped:
    """Images in the archive of a table, or in a folder that was named instead."""

    def __init__(self, archive: Archive, folder: PurePosixPath) -> None:
        self._archive, self._folder = archive, folder
        self._files = set(archive.files)

    def find(self, name: str) -> Readable | None:
        file = (self._folder / name.replace("\\", "/")).as_posix()
        if file not in self._files:
            return None
        if self._archive.zipped:
            return ZippedImage(archive=self._archive.path, member=file)
        return ImageFile(path=self._archive.path / file)


def _only_table(archive: Archive) -> tuple[str, bytes]:
    """Name and content of the table in a folder or archive."""
    tables = [
        file
        for file in archive.files
        if PurePosixPath(file).suffix.casefold() == ".csv"
    ]
    if len(tables) != 1:
        found = ", ".join(tables[:5]) if tables else "none"
        raise EvaluationError(
            f"expected one CSV table in {archive.path}, found {found}; name the table"
        )
    return tables[0], archive.read(tables[0])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"cannot read {path}: {error.strerror}") from error


def _lines(content: bytes, name: str) -> Iterator[tuple[str, Line]]:
    """Place and fields of every line, headings in lower case."""
    try:
        text = content.decode("utf-8-sig")
        table = csv.reader(text.splitlines(), strict=True)
        headings = [heading.strip().casefold() for heading in next(table, [])]
        headings = ["score" if heading == "mos" else heading for heading in headings]
        if lacking := [column for column in COLUMNS if column not in headings]:
            raise EvaluationError(
                f"{name}: expected the columns plain, encrypted and score, got none "
                f"called {', '.join(lacking)}"
            )
        for fields in table:
            if not any(field.strip() for field in fields):
                continue
            where = f"{name}, line {table.line_num}"
            line = {
                heading: field.strip()
                for heading, field in zip(headings, fields, strict=False)
            }
            if lacking := [column for column in COLUMNS if not line.get(column)]:
                raise EvaluationError(
                    f"{where}: expected a value in the column {lacking[0]}, got none"
                )
            yield where, line
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{name} is no CSV file in UTF-8") from error
    except csv.Error as error:
        raise EvaluationError(f"{name} is no CSV file ({error})") from error


def _score(text: str, where: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = math.nan
    if not math.isfinite(score):
        raise EvaluationError(f"{where}: expected a number as score, got {text!r}")
    return score
