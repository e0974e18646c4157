"""What the door says: an error that a user can mend, and a notice."""

LONGEST = 400
"""Most characters of a message: names come from files and may have any length."""


def shortened(said: str) -> str:
    """Return a message, its middle left out where it is longer than `LONGEST`.

    Examples
    --------
    >>> len(shortened("x" * 1000)), shortened("a short one")
    (400, 'a short one')
    """
    if len(said) <= LONGEST:
        return said
    kept = LONGEST - 3
    return f"{said[: kept // 2]}...{said[-(kept - kept // 2) :]}"


class ImageError(ValueError):
    """What a user can mend: says what was expected, what came and what to do.

    A message has at most 400 characters.
    """

    def __init__(self, said: object = "") -> None:
        super().__init__(shortened(str(said)))


class ImageNotice(UserWarning):
    """What was left out or changed while a file was read (alpha, later frames, ...)."""
