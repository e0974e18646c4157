"""Attacks as steps of a job: a first look at each, then the judgement in full."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial

from core.attacks import ATTACKS, Attack, Attempt, Case, Declined
from core.attacks.grid import BlockGrid
from core.attacks.planes import random_planes
from core.encryption import SCHEMES
from core.image import grey_levels
from core.recognizability.form import Form
from explorer.pair.attempts import (
    NO_AIDS,
    Aids,
    Tried,
    attempt,
    attempt_row,
    declined_row,
    judged_row,
    tried,
)
from explorer.pair.derived import encrypt_source
from explorer.pair.evaluation import block_grid
from explorer.pair.sources import Source
from explorer.pair.sweeps import pair_words
from explorer.store.jobs import Step
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import Row, result_key, results
from explorer.store.runner import RUNNER

LOOK, SOON, FULL = "look", "soon", "in full"
"""What a step of an attack gives: the picture alone, the gain over one random order, or
that over all of them with the witnesses."""

_PLANES = 8
_LARGE, _SMALL, _EIGHTS = 64, 16, 8  # sides of blocks


@dataclass(kw_only=True)
class Setup:
    """A cipher, and how it is judged, shared by the steps of one job.

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
    """

    plain: Source | None
    encrypted: Source
    form: Form
    aids: Aids = NO_AIDS
    _cases: dict[bool, Case] = field(default_factory=dict, repr=False)

    def case(self, full: bool) -> Case:
        """Return what all judgements of one kind share; the other kind is let go."""
        assert self.plain is not None
        if full not in self._cases:
            witnesses = ("ssim", "information") if full else ("ssim",)
            made = Case(
                self.plain.luma, self.encrypted.luma, self.form, witnesses=witnesses
            )
            # Of a large photograph two would take too much memory.
            self._cases = {full: made}
        return self._cases[full]

    def attempt(self, attack: Attack) -> Attempt | Declined:
        """Run an attack, remembered."""
        return attempt(self.encrypted, attack, self.aids)


def is_quick(attack: Attack, encrypted: Source) -> bool:
    """Whether an attack is done within about a second, if only because it declines."""
    if not attack.slow:
        return True
    grid = block_grid(encrypted)
    if attack.key == "jigsaw":
        return grid.side < _SMALL or grid.side >= _LARGE
    if attack.key == "sign-solve":
        return grid.side != _EIGHTS
    if attack.key == "orbit-likelihood":
        return len(random_planes(grey_levels(encrypted.luma))) < _PLANES
    return False


def quick_attacks(encrypted: Source) -> tuple[str, ...]:
    """Return the attacks that are tried without being asked for, remembered."""
    return MEMORY.recall(
        ("quick attacks", encrypted.digest),
        lambda: tuple(k for k, a in ATTACKS.items() if is_quick(a, encrypted)),
        encrypted,
    )


def seconds_of(attack: Attack, encrypted: Source, grid: BlockGrid) -> float:
    """About how long a slow attack and its judgement take."""
    base = {"sign-solve": 6.0, "orbit-likelihood": 5.0, "cat-rounds": 4.0}
    each = base.get(attack.key, 6.0 if grid.side >= _LARGE // 2 else 15.0)
    return each * encrypted.luma.size / 2**18


def known_slow(setup: Setup) -> list[str]:
    """Return the slow attacks whose rows are known from before."""
    quick = quick_attacks(setup.encrypted)
    slow = [attack for attack in ATTACKS.values() if attack.key not in quick]
    which = FULL if setup.plain else LOOK
    keys = {_key(setup, attack, which): attack.key for attack in slow}
    return [keys[key] for key in results().known(keys)]


def attack_steps(setup: Setup, asked: Collection[str] = ()) -> list[Step]:
    """Try all quick attacks and those that were asked for, then judge them.

    Rows are those of `explorer.pair.attempts`. The picture comes first, by a step with
    the key of the attack as its name; then what it gains over one random order, `SOON`,
    so that all numbers come soon; at last the judgement in `FULL`. Without a plain
    picture there is nothing to judge.
    """
    usable = [attack for attack in ATTACKS.values() if setup.aids.given(attack)]
    keys = quick_attacks(setup.encrypted)
    quick = [attack for attack in usable if attack.key in keys]
    slow = [a for a in usable if a.key not in keys and a.key in asked]
    looks = [_look(setup, attack) for attack in (*quick, *slow)]
    if setup.plain is None:
        return looks
    return [
        *looks,
        *(_full(setup, attack) for attack in slow),
        *(_soon(setup, attack) for attack in quick),
        *(_full(setup, attack) for attack in quick),
    ]


def _key(setup: Setup, attack: Attack, which: str) -> str:
    plain, encrypted = setup.plain, setup.encrypted
    used = {} if attack.needs == "image" else setup.aids.digests
    words: list[object] = [attack.key, encrypted.digest, used]
    if which != LOOK and plain is not None:
        words += [plain.digest, pair_words(plain, setup.form)]
    return result_key("attack", which, *words)


def _look(setup: Setup, attack: Attack) -> Step:
    def run() -> Row:
        made = setup.attempt(attack)
        return declined_row(made) if isinstance(made, Declined) else attempt_row(made)

    return Step(
        name=attack.key,
        key=_key(setup, attack, LOOK),
        kind=attack.key if attack.slow else LOOK,
        run=run,
    )


def _soon(setup: Setup, attack: Attack) -> Step:
    return Step(
        name=f"{attack.key} {SOON}",
        key=_key(setup, attack, SOON),
        kind=SOON,
        run=partial(_soon_row, setup, attack),
    )


def _soon_row(setup: Setup, attack: Attack) -> Row:
    made = setup.attempt(attack)
    if isinstance(made, Declined):
        return declined_row(made)
    aid, case = setup.aids.of(attack), setup.case(False)
    judged = case.judge(attack, aid=aid, attempt=made, draws=1)
    assert judged is not None
    return judged_row(judged)


def _full(setup: Setup, attack: Attack) -> Step:
    return Step(
        name=f"{attack.key} {FULL}",
        key=_key(setup, attack, FULL),
        kind=f"{attack.key} {FULL}",
        run=_draw_by_draw(setup, attack),
    )


def _draw_by_draw(setup: Setup, attack: Attack) -> Callable[[], Row | None]:
    """Return a function that scores one draw at each call; the last returns the row.

    All draws together may take long, so other work gets its turn between them.
    """
    done = 0

    def run() -> Row | None:
        nonlocal done
        made = setup.attempt(attack)
        if isinstance(made, Declined):
            return declined_row(made)
        case, aid = setup.case(True), setup.aids.of(attack)
        if done < attack.draws:
            case.noise(done + 1)
            case.attacked_noise(attack, made.found, done, aid)
            done += 1
            return None
        judged = case.judge(attack, aid=aid, attempt=made)
        assert judged is not None
        return judged_row(judged)

    return run


PRECISE = ("planes-drop", "planes-unwrap", "dc-solve", "jigsaw", "line-order")
"""Attacks whose judgement takes about a second, and little where they decline."""


def try_soon(setup: Setup) -> list[Tried]:
    """Measure what `PRECISE` attacks gain, each in a turn of its own; kept on disk."""
    found = []
    for attack in _precise(setup):
        key = _key(setup, attack, SOON)
        row = results().known([key]).get(key)
        if row is None:
            with RUNNER.turn():
                row = _soon_row(setup, attack)
            results().keep(key, row)
        found.append(tried(attack.key, row))
    return found


def tried_now(setup: Setup) -> list[Tried]:
    """Return the same, measured here and now, for a file."""
    return [tried(a.key, _soon_row(setup, a)) for a in _precise(setup)]


def _precise(setup: Setup) -> list[Attack]:
    quick = quick_attacks(setup.encrypted)
    return [ATTACKS[key] for key in PRECISE if key in quick]


def level_name(level: int, key: str) -> str:
    """Name of the step of one attack on one level."""
    return f"{level} {key}"


def level_steps(plain: Source, scheme: str, key: str, form: Form) -> list[Step]:
    """Try the attacks that see the cipher alone on every level of a scheme.

    Each is judged against one random order. One that would take long on a level
    declines there.
    """
    secret = hashlib.sha256(key.encode()).hexdigest()
    alone = [attack for attack in ATTACKS.values() if attack.needs == "image"]
    steps = []
    for level in range(1, SCHEMES[scheme].levels + 1):
        setup = _setup_of_level(plain, scheme, level, key, form)
        words = [plain.digest, scheme, level, secret, pair_words(plain, form)]
        steps += [
            Step(
                name=level_name(level, attack.key),
                key=result_key("attack on level", attack.key, *words),
                kind=attack.key,
                run=partial(_level_row, setup, attack),
            )
            for attack in alone
        ]
    return steps


def _setup_of_level(
    plain: Source, scheme: str, level: int, key: str, form: Form
) -> Callable[[], Setup]:
    """Return a function that encrypts with the first attack of a level.

    The last attack is through with it before the next level begins.
    """
    made: list[Setup] = []

    def setup() -> Setup:
        if not made:
            encrypted = encrypt_source(plain, SCHEMES[scheme], level, key)
            made.append(Setup(plain=plain, encrypted=encrypted, form=form))
        return made[0]

    return setup


def _level_row(setup: Callable[[], Setup], attack: Attack) -> Row:
    made = setup()
    if not is_quick(attack, made.encrypted):
        return declined_row(Declined("it takes long here. Open the level to try it"))
    return _soon_row(made, attack)
