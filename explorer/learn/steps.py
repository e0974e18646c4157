"""The places of Learn: the look, the eight steps, the end, and attacks after it."""

from explorer.learn.lessons import LESSONS

LOOK, END = 0, len(LESSONS) + 1
"""Numbers of the first and the last place; between them step n is about Eq. n."""

MACHINE = END + 1
"""Number of the lesson on attacks, after the end, which old links know as 9."""

MINUTES = 1.5
"""A guess of how long a step takes a reader."""


def name_of(place: int) -> str:
    """Short name of a place, with its number where it is a step."""
    if place == LOOK:
        return "Look"
    if place == MACHINE:
        return "Attacks"
    return "End" if place == END else f"{place} {LESSONS[place - 1].name}"


def title_of(place: int) -> str:
    """Heading of a place."""
    if place == LOOK:
        return "What do you see?"
    if place == END:
        return "You worked out the score yourself."
    if place == MACHINE:
        return "What tests and scores do not tell you"
    return f"{place}. {LESSONS[place - 1].title}"


def progress(place: int) -> str:
    """How much is done at a place, and about how long the rest takes."""
    if place == LOOK:
        return "Guess, or go on"
    if place == MACHINE:
        return "One thing more"
    done = min(place, len(LESSONS))
    left = round((len(LESSONS) - done) * MINUTES)
    rest = f", about {left} minutes left" if left else ""
    return f"{done} of {len(LESSONS)}{rest}"
