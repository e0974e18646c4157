"""What every attack is: one record, a look that may decline, and a picture."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from core.image import (
    MIN_SIDE,
    ImageError,
    Luma,
    as_levels,
    as_luma,
)
from core.provenance import Provenance

Value: TypeAlias = float | int | bool | str

Needs: TypeAlias = Literal["image", "second", "pairs", "several"]
"""What an attack takes: the encrypted image alone, or other images under the same key,
pairs of plain and encrypted ones, or ciphers of the same picture under other keys."""


@dataclass(frozen=True, slots=True)
class Found(Mapping[str, Value]):
    """What an attack found out about a cipher: names and values, unchangeable."""

    items_found: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, **values: Value) -> "Found":
        """Return that of some names and values, in this order."""
        return cls(tuple(values.items()))

    def __getitem__(self, name: str) -> Value:
        return dict(self.items_found)[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.items_found)

    def __len__(self) -> int:
        return len(self.items_found)


@dataclass(frozen=True, slots=True)
class Declined:
    """Why an attack finds nothing to work on, as one sentence."""

    reason: str


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Aid:
    """What some attacks need beside the encrypted image; all of its size.

    Attributes
    ----------
    second : array_like, optional
        The cipher of another picture under the same key.
    second_plain : array_like, optional
        The plain image of that one.
    pairs : sequence of pairs of array_like
        (plain, cipher) under the same key.
    several : sequence of array_like
        Ciphers of the same picture under other keys.
    """

    second: ArrayLike | None = None
    second_plain: ArrayLike | None = None
    pairs: Sequence[tuple[ArrayLike, ArrayLike]] = ()
    several: Sequence[ArrayLike] = ()


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Attempt:
    """What an attack made of a cipher.

    Attributes
    ----------
    picture : NDArray
        (H, W) float64, grey levels in [0, 255].
    found : Found
        What the attack found out about the cipher.
    said : str
        The same as one sentence.
    seconds : float
        How long it took.
    """

    picture: Luma
    found: Found
    said: str
    seconds: float


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Attack:
    """A classical attack, and what is known about it.

    Attributes
    ----------
    key : str
        Name in calls, links and tables; never renamed.
    label : str
        Name for people.
    does : str
        One sentence: how it works.
    knows : str
        One sentence: what it takes as public.
    needs : str
        "image" for the encrypted image alone; "second", "pairs" or "several" for what
        else `Aid` has to hold.
    slow : bool
        Whether it may take more than half a second at 512 × 512.
    draws : int
        Random orders of the pixels that it is judged against: 19 where it takes less
        than about 0.1 s at 512 × 512, else 1.
    states : int
        1, 4 or 16: in how many ways its picture may lie at most. It finds a picture up
        to its mirrors (4), or up to turns and negative (16); see `states_of`.
    of_bytes : bool
        Whether it works on the bits of pixels; the luma of a colour cipher mixes them.
    provenance, citation : str
        How certain it is that the attack is the published one, and where it comes from.
    look : callable
        luma -> Found or Declined; with `needs` other than "image", (luma, aid) -> that.
    make : callable
        (luma, found) -> picture (H, W) in [0, 255]; else (luma, found, aid) -> that.
    say : callable
        found -> what was found, as one sentence.
    """

    key: str
    label: str
    does: str
    knows: str
    needs: Needs = "image"
    slow: bool = False
    draws: int = 19
    states: int = 1
    of_bytes: bool = False
    provenance: Provenance
    citation: str
    look: Callable[..., Found | Declined] = field(repr=False)
    make: Callable[..., Luma] = field(repr=False)
    say: Callable[[Found], str] = field(repr=False)

    def inspect(self, encrypted: ArrayLike, aid: Aid | None = None) -> Found | Declined:
        """Look for what the attack works on.

        Parameters
        ----------
        encrypted : array_like
            As `core.as_luma` takes it; levels beyond black and white are taken as
            these. Not modified.
        aid : Aid, optional
            What the attack needs besides, where `needs` says so.

        Returns
        -------
        Found or Declined
            What was found, or why the attack has nothing to work on.

        Raises
        ------
        ImageError
            If it is no image, or `aid` lacks what is needed.
        """
        levels = as_levels(encrypted)
        luma = _luma(encrypted)
        others = self._others(luma, aid)
        if min(luma.shape) < MIN_SIDE:
            return Declined(f"the picture has a side of less than {MIN_SIDE} pixels")
        if luma.min() == luma.max():
            return Declined("all pixels of the picture are equal")
        if self.of_bytes and levels.ndim == 3 and np.ptp(levels, axis=2).any():
            return Declined("the brightness of a colour cipher mixes its bytes")
        return self.look(luma, *others)

    def detect(self, encrypted: ArrayLike, aid: Aid | None = None) -> Found | None:
        """Return what was found, or None where the attack declines; see `inspect`."""
        found = self.inspect(encrypted, aid)
        return found if isinstance(found, Found) else None

    def apply(self, encrypted: ArrayLike, found: Found, aid: Aid | None = None) -> Luma:
        """Attack a cipher with what is known of it.

        Parameters
        ----------
        encrypted, aid
            As `inspect` takes them.
        found : Found
            From `detect`, of this image or of another one of its size.

        Returns
        -------
        NDArray
            (H, W) float64, grey levels in [0, 255].

        Raises
        ------
        ImageError
            As `inspect` does.
        """
        luma = _luma(encrypted)
        return np.clip(self.make(luma, found, *self._others(luma, aid)), 0.0, 255.0)

    def run(self, encrypted: ArrayLike, aid: Aid | None = None) -> Attempt | None:
        """Detect and apply; None where the attack declines.

        Parameters, result and errors are those of `inspect` and `apply`.
        """
        start = time.perf_counter()
        found = self.detect(encrypted, aid)
        if found is None:
            return None
        picture = self.apply(encrypted, found, aid)
        return Attempt(
            picture=picture,
            found=found,
            said=self.say(found),
            seconds=time.perf_counter() - start,
        )

    def states_of(self, found: Found) -> int:
        """In how many ways the picture may lie, given what was found: 1, 4 or 16."""
        return int(found.get("states", self.states))

    def _others(self, luma: Luma, aid: Aid | None) -> tuple[Aid, ...]:
        """Check what the attack needs besides; nothing for one that needs nothing."""
        if self.needs == "image":
            return ()
        aid = aid or Aid()
        given = {
            "second": aid.second is not None,
            "pairs": len(aid.pairs) > 0,
            "several": len(aid.several) > 0,
        }
        if not given[self.needs]:
            raise ImageError(f"{self.key} needs {NEEDED[self.needs]}")

        def checked(image: ArrayLike, what: str) -> Luma:
            other = _luma(image)
            if other.shape != luma.shape:
                raise ImageError(
                    f"expected {what} of the encrypted picture's size, {luma.shape[1]} "
                    f"× {luma.shape[0]}, got {other.shape[1]} × {other.shape[0]}"
                )
            return other

        def optional(image: ArrayLike | None, what: str) -> Luma | None:
            return None if image is None else checked(image, what)

        return (
            Aid(
                second=optional(aid.second, "a second cipher"),
                second_plain=optional(aid.second_plain, "its plain picture"),
                pairs=[
                    (checked(plain, "a plain picture"), checked(cipher, "its cipher"))
                    for plain, cipher in aid.pairs
                ],
                several=[checked(image, "other ciphers") for image in aid.several],
            ),
        )


NEEDED: dict[Needs, str] = {
    "image": "the encrypted picture alone",
    "second": "the cipher of a second picture under the same key",
    "pairs": "pairs of plain pictures and their ciphers under the same key",
    "several": "other ciphers of the same picture under other keys",
}
"""What each of `Needs` asks for, in words."""


def _luma(image: ArrayLike) -> Luma:
    """Checked luma, a new array, in [0, 255]."""
    return np.clip(as_luma(image), 0.0, 255.0)
