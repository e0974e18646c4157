"""Published human scores of PEID, averaged over its 20 images.

Means of the scores in the database's data.mat (June 2019), which the authors of another
security index republish in the GitHub repository yyyychong/MCVSI. Home of the database:
Guo, Xiang, Li and Yang, IEEE TIFS 15 (2020), 1151-1163.
"""

from dataclasses import dataclass

IMAGES = 20
"""Images behind each mean."""


@dataclass(frozen=True, slots=True)
class MeanScores:
    """Means by level of one scheme, level 1 (strongest) first.

    Attributes
    ----------
    visual_security : tuple of float
        0 (unrecognisable) to 6 (plain): higher means that more shows through.
    image_quality : tuple of float
        1 (bad) to 5 (excellent).
    """

    visual_security: tuple[float, ...]
    image_quality: tuple[float, ...]


PEID_MEANS: dict[str, MeanScores] = {
    "peid-01": MeanScores(
        (0.05, 0.39, 0.84, 1.85, 3.22), (1.00, 1.00, 1.02, 1.16, 1.80)
    ),
    "peid-02": MeanScores(
        (0.00, 1.56, 2.59, 3.43, 4.17, 4.84), (1.00, 1.14, 1.47, 1.86, 2.31, 2.78)
    ),
    "peid-03": MeanScores(
        (0.17, 1.16, 1.39, 2.64, 3.96, 5.37), (1.00, 1.03, 1.06, 1.46, 2.38, 3.75)
    ),
    "peid-04": MeanScores(
        (0.06, 1.06, 1.78, 3.25, 4.26), (1.00, 1.02, 1.18, 1.95, 2.68)
    ),
    "peid-05": MeanScores(
        (0.04, 0.65, 1.29, 2.18, 3.56), (1.00, 1.00, 1.05, 1.20, 1.97)
    ),
    "peid-06": MeanScores(
        (0.56, 2.06, 3.60, 4.98, 5.69), (1.01, 1.20, 2.03, 3.21, 4.11)
    ),
    "peid-07": MeanScores(
        (0.00, 1.77, 2.72, 3.81, 4.89, 5.67), (1.00, 1.18, 1.55, 2.19, 3.19, 4.26)
    ),
    "peid-08": MeanScores((0.00, 0.00, 0.05, 0.99), (1.00, 1.00, 1.00, 1.01)),
    "peid-09": MeanScores(
        (0.01, 0.64, 1.36, 2.26, 3.31, 4.51), (1.00, 1.00, 1.03, 1.12, 1.37, 2.20)
    ),
    "peid-10": MeanScores(
        (0.18, 0.72, 1.27, 2.57, 3.88, 4.95), (1.00, 1.01, 1.12, 1.41, 2.25, 3.28)
    ),
}
"""Mean scores by scheme key."""
