"""How charts of the constants and of the parts of the index draw noise and scores."""

from explorer.store.results_on_disk import Row
from explorer.theme.colours import MUTED

HATCHING = {
    "shape": "/",
    "fgcolor": MUTED,
    "bgcolor": "rgba(0, 0, 0, 0)",
    "size": 7,
    "solidity": 0.28,
}
"""What noise scores, wherever a chart has it."""

SHOWS = "#c97c00"
"""Colour of what shows; it stands out from a light and a dark ground alike."""


def noise_row_words(noise: Row) -> str:
    """Say what noise scores, and in how many draws."""
    mean, low, high = (f"{noise[name]:.4f}" for name in ("vsi", "low", "high"))
    return f"noise {mean}, {low} to {high} in {noise['draws']} draws"
