"""Finding the images that a database's table names, whatever their case and folder."""

from pathlib import PurePosixPath

from core.evaluation.archive import Archive
from core.evaluation.errors import EvaluationError
from core.evaluation.rows import ImageFile, Readable, ZippedImage

ENDINGS = {
    ".j2k",
    ".jp2",
    ".j2c",
    ".jpx",
    ".jpg",
    ".jpeg",
    ".bmp",
    ".pgm",
    ".ppm",
    ".png",
    ".tif",
    ".tiff",
}
"""Endings of what counts as an image."""


class Finder:
    """Images of an archive by name, and a list of those that were not found."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.missing: list[str] = []
        self._by_name: dict[str, str] = {}
        self._by_stem: dict[str, str] = {}
        # Of two files of one name the one nearer to the top counts.
        for file in sorted(archive.files, key=lambda file: (file.count("/"), file)):
            path = PurePosixPath(file)
            if path.suffix.casefold() in ENDINGS:
                self._by_name.setdefault(path.name.casefold(), file)
                self._by_stem.setdefault(path.stem.casefold(), file)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all images, without folders, in the case they have."""
        return tuple(PurePosixPath(file).name for file in self._by_name.values())

    def find(self, name: str) -> Readable | None:
        """The image of a name, or of that name with another ending; None if missing."""
        path = PurePosixPath(name.replace("\\", "/"))
        stem = path.stem if path.suffix.casefold() in ENDINGS else path.name
        file = self._by_name.get(path.name.casefold()) or self._by_stem.get(
            stem.casefold()
        )
        if file is None:
            if name not in self.missing:
                self.missing.append(name)
            return None
        if self.archive.zipped:
            return ZippedImage(archive=self.archive.path, member=file, whole=True)
        return ImageFile(path=self.archive.path / file, whole=True)

    def check(self, who: str) -> None:
        """Refuse to go on if images were missing, and name them.

        Parameters
        ----------
        who : str
            Beginning of "... images that are missing": who asked for them.

        Raises
        ------
        EvaluationError
            If any was missing.
        """
        if not self.missing:
            return
        shown = ", ".join(self.missing[:5])
        more = f" and {len(self.missing) - 5} more" if len(self.missing) > 5 else ""
        raise EvaluationError(
            f"{who} pictures that are not in {self.archive.path}: {shown}{more}. "
            "Complete the folder or fetch the database again"
        )
