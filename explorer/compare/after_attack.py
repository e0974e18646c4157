"""What the best fast attack makes of an encryption, for a column of the table."""

from dataclasses import dataclass

from core.recognizability.form import Form
from explorer.pair.attack_steps import Setup, tried_now
from explorer.pair.attempts import Tried, best
from explorer.pair.sources import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class AfterAttack:
    """The attack that gains most; None where none has anything to work on."""

    done: Tried | None

    @property
    def text(self) -> str:
        """The score after it, as the table writes it."""
        gain = self.done.gain if self.done else None
        helps = gain is not None and gain.word != "does not help"
        return f"{gain.vsi.after:.3f}" if gain and helps else "none"

    @property
    def about(self) -> str:
        """Which attack it is, and whether it opens the cipher."""
        if self.done is None or self.done.gain is None:
            return "finds anything"
        if self.done.gain.word == "does not help":
            return "helps"
        return f"{self.done.attack.label}, {self.done.gain.word}"

    @property
    def record(self) -> dict[str, object]:
        """The same as names and values, for files."""
        done = self.done
        if done is None or done.gain is None:
            return {"attack": None}
        return {
            "attack": done.attack.key,
            "word": done.gain.word,
            "vsi_after": done.gain.vsi.after,
            "margin_gain": done.gain.margin,
        }


def after_attack(plain: Source, encrypted: Source, form: Form) -> AfterAttack:
    """Try the fast attacks on an encryption, each against one random order."""
    setup = Setup(plain=plain, encrypted=encrypted, form=form)
    return AfterAttack(done=best(tried_now(setup)))
