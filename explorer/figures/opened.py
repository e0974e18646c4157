"""One line under the score: that a fast attack opens the cipher."""

import hashlib

from core.recognizability.form import Form
from explorer.pair.attack_steps import Setup, try_soon
from explorer.pair.attempts import Tried, best
from explorer.pair.sources import Source
from explorer.store.memory import MEMORY
from explorer.store.served_files import SERVED

PICK = "attack"
"""What the link in the line is called."""


def opened_line(plain: Source, encrypted: Source) -> tuple[str, str | None]:
    """Return the line as far as it is known, and the address of what is not.

    It is of the paper's constants, so that no slider makes anything anew; empty where
    no fast attack opens the cipher.
    """
    if encrypted.digest == plain.digest:
        return "", None
    key = _key(plain, encrypted)
    known = MEMORY.known(key)
    if known is not None:
        return known, None
    name = hashlib.sha256(repr(key).encode()).hexdigest()
    return "", SERVED.defer(name, _measured, plain, encrypted, ending="txt")


def _key(plain: Source, encrypted: Source) -> tuple[str, str, str]:
    return "opened", plain.digest, encrypted.digest


def _measured(plain: Source, encrypted: Source) -> bytes:
    setup = Setup(plain=plain, encrypted=encrypted, form=Form())
    line = _line(best(try_soon(setup)))
    MEMORY.keep(_key(plain, encrypted), line, plain, encrypted)
    return line.encode()


def _line(done: Tried | None) -> str:
    if done is None or done.gain is None or done.gain.word != "opens it":
        return ""
    took = f"{done.seconds:.1f}" if done.seconds >= 0.05 else "0.1"
    return (
        f'<p class="opened">An attack of {took}&nbsp;s opens this cipher: '
        f'{done.gain.vsi.after:.2f}. <button type="button" data-pick="{PICK}">See it'
        "</button></p>"
    )
