"""What to know about a pair before its score is believed, in sentences.

`ORDER` decides what is said first where there are several such sentences: on the page,
in the report, in files and by the commands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from core.bit_planes import SharedPlane, shared_planes
from core.image import ColourPair, DataRange, Fit, Luma, Source, unlike_ranges
from core.looks_like_noise import looks_like_noise

HALF_A_LEVEL = 0.5

_ROUNDING = 1e-9  # of a luma, in grey levels, is less
_FEW = 2**14  # pixels that are compared at a time

Kind: TypeAlias = Literal[
    "noise",
    "empty",
    "no luma",
    "unchanged",
    "ranges",
    "colour",
    "planes",
    "grid",
    "moved",
    "score",
]

ORDER: tuple[Kind, ...] = get_args(Kind)
"""Kinds of remarks in the order to say them.

No score means anything where there is no plain picture or no encryption, so that comes
first. Then what shows while the score does not see it. The last three are what the
score itself says: under blocks of the cipher's own, of blocks that were moved, or
neither.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """One thing to know about a pair.

    Attributes
    ----------
    kind : str
        Which thing it is, in one word.
    words : str
        One or two sentences.
    """

    kind: Kind
    words: str


EMPTY = Remark(
    kind="empty",
    words="The plain picture is the same everywhere, so there is nothing in it that "
    "could show. Is this the original?",
)

UNCHANGED = Remark(
    kind="unchanged",
    words="This encryption changes no pixel, so the score says nothing about it.",
)

NOISE = Remark(
    kind="noise",
    words="The plain picture looks like noise: its neighbouring pixels have nothing in "
    "common. Two encrypted pictures can score like a leak. Is this the original?",
)


def in_order(found: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return remarks in the order to say them, see `ORDER`."""
    return tuple(sorted(found, key=lambda remark: ORDER.index(remark.kind)))


def remarks(
    plain: Source,
    encrypted: Source,
    *,
    how: Fit | None = None,
    data_range: DataRange = None,
) -> tuple[Remark, ...]:
    """Return what to know about a pair before its score is believed.

    Parameters
    ----------
    plain, encrypted, data_range
        As `core.visual_security_index` takes them.
    how : {"crop", "resize"}, optional
        How they are brought to one size, see `core.fit`.

    Returns
    -------
    tuple of Remark
        In the order to say them: the plain picture looks like noise, is the same
        everywhere or has no luma, nothing was changed, both use other ranges of levels,
        planes are in the clear.

    Raises
    ------
    ImageError
        As `core.image.as_pair` does.

    Notes
    -----
    Our own additions: the paper says nothing of such pairs.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> [remark.kind for remark in remarks(ramp, ramp)]
    ['unchanged']
    """
    return remarks_on(ColourPair.of(plain, encrypted, how=how, data_range=data_range))


def remarks_on(
    pair: ColourPair,
    channel: str = "luma",
    *,
    lumas: tuple[Luma, Luma] | None = None,
    of_plain: tuple[Remark, ...] | None = None,
) -> tuple[Remark, ...]:
    """Return the remarks on a pair that is open already; see `remarks`.

    Parameters
    ----------
    pair : ColourPair
        The pair.
    channel : str
        Where another one than luma is looked at, `pair` is grey, as that channel is.
    lumas : tuple of NDArray, optional
        `pair.planes("luma")`, where it is at hand.
    of_plain : tuple of Remark, optional
        From `remarks_on_plain`, where the plain picture has been looked at before.
    """
    plain, encrypted = lumas or pair.planes("luma")
    if of_plain is None:
        of_plain = remarks_on_plain(plain, pair.without_luma)
    found = list(of_plain)
    unchanged = not _differ(plain, encrypted) and is_unchanged(pair)
    if unchanged:
        found.append(UNCHANGED)
    if ranges := unlike_ranges(plain, encrypted):
        found.append(Remark(kind="ranges", words=_sentence(ranges)))
    if not unchanged:
        planes = {channel: shared_planes(plain, encrypted)}
        planes |= {
            name: shared_planes(*pair.whole_levels(name)) for name in pair.stored
        }
        if words := planes_words(planes):
            found.append(Remark(kind="planes", words=words))
    return in_order(found)


def remarks_on_plain(luma: Luma, without_luma: str) -> tuple[Remark, ...]:
    """Return the remarks on a plain picture alone.

    Parameters
    ----------
    luma : NDArray
        (H, W), in [0, 255].
    without_luma : str
        Sentence of `core.image.without_luma` on it.
    """
    found = list[Remark]()
    if looks_like_noise(luma):
        found.append(NOISE)
    if without_luma:
        found.append(Remark(kind="no luma", words=f"{without_luma}."))
    elif float(np.ptp(luma)) <= HALF_A_LEVEL:
        found.append(EMPTY)
    return tuple(found)


def _differ(plain: Luma, encrypted: Luma) -> bool:
    """Whether some lumas differ so much that a pixel was changed in any channel.

    The first rows of an encrypted picture tell, mostly.
    """
    rows = max(1, _FEW // plain.shape[1])
    return any(
        float(np.abs(plain[y : y + rows] - encrypted[y : y + rows]).max())
        > HALF_A_LEVEL + _ROUNDING
        for y in range(0, len(plain), rows)
    )


def is_unchanged(pair: ColourPair) -> bool:
    """Whether no pixel of a pair was changed.

    Reading: files hold whole grey levels, and luma is not rounded, so levels that
    differ by at most half a level are equal. Where one of the two is grey, luma is
    compared.
    """
    colour = pair.encrypted_has_colour and pair.plain_has_colour
    for name in ("R", "G", "B") if colour else ("luma",):
        plain, encrypted = pair.planes(name)
        if float(np.abs(plain - encrypted).max()) > HALF_A_LEVEL:
            return False
    return True


def planes_words(planes: Mapping[str, tuple[SharedPlane, ...]]) -> str:
    """Sentences on planes that are left in the clear or inverted; "" if none is.

    Parameters
    ----------
    planes : mapping
        From the name of a channel to its planes. What luma shows is said without a
        name, and of another channel only what luma does not show as well. Channels of
        which the same is to be said share a sentence.
    """
    found: dict[tuple[frozenset[int], frozenset[int]], list[str]] = {}
    shown = frozenset[int](), frozenset[int]()
    for name, each in planes.items():
        clear = frozenset(plane.number for plane in each if plane.in_the_clear)
        inverted = frozenset(plane.number for plane in each if plane.inverted)
        if name == "luma":
            shown = clear, inverted
        elif clear <= shown[0] and inverted <= shown[1]:
            continue
        found.setdefault((clear, inverted), []).append(name)
    said = []
    for (clear, inverted), names in found.items():
        of = "" if "luma" in names else f" of {_listed(names)}"
        if clear:
            said.append(
                f"{_named(clear, of)} left in the clear: every pixel has the same bit "
                "in both pictures."
            )
        if inverted:
            said.append(
                f"{_named(inverted, of)} inverted in every pixel, which hides nothing."
            )
    return " ".join(said)


def _named(numbers: frozenset[int], of: str) -> str:
    """Planes as the beginning of a sentence, the most significant first."""
    words = _listed([str(number) for number in sorted(numbers, reverse=True)])
    return (
        f"Bit plane {words}{of} is"
        if len(numbers) == 1
        else f"Bit planes {words}{of} are"
    )


def _listed(words: list[str]) -> str:
    """Words as a list within a sentence."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
