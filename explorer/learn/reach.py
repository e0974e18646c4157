"""Whether others can open a link: the address by which a class reaches this server."""

import socket
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from explorer.store.uploads import is_loopback

_ELSEWHERE = ("192.0.2.1", 9)  # an address for examples: nothing is ever sent to it


def own_address() -> str:
    """Address of this machine among its neighbours; "" where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def reachable(
    address: str, listens: str | None, own: Callable[[], str] = own_address
) -> str:
    """Return an address that others can open; "" where the server hears nobody else.

    Parameters
    ----------
    address : str
        The page's own.
    listens : str, optional
        Address that the server listens on; None for all.
    own : callable
        Address of this machine among its neighbours.
    """
    if is_loopback(listens):
        return ""
    parts = urlsplit(address)
    if not is_loopback(parts.hostname):
        return address
    other = own()
    if not other or other.startswith("127."):
        return ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{other}{port}"))
