"""What Attack is about: the pair, what was asked for, and what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.attacks import ATTACKS, Attack
from core.recognizability.form import Form
from explorer import session
from explorer.attack.pictures import Shown
from explorer.pair import evaluation
from explorer.pair.attack_steps import FULL, SOON, quick_attacks, seconds_of
from explorer.pair.attempts import Aids, Tried, best, tried
from explorer.pair.sources import Source
from explorer.store.jobs import BackgroundJob

BEST = "best"
"""Word of the link: the attack that gains most."""

LIST, VIEW = "attack_list", "attack_view"
"""Names of the list and of the pictures in the session's state, without an epoch."""

_ASKED = "attacks_asked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What the page is about.

    Attributes
    ----------
    plain : Source, optional
        None where nobody can judge.
    encrypted : Source
        The cipher.
    form : Form
        Of the index.
    aids : Aids
        Further pictures.
    wanted : tuple of str
        Slow attacks that the visitor asked for.
    asked : tuple of str
        These, and those that are known from before.
    """

    plain: Source | None
    encrypted: Source
    form: Form
    aids: Aids
    wanted: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def pair(self) -> str:
        """Name of the pair."""
        return f"{self.plain.digest if self.plain else ''} {self.encrypted.digest}"

    @property
    def untried(self) -> list[tuple[Attack, float]]:
        """Slow attacks that nobody has asked for, and how long they take."""
        quick = quick_attacks(self.encrypted)
        grid = evaluation.block_grid(self.encrypted)
        return [
            (attack, seconds_of(attack, self.encrypted, grid))
            for key, attack in ATTACKS.items()
            if attack.needs == "image" and key not in quick and key not in self.asked
        ]

    def waiting(self, job: BackgroundJob) -> list[str]:
        """Attacks that are on their way."""
        if job.state != "running":
            return []
        rows = job.rows
        return [
            key
            for key in (*quick_attacks(self.encrypted), *self.asked)
            if self.aids.given(ATTACKS[key]) and key not in rows
        ]

    def left(self, job: BackgroundJob, known: Sequence[Tried]) -> int:
        """How many attacks are still to be tried or judged by a job that runs."""
        if job.state != "running":
            return 0
        judging = [done for done in known if done.found is not None and not done.gain]
        return len(self.waiting(job)) + (len(judging) if self.plain else 0)


def wanted(encrypted: Source) -> tuple[str, ...]:
    """Return the slow attacks that were asked for on this picture.

    Whoever chooses one, by a link too, asks for it; it goes on when another is chosen.
    """
    digest, keys = session.recall(_ASKED) or ("", ())
    keys = tuple(keys) if digest == encrypted.digest else ()
    chosen = picked()
    if chosen in ATTACKS and chosen not in (*quick_attacks(encrypted), *keys):
        keys = (*keys, chosen)
        session.keep(_ASKED, (encrypted.digest, keys))
    return keys


def ask(encrypted: Source, *keys: str) -> None:
    """Ask for slow attacks: a callback."""
    asked = dict.fromkeys((*wanted(encrypted), *keys))
    session.keep(_ASKED, (encrypted.digest, tuple(asked)))


def picked() -> str:
    """Return the attack that the visitor or a link chose; `BEST` where nobody did."""
    return session.part("attack", LIST)


def all_tried(job: BackgroundJob) -> list[Tried]:
    """Return what is known of each attack, in full where that is there."""
    rows = job.rows
    known = {
        key: rows.get(f"{key} {FULL}") or rows.get(f"{key} {SOON}") or rows.get(key)
        for key in ATTACKS
    }
    return [tried(key, row) for key, row in known.items() if row and "said" in row]


def shown(scene: Scene, known: Sequence[Tried]) -> Shown | None:
    """Return the attack whose picture is shown: the chosen one, else the best."""
    found = {each.attack.key: each for each in known if each.found is not None}
    done = found.get(picked()) or best(list(found.values()))
    if done is None:
        return None
    lies = Shown(
        encrypted=scene.encrypted, done=done, state=done.state, aids=scene.aids
    )
    state = _turned(done.attack.key)
    return replace(lies, state=state) if state in lies.states else lies


def _turned(attack: str) -> int | None:
    """How the visitor, or a link, turned the picture of an attack."""
    said = (session.held(session.key("state", VIEW)) or {}).get("state")
    if isinstance(said, Mapping) and said.get("attack") == attack:
        state = said.get("state")
        return state if isinstance(state, int) else None
    written, of = str(session.recall("state")), session.recall("attack")
    return int(written) if written and of in (attack, BEST) else None
