"""Schemes on JPEG coefficients."""

import io

import numpy as np
import pytest
from PIL import Image
from skimage import data

from core import SCHEMES
from core.encryption.dct import LUMINANCE, change_coefficients, table
from core.encryption.jpeg import xor_appended_bits

CAMERA = data.camera()[100:301, 100:250]


def nothing(waves, steps):
    del steps
    return waves


@pytest.mark.parametrize("quality", [30, 50, 75])
def test_unchanged_coefficients_decode_as_a_jpeg_file(quality):
    whole = CAMERA[:200, :144]
    buffer = io.BytesIO()
    Image.fromarray(whole).save(buffer, "JPEG", quality=quality)
    expected = np.asarray(Image.open(buffer)).astype(int)
    decoded = change_coefficients(whole, quality, nothing)
    # libjpeg's integer transforms and rounding of ties differ here and there.
    assert np.abs(decoded - expected).mean() < 0.25


def test_tables_scale_with_quality():
    assert np.array_equal(table(LUMINANCE, 50), LUMINANCE)
    assert table(LUMINANCE, 75)[0, 0] == 8
    assert table(LUMINANCE, 10)[0, 0] == 80


@pytest.mark.parametrize("shape", [(45, 50), (45, 50, 3)])
def test_pixels_outside_of_whole_blocks_are_plain(shape):
    plain = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    for key in ("peid-02", "jpeg-signs", "jpeg-dc", "jpeg-ac", "p3-public"):
        encrypted = SCHEMES[key].encrypt(plain)
        assert np.array_equal(encrypted[40:], plain[40:])
        assert np.array_equal(encrypted[:, 48:], plain[:, 48:])
        assert not np.array_equal(encrypted, plain)


def test_appended_bits_keep_size_and_come_back():
    waves = np.arange(-40, 41)
    secret = np.random.default_rng(0).integers(0, 2**16, waves.shape)
    changed = xor_appended_bits(waves, secret)
    sizes = [[int(abs(v)).bit_length() for v in values] for values in (waves, changed)]
    assert sizes[0] == sizes[1]
    assert np.array_equal(xor_appended_bits(changed, secret), waves)
    # -3 is written as 00, -2 as 01, 2 as 10 and 3 as 11.
    assert xor_appended_bits(np.array([-3]), np.array([0b10])).tolist() == [2]


def test_p3_keeps_no_mean_and_no_sign_of_large_coefficients():
    """Reading: what is cut becomes the threshold itself, whatever its sign."""
    public = SCHEMES["p3-public"]
    step = np.tile(np.repeat([0, 255], 4).astype(np.uint8), (64, 8))
    one, two = public.encrypt(step), public.encrypt(255 - step)
    assert one.std() > 2
    assert abs(float(one.mean()) - 128) < 1
    assert np.array_equal(one, two)


def test_ac_encryption_leaves_a_thumbnail():
    encrypted = SCHEMES["jpeg-ac"].encrypt(CAMERA, level=1)
    means = [
        image[:200, :144].reshape(25, 8, 18, 8).mean(axis=(1, 3)).ravel()
        for image in (CAMERA, encrypted)
    ]
    assert np.corrcoef(*means)[0, 1] > 0.97


def test_dc_encryption_hides_the_thumbnail():
    encrypted = SCHEMES["jpeg-dc"].encrypt(CAMERA, level=2)
    means = [
        image[:200, :144].reshape(25, 8, 18, 8).mean(axis=(1, 3)).ravel()
        for image in (CAMERA, encrypted)
    ]
    assert abs(np.corrcoef(*means)[0, 1]) < 0.2
