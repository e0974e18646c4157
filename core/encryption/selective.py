"""Selective encryption of JPEG 2000: encode, change packets, decode."""

from collections.abc import Sequence

from core.encryption.base import Pixels
from core.encryption.jpeg2000 import (
    Codestream,
    Packet,
    decode,
    drop_packets,
    encode,
    encrypt_bodies,
    parse,
)
from core.encryption.jpeg2000.cipher import Choice
from core.encryption.keys import digest


def layered(
    pixels: Pixels,
    ratios: Sequence[float],
    *,
    progression: str = "LRCP",
) -> Codestream:
    """Encode at falling compression ratios, one quality layer each, and take apart."""
    return parse(encode(pixels, rates=ratios, progression=progression))


def show_encrypted(stream: Codestream, key: str, scheme: str, chosen: Choice) -> Pixels:
    """Decode a stream whose chosen packets are encrypted, as if it were a sound one."""
    return decode(encrypt_bodies(stream, digest(key, scheme), chosen))


def show_without(stream: Codestream, chosen: Choice) -> Pixels:
    """Decode a stream without the chosen packets."""
    return decode(drop_packets(stream, chosen))


def from_layer(first: int) -> Choice:
    """Choose the packets of a quality layer and of all later ones."""

    def chosen(packet: Packet) -> bool:
        return packet.layer >= first

    return chosen


def in_window(first: int, width: int) -> Choice:
    """Choose the packets of so many quality layers from a first one on."""

    def chosen(packet: Packet) -> bool:
        return first <= packet.layer < first + width

    return chosen


def above_resolution(last: int) -> Choice:
    """Choose the packets of all resolutions finer than a last one."""

    def chosen(packet: Packet) -> bool:
        return packet.resolution > last

    return chosen
