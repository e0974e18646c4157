"""A drawn lesson as HTML."""

import re

from explorer.learn.lessons.drawing import Group, Illustration, LessonDrawing, Symbol
from explorer.learn.lessons.mathml import display, inline


def lesson_html(drawn: LessonDrawing, number: int) -> str:
    """HTML of the formula, its symbols, the pictures and the numbers.

    Every part of a symbol carries `data-symbol`, its key, and `data-s`, the number of
    its colour and underline.
    """
    lines = "".join(map(display, drawn.formula))
    formula = f'<div>{lines}</div><span class="number">({number})</span>'
    symbols = "".join(map(_symbol, drawn.symbols))
    sums = "".join(f"<p>{line}</p>" for line in drawn.sums)
    # The region is always there, so that screen readers read what changes in it.
    tried = ""
    if drawn.tried is not None:
        tried = (
            f'<p class="tried">With {drawn.instead} this step would give '
            f"<b>{drawn.tried:.4f}</b> and not {drawn.number:.4f}. "
            "Only tried here: Explore keeps its settings.</p>"
        )
    tried = f'<div role="status">{tried}</div>'
    formula = f'<div class="formula">{formula}</div>'
    symbols = f'<ul class="symbols">{symbols}</ul>'
    if drawn.lead is None:
        head, end = f'<div class="head">{formula}{symbols}</div>', tried
    else:
        figure, beside = drawn.lead
        head = (
            f'<div class="example own">{figure}<div class="told">{beside}{tried}{formula}'
            f"</div></div>{symbols}"
        )
        end = ""
    return coloured(
        f'{head}{groups_html(drawn.groups)}<div class="sums">{sums}</div>{end}',
        drawn.symbols,
    )


def _symbol(symbol: Symbol) -> str:
    """Row of a symbol; where the symbol has a picture, a button that highlights it."""
    name = inline(symbol.mathml)
    value = f" <b>{symbol.value}</b>" if symbol.value else ""
    meaning = f"<span>{symbol.meaning}{value}</span>"
    if not symbol.key:
        return f'<li><span class="name">{name}</span> {meaning}</li>'
    label = f"{_words(symbol.mathml)}: {_words(symbol.meaning)}"
    return (
        f'<li data-symbol="{symbol.key}"><button type="button" aria-label="{label}">'
        f"{name}</button> {meaning}</li>"
    )


def coloured(html: str, symbols: tuple[Symbol, ...]) -> str:
    """HTML in which each symbol carries the number of its colour: its place in `symbols`."""
    order = {symbol.key: place for place, symbol in enumerate(symbols)}
    return re.sub(
        r'data-symbol="(\w+)',
        lambda found: f'data-s="{order[found[1]]}" {found[0]}',
        html,
    )


def _words(html: str) -> str:
    """HTML without its tags."""
    return re.sub(r"<[^>]*>", "", html)


def groups_html(groups: tuple[Group, ...]) -> str:
    """HTML of pictures under their headings."""
    sections = "".join(map(_section, groups))
    return f'<div class="groups">{sections}</div>'


def _section(group: Group) -> str:
    pictures = f'<div class="pictures">{"".join(map(_figure, group.pictures))}</div>'
    if group.folded:
        return f"<details><summary>{group.title}</summary>{pictures}</details>"
    return f"<section><h3>{group.title}</h3>{pictures}</section>"


def _figure(picture: Illustration) -> str:
    marked = f' data-symbol="{picture.symbols}"' if picture.symbols else ""
    if picture.along:
        marked += f' data-along="{picture.along}"'
    wide = ' class="wide"' if picture.wide else ""
    if picture.large:
        wide = ' class="large"'
    return (
        f"<figure{wide}{marked}>{picture.svg}"
        f"<figcaption>{picture.caption}</figcaption></figure>"
    )
