"""Attacks as steps of a job: a first look at each, then the judgement in full."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial

from core.attacks import ATTACKS, Attack, Attempt, Case, Declined, Found
from core.attacks.grid import BlockGrid
from core.attacks.planes import random_planes
from core.encryption import SCHEMES
from core.image import grey_levels
from core.recognizability.form import Form
from explorer.pair.attempts import (
    NO_AIDS,
    Aids,
    attempt_row,
    declined_row,
    judged_row,
    keep_attacked,
    pixels,
)
from explorer.pair.derived import encrypt_source
from explorer.pair.evaluation import block_grid
from explorer.pair.sources import Source
from explorer.pair.sweeps import pair_words
from explorer.store.jobs import Step
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import Row, result_key, results

FULL = "in full"
"""End of the names of steps that measure noise and the witnesses in full."""

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
        """Return what all judgements share, made when it is first needed."""
        assert self.plain is not None
        if full not in self._cases:
            witnesses = ("ssim", "information") if full else ("ssim",)
            self._cases[full] = Case(
                self.plain.luma, self.encrypted.luma, self.form, witnesses=witnesses
            )
        return self._cases[full]

    def words(self, attack: Attack) -> list[object]:
        """List what a row depends on."""
        plain = self.plain
        return [
            attack.key,
            self.encrypted.digest,
            {} if attack.needs == "image" else self.aids.digests,
            [plain.digest, pair_words(plain, self.form)] if plain else [],
        ]

    def attempt(self, attack: Attack) -> Attempt | Row:
        """Run an attack, and keep its picture; a row where it declines."""
        aid = self.aids.of(attack)
        found = attack.inspect(pixels(self.encrypted), aid)
        if not isinstance(found, Found):
            return declined_row(found)
        attempt = attack.run(pixels(self.encrypted), aid)
        assert attempt is not None
        keep_attacked(self.encrypted, attack, attempt, self.aids)
        return attempt


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
    slow = [attack for attack in ATTACKS.values() if attack.slow]
    which = FULL if setup.plain else "first"
    keys = {_key(setup, attack, which): attack.key for attack in slow}
    return [keys[key] for key in results().known(keys)]


def attack_steps(setup: Setup, asked: Collection[str] = ()) -> list[Step]:
    """Try all quick attacks and those that were asked for, then judge them in full.

    Rows are those of `explorer.pair.attempts`; the names of the steps are the keys of
    the attacks, and these with `FULL`. Without a plain picture there is nothing to
    judge.
    """
    usable = [attack for attack in ATTACKS.values() if setup.aids.given(attack)]
    keys = quick_attacks(setup.encrypted)
    quick = [attack for attack in usable if attack.key in keys]
    slow = [a for a in usable if a.key not in keys and a.key in asked]
    firsts = [_first(setup, attack) for attack in quick]
    if setup.plain is None:
        return [*firsts, *(_first(setup, attack) for attack in slow)]
    return [
        *firsts,
        *(_full(setup, attack) for attack in slow),
        *(_full(setup, attack) for attack in quick),
    ]


def _key(setup: Setup, attack: Attack, which: str) -> str:
    return result_key("attack", which, *setup.words(attack))


def _first(setup: Setup, attack: Attack) -> Step:
    return Step(
        name=attack.key,
        key=_key(setup, attack, "first"),
        kind=attack.key if attack.slow else "first",
        run=partial(_first_row, setup, attack),
    )


def _first_row(setup: Setup, attack: Attack) -> Row:
    """Row with one random order, so that all rows come soon."""
    attempt = setup.attempt(attack)
    if not isinstance(attempt, Attempt):
        return attempt
    if setup.plain is None:
        return attempt_row(attempt)
    aid = setup.aids.of(attack)
    judged = setup.case(False).judge(attack, aid=aid, attempt=attempt, draws=1)
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
    """Return a function that scores one draw at each call; the last returns the row."""
    kept: list[Attempt] = []
    done = 0

    def run() -> Row | None:
        nonlocal done
        if not kept:
            known = results().known([_key(setup, attack, "first")])
            if any(row["word"] == "declined" for row in known.values()):
                return next(iter(known.values()))
            attempt = setup.attempt(attack)
            if not isinstance(attempt, Attempt):
                return attempt
            kept.append(attempt)
            return None
        case, aid = setup.case(True), setup.aids.of(attack)
        if done < attack.draws:
            done += 1
            case.noise(done)
            case.attacked_noise(attack, kept[0].found, done - 1, aid)
            return None
        judged = case.judge(attack, aid=aid, attempt=kept.pop())
        assert judged is not None
        return judged_row(judged)

    return run


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
    return _first_row(made, attack)
