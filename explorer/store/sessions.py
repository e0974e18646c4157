"""Sessions end some time after their visitors left: what they hold is free again.

Streamlit keeps such a session for a while, so that a broken network loses nothing; but
it looks for old ones only when the next visitor leaves. The session of the last visitor
would keep its uploads in memory for ever.
"""

import time
from collections.abc import Callable

GRACE = 120.0
"""Seconds that a visitor may be away: a session can be resumed."""


class Sessions:
    """The sessions that there are, and when their visitors were last seen.

    Parameters
    ----------
    grace : float
        Seconds that a visitor may be away.
    """

    def __init__(self, grace: float = GRACE) -> None:
        self.grace = grace
        self._seen: dict[str, float] = {}
        self._end: dict[str, Callable[[], None]] = {}

    def note(self, name: str, end: Callable[[], None]) -> None:
        """Note that the visitor of a session is there.

        Parameters
        ----------
        name : str
            Of the session.
        end : callable
            Frees what the session holds.
        """
        self._end[name] = end
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
            What ends each of them.
        """
        now = time.monotonic()
        left = {}
        for name in list(self._seen):
            if present(name):
                self._seen[name] = now
            elif now - self._seen[name] > self.grace:
                del self._seen[name]
                left[name] = self._end.pop(name)
        return left


SESSIONS = Sessions()
"""Those of this server."""
