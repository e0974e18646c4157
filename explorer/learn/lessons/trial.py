"""What can be tried in a lesson: its controls, and which of them were moved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.recognizability.parameters import Constant
from explorer.learn.lessons.case import Case
from explorer.pair.link_fields import number


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Values of a control: its ends, its step, and the value that the index uses."""

    low: float
    high: float
    step: float
    in_use: float

    @property
    def mark(self) -> float:
        """The value in use, rounded to a step and moved inside the ends."""
        steps = round((self.in_use - self.low) / self.step)
        value = round(self.low + steps * self.step, 9)
        return min(max(value, self.low), self.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """Something to try in a lesson; Explore keeps its own value.

    Attributes
    ----------
    name : str
        Key in `tried` of `Lesson.draw`, whose value is the one in use unless moved.
    label, about : str
        What it moves, and one line of help.
    span : callable
        Case -> its range.
    origin : str
        What the mark of the value in use is called under the track.
    decimals : int
        Digits shown after the point.
    result : bool
        Whether the value in use is a number of the pair, and not a setting.
    unit : str
        What a screen reader says after the value: "pixels to the right".
    """

    name: str
    label: str
    about: str
    span: Callable[[Case], Range]
    origin: str = "in use"
    decimals: int = 2
    result: bool = False
    unit: str = ""


def constant_range(case: Case, name: Constant) -> Range:
    """Range of a constant of the index, as its slider has it."""
    field = number(name)
    own = getattr(case.result.form.parameters, name)
    return Range(low=field.low, high=field.high, step=field.step, in_use=own)


def changed(value: float, span: Range) -> bool:
    """Whether a control was moved away from the value in use."""
    return abs(value - span.mark) > span.step / 2


def instead(moved: Mapping[str, bool]) -> str:
    """Join the words of those controls that were moved, for `LessonDrawing.instead`."""
    return " and ".join(words for words, is_moved in moved.items() if is_moved)
