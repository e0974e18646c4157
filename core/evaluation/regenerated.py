"""A benchmark out of the box: PEID's identified schemes on pictures at hand.

PEID's pictures and the scores of single images cannot be shipped. Its published mean
score of each scheme and level can, and six of its ten schemes were identified.
"""

from collections.abc import Mapping
from pathlib import Path

from numpy.typing import ArrayLike

from core.encryption.base import as_pixels
from core.encryption.published import PEID_MEANS
from core.evaluation.errors import EvaluationError
from core.evaluation.rows import (
    Database,
    ImageFile,
    Judged,
    Pixels,
    Readable,
    SchemeImage,
    Square,
)
from core.image import as_luma

IDENTIFIED = ("peid-01", "peid-02", "peid-03", "peid-06", "peid-07", "peid-09")
"""Schemes of PEID that are reconstructed, not stand-ins."""

SIDE = 512
"""Side of PEID's pictures, which its levels belong to (blocks of 4 to 256 pixels)."""


def regenerated(
    pictures: Mapping[str, Path | Readable | ArrayLike],
    *,
    side: int | None = SIDE,
) -> Database:
    """Encrypt pictures by PEID's identified schemes at all levels, when they are read.

    Parameters
    ----------
    pictures : mapping of str to path, Readable or array_like
        Plain images by name; the name is the encryption's key too.
    side : int, optional
        Crop to the central square and scale to this side; None leaves pictures as they
        are.

    Returns
    -------
    Database
        34 rows a picture, of the types enc01, enc02, enc03, enc06, enc07 and enc09. The
        score of each is the published mean over PEID's 20 pictures.

    Raises
    ------
    EvaluationError
        If there is no picture.
    """
    if not pictures:
        raise EvaluationError("expected at least one picture, got none")
    rows = []
    for name, given in pictures.items():
        image = _readable(name, given)
        plain = image if side is None else Square(image=image, side=side)
        rows.extend(
            Judged(
                plain=plain,
                encrypted=SchemeImage(
                    plain=plain, scheme=scheme, level=level, key=name
                ),
                score=score,
                type=scheme.replace("peid-", "enc"),
                picture=name,
                level=level,
            )
            for scheme in IDENTIFIED
            for level, score in enumerate(PEID_MEANS[scheme].visual_security, 1)
        )
    return Database(
        key="regenerated",
        name="Regenerated PEID schemes",
        rows=tuple(rows),
        meaning=(
            "Visual security, 0 unrecognisable to 6 as the plain picture: PEID's mean "
            "over its 20 pictures for each scheme and level. Higher means that more "
            "shows through"
        ),
        low=0.0,
        high=6.0,
        notes=(
            "Other pictures than PEID's, encrypted by six of its ten schemes as they "
            "were reconstructed. Nobody judged these very pictures: every picture has "
            "the mean score of its scheme and level, so that no index can reach 1.",
            "NQIQAPEI learnt from the sample pictures with these very scores: on them "
            "it is no fair comparison.",
        ),
    )


def _readable(name: str, given: Path | Readable | ArrayLike) -> Readable:
    if isinstance(given, Path):
        return ImageFile(path=given, whole=True)
    if isinstance(given, Readable):
        return given
    return Pixels(name=name, pixels=as_pixels(as_luma(given), data_range=255))
