"""Small pairs of files, and images that a worker cannot survive."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image
from skimage import data

import core

_GRIM = '''
import os, signal
from dataclasses import dataclass
from pathlib import Path

import numpy as np

@dataclass(frozen=True)
class Grim:
    """Image that kills whoever reads it, the first `times` times."""

    count: Path
    times: int

    @property
    def name(self):
        return "grim"

    def read(self):
        died = len(self.count.read_text()) if self.count.exists() else 0
        if died < self.times:
            with self.count.open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return np.zeros((64, 64))

@dataclass(frozen=True)
class Wrong:
    """Image whose reading goes wrong in a way that nobody foresaw."""

    name: str = "wrong"

    def read(self):
        raise ZeroDivisionError("by nothing")
'''


@pytest.fixture(scope="session")
def grim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """Module with images that fail; processes that are spawned can import it too."""
    folder = tmp_path_factory.mktemp("grim")
    (folder / "grim_images.py").write_text(_GRIM)
    sys.path.insert(0, str(folder))
    import grim_images  # pyright: ignore[reportMissingImports]

    yield grim_images
    sys.path.remove(str(folder))


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """Four encryptions of each of three plain images, in turns; 96 × 96, PNG."""
    folder = tmp_path_factory.mktemp("pairs")
    made = []
    crops = {
        "camera": data.camera()[100:196, 200:296],
        "coins": data.coins()[20:116, 30:126],
        "brick": data.brick()[:96, :96],
    }
    for level in (1, 2):
        for scheme in ("peid-09", "peid-07"):
            for name, plain in crops.items():
                files = folder / f"{name}.png", folder / f"{name}-{scheme}-{level}.png"
                encrypted = core.SCHEMES[scheme].encrypt(plain, level=level)
                for file, pixels in zip(files, (plain, encrypted), strict=True):
                    Image.fromarray(np.asarray(pixels, np.uint8)).save(file)
                made.append(files)
    return made
