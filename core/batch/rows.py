"""One pair in, one row out; runs in the worker, and never raises for a bad pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.attacks.own_blocks import OwnBlocks
from core.batch.attacking import Attacked, attack_all, statistics_of
from core.batch.forms import evaluate_forms
from core.batch.jobs import Form, Job, name_of
from core.batch.reading import Opened, open_other, open_pair, words_of
from core.image import ImageError, Luma
from core.recognizability import stages
from core.recognizability.channel import Channel
from core.recognizability.channels import channel_scores, more_than_luma
from core.recognizability.index import Recognizability
from core.recognizability.noise import NoiseBaseline, noise_pair
from core.remarks import Remark


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What a score of the proposed index is made of.

    Attributes
    ----------
    rd, gs : float
        Eqs. 6 and 7, in [0, 1].
    alpha : float
        That was used: where the side is given in pixels, it follows from the image.
    grid : tuple of int
        M and N, rows and columns of blocks.
    side : int
        l, in pixels.
    offset : tuple of int
        (y, x) of the first pixel of the first whole block.
    coverage : float
        Share of the pixels inside the grid, in (0, 1].
    near_copies : int
        Blocks that count 0 although a copy looks the same.
    vsi_with_copies : float
        VSI if those were exact copies.
    noise : NoiseBaseline, optional
        What noise scores, where that was asked for.
    """

    rd: float
    gs: float
    alpha: float
    grid: tuple[int, int]
    side: int
    offset: tuple[int, int]
    coverage: float
    near_copies: int
    vsi_with_copies: float
    noise: NoiseBaseline | None = None

    @classmethod
    def of(cls, found: Recognizability) -> "Details":
        """Take them from a result, whose pair tables are too large to send about."""
        rows, columns = found.degree.shape
        return cls(
            rd=float(found.rd),
            gs=float(found.gs),
            alpha=found.form.parameters.alpha,
            grid=(rows, columns),
            side=found.side,
            offset=found.offset,
            coverage=float(found.coverage),
            near_copies=int(found.near_copies.sum()),
            vsi_with_copies=float(found.vsi_with_copies),
        )


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Row:
    """What came of one pair.

    Attributes
    ----------
    number : int
        Place of the job in the list that was given, from 0.
    plain, encrypted : str
        Names of the images.
    scores : mapping of str to float
        Value of each measure that could be computed, by name, in the order asked for.
    details : mapping of str to Details
        What is behind the scores of the proposed index, by the names of its forms.
    error : str, optional
        Why some or all are missing, or what noise scores is.
    errors : mapping of str to str
        The same for each measure that it concerns, and for "attacks" and "statistics",
        where the images could be read.
    notes : tuple of str
        What was left out or changed while the images were read, also where there is
        an error, what has to be known of the pair, see `core.remarks`, and of blocks
        that are not the paper's.
    remarks : tuple of Remark
        Those of the notes that have to be known before the score is believed.
    channels : mapping of str to float, optional
        VSI of each channel by name, where that was asked for; those that have nothing
        to show are missing.
    shows_more : tuple of Channel
        Channels that show the picture while luma does not, where that was asked for.
    in_colour : bool
        Whether the encrypted image has colours, which scores alone do not look at.
    attacks : mapping of str to Attacked, optional
        What each attack gained, by key, where that was asked for; those that decline
        are missing.
    statistics : mapping of str to float
        As `core.batch.attacking.statistics_of` gives them, where asked for.
    """

    number: int
    plain: str
    encrypted: str
    scores: Mapping[str, float] = field(default_factory=dict[str, float])
    details: Mapping[str, Details] = field(default_factory=dict[str, Details])
    error: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    channels: Mapping[str, float] | None = None
    shows_more: tuple[Channel, ...] = ()
    in_colour: bool = False
    attacks: Mapping[str, Attacked] | None = None
    statistics: Mapping[str, float] = field(default_factory=dict[str, float])


def failed(number: int, job: Job, error: str, notes: tuple[str, ...] = ()) -> Row:
    """Row of a pair that gave no score at all."""
    return Row(
        number=number,
        plain=name_of(job.plain),
        encrypted=name_of(job.encrypted),
        error=error,
        notes=notes,
    )


def score(number: int, job: Job) -> Row:
    """Measure one pair; whatever goes wrong with it becomes part of the row."""
    opened = open_pair(job)
    if opened.planes is None:
        return failed(number, job, opened.error or "no pair", opened.notes)
    plain, encrypted = opened.planes
    values, errors = dict[str, float](), dict[str, str]()
    details, notes = dict[str, Details](), opened.notes
    forms = {name: how for name, how in job.measures.items() if isinstance(how, Form)}
    if job.blocks.given and forms:
        try:
            forms, said = _placed(job.blocks, forms, encrypted.luma)
            notes = (*notes, *said)
        except ImageError as error:
            errors, forms = dict.fromkeys(forms, str(error)), {}
    others = {name: how for name, how in job.measures.items() if isinstance(how, str)}
    if forms:
        try:
            pair = stages.prepare(
                plain.luma,
                encrypted.luma,
                edges_plain=plain.edges,
                edges_encrypted=encrypted.edges,
                data_range=255,
            )
            for name, found in evaluate_forms(pair, forms):
                if isinstance(found, ImageError):
                    errors[name] = str(found)
                else:
                    values[name] = float(found.vsi)
                    details[name] = Details.of(found)
        except Exception as error:  # noqa: BLE001 - it is part of the row
            errors |= {name: words_of(error) for name in forms if name not in values}
        else:
            measured = {name: forms[name] for name in details if job.draws}
            try:
                for name, draws in _noise(pair, measured, job.draws).items():
                    noise = NoiseBaseline.of(values[name], draws)
                    details[name] = replace(details[name], noise=noise)
            except Exception as error:  # noqa: BLE001 - the scores are there all the same
                said = f"noise could not be measured: {words_of(error)}"
                errors |= dict.fromkeys(measured, said)
    for name, key in others.items():
        try:
            values[name] = plain.measure(key)(encrypted.luma)
        except Exception as error:  # noqa: BLE001 - it is part of the row
            errors[name] = words_of(error)
    channels, shows = None, ()
    if job.channels and details and opened.colours is not None:
        name = next(iter(details))
        try:
            shows = more_than_luma(opened.colours, forms[name])
            channels = channel_scores(opened.colours, forms[name])
        except Exception as error:  # noqa: BLE001 - the scores are there all the same
            errors[name] = f"channels could not be looked at: {words_of(error)}"
    attacks = None
    if job.attacks and details:
        name = next(iter(details))
        try:
            attacks = attack_all(
                plain.luma, encrypted.luma, opened.colours, forms[name], job.attacks
            )
        except Exception as error:  # noqa: BLE001 - the scores are there all the same
            errors["attacks"] = words_of(error)
    tested: Mapping[str, float] = {}
    if job.statistics:
        try:
            tested, said = _tested(job, opened)
            notes = (*notes, *said)
        except Exception as error:  # noqa: BLE001 - the scores are there all the same
            errors["statistics"] = words_of(error)
    colours = opened.colours
    return Row(
        number=number,
        plain=name_of(job.plain),
        encrypted=name_of(job.encrypted),
        channels=channels,
        shows_more=shows,
        in_colour=colours is not None and colours.encrypted_has_colour,
        scores={name: values[name] for name in job.measures if name in values},
        details=details,
        error=_joined(errors, job) if errors else None,
        errors=errors,
        notes=notes,
        remarks=opened.remarks,
        attacks=attacks,
        statistics=tested,
    )


def _tested(job: Job, opened: Opened) -> tuple[dict[str, float], tuple[str, ...]]:
    """Statistics of the encrypted image, and notes on the second one."""
    assert opened.encrypted is not None
    if job.other is None:
        return statistics_of(opened.encrypted.levels, None), ()
    second = open_other(job)
    return statistics_of(opened.encrypted.levels, second.levels), second.notes


def _placed(
    blocks: OwnBlocks, forms: Mapping[str, Form], encrypted: Luma
) -> tuple[dict[str, Form], tuple[str, ...]]:
    """Forms with their blocks on this pair, and what there is to say of these."""
    placed = {name: blocks.place(form, encrypted) for name, form in forms.items()}
    notes = tuple(
        dict.fromkeys(note for each in placed.values() for note in each.notes)
    )
    return {name: each.form for name, each in placed.items()}, notes


def _noise(
    pair: stages.Pair, forms: Mapping[str, Form], count: int
) -> dict[str, list[float]]:
    """What each form scores for the encrypted pixels in random order."""
    found: dict[str, list[float]] = {name: [] for name in forms}
    for draw in range(count if forms else 0):
        for name, result in evaluate_forms(noise_pair(pair, draw), forms):
            if isinstance(result, ImageError):
                raise result
            found[name].append(result.vsi)
    return found


def _joined(errors: Mapping[str, str], job: Job) -> str:
    """One sentence for each thing that went wrong, with the measures it concerns."""
    concerned = dict[str, list[str]]()
    for name in sorted(errors, key=[*job.measures, "attacks", "statistics"].index):
        concerned.setdefault(errors[name], []).append(name)
    if set(errors) == set(job.measures) and len(concerned) == 1:
        return next(iter(concerned))
    return "; ".join(f"{', '.join(names)}: {said}" for said, names in concerned.items())
