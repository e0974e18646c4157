"""Several encryptions of one image under every index, as far as computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.indices import INDICES, ModelCard
from core.recognizability.form import Form
from explorer.compare import computed
from explorer.compare.after_attack import AfterAttack
from explorer.compare.maps import DrawnMaps, Scored
from explorer.compare.ranks import EncryptionValues
from explorer.figures.deferred import known_noise
from explorer.pair.candidates import Entry
from explorer.pair.link_fields import MAKE, UPLOAD
from explorer.pair.sources import Source, in_digits


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Encryption:
    """One of the encryptions that are compared.

    Attributes
    ----------
    number : int
        Its place in the list, from 1.
    entry : Entry
        What the visitor chose.
    name, detail : str
        What the visitor reads.
    source : Source
        Its picture, of the plain image's size.
    """

    number: int
    entry: Entry
    name: str
    detail: str
    source: Source

    @property
    def short(self) -> str:
        """Its name without what its scheme is known for."""
        if self.entry.kind == "scheme":
            return self.name.partition(":")[0]
        return self.name

    @property
    def link(self) -> dict[str, Any]:
        """Fields of the link that open it on Explore."""
        entry = self.entry
        if entry.kind == "file":
            white = in_digits(entry.white) if entry.white else ""
            return {
                "encrypted": UPLOAD,
                "encrypted_file": entry.name,
                "encrypted_white": white,
            }
        if entry.kind == "sample":
            return {"encrypted": entry.name}
        return {
            "encrypted": MAKE,
            "scheme": entry.name,
            "level": entry.level,
            "key": entry.key,
        }


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Comparison:
    """Encryptions of an image, with the scores and maps computed so far.

    Attributes
    ----------
    plain : Source
        The image.
    encryptions : sequence of Encryption
        What it is compared with.
    form : Form
        Of the paper's index.
    index : str
        Key of the index whose maps are wanted.
    scores : mapping
        By key of the index, one for each encryption; None is not ready yet.
    maps : sequence
        Of `index`, one for each encryption; None is not ready yet.
    attacked : sequence
        What the best fast attack makes of each, where that was asked for.
    """

    plain: Source
    encryptions: Sequence[Encryption]
    form: Form
    index: str
    scores: Mapping[str, Sequence[computed.Failed | Scored | None]]
    maps: Sequence[computed.Failed | DrawnMaps | None]
    attacked: Sequence[AfterAttack | computed.Failed | None] = ()

    @property
    def waiting(self) -> bool:
        """Whether anything is not ready yet."""
        scores = (s for row in self.scores.values() for s in row)
        return None in [*self.maps, *scores, *self.attacked]

    @property
    def problems(self) -> list[str]:
        """What could not be computed, each reason once."""
        scores = (each for row in self.scores.values() for each in row)
        found = [*scores, *self.attacked]
        return sorted({e.problem for e in found if isinstance(e, computed.Failed)})

    @property
    def columns(self) -> list[EncryptionValues]:
        """Values of every encryption, as tables and files take them."""
        return [
            EncryptionValues(
                number=encryption.number,
                name=encryption.name,
                short=encryption.short,
                detail=encryption.detail,
                sha256=encryption.source.sha256,
                values={key: _value(row[n]) for key, row in self.scores.items()},
            )
            for n, encryption in enumerate(self.encryptions)
        ]

    @property
    def after_attacks(self) -> list[tuple[str, str]]:
        """Score of each after the best fast attack, and which one, in words."""
        return [
            (each.text, each.about) if isinstance(each, AfterAttack) else ("…", "")
            for each in self.attacked
        ]

    @property
    def attack_records(self) -> list[dict[str, object]]:
        """The same for files; empty where it is not known."""
        return [
            each.record if isinstance(each, AfterAttack) else {}
            for each in self.attacked
        ]

    @property
    def card(self) -> ModelCard | None:
        """What the model behind NQIQAPEI was trained on, once it is known."""
        cards = (s.card for s in self.scores["nqiqapei"] if isinstance(s, Scored))
        return next(cards, None)

    @property
    def names(self) -> list[str]:
        """Number and name of every encryption."""
        return [f"{e.number}. {e.name}" for e in self.encryptions]

    def scored(self, key: str) -> list[Scored | None]:
        """Scores by one index; None also where there will never be one."""
        return [s if isinstance(s, Scored) else None for s in self.scores[key]]

    def parts(self, key: str) -> list[Mapping[str, float] | None]:
        """Numbers on the way to the scores by one index; of VSI those of noise too."""
        found = []
        for encryption, score in zip(self.encryptions, self.scored(key), strict=True):
            draws = None
            if key == "proposed":
                draws = known_noise(self.plain, encryption.source, self.form)
            noise = (
                {"noise, lowest": min(draws), "noise, highest": max(draws)}
                if draws
                else {}
            )
            found.append(score and {**score.parts, **noise})
        return found

    @property
    def drawn(self) -> list[DrawnMaps | None]:
        """Maps; None also where there will never be any."""
        return [found if isinstance(found, DrawnMaps) else None for found in self.maps]


def comparison(
    plain: Source,
    encryptions: Sequence[Encryption],
    form: Form,
    index: str,
    *,
    attacked: bool = False,
) -> Comparison:
    """Return what is known by now, and ask for the rest; `place` says what is next."""
    scores = {
        key: [
            computed.scored(
                plain,
                encryption.source,
                key,
                form,
                place=len(encryptions) + row * len(INDICES) + column,
            )
            for row, encryption in enumerate(encryptions)
        ]
        for column, key in enumerate(INDICES)
    }
    maps = [
        computed.drawn_maps(plain, encryption.source, index, form, place=row)
        for row, encryption in enumerate(encryptions)
    ]
    last = len(encryptions) * (1 + len(INDICES))
    after = [
        computed.after_best_attack(plain, encryption.source, form, place=last + row)
        for row, encryption in enumerate(encryptions if attacked else ())
    ]
    return Comparison(
        plain=plain,
        encryptions=encryptions,
        form=form,
        index=index,
        scores=scores,
        maps=maps,
        attacked=after,
    )


def _value(found: computed.Failed | Scored | None) -> float | None:
    if found is None:
        return None
    return found.value if isinstance(found, Scored) else float("nan")
