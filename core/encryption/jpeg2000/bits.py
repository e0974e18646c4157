"""Bits of a packet header, with JPEG 2000's bit stuffing (ISO/IEC 15444-1, B.10.1).

After a byte 0xFF the next byte has only seven bits of its own, its top bit is 0: so no
header can hold a marker.
"""

from core.image import ImageError


class CodestreamError(ImageError):
    """A JPEG 2000 codestream that is damaged, cut short or of a kind not read here."""


class BitReader:
    """Bits of `data[position:end]`, the most significant of each byte first."""

    __slots__ = ("_byte", "_data", "_end", "_left", "position")

    def __init__(self, data: bytes, position: int, end: int) -> None:
        self.position = position
        self._data = data
        self._end = end
        self._byte = 0
        self._left = 0

    def bit(self) -> int:
        """Next bit."""
        if self._left == 0:
            self._next_byte()
        self._left -= 1
        return self._byte >> self._left & 1

    def bits(self, count: int) -> int:
        """Next `count` bits as one number."""
        value = 0
        for _ in range(count):
            value = value << 1 | self.bit()
        return value

    def align(self) -> int:
        """Drop the rest of the byte and a stuffed one; return the position."""
        if self._byte == 0xFF:
            self._next_byte()
        self._left = 0
        return self.position

    def _next_byte(self) -> None:
        if self.position >= self._end:
            raise CodestreamError(
                f"expected more of a packet header at byte {self.position}, "
                "got the end of its tile"
            )
        stuffed = self._byte == 0xFF
        self._byte = self._data[self.position]
        if stuffed and self._byte > 0x7F:
            raise CodestreamError(
                "expected a byte under 0x80 after 0xFF in the packet header at byte "
                f"{self.position}, got 0x{self._byte:02X}"
            )
        self._left = 7 if stuffed else 8
        self.position += 1


class BitWriter:
    """The inverse of BitReader."""

    __slots__ = ("_bytes", "_left", "_pending")

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._pending = 0
        self._left = 8

    def bit(self, bit: int) -> None:
        """Append a bit."""
        self._left -= 1
        self._pending |= bit << self._left
        if self._left == 0:
            self._flush()

    def bits(self, value: int, count: int) -> None:
        """Append the `count` low bits of a number."""
        for shift in range(count - 1, -1, -1):
            self.bit(value >> shift & 1)

    def finish(self) -> bytes:
        """Fill the last byte with zeros and return all bytes."""
        # A last 0xFF has left seven bits: they make the zero byte that must follow it.
        if self._left != 8:
            self._flush()
            if self._bytes[-1] == 0xFF:
                self._flush()
        return bytes(self._bytes)

    def _flush(self) -> None:
        self._bytes.append(self._pending)
        self._left = 7 if self._pending == 0xFF else 8
        self._pending = 0
