"""A drawn lesson as HTML."""

import re
from dataclasses import dataclass, replace

from explorer.learn.lessons.drawing import (
    Group,
    Illustration,
    LessonDrawing,
    Stage,
    Symbol,
)
from explorer.learn.lessons.mathml import display, inline


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """A lesson as HTML: its result, the formula, what is shown beside, the rest below.

    Every part of a symbol carries `data-symbol`, its key, and `data-s`, the number of
    its colour and underline.
    """

    result: str
    formula: str
    stage: str
    rest: str


def lesson_parts(
    drawn: LessonDrawing, number: int, quantity: str, word: str = ""
) -> Parts:
    """HTML of the result, the formula and its numbers; of the pictures; of the symbols.

    Parameters
    ----------
    drawn : LessonDrawing
        What the lesson drew.
    number : int
        Of the equation.
    quantity : str
        Name of the result, as MathML.
    word : str
        What it is, in words.
    """
    formula = "".join(map(display, drawn.formula))
    written = (
        f'<div role="status">{_tried(drawn)}</div><div class="formula"><div>{formula}</div>'
        f'<span class="number">({number})</span></div>'
        f'<div class="sums"><p>{"" if drawn.in_numbers else drawn.result}</p></div>'
    )
    shown = drawn.stage.pictures
    groups = (
        replace(group, pictures=tuple(p for p in group.pictures if p not in shown))
        for group in drawn.groups
    )
    others = tuple(group for group in groups if group.pictures)
    symbols = "".join(map(_symbol, drawn.symbols))
    aside = "".join(map(display, drawn.aside))
    worked = "".join(f"<p>{line}</p>" for line in drawn.sums)
    rest = (
        f'<div class="legend"><ul class="symbols">{symbols}</ul>'
        f'<div class="worked">{worked}<div class="formula aside">{aside}</div></div></div>'
    )
    if others:
        rest += (
            f"<details><summary>More pictures</summary>{groups_html(others)}</details>"
        )
    written, stage, rest = (
        coloured(html, drawn.symbols) for html in (written, _stage(drawn.stage), rest)
    )
    return Parts(
        result=_result(drawn, quantity, word), formula=written, stage=stage, rest=rest
    )


def _result(drawn: LessonDrawing, quantity: str, word: str) -> str:
    """The number of the step, large; empty where the class is to find it out."""
    large = ""
    if drawn.sums:
        value = drawn.number if drawn.tried is None else drawn.tried
        large = f'<b data-live="value">{value:.3f}</b> {word} {inline(quantity)}'
    return f'<p class="result">{large}</p>'


def _tried(drawn: LessonDrawing) -> str:
    """What a step gives with what is tried; read out, in a region that is always there."""
    if drawn.tried is None:
        return ""
    return (
        f'<p class="tried">With {drawn.instead} this step would give '
        f"<b>{drawn.tried:.4f}</b> and not {drawn.number:.4f}. "
        "Only tried here: Explore keeps its settings.</p>"
    )


def _stage(stage: Stage) -> str:
    """The large picture with its sources beside it, and what stands below."""
    sources = "".join(map(_figure, stage.sources))
    beside = f'<div class="sources">{sources}</div>' if sources else ""
    below = _figure(stage.chart) if stage.chart else stage.bars
    return (
        f'<div class="stage"><div class="shown">{_figure(stage.large)}{beside}</div>'
        f'<div class="below">{below}</div></div>'
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
    return f"<section><h2>{group.title}</h2>{pictures}</section>"


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
