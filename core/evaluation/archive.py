"""A folder or a zip archive of images, listed and read within limits."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.confined import ConfinedError, archive_entries, archive_member
from core.evaluation.errors import EvaluationError
from core.image.limits import most
from core.image.plain_files import read_plain

MAX_FILES = most("entries")
"""Most files that a folder or archive may hold."""

MAX_MEMBER = most("member")
"""Most bytes that one member of an archive may unpack to."""


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
            content = read_plain(path, MAX_MEMBER)
        except OSError as error:
            raise EvaluationError(f"cannot read {path}: {error.strerror}") from error
        if len(content) > MAX_MEMBER:
            raise EvaluationError(_too_large(path.name))
        return content


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
    # As methods of Path these raise for names that are too long.
    if os.path.isdir(path):  # noqa: PTH112
        return Archive(path=path, zipped=False, files=_listed(path, _walk(path)))
    if not os.path.exists(path):  # noqa: PTH110
        raise EvaluationError(f"expected a folder or a zip archive, found no {path}")
    if not os.path.isfile(path):  # noqa: PTH113
        raise EvaluationError(f"cannot read {path}: it is a pipe or a device")
    return Archive(path=path, zipped=True, files=_listed(path, member_sums(path)))


def member_sums(path: Path) -> dict[str, tuple[int, int]]:
    """Check sum and size of every file in a zip archive, from its directory.

    Raises
    ------
    EvaluationError
        If it is none, or cannot be read.
    """
    try:
        return archive_entries(path)
    except ConfinedError as error:
        raise EvaluationError(_whole_archive(path, error)) from error


def read_member(path: Path, member: str) -> bytes:
    """Bytes of a member of a zip archive, never written to disk.

    Raises
    ------
    EvaluationError
        If the archive is none, or the member is missing, damaged, encrypted or would
        unpack to more than 64 MB.
    """
    try:
        return archive_member(path, member, MAX_MEMBER)
    except ConfinedError as error:
        said = {
            "missing": f"{path.name} has no {member}",
            "too large": _too_large(f"{member} in {path.name}"),
            "locked": f"{member} in {path.name} is protected by a password. Unpack it "
            "first",
            "damaged": f"{member} in {path.name} is damaged ({error.why}). Fetch it "
            "again",
        }.get(error.kind)
        raise EvaluationError(said or _whole_archive(path, error)) from error


def _whole_archive(path: Path, error: ConfinedError) -> str:
    """Say why an archive as a whole cannot be read."""
    return {
        "unreadable": f"cannot read {path}: {error.why}",
        "entries": f"expected at most {MAX_FILES:,} files in {path.name}, got more",
        "died": f"{path.name} cannot be read: {error.why}; pack it again",
        "memory": f"{path.name} cannot be read: it needs too much memory",
    }.get(
        error.kind,
        f"expected a folder or a zip archive, {path.name} is neither "
        f"or is damaged ({error.why})",
    )


def _walk(folder: Path) -> Iterator[str]:
    for number, (parent, folders, files) in enumerate(os.walk(folder)):
        if number > MAX_FILES:
            raise EvaluationError(
                f"expected at most {MAX_FILES:,} folders in {folder.name}, got more"
            )
        folders[:] = sorted(each for each in folders if not _is_left_out(each))
        if len(Path(parent).relative_to(folder).parts) >= most("depth"):
            folders.clear()  # nobody looks for pictures there
        for file in sorted(files):
            yield (Path(parent) / file).relative_to(folder).as_posix()


def _is_left_out(part: str) -> bool:
    """Whether a folder or a file is none that somebody put there."""
    return part.startswith((".", "__MACOSX"))


def _listed(path: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Files that someone put there, if they are not too many."""
    listed = []
    for file in files:
        parts = PurePosixPath(file).parts
        if not any(map(_is_left_out, parts)):
            listed.append(file)
        if len(listed) > MAX_FILES:
            raise EvaluationError(
                f"expected at most {MAX_FILES:,} files in {path.name}, got more"
            )
    return tuple(listed)


def _too_large(name: str) -> str:
    return f"{name} is too large: at most {MAX_MEMBER // 2**20} MB are read"
