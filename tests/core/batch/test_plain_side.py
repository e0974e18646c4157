"""What depends on the plain image alone is found once for all of its encryptions."""

import numpy as np
import pytest
from PIL import Image

import core
from core.batch import Job
from core.batch import reading as reading_module
from core.batch.rows import score
from core.indices.noise import value_against


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A plain image and three encryptions of it."""
    rng = np.random.default_rng(5)
    plain = np.kron(rng.integers(0, 256, (12, 16)), np.ones((8, 8)))
    noise = rng.integers(-20, 21, (3, *plain.shape))
    folder = tmp_path_factory.mktemp("files")
    paths = [folder / f"{number}.png" for number in range(4)]
    for path, levels in zip(paths, (plain, *(plain + noise)), strict=True):
        Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)).save(path)
    return paths


def test_the_plain_side_of_an_index_is_made_once_for_all_encryptions(
    files, monkeypatch
):
    plain, *encrypted = files
    made = []

    def counted(key, luma):
        made.append(key)
        return value_against(key, luma)

    monkeypatch.setattr(reading_module, "value_against", counted)
    measures = {key: key for key in ("information", "ssim")}
    for number, other in enumerate(encrypted):
        job = Job(plain=plain, encrypted=other, measures=measures)
        row = score(number, job)
        assert row.error is None
        for key in measures:
            images = map(core.read_image, (plain, other))
            expected = core.INDICES[key].evaluate(*images).value
            assert row.scores[key] == pytest.approx(expected, abs=1e-6)
    assert made == ["information", "ssim"]
