"""What each visitor looks at, by a token that only their page knows.

A request names neither pictures nor files, so nobody can ask for what another visitor
has, whatever they send.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.recognizability.form import Form
from core.recognizability.parameters import Parameters
from explorer.pair.sources import Source
from explorer.theme.overlays import OverlayKey


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Seen:
    """What a page shows, beside the constants that are being moved.

    Attributes
    ----------
    plain, encrypted : Source
        The pair, of one size.
    form : Form
        Constants, parts and readings, as of the page's last run.
    overlay : str
        Key of what is laid over both pictures.
    point : tuple of float, optional
        The pin: (x, y) in pixels of the plain picture.
    epoch : int
        Count of the links that were followed.
    """

    plain: Source
    encrypted: Source
    form: Form
    overlay: OverlayKey
    point: tuple[float, float] | None = None
    epoch: int = 0

    @property
    def scene(self) -> tuple[object, ...]:
        """All that an answer depends on beside the constants and the pin.

        A number of one scene must not be drawn in another.
        """
        form = replace(self.form, parameters=Parameters())
        size = self.form.parameters.alpha if self.form.in_pixels else None
        pair = self.plain.identity, self.encrypted.identity
        return *pair, form, size, self.overlay, self.epoch


def _nothing() -> None:
    """End no socket: none is open."""


@dataclass(kw_only=True, slots=True)
class Visit:
    """One visitor's page.

    Attributes
    ----------
    seen : Seen, optional
        What it shows; None while it shows nothing that a lane could follow.
    number : int
        Of the scene; grows with each other one.
    end : callable
        Ends the socket that is open, whoever calls it.
    """

    seen: Seen | None = None
    number: int = 0
    end: Callable[[], None] = _nothing


class Visits:
    """The visits that there are, by token; safe to use from several threads."""

    def __init__(self) -> None:
        self._visits: dict[str, Visit] = {}
        self._lock = threading.Lock()

    def begin(self) -> str:
        """Begin a visit and return its token, of 128 random bits."""
        token = secrets.token_urlsafe(16)
        self._visits[token] = Visit()
        return token

    def show(self, token: str, seen: Seen | None) -> int:
        """Note what a visit's page shows now; return the number of the scene."""
        with self._lock:
            visit = self._visits.get(token)
            if visit is None:
                return 0
            known = visit.seen.scene if visit.seen else None
            if seen is None or seen.scene != known:
                visit.number += 1
            visit.seen = seen
            return visit.number

    def now(self, token: str) -> tuple[Seen | None, int]:
        """Return what a visit's page shows, and the number of the scene."""
        with self._lock:
            visit = self._visits.get(token)
            return (visit.seen, visit.number) if visit else (None, 0)

    def open(self, token: str, end: Callable[[], None]) -> bool:
        """Open a visit's socket, in place of one that is open; False if there is none.

        A visit that shows nothing at the moment has one, too: a visitor may leave a
        page before its socket is there. Each question finds out what is shown.

        Parameters
        ----------
        token : str
            Of the visit.
        end : callable
            Ends the socket, on any thread.
        """
        with self._lock:
            visit = self._visits.get(token)
            if visit is None:
                return False
            before, visit.end = visit.end, end
        before()
        return True

    def ended(self, token: str, end: Callable[[], None]) -> None:
        """Note that a socket is closed, unless another is open by now."""
        with self._lock:
            visit = self._visits.get(token)
            if visit and visit.end is end:
                visit.end = _nothing

    def close(self, token: str) -> None:
        """End a visit: its pictures are let go of and its socket is closed."""
        with self._lock:
            visit = self._visits.pop(token, None)
        if visit:
            visit.end()


VISITS = Visits()
"""Those of this server."""
