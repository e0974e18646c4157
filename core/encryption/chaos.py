"""XOR with a logistic map's orbit, the textbook chaotic cipher.

Pareek, Patidar and Sud, Image and Vision Computing 24 (2006), 926-934.
"""

from core.encryption.base import Pixels, Scheme
from core.encryption.keys import logistic_bytes


def logistic_xor(pixels: Pixels, level: int, key: str) -> Pixels:
    """XOR every byte with floor(256 x) of the orbit; its own inverse."""
    del level
    stream = logistic_bytes(pixels.size, key, "logistic-xor")
    return pixels ^ stream.reshape(pixels.shape)


LOGISTIC_XOR = Scheme(
    key="logistic-xor",
    label="Logistic map XOR",
    family="demonstration",
    does="Every byte is XORed with a value of the chaotic map x' = 3.99 x (1 - x).",
    notice=(
        "It looks like noise, but the map favours values near 0 and 1, so bright and "
        "dark areas can be kept apart."
    ),
    level_meaning="one level only",
    level_labels=("all bits",),
    provenance="restated",
    citation=(
        "N. K. Pareek, V. Patidar, K. K. Sud, Image encryption using chaotic logistic "
        "map, Image and Vision Computing 24 (2006), 926-934, "
        "doi:10.1016/j.imavis.2006.02.021 (the bare principle, without its feedback)"
    ),
    cipher=logistic_xor,
    inverse=logistic_xor,
)
