"""The share of a picture's bits that its encryption still holds, steps 7 and 8."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, Luma, as_pair
from core.information import choice, grid, octaves, refinement, search, turned
from core.information.bits import held_bits
from core.information.choice import Kept
from core.information.plain import PlainSide, plain_side
from core.recognizability.blocks import split

Float64 = NDArray[np.float64]

SHOWS = 14.0
"""Bits from which a block shows.

Own places of noise have 1.4 bits in the mean and 13.7 at the 99.99 % point; of 13,680
blocks of noise that were searched for, four held more. A wrong place needs luck of
2^-14, so that an arrow to the place may be trusted.
"""

KINDS = ("nothing", "own place", "elsewhere")
"""What `Information.where` counts: the block does not show, or where it does."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Information:
    """Recognizable information of a pair, with everything behind it.

    Grids are (M, N): rows and columns of blocks. Octaves are counted from the finest to
    the coarsest, as `octaves.OCTAVES` names them.

    Attributes
    ----------
    value : float
        NRI, in [0, 1]; higher means that more is held: less secure.
    octaves : NDArray
        (4,), S_k, share of the bits of each octave, in [0, 1]; NaN where the plain
        image has no texture of that size.
    value_in_place : float
        The same with own places only, without any search; in [0, 1].
    held : NDArray
        (M, N), T_R, bits that each plain block has to lose.
    kept : NDArray
        (M, N), Σ n_k G_k, bits of these that E holds, its place paid for.
    share : NDArray
        (M, N), kept over held, in [0, 1]; NaN where held is 0.
    octave_share : NDArray
        (4, M, N), G_k / R_k, in [0, 1]; NaN where R_k is 0.
    octave_held : NDArray
        (4, M, N), n_k R_k, bits of each octave; they add up to `held`.
    contribution : NDArray
        (M, N), share of each block in the value; adds up to 1, or is 0 where the value
        is.
    elsewhere : NDArray
        (M, N) bool, whether the found place counts more than the own one.
    place : NDArray
        (M, N, 2), x and y of the top-left pixel of the window that is kept, in pixels
        of the image as it was given. The window is `side` pixels high and wide, and may
        reach over the edge of the image where the grid is mirrored.
    distance : NDArray
        (M, N), pixels of the image between block and window.
    look : NDArray
        (M, N), index in `turned.LOOKS` of how the window was looked at; 0 is upright.
    side : int
        f l, side of a block in pixels of the image as it was given.
    reduction : int
        f: both images were averaged over f × f pixels first.
    size : tuple of int
        (H, W) of the image as it was given.
    """

    value: float
    octaves: Float64
    value_in_place: float
    held: Float64
    kept: Float64
    share: Float64
    octave_share: Float64
    octave_held: Float64
    contribution: Float64
    elsewhere: NDArray[np.bool_]
    place: NDArray[np.int64]
    distance: Float64
    look: NDArray[np.int64]
    side: int
    reduction: int
    size: tuple[int, int]

    @property
    def scaled(self) -> float:
        """2 NRI^(1/3), in [0, 2] as VSI; noise is at about 0.17 to 0.25."""
        return scaled(self.value)

    @property
    def octave_kept(self) -> Float64:
        """(4, M, N), n_k G_k, bits of each octave that E holds; they make `kept`."""
        return self.octave_held * np.nan_to_num(self.octave_share)

    @property
    def shows(self) -> NDArray[np.bool_]:
        """(M, N) bool, blocks of which E holds more than `SHOWS` bits."""
        return self.kept > SHOWS

    @property
    def where(self) -> NDArray[np.int64]:
        """(M, N), index in `KINDS`."""
        return np.where(self.shows, 1 + self.elsewhere, 0)

    @property
    def moved(self) -> float:
        """Share of the value that blocks which show in other places make; in [0, 1]."""
        return float(self.contribution[self.where == 2].sum())

    @property
    def bits(self) -> tuple[float, float]:
        """Bits kept and held in all blocks."""
        return float(self.kept.sum()), float(self.held.sum())


def scaled(value: float) -> float:
    """Return 2 NRI^(1/3): a value from 0 to 1 on the scale of VSI, from 0 to 2."""
    return 2 * value ** (1 / 3)


def recognizable_information(
    plain: ArrayLike | PlainSide,
    encrypted: ArrayLike,
    *,
    reduce: int | None = None,
    turn: bool = False,
    data_range: DataRange = None,
) -> Information:
    """How much of a picture its encryption still holds, wherever it holds it.

    Parameters
    ----------
    plain, encrypted : array_like
        As `core.as_luma` takes them, of one size, at least 32 × 32, in [0, 255]. Who
        looks at many encryptions of one picture passes `plain_side(plain)` as `plain`.
    reduce : int, optional
        Average both over f × f pixels first; ⌊min(H, W) / 512⌋, at least 1, unless
        given. 1 looks at the full size.
    turn : bool
        Look for blocks that are turned by quarters, mirrored or negative too.
    data_range : float or pair of floats, optional
        Value of white, as `core.image.as_pair` takes it.

    Returns
    -------
    Information
        `value` in [0, 1]; higher means that more is held: less secure.

    Raises
    ------
    ImageError
        If the images do not fit the above, or there are more than 4,096 blocks.

    Notes
    -----
    Our own index, not the paper's: docs/information.md defines it.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> recognizable_information(ramp, ramp).value
    1.0
    """
    if isinstance(plain, PlainSide):
        side = plain
        *_, white = data_range if isinstance(data_range, tuple) else (data_range,)
        _, luma = as_pair(side.luma, encrypted, data_range=(255, white))
    else:
        first, luma = as_pair(plain, encrypted, data_range=data_range)
        side = plain_side(first, reduce=reduce, data_range=255)
    return evaluate(side, luma, turn=turn)


def evaluate(plain: PlainSide, encrypted: Luma, *, turn: bool = False) -> Information:
    """Evaluate the index on a plain side and an encrypted image, both checked."""
    image = grid.covered(encrypted, plain.layout)
    own = in_place(plain, image)
    kept = found(plain, image, own)
    if turn:
        kept = turned.look_again(plain, image, kept)
    return pool(plain, encrypted, own, kept)


def in_place(plain: PlainSide, image: Luma) -> Kept:
    """What E holds about each block in the block's own place."""
    waves = octaves.coefficients(split(image, plain.layout.side))
    cross, energy = octaves.own_products(plain.waves, waves)
    held = held_bits(plain.energy, cross, energy, plain.size)
    return Kept.in_place(held, plain.size, plain.layout.corners)


def found(plain: PlainSide, image: Luma, own: Kept) -> Kept:
    """What E holds about each block in its own place or another one, step 7."""
    layout = plain.layout
    price = layout.place_bits
    blocks = np.flatnonzero(choice.may_be_beaten(own.bits, plain.held, price))
    if not len(blocks):
        return own
    corners = layout.corners[blocks]
    (places,) = search.best_places(
        search.field_of(image, layout.side // 2),
        plain.templates[blocks],
        corners // 2,
    )
    windows = refinement.refined(
        refinement.prepared(image),
        plain.waves[blocks],
        plain.energy[blocks],
        # The displacement is doubled, not the place: rows of blocks may be odd.
        corners + 2 * (places - corners // 2),
    )
    distance = np.hypot(*(windows.corner - corners).T)
    factor = choice.nearness(distance, layout.side)
    factor *= choice.discount(windows.total, price)
    return own.or_better(blocks, windows.held, factor, plain.size, windows.corner)


def pool(plain: PlainSide, encrypted: Luma, own: Kept, kept: Kept) -> Information:
    """Pool the bits of the blocks, octave by octave, step 8."""
    layout, size = plain.layout, plain.size
    whole = plain.message.sum(axis=0)
    textured = whole > 0
    nothing = float(np.array_equal(plain.luma, encrypted))

    def shares(held: Float64) -> Float64:
        return np.divide(
            held.sum(axis=0), whole, out=np.full(len(whole), np.nan), where=textured
        )

    def mean(shares: Float64) -> float:
        return float(shares[textured].mean()) if textured.any() else nothing

    found_shares = shares(kept.held)
    value = mean(found_shares)
    weighted = np.zeros(layout.count)
    if textured.any() and value > 0:
        parts = kept.held[:, textured] / whole[textured]
        weighted = parts.mean(axis=1) / value
    bits = (kept.held * size).sum(axis=1)
    shape, factor = layout.shape, layout.reduction

    def ratio(part: Float64, of: Float64) -> Float64:
        return np.divide(part, of, out=np.full(of.shape, np.nan), where=of > 0)

    return Information(
        value=value,
        octaves=found_shares,
        value_in_place=mean(shares(own.held)),
        held=plain.held.reshape(shape),
        kept=bits.reshape(shape),
        share=ratio(bits, plain.held).reshape(shape),
        octave_share=ratio(kept.held, plain.message).T.reshape(-1, *shape),
        octave_held=(plain.message * size).T.reshape(-1, *shape),
        contribution=weighted.reshape(shape),
        elsewhere=kept.elsewhere.reshape(shape),
        place=(kept.corner[:, ::-1] * factor).reshape(*shape, 2),
        distance=factor * np.hypot(*(kept.corner - layout.corners).T).reshape(shape),
        look=kept.look.reshape(shape),
        side=layout.side * factor,
        reduction=factor,
        size=(encrypted.shape[0], encrypted.shape[1]),
    )
