"""A value on its scale beside what noise scores, as HTML."""

from html import escape

from explorer.figures.noise_words import range_words

TOP = 2.0


def scale(value: float, low: float, high: float) -> str:
    """Return a scale from 0 to 2: what noise scores hatched, what is above it amber.

    Parameters
    ----------
    value : float
        In [0, 2].
    low, high : float
        Lowest and highest score of noise, on the same scale.
    """
    noise = f"noise scores {range_words(low, high)}"
    said = f"{value:.2f} on a scale from 0 to 2, where {noise}"
    end, above = _share(high), max(_share(value) - _share(high), 0.0)
    return (
        f'<div class="scale" role="img" aria-label="{escape(said)}"><div class="track">'
        f'<i class="noise" style="width: {end:.2f}%"></i>'
        f'<i class="shows" style="left: {end:.2f}%; width: {above:.2f}%"></i>'
        f'<b style="left: {_share(value):.2f}%"></b></div>'
        f'<div class="ends"><span>0</span><span>{noise}</span><span>2</span>'
        "</div></div>"
    )


def _share(value: float) -> float:
    return min(max(100 * value / TOP, 0.0), 100.0)
