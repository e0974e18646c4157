"""Recognizable information, the project's own index, as one of the table."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.image import DataRange, Luma
from core.indices.base import Index, Map, Score
from core.information.index import (
    KINDS,
    SHOWS,
    Information,
    evaluate,
    recognizable_information,
)
from core.information.octaves import OCTAVES
from core.information.plain import PlainSide, plain_side


def information(
    plain: ArrayLike | PlainSide,
    encrypted: ArrayLike,
    /,
    *,
    reduce: int | None = None,
    turn: bool = False,
    data_range: DataRange = None,
) -> Score:
    """Score `core.recognizable_information` with its grids and arrows.

    Parameters and errors are those of that function.

    Returns
    -------
    Score
        NRI, in [0, 1]; higher means less secure.
    """
    return as_score(
        recognizable_information(
            plain, encrypted, reduce=reduce, turn=turn, data_range=data_range
        )
    )


def against(plain: Luma) -> Callable[[Luma], float]:
    """Return the value as a function of the encrypted image."""
    side = plain_side(plain, data_range=255)
    return lambda encrypted: evaluate(side, encrypted).value


def as_score(found: Information) -> Score:
    """Value, maps, arrows and parts of a result that is at hand already."""
    kept, held = found.bits
    octaves = zip(OCTAVES, found.octaves, strict=True)
    return Score(
        value=found.value,
        maps=_maps(found),
        parts={
            **{name: float(share) for name, share in octaves if not np.isnan(share)},
            "value in place": found.value_in_place,
            "moved": found.moved,
            "blocks that show": float(found.shows.sum()),
            "blocks": float(found.shows.size),
            "bits kept": kept,
            "bits held": held,
            "reduction": float(found.reduction),
        },
        arrows=arrows(found),
    )


def arrows(found: Information) -> NDArray[np.float64]:
    """Arrows from the blocks that show elsewhere to where they do, strongest first.

    Returns
    -------
    NDArray
        (n, 4), y and x of the middle of the plain block, then of the window in the
        encrypted image, each cut at the edge of the image.
    """
    rows, columns = np.nonzero(found.where == 2)
    order = np.argsort(-found.contribution[rows, columns], kind="stable")
    rows, columns = rows[order], columns[order]
    block = np.stack([rows, columns], axis=1) * found.side
    window = found.place[rows, columns][:, ::-1]
    middles = [
        (corner + np.minimum(corner + found.side, found.size)) / 2
        for corner in (block, window)
    ]
    return np.concatenate(middles, axis=1)


def _maps(found: Information) -> dict[str, Map]:
    side, most = found.side, max(float(found.held.max()), 1.0)
    maps = {
        "share": Map(
            title="Share of the block's bits",
            array=found.share,
            low=0,
            high=1,
            side=side,
            reading=(
                "Share of the block's own bits that the encrypted picture still holds. "
                "A block without texture is blank."
            ),
        ),
        "contribution": Map(
            title="Contribution to the score",
            array=found.contribution,
            low=0,
            high=max(float(found.contribution.max()), 1 / found.contribution.size),
            side=side,
            reading="Share of each block in the score. The shares add up to 1.",
        ),
    }
    for name, grid in zip(OCTAVES, found.octave_share, strict=True):
        maps[name] = Map(
            title=f"Share of the {name} detail",
            array=grid,
            low=0,
            high=1,
            side=side,
            reading=(
                f"Share of the bits of the {name} of four octaves. A block without "
                "texture of that size is blank."
            ),
        )
    maps["bits"] = Map(
        title="Bits kept",
        array=found.kept,
        low=0,
        high=most,
        side=side,
        reading=f"Bits that are still held. More than {SHOWS:g} are no luck of noise.",
    )
    maps["held"] = Map(
        title="Bits to lose",
        array=found.held,
        low=0,
        high=most,
        side=side,
        reading="Bits of the plain block: what there is to lose.",
    )
    maps["where"] = Map(
        title="Where blocks show",
        array=found.where,
        low=0,
        high=len(KINDS) - 1,
        side=side,
        categories=KINDS,
        reading="Whether a block shows, and whether in its own place.",
    )
    maps["distance"] = Map(
        title="Distance to where it shows",
        array=np.where(found.where == 2, found.distance, np.nan),
        low=0,
        high=float(np.hypot(*found.size)),
        side=side,
        reading="Pixels from the block to its place. Other blocks are blank.",
    )
    return maps


INFORMATION = Index(
    key="information",
    label="Recognizable information",
    looks_at=(
        "How many of the plain blocks' bits the encrypted picture still holds, at four "
        "scales of detail, in their own place or anywhere else."
    ),
    trust=(
        "This project's own index, made for pictures of 512 pixels. Larger ones are "
        "averaged down first. It does not see negatives, turned or mirrored pictures, "
        "or shapes coarser than 32 pixels, and sees a faint copy better than people do."
    ),
    provenance="own definition",
    citation=(
        "Showthrough, docs/information.md; the channel after H. R. Sheikh, "
        "A. C. Bovik, Image information and visual quality, IEEE TIP 15(2) (2006), "
        "430-444, doi:10.1109/TIP.2005.859378"
    ),
    range=(0.0, 1.0),
    evaluate=information,
    against=against,
    chosen_on=(
        "its constants were chosen while looking at astronaut, camera, chelsea, "
        "coffee, rocket and a photograph of a motorcycle. None was fitted to human "
        "scores."
    ),
)
