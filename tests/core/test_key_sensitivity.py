"""What a changed key or a changed pixel does to a cipher."""

import numpy as np
import pytest

import core
from core.randomness.diffusion import changed_key, changed_pixel


@pytest.fixture(scope="module")
def plain():
    y, x = np.mgrid[:96, :112] / 20
    return np.rint(128 + 80 * np.sin(x + y**2)).astype(np.uint8)


def test_a_stream_cipher_follows_the_key_and_not_the_pixel(plain):
    found = core.sensitivity(plain, core.SCHEMES["aes-ctr"], key="demo")
    assert found.of_key.npcr == pytest.approx(99.6, abs=0.5)
    assert found.of_key.uaci == pytest.approx(33.5, abs=1)
    assert found.of_pixel.npcr == pytest.approx(100 / plain.size)
    assert found.decrypted is not None
    assert found.decrypted.npcr > 99
    noise = core.noise_baseline(plain, found.cipher)
    assert found.decrypted_vsi is not None
    assert found.decrypted_vsi < noise.high + 0.2


def test_numbers_are_those_of_the_two_ciphers(plain):
    scheme = core.SCHEMES["etc"]
    found = core.sensitivity(plain, scheme, level=2, key="k")
    first, other = (
        scheme.encrypt(plain, level=2, key=key) for key in ("k", changed_key("k"))
    )
    np.testing.assert_array_equal(found.cipher, first)
    table = core.statistics(first, other=other)
    assert found.of_key.npcr == table.entry("npcr").value
    assert found.of_key.uaci == table.entry("uaci").value
    moved = scheme.encrypt(changed_pixel(plain), level=2, key="k")
    assert found.of_pixel.npcr == pytest.approx(100 * (first != moved).mean())
    assert scheme.decrypt is not None
    wrong = scheme.decrypt(first, level=2, key=changed_key("k"))
    expected = core.visual_security_index(plain, wrong).vsi
    assert found.decrypted_vsi == pytest.approx(expected, abs=1e-9)


def test_a_scheme_without_a_way_back_decrypts_nothing(plain):
    found = core.sensitivity(np.dstack([plain] * 3), core.SCHEMES["blur"])
    assert found.decrypted is None
    assert found.decrypted_vsi is None
    assert found.of_key.npcr == 0
