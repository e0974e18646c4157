"""What is exported: a result, its pair, and how they were shown."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from core.attacks.turned import Turned
from core.image import Luma, unlike_ranges
from core.recognizability.index import Recognizability
from core.recognizability.noise import noise_scores
from core.recognizability.stages import prepare
from explorer.figures.gauge import Mark
from explorer.figures.matches import distinct_matches
from explorer.figures.turned_back import with_matches
from explorer.pair.channel_names import LUMA, WORDS, Bits, vsi_of
from explorer.pair.colours import Shown, has_colour
from explorer.pair.sources import Source
from explorer.theme.overlays import OverlayKey, RangeKey

Mode = Literal["side", "wipe", "flip", "difference"]
Right = Literal["encrypted", "reassembled"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How both pictures are looked at, as the canvas has it.

    Attributes
    ----------
    mode : {"side", "wipe", "flip", "difference"}
        Beside each other, or in one frame.
    right : {"encrypted", "reassembled"}
        What is compared with the plain picture.
    wipe : float
        Share of the visible width that is plain, in [0, 1].
    shown : {"colour", "index"}
        In the colours of the files, or as the index sees the pictures.
    flipped : bool
        Whether a flip shows the other picture.
    at : tuple of float, optional
        Zoom, in pixels of the screen or of the figure a pixel, and the point in the
        middle as shares of width and height; all of the image unless said.
    span : tuple of float, optional
        Shares of width and height that the screen showed; as the frame of the figure
        has room for unless said.
    """

    mode: Mode = "side"
    right: Right = "encrypted"
    wipe: float = 0.5
    shown: Shown = "colour"
    flipped: bool = False
    at: tuple[float, float, float] | None = None
    span: tuple[float, float] | None = None

    @property
    def other(self) -> Literal["encrypted", "reassembled", "difference"]:
        """The picture that is shown with the plain one, or in its place."""
        return "difference" if self.mode == "difference" else self.right

    @property
    def leads_elsewhere(self) -> bool:
        """Whether the encrypted picture is shown, so that arrows can lead there."""
        return self.other == "encrypted"


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
    bits : str
        The channel that it is of, see `explorer.pair.bit_channels`.
    extent : {"fixed", "pair"}
        What the overlay's colours run over: 0 to 1, or the values of this pair.
    point : tuple of float, optional
        The pin: (x, y) in pixels of the plain image.
    rank : int
        Of the pinned block's match that is looked at; 1 is the best.
    look : Look
        How both pictures are looked at.
    address : str
        Link to the view where it was made, if there is one.
    marks : tuple of Mark
        Scores of known encryptions of the plain image, where they are known already.
    second : Source, optional
        A second encrypted picture, which statistics compare the first one with.
    draws : tuple of float
        What the encrypted pixels score in random order, where that is known already.
    back : Turned, optional
        The search over turned pieces, where its matches are shown.
    """

    plain: Source
    encrypted: Source
    result: Recognizability
    overlay: OverlayKey = "contribution"
    arrows: int = 20
    opacity: float = 0.6
    plane: int = 8
    bits: Bits = "index"
    cover: float = 1.0
    extent: RangeKey = "fixed"
    point: tuple[float, float] | None = None
    rank: int = 1
    look: Look = Look()
    address: str = ""
    marks: tuple[Mark, ...] = ()
    draws: tuple[float, ...] = ()
    second: Source | None = None
    back: Turned | None = None

    @property
    def matched(self) -> Recognizability:
        """The result with the matches that are shown; its scores are the paper's."""
        return with_matches(self.result, self.back)

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on the two images together, as their files hold them."""
        said = unlike_ranges(_brightness(self.plain), _brightness(self.encrypted))
        return (said,) if said else ()

    @property
    def strength(self) -> float:
        """Opacity of the overlay or of the bit plane, in [0, 1]."""
        return self.cover if self.overlay == "bits" else self.opacity

    @property
    def channel(self) -> str:
        """What the index was given of both images, one of `core.image.CHANNELS`."""
        return self.plain.made.channel

    @property
    def score_name(self) -> str:
        """What the score is called: "VSI", or "VSI of Cb"."""
        return vsi_of(self.channel)

    @property
    def coloured(self) -> bool:
        """Whether one of both files has any colour to show."""
        return has_colour(self.plain) or has_colour(self.encrypted)

    @property
    def levels(self) -> str:
        """Words for what the index was given; "" where it could be nothing else."""
        return WORDS[self.channel] if self.coloured or self.channel != LUMA else ""

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
            # A sample's encryption begins with the name of its plain image.
            words.append(other.removeprefix(f"{words[1]}_"))
        if self.channel != LUMA:
            words.append(self.channel)
        return "_".join(words)


def noise_of(view: View) -> tuple[float, ...]:
    """Scores of the encrypted pixels in random order, measured if not given."""
    if view.draws:
        return view.draws
    pair = prepare(
        view.plain.luma,
        view.encrypted.luma,
        edges_plain=view.result.edges_plain,
        edges_encrypted=view.result.edges_encrypted,
        data_range=255,
    )
    return tuple(noise_scores(pair, view.result.form))


def numbered_of(view: View) -> list[int]:
    """Blocks whose matches are numbered; none where the score is within noise."""
    found = distinct_matches(view.matched)
    return found if found and view.result.vsi > max(noise_of(view)) else []


def _brightness(source: Source) -> Luma:
    """Luma of a picture, whichever channel is looked at."""
    seen = source.made.channel == "luma" or source.picture is None
    return source.luma if seen or source.picture is None else source.picture.luma


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")[:40]
    return slug or "image"
