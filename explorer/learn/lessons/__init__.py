"""The paper in eight steps, one file each: pure drawings of a `Case`."""

from explorer.learn.lessons import (
    appearance,
    degree,
    histogram,
    pooling,
    score,
    search,
    structure,
    weight,
)
from explorer.learn.lessons.lesson import Lesson

LESSONS: tuple[Lesson, ...] = (
    search.LESSON,
    appearance.LESSON,
    structure.LESSON,
    degree.LESSON,
    weight.LESSON,
    pooling.LESSON,
    histogram.LESSON,
    score.LESSON,
)
"""Step n draws Eq. n, in the paper's order."""
