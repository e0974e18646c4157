"""What a lesson is made of: its words, its controls, its drawing and its question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from explorer.learn.lessons.case import Case
from explorer.learn.lessons.drawing import LessonDrawing
from explorer.learn.lessons.trial import Control


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Number of the option that is right on this case, and what happened; Markdown."""

    right: int
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Something to guess; the answer is computed on the case.

    `of_pair` says whether another pair may have another answer; `needs_text`, whether
    the question is not understood without the two lines of the step. Else it comes
    before them, because they answer it.
    """

    words: str
    options: tuple[str, ...]
    answer: Callable[[Case], Answer]
    of_pair: bool = True
    needs_text: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A small example made for a lesson, which shows all of its equation.

    Attributes
    ----------
    control : Control
        What can be moved.
    draw : callable
        (case, value of the control by its name) -> HTML; the pair is not looked at.
    title : str
        Its heading, below the visitor's own pair.
    """

    control: Control
    draw: Callable[[Case, Mapping[str, float]], str]
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """One equation of the paper.

    Attributes
    ----------
    name, title : str
        On its button, and over it.
    asks : str
        Markdown: what the equation asks, in two lines.
    more : str
        Markdown: how it goes about that, for those who want to know.
    quantity : str
        Name of the number that it computes, as MathML.
    word : str
        What that is, in words.
    controls : tuple of Control
        What can be tried.
    draw : callable
        (case, values of the controls by name) -> the lesson.
    question : Question
        To be answered before the answer is shown.
    readings : tuple of str
        Keys of the readings that it depends on.
    example : Example, optional
        Drawn below the pair.
    """

    name: str
    title: str
    asks: str
    more: str
    quantity: str
    word: str
    controls: tuple[Control, ...]
    draw: Callable[[Case, Mapping[str, float]], LessonDrawing]
    question: Question
    readings: tuple[str, ...]
    example: Example | None = None

    @property
    def moving(self) -> tuple[Control, ...]:
        """Everything that can be moved on the lesson's page."""
        return (*((self.example.control,) if self.example else ()), *self.controls)


def direction(before: float, after: float) -> int:
    """0 where a number grew, 1 where it fell, 2 where it stayed, to 4 decimals."""
    if abs(after - before) < 5e-5:
        return 2
    return 0 if after > before else 1
