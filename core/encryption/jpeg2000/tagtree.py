"""Tag trees: how packet headers code a grid of numbers (ISO/IEC 15444-1, B.10.2).

Every node holds the least number below it. A number is written bit by bit, from the
root down, and only as far as the reader needs it.
"""

from collections.abc import Sequence

from core.encryption.jpeg2000.bits import BitReader, BitWriter

_UNKNOWN = 1 << 30


class TagTree:
    """Tag tree over a grid of columns × rows leaves, counted row by row.

    Made with `values` it writes, without it reads.
    """

    __slots__ = ("_leaves", "_low", "_parent", "_told", "_value")

    def __init__(
        self, columns: int, rows: int, values: Sequence[int] | None = None
    ) -> None:
        self._leaves = columns * rows
        self._parent = _parents(columns, rows)
        self._low = [0] * len(self._parent)
        self._told = [False] * len(self._parent)
        self._value = [_UNKNOWN] * len(self._parent)
        if values is not None:
            self._value[: self._leaves] = values
            # Parents come after their children: one pass carries the minima to the top.
            for node, parent in enumerate(self._parent):
                if parent >= 0:
                    self._value[parent] = min(self._value[parent], self._value[node])

    def read(self, reader: BitReader, leaf: int, threshold: int) -> bool:
        """Read until it is known whether the leaf's number is below the threshold."""
        low = 0
        for node in self._path(leaf):
            low = max(low, self._low[node])
            while low < threshold and low < self._value[node]:
                if reader.bit():
                    self._value[node] = low
                else:
                    low += 1
            self._low[node] = low
        return self._value[leaf] < threshold

    def write(self, writer: BitWriter, leaf: int, threshold: int) -> None:
        """Write what `read` with the same arguments reads."""
        low = 0
        for node in self._path(leaf):
            low = max(low, self._low[node])
            while low < threshold:
                if low >= self._value[node]:
                    if not self._told[node]:
                        writer.bit(1)
                        self._told[node] = True
                    break
                writer.bit(0)
                low += 1
            self._low[node] = low

    def bounds(self) -> list[int]:
        """Least number that each leaf can have, by what was read.

        For a leaf whose number was read this is the number. Writing these numbers
        gives the same bits again.
        """
        known = [0] * len(self._parent)
        for node in range(len(self._parent) - 1, -1, -1):
            above = known[self._parent[node]] if self._parent[node] >= 0 else 0
            value = self._value[node]
            known[node] = max(above, value if value < _UNKNOWN else self._low[node])
        return known[: self._leaves]

    def _path(self, leaf: int) -> list[int]:
        """Nodes from the root to a leaf."""
        path = []
        node = leaf
        while node >= 0:
            path.append(node)
            node = self._parent[node]
        path.reverse()
        return path


def _parents(columns: int, rows: int) -> list[int]:
    """Parent of every node, level by level from the leaves; -1 for the root."""
    parents: list[int] = []
    while columns * rows > 1:
        above = len(parents) + columns * rows
        half = (columns + 1) // 2
        parents.extend(
            above + row // 2 * half + column // 2
            for row in range(rows)
            for column in range(columns)
        )
        columns, rows = half, (rows + 1) // 2
    return [*parents, -1]
