"""What attacks made of an encrypted picture: rows of numbers, and the pictures.

A row is small and is kept on disk. The picture of an attack follows from the encrypted
picture and from what the attack found, so it is made again when somebody looks at it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from core.attacks import ATTACKS, Aid, Attack, Attempt, Declined, Found, Judgement
from core.attacks.judgement import Word
from core.attacks.judging import in_state, states_of
from core.image import Luma
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.results_on_disk import Row

DECLINED, UNJUDGED = "declined", "not judged"
"""Words of rows that have no gain."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aids:
    """Further pictures that some attacks need, all of the encrypted picture's size.

    Attributes
    ----------
    second, second_plain : Source, optional
        Cipher of another picture under the same key, and that picture.
    pairs : tuple of pairs of Source
        (plain, encrypted) under the same key.
    several : tuple of Source
        Ciphers of the same picture under other keys.
    """

    second: Source | None = None
    second_plain: Source | None = None
    pairs: tuple[tuple[Source, Source], ...] = ()
    several: tuple[Source, ...] = ()

    @property
    def digests(self) -> dict[str, object]:
        """All of them by their digests."""
        return {
            "second": self.second and self.second.digest,
            "second_plain": self.second_plain and self.second_plain.digest,
            "pairs": [[plain.digest, cipher.digest] for plain, cipher in self.pairs],
            "several": [source.digest for source in self.several],
        }

    def given(self, attack: Attack) -> bool:
        """Whether an attack has all that it needs."""
        return bool(attack.needs == "image" or getattr(self, attack.needs))

    def of(self, attack: Attack) -> Aid | None:
        """Return what an attack gets; None for one that needs nothing."""
        if attack.needs == "image":
            return None
        return Aid(
            second=self.second and self.second.luma,
            second_plain=self.second_plain and self.second_plain.luma,
            pairs=[(plain.luma, cipher.luma) for plain, cipher in self.pairs],
            several=[source.luma for source in self.several],
        )


NO_AIDS = Aids()


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A number before and after an attack, and that of attacked noise."""

    before: float
    after: float
    noise: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """What an attack added to the score of the picture, and to that of noise.

    Attributes
    ----------
    word : str
        Whether it opens the cipher.
    vsi : Change
        Score of the picture; `noise` is the mean of attacked noise.
    as_it_came : float
        The score after, before a viewer turned the picture.
    noise_before, low, high : float
        Mean score of noise before the attack, and range of attacked noise.
    draws : int
        Random orders that noise was scored in.
    ssim, information : Change, optional
        Two witnesses; information, as a share of the bits, once it has been measured.
    """

    word: Word
    vsi: Change
    as_it_came: float
    noise_before: float
    low: float
    high: float
    draws: int
    ssim: Change
    information: Change | None

    @property
    def margin(self) -> float:
        """Growth of the margin above noise: the gain that counts."""
        before = self.vsi.before - self.noise_before
        return self.vsi.after - self.vsi.noise - before


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What came of one attack.

    Attributes
    ----------
    attack : Attack
        Which one.
    said : str
        What it found, or why it declined.
    found : Found, optional
        The same as names and values; None where it declined.
    state : int
        How the picture lies that was scored.
    seconds : float
        How long the attack took.
    gain : Gain, optional
        None without a plain picture, or where it declined.
    """

    attack: Attack
    said: str
    found: Found | None
    state: int = 0
    seconds: float = 0.0
    gain: Gain | None = None

    @property
    def states(self) -> tuple[int, ...]:
        """All ways in which the picture may lie; the first is as it came."""
        found = self.found
        return (0,) if found is None else states_of(self.attack.states_of(found))


def tried(key: str, row: Row) -> Tried:
    """Read a row of an attack."""
    attack, said = ATTACKS[key], str(row["said"])
    if row["word"] == DECLINED:
        return Tried(attack=attack, said=said, found=None)
    return Tried(
        attack=attack,
        said=said,
        found=Found(tuple(json.loads(str(row["found"])).items())),
        state=int(_number(row, "state")),
        seconds=_number(row, "seconds"),
        gain=None if row["word"] == UNJUDGED else _gain(row),
    )


def _gain(row: Row) -> Gain:
    def change(name: str) -> Change:
        parts = (f"{name}_{when}" for when in ("before", "after", "noise"))
        before, after, noise = (_number(row, part) for part in parts)
        return Change(before=before, after=after, noise=noise)

    return Gain(
        word=row["word"],  # pyright: ignore[reportArgumentType]
        vsi=change("vsi"),
        as_it_came=_number(row, "as_it_came"),
        noise_before=_number(row, "noise_before"),
        low=_number(row, "noise_low"),
        high=_number(row, "noise_high"),
        draws=int(_number(row, "draws")),
        ssim=change("ssim"),
        information=change("information") if "information_after" in row else None,
    )


def _number(row: Row, name: str) -> float:
    return float(str(row[name]))


def declined_row(found: Declined) -> Row:
    """Row of an attack that found nothing to work on."""
    return {"word": DECLINED, "said": found.reason}


def attempt_row(attempt: Attempt) -> Row:
    """Row of an attack that nobody can judge."""
    return {
        "word": UNJUDGED,
        "said": attempt.said,
        "found": json.dumps(dict(attempt.found)),
        "state": 0,
        "seconds": attempt.seconds,
    }


def judged_row(judged: Judgement) -> Row:
    """Row of an attack with its gain."""
    row = dict(attempt_row(judged.attempt))
    row |= {
        "word": judged.word,
        "state": judged.state,
        "vsi_before": judged.before,
        "vsi_after": judged.after,
        "vsi_noise": judged.noise_after,
        "as_it_came": judged.as_it_came,
        "noise_before": judged.noise_before,
        "noise_low": min(judged.noise_after_draws),
        "noise_high": max(judged.noise_after_draws),
        "draws": judged.draws,
        "gain": judged.gain,
    }
    for key, witness in judged.witnesses.items():
        for when in ("before", "after", "noise"):
            row[f"{key}_{when}"] = getattr(witness, when)
    return row


def pixels(source: Source) -> ArrayLike:
    """Return the pixels that attacks see: in their colours where they are a file's.

    An attack on bytes has to know whether there are colours.
    """
    made = source.made
    if source.picture is None or made.shape or made.channel != "luma":
        return source.luma
    return source.picture.levels


def attacked(
    encrypted: Source, attack: Attack, found: Found, aids: Aids = NO_AIDS
) -> Luma:
    """Return the picture that an attack makes, as it comes, remembered."""
    key = _attacked_key(encrypted, attack, found, aids)
    return MEMORY.recall(
        key, lambda: attack.apply(encrypted.luma, found, aids.of(attack)), encrypted
    )


def attempt(
    encrypted: Source, attack: Attack, aids: Aids = NO_AIDS
) -> Attempt | Declined:
    """Run an attack, remembered with its picture."""

    def make() -> Attempt | Declined:
        aid = aids.of(attack)
        found = attack.inspect(pixels(encrypted), aid)
        if isinstance(found, Declined):
            return found
        made = attack.run(pixels(encrypted), aid)
        assert made is not None
        key = _attacked_key(encrypted, attack, made.found, aids)
        MEMORY.keep(key, made.picture, encrypted)
        return made

    used = {} if attack.needs == "image" else aids.digests
    key = ("attempt", encrypted.digest, attack.key, json.dumps(used))
    return MEMORY.recall(key, make, encrypted)


def _attacked_key(
    encrypted: Source, attack: Attack, found: Found, aids: Aids
) -> tuple[str, ...]:
    used = {} if attack.needs == "image" else aids.digests
    words = json.dumps([dict(found), used], sort_keys=True)
    return "attacked", encrypted.digest, attack.key, words


def lying(
    encrypted: Source,
    done: Tried,
    state: int,
    aids: Aids = NO_AIDS,
) -> Luma:
    """Return the picture of an attack as a viewer turns it."""
    assert done.found is not None
    picture = attacked(encrypted, done.attack, done.found, aids)
    return in_state(picture, state, done.found)


def best(all_tried: Sequence[Tried]) -> Tried | None:
    """Return the attack that gains most; without scores, the most precise one.

    What is not judged yet comes before what does not help.
    """
    found = [done for done in all_tried if done.found is not None]
    judged = [(done, done.gain) for done in found if done.gain]
    helping = [pair for pair in judged if pair[1].word != "does not help"]
    unjudged = {done.attack.key: done for done in found if done.gain is None}
    precise = next((unjudged[key] for key in _PRECISE if key in unjudged), None)
    if helping or not precise:
        ranked = helping or judged
        words = ("does not help", "helps", "opens it")
        return max(
            ranked,
            key=lambda pair: (words.index(pair[1].word), pair[1].margin),
            default=(None, None),
        )[0]
    return precise


_PRECISE = (
    "second-image", "known-pairs", "cat-rounds", "line-order", "jigsaw",
    "orbit-likelihood", "dc-solve", "sign-solve", "planes-drop",
    *ATTACKS,
)  # fmt: skip
"""Order without scores; the first ones use what no cipher alone gives away."""
