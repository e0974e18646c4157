"""Visual security indices: one literal table, one record each."""

from core.indices.base import Index, Map, ModelCard, Score
from core.indices.ess import ESS
from core.indices.iibvsi import IIBVSI
from core.indices.information import INFORMATION
from core.indices.key_points import KEY_POINTS
from core.indices.lfbvs import LFBVS
from core.indices.lss import LSS
from core.indices.nmvsi import NMVSI
from core.indices.nqiqapei import NQIQAPEI
from core.indices.proposed import PROPOSED
from core.indices.psnr import PSNR
from core.indices.ssim import SSIM
from core.indices.vsi_canny import VSI_CANNY

__all__ = ["INDICES", "Index", "Map", "ModelCard", "Score"]

INDICES: dict[str, Index] = {
    index.key: index
    for index in (
        PROPOSED,
        LSS,
        ESS,
        LFBVS,
        VSI_CANNY,
        NQIQAPEI,
        NMVSI,
        IIBVSI,
        PSNR,
        SSIM,
        INFORMATION,
        KEY_POINTS,
    )
}
"""Every index by its key: the paper's, its seven rivals in its order, the baselines,
then the two that stand beside the paper."""
