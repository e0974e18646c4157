"""Train the model that NQIQAPEI comes with; needs scikit-learn, takes half a minute.

Run it by hand from the repository: `python core/indices/models/make.py`. Every sample
image is encrypted with the six schemes of PEID that could be identified, at all of
their levels; the target of each is the published mean score of its scheme and level.
"""

import json
from pathlib import Path

import numpy as np

from core.encryption import SCHEMES
from core.encryption.published import PEID_MEANS
from core.image import read_image
from core.indices.encrypted_features import encrypted_features
from core.indices.regression import save_model
from core.indices.training import Examples, train

SCHEME_KEYS = ("peid-01", "peid-02", "peid-03", "peid-06", "peid-07", "peid-09")
SAMPLES = Path(__file__).parents[3] / "sample_images"
MODEL = Path(__file__).with_name("peid_means.json")


def examples() -> Examples:
    """Features and targets of every encrypted sample."""
    manifest = json.loads((SAMPLES / "manifest.json").read_text(encoding="utf-8"))
    features, mos, pictures = [], [], []
    for entry in manifest["plain"]:
        plain = np.rint(read_image(SAMPLES / entry["file"]))
        for key in SCHEME_KEYS:
            scheme = SCHEMES[key]
            for level in range(1, scheme.levels + 1):
                encrypted = scheme.encrypt(plain, level=level, key=entry["key"])
                features.append(encrypted_features(encrypted.astype(np.float64)))
                mos.append(PEID_MEANS[key].visual_security[level - 1])
                pictures.append(entry["key"])
    return Examples(
        features=np.array(features), mos=np.array(mos), pictures=tuple(pictures)
    )


def main() -> None:
    """Train and write the model."""
    model = train(
        examples(),
        data=(
            "The nine sample pictures, as grey levels, under six regenerated schemes "
            f"of PEID ({', '.join(SCHEME_KEYS)}) at all levels"
        ),
        mos_range=(0, 6),
        mos_meaning=(
            "PEID's visual-security score, 0 unrecognisable to 6 plain: the published "
            "mean over PEID's 20 pictures of each scheme and level, not a score of "
            "these very pictures"
        ),
        limits=(
            "Nine pictures, six kinds of encryption and no scores of single pictures: "
            "it has learnt how strong these schemes are, and says little of others. It "
            "never sees the plain picture. Train your own on a database's scores for "
            "anything that matters."
        ),
    )
    save_model(model, MODEL)


if __name__ == "__main__":
    main()
