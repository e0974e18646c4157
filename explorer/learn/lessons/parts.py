"""What a lesson is made of: the case it looks at, its pictures, symbols and questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.image import Luma
from core.recognizability.blocks import fit_to_grid, split
from core.recognizability.index import Recognizability
from core.recognizability.parameters import Constant
from explorer.pair.link_fields import number

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Case:
    """A pair of images, what the index says of it, and the block a lesson opens.

    Attributes
    ----------
    result : Recognizability
        Of this pair.
    plain, encrypted : NDArray
        (H, W), luma in [0, 255].
    block : int
        Index of the plain block.
    pictures, edges : tuple of str
        Addresses of both images and of their edge maps: plain, encrypted.
    shelve : callable
        Pixels -> address of a picture of them.
    noise : callable
        Scores of the encrypted pixels in random order, with the settings of `result`.
    spoilers : bool
        Whether numbers of the pair are shown, or left to be found out.
    worked : bool
        Whether results are worked out from them.
    """

    result: Recognizability
    plain: Luma
    encrypted: Luma
    block: int
    pictures: tuple[str, str]
    edges: tuple[str, str]
    shelve: Callable[[Pixels], str]
    noise: Callable[[], Sequence[float]]
    spoilers: bool = True
    worked: bool = True

    def revealed(self, words: str) -> str:
        """Words with a number of this pair in them; none where numbers are hidden."""
        return words if self.spoilers else ""

    @property
    def match(self) -> int:
        """Index of the encrypted block that is shown as the block's match b_e*."""
        return int(self.result.shown.ravel()[self.block])

    @property
    def sim_a(self) -> float:
        """Appearance of the block and its match, Eq. 2."""
        return float(self.result.sim_a[self.block, self.match])

    @property
    def sim_s(self) -> float:
        """Structure of the block and its match, Eq. 3."""
        return float(self.result.sim_s[self.block, self.match])

    def own(self, values: NDArray[np.floating]) -> float:
        """The block's value out of those of all blocks (M, N)."""
        return float(values.ravel()[self.block])

    def cut(self, image: NDArray[np.floating], index: int) -> NDArray[np.floating]:
        """One block (l, l) of an image (H, W)."""
        side = self.result.side
        return split(fit_to_grid(image, side, self.result.form.border), side)[index]

    def place(self, index: int) -> str:
        """Where a block is, in words; counted from 1."""
        row, column = divmod(index, self.result.degree.shape[1])
        return f"row {row + 1}, column {column + 1}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Values of a control: its ends, its step, and the value that is in use."""

    low: float
    high: float
    step: float
    own: float

    @property
    def mark(self) -> float:
        """The value in use, where the control can stand."""
        steps = round((self.own - self.low) / self.step)
        value = round(self.low + steps * self.step, 9)
        return min(max(value, self.low), self.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """Something to try in a lesson; what it shows is never taken over by Explore.

    Attributes
    ----------
    name : str
        In `tried` of `Lesson.draw`; the value there is the one in use unless moved.
    label, about : str
        What it moves, and one line of help.
    span : callable
        Case -> its range.
    origin : str
        What the value in use is called under the track.
    decimals : int
        Digits shown behind the point.
    result : bool
        Whether the value in use is a number of the pair, and not a setting.
    """

    name: str
    label: str
    about: str
    span: Callable[[Case], Range]
    origin: str = "in use"
    decimals: int = 2
    result: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A drawing that belongs to symbols of the formula.

    Attributes
    ----------
    symbols : str
        Keys of the symbols it shows, parted by blanks; may be empty.
    along : str
        Keys of further symbols that it lights up with, as a part or a source of them.
    caption : str
        HTML under it.
    svg : str
        The drawing; says itself what it shows.
    wide : bool
        A chart or a whole image, not a block.
    large : bool
        A block in which single pixels matter.
    """

    symbols: str
    caption: str
    svg: str
    along: str = ""
    wide: bool = False
    large: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Pictures that belong together, under one heading; folded away until opened."""

    title: str
    pictures: tuple[Picture, ...]
    folded: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Symbol:
    """A symbol of the formula: how it is written, what it is, its value here.

    Without a key it has no picture of its own, and no colour.
    """

    key: str
    mathml: str
    meaning: str
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A lesson on a case.

    Attributes
    ----------
    formula : tuple of str
        MathML, one equation a line.
    symbols : tuple of Symbol
        In the order of their colours.
    groups : tuple of Group
        The pictures.
    sums : tuple of str
        HTML, the equation with its numbers, one step a line; the last is the result.
    number : float
        What the equation gives with the settings in use.
    tried : float, optional
        What it would give with the controls as they stand, where they were moved.
    instead : str
        What was moved, in words: "σ = 520 instead of 2080".
    lead : tuple of str, optional
        HTML of what the controls change at once, right under them: a figure, and what
        stands beside it before the formula.
    """

    formula: tuple[str, ...]
    symbols: tuple[Symbol, ...]
    groups: tuple[Group, ...]
    sums: tuple[str, ...]
    number: float
    tried: float | None = None
    instead: str = ""
    lead: tuple[str, str] | None = None

    def without_values(self) -> "Drawn":
        """The lesson with no number worked out, and no symbol's value."""
        symbols = tuple(replace(symbol, value="") for symbol in self.symbols)
        return replace(self, symbols=symbols, sums=(), tried=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Which option came true on this case, and what happened; Markdown."""

    right: int
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Something to predict; the answer is computed on the case.

    `about` begins the verdict on an option that did not come true.
    """

    words: str
    options: tuple[str, ...]
    answer: Callable[[Case], Answer]
    about: str = "On this pair, another"


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A small case made for a lesson, on which all of its equation is seen.

    Attributes
    ----------
    control : Control
        What can be moved.
    draw : callable
        (case, value of the control by its name) -> HTML; of the case only how it draws.
    then : str
        Heading of the visitor's own pair, which comes after it and the question.
    """

    control: Control
    draw: Callable[[Case, Mapping[str, float]], str]
    then: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """One equation of the paper.

    Attributes
    ----------
    name, title : str
        On its button, and over it.
    asks : str
        Markdown: what the equation asks, and what is seen.
    quantity : str
        The number that it ends with, as MathML.
    controls : tuple of Control
        What can be tried.
    draw : callable
        (case, values of the controls by name) -> the lesson.
    question : Question
        To be answered before the reveal.
    readings : tuple of str
        Keys of the readings that it stands on.
    example : Example, optional
        Comes first.
    """

    name: str
    title: str
    asks: str
    quantity: str
    controls: tuple[Control, ...]
    draw: Callable[[Case, Mapping[str, float]], Drawn]
    question: Question
    readings: tuple[str, ...]
    example: Example | None = None

    @property
    def moving(self) -> tuple[Control, ...]:
        """Everything that can be moved on the lesson's page."""
        return (*((self.example.control,) if self.example else ()), *self.controls)


def constant_range(case: Case, name: Constant) -> Range:
    """Range of a constant of the index, as its slider has it."""
    field = number(name)
    own = getattr(case.result.form.parameters, name)
    return Range(low=field.low, high=field.high, step=field.step, own=own)


def changed(value: float, span: Range) -> bool:
    """Whether a control was moved away from the value in use."""
    return abs(value - span.mark) > span.step / 2


def counted(number: int, noun: str) -> str:
    """Number of things, in words: "1 block", "2 blocks"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def instead(moved: Mapping[str, bool]) -> str:
    """What was moved, of all that can be: `Drawn.instead` of several controls."""
    return " and ".join(words for words, is_moved in moved.items() if is_moved)


def direction(before: float, after: float) -> int:
    """0 where a number grew, 1 where it fell, 2 where it stayed, to 4 decimals."""
    if abs(after - before) < 5e-5:
        return 2
    return 0 if after > before else 1
