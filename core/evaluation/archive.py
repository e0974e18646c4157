"""A folder or a zip archive of images, listed and read within limits."""

import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from core.evaluation.errors import EvaluationError

MAX_FILES = 20_000
"""Most files that a folder or archive may hold."""

MAX_MEMBER = 64 * 2**20
"""Most bytes that one member of an archive may unpack to."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """What lies in a folder or a zip archive.

    Attributes
    ----------
    path : Path
        The folder or archive.
    zipped : bool
        Which of the two it is.
    files : tuple of str
        Names of all files inside, with folders, parted by "/".
    """

    path: Path
    zipped: bool
    files: tuple[str, ...]

    def read(self, file: str) -> bytes:
        """Bytes of a file.

        Raises
        ------
        EvaluationError
            If it cannot be read or is larger than 64 MB.
        """
        if self.zipped:
            return read_member(self.path, file)
        path = self.path / file
        try:
            if path.stat().st_size > MAX_MEMBER:
                raise EvaluationError(_too_large(path.name))
            return path.read_bytes()
        except OSError as error:
            raise EvaluationError(f"cannot read {path}: {error.strerror}") from error


def open_archive(path: str | os.PathLike[str]) -> Archive:
    """List a folder or a zip archive.

    Files that a Macintosh or a version control left there (names that begin with a
    dot, folders called __MACOSX) are left out.

    Raises
    ------
    EvaluationError
        If it is neither, or holds more than 20,000 files.
    """
    path = Path(path)
    if path.is_dir():
        return Archive(path=path, zipped=False, files=_listed(path, _walk(path)))
    if not path.exists():
        raise EvaluationError(f"expected a folder or a zip archive, found no {path}")

    def names(archive: zipfile.ZipFile) -> Iterable[str]:
        return [entry.filename for entry in archive.infolist() if not entry.is_dir()]

    return Archive(path=path, zipped=True, files=_listed(path, _opened(path, names)))


def read_member(path: Path, member: str) -> bytes:
    """Bytes of a member of a zip archive, never written to disk.

    Raises
    ------
    EvaluationError
        If the archive is none, or the member is missing, damaged, encrypted or would
        unpack to more than 64 MB.
    """

    def content(archive: zipfile.ZipFile) -> bytes:
        try:
            entry = archive.getinfo(member)
        except KeyError as error:
            raise EvaluationError(f"{path.name} has no {member}") from error
        # zipfile unpacks no more than the header declares.
        if entry.file_size > MAX_MEMBER:
            raise EvaluationError(_too_large(f"{member} in {path.name}"))
        if entry.flag_bits & 1:
            raise EvaluationError(
                f"{member} in {path.name} is protected by a password; unpack it first"
            )
        try:
            return archive.read(entry)
        except _DAMAGE as error:
            raise EvaluationError(
                f"{member} in {path.name} is damaged ({error}); fetch it again"
            ) from error

    return _opened(path, content)


def _opened(path: Path, use: Callable[[zipfile.ZipFile], Result]) -> Result:
    try:
        with zipfile.ZipFile(path) as archive:
            return use(archive)
    except OSError as error:
        raise EvaluationError(f"cannot read {path}: {error.strerror}") from error
    except _DAMAGE as error:
        raise EvaluationError(
            f"expected a folder or a zip archive, {path.name} is neither "
            f"or is damaged ({error})"
        ) from error


def _walk(folder: Path) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            yield (Path(parent) / file).relative_to(folder).as_posix()


def _listed(path: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Files that someone put there, if they are not too many."""
    listed = []
    for file in files:
        parts = PurePosixPath(file).parts
        if not any(part.startswith((".", "__MACOSX")) for part in parts):
            listed.append(file)
        if len(listed) > MAX_FILES:
            raise EvaluationError(
                f"expected at most {MAX_FILES:,} files in {path.name}, got more"
            )
    return tuple(listed)


def _too_large(name: str) -> str:
    return f"{name} is too large: at most {MAX_MEMBER // 2**20} MB are read"
