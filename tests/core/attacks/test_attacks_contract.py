"""What every attack promises, asked of all of them."""

import pickle
import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import core
from core.attacks import Aid, Declined, Found
from core.attacks.base import NEEDED

EACH = pytest.mark.parametrize("key", core.ATTACKS)
ALONE = pytest.mark.parametrize(
    "key", [key for key, attack in core.ATTACKS.items() if attack.needs == "image"]
)
# What each attack would have found in a picture of 128 × 128, to force it on anything.
FOUND = {
    "planes-drop": Found.of(planes="7, 6"),
    "planes-unwrap": Found.of(planes="7, 6"),
    "dc-solve": Found.of(means="equal", deviation=0.0),
    "sign-solve": Found.of(plain="6-14"),
    "jigsaw": Found.of(side=16, y=3, x=5, mode="negatives"),
    "line-order": Found.of(ratio=0.5),
    "orbit-likelihood": Found.of(gain=1.0),
    "repeat-map": Found.of(share=0.1),
    "cat-rounds": Found.of(rounds=3, ratio=0.5),
    "median-5": Found(),
    "median-9": Found(),
    "cell-spline": Found.of(side=8, y=3, x=0),
    "second-image": Found.of(correlation=0.5, exact=False),
    "known-pairs": Found.of(pairs=1, unique=0.0),
    "key-average": Found.of(ciphers=2),
}


def noise(height=128, width=128, seed=0):
    levels = np.random.default_rng(seed).integers(0, 256, (height, width))
    return levels.astype(np.float64)


def aid(key, picture):
    """What an attack needs besides, made of the picture itself."""
    needs = core.ATTACKS[key].needs
    if needs == "image":
        return None
    return Aid(
        second=picture[::-1] if needs == "second" else None,
        pairs=[(picture, picture[::-1])] if needs == "pairs" else [],
        several=[picture[::-1]] if needs == "several" else [],
    )


IMAGES = {
    "noise": noise(),
    "bytes": noise(40, 52).astype(np.uint8),
    "ramp": np.tile(np.linspace(0, 255, 64), (48, 1)),
    "flat": np.full((64, 64), 77.0),
    "black": np.zeros((40, 40)),
    "checkers": np.indices((48, 48)).sum(0) % 2 * 255.0,
    "one bright pixel": np.eye(1, 40 * 40, 820).reshape(40, 40) * 255,
    "colour": np.random.default_rng(1).integers(0, 256, (48, 40, 3)).astype(np.uint8),
    "tiny": noise(5, 7),
    "pixel": np.full((1, 1), 9.0),
    "line": noise(1, 90),
    "narrow": noise(32, 900),
    "beyond white": noise(40, 40) * 2 - 100,
    "blocks": np.kron(noise(8, 8), np.ones((8, 8))),
    "two levels": (noise(64, 64) > 128) * 255.0,
}


@pytest.mark.slow
@EACH
@pytest.mark.parametrize("name", IMAGES)
def test_no_image_makes_an_attack_fail(key, name):
    image = IMAGES[name]
    attack = core.ATTACKS[key]
    looked = attack.inspect(image, aid(key, image))
    if isinstance(looked, Declined):
        assert looked.reason
        assert not looked.reason.endswith(".")
        assert attack.run(image, aid(key, image)) is None
        return
    attempt = attack.run(image, aid(key, image))
    assert attempt.picture.shape == image.shape[:2]
    assert attempt.picture.dtype == np.float64
    assert attempt.picture.min() >= 0
    assert attempt.picture.max() <= 255
    assert np.isfinite(attempt.picture).all()
    assert attempt.said.endswith(".")
    assert attempt.found == looked


@EACH
def test_what_is_no_image_is_refused(key):
    for wrong in (np.full((40, 40), np.nan), np.zeros((2, 2, 2, 2)), "no such file"):
        with pytest.raises(core.ImageError):
            core.ATTACKS[key].inspect(wrong)


@EACH
@pytest.mark.parametrize("name", ["flat", "black", "tiny", "pixel", "line"])
def test_nothing_is_found_in_a_constant_or_tiny_image(key, name):
    assert core.ATTACKS[key].detect(IMAGES[name], aid(key, IMAGES[name])) is None


@pytest.mark.slow
@EACH
def test_the_same_image_gives_the_same_bytes_in_any_thread_and_stays_as_it_was(key):
    image = noise()
    image.flags.writeable = False
    attack = core.ATTACKS[key]

    def forced(_: int) -> bytes:
        return attack.apply(image, FOUND[key], aid(key, image)).tobytes()

    with ThreadPoolExecutor(3) as pool:
        results = set(pool.map(forced, range(3)))
    assert len(results) == 1
    np.testing.assert_array_equal(image, noise())


@pytest.mark.slow
@EACH
def test_an_attack_forced_on_any_picture_stays_within_black_and_white(key, small):
    for image in (noise(), small, 255 - small):
        made = core.ATTACKS[key].apply(image, FOUND[key], aid(key, image))
        assert made.shape == image.shape
        assert made.min() >= 0
        assert made.max() <= 255


@EACH
def test_a_record_says_what_the_attack_is(key):
    attack = core.ATTACKS[key]
    assert attack.key == key
    assert re.fullmatch(r"[a-z0-9-]+", key)
    assert attack.label
    for sentence in (attack.does, attack.knows):
        assert sentence.endswith(".")
    assert attack.needs in NEEDED
    assert attack.states in (1, 4, 16)
    assert attack.draws in (1, 19)
    assert len(attack.citation) > 40
    assert attack.say(
        Found.of(
            **{
                "misfit": 1.0,
                "misfit_before": 2.0,
                "z1": 0.0,
                "z2": 0.0,
                "z3": 0.0,
                **FOUND[key],
            }
        )
    ).endswith(".")


@EACH
def test_an_attack_and_what_it_found_travel_between_processes(key):
    attack, found = pickle.loads(pickle.dumps((core.ATTACKS[key], FOUND[key])))
    image = noise()
    assert found == FOUND[key]
    np.testing.assert_array_equal(
        attack.apply(image, found, aid(key, image)),
        core.ATTACKS[key].apply(image, FOUND[key], aid(key, image)),
    )


@ALONE
def test_no_scheme_is_asked(key, monkeypatch, small):
    attack = core.ATTACKS[key]
    before = attack.apply(small, FOUND[key])

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("an attack asked a scheme")

    for scheme in core.SCHEMES.values():
        monkeypatch.setattr(type(scheme), "encrypt", asked)
    monkeypatch.setattr(core, "SCHEMES", None)
    monkeypatch.setattr("core.encryption.SCHEMES", None)
    attack.inspect(small)
    np.testing.assert_array_equal(attack.apply(small, FOUND[key]), before)


@pytest.mark.parametrize("key", ["second-image", "known-pairs", "key-average"])
def test_what_an_attack_needs_besides_is_asked_for(key):
    attack = core.ATTACKS[key]
    with pytest.raises(core.ImageError, match=f"{key} needs "):
        attack.inspect(noise())
    given = {
        "second": Aid(second=noise(64, 64)),
        "pairs": Aid(pairs=[(noise(64, 64), noise(64, 64))]),
        "several": Aid(several=[noise(64, 64)]),
    }[attack.needs]
    with pytest.raises(core.ImageError, match="encrypted picture's size"):
        attack.inspect(noise(), given)


@pytest.mark.parametrize(
    "key", [key for key, attack in core.ATTACKS.items() if attack.of_bytes]
)
def test_attacks_on_bytes_decline_colour_and_take_grey_of_three_channels(key):
    attack = core.ATTACKS[key]
    colour = IMAGES["colour"]
    looked = attack.inspect(colour, aid(key, colour))
    assert looked == Declined("the brightness of a colour cipher mixes its bytes")
    grey = np.repeat(noise()[..., np.newaxis], 3, axis=2)
    assert attack.inspect(grey, aid(key, grey)) == attack.inspect(
        noise(), aid(key, noise())
    )


def test_what_was_found_is_a_mapping_that_nobody_changes():
    found = Found.of(side=8, mode="turns", exact=True, share=0.5)
    assert dict(found) == {"side": 8, "mode": "turns", "exact": True, "share": 0.5}
    assert len(found) == 4
    assert hash(found) == hash(Found.of(**found))
    with pytest.raises(KeyError):
        found["offset"]
    with pytest.raises(AttributeError):
        found.items_found = ()
    assert not hasattr(found, "__setitem__")
