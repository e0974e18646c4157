"""The head of a page: one number, what it says as the heading, and its scale."""

from html import escape


def head(
    number: float | None,
    heading: str,
    line: str = "",
    *,
    end: float | None = None,
    scale: str = "",
    of_what: str = "Visual security index (VSI). Higher means that more shows",
) -> str:
    """HTML of the head, for `explorer.widgets.figure_view`.

    Parameters
    ----------
    number : float, optional
        The one number of the page. Where there is a scale without it, a dash stands
        for it.
    heading, line : str
        What it says, and what has to be known besides.
    end : float, optional
        What the number is out of.
    scale : str
        HTML of the number on its scale.
    of_what : str
        What the number is, on hover.
    """
    first = "<b>–</b>" if scale else ""
    if number is not None:
        of = "" if end is None else f" <span>of {end:g}</span>"
        first = f"<b>{number:.2f}</b>{of}"
    alone = "" if first else " alone"
    return (
        f'{_STYLE}<div class="head{alone}"><p class="number" title="{escape(of_what)}">{first}</p>'
        f'<div class="says"><h1 class="verdict">{escape(heading)}</h1>'
        f'<p class="why">{escape(line)}</p></div>'
        f'<div class="scale">{scale}</div></div>'
    )


def section(title: str) -> str:
    """HTML of the heading of a section below the head."""
    return f'<h2 style="{_SECTION}">{escape(title)}</h2>'


_SECTION = (
    "font-size: 1.0625rem; line-height: 1.4; font-weight: 640; margin: 0.5rem 0 0; "
    "padding: 0"
)

_STYLE = """<style>
.head { display: grid; grid-template-columns: max-content minmax(0, 1fr) calc(50% - 0.5rem); column-gap: 1.25rem; align-items: start; }
.head .number { margin: 0; line-height: 3.5rem; white-space: nowrap; font-family: var(--st-font, sans-serif); color: var(--st-text-color, inherit); font-variant-numeric: tabular-nums; }
.head .number b { font-size: 3.75rem; font-weight: 640; letter-spacing: -0.1rem; }
.head .number span { font-size: 0.9375rem; opacity: 0.8; }
.head.alone { display: block; }
.head.alone .number { display: none; }
.head :is(.verdict, .why) { overflow-wrap: anywhere; }
.rings .numbers { position: relative; height: 24px; }
.rings .numbers span { position: absolute; width: 20px; height: 20px; margin-left: -11px; border: 1.5px solid var(--shows); border-radius: 50%; text-align: center; line-height: 20px; font-size: 0.8125rem; font-weight: 600; }
.rings .numbers .within { border: 1.5px dashed currentColor; font-weight: 400; }
.gauge.rings .track b { top: -2px; width: 14px; height: 14px; margin-left: -7px; border-width: 3px; }
.gauge.rings .track .within { border-style: dashed; border-width: 2px; }
@container (max-width: 12rem) { .rings .numbers span { width: 15px; height: 15px; margin-left: -8px; line-height: 15px; font-size: 0.75rem; } }
@media (max-width: 1279px) {
  .head { grid-template-columns: max-content minmax(0, 1fr) minmax(0, 38%); }
  .head .number b { font-size: 3rem; }
}
@media (max-width: 899px) {
  .head { grid-template-columns: max-content minmax(0, 1fr); row-gap: 0.5rem; }
  .head .scale { grid-area: 1 / 2; }
  .head .says { grid-area: 2 / 1 / auto / span 2; }
}
</style>"""
