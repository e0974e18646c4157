"""NQIQAPEI: its fits, its features, its model as a file, and its training."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from scipy import stats

import core
from core.indices import INDICES
from core.indices.binary_patterns import pattern_histogram
from core.indices.encrypted_features import (
    FEATURE_NAMES,
    encrypted_features,
    features_at_one_size,
)
from core.indices.naturalness import fit_aggd, fit_ggd, normalised_luminance
from core.indices.nqiqapei import DEFAULT_MODEL, default_model, nqiqapei
from core.indices.regression import ModelError, load_model, save_model
from core.indices.training import Examples, train, train_from_csv


def asymmetric(shape, left, right, count, rng):
    """Samples of an AGGD of given shape and scales beta."""
    magnitude = rng.gamma(1 / shape, size=count) ** (1 / shape)
    negative = rng.random(count) < left / (left + right)
    return np.where(negative, -left * magnitude, right * magnitude)


@given(st.sampled_from([0.5, 0.8, 1.0, 2.0, 4.0]), st.floats(0.01, 100))
def test_the_symmetric_fit_recovers_shape_and_variance(shape, scale):
    rng = np.random.default_rng(0)
    samples: Any = stats.gennorm.rvs(shape, scale=scale, size=100_000, random_state=rng)
    found_shape, variance = fit_ggd(samples)
    assert found_shape == pytest.approx(shape, rel=0.05)
    assert variance == pytest.approx(stats.gennorm.var(shape, scale=scale), rel=0.05)


@given(
    st.sampled_from([0.6, 1.0, 2.0, 3.0]),
    st.floats(0.2, 5),
    st.floats(0.2, 5),
)
def test_the_asymmetric_fit_recovers_shape_mean_and_both_sides(shape, left, right):
    samples = asymmetric(shape, left, right, 200_000, np.random.default_rng(1))
    found_shape, eta, left_variance, right_variance = fit_aggd(samples)
    assert found_shape == pytest.approx(shape, rel=0.06)
    spread = math.gamma(3 / shape) / math.gamma(1 / shape)
    assert left_variance == pytest.approx(left**2 * spread, rel=0.12)
    assert right_variance == pytest.approx(right**2 * spread, rel=0.12)
    mean = (right - left) * math.gamma(2 / shape) / math.gamma(1 / shape)
    assert eta == pytest.approx(mean, abs=0.05 * (left + right))


def test_fits_of_one_sided_and_of_empty_samples_are_finite():
    assert fit_ggd(np.zeros(9)) == (10, 0)
    assert fit_aggd(np.zeros(9)) == (10, 0, 0, 0)
    shape, eta, left, right = fit_aggd(np.array([0.0, 1.0, 2.0]))
    assert (left, right) == (0, 2.5)
    assert 0.2 <= shape <= 10
    assert eta > 0


def test_the_symmetric_and_the_asymmetric_fit_agree_on_even_samples():
    samples = np.random.default_rng(2).laplace(size=50_000)
    samples = np.concatenate([samples, -samples])
    shape, eta, left, right = fit_aggd(samples)
    assert (shape, left) == pytest.approx(fit_ggd(samples), rel=1e-9)
    assert left == pytest.approx(right)
    assert eta == pytest.approx(0, abs=1e-12)


def test_normalised_luminance_follows_its_definition_pixel_by_pixel(natural):
    image = natural["coins"]
    z = normalised_luminance(image)
    bell = np.exp(-(np.arange(-3, 4) ** 2) / (2 * (7 / 6) ** 2))
    window = np.outer(bell, bell) / bell.sum() ** 2
    for y, x in ((10, 20), (50, 7), (80, 90)):
        around = image[y - 3 : y + 4, x - 3 : x + 4]
        mu = (window * around).sum()
        sd = math.sqrt((window * (around - mu) ** 2).sum())
        assert z[y, x] == pytest.approx((image[y, x] - mu) / (sd + 1), abs=1e-9)


def test_there_are_37_features_at_each_of_two_sizes(natural):
    image = natural["page"]
    features = encrypted_features(image)
    assert features.shape == (len(FEATURE_NAMES),) == (74,)
    assert len(set(FEATURE_NAMES)) == 74
    np.testing.assert_array_equal(features[:37], features_at_one_size(image).features)
    half = image[:100, :130].reshape(50, 2, 65, 2).mean((1, 3))
    np.testing.assert_allclose(features[37:], features_at_one_size(half).features)


def test_features_of_a_constant_image_are_the_documented_ones():
    named = dict(
        zip(FEATURE_NAMES, encrypted_features(np.full((40, 52), 99.0)), strict=True)
    )
    for size in ("full size", "half size"):
        assert named[f"GGD shape, {size}"] == 10
        assert named[f"GGD variance, {size}"] == 0
        assert named[f"AGGD D1 shape, {size}"] == 10
        assert named[f"correlation, mean, {size}"] == 1
        assert named[f"entropy, {size}"] == 0
        patterns = [named[f"gradient pattern {k}, {size}"] for k in range(10)]
        assert sum(patterns) == pytest.approx(1)


def test_texture_features_are_mean_range_and_entropy(natural):
    image = np.tile([0.0, 255.0], (32, 16))
    named = dict(zip(FEATURE_NAMES, encrypted_features(image), strict=True))
    # Rows alternate, columns do not: contrast 15² in three of four directions.
    assert named["contrast, mean, full size"] == pytest.approx(0.75 * 225)
    assert named["contrast, range, full size"] == 225
    assert named["entropy, full size"] == 1
    assert named["entropy, half size"] == 0
    uniform = np.arange(1024.0).reshape(32, 32) % 256
    assert encrypted_features(uniform)[36] == pytest.approx(8)


def test_without_a_model_there_is_no_number(natural):
    image = natural["camera"]
    with pytest.raises(ModelError, match="needs a trained model and got none"):
        nqiqapei(image, image, model=None)


def test_the_plain_image_has_no_say(natural):
    encrypted = natural["camera"]
    evaluate = INDICES["nqiqapei"].evaluate
    assert (
        evaluate(encrypted, encrypted).value
        == evaluate(np.zeros_like(encrypted), encrypted).value
    )


def test_every_score_carries_the_card_of_its_model(natural):
    card = INDICES["nqiqapei"].evaluate(natural["moon"], natural["moon"]).card
    assert card is not None
    assert card == default_model().card
    assert card.images == 306
    assert card.pictures == 9
    assert "unseen" not in card.data
    assert 0.7 < card.srocc < 1
    assert card.srocc_worst < card.srocc
    assert 0 < card.rmse < 2
    for text in (card.data, card.targets, card.validation, card.limits):
        assert len(text) > 40


def test_the_model_orders_strong_and_weak_encryption(camera):
    scheme = core.SCHEMES["peid-07"]
    values = [
        INDICES["nqiqapei"].evaluate(camera, scheme.encrypt(camera, level=n)).value
        for n in (1, 3, 6)
    ]
    assert values == sorted(values)
    assert values[2] - values[0] > 2


def test_a_model_survives_its_file(tmp_path, natural):
    model = default_model()
    save_model(model, tmp_path / "copy.json")
    features = np.array([encrypted_features(image) for image in natural.values()])
    copy = load_model(tmp_path / "copy.json")
    np.testing.assert_array_equal(copy.predict(features), model.predict(features))
    assert copy.card == model.card
    written = (tmp_path / "copy.json").read_text(encoding="utf-8")
    assert written == DEFAULT_MODEL.read_text(encoding="utf-8")


def spoilt(**changes):
    return json.dumps(json.loads(DEFAULT_MODEL.read_text("utf-8")) | changes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no model", "is no model: expected JSON"),
        ("[1, 2]", "is no model of NQIQAPEI"),
        ('{"format": "something else"}', "is no model of NQIQAPEI"),
        (spoilt(feature_version=0), "features of version 0, expected 1"),
        (spoilt(coefficients=[1.0]), "damaged model.*support_vectors"),
        (spoilt(minimum=[0.0]), "damaged model.*minimum"),
        (spoilt(bias=math.nan), "damaged model.*bias"),
        (spoilt(mos_range=[6, 0]), "damaged model.*ascending"),
        (spoilt(mos_higher_means="better"), "damaged model.*mos_higher_means"),
        (spoilt(card={}), "damaged model"),
    ],
)
def test_a_file_that_is_no_model_is_refused(tmp_path, text, message):
    file = tmp_path / "model.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        load_model(file)


def test_a_model_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"cannot read the model none\.json"):
        load_model(tmp_path / "none.json")


@pytest.fixture(scope="module")
def noisy_folder(tmp_path_factory):
    """Four small pictures under growing noise, and a table of made-up scores."""
    folder = tmp_path_factory.mktemp("scores")
    rng = np.random.default_rng(5)
    rows = ["encrypted,plain,mos"]
    y, x = np.mgrid[:48, :48]
    for picture in range(4):
        plain = 128 + 90 * np.sin(x / (3 + picture)) * np.cos(y / (5 + picture))
        for step, sigma in enumerate((1, 6, 15, 30, 60, 100)):
            noisy = np.clip(plain + rng.normal(0, sigma, plain.shape), 0, 255)
            name = f"{picture}-{step}.png"
            Image.fromarray(np.rint(noisy).astype(np.uint8)).save(folder / name)
            rows.append(f"{name},picture {picture},{5 - step}")
    (folder / "scores.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_training_from_a_table_learns_what_the_scores_say(noisy_folder, tmp_path):
    done = []
    model = train_from_csv(
        noisy_folder / "scores.csv",
        mos_meaning="made up",
        progress=lambda count, total: done.append((count, total)),
    )
    assert done[-1] == (24, 24)
    assert model.card.srocc > 0.9
    assert model.mos_range == (0, 5)
    save_model(model, tmp_path / "model.json")
    loaded = load_model(tmp_path / "model.json")
    clean, noisy = (core.read_image(noisy_folder / f"0-{n}.png") for n in (0, 5))
    scores = [nqiqapei(clean, e, model=loaded) for e in (clean, noisy)]
    assert scores[0].value > scores[1].value + 2
    assert scores[0].card == loaded.card


def test_scores_that_count_the_other_way_are_turned(noisy_folder):
    model = train_from_csv(noisy_folder / "scores.csv", mos_higher_means="less visible")
    features = encrypted_features(core.read_image(noisy_folder / "0-0.png"))
    native = model.predict(features[np.newaxis])[0]
    assert native > 3
    assert model.visibility(features) == pytest.approx(5 - native)


def test_training_reads_tables_as_spreadsheets_write_them(noisy_folder):
    said = (noisy_folder / "scores.csv").read_text(encoding="utf-8")
    turned = said.replace(",", ";").replace("\n", ",5\n").replace("mos,5", "MOS", 1)
    file = noisy_folder / "scores-utf16.csv"
    file.write_text(f"sep=;\n{turned},5", encoding="utf-16")
    assert train_from_csv(file).mos_range == (0.5, 5.5)


def test_scoring_with_numpy_agrees_with_the_machine_that_was_trained():
    from sklearn.svm import SVR

    from core.indices.regression import scaled

    rng = np.random.default_rng(3)
    features = rng.normal(size=(60, 74))
    mos = features[:, 0] + 0.1 * rng.normal(size=60)
    examples = Examples(
        features=features, mos=mos, pictures=tuple(f"p{i % 5}" for i in range(60))
    )
    model = train(examples, data="made up")
    x = scaled(features, features.min(0), features.max(0))
    constants: Any = {"C": model.C, "gamma": model.gamma}
    machine = SVR(epsilon=0.1 * float(mos.std()), **constants).fit(x, mos)
    expected = np.clip(machine.predict(x), mos.min(), mos.max())
    np.testing.assert_allclose(model.predict(features), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("encrypted,plain\na.png,a", "got none called mos"),
        ("encrypted,plain,mos\n0-0.png,a,high", "line 2: expected a number as mos"),
        ("encrypted,plain,mos\n,a,1", "expected an encrypted and a plain picture"),
        ("encrypted,plain,mos", "at least three plain ones.*got 0 of 0"),
        (
            "encrypted,plain,mos\n0-0.png,a,1\n1-0.png,b,2",
            "at least three plain ones.*got 2 of 2",
        ),
        ("encrypted,plain,mos\nmissing.png,a,1", "cannot open missing.png"),
    ],
)
def test_a_table_that_teaches_nothing_is_refused(noisy_folder, text, message):
    file = noisy_folder / "bad.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(core.ImageError, match=message):
        train_from_csv(file)


@pytest.mark.parametrize("shape", [(40, 50), (33, 65)])
def test_binary_patterns_are_those_of_scikit_image(shape):
    # Ties, between pixels too, are as frequent here as in flat parts of a picture.
    from skimage.feature import local_binary_pattern

    rng = np.random.default_rng(5)
    levels = rng.integers(0, 3, shape) * rng.integers(1, 2000)
    weights = rng.random(shape)
    patterns = local_binary_pattern(levels, 8, 1, method="uniform").astype(int)
    expected = np.bincount(patterns.ravel(), weights.ravel(), minlength=10)
    found = pattern_histogram(levels.astype(np.float64), weights)
    np.testing.assert_allclose(found, expected, rtol=1e-12)
