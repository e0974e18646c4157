"""A worksheet on the pair at hand: one page of A4 with guesses, and one with answers."""

from html import escape

from explorer.learn.lessons import LESSONS
from explorer.learn.lessons.case import Case
from explorer.learn.lessons.mathml import (
    EQUALS,
    GAMMA,
    GS,
    MINUS,
    PLUS,
    RD,
    SIM,
    SIM_A,
    SIM_S,
    TIMES,
    VSI,
    inline,
    mi,
    mn,
    mo,
    root,
    row,
    sup,
)
from explorer.learn.lessons.words import as_html

_D, _GAP = mi("d"), '<mspace width="0.25em"/>'
FORMULAS = (
    row(mi("RD"), EQUALS, mi("max"), _GAP, SIM),
    row(
        SIM_A,
        EQUALS,
        root(
            row(
                mi("mean"),
                sup(row(mo("("), mn(1), MINUS, _D, mo(")")), GAMMA),
            ),
            GAMMA,
        ),
    ),
    row(SIM_S, EQUALS, mi("points"), mo("/"), mi("marked pixels")),
    row(SIM, EQUALS, SIM_A, TIMES, sup(SIM_S, row(mn(1), MINUS, SIM_A))),
    row(mi("w"), EQUALS, mo("("), mn(1), MINUS, mi("NRD"), mo(")"), TIMES, mi("std")),
    row(RD, EQUALS, mi("mean with exponent"), _GAP, GAMMA),
    row(GS, EQUALS, mi("overlap")),
    row(VSI, EQUALS, RD, mo("("), mn(1), PLUS, GS, mo(")")),
)
"""Each equation in short, in the order of the steps."""

STYLE = """
@page { size: A4; margin: 0; }
.sheet {
  box-sizing: border-box; width: 210mm; height: 297mm; padding: 11mm 16mm 10mm; margin: 0 auto 8mm;
  background: #fff; color: #000; color-scheme: light; overflow: hidden; position: relative;
  font: 10pt/1.3 "Source Sans", "Source Sans Pro", system-ui, sans-serif; break-after: page;
}
.sheet:last-child { break-after: auto; }
.sheet h1 { font-size: 18pt; font-weight: 640; margin: 0; padding: 0; color: #000; }
.sheet p { margin: 0; }
.sheet-head { display: flex; justify-content: space-between; align-items: baseline; gap: 8mm; margin-bottom: 4mm; }
.sheet-line { display: inline-block; border-bottom: 0.3mm solid #000; height: 1.1em; }
.sheet-pair { display: flex; gap: 4mm; margin-bottom: 3mm; font-size: 9.5pt; }
.sheet-pair div { flex: none; width: 36mm; }
.sheet-pair div + div + div { flex: 1 1 0; font-size: 10pt; }
.sheet-pair img { display: block; width: 36mm; height: 36mm; object-fit: contain; object-position: left top; filter: grayscale(1); }
.sheet-pair .sheet-line { display: block; height: 8mm; }
.sheet-step { display: grid; grid-template-columns: 8mm 1fr auto; column-gap: 2mm; padding: 1.4mm 0 1.8mm; border-top: 0.2mm solid #999; }
.sheet-step > b:first-child { font-size: 12pt; }
.sheet-step > p, .sheet-step > div { grid-column: 2 / -1; }
.sheet-step math { font-family: "STIX Two Math", "Cambria Math", math; font-size: 11pt; }
.sheet-fill { display: flex; gap: 3mm; padding-top: 2.4mm; font-size: 10pt; align-items: flex-end; }
.sheet-fill .sheet-line { flex: 2 1 0; }
.sheet-fill .sheet-line:last-child { flex: 4 1 0; }
.sheet-foot { position: absolute; left: 16mm; right: 16mm; bottom: 7mm; font-size: 8.5pt; display: flex; justify-content: space-between; }
.sheet-answer { display: grid; grid-template-columns: 8mm 1fr; column-gap: 2mm; padding: 1.6mm 0; border-top: 0.2mm solid #999; font-size: 9.5pt; }
.sheet sub, .sheet sup { line-height: 0; }
@media print { .sheet { margin: 0; } }
"""
"""Black on white, for paper and for the screen."""


def worksheet(
    case: Case,
    names: tuple[str, str],
    pictures: tuple[str, str],
    *,
    answered: bool,
) -> str:
    """HTML of the worksheet.

    Parameters
    ----------
    case : Case
        The pair; the block that is followed is named.
    names : tuple of str
        Titles of the plain and the encrypted picture.
    pictures : tuple of str
        Their addresses.
    answered : bool
        Whether a second page gives the answers.
    """
    pages = _questions(case, names, pictures, answered=answered)
    if answered:
        pages += _answers(case, names)
    return f"<style>{STYLE}</style>{pages}"


def document(sheets: str) -> str:
    """The worksheet as a file of its own."""
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
        "<title>What still shows through?</title>"
        f'<body style="margin: 0; background: #fff">{sheets}</body></html>'
    )


def _questions(
    case: Case, names: tuple[str, str], pictures: tuple[str, str], *, answered: bool
) -> str:
    own = case.result.form.parameters
    shown = "".join(
        f'<div><img src="{escape(address, quote=True)}" alt="The {which} picture"/>'
        f"{which.capitalize()}</div>"
        for which, address in zip(("plain", "encrypted"), pictures, strict=True)
    )
    line = '<span class="sheet-line"></span>'
    steps = "".join(
        f'<section class="sheet-step"><b>{place}</b><b>{lesson.name}</b>'
        f"{inline(formula)}<p>{_asked(lesson.question.words, lesson.question.options)}"
        f'</p><div class="sheet-fill">My guess {line} What I found {line} Why {line}'
        "</div></section>"
        for place, (lesson, formula) in enumerate(
            zip(LESSONS, FORMULAS, strict=True), 1
        )
    )
    return (
        '<article class="sheet"><div class="sheet-head"><h1>What still shows through?'
        '</h1><p>Name <span class="sheet-line" style="width: 50mm"></span></p></div>'
        f'<div class="sheet-pair">{shown}<div><p><b>Before you start.</b> Look at the '
        "encrypted picture only. What was photographed, and how do you know?</p>"
        f"{line}{line}<p>Block in {case.place(case.block)}. Block size (α) "
        f"{own.alpha:g}, blur (β) {own.beta:g}, exponent (γ) {own.gamma:g}.</p></div>"
        f"</div>{steps}{_foot(names, 'Answers: page 2' if answered else '')}</article>"
    )


def _asked(words: str, options: tuple[str, ...]) -> str:
    """A question and its options, on paper."""
    return f"{as_html(words)} <i>{' / '.join(map(as_html, options))}</i>"


def _answers(case: Case, names: tuple[str, str]) -> str:
    rows = []
    for place, lesson in enumerate(LESSONS, 1):
        answer = lesson.question.answer(case)
        rows.append(
            f'<section class="sheet-answer"><b>{place}</b><p><b>{lesson.name}: '
            f"{as_html(lesson.question.options[answer.right])}.</b> "
            f"{as_html(answer.words)}</p></section>"
        )
    return (
        '<article class="sheet"><div class="sheet-head"><h1>Answers</h1>'
        f"<p>VSI of this pair: {case.result.vsi:.4f}</p></div>{''.join(rows)}"
        f"{_foot(names, '')}</article>"
    )


def _foot(names: tuple[str, str], right: str) -> str:
    plain, encrypted = (escape(name) for name in names)
    return (
        f'<div class="sheet-foot"><span>Showthrough, Learn. {plain}, {encrypted}.'
        f"</span><span>{right}</span></div>"
    )
