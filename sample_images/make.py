"""Write the sample images and their encrypted companions; needs scikit-image.

Run it by hand from anywhere: `python sample_images/make.py`. It reads the pictures that
the scikit-image package itself ships, and changes only what `manifest.json` says.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

FOLDER = Path(__file__).parent
Pixels = NDArray[np.uint8]


def grey(pixels: Pixels) -> Pixels:
    """Luma, rounded to 8 bits."""
    if pixels.ndim == 2:
        return pixels
    return np.rint(pixels @ [0.299, 0.587, 0.114]).astype(np.uint8)


def square(pixels: Pixels, side: int) -> Pixels:
    """Central square, reduced to the given side."""
    height, width, _ = pixels.shape
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    cropped = Image.fromarray(pixels[top : top + short, left : left + short])
    return np.asarray(cropped.resize((side, side), Image.Resampling.LANCZOS))


def shuffle_blocks(pixels: Pixels, side: int, rng: np.random.Generator) -> Pixels:
    """Square blocks in random places; the sides are multiples of the block's."""
    rows, columns = pixels.shape[0] // side, pixels.shape[1] // side
    blocks = pixels.reshape(rows, side, columns, side).swapaxes(1, 2)
    shuffled = rng.permutation(blocks.reshape(-1, side, side))
    return (
        shuffled.reshape(rows, columns, side, side).swapaxes(1, 2).reshape(pixels.shape)
    )


def mask_low_bits(pixels: Pixels, bits: int, rng: np.random.Generator) -> Pixels:
    """Lowest bit planes covered by random bits."""
    return pixels ^ rng.integers(0, 2**bits, pixels.shape, dtype=np.uint8)


PLAIN = {
    "astronaut": data.astronaut(),
    "camera": data.camera(),
    "coffee": data.coffee(),
    "chelsea": data.chelsea(),
    "text": data.text(),
    "rocket": data.rocket(),
    "hubble": square(data.hubble_deep_field(), 512),
    "gravel": data.gravel(),
    "retina": square(data.retina(), 512),
}


def main() -> None:
    """Write every picture that the manifest names."""
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["plain"]:
        pixels = PLAIN[entry["key"]]
        Image.fromarray(pixels).save(FOLDER / entry["file"], optimize=True)
        for companion in entry["encrypted"]:
            rng = np.random.default_rng(companion["seed"])
            if companion["scheme"] == "block-shuffle":
                encrypted = shuffle_blocks(grey(pixels), companion["side"], rng)
            else:
                encrypted = mask_low_bits(grey(pixels), companion["bits"], rng)
            Image.fromarray(encrypted).save(FOLDER / companion["file"], optimize=True)


if __name__ == "__main__":
    main()
