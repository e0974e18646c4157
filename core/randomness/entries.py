"""The table of a cipher's numbers: each with its ideal and its test."""

from dataclasses import dataclass

import numpy as np

from core.randomness.people import RANK_CORRELATION

SAYS = (
    "These numbers test randomness and diffusion. They do not tell what an eye, or an "
    "attack, finds."
)


LEVELS = (0.05, 0.01, 0.001)
"""Significance levels of critical values."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One number of the table.

    Attributes
    ----------
    key, label : str
        Name in tables, and for people.
    value : float
        NaN where it is not defined.
    unit : str
        "", "%" or "dB".
    ideal : float, optional
        What a perfect cipher has on average.
    p : float, optional
        Chance that a perfect cipher is as far from the ideal, in [0, 1].
    critical : tuple of tuple of float
        Lowest and highest value that pass at each level of `LEVELS`; empty where there
        are none.
    note : str
        Anything that has to be said of it.
    """

    key: str
    label: str
    value: float
    unit: str = ""
    ideal: float | None = None
    p: float | None = None
    critical: tuple[tuple[float, float], ...] = ()
    note: str = ""

    @property
    def accepted(self) -> tuple[float, float] | None:
        """Lowest and highest value that pass at 5 %, None where there are none."""
        return self.critical[0] if self.critical else None

    @property
    def people(self) -> float | None:
        """Rank correlation with people's scores, in [-1, 1]; None where not known."""
        return RANK_CORRELATION.get(self.key)

    @property
    def verdict(self) -> str:
        """Whether it passes at 5 %, in words; "" where there is no test."""
        if np.isnan(self.value):
            return "not defined"
        if self.accepted is not None:
            low, high = self.accepted
            return "passes at 5 %" if low <= self.value <= high else "fails at 5 %"
        if self.p is not None:
            return "passes at 5 %" if self.p >= 0.05 else "fails at 5 %"
        return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """The table of one cipher.

    Attributes
    ----------
    channels : tuple of str
        "grey", or "R", "G", "B".
    entries : tuple of tuple of Entry
        The entries of each channel.
    missing : tuple of str
        What could not be computed, and what it needs.
    """

    channels: tuple[str, ...]
    entries: tuple[tuple[Entry, ...], ...]
    missing: tuple[str, ...]

    def entry(self, key: str, channel: int = 0) -> Entry:
        """Return one entry by its key.

        Raises
        ------
        KeyError
            If there is no such entry.
        """
        for entry in self.entries[channel]:
            if entry.key == key:
                return entry
        raise KeyError(key)

    @property
    def tests(self) -> tuple[int, int]:
        """How many tests pass at 5 %, and how many there are.

        Of 20 true tests at 5 % one fails by chance.
        """
        # Entropy and chi-square are one test.
        words = [
            entry.verdict
            for channel in self.entries
            for entry in channel
            if entry.key != "entropy"
        ]
        passed = words.count("passes at 5 %")
        return passed, passed + words.count("fails at 5 %")
