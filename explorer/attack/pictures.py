"""Pictures that attacks made: their addresses, files, and the way into Explore."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.attacks import Found
from core.attacks.judging import in_state
from core.image import Luma, grey_levels
from core.recognizability import stages
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from explorer.figures.pictures import grey_png, png
from explorer.pair import evaluation
from explorer.pair.attempts import Aids, Tried, attacked, lying
from explorer.pair.sources import Source, read_source
from explorer.store.memory import MEMORY
from explorer.store.runner import RUNNER
from explorer.store.served_files import SERVED

TILE = 72
"""Sides of a small picture in the row of states, in pixels."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The attack whose picture is shown, and how it lies."""

    encrypted: Source
    done: Tried
    state: int
    aids: Aids

    @property
    def name(self) -> str:
        """All that the picture depends on."""
        used = {} if self.done.attack.needs == "image" else self.aids.digests
        found = dict(self.done.found or {})
        return f"{self.encrypted.digest} {self.done.attack.key} {found} {used}"

    @property
    def states(self) -> tuple[int, ...]:
        """Ways in which it may lie that keep the shape of the picture."""
        height, width = self.encrypted.luma.shape
        picture, found = np.zeros((height, width)), self.done.found
        return tuple(
            state
            for state in self.done.states
            if in_state(picture, state, found).shape == (height, width)
        )


def address(shown: Shown) -> str:
    """Address of the picture, made when a browser asks for it."""
    state, found = shown.state, shown.done.found
    return _defer(
        shown,
        f"{shown.name} {state}",
        lambda picture: grey_png(in_state(picture, state, found)),
    )


def strip_address(shown: Shown) -> str:
    """Address of small pictures of all states, one below the other in one file."""
    states, found = shown.states, shown.done.found
    return _defer(
        shown,
        f"{shown.name} strip",
        lambda picture: png(np.vstack([_tile(picture, s, found) for s in states])),
    )


def _defer(shown: Shown, name: str, draw: Callable[[Luma], bytes]) -> str:
    """Address of a file that is drawn of the picture as it came from the attack."""
    attack, found = shown.done.attack, shown.done.found
    assert found is not None
    if attack.needs != "image":
        # Made at once: the session holds the further pictures no longer than that.
        picture = attacked(shown.encrypted, attack, found, shown.aids)
        return SERVED.put(name, lambda: draw(picture))

    def made(encrypted: Source) -> bytes:
        with RUNNER.turn(figure=True):
            picture = attacked(encrypted, attack, found)
        return draw(picture)

    return SERVED.defer(name, made, shown.encrypted)


def _tile(
    picture: NDArray[np.float64], state: int, found: Found | None
) -> NDArray[np.uint8]:
    laid = Image.fromarray(grey_levels(in_state(picture, state, found)))
    laid.thumbnail((TILE, TILE), Image.Resampling.BOX)
    tile = Image.new("L", (TILE, TILE), 128)
    tile.paste(laid, ((TILE - laid.width) // 2, (TILE - laid.height) // 2))
    return np.asarray(tile)


def file(shown: Shown) -> bytes:
    """PNG of the picture as it lies."""
    return grey_png(lying(shown.encrypted, shown.done, shown.state, shown.aids))


def score(plain: Source, shown: Shown, form: Form) -> float:
    """VSI of the picture as it lies, remembered."""
    key = ("attacked score", plain.digest, shown.name, shown.state, form)

    def make() -> float:
        picture = lying(shown.encrypted, shown.done, shown.state, shown.aids)
        edges = evaluation.edges(plain)
        pair = stages.prepare(plain.luma, picture, edges_plain=edges, data_range=255)
        return float(evaluate(pair, form).vsi)

    return MEMORY.recall(key, make, plain, shown.encrypted)


def title(plain: Source | None, shown: Shown) -> str:
    """What the attacked picture is called: astronaut, jpeg-dc 1, after dc-solve."""
    made, key = shown.encrypted.made, shown.done.attack.key
    if plain is not None and made.scheme:
        return f"{plain.title}, {made.scheme} {made.level}, after {key}"
    return f"{shown.encrypted.title}, after {key}"


def stem(plain: Source | None, shown: Shown) -> str:
    """The same as the beginning of a file's name."""
    words = "".join(c if c.isalnum() else " " for c in title(plain, shown).lower())
    return "_".join(words.split())[:80]


def source(plain: Source | None, shown: Shown) -> Source:
    """Return the attacked picture as Explore takes an encrypted one."""
    name = f"{stem(plain, shown)}.png"
    attack = shown.done.attack
    return replace(
        read_source(file(shown), name),
        title=title(plain, shown),
        about=f"Made by the attack *{attack.label}* from {shown.encrypted.title}.",
    )
