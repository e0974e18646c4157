"""What the attacks say together, and what one says: headings, lines and cells."""

from collections.abc import Sequence

from core.attacks.judgement import LIMITS
from core.information.index import scaled
from explorer.figures.noise_words import range_words
from explorer.pair.attempts import Change, Gain, Tried
from explorer.theme.text import PROVENANCE

WAITING = "The attacks are on their way."
JUDGING = "The attacks are being judged."

JUDGED_BY = (
    "The plain picture judges the attacks. No attack sees it, and none has a key. A "
    "gain counts only above noise: the same attack also runs on the encrypted "
    "picture's own pixels in random order."
)

WHO = (
    "The encrypted file and a computer. No key, and not the plain picture: it is shown "
    "for you to judge by, and for the score."
)

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")


def headline(
    all_tried: Sequence[Tried], left: int, untried: int, *, is_blind: bool = False
) -> tuple[str, str]:
    """Return what all attacks say together: a heading and a line.

    Parameters
    ----------
    all_tried : sequence of Tried
        Those that are known.
    left : int
        How many are on their way.
    untried : int
        How many slow ones nobody has asked for.
    is_blind : bool
        Whether there is no plain picture to judge by.
    """
    if left and not any(done.found is not None for done in all_tried):
        return WAITING, ""
    found = [done for done in all_tried if done.found is not None]
    if is_blind:
        return _unjudged(all_tried, found, untried)
    if left and any(done.gain is None for done in found) and not _opens(found):
        return JUDGING, ""
    words = [done.gain.word for done in found if done.gain]
    opens, helps = words.count("opens it"), words.count("helps")
    if opens == 1:
        return "An attack opens it", ""
    if opens:
        return f"{_count(opens)} attacks open it", ""
    if helps:
        what = "attack helps" if helps == 1 else "attacks help"
        return f"{_count(helps)} {what}, none opens it.", ""
    count = len(all_tried) - sum(done.gain is None for done in found)
    useless = words.count("does not help")
    declined = count - useless
    verb = "does" if useless == 1 else "do"
    finds = "finds" if declined == 1 else "find"
    so_far = " tried so far" if left or untried or count < len(all_tried) else ""
    return (
        f"None of the {count} attacks{so_far} opens it.",
        f"{declined} {finds} nothing to work on, {useless} {verb} not help. That is no "
        "proof of security.",
    )


def _opens(found: Sequence[Tried]) -> bool:
    return any(done.gain and done.gain.word == "opens it" for done in found)


def _unjudged(
    all_tried: Sequence[Tried], found: Sequence[Tried], untried: int
) -> tuple[str, str]:
    look = "Without a plain picture there is no score. Look at the pictures."
    if not found:
        so_far = " tried so far" if untried else ""
        heading = f"None of the {len(all_tried)} attacks{so_far} finds anything."
        return heading, "That is no proof of security."
    verb = "finds" if len(found) == 1 else "find"
    attacks = "attack" if len(found) == 1 else "attacks"
    heading = f"{_count(len(found))} {attacks} {verb} something to work on."
    return heading, look


def heading_of(
    done: Tried | None,
    all_tried: Sequence[Tried],
    *,
    picked: bool,
    left: int,
    untried: int,
    is_blind: bool,
) -> tuple[str, str]:
    """Return the heading and the line of the page.

    Parameters
    ----------
    done : Tried, optional
        The attack whose picture is shown.
    all_tried, left, untried, is_blind
        As `headline` takes them.
    picked : bool
        Whether the visitor chose that attack, which the heading is of then.
    """
    heading, line = headline(all_tried, left, untried, is_blind=is_blind)
    if done is None or done.gain is None:
        said = done.said if done else ""
        return heading, " ".join(filter(None, (said, line)))
    name, when = _lower(done.attack.label), seconds(done)
    if picked:
        label = done.attack.label
        heading = {
            "opens it": f"{label}: that opens it in {when}.",
            "helps": f"{label}: that helps, and does not open it.",
            "does not help": f"{label}: that does not help.",
        }[done.gain.word]
        return heading, done.said
    if heading.endswith("opens it"):
        return f"{heading} in {when}: {name}.", done.said
    if heading.endswith("open it"):
        return f"{heading}, the best in {when}: {name}.", done.said
    return heading, line or done.said


def seconds(done: Tried) -> str:
    """How long an attack took."""
    if done.seconds < 0.095:
        return "under 0.1\u00a0s"
    return f"{done.seconds:.1f}\u00a0s"


def arrow(before: float, after: float) -> str:
    """Two numbers, one after the other."""
    return f"{before:.2f} → {after:.2f}"


def signed(gain: float) -> str:
    """A gain with its sign, as the page writes it."""
    return f"{gain:+.2f}".replace("-", "−")


def noise_words(gain: Gain) -> str:
    """What noise scores before and after the same attack."""
    draws = "1 draw" if gain.draws == 1 else f"{gain.draws} draws"
    after = range_words(gain.low, gain.high)
    return f"{gain.noise_before:.2f} → {gain.vsi.noise:.2f} ({after}, {draws})"


def details(done: Tried) -> list[tuple[str, str]]:
    """Return what opens under a row: names and values."""
    attack = done.attack
    found = [("Found", done.said)]
    if gain := done.gain:
        found += [
            ("Noise, same attack", noise_words(gain)),
            ("SSIM", _witness(gain.ssim, "")),
            (
                "Information kept",
                _information(gain.information)
                if gain.information
                else "being measured",
            ),
        ]
    return [
        *found,
        ("Took", seconds(done)),
        ("How", attack.does),
        ("Takes as public", attack.knows),
        (
            "Source",
            f"{attack.citation}. {attack.provenance.capitalize()}: "
            f"{PROVENANCE[attack.provenance]}",
        ),
    ]


def _information(kept: Change) -> str:
    """How much information is kept, on the scale of the score."""
    return _witness(
        Change(
            before=scaled(kept.before),
            after=scaled(kept.after),
            noise=scaled(kept.noise),
        ),
        " of 2",
    )


def _witness(change: Change, of: str) -> str:
    return (
        f"{arrow(change.before, change.after)}{of}, attacked noise {change.noise:.2f}"
    )


def why_not(all_tried: Sequence[Tried]) -> tuple[str, str] | None:
    """Say of the attack that raises the score most without a gain why it counts not."""
    raised = [
        (done, done.gain)
        for done in all_tried
        if done.gain
        and done.gain.word == "does not help"
        and done.gain.vsi.after - done.gain.vsi.before >= 0.05
    ]
    if not raised:
        return None
    done, gain = max(raised, key=lambda pair: pair[1].vsi.after - pair[1].vsi.before)
    said = (
        f"{done.attack.label} takes this score from {gain.vsi.before:.2f} to "
        f"{gain.vsi.after:.2f}"
    )
    if gain.margin < LIMITS["helps"].gain:
        said += (
            f", and noise from {gain.noise_before:.2f} to {gain.vsi.noise:.2f}. So the "
            f"gain over noise is {signed(gain.margin)}."
        )
    else:
        said += (
            ". But pixel by pixel little is back: SSIM goes from "
            f"{gain.ssim.before:.2f} to {gain.ssim.after:.2f}, and attacked noise has "
            f"{gain.ssim.noise:.2f}."
        )
    return "Why a higher score may not count", said


def state_words(done: Tried, state: int, score: float | None) -> str:
    """Say how the picture lies, and what it scores so."""
    gain = done.gain
    if gain is None:
        return f"Which way up? The attacker's eye decides. Shown: {turn_name(state)}."
    now = "" if score is None else f" and scores {score:.2f}"
    said = (
        f"Shown: {turn_name(state)}{now}. As it came it scores {gain.as_it_came:.2f}."
    )
    if state == done.state:
        said += " This one is scored: a viewer would turn it so."
    return f"Which way up? The attacker's eye decides. {said}"


def turn_name(state: int) -> str:
    """Name of a state, in words."""
    turns = (
        "as it came", "turned left", "turned by half", "turned right",
        "upside down", "mirrored", "mirrored, turned left", "mirrored, turned right",
    )  # fmt: skip
    turn = turns[state % 8]
    if state < 8:
        return turn
    return "negative" if state == 8 else f"negative, {turn}"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
