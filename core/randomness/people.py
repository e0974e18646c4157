"""How far tests of randomness and diffusion agree with people: not far.

Spearman's rank correlation with PEID's published scores of visual security, on three
pictures under all 34 levels of six of its schemes, 102 pairs, as
`benchmarks/randomness.py` measures it. NPCR and UACI are of two keys there; images of
one level count as correlation 1.
"""

PICTURES = ("camera", "astronaut", "coffee")
"""Pictures on which it was measured."""

RANK_CORRELATION = {
    "entropy": 0.21,
    "chi2": -0.26,
    "corr_h": 0.32,
    "corr_v": 0.33,
    "corr_d": 0.37,
    "npcr": -0.27,
    "uaci": -0.52,
    "mse": -0.67,
    "psnr": 0.67,
    "mae": -0.70,
    "vsi": 0.93,
}
"""Of each entry of the table, by key, and of the visual security index beside them."""

SAYS = (
    "Rank correlation with people's scores stands beside each number. The visual "
    f"security index has {RANK_CORRELATION['vsi']:.2f} on the same pairs."
)
