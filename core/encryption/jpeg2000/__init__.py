"""JPEG 2000 codestreams, packet by packet: read, encrypt, cut and rewrite.

Pillow turns pixels into a codestream and back; everything between the two is here.
"""

from core.encryption.jpeg2000.bits import CodestreamError
from core.encryption.jpeg2000.cipher import decrypt_bodies, encrypt_bodies
from core.encryption.jpeg2000.codec import decode, encode
from core.encryption.jpeg2000.codestream import Codestream, Tile, parse
from core.encryption.jpeg2000.packets import Contribution, Packet
from core.encryption.jpeg2000.rewrite import drop_packets, rebuild

__all__ = [
    "Codestream",
    "CodestreamError",
    "Contribution",
    "Packet",
    "Tile",
    "decode",
    "decrypt_bodies",
    "drop_packets",
    "encode",
    "encrypt_bodies",
    "parse",
    "rebuild",
]
