"""Where the white of a pair is in doubt: what to say, and which white to offer."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.image import unlike_ranges
from core.image.white import suggested, way_out
from explorer.pair.sources import Source, in_digits


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A doubt about white.

    Attributes
    ----------
    words : str
        What is in doubt, and why; plain text.
    whites : mapping of str to float
        The white to set, by the role of each file that it is for, "plain" or
        "encrypted"; empty where there is none to offer.
    settable : tuple of str
        Roles of the files in doubt whose white can be set.
    """

    words: str
    whites: Mapping[str, float]
    settable: tuple[str, ...]

    @property
    def label(self) -> str:
        """Label of the button that sets it."""
        return f"Set white to {in_digits(next(iter(self.whites.values())))}"


def offers(plain: Source, encrypted: Source) -> tuple[Offer, ...]:
    """Return the doubts about the white of a pair, most often none.

    Reading: where both files of a pair are in doubt and are stored alike, the larger of
    the two whites is offered for both: they come from one camera or one program, and
    the darker picture only happens to be dark. A picture that was encrypted here has
    the white of its plain picture. Ranges that differ are worth a notice only where
    both pictures are files, and nobody set the white of the darker one.
    """
    files = {
        role: source
        for role, source in (("plain", plain), ("encrypted", encrypted))
        if source.picture and not source.made.scheme
    }
    doubts = {
        role: white
        for role, source in files.items()
        if source.picture and (white := source.picture.suggested_white)
    }
    kinds = {source.picture.depth for source in files.values() if source.picture}
    if len(doubts) == 2 and len(kinds) == 1:
        white = max(doubts.values())
        words = " ".join(dict.fromkeys(map(_doubt, files.values())))
        words += f" White is probably {in_digits(white)}"
        words += "." if plain.digest == encrypted.digest else " in both."
        whites = dict.fromkeys(doubts, white)
        return (Offer(words=words, whites=whites, settable=tuple(whites)),)
    if doubts:
        return tuple(
            Offer(
                words=f"{_doubt(files[role])} White is probably {in_digits(white)}.",
                whites={role: white},
                settable=(role,),
            )
            for role, white in doubts.items()
        )
    return _unlike(files) if len(files) == 2 else ()


def _doubt(source: Source) -> str:
    picture = source.picture
    assert picture is not None
    return (
        f"{source.title} is almost black: its brightest pixel is "
        f"{picture.brightest:g}, and {in_digits(picture.white)} is taken as white. So "
        "the score says little about what it shows."
    )


def _unlike(files: Mapping[str, Source]) -> tuple[Offer, ...]:
    said = unlike_ranges(files["plain"].luma, files["encrypted"].luma)
    if not said:
        return ()
    role = min(files, key=lambda role: float(files[role].luma.max()))
    picture = files[role].picture
    assert picture is not None
    if picture.white_given:
        return ()
    words = said.partition(". If ")[0]
    words = f"{words[0].upper()}{words[1:]}."
    if files[role].made.sample:
        return (Offer(words=words, whites={}, settable=()),)
    white = suggested(picture.brightest)
    if white >= picture.white:
        words += f" If {files[role].title} has another white, set it at the side."
        return (Offer(words=words, whites={}, settable=(role,)),)
    words += f" White of {files[role].title} may be {in_digits(white)}."
    return (Offer(words=words, whites={role: white}, settable=(role,)),)


def has_white(source: Source) -> bool:
    """Whether a source gets a field for its white: a file that is not plain 8-bit."""
    picture, made = source.picture, source.made
    if picture is None or made.sample or made.scheme:
        return False
    return picture.white_given or (picture.depth.kind, picture.depth.bits) != ("u", 8)


def on_the_page(note: str, source: Source) -> str:
    """Return a note without the options of commands, since the page has a field."""
    doubt = source.picture.suggested_white if source.picture else None
    if doubt and note.endswith(way_out(doubt)):
        return (
            f"{note.removesuffix(way_out(doubt))}. White is probably {in_digits(doubt)}"
        )
    return note
