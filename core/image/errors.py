"""What the door says: an error that a user can mend, and a notice."""


class ImageError(ValueError):
    """What a user can mend: says what was expected, what came and what to do."""


class ImageNotice(UserWarning):
    """What was left out or changed while a file was read (alpha, later frames, ...)."""
