"""Visits: a session that its visitor left ends, and what it held is free again.

Streamlit keeps such a session for a while, so that a broken network loses nothing; but
it looks for old ones only when the next visitor leaves. Whoever comes last would leave
uploads in the memory for ever.
"""

import time
from collections.abc import Callable

from explorer.store.uploads import GRACE


class Visits:
    """The sessions that there are, and when their visitors were last seen.

    Parameters
    ----------
    grace : float
        Seconds that a visitor may be away.
    """

    def __init__(self, grace: float = GRACE) -> None:
        self.grace = grace
        self._seen: dict[str, float] = {}
        self._empty: dict[str, Callable[[], None]] = {}

    def note(self, name: str, empty: Callable[[], None]) -> None:
        """Note that the visitor of a session is there.

        Parameters
        ----------
        name : str
            Of the session.
        empty : callable
            Frees what the session holds.
        """
        self._empty[name] = empty
        self._seen[name] = time.monotonic()

    def over(self, present: Callable[[str], bool]) -> dict[str, Callable[[], None]]:
        """Forget the sessions whose visitors have been away too long.

        Parameters
        ----------
        present : callable
            Whether the visitor of a session is there now.

        Returns
        -------
        dict of str to callable
            What empties each of them.
        """
        now = time.monotonic()
        left = {}
        for name in list(self._seen):
            if present(name):
                self._seen[name] = now
            elif now - self._seen[name] > self.grace:
                del self._seen[name]
                left[name] = self._empty.pop(name)
        return left


VISITS = Visits()
"""Those of this server."""
