"""What is taken home: a result, its pair, and what was drawn of it."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from core.recognizability.index import Recognizability
from explorer.samples import Source
from explorer.theme import OverlayKey, RangeKey


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class View:
    """A result as it stands on the screen.

    Attributes
    ----------
    plain, encrypted : Source
        The pair.
    result : Recognizability
        Of this pair.
    overlay : str
        Key of the picture laid over both images.
    arrows : int
        How many of the strongest matches are drawn.
    opacity : float
        Of the overlay, in [0, 1]; of a bit plane, that is `cover`.
    plane, cover : int, float
        The bit plane, from 8, the most significant, to 1, and its opacity.
    extent : {"fixed", "pair"}
        What the overlay's colours run over: 0 to 1, or the values of this pair.
    point : tuple of float, optional
        The pin: (x, y) in pixels of the plain image.
    """

    plain: Source
    encrypted: Source
    result: Recognizability
    overlay: OverlayKey = "contribution"
    arrows: int = 20
    opacity: float = 0.6
    plane: int = 8
    cover: float = 1.0
    extent: RangeKey = "fixed"
    point: tuple[float, float] | None = None

    @property
    def strength(self) -> float:
        """How strongly what is laid over the images covers them, in [0, 1]."""
        return self.cover if self.overlay == "bits" else self.opacity

    @property
    def stem(self) -> str:
        """Name for files, without an ending: `showthrough_astronaut_peid-09_3`.

        Letters without accents, digits, dots and hyphens: safe in every file system and
        in every shell.
        """
        plain, encrypted = self.plain.made, self.encrypted.made
        words = ["showthrough", _slug(PurePath(plain.file).stem)]
        if encrypted.scheme:
            words += [encrypted.scheme, str(encrypted.level)]
        elif self.encrypted.digest != self.plain.digest:
            other = _slug(PurePath(encrypted.file).stem)
            # A companion is called by its plain image's name already.
            words.append(other.removeprefix(f"{words[1]}_"))
        return "_".join(words)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")[:40]
    return slug or "image"
