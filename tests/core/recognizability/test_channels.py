"""Every channel looked at: what colour shows, and that noise gives no alarm."""

from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
import pytest
from skimage import data

import core
from core.image import CHANNELS, ColourPair
from core.recognizability import channels as looked
from core.recognizability.channel import Channel, Channels
from core.recognizability.form import Form
from core.recognizability.noise import NoiseBaseline, noise_scores
from core.recognizability.stages import prepare

PICTURES = {
    "astronaut": data.astronaut()[40:136, 160:256],
    "coffee": data.coffee()[100:196, 200:296],
    "chelsea": data.chelsea()[80:176, 100:196],
    "rocket": data.rocket()[100:196, 250:346],
}


def names(found):
    return [channel.name for channel in found]


def noise(key, shape=(96, 96)):
    return np.random.default_rng([7, key]).integers(0, 256, shape).astype(np.uint8)


def rgb(luma, cb, cr):
    """The inverse of `as_channels`, clipped as a file would be."""
    blue = luma + 1.772 * (cb - 128)
    red = luma + 1.402 * (cr - 128)
    green = (luma - 0.299 * red - 0.114 * blue) / 0.587
    return np.clip(np.rint(np.stack([red, green, blue], -1)), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def astronaut():
    return PICTURES["astronaut"]


@pytest.fixture(scope="module")
def soft():
    """A picture whose colours are mild enough to be kept beside another luma."""
    planes = core.as_channels(PICTURES["chelsea"])
    return rgb(*(96 + planes["luma"] / 4, planes["Cb"], planes["Cr"]))


# Secure ciphers of colour.


def by_aes(plain, key):
    """AES in counter mode over the bytes of all pixels."""
    flat = plain.reshape(plain.shape[0], -1).astype(float)
    out = core.SCHEMES["aes-ctr"].encrypt(flat, key=f"key {key}", data_range=255)
    return out.reshape(plain.shape).astype(np.uint8)


def by_permutation_and_diffusion(plain, key):
    """Bytes in random order, each then added to the one before and to a key stream."""
    rng = np.random.default_rng([3, key])
    moved = rng.permutation(plain.ravel()).astype(np.int64)
    stream = rng.integers(0, 256, moved.size)
    return (np.cumsum(moved + stream) % 256).astype(np.uint8).reshape(plain.shape)


@pytest.mark.slow
@pytest.mark.parametrize("cipher", [by_aes, by_permutation_and_diffusion])
@pytest.mark.parametrize("name", PICTURES)
def test_secure_ciphers_of_colour_give_no_alarm_under_any_of_twenty_keys(name, cipher):
    # Five keys for each of four pictures.
    first = 5 * list(PICTURES).index(name)
    for key in range(first, first + 5):
        plain = PICTURES[name]
        assert names(core.colour_shows(plain, cipher(plain, key))) == [], key


def test_all_channels_of_a_secure_cipher_are_within_noise(astronaut):
    found = core.channels(astronaut, by_aes(astronaut, 0), draws=9)
    assert names(found.found) == list(CHANNELS)
    assert found.left_out == ()
    assert not any(channel.shows for channel in found.found)


@pytest.mark.slow
def test_a_luma_replaced_by_noise_leaves_the_picture_in_its_colours(soft):
    planes = core.as_channels(soft)
    luma = 96 + noise(1) / 4.0
    encrypted = rgb(luma, planes["Cb"], planes["Cr"])
    found = core.channels(soft, encrypted, draws=9)
    assert {"Cb", "Cr"} <= set(names(found.shows_more))
    assert "luma" not in names(found.shows_more)
    assert names(core.colour_shows(soft, encrypted)) == names(found.shows_more)


@pytest.mark.slow
def test_a_colour_plane_alone_that_is_left_is_found(soft):
    planes = core.as_channels(soft)
    luma, cr = 96 + noise(1) / 4.0, 112 + noise(2) / 8.0
    encrypted = rgb(luma, planes["Cb"], cr)
    shows = names(core.colour_shows(soft, encrypted))
    assert "Cb" in shows
    assert "Cr" not in shows


@pytest.mark.slow
def test_of_a_picture_with_only_blue_left_blue_shows_and_brightness_does_not(astronaut):
    encrypted = np.stack([noise(1), noise(2), astronaut[..., 2]], -1)
    shows = core.colour_shows(astronaut, encrypted)
    assert "B" in names(shows)
    assert not {"luma", "R", "G"} & set(names(shows))


def test_a_picture_with_only_red_scrambled_shows_in_its_luma_so_nothing_shows_more(
    astronaut,
):
    encrypted = astronaut.copy()
    encrypted[..., 0] = noise(1)
    assert core.colour_shows(astronaut, encrypted) == ()
    found = core.channels(astronaut, encrypted, draws=9)
    shows = [channel.name for channel in found.found if channel.shows]
    assert {"luma", "G"} <= set(shows)
    assert "R" not in shows
    assert found.shows_more == ()


def test_a_colour_cipher_that_only_moves_blocks_shows_nothing_more(astronaut, shuffle):
    encrypted = np.stack(
        [shuffle(astronaut[..., k], 16, seed=5) for k in range(3)], axis=-1
    )
    assert core.colour_shows(astronaut, encrypted) == ()


def test_channels_are_the_index_on_each_plane_with_its_own_noise(astronaut):
    # Reading: (colour)
    encrypted = by_aes(astronaut, 1)
    form = {"border": "pad", "components": core.Components.C2}
    found = core.channels(
        astronaut, encrypted, core.Parameters(alpha=0.2), **form, draws=2
    )
    plain, other = core.as_channels(astronaut), core.as_channels(encrypted)
    for channel in found.found:
        pair = plain[channel.name], other[channel.name]
        expected = core.noise_baseline(
            *pair, core.Parameters(alpha=0.2), **form, draws=2, data_range=255
        )
        assert channel.vsi == channel.noise.score
        assert channel.vsi == pytest.approx(expected.score, abs=1e-9)
        assert channel.noise.draws == pytest.approx(expected.draws, abs=1e-9)
        result = core.visual_security_index(
            *pair, core.Parameters(alpha=0.2), **form, data_range=255
        )
        assert (channel.rd, channel.gs) == pytest.approx((result.rd, result.gs))


def test_grey_has_three_equal_channels_computed_once_and_no_colour(
    astronaut, monkeypatch
):
    made = []
    scores = looked._Scores
    monkeypatch.setattr(
        looked, "_Scores", lambda *pair: made.append(pair) or scores(*pair)
    )
    grey = np.rint(core.as_luma(astronaut)).astype(np.uint8)
    for plain in (grey, np.stack([grey] * 3, -1)):
        found = core.channels(plain, np.stack([noise(1)] * 3, -1), draws=1)
        assert names(found.found) == ["luma", "R", "G", "B"]
        assert len({channel.vsi for channel in found.found}) == 1
        assert [left.name for left in found.left_out] == ["Cb", "Cr"]
        assert found.left_out[0].reason == (
            "it is the same everywhere in the plain picture"
        )
    assert len(made) == 2


def test_a_grey_cipher_of_a_colour_picture_has_nothing_but_luma(astronaut):
    found = core.channels(astronaut, noise(1), draws=1)
    assert names(found.found) == ["luma"]
    assert {left.reason for left in found.left_out} == {
        "the encrypted picture is grey, so that brightness is all it has"
    }
    assert core.colour_shows(astronaut, noise(1)) == ()


def test_a_grey_picture_in_one_channel_of_a_colour_cipher_is_found(astronaut):
    grey = astronaut[..., 1]
    encrypted = np.stack([noise(1), noise(2), grey], -1)
    assert names(core.colour_shows(grey, encrypted)) == ["B"]


def test_a_channel_that_is_the_same_everywhere_is_left_out(astronaut):
    plain = astronaut.copy()
    plain[..., 2] = 40
    found = core.channels(plain, by_aes(astronaut, 0), draws=1)
    assert [left.name for left in found.left_out] == ["B"]
    even = np.full((40, 40, 3), (200, 30, 30), np.uint8)
    found = core.channels(even, noise(1, (40, 40, 3)), draws=1)
    assert found.found == found.shows_more == ()


# The rule itself.


def channel(name, score, *draws):
    noise = NoiseBaseline(score=score, draws=draws)
    return Channel(name=name, vsi=score, rd=score / 2, gs=1.0, noise=noise)


@pytest.mark.parametrize(
    ("score", "draws", "shows"),
    [
        (1.0, (0.75, 0.75), True),
        (1.0, (0.76, 0.75), False),
        (1.5, (0.0, 1.5), False),
        (1.5, (0.0, 1.4375), True),
        # Of noise that scores 1.75 a quarter of the rest is enough.
        (1.8125, (1.75, 1.75), True),
        (1.796875, (1.75, 1.75), False),
    ],
)
def test_a_channel_shows_above_all_draws_and_far_enough_above_their_mean(
    score, draws, shows
):
    assert channel("Cb", score, *draws).shows is shows


def test_a_channel_shows_more_only_where_luma_does_not():
    shows, hides = channel("Cb", 1.5, 0.5), channel("Cr", 0.5, 0.5)
    for luma, more in (
        (channel("luma", 0.75, 0.625), [shows]),
        (channel("luma", 1.5, 0.5), []),
    ):
        found = Channels(found=(luma, shows, hides), left_out=())
        assert list(found.shows_more) == more


# No more scores than it takes.


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn, with scores that a test sets: (score, draws)."""

    script = SimpleNamespace(scores={}, seen=[])

    class Scripted:
        def __init__(self, planes, form):
            self.name = CHANNELS[sum(name == "score" for name, _ in script.seen)]
            script.seen.append(("score", self.name))
            self.vsi, self.draws = script.scores[self.name]

        def draw(self, number):
            script.seen.append((self.name, number))
            return self.draws(number)

        def channel(self, name, draws):
            return channel(name, self.vsi, *draws)

    monkeypatch.setattr(looked, "_Scores", Scripted)
    return script


def low(number):
    return 0.5


def test_a_luma_far_above_three_draws_takes_no_more(drawn, astronaut):
    drawn.scores = {"luma": (1.0, low)}
    assert core.colour_shows(astronaut, astronaut) == ()
    assert drawn.seen == [("score", "luma"), *(("luma", q) for q in range(3))]


def test_a_luma_that_is_hardly_above_noise_takes_all_draws(drawn, astronaut):
    drawn.scores = {"luma": (0.9375, low)}
    assert core.colour_shows(astronaut, astronaut) == ()
    assert len(drawn.seen) == 1 + looked.DRAWS


def test_draws_that_are_known_are_not_drawn_again(drawn, astronaut):
    drawn.scores = {"luma": (1.0, low)}
    pair = ColourPair(plain=astronaut.astype(float), encrypted=astronaut.astype(float))
    looked.more_than_luma(pair, Form(), luma_draws=(0.5, 0.5))
    assert drawn.seen == [("score", "luma"), ("luma", 2)]


def test_a_draw_that_reaches_the_score_ends_a_channel(drawn, astronaut):
    drawn.scores = dict.fromkeys(CHANNELS, (0.5, lambda q: 0.5 if q == 1 else 0.25))
    turns = []

    @contextmanager
    def turn():
        turns.append(None)
        yield

    pair = ColourPair(plain=astronaut.astype(float), encrypted=astronaut.astype(float))
    assert looked.more_than_luma(pair, Form(), turn=turn) == ()
    assert len(drawn.seen) == len(turns) == 6 * 3
    drawn.seen.clear()
    drawn.scores["Cr"] = (1.0, low)
    (found,) = core.colour_shows(astronaut, astronaut)
    assert found.name == "Cr"
    assert len(found.noise.draws) == looked.DRAWS


@pytest.mark.slow
@pytest.mark.parametrize(
    "scheme", ["peid-01", "peid-09", "ivc-trad", "etc", "planes-low", "mosaic"]
)
def test_what_three_draws_settle_all_draws_say_too(scheme, astronaut):
    plain = core.as_luma(astronaut)
    most = core.SCHEMES[scheme].levels
    encrypted = core.SCHEMES[scheme].encrypt(plain, level=most, key="demo")
    settles(plain, encrypted)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plain", "encrypted"),
    [
        ("astronaut", "astronaut_shuffle64"),
        ("astronaut", "astronaut_lowbits7"),
        ("camera", "camera_shuffle32"),
        ("camera", "camera_lowbits6"),
    ],
)
def test_what_three_draws_settle_holds_for_the_sample_pairs(plain, encrypted, samples):
    settles(*(core.as_luma(samples[name][::4, ::4]) for name in (plain, encrypted)))


@pytest.fixture(scope="module")
def samples():
    folder = looked.__file__.split("core")[0] + "sample_images/"
    wanted = ("astronaut", "astronaut_shuffle64", "astronaut_lowbits7")
    wanted += ("camera", "camera_shuffle32", "camera_lowbits6")
    return {name: core.read_image(f"{folder}{name}.png") for name in wanted}


def settles(plain, encrypted):
    """Compare the answer on luma after three draws with that after all."""
    pair = prepare(plain, encrypted, data_range=255)
    score = core.visual_security_index(plain, encrypted, data_range=255).vsi
    first = list(noise_scores(pair, Form(), looked.FEW))
    if score - max(first) >= looked.EVIDENT:
        noise = NoiseBaseline.of(score, noise_scores(pair, Form(), looked.DRAWS))
        assert Channel(name="luma", vsi=score, rd=0, gs=0, noise=noise).shows


def test_no_draws_are_refused(astronaut):
    with pytest.raises(core.ImageError, match="at least 1 draw of noise, got 0"):
        core.channels(astronaut, astronaut, draws=0)


def test_sizes_that_differ_are_refused(astronaut):
    with pytest.raises(core.ImageError, match="two pictures of one size"):
        core.channels(astronaut, astronaut[:-1])
    with pytest.raises(core.ImageError, match="two pictures of one size"):
        core.colour_shows(astronaut, astronaut[:-1])
