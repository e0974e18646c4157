"""Eq. 3 as bars: points over marked pixels, and strict overlap beside sim_S."""

from explorer.learn.lessons.marked_pixels import LAYERS
from explorer.learn.lessons.mathml import SIM_S, inline
from explorer.learn.lessons.structure_counts import StructureCounts


def fraction(
    seen: StructureCounts,
    *,
    full: float,
    rows: int = 1,
    decimals: tuple[int, int] = (1, 4),
    own: StructureCounts | None = None,
    numbers: bool = True,
    worked: bool = True,
) -> str:
    """HTML of the bars.

    Parameters
    ----------
    seen : StructureCounts
        What is drawn.
    full : float
        Points or pixels that fill the bars of the counts.
    rows : int
        Rows of the block that the counts are divided by.
    decimals : tuple of int
        Digits after the point: of points, and of both ratios.
    own : StructureCounts, optional
        The same before anything was moved; marked on the bars.
    numbers : bool
        Whether the counts are shown as numbers.
    worked : bool
        Whether strict overlap and sim_S stand under the counts.
    """
    of_points, of_ratios = decimals
    points = seen.earned / rows
    counts = [n / rows for n in (seen.only_plain, seen.only_encrypted, seen.both)]
    kinds = ("only-plain", "only-encrypted", "both")
    # Pixels that both mark come first: their share of the bar is the strict overlap.
    order = (2, 0, 1)
    marked = "".join(
        f'<i class="{kinds[n]}" data-live="count{n}" data-symbol="{LAYERS[n][0]}" '
        f'style="width: {100 * counts[n] / full:.2f}%"></i>'
        for n in order
    )
    key = " ".join(
        f'<span class="key {kinds[n]}" data-symbol="{LAYERS[n][0]}">'
        f"{kinds[n].replace('-', ' ')}"
        + (f'<span data-live="number{n}"> {counts[n]:g}</span>' if numbers else "")
        + "</span>"
        for n in order
    )
    earned = (
        f'<i class="points-bar" data-live="earned" data-symbol="earned" '
        f'style="width: {100 * points / full:.2f}%"></i>'
    )

    def share(
        kind: str, value: float, was: float | None, live: tuple[str, str]
    ) -> tuple[str, str]:
        bar, number = live
        bar = f'<i class="{kind}" data-live="{bar}" style="width: {100 * value:.2f}%"></i>'
        number = f'<b data-live="{number}">{value:.{of_ratios}f}</b>'
        if was is not None:
            bar += f'<i class="was" style="left: {100 * was:.2f}%"></i>'
            number += f" <span>as is {was:.{of_ratios}f}</span>"
        return bar, number

    strict = share("both", seen.strict, own and own.strict, ("strict", "overlap"))
    value = share("index", seen.value, own and own.value, ("share", "similarity"))
    lines = (
        (
            "Above the line: points",
            earned,
            f'<b data-live="points">{points:.{of_points}f}</b>',
        ),
        (
            "Below the line: marked pixels",
            marked,
            f'<b data-live="union">{seen.union / rows:g}</b>',
        ),
        ("Strict overlap: both / marked", *strict),
        (f"{inline(SIM_S)}: points / marked", *value),
    )
    return (
        '<div class="bars">'
        + "".join(
            f'<p><span class="what">{what}</span><span class="track">{bar}</span>'
            + (f'<span class="value">{number}</span>' if numbers else "")
            + "</p>"
            for what, bar, number in (lines if worked else lines[:2])
        )
        + f'</div><p class="keys">{key}</p>'
    )
