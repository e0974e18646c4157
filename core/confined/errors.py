"""Why a file could not be parsed in a process of its own."""


class ConfinedError(Exception):
    """A file that was refused, or that ended the process that parsed it.

    Attributes
    ----------
    kind : str
        "died" (crashed, took too long, or answered too much), "memory", "nesting",
        "cells", "entries", "damaged", "unsupported", "missing", "too large", "locked"
        or "unreadable".
    why : str
        What the library says; for "died" a clause of ours.
    """

    def __init__(self, kind: str, why: str = "") -> None:
        super().__init__(kind, why)
        self.kind, self.why = kind, why
