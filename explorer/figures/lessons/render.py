"""A drawn lesson as HTML."""

import re

from explorer.figures.lessons.mathml import display, inline
from explorer.figures.lessons.parts import Drawn, Group, Picture


def lesson_html(drawn: Drawn, number: int) -> str:
    """HTML of the formula, its symbols, the pictures and the numbers.

    Every part of a symbol carries `data-symbol`, its key, and `data-s`, the number of
    its colour and underline.
    """
    lines = "".join(map(display, drawn.formula))
    formula = f'<div>{lines}</div><span class="number">({number})</span>'
    symbols = "".join(
        f'<li data-symbol="{symbol.key}"><button type="button" '
        f'aria-label="{_words(symbol.mathml)}: {_words(symbol.meaning)}">'
        f"{inline(symbol.mathml)}</button> <span>{symbol.meaning}"
        + (f" <b>{symbol.value}</b>" if symbol.value else "")
        + "</span></li>"
        for symbol in drawn.symbols
    )
    sums = "".join(f"<p>{line}</p>" for line in drawn.sums)
    # Always there, so that a change is read out.
    tried = ""
    if drawn.tried is not None:
        tried = (
            f'<p class="tried">With {drawn.instead} this step would give '
            f"<b>{drawn.tried:.4f}</b> and not {drawn.number:.4f}. "
            "Only tried here: Explore keeps its settings.</p>"
        )
    html = (
        f'<div class="head"><div class="formula">{formula}</div>'
        f'<ul class="symbols">{symbols}</ul></div>'
        f"{groups_html(drawn.groups)}"
        f'<div class="sums">{sums}</div><div role="status">{tried}</div>'
    )
    order = {symbol.key: place for place, symbol in enumerate(drawn.symbols)}
    return re.sub(
        r'data-symbol="(\w+)',
        lambda found: f'data-s="{order[found[1]]}" {found[0]}',
        html,
    )


def _words(html: str) -> str:
    """What is left of HTML without its tags."""
    return re.sub(r"<[^>]*>", "", html)


def groups_html(groups: tuple[Group, ...]) -> str:
    """HTML of pictures under their headings."""
    sections = "".join(
        f'<section><h3>{group.title}</h3><div class="pictures">'
        f"{''.join(map(_figure, group.pictures))}</div></section>"
        for group in groups
    )
    return f'<div class="groups">{sections}</div>'


def _figure(picture: Picture) -> str:
    marked = f' data-symbol="{picture.symbols}"' if picture.symbols else ""
    wide = ' class="wide"' if picture.wide else ""
    return (
        f"<figure{wide}{marked}>{picture.svg}"
        f"<figcaption>{picture.caption}</figcaption></figure>"
    )
