"""What a lesson draws: the formula, its symbols, its pictures and its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, kw_only=True, slots=True)
class Illustration:
    """A drawing that belongs to symbols of the formula.

    Attributes
    ----------
    symbols : str
        Keys of the symbols it shows, separated by blanks; may be empty.
    along : str
        Keys of further symbols; it is highlighted with these too, as a part or a source.
    caption : str
        HTML under it.
    svg : str
        The drawing, with its text alternative.
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
    """Illustrations under one heading; `folded` ones stay closed until opened."""

    title: str
    pictures: tuple[Illustration, ...]
    folded: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """What a step shows beside its controls, because it changes with them.

    Attributes
    ----------
    large : Illustration
        The one large picture.
    sources : tuple of Illustration
        What it is made of, small.
    chart : Illustration, optional
        A drawing below.
    bars : str
        HTML of bars below, in place of a chart.
    """

    large: Illustration
    sources: tuple[Illustration, ...] = ()
    chart: Illustration | None = None
    bars: str = ""

    @property
    def pictures(self) -> tuple[Illustration, ...]:
        """All that it shows."""
        return (self.large, *self.sources, *((self.chart,) if self.chart else ()))


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
class LessonDrawing:
    """What a lesson draws on a case.

    Attributes
    ----------
    formula : tuple of str
        MathML, one equation a line.
    live : mapping
        From `explorer.learn.lessons.live`: what the browser recomputes the step from.
    in_numbers : bool
        Whether the formula has a line with its numbers already.
    aside : tuple of str
        MathML of equations that the first needs; they stand with its symbols.
    symbols : tuple of Symbol
        In the order of their colours.
    groups : tuple of Group
        The pictures.
    sums : tuple of str
        HTML, the equation with its numbers, one step a line; the result is bold.
    number : float
        What the equation gives with the settings in use.
    tried : float, optional
        What it would give with the controls as they stand, where they were moved.
    instead : str
        What was moved, in words: "σ = 520 instead of 2080".
    stage : Stage
        What is shown beside the controls. Pictures of the groups may be among it.
    """

    formula: tuple[str, ...]
    symbols: tuple[Symbol, ...]
    groups: tuple[Group, ...]
    sums: tuple[str, ...]
    stage: Stage
    number: float
    tried: float | None = None
    instead: str = ""
    aside: tuple[str, ...] = ()
    in_numbers: bool = False
    live: Mapping[str, object] = field(default_factory=dict)

    @property
    def result(self) -> str:
        """The line of the sums that gives the number of the step; "" without sums."""
        return next((line for line in self.sums if "<b>" in line), "")

    def without_values(self) -> "LessonDrawing":
        """The same without worked numbers and without the values of symbols."""
        symbols = tuple(replace(symbol, value="") for symbol in self.symbols)
        return replace(self, symbols=symbols, sums=(), tried=None, live={})
