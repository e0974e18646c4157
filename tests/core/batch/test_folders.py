"""Two folders matched by the names of their files."""

import unicodedata

import pytest

from core.batch.folders import match_folders
from core.batch.table import TableError


@pytest.fixture
def match(tmp_path):
    """Match folders of empty files with these names."""

    def match(plain, encrypted, pattern=None):
        folders = tmp_path / "p", tmp_path / "e"
        for folder, names in zip(folders, (plain, encrypted), strict=True):
            folder.mkdir(exist_ok=True)
            for name in names.split():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(b"")
        found = match_folders(*folders, pattern)
        said = [
            tuple(cell.removeprefix(f"{tmp_path}/") for cell in record)
            for record in found.table.records
        ]
        notes = [note.replace(f"{tmp_path}/", "") for note in found.notes]
        return [" ".join(pair) for pair in said], notes

    return match


def test_files_of_one_name_are_pairs_whatever_their_endings(match):
    assert match("b.png a.tif", "a.jpg b.PNG a.webp") == (
        ["p/a.tif e/a.jpg", "p/a.tif e/a.webp", "p/b.png e/b.PNG"],
        [],
    )


@pytest.mark.parametrize(
    ("pattern", "encrypted"),
    [
        ("{name}_enc*", "a_enc.png a_enc2.png"),
        ("{name}*", "a.png a_s01.png a_s02.jpg"),
        ("{name}_s??", "a_s01.png a_s02.png"),
        ("{name}_s??.png", "a_s01.png"),
        ("enc_{name}", "enc_a.png"),
        ("*-{name}-*", "k-a-1.png"),
        ("*/{name}", "aes/a.png shuffle/a.png"),
        ("*\\{name}", "aes/a.png"),
        ("{name}/*", "a/1.png a/2.png"),
        ("{name}+[1](*)", "a+[1](x).png"),
        ("{name}_S*", "A_s1.png"),
    ],
)
def test_a_pattern_says_how_encrypted_images_are_called(pattern, encrypted, match):
    pairs, notes = match("a.png", encrypted, pattern)
    assert pairs == [f"p/a.png e/{name}" for name in encrypted.split()]
    assert notes == []


def test_the_same_name_counts_before_the_pattern(match):
    pairs, _ = match("a.png a_1.png", "a_1.png a_2.png", "{name}_*")
    assert pairs == ["p/a.png e/a_2.png", "p/a_1.png e/a_1.png"]


def test_accents_are_one_however_a_system_writes_them(match):
    one, other = (unicodedata.normalize(form, "é.png") for form in ("NFC", "NFD"))
    assert match(one, other)[0] == [f"p/{one} e/{other}"]


def test_what_has_no_partner_is_told_and_hidden_files_are_not(match):
    pairs, notes = match(
        "a.png b.png .b.png Thumbs.db", "a.png c.png ._a.png a.txt sub/b.png"
    )
    assert pairs == ["p/a.png e/a.png"]
    assert notes == [
        "plain pictures without a partner: p/b.png",
        "encrypted pictures without a partner: e/c.png",
        "no pictures, by their endings: p/Thumbs.db, e/a.txt",
    ]


def test_many_files_without_a_partner_are_counted(match):
    _, notes = match("a.png", "a.png " + " ".join(f"x{n:02}.png" for n in range(12)))
    assert notes[0].endswith("e/x09.png and 2 more")


def test_one_folder_may_hold_both(tmp_path):
    for name in ("a.png", "a_enc1.png", "a_enc2.png", "b.png", "b.jpg", "log.txt"):
        (tmp_path / name).write_bytes(b"")
    found = match_folders(tmp_path, tmp_path, "{name}_enc*")
    assert found.table.records == tuple(
        (str(tmp_path / "a.png"), str(tmp_path / f"a_enc{n}.png")) for n in (1, 2)
    )
    assert found.notes == (
        f"pictures without a partner: {tmp_path / 'b.jpg'}, {tmp_path / 'b.png'}",
        f"no pictures, by their endings: {tmp_path / 'log.txt'}",
    )
    with pytest.raises(TableError, match="is to hold both"):
        match_folders(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("plain", "encrypted", "pattern", "said"),
    [
        ("1.png 10.png", "10_e.png", "{name}*", r"10_e\.png fits 1\.png, 10\.png"),
        ("a.bmp a.png", "a.png", None, r"a\.png fits a\.bmp, a\.png"),
        (
            "a.bmp a.png",
            "a_1.png a_2.png",
            "{name}_*",
            r"a_1\.png fits a\.bmp, a\.png. a_2\.png fits a\.bmp, a\.png. Tell them",
        ),
        ("a.png", "b.png", None, "no encrypted picture in .* by the pattern {name} "),
        ("a.png", "a_1.png", "name_*", "a pattern with {name} in it once"),
        ("a.png", "a_1.png", "{name}{name}", "a pattern with {name} in it once"),
    ],
)
def test_what_fits_several_or_nothing_is_refused(
    plain, encrypted, pattern, said, match
):
    with pytest.raises(TableError, match=said):
        match(plain, encrypted, pattern)
