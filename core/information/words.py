"""Recognizable information in sentences, for people."""

import numpy as np

from core.information.index import Information
from core.information.plain import PlainSide

LUCK = 1.2
"""How much a search adds to the score of noise in place, about."""

_AMOUNTS = (
    (0.01, "no"),
    (0.05, "traces of"),
    (0.3, "some"),
    (0.8, "much of the"),
    (np.inf, "nearly all the"),
)


def summary(found: Information, above_noise: bool) -> str:
    """Say how much is kept, of what, and where.

    Parameters
    ----------
    found : Information
        From `core.recognizable_information`.
    above_noise : bool
        Whether it is above all draws of `core.noise_baseline`.
    """
    if not above_noise:
        return "Keeps no more of the picture than noise would."
    finest, fine, medium, coarse = found.octaves
    shapes, detail = _amount(medium, coarse), _amount(finest, fine)
    keeps = f"Keeps {percent(found.value)} of the picture's information."
    if shapes == detail == "no":
        return f"{keeps} Neither coarse shapes nor fine detail."
    if shapes == detail:
        kept = f"{shapes} coarse shapes and fine detail"
    else:
        kept = f"{shapes} coarse shapes, {detail} fine detail"
    return f"{keeps} {kept.capitalize()}, {_places(found)}."


def thumbnail_words(small: Information | None) -> str:
    """Say that more shows in a thumbnail, from `thumbnail.thumbnail`; "" if not."""
    if small is None:
        return ""
    return f"More shows in a thumbnail, which keeps {percent(small.value)} of its own."


def percent(share: float) -> str:
    """Write a share in percent, with two significant digits: "8.7 %"."""
    if share <= 0:
        return "0 %"
    value = float(f"{100 * share:.2g}")
    decimals = max(0, 1 - int(np.floor(np.log10(value))))
    return f"{value:.{decimals}f} %"


def noise_expected(plain: PlainSide) -> float:
    """Score of noise on a picture, about, without a draw; see `core.noise_baseline`.

    Within 8 % of the mean of grey noise on nine pictures, and half of it where the
    encrypted image has few grey levels.
    """
    whole = plain.message.sum(axis=0)
    textured = whole > 0
    blocks = (plain.message > 0).sum(axis=0)[textured]
    luck = blocks / (4 * plain.size[textured] * np.log(2) * whole[textured])
    return LUCK * float(luck.mean()) if textured.any() else 0.0


def _amount(*shares: float) -> str:
    """Say how much of one kind of detail is kept; NaN is detail that nobody has."""
    known = [share for share in shares if not np.isnan(share)]
    mean = float(np.mean(known)) if known else 0.0
    return next(word for limit, word in _AMOUNTS if mean < limit)


def _places(found: Information) -> str:
    """Say where the blocks that show are."""
    if found.moved < 0.1:
        return "in place"
    if found.moved <= 0.6:
        return "partly in other places"
    distance = float(np.median(found.distance[found.elsewhere]))
    return f"in other places, {distance:.0f} pixels away"
