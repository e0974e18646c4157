"""What an attack gains is judged beside what it makes of noise."""

import numpy as np
import pytest

import core
from core.attacks import Aid, Found
from core.attacks.judgement import LIMITS, word_for
from core.attacks.judging import Case, in_state, judge, states_of
from core.attacks.smooth import MEDIAN_5, MEDIAN_9
from core.recognizability.noise import noise_pair

FORCED = {
    "dc-solve": Found.of(means="equal", deviation=0.0),
    "planes-unwrap": Found.of(planes="7, 6, 5"),
    "planes-drop": Found.of(planes="7, 6, 5"),
    "median-9": Found(),
    "line-order": Found.of(ratio=0.5),
    "sign-solve": Found.of(plain=""),
    "cat-rounds": Found.of(rounds=3, ratio=0.5),
}


@pytest.mark.slow
@pytest.mark.parametrize("key", FORCED)
def test_noise_gains_nothing_by_an_attack_that_is_forced_on_it(key, picture):
    plain = picture("camera")[100:356, 150:406]
    noise = np.random.default_rng(5).integers(0, 256, plain.shape).astype(float)
    attack = core.ATTACKS[key]
    attempt = core.Attempt(
        picture=attack.apply(noise, FORCED[key]),
        found=FORCED[key],
        said="",
        seconds=0.0,
    )
    judged = judge(plain, noise, attack, attempt=attempt, draws=3, witnesses=())
    assert abs(judged.gain) < 0.2
    assert judged.word == "does not help"


def test_the_words_follow_the_limits():
    assert word_for(0.25, 0.0, 0.25, 0.125) == "opens it"
    assert word_for(0.249, 0.0, 0.25, 0.125) == "helps"
    assert word_for(0.25, 0.5, 0.59, 0.5) == "helps"
    assert word_for(0.15, 0.5, 0.56, 0.5) == "helps"
    assert word_for(0.14, 0.5, 0.56, 0.5) == "does not help"
    assert word_for(0.9, 0.5, 0.54, 0.5) == "does not help"
    # A likeness is enough by itself, above both the cipher's and the noise's.
    assert word_for(-1.0, 0.1, 0.5, 0.0) == "opens it"
    assert word_for(-1.0, 0.0, 0.5, 0.11) == "helps"
    assert word_for(-1.0, 0.45, 0.5, 0.0) == "does not help"
    assert list(LIMITS) == ["opens it", "helps"]


def test_a_judgement_has_the_scores_of_cipher_picture_and_noise(small):
    rng = np.random.default_rng(0)
    cipher = np.where(
        rng.random(small.shape) < 0.2, rng.integers(0, 256, small.shape), small
    )
    judged = judge(small, cipher, MEDIAN_5, draws=4, witnesses=())
    assert judged.draws == 4
    assert judged.before == core.visual_security_index(small, cipher).vsi
    picture = MEDIAN_5.run(cipher).picture
    np.testing.assert_array_equal(judged.attempt.picture, picture)
    assert judged.after == core.visual_security_index(small, picture).vsi
    assert judged.as_it_came == judged.after
    baseline = core.noise_baseline(small, cipher, draws=4)
    assert judged.noise_before_draws == baseline.draws
    assert judged.margin_before == pytest.approx(judged.before - baseline.mean)
    noise = np.random.default_rng(0).permutation(cipher.ravel()).reshape(cipher.shape)
    attacked = MEDIAN_5.apply(noise, Found())
    assert (
        judged.noise_after_draws[0] == core.visual_security_index(small, attacked).vsi
    )
    ssim = core.INDICES["ssim"].evaluate
    assert judged.ssim_before == ssim(small, cipher).value
    assert judged.ssim_after == ssim(small, picture).value
    assert judged.gain == pytest.approx(judged.margin - judged.margin_before)


@pytest.mark.slow
def test_a_case_makes_once_what_its_judgements_share(small, monkeypatch):
    cipher = np.clip(
        small + np.random.default_rng(0).normal(0, 40, small.shape), 0, 255
    )
    alone = [
        judge(small, cipher, attack, draws=draws, witnesses=())
        for attack, draws in ((MEDIAN_5, 2), (MEDIAN_9, 3), (MEDIAN_5, 1))
    ]
    calls = list[int]()
    monkeypatch.setattr(
        "core.attacks.judging.noise_pair",
        lambda pair, draw: calls.append(draw) or noise_pair(pair, draw),
    )
    case = Case(small, cipher, witnesses=())
    shared = [
        case.judge(attack, draws=draws)
        for attack, draws in ((MEDIAN_5, 2), (MEDIAN_9, 3), (MEDIAN_5, 1))
    ]
    assert calls == [0, 1, 2]
    for one, other in zip(alone, shared, strict=True):
        assert one.noise_before_draws == other.noise_before_draws
        assert one.noise_after_draws == other.noise_after_draws
        assert one.witnesses == other.witnesses
        assert (one.before, one.after) == (other.before, other.after)


def test_information_and_key_points_stand_beside_ssim(small):
    rng = np.random.default_rng(3)
    cipher = small[rng.permutation(128)][:, rng.permutation(128)]
    attack = core.ATTACKS["line-order"]
    judged = judge(small, cipher, attack, draws=2)
    shown = in_state(judged.attempt.picture, judged.state)
    noise = np.random.default_rng(0).permutation(cipher.ravel()).reshape(cipher.shape)
    attacked = attack.apply(noise, judged.attempt.found)
    laid = [in_state(attacked, state) for state in states_of(4)]
    best = max(laid, key=lambda p: core.visual_security_index(small, p).vsi)
    assert list(judged.witnesses) == ["ssim", "information", "key-points"]
    for key, witness in judged.witnesses.items():
        evaluate = core.INDICES[key].evaluate
        assert witness.draws == (2 if key == "ssim" else 1)
        assert witness.before == pytest.approx(evaluate(small, cipher).value, abs=1e-9)
        assert witness.after == pytest.approx(evaluate(small, shown).value, abs=1e-9)
        if witness.draws == 1:
            expected = evaluate(small, best).value
            assert witness.noise == pytest.approx(expected, abs=1e-9)
        assert witness.after > max(witness.before, witness.noise) + 0.5
    assert list(judge(small, small, MEDIAN_5, draws=1, witnesses=()).witnesses) == [
        "ssim"
    ]


def test_the_fast_attacks_are_judged_against_nineteen_draws(small):
    judged = judge(small, small[::-1], MEDIAN_5, witnesses=())
    assert judged.draws == len(judged.noise_before_draws) == 19


def test_a_picture_that_may_lie_anyhow_is_turned_as_a_viewer_would(small):
    attack = core.ATTACKS["line-order"]
    rng = np.random.default_rng(3)
    cipher = small[rng.permutation(128)][:, rng.permutation(128)]
    judged = judge(small, cipher, attack, draws=1, witnesses=())
    assert judged.state in (0, 2, 4, 5)
    shown = in_state(judged.attempt.picture, judged.state)
    assert judged.after == core.visual_security_index(small, shown).vsi
    others = [
        core.visual_security_index(small, in_state(judged.attempt.picture, state)).vsi
        for state in states_of(4)
    ]
    assert judged.after == max(others)
    assert judged.as_it_came == others[0]


def test_states_that_do_not_keep_the_shape_are_left_out(small):
    plain = small[:96]
    attempt = core.Attempt(
        picture=255 - plain[::-1], found=Found.of(states=16), said="", seconds=0.0
    )
    jigsaw = core.ATTACKS["jigsaw"]
    found = Found.of(side=16, y=0, x=0, mode="negatives", states=16)
    attempt = core.Attempt(picture=attempt.picture, found=found, said="", seconds=0.0)
    judged = judge(plain, plain[::-1], jigsaw, attempt=attempt, draws=1, witnesses=())
    assert judged.state == 4 + 8
    assert judged.after == 2


def test_blocks_alone_are_turned_and_what_fills_no_block_stays(small):
    found = Found.of(side=32, y=5, x=7, mode="turns", states=16)
    inside = small[5:101, 7:103]
    cipher = small.copy()
    cipher[5:101, 7:103] = 255 - inside[::-1, ::-1]
    np.testing.assert_array_equal(in_state(cipher, 2 + 8, found), small)
    np.testing.assert_array_equal(in_state(cipher, 0, found), cipher)
    attempt = core.Attempt(picture=cipher, found=found, said="", seconds=0.0)
    jigsaw = core.ATTACKS["jigsaw"]
    judged = judge(small, cipher, jigsaw, attempt=attempt, draws=1, witnesses=())
    assert judged.after == 2
    assert judged.ssim_after == 1
    assert in_state(small[:100], 1, found).shape == (96, 64)


def test_what_declines_is_not_judged(small):
    assert judge(small, small, core.ATTACKS["dc-solve"]) is None


def test_an_attack_with_aid_is_judged_and_other_ciphers_become_noise_too(small):
    def cipher(seed):
        rng = np.random.default_rng(seed)
        levels = rng.integers(0, 256, small.shape)
        return np.where(rng.random(small.shape) < 0.4, levels, small)

    aid = Aid(several=[cipher(seed) for seed in range(1, 9)])
    attack = core.ATTACKS["key-average"]
    judged = judge(small, cipher(0), attack, aid=aid, draws=2, witnesses=())
    assert judged.word == "opens it"
    assert judged.ssim_noise < 0.2
