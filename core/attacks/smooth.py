"""Median filters, as in any photo editor."""

from functools import partial

from scipy.ndimage import median_filter

from core.attacks.base import Attack, Found
from core.image import Luma


def _look(luma: Luma) -> Found:
    """Anything can be smoothed."""
    del luma
    return Found()


def _apply(luma: Luma, found: Found, *, side: int) -> Luma:
    """Median of the surroundings of every pixel, mirrored at the border."""
    del found
    return median_filter(luma, side, mode="reflect")


def _say(found: Found, *, side: int) -> str:
    """Say how large the surroundings are."""
    del found
    return f"The median of {side} × {side} pixels. Nothing has to be found."


def _median(side: int, draws: int) -> Attack:
    """Return the attack with surroundings of some side."""
    return Attack(
        key=f"median-{side}",
        label=f"Median of {side} × {side}",
        does=f"Every pixel becomes the median of the {side} × {side} around it.",
        knows="Nothing. Any photo editor has it.",
        draws=draws,
        provenance="restated",
        citation=(
            "A. Said, Measuring the strength of partial encryption schemes, ICIP 2005 "
            "(error concealment of selectively encrypted pictures)"
        ),
        look=_look,
        make=partial(_apply, side=side),
        say=partial(_say, side=side),
    )


MEDIAN_5 = _median(5, draws=19)
MEDIAN_9 = _median(9, draws=1)
