"""Encryption of packet bodies that keeps every length and makes no marker.

A decoder reads the encrypted stream as a sound one. The bytes of code-blocks never hold
a pair above FF 8F; so 0xFF stays where it is, the byte after it moves inside 00..8F,
and any other byte inside 00..FE.
"""

import hashlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.encryption.jpeg2000.bits import CodestreamError
from core.encryption.jpeg2000.codestream import Codestream
from core.encryption.jpeg2000.packets import Packet

Choice = Callable[[Packet], bool]


def encrypt_bodies(stream: Codestream, key: bytes, chosen: Choice) -> bytes:
    """Encrypt the bodies of the chosen packets.

    Parameters
    ----------
    stream : Codestream
        Not modified.
    key : bytes
        Secret of any length; packet number n is encrypted with the bytes of
        SHAKE-256(key, n).
    chosen : callable
        Says of a packet whether it is encrypted.

    Returns
    -------
    bytes
        A codestream of the same length, with the same packets at the same places.

    Raises
    ------
    CodestreamError
        If a chosen packet holds a marker among its bytes.
    """
    return _moved(stream, key, chosen, 1)


def decrypt_bodies(stream: Codestream, key: bytes, chosen: Choice) -> bytes:
    """Undo `encrypt_bodies` with the same key and choice, byte for byte."""
    return _moved(stream, key, chosen, -1)


def _moved(stream: Codestream, key: bytes, chosen: Choice, direction: int) -> bytes:
    """Add or subtract the keystream in the chosen packets."""
    data = np.frombuffer(stream.data, np.uint8).copy()
    for number, packet in enumerate(stream.packets):
        if packet.end > packet.body and chosen(packet):
            body = data[packet.body : packet.end]
            secret = hashlib.shake_256(key + number.to_bytes(8, "big"))
            keystream = np.frombuffer(secret.digest(2 * body.size), ">u2")
            _move(body, keystream, direction, packet.body)
    return data.tobytes()


def _move(
    body: NDArray[np.uint8], keystream: NDArray[np.uint16], direction: int, at: int
) -> None:
    """Move the bytes of a packet body along, in place."""
    ends = body == 0xFF
    # The states below are the same before and after, as 0xFF neither comes nor goes:
    # that makes the walk invertible and lets it run on whole arrays.
    follows = np.zeros_like(ends)
    follows[1:] = ends[:-1]
    if np.any(body[follows] > 0x8F):
        raise CodestreamError(
            f"expected code-block bytes without a marker in the packet at byte {at}, "
            "got one"
        )
    # Sixteen bits for each byte, so that the remainders are nearly equally likely.
    modulus = np.where(follows, 0x90, 0xFF)
    moved = (body + direction * keystream.astype(np.int64)) % modulus
    body[...] = np.where(ends, body, moved)
