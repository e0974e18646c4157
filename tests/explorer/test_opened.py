"""One line on Explore: that a fast attack opens the cipher."""

import pytest

import core
from explorer.figures.opened import opened_line
from explorer.pair.derived import encrypt_source
from explorer.pair.sources import FOLDER, read_source
from explorer.store.served_files import SERVED


def later(plain, encrypted):
    """The line once it is measured, and again from memory."""
    now, address = opened_line(plain, encrypted)
    assert now == ""
    assert address is not None
    name = address.rpartition("/")[2].removesuffix(".txt")
    line = (SERVED.get(name) or b"").decode()
    assert opened_line(plain, encrypted) == (line, None)
    return line


@pytest.mark.slow
def test_a_cipher_that_a_fast_attack_opens_gets_a_line_and_others_none():
    plain = read_source((FOLDER / "camera.png").read_bytes(), "camera.png")
    weak = encrypt_source(plain, core.SCHEMES["jpeg-dc"], 1, "demo")
    judged = core.judge(plain.luma, weak.luma, core.ATTACKS["dc-solve"])
    line = later(plain, weak)
    assert "&nbsp;s opens this cipher: " in line
    assert f": {judged.after:.2f}." in line
    assert 'data-pick="attack"' in line
    assert later(plain, encrypt_source(plain, core.SCHEMES["aes-ctr"], 1, "demo")) == ""
    assert opened_line(plain, plain) == ("", None)
