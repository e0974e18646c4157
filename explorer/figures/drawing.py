"""What an SVG drawing on a page begins with: its frame, and an area with two scales."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """The area between the axes of a chart.

    Attributes
    ----------
    width, height : float
        Of the whole drawing, in its own units.
    left, right, top, bottom : float
        What is left free around the area.
    x, y : tuple of float
        Values at both ends of the axes.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x: tuple[float, float] = (0, 1)
    y: tuple[float, float] = (0, 1)

    def across(self, value: float) -> float:
        """Place of a value on the x axis."""
        return self.left + _share(value, self.x) * (self.width - self.left - self.right)

    def up(self, value: float) -> float:
        """Place of a value on the y axis."""
        room = self.height - self.top - self.bottom
        return self.height - self.bottom - _share(value, self.y) * room


def _share(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return (value - low) / ((high - low) or 1)


def drawing(
    width: float,
    height: float,
    alt: str,
    *parts: str,
    window: tuple[int, int, int, int] | None = None,
) -> str:
    """Return a drawing, or a window (x, y, width, height) of it, with words for it."""
    x, y, across, down = window or (0, 0, width, height)
    clip = ' class="clip"' if window else ""
    return (
        f'<svg viewBox="{x:g} {y:g} {across:g} {down:g}"{clip} role="img" '
        f'aria-label="{escape(alt)}">{"".join(parts)}</svg>'
    )
