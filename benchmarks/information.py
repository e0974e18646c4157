"""Every known number of recognizable information and key points, beside today's.

    python benchmarks/information.py

The values are those of a literal version in double precision. The test suite holds one
pair for each picture; here are all of them. Takes about a minute.
"""

import os

for variable in ("OMP", "OPENBLAS", "MKL", "NUMBA"):
    os.environ.setdefault(f"{variable}_NUM_THREADS", "1")

import argparse
import sys
from pathlib import Path

# A script's folder comes first on the path: there, core.py hides the package core.
sys.path.pop(0)

import numpy as np
from PIL import Image

import core
from core.indices.key_points import key_points

SAMPLES = Path(core.__file__).parents[1] / "sample_images"

CODEC = ("peid-06", "peid-01")
"""Schemes that go through a JPEG 2000 codec, with a wider tolerance."""

# plain image | scheme and level, or a sample file | information | its octaves from the
# finest | blocks found elsewhere | in place only | key points found, of how many
GOLDEN = """
astronaut|peid-07 1|0.000557|.0000 .0002 .0005 .0015|7|0.000490|0|535
astronaut|peid-09 4|0.042685|.0391 .0420 .0431 .0466|91|0.001135|179|535
astronaut|planes-high 4|0.001485|.0001 .0002 .0011 .0046|8|0.001443|6|535
astronaut|aes-ecb 1|0.001686|.0002 .0006 .0020 .0040|40|0.000633|0|535
camera|peid-07 3|0.087428|.0184 .0684 .1198 .1431|14|0.086859|113|240
camera|peid-07 6|0.563632|.4627 .5590 .6169 .6159|0|0.563632|231|240
camera|peid-09 2|0.002344|.0006 .0013 .0026 .0049|42|0.001166|6|240
camera|etc 4|0.010065|.0037 .0078 .0126 .0161|71|0.001119|25|240
camera|blur 3|0.014557|.0000 .0009 .0054 .0519|4|0.014035|16|240
camera|double-random-phase 3|0.033410|.0035 .0168 .0466 .0667|11|0.033036|40|240
chelsea|peid-09 3|0.396564|.4202 .4039 .3871 .3751|119|0.007347|22|265
chelsea|mosaic 4|0.069334|.0018 .0030 .0086 .2639|22|0.072441|66|265
coffee|row-column 3|0.004681|.0008 .0029 .0048 .0102|88|0.001098|5|198
coffee|jpeg-dc 2|0.016205|.0235 .0248 .0106 .0059|5|0.016123|0|198
gravel|cat-map 4|0.000587|.0000 .0002 .0004 .0017|5|0.000579|0|1707
hubble|logistic-xor 1|0.000237|.0000 .0001 .0003 .0006|10|0.000200|0|226
hubble|peid-06 3|0.132261|.0051 .0784 .1827 .2629|0|0.132261|113|226
retina|peid-02 4|0.052495|.0001 .0010 .0482 .1607|4|0.051811|11|85
rocket|thumbnail 3|0.013014|.0025 .0075 .0100 .0321|38|0.011770|10|90
rocket|peid-01 4|0.039645|.0002 .0008 .0330 .1246|16|0.039896|21|90
text|peid-07 2|0.074876|.0043 .0442 .1096 .1413|5|0.074126|21|80
text|jpeg-signs 2|0.035438|.0025 .0092 .0181 .1120|30|0.036596|7|80
astronaut|astronaut_lowbits8|0.000627|.0001 .0002 .0008 .0015|10|0.000527|1|535
astronaut|astronaut_lowbits7|0.049504|.0052 .0252 .0639 .1036|12|0.048847|95|535
astronaut|astronaut_shuffle64|0.054694|.0530 .0552 .0534 .0571|84|0.013594|175|535
camera|camera_lowbits6|0.087226|.0182 .0675 .1192 .1440|11|0.086841|116|240
camera|camera_shuffle32|0.007529|.0030 .0061 .0095 .0116|72|0.001201|14|240
"""


def main() -> int:
    """Print a line for each pair; the number of lines that differ."""
    differing = 0
    for line in GOLDEN.strip().splitlines():
        name, how, *given = (part.strip() for part in line.split("|"))
        value, octaves, elsewhere, in_place, points, count = given
        pixels = np.asarray(Image.open(SAMPLES / f"{name}.png"))
        scheme, _, level = how.partition(" ")
        if level:
            made = core.SCHEMES[scheme].encrypt(pixels, level=int(level), key="demo")
        else:
            made = np.asarray(Image.open(SAMPLES / f"{how}.png"))
        found = core.recognizable_information(pixels, made)
        score = key_points(pixels, made)
        close = 1e-3 if scheme in CODEC else 2e-6
        shares = np.array([float(share) for share in octaves.split()])
        good = (
            abs(found.value - float(value)) <= close
            and abs(found.value_in_place - float(in_place)) <= close
            and (np.abs(found.octaves - shares) <= max(close, 1e-4)).all()
            and abs(int(found.elsewhere.sum()) - int(elsewhere)) <= 1
            and abs(score.parts["found again"] - int(points)) <= 2
            and abs(score.parts["points, plain"] - int(count)) <= 2
        )
        differing += not good
        print(
            f"{name:<10} {how:<24} {found.value:.6f} ({value}) "
            f"{found.elsewhere.sum():4d} ({elsewhere}) "
            f"{score.parts['found again']:5.0f} ({points}) of "
            f"{score.parts['points, plain']:4.0f} ({count})"
            + ("" if good else "  differs")
        )
    return differing


if __name__ == "__main__":
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    sys.exit(f"{wrong} pairs differ" if (wrong := main()) else 0)
