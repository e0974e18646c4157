"""Small charts as SVG that takes its colours from the page it stands on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from explorer.figures.drawing import Area, drawing


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart(Area):
    """A chart with two axes; what is drawn on it is added in order.

    Text is 13 units high.
    """

    width: float = 460
    height: float = 250
    left: float = 58
    right: float = 14
    top: float = 12
    bottom: float = 46
    parts: list[str] = field(default_factory=list)

    def axes(
        self,
        x_title: str,
        y_title: str,
        x_ticks: Iterable[tuple[float, str]],
        y_ticks: Iterable[tuple[float, str]],
        *,
        crossed: bool = False,
    ) -> None:
        """Draw both axes, with titles that name the unit, and a line at each y tick.

        With `crossed` there is one at each x tick, too.
        """
        x0, x1 = self.left, self.width - self.right
        y0, y1 = self.height - self.bottom, self.top
        for value, text in y_ticks:
            y = self.up(value)
            self.add(
                f'<line class="grid" x1="{x0}" x2="{x1}" y1="{y:.1f}" y2="{y:.1f}"/>'
            )
            self.text(x0 - 7, y + 4.5, text, anchor="end")
        for value, text in x_ticks:
            x = self.across(value)
            if crossed:
                self.add(f'<path class="grid" d="M{x:.1f} {y1}V{y0}"/>')
            self.text(x, y0 + 17, text)
        self.add(f'<line class="axis" x1="{x0}" x2="{x1}" y1="{y0}" y2="{y0}"/>')
        self.text((x0 + x1) / 2, self.height - 8, x_title)
        middle = (y0 + y1) / 2
        self.add(
            f'<text transform="translate({x0 - 45} {middle:.1f}) rotate(-90)" '
            f'text-anchor="middle">{escape(y_title)}</text>'
        )

    def bars(
        self,
        edges: Sequence[float],
        values: Sequence[float],
        notes: Sequence[tuple[str, str]],
    ) -> None:
        """Draw a bar from each edge to the next.

        Each has a note: the words for the pointer anywhere over or under the bar, and
        the pick that it stands for (`explorer.figures.selection`), "" for none.
        """
        foot, top = self.up(self.y[0]), self.up(self.y[1])
        for (start, end), value, (words, pick) in zip(
            pairwise(edges), values, notes, strict=True
        ):
            x0, x1, y = self.across(start), self.across(end), self.up(value)
            gap = min(1.0, 0.1 * (x1 - x0))
            sides = f'x="{x0 + gap:.1f}" width="{x1 - x0 - 2 * gap:.1f}"'
            self.add(
                f"<g{_picks(pick)}><title>{escape(words)}</title>"
                f'<rect class="hit" {sides} y="{top:.1f}" height="{foot - top:.1f}"/>'
                f'<rect class="bar" {sides} y="{y:.1f}" '
                f'height="{max(foot - y, 0):.1f}"/></g>'
            )

    def cell(self, x: float, y: float, words: str, pick: str) -> None:
        """Lay a note over the unit square around a place, as those of `bars` are."""
        x0, x1 = sorted((self.across(x - 0.5), self.across(x + 0.5)))
        y0, y1 = sorted((self.up(y - 0.5), self.up(y + 0.5)))
        self.add(
            f'<rect class="hit"{_picks(pick)} x="{x0:.1f}" y="{y0:.1f}" '
            f'width="{x1 - x0:.1f}" height="{y1 - y0:.1f}">'
            f"<title>{escape(words)}</title></rect>"
        )

    def steps(self, edges: Sequence[float], values: Sequence[float]) -> None:
        """Draw a dashed outline of bars."""
        corners = [
            (x, value)
            for pair, value in zip(pairwise(edges), values, strict=True)
            for x in pair
        ]
        self.line(corners, "dashed")

    def line(self, points: Iterable[tuple[float, float]], style: str = "curve") -> None:
        """Draw a line through points: a "curve", "dashed" or "thin" one."""
        path = " ".join(f"{self.across(x):.1f},{self.up(y):.1f}" for x, y in points)
        self.add(f'<polyline class="{style}" points="{path}"/>')

    def dot(self, x: float, y: float, words: str, style: str = "dot") -> None:
        """Draw a mark: a filled "dot", or an open "ring", and what is read there."""
        self.add(
            f'<circle class="{style}" cx="{self.across(x):.1f}" '
            f'cy="{self.up(y):.1f}" r="5"><title>{escape(words)}</title></circle>'
        )

    def text(self, x: float, y: float, words: str, anchor: str = "middle") -> None:
        """Write words at a place of the drawing."""
        self.add(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def image(self, address: str) -> None:
        """Fill the area between the axes with a picture, pixel by pixel."""
        x, y = self.left, self.top
        width, height = self.width - x - self.right, self.height - y - self.bottom
        self.add(
            f'<image href="{address}" x="{x}" y="{y}" width="{width}" '
            f'height="{height}" preserveAspectRatio="none" '
            'style="image-rendering: pixelated"/>'
        )

    def svg(self, described: str) -> str:
        """Return the drawing, with words for those who do not see it."""
        return drawing(self.width, self.height, described, *self.parts)

    def add(self, part: str) -> None:
        """Draw anything else, placed by `across` and `up`."""
        self.parts.append(part)


def _picks(pick: str) -> str:
    return f' data-pick="{escape(pick)}"' if pick else ""


def percent_ticks(most: float, count: int = 4) -> list[tuple[float, str]]:
    """Round ticks from 0 to at least a share, in per cent."""
    most = min(most, 1.0)
    for step in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0):
        if step * count >= most:
            break
    digits = 1 if step < 0.01 else 0
    return [
        (step * i, f"{100 * step * i:.{digits}f} %")
        for i in range(count + 1)
        if step * (i - 1) < most
    ]


def count_ticks(count: int) -> list[int]:
    """About five round numbers from 0 on, and none past the last block."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if step * 5 >= count:
            break
    return list(range(0, count + 1, step))


def panel(*figures: str) -> str:
    """Figures beside each other, or under each other where there is no room."""
    return f'<div class="charts">{"".join(figures)}</div>'


def figure(title: str, drawing: str, reading: str, key: str = "") -> str:
    """Return a drawing with its title, its key, and how to read it."""
    legend = f'<div class="key">{key}</div>' if key else ""
    return (
        f"<figure><h3>{escape(title)}</h3>{drawing}{legend}"
        f"<figcaption>{escape(reading)}</figcaption></figure>"
    )


def _key(shape: str) -> str:
    return f'<svg viewBox="0 0 26 14">{shape}</svg>'


BAR_KEY = _key('<rect class="bar" x="4" y="1" width="18" height="12"/>')
DASHED_KEY = _key('<polyline class="dashed" points="0,7 26,7"/>')
CURVE_KEY = _key('<polyline class="curve" points="0,7 26,7"/>')
DOT_KEY = _key('<circle class="dot" cx="13" cy="7" r="5"/>')
RING_KEY = _key('<circle class="ring" cx="13" cy="7" r="5"/>')


def key(*entries: tuple[str, str]) -> str:
    """Return a key: drawings and what they stand for."""
    return "".join(
        f"<span>{drawing}{escape(words)}</span>" for drawing, words in entries
    )
