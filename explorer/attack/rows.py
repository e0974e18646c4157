"""The list of attacks, JSON-ready, and the head of the page."""

from collections.abc import Collection, Sequence
from html import escape
from typing import Any

from core.attacks import ATTACKS, Attack
from core.attacks.judgement import LIMITS
from explorer.figures.attack_words import arrow, details, seconds, signed
from explorer.figures.gauge import share_of
from explorer.figures.head import head
from explorer.pair.attempts import Gain, Tried


def list_rows(
    all_tried: Sequence[Tried],
    waiting: Collection[str],
    untried: Collection[tuple[Attack, float]],
    end: float,
) -> list[dict[str, Any]]:
    """Return the rows: what was found, what is on its way, and what can be run.

    Parameters
    ----------
    all_tried : sequence of Tried
        Attacks that are known.
    waiting : collection of str
        Keys of those on their way.
    untried : collection of tuple
        Slow attacks that can be run, and about how many seconds they take.
    end : float
        Upper end of the scale.
    """
    done = {each.attack.key: each for each in all_tried if each.found is not None}
    slow = {attack.key: seconds for attack, seconds in untried}
    rows = [_done(each, end) for each in sorted(done.values(), key=_order)]
    for key, attack in ATTACKS.items():
        if key in waiting and key not in done:
            rows.append(_open(attack, "waiting", "on its way"))
        elif key in slow:
            rows.append(_open(attack, "ready", f"takes about {slow[key]:.0f} s"))
    return rows


def _order(done: Tried) -> tuple[int, int]:
    ranks = {"opens it": 0, "helps": 1}
    place = list(ATTACKS).index(done.attack.key)
    return (ranks.get(done.gain.word, 2) if done.gain else 0, place)


def _open(attack: Attack, kind: str, note: str) -> dict[str, Any]:
    return {
        "key": attack.key,
        "kind": kind,
        "label": attack.label,
        "note": note,
        "spoken": f"{attack.label}, {note}",
        "details": [["How", attack.does], ["Takes as public", attack.knows]],
    }


def _done(done: Tried, end: float) -> dict[str, Any]:
    row: dict[str, Any] = {
        "key": done.attack.key,
        "kind": "done",
        "label": done.attack.label,
        "note": seconds(done),
        "spoken": f"{done.attack.label}. {done.said}",
        "details": [list(pair) for pair in details(done)],
    }
    if gain := done.gain:
        row |= {
            "before": round(share_of(gain.vsi.before, end), 2),
            "after": round(share_of(gain.vsi.after, end), 2),
            "noise": round(share_of(gain.high, end), 2),
            "scores": arrow(gain.vsi.before, gain.vsi.after),
            "gain": signed(gain.margin),
            "word": _word(gain),
            "spoken": f"{done.attack.label} {gain.word}. VSI from "
            f"{gain.vsi.before:.2f} to {gain.vsi.after:.2f}, attacked noise "
            f"{gain.vsi.noise:.2f}, gain over noise {signed(gain.margin)}",
        }
    return row


def _word(gain: Gain) -> str:
    """The word of a gain, and what it goes by where the gain is small."""
    least = LIMITS["helps"].gain
    by_ssim = gain.word != "does not help" and gain.margin < least
    return f"{gain.word}, by SSIM" if by_ssim else gain.word


def head_html(done: Tried | None, heading: str, line: str, *, end: float | None) -> str:
    """HTML of the head: the score after, what it says, and both scores beside it."""
    gain = done.gain if done else None
    if gain is None:
        return head(None, heading, line)
    shows = gain.word != "does not help"
    cards = _card(
        arrow(gain.vsi.before, gain.vsi.after),
        f"VSI of the picture. Noise, after the same attack: "
        f"{arrow(gain.noise_before, gain.vsi.noise)}.",
        shows=shows,
    ) + _card(
        arrow(gain.ssim.before, gain.ssim.after),
        f"SSIM, pixel by pixel in place. Attacked noise: {gain.ssim.noise:.2f}.",
        shows=False,
    )
    return head(
        gain.vsi.after,
        heading,
        line,
        end=end,
        scale=f'<div class="changes">{cards}</div>',
    )


def _card(numbers: str, words: str, *, shows: bool) -> str:
    kind = ' class="shows"' if shows else ""
    return f"<div{kind}><b>{numbers}</b><p>{escape(words)}</p></div>"


def cards_html(cards: Sequence[tuple[str, str]]) -> str:
    """HTML of the cards below the list: a title and a sentence each."""
    drawn = "".join(
        f"<section><h3>{escape(title)}</h3><p>{escape(words)}</p></section>"
        for title, words in cards
    )
    return f'<div class="notes">{drawn}</div>'
