"""The index of the paper, as an entry of the table of indices."""

from numpy.typing import ArrayLike

from core.image import DataRange
from core.indices.base import Index, Map, Score
from core.recognizability.blocks import Border, Offset
from core.recognizability.index import Recognizability, visual_security_index
from core.recognizability.parameters import Components, Parameters
from core.recognizability.pooling import Pooling


def proposed(
    plain: ArrayLike,
    encrypted: ArrayLike,
    /,
    *,
    parameters: Parameters | None = None,
    components: Components | None = None,
    border: Border = "crop",
    pooling: Pooling = "normalised",
    offset: Offset = (0, 0),
    data_range: DataRange = None,
) -> Score:
    """Score `core.visual_security_index` with its three grids.

    Parameters and errors are those of that function.

    Returns
    -------
    Score
        VSI, in [0, 2]; higher means less secure.
    """
    return as_score(
        visual_security_index(
            plain,
            encrypted,
            parameters,
            components,
            border=border,
            pooling=pooling,
            offset=offset,
            data_range=data_range,
        )
    )


def as_score(result: Recognizability) -> Score:
    """Value, grids and factors of a result that is computed already."""
    side = result.side
    return Score(
        value=float(result.vsi),
        maps={
            "degree": Map(
                title="Recognizable degree RD",
                array=result.degree,
                low=0,
                high=1,
                side=side,
                offset=result.origin,
                reading=(
                    "How well a plain block is recognised in the encrypted block that "
                    "resembles it most, wherever that stands: 1 is completely."
                ),
            ),
            "weight": Map(
                title="Weight w",
                array=result.weight,
                low=0,
                high=0.5,
                side=side,
                offset=result.origin,
                reading=(
                    "Blocks full of edges whose neighbours are not recognised weigh "
                    "most."
                ),
            ),
            "contribution": Map(
                title="Contribution to RD(P, E)",
                array=result.contribution,
                low=0,
                high=max(float(result.contribution.max()), 1 / result.degree.size),
                side=side,
                offset=result.origin,
                reading=(
                    "Share of each block in the sum behind the score. The shares add "
                    "up to 1. The brightest blocks leak most."
                ),
            ),
        },
        parts={"RD": float(result.rd), "GS": float(result.gs)},
    )


PROPOSED = Index(
    key="proposed",
    label="Non-local recognizable degree",
    looks_at=(
        "Whether each block of the plain picture is found again in the encrypted "
        "one, in brightness and edges, and whether the edges are as strong."
    ),
    trust=(
        "The paper's equations. Where it is silent or contradicts itself, a documented "
        "reading. It looks for displaced content, which none of the others does."
    ),
    provenance="published definition",
    citation=(
        "R. Shi, J. Xiong, T. Qiao, Encrypted image visual security index via "
        "non-local recognizable degree evaluation"
    ),
    range=(0.0, 2.0),
    evaluate=proposed,
)
