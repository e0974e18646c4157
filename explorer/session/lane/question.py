"""What a page asks by the lane: [7, {"gamma": 5.25}], a number and moved constants.

Nothing in it is believed. A value that no slider can have is refused: exponents that
have no compiled kernel, for one, would keep a processor busy for a second.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from core.recognizability.parameters import CONSTANTS
from explorer.pair.link_fields import number

LONGEST = 200
"""Characters of a question."""

_LARGEST = 2**31


class Refused(Exception):  # noqa: N818 - ends a socket
    """No page of ours asks this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question that is well formed.

    Attributes
    ----------
    count : int
        Comes back with the answer.
    constants : mapping
        Values of the constants that were moved, by name.
    """

    count: int
    constants: Mapping[str, float]


def read(text: str) -> Question:
    """Read a question.

    Raises
    ------
    Refused
        If it is longer, of another form, or asks for what no slider can be moved to.
    """
    if len(text) > LONGEST:
        raise Refused("too long")
    try:
        count, constants = json.loads(text)
        names = set(constants)
        values = [constants[name] for name in names]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise Refused("malformed") from error
    if not (_whole(count) and 0 <= count < _LARGEST and isinstance(constants, dict)):
        raise Refused("malformed")
    if not names or not names <= set(CONSTANTS):
        raise Refused("not a constant")
    if not all(_reachable(*each) for each in zip(names, values, strict=True)):
        raise Refused("not a place of the slider")
    return Question(count=count, constants={k: float(v) for k, v in constants.items()})


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _reachable(name: str, value: object) -> bool:
    """Whether a slider of Explore can set a constant to a value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    field = number(name)
    if not math.isfinite(value) or not field.low <= value <= field.high:
        return False
    steps = (value - field.low) / (field.fine or field.step)
    return abs(steps - round(steps)) < 1e-6
