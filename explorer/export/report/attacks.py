"""What fast attacks make of the encrypted image, as a section of the report."""

from html import escape

from core.attacks import ATTACKS
from core.image import grey_levels
from explorer.export.view import View
from explorer.figures.attack_words import (
    JUDGED_BY,
    arrow,
    heading_of,
    noise_words,
    signed,
)
from explorer.figures.pictures import data_uri
from explorer.pair.attack_steps import Setup, tried_now
from explorer.pair.attempts import Tried, best, lying


def attacks_section(view: View) -> str:
    """HTML of the headline, one row an attack, and the picture that gains most."""
    setup = Setup(plain=view.plain, encrypted=view.encrypted, form=view.result.form)
    known = tried_now(setup)
    first = best(known)
    heading, line = heading_of(
        first,
        known,
        picked=False,
        left=0,
        untried=len(ATTACKS) - len(known),
        is_blind=False,
    )
    heads = ("Attack", "Before, after", "Noise", "Gain", "SSIM", "What it says")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = "".join(map(_row, known))
    picture = ""
    if first is not None and first.gain and first.gain.word != "does not help":
        laid = lying(view.encrypted, first, first.state)
        picture = (
            f'<figure><img src="{data_uri(grey_levels(laid))}" alt="Attacked image">'
            f"<figcaption><b>{escape(first.attack.label)}:</b> VSI "
            f"{first.gain.vsi.after:.4f}.</figcaption></figure>"
        )
    return (
        f"<section><h2>Attacks</h2><p><b>{escape(heading)}</b> {escape(line)}</p>"
        f"<p>{JUDGED_BY} Slow attacks are not part of a report.</p>"
        '<div class="scroll" tabindex="0" role="region" aria-label="Attacks">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{picture}"
        "</section>"
    )


def _row(done: Tried) -> str:
    gain = done.gain
    cells = ["", "", "declines", "", f"{done.said}."]
    if gain:
        cells = [
            arrow(gain.vsi.before, gain.vsi.after),
            noise_words(gain),
            f"{signed(gain.margin)}, {gain.word}",
            arrow(gain.ssim.before, gain.ssim.after),
            done.said,
        ]
    drawn = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(done.attack.label)}</th>{drawn}</tr>'
