"""What noise scores, by any index."""

from collections.abc import Callable, Iterator

from numpy.typing import ArrayLike

from core.image import DataRange, ImageError, Luma, as_pair
from core.indices import INDICES
from core.recognizability import stages
from core.recognizability.blocks import Border, Offset
from core.recognizability.form import Form
from core.recognizability.index import evaluate
from core.recognizability.noise import (
    DRAWS,
    NoiseBaseline,
    in_random_order,
    noise_scores,
)
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling


def noise_baseline(
    plain: ArrayLike,
    encrypted: ArrayLike,
    parameters: Parameters | None = None,
    components: Components | None = None,
    *,
    index: str = "proposed",
    border: Border = "crop",
    pooling: Pooling = "normalised",
    offset: Offset = (0, 0),
    draws: int = DRAWS,
    data_range: DataRange = None,
) -> NoiseBaseline:
    """Score of a pair, and of the plain image with the encrypted pixels in disorder.

    Parameters
    ----------
    plain, encrypted, data_range
        As `core.visual_security_index` takes them.
    parameters, components, border, pooling, offset
        Of the index "proposed", as `core.visual_security_index` takes them.
    index : str
        Key of `core.INDICES`.
    draws : int
        Random orders, at least 1. Draw q is `default_rng(q).permutation`, so the result
        is the same every time. 19 let noise pass once in 20 times, 99 once in 100.

    Returns
    -------
    NoiseBaseline
        Score and draws.

    Raises
    ------
    ImageError
        As the index does, or if there are no draws.
    ValueError
        If there is no such index, or a setting of "proposed" is given for another.

    Notes
    -----
    Reading: (noise) what noise scores is a property of the plain image and of the
    histogram of the encrypted one, so the encrypted pixels themselves are shuffled. A
    score within or below the range does not differ from noise for this index. That
    nothing shows does not follow: some leaks score below noise.

    Examples
    --------
    >>> import numpy as np
    >>> ramp = np.tile(np.arange(0.0, 256.0, 4.0), (64, 1))
    >>> noise_baseline(ramp, ramp, draws=5).standing
    'above'
    >>> noise_baseline(ramp, ramp, index="information", draws=5).score
    1.0
    """
    if draws < 1:
        raise ImageError(f"expected at least 1 draw of noise, got {draws}")
    form = Form(
        parameters=parameters or Parameters(),
        components=components or Components(),
        border=border,
        pooling=pooling,
        offset=offset,
    )
    if index == "proposed":
        pair = stages.prepare(plain, encrypted, data_range=data_range)
        found = evaluate(pair, form).vsi
        return NoiseBaseline.of(found, noise_scores(pair, form, draws))
    if form != Form():
        raise ValueError(f"{index!r} has none of the settings of the paper's index")
    p, e = as_pair(plain, encrypted, data_range=data_range)
    measure = value_against(index, p)
    return NoiseBaseline.of(measure(e), scores_of_noise(measure, e, draws))


def value_against(index: str, plain: Luma) -> Callable[[Luma], float]:
    """Value of an index as a function of the encrypted image, its plain side kept.

    Parameters
    ----------
    index : str
        Key of `core.INDICES`.
    plain : NDArray
        (H, W), checked luma.

    Raises
    ------
    ValueError
        If there is no such index.
    """
    if index not in INDICES:
        raise ValueError(f"expected one of {', '.join(INDICES)}, got {index!r}")
    record = INDICES[index]
    if record.against is not None:
        return record.against(plain)
    return lambda encrypted: record.evaluate(plain, encrypted, data_range=255).value


def scores_of_noise(
    measure: Callable[[Luma], float], encrypted: Luma, draws: int = DRAWS
) -> Iterator[float]:
    """Yield the score of each random order of the encrypted pixels, when asked for it.

    Whoever only asks whether a score is above noise may stop at the first draw that
    reaches it: `all(draw < score for draw in scores_of_noise(...))`.
    """
    for draw in range(draws):
        yield measure(in_random_order(encrypted, draw))
