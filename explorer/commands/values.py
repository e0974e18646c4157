"""Options that take several values."""

from decimal import Decimal, InvalidOperation
from typing import Any

import click

from explorer.commands.base import COMPONENTS

MOST = 10_000
"""Settings of one sweep; more are a slip of the pen."""


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
    """Rows of Table 3 with commas between."""

    name = "names"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        """Check the names."""
        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(word.strip().upper() for word in value.split(",")))
        if unknown := set(names) - set(COMPONENTS):
            self.fail(f"{min(unknown)!r} is none of C1, C2, C3, C4", param, ctx)
        return names
