"""Options that take several values."""

from decimal import Decimal, InvalidOperation
from typing import Any

import click

from explorer.pair.component_choice import CHOICES

MOST = 10_000
"""Most settings of one sweep; more are probably a mistake."""


class Values(click.ParamType["tuple[float, ...]"]):
    """Numbers: one, several with commas, or from:to:step with both ends."""

    name = "values"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[float, ...]:
        """Read the numbers, exactly as they are written."""
        if isinstance(value, tuple):
            return value
        numbers = list[float]()
        for part in str(value).split(","):
            try:
                ends = [Decimal(word.strip()) for word in part.split(":")]
            except InvalidOperation:
                ends = []
            if not all(number.is_finite() for number in ends) or len(ends) not in (
                1,
                3,
            ):
                self.fail(f"{part!r} is neither a number nor from:to:step", param, ctx)
            if len(ends) == 1:
                numbers.append(float(ends[0]))
                continue
            low, high, step = ends
            if step <= 0 or high < low or (high - low) / step >= MOST:
                self.fail(f"{part!r} does not lead from low to high", param, ctx)
            count = int((high - low) / step) + 1
            numbers.extend(float(low + k * step) for k in range(count))
        return tuple(dict.fromkeys(numbers))


class Names(click.ParamType["tuple[str, ...]"]):
    """Choices of the parts in use with commas between."""

    name = "names"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        """Check the names."""
        if isinstance(value, tuple):
            return value
        known = {name.lower(): name for name in CHOICES}
        names = {}
        for word in map(str.strip, value.split(",")):
            if word.lower() not in known:
                choices = ", ".join(CHOICES)
                self.fail(f"{word!r} is none of {choices}", param, ctx)
            names[known[word.lower()]] = None
        return tuple(names)
