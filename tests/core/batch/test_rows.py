"""What one pair gives, whatever is wrong with it."""

import numpy as np
import pytest
from PIL import Image

import core
from core.batch import Encrypted, Form, Job, evaluate, measures, reading
from core.batch import rows as module
from core.evaluation.rows import ImageFile
from core.recognizability import stages
from core.remarks import UNCHANGED

FORMS = {
    "paper": Form(),
    "C1": Form(components=core.Components.C1),
    "coarse": Form(parameters=core.Parameters(alpha=0.3)),
    "sharp": Form(parameters=core.Parameters(beta=10)),
    "gamma": Form(parameters=core.Parameters(gamma=2.5)),
    "padded": Form(border="pad", parameters=core.Parameters(alpha=0.3)),
    "printed": Form(pooling="printed"),
}


def one(**job):
    (row,) = evaluate([Job(**job)])
    return row


def test_every_form_and_index_is_what_the_core_computes(pairs):
    plain, encrypted = pairs[0]
    row = one(
        plain=plain,
        encrypted=encrypted,
        measures={**FORMS, **measures(["ssim", "lss"])},
    )
    images = core.read_image(plain), core.read_image(encrypted)
    assert list(row.scores) == [*FORMS, "ssim", "lss"]
    for name, form in FORMS.items():
        expected = core.visual_security_index(
            *images,
            form.parameters,
            form.components,
            border=form.border,
            pooling=form.pooling,
        )
        assert row.scores[name] == pytest.approx(expected.vsi, abs=1e-8)
    for key in ("ssim", "lss"):
        expected = core.INDICES[key].evaluate(*images).value
        assert row.scores[key] == pytest.approx(expected, abs=1e-12)
    assert (row.plain, row.encrypted) == (str(plain), str(encrypted))
    assert row.error is None
    assert row.notes == ()


def test_a_pair_can_be_encrypted_where_it_is_scored(pairs):
    plain, encrypted = pairs[0]
    lazy = Encrypted(plain=plain, scheme="peid-09", level=1)
    assert (
        one(plain=plain, encrypted=lazy).scores
        == one(plain=plain, encrypted=encrypted).scores
    )
    assert lazy.name == "camera.png, peid-09, level 1"


def test_forms_of_one_pair_share_their_stages(pairs, monkeypatch):
    calls = {"cut": 0, "low_pass": 0, "compare": 0}

    def counted(name):
        real = getattr(stages, name)

        def count(*arguments):
            calls[name] += 1
            return real(*arguments)

        return count

    for name in calls:
        monkeypatch.setattr(stages, name, counted(name))
    grid = {
        f"{alpha} {beta} {gamma} {components}": Form(
            parameters=core.Parameters(alpha=alpha, beta=beta, gamma=gamma),
            components=getattr(core.Components, components),
        )
        for components in ("C1", "C4")
        for gamma in (2, 5)
        for beta in (20, 40, 60)
        for alpha in (0.2, 0.3)
    }
    row = one(plain=pairs[0][0], encrypted=pairs[0][1], measures=grid)
    assert list(row.scores) == list(grid)
    assert calls == {"cut": 2, "low_pass": 6, "compare": 12}


def test_edges_of_a_plain_image_are_found_once(pairs, monkeypatch):
    seen = []
    reading._kept_file.cache_clear()
    monkeypatch.setattr(
        reading,
        "edge_map",
        lambda luma, **white: seen.append(luma) or core.edge_map(luma, **white),
    )
    jobs = [Job(plain=plain, encrypted=encrypted) for plain, encrypted in pairs]
    assert all(row.error is None for row in evaluate(jobs))
    assert len(seen) == 3 + len(pairs)


def test_the_cache_goes_by_content_not_by_name(tmp_path, pairs):
    plain, encrypted = tmp_path / "plain.png", tmp_path / "encrypted.png"
    scores = []
    for files in (pairs[0], pairs[1]):
        plain.write_bytes(files[0].read_bytes())
        encrypted.write_bytes(files[1].read_bytes())
        scores.append(one(plain=plain, encrypted=encrypted).scores)
    assert scores == [one(plain=p, encrypted=e).scores for p, e in pairs[:2]]


@pytest.fixture
def odd(tmp_path, pairs):
    plain = pairs[0][0]
    pixels = np.asarray(Image.open(plain))
    (tmp_path / "bad.png").write_bytes(b"nonsense")
    (tmp_path / "cut.png").write_bytes(plain.read_bytes()[:60])
    Image.fromarray(pixels[:64]).save(tmp_path / "low.png")
    Image.fromarray(pixels[:20, :20]).save(tmp_path / "tiny.png")
    Image.fromarray(np.dstack([pixels] * 4)).save(tmp_path / "glass.png")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.png", "cannot open none.png: No such file"),
        (".", "cannot open"),
        ("bad.png", "bad.png is not a picture"),
        ("cut.png", "cut.png is damaged or incomplete"),
        ("low.png", "96 × 96"),
        ("tiny.png", "tiny.png is too small"),
    ],
)
def test_a_bad_file_is_an_error_in_its_row(name, said, odd, pairs):
    for job in (
        {"plain": odd / name, "encrypted": pairs[0][1]},
        {"plain": pairs[0][0], "encrypted": odd / name},
    ):
        row = one(**job)
        assert said in row.error
        assert row.scores == {}


def test_what_was_left_out_of_a_file_is_noted_in_its_row(odd, pairs):
    row = one(plain=pairs[0][0], encrypted=odd / "glass.png")
    assert row.notes == ("glass.png has transparency. It is dropped", UNCHANGED.words)
    assert row.scores["proposed"] == 2


def test_one_measure_that_fails_leaves_the_others(pairs):
    wanted = {
        "fine": Form(parameters=core.Parameters(alpha=0.001)),
        "finer": Form(parameters=core.Parameters(alpha=0.0011)),
        "lss": "lss",
    }
    row = one(plain=pairs[0][0], encrypted=pairs[0][1], measures=wanted)
    assert list(row.scores) == ["lss"]
    assert str(row.error).startswith("fine, finer: blocks of 1 × 1 pixels")


def test_noise_of_every_form_is_that_of_the_core(pairs):
    wanted = {name: FORMS[name] for name in ("paper", "coarse", "padded")}
    row = one(plain=pairs[0][0], encrypted=pairs[0][1], measures=wanted, draws=3)
    images = [core.read_image(path) for path in pairs[0]]
    for name, form in wanted.items():
        expected = core.noise_baseline(
            *images, form.parameters, border=form.border, draws=3
        )
        assert row.details[name].noise.draws == pytest.approx(expected.draws, abs=1e-8)
        assert row.details[name].noise.score == row.scores[name]


def test_noise_is_not_measured_unless_asked_for(pairs):
    row = one(plain=pairs[0][0], encrypted=pairs[0][1])
    assert row.details["proposed"].noise is None
    assert row.error is None


def test_noise_that_cannot_be_measured_leaves_the_score_and_says_why(
    pairs, monkeypatch
):
    def torn(*_):
        raise MemoryError("no room")

    monkeypatch.setattr(module, "noise_pair", torn)
    wanted = {"paper": Form(), "ssim": "ssim"}
    row = one(plain=pairs[0][0], encrypted=pairs[0][1], measures=wanted, draws=3)
    assert list(row.scores) == ["paper", "ssim"]
    assert row.details["paper"].noise is None
    assert row.error == "paper: noise could not be measured: MemoryError: no room"


def test_an_error_that_nobody_foresaw_is_named_by_its_kind(grim, pairs):
    row = one(plain=pairs[0][0], encrypted=grim.Wrong())
    assert row.error == "ZeroDivisionError: by nothing"


def test_an_index_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="expected one of proposed, lss"):
        measures(["mse"])


# White, sizes and files that end early.


@pytest.fixture
def deep(tmp_path, pairs):
    """A pair as 12 bits in 16, and the same in 8 bits, by name."""
    names = {}
    for name, path in zip(("plain", "encrypted"), pairs[0], strict=True):
        levels = np.asarray(Image.open(path)).astype(np.uint32) * 4095 // 255
        names[f"{name}8"], names[f"{name}12"] = path, tmp_path / f"{name}12.png"
        Image.fromarray(levels.astype(np.uint16)).save(names[f"{name}12"])
    return names


def test_white_that_is_said_gives_the_score_of_the_pair_it_was_made_of(deep):
    wanted = one(plain=deep["plain8"], encrypted=deep["encrypted8"])
    both = one(plain=deep["plain12"], encrypted=deep["encrypted12"], data_range=4095)
    other = one(
        plain=deep["plain8"], encrypted=deep["encrypted12"], data_range=(None, 4095)
    )
    found = both.scores["proposed"]
    assert found == pytest.approx(wanted.scores["proposed"], abs=0.02)
    images = [np.asarray(Image.open(deep[key])) for key in ("plain8", "encrypted12")]
    expected = core.visual_security_index(*images, data_range=(None, 4095)).vsi
    assert other.scores["proposed"] == pytest.approx(expected, abs=1e-8)
    assert both.notes == (
        "plain12.png is read with 4095 as white",
        "encrypted12.png is read with 4095 as white",
    )
    assert other.notes == ("encrypted12.png is read with 4095 as white",)


def test_one_file_read_with_two_whites_is_not_taken_for_the_same(deep):
    path = deep["plain12"]
    said, unsaid = (
        one(plain=path, encrypted=deep["encrypted12"], data_range=white)
        for white in (4095, None)
    )
    assert said.scores != unsaid.scores
    row = one(plain=path, encrypted=path, data_range=(4095, None))
    assert row.scores["proposed"] < 2


def test_unlike_ranges_are_noted_where_white_is_not_said(deep):
    row = one(plain=deep["plain8"], encrypted=deep["encrypted12"])
    assert any("uses levels up to" in note for note in row.notes)
    assert any(note.startswith("the plain picture uses grey") for note in row.notes)


def test_pixels_brighter_than_the_white_that_is_said_are_an_error_of_the_row(deep):
    row = one(plain=deep["plain12"], encrypted=deep["encrypted12"], data_range=100)
    assert row.scores == {}
    assert "above 100, the value of white that was given" in row.error


@pytest.mark.parametrize("fit", ["crop", "resize"])
def test_sizes_that_differ_are_brought_to_one_where_it_is_asked_for(fit, odd, pairs):
    plain, low = pairs[0][0], odd / "low.png"
    row = one(plain=plain, encrypted=low, fit=fit)
    images = core.fit(core.read_image(plain), core.read_image(low), fit)
    expected = core.visual_security_index(*images, data_range=255).vsi
    assert row.scores["proposed"] == pytest.approx(expected, abs=1e-8)
    changed = {
        "crop": "camera.png was cropped from 96 × 96 to 96 × 64 pixels",
        "resize": "low.png was resized from 96 × 64 to 96 × 96 pixels",
    }
    # What is left of a cropped picture is as it was.
    same = (UNCHANGED.words,) if fit == "crop" else ()
    assert row.notes == (changed[fit], *same)
    same = one(plain=plain, encrypted=pairs[0][1], fit=fit)
    assert same.notes == ()
    assert same.scores == one(plain=plain, encrypted=pairs[0][1]).scores


def test_an_exif_turn_is_named_where_sizes_then_differ(odd, tmp_path):
    low = np.asarray(Image.open(odd / "low.png"))
    turned = Image.fromarray(low).getexif()
    turned[0x0112] = 6
    Image.fromarray(low).save(tmp_path / "turned.png", exif=turned)
    row = one(plain=tmp_path / "turned.png", encrypted=odd / "low.png")
    assert "turned.png was turned upright, as its EXIF orientation says" in row.error
    assert "--fit crop" in row.error


def test_a_file_that_ends_early_is_read_with_a_note_or_refused(tmp_path, pairs):
    plain, encrypted = pairs[0]
    short = tmp_path / "short.png"
    short.write_bytes(encrypted.read_bytes()[:-3000])
    lax = one(plain=plain, encrypted=short)
    assert "proposed" in lax.scores
    assert any("short.png" in note for note in lax.notes)
    strict = one(plain=plain, encrypted=short, strict=True)
    assert strict.scores == {}
    assert "short.png" in strict.error
    assert one(plain=plain, encrypted=short).scores == lax.scores


def test_notes_of_the_other_image_stand_beside_an_error(odd, pairs):
    glass = "glass.png has transparency. It is dropped"
    for job in (
        {"plain": odd / "glass.png", "encrypted": odd / "bad.png"},
        {"plain": odd / "bad.png", "encrypted": odd / "glass.png"},
        {"plain": odd / "glass.png", "encrypted": odd / "low.png"},
    ):
        row = one(**job)
        assert row.notes == (glass,)
        assert row.error


def test_a_plain_image_without_luma_is_noted(tmp_path, pairs):
    ramp = np.tile(np.linspace(-60, 60, 96), (96, 1))
    colour = np.dstack([128 + ramp, 128 - ramp * 0.299 / 0.587, np.full((96, 96), 128)])
    Image.fromarray(np.rint(colour).astype(np.uint8)).save(tmp_path / "even.png")
    row = one(plain=tmp_path / "even.png", encrypted=pairs[0][1])
    assert any("next to nothing in its brightness" in note for note in row.notes)
    row = one(plain=pairs[0][0], encrypted=tmp_path / "even.png")
    assert row.notes == ()


def test_a_lazy_image_that_knows_its_notes_hands_them_to_the_row(deep):
    plain = ImageFile(path=deep["plain12"], white=4095)
    row = one(plain=plain, encrypted=deep["encrypted8"], data_range=(255, None))
    assert row.notes == ("plain12.png is read with 4095 as white",)
    wanted = one(
        plain=deep["plain12"], encrypted=deep["encrypted8"], data_range=(4095, None)
    )
    assert row.scores == wanted.scores


def test_what_is_encrypted_on_the_spot_reads_its_file_with_the_same_white(deep):
    path = deep["plain12"]
    lazy = Encrypted(plain=path, scheme="peid-09", level=1, white=4095)
    row = one(plain=path, encrypted=lazy, data_range=(4095, None))
    plain = core.as_luma(np.asarray(Image.open(path)), data_range=4095)
    pixels = core.SCHEMES["peid-09"].encrypt(plain, level=1, data_range=255)
    expected = core.visual_security_index(plain, pixels, data_range=255).vsi
    assert row.scores["proposed"] == pytest.approx(expected, abs=1e-8)
