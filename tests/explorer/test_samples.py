import hashlib
import io
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

import core
from explorer.pair import derived, sources
from explorer.pair.sources import FOLDER, load_sample, open_files, opened, read_source

MANIFEST = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
PLAIN = {entry["key"]: entry for entry in MANIFEST["plain"]}
COMPANIONS = [
    (plain, companion)
    for plain in MANIFEST["plain"]
    for companion in plain["encrypted"]
]


def png(pixels, **options):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", **options)
    return file.getvalue()


@pytest.mark.parametrize("key", PLAIN)
def test_every_plain_sample_says_who_made_it_and_on_which_terms(key):
    for field in ("title", "kind", "author", "licence", "origin", "changes"):
        assert PLAIN[key][field].strip(), field


@pytest.mark.parametrize("key", PLAIN)
def test_every_plain_sample_is_free_to_pass_on(key):
    assert PLAIN[key]["licence"] in ("Public domain", "CC0")


def test_every_file_of_the_manifest_exists_and_no_picture_is_left_unnamed():
    named = {entry["file"] for entry in MANIFEST["plain"]} | {
        companion["file"] for _, companion in COMPANIONS
    }
    assert named == {path.name for path in FOLDER.glob("*.png")}


def test_there_is_enough_to_begin_with():
    kinds = {entry["kind"] for entry in MANIFEST["plain"]}
    assert len(PLAIN) >= 8
    assert len(kinds) >= 6
    assert sum(bool(entry["encrypted"]) for entry in MANIFEST["plain"]) >= 2
    assert "block-shuffle" in {companion["scheme"] for _, companion in COMPANIONS}


def test_no_two_companions_share_a_key():
    keys = [companion["key"] for _, companion in COMPANIONS]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("plain", "companion"), COMPANIONS, ids=[c["file"] for _, c in COMPANIONS]
)
def test_companion_is_what_the_manifest_says_to_the_pixel(plain, companion, make):
    grey = make.grey(np.asarray(Image.open(FOLDER / plain["file"])))
    rng = np.random.default_rng(companion["seed"])
    expected = (
        make.shuffle_blocks(grey, companion["side"], rng)
        if companion["scheme"] == "block-shuffle"
        else make.mask_low_bits(grey, companion["bits"], rng)
    )
    found = np.asarray(Image.open(FOLDER / companion["file"]))
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("key", PLAIN)
def test_plain_sample_is_the_picture_it_was_made_from(key, make):
    found = np.asarray(Image.open(FOLDER / PLAIN[key]["file"]))
    np.testing.assert_array_equal(found, make.PLAIN[key])


@pytest.mark.parametrize("key", PLAIN)
def test_sample_loads_under_its_title_with_its_luma(key):
    entry = sources.samples()[key]
    source = load_sample(entry)
    path = FOLDER / entry.file
    assert source.title == PLAIN[key]["title"]
    assert source.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    np.testing.assert_array_equal(source.luma, core.read_image(path))
    assert PLAIN[key]["author"] in source.about
    assert PLAIN[key]["licence"] in source.about


def test_missing_folder_is_named_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(sources, "FOLDER", tmp_path / "nowhere")
    sources.samples.cache_clear()
    with pytest.raises(FileNotFoundError, match=r"nowhere.*install it again"):
        sources.samples()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"nonsense", "is not a picture", id="no picture"),
        pytest.param(b"", "is not a picture", id="empty"),
        pytest.param(
            png(np.random.default_rng(1).integers(0, 256, (99, 99), np.uint8))[:45],
            "is damaged or incomplete",
            id="cut short",
        ),
        pytest.param(png(np.zeros((9, 99), np.uint8)), "too small", id="small"),
    ],
)
def test_unusable_file_is_refused_by_name(content, said):
    with pytest.raises(core.ImageError, match=rf"^holiday\.png .*{said}"):
        read_source(content, "holiday.png")


def test_digest_of_a_file_is_that_of_its_bytes(noise):
    content = png(noise.astype(np.uint8))
    source = read_source(content, "noise.png")
    assert source.digest == hashlib.sha256(content).hexdigest()
    assert source.size == "128 × 96"
    assert not source.luma.flags.writeable


def test_a_picture_that_was_made_here_has_a_digest_of_its_own_pixels(noise):
    content = png(noise.astype(np.uint8))
    plain = read_source(content, "noise.png")
    assert (plain.sha256, plain.hashed) == (plain.digest, "file")
    scheme = core.SCHEMES["peid-09"]
    made = derived.encrypt_source(plain, scheme, 2, "a")
    again = derived.encrypt_source(plain, scheme, 2, "a")
    small = replace(plain, luma=plain.luma[:48, :64])
    others = [
        derived.encrypt_source(plain, scheme, 3, "a"),
        derived.encrypt_source(plain, scheme, 2, "b"),
        derived.fitted(small, made, "resize")[1],
        derived.fitted(small, plain, "resize")[1],
    ]
    pixels = scheme.encrypt(plain.luma, level=2, key="a")
    assert made.sha256 == again.sha256 == hashlib.sha256(pixels.tobytes()).hexdigest()
    assert made.hashed == "pixels, row by row, one byte each"
    smaller = others[-2]
    assert smaller.sha256 == hashlib.sha256(smaller.luma.tobytes()).hexdigest()
    assert "float of eight bytes" in smaller.hashed
    assert len({source.sha256 for source in (plain, made, *others)}) == 6
    # The file that it was made of is known all the same.
    assert {s.file_digest for s in (made, *others)} == {plain.sha256}


def test_what_was_left_out_of_a_file_is_noted_under_its_name():
    pixels = np.full((40, 40, 4), 120, np.uint8)
    (note,) = read_source(png(pixels), "glass.png").notes
    assert note.startswith("glass.png")
    assert "transparency" in note


def test_resized_source_says_so_and_has_a_digest_of_its_own(photo, source):
    before = source(photo, "d", "photo.png")
    small = source(photo[:48, :64], "small")
    after = derived.fitted(small, before, "resize")[1]
    assert after.luma.shape == (48, 64)
    assert after.luma.min() >= 0
    assert after.luma.max() <= 255
    other = derived.fitted(source(photo[:50, :64], "s"), before, "resize")[1]
    assert after.digest not in (before.digest, other.digest)
    (note,) = after.notes
    assert note == "photo.png was resized from 128 × 96 to 64 × 48 pixels"


def test_resizing_keeps_earlier_notes(photo, source):
    before = replace(source(photo, "d"), notes=("an earlier note",))
    small = source(photo[:48, :64], "small")
    after = derived.fitted(small, before, "resize")[1]
    assert after.notes[0] == "an earlier note"


@pytest.mark.slow
@pytest.mark.parametrize("key", core.SCHEMES)
def test_encrypted_source_has_a_digest_for_every_level_and_key(key, photo, source):
    scheme, plain = core.SCHEMES[key], source(photo, "d")
    levels = (1, scheme.levels)
    digests = {
        derived.encrypt_source(plain, scheme, level, secret).digest
        for level in levels
        for secret in ("one", "two")
    }
    assert len(digests) == len(set(levels)) * (2 if scheme.keyed else 1)


def test_encrypted_source_says_what_it_is_and_how_sure_that_is(photo, source):
    scheme = core.SCHEMES["peid-09"]
    made = derived.encrypt_source(source(photo, "d"), scheme, 2, "demo")
    np.testing.assert_array_equal(
        made.luma, scheme.encrypt(photo, level=2, key="demo").astype(np.float64)
    )
    assert scheme.level_labels[1] in made.title
    assert scheme.does in made.about
    assert scheme.provenance.capitalize() in made.about
    assert scheme.citation in made.about


def test_scheme_that_leaves_pixels_untouched_says_which(source):
    scheme = core.SCHEMES["peid-09"]
    levels = np.random.default_rng(5).integers(0, 256, (97, 131)).astype(float)
    left = scheme.left_as_is(97, 131, 1)
    made = derived.encrypt_source(source(levels, "odd"), scheme, 1, "k")
    assert [note.lower() for note in made.notes] == ([left.lower()] if left else [])
    assert not made.unchanged


@pytest.mark.parametrize("part", [0.0, 0.4, 0.5])
def test_an_encryption_that_changes_nothing_says_so_and_why_it_is_not_quite_2(
    part, photo, source
):
    small = source(photo[:32, :32] * 0.9 // 1 + part, "small")
    made = derived.encrypt_source(small, core.SCHEMES["peid-09"], 4, "k")
    np.testing.assert_array_equal(made.luma, np.rint(small.luma))
    assert made.unchanged
    assert "This encryption changed no pixel" in made.notes
    vsi = core.visual_security_index(small.luma, made.luma).vsi
    said = any("differ by up to half a level" in note for note in made.notes)
    assert said == (part > 0) == (vsi < 2)


def test_opened_files_are_offered_until_others_are(tmp_path, photo, noise, monkeypatch):
    monkeypatch.setattr(sources, "_OPENED", [])
    assert opened() is None
    for name, levels in (("a.png", photo), ("b.png", noise)):
        (tmp_path / name).write_bytes(png(levels.astype(np.uint8)))
    open_files(tmp_path / "a.png", tmp_path / "b.png")
    pair = opened()
    assert pair is not None
    assert [source.title for source in pair] == ["a.png", "b.png"]
    np.testing.assert_array_equal(pair[0].luma, photo)

    (tmp_path / "bad.png").write_bytes(b"nonsense")
    with pytest.raises(core.ImageError, match=r"bad\.png"):
        open_files(tmp_path / "a.png", tmp_path / "bad.png")
    assert opened() == pair
