"""Loaders of PEID, IVC-SelectEncrypt and tables, on miniature copies."""

import pickle
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from scipy.io import savemat

from core.encryption.published import PEID_MEANS
from core.evaluation import (
    EvaluationError,
    read_ivc,
    read_judged_table,
    read_peid,
    regenerated,
)
from core.evaluation import archive as archives
from core.image import ImageError


@pytest.fixture
def peid_copy(peid_folder, tmp_path) -> Path:
    return Path(shutil.copytree(peid_folder, tmp_path / "PEID"))


@pytest.fixture
def ivc_copy(ivc_folder, tmp_path) -> Path:
    return Path(shutil.copytree(ivc_folder, tmp_path / "SelectiveEncryption"))


def essence(database):
    return [
        (row.name, row.score, row.type, row.picture, row.level) for row in database.rows
    ]


def test_peid_gives_a_row_for_each_encrypted_image_and_none_for_plain_ones(peid_folder):
    database = read_peid(peid_folder)
    assert len(database.rows) == 2 * 3 * 5
    assert essence(database)[0] == ("airport_01_1.j2k", 1.01, "enc01", "airport", 1)
    assert essence(database)[-1] == (
        "Animal_07_5.bmp",
        5 + 7 / 100 + 1 / 1000,
        "enc07",
        "animal",
        5,
    )
    assert set(database.types) == {"enc01", "enc02", "enc07"}
    assert "Higher means that more shows" in database.meaning
    assert "2 rows of plain pictures are left out" in database.notes[0]


def test_peid_takes_visual_security_unless_asked_for_quality(peid_folder):
    quality = read_peid(peid_folder, "IQ")
    assert quality.rows[0].score == 1.5
    assert (quality.low, quality.high) == (1, 5)
    other: Any = "MOS"
    with pytest.raises(EvaluationError, match='"VS" or "IQ"'):
        read_peid(peid_folder, other)


def test_every_format_of_peid_is_read_as_whole_grey_levels(peid_folder, miniature):
    rows = {row.name: row for row in read_peid(peid_folder).rows}
    for name in ("airport_01_2.j2k", "airport_02_2.jpg", "airport_07_2.bmp"):
        plain, encrypted = rows[name].read()
        assert (plain == miniature.picture(0)).all()
        assert encrypted.shape == plain.shape
        assert encrypted.dtype == np.float64
        assert (encrypted == np.rint(encrypted)).all()
    assert (encrypted == miniature.noisy(miniature.picture(0), 2, seed=2)).all()


@pytest.mark.slow
@pytest.mark.parametrize("reader", [read_peid, read_ivc])
def test_a_zip_archive_gives_the_same_rows_and_pixels_as_its_folder(
    reader, peid_folder, ivc_folder, miniature, tmp_path
):
    folder = peid_folder if reader is read_peid else ivc_folder
    packed = reader(miniature.zipped(folder, tmp_path / "all.zip"))
    unpacked = reader(folder)
    assert essence(packed) == essence(unpacked)
    # A pool of processes gets rows by pickling.
    for there, here in zip(packed.rows[::7], unpacked.rows[::7], strict=True):
        for a, b in zip(
            pickle.loads(pickle.dumps(there)).read(), here.read(), strict=True
        ):
            assert (a == b).all()
    assert list(tmp_path.iterdir()) == [tmp_path / "all.zip"]


def test_ivc_gives_the_five_kinds_with_their_levels_and_scores(ivc_folder):
    database = read_ivc(ivc_folder)
    assert len(database.rows) == 2 * 25
    found = {row.name: row for row in database.rows}
    row = found["CIMG7593-021-iwind_ec.pgm"]
    assert (row.type, row.level, row.picture) == ("iwind_ec", 4, "cimg7593")
    assert row.score == 4 - len("CIMG7593-021-iwind_ec") / 100
    assert (found["cimg6013-res-0.pgm"].type, found["cimg6013-res-0.pgm"].level) == (
        "res",
        1,
    )
    assert tuple(dict.fromkeys(database.types)) == (
        "trad",
        "trunc",
        "iwind_ec",
        "iwind_nec",
        "res",
    )


def test_names_are_matched_whatever_their_case_and_ending(peid_copy, ivc_copy):
    (peid_copy / "encimg/airport_01_1.j2k").rename(
        peid_copy / "encimg/AIRPORT_01_1.J2K"
    )
    plain = peid_copy / "refimg/Animal.bmp"
    Image.open(plain).save(plain.with_suffix(".png"))
    plain.unlink()
    (peid_copy / "data.mat").rename(peid_copy / "Data.mat")
    rows = read_peid(peid_copy.parent).rows
    assert rows[0].name == "AIRPORT_01_1.J2K"
    assert rows[-1].plain.name == "Animal.png"
    assert rows[-1].read()[0].shape == (48, 48)
    images = ivc_copy / "images"
    (images / "CIMG7593.pgm").rename(images / "cimg7593.PGM")
    (images / "cimg6013-001-trad.pgm").rename(images / "CIMG6013-001-TRAD.pgm")
    assert len(read_ivc(ivc_copy).rows) == 50


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lost", "shown"),
    [
        (["encimg/airport_02_3.jpg"], "airport_02_3.jpg"),
        (["refimg/Animal.bmp"], "Animal.bmp"),
        (["encimg/*_07_*.bmp"], "airport_07_5.bmp and 5 more"),
    ],
)
def test_missing_images_are_named(peid_copy, lost, shown):
    for pattern in lost:
        for path in peid_copy.glob(pattern):
            path.unlink()
    with pytest.raises(EvaluationError, match=r"data\.mat lists pictures") as caught:
        read_peid(peid_copy)
    assert shown in str(caught.value)


def test_damaged_images_are_named_when_they_are_read(peid_copy, ivc_copy):
    broken = peid_copy / "encimg/airport_01_1.j2k"
    broken.write_bytes(broken.read_bytes()[:60])
    with pytest.raises(ImageError, match=r"airport_01_1\.j2k"):
        read_peid(peid_copy).rows[0].read()
    broken = ivc_copy / "images/cimg6013.pgm"
    broken.write_bytes(b"P5\n48 48\n255\n")
    with pytest.raises(ImageError, match=r"cimg6013\.pgm"):
        read_ivc(ivc_copy).rows[0].read()


@pytest.mark.slow
def test_what_is_no_peid_is_refused_in_words(peid_copy, tmp_path, miniature):
    with pytest.raises(EvaluationError, match="found no"):
        read_peid(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvaluationError, match=r"expected PEID with its data\.mat"):
        read_peid(tmp_path / "empty")
    table = peid_copy / "data.mat"
    content = table.read_bytes()
    table.write_bytes(content[:200])
    with pytest.raises(EvaluationError, match="damaged"):
        read_peid(peid_copy)
    savemat(table, {"scores": [1, 2, 3]})
    with pytest.raises(EvaluationError, match="struct data: textdata"):
        read_peid(peid_copy)
    names = [("airport.bmp", "airport.bmp"), ("airport.bmp", "airport_01_1.j2k")]
    miniature.write_mat(table, names, [6.0, np.nan], [5.0, 1.0])
    with pytest.raises(EvaluationError, match=r"finite score for airport_01_1\.j2k"):
        read_peid(peid_copy)
    miniature.write_mat(table, names, [6.0], [5.0])
    with pytest.raises(EvaluationError, match="a score for each of 2 pictures"):
        read_peid(peid_copy)
    miniature.write_mat(table, names[:1], [6.0], [5.0])
    with pytest.raises(EvaluationError, match="named like airport_02_3"):
        read_peid(peid_copy)


def sheets(miniature, folder: Path, rows) -> Path:
    for old in folder.glob("*.xls"):
        old.unlink()
    (folder / "SubjScores.xls").write_bytes(miniature.xls({"a": [[]], "b": rows}))
    return folder


@pytest.mark.parametrize(
    "rows",
    [
        [["file", "DMOS", "mos"], ["images/cimg6013-001-trad.pgm", 4.0, 2.5]],
        [["Title"], ["x", "SSIM", "Subjective score"], ["cimg6013-001-trad", 0.1, 2.5]],
        [["cimg6013-001-trad.pgm", 2.5]],
        [["MOS", "ref", "enc"], [2.5, "cimg6013", "CIMG6013-001-TRAD.PGM"]],
        [["name", "MOS std", "MOS"], ["cimg6013-001-trad", 0.4, 2.5]],
    ],
)
def test_the_scores_of_ivc_are_found_by_their_heading(rows, ivc_copy, miniature):
    (row,) = read_ivc(sheets(miniature, ivc_copy, rows)).rows
    assert (row.score, row.type) == (2.5, "trad")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["name", "PSNR", "SSIM"], ["cimg6013-001-trad", 1.0, 2.0]], "PSNR, SSIM"),
        ([["name", "MOS"], ["lena.pgm", 2.0]], "found none in SubjScores.xls"),
        ([["name", "MOS"], ["cimg6013-001-trad", "none"]], "found none"),
        ([["n", "MOS"], ["cimg9999-001-trad", 2.0]], "cimg9999, cimg9999-001-trad"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused(rows, words, ivc_copy, miniature):
    with pytest.raises(EvaluationError, match=words):
        read_ivc(sheets(miniature, ivc_copy, rows))


def test_what_is_no_ivc_is_refused_in_words(ivc_copy):
    (sheet,) = ivc_copy.glob("*.xls")
    sheet.write_bytes(sheet.read_bytes()[:700])
    with pytest.raises(EvaluationError, match="damaged or no Excel 97"):
        read_ivc(ivc_copy)
    sheet.unlink()
    with pytest.raises(EvaluationError, match=r"sheet of scores \(\.xls\)"):
        read_ivc(ivc_copy)


def test_archives_are_read_within_limits(tmp_path, monkeypatch, miniature):
    bomb = tmp_path / "PEID.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("PEID/data.mat", bytes(archives.MAX_MEMBER + 1))
    with pytest.raises(EvaluationError, match="too large: at most 64 MB"):
        read_peid(bomb)
    monkeypatch.setattr(archives, "MAX_FILES", 3)
    with pytest.raises(EvaluationError, match="at most 3 files"):
        read_peid(miniature.peid(tmp_path))
    text = tmp_path / "PEID.txt"
    text.write_text("no archive")
    with pytest.raises(EvaluationError, match="neither"):
        read_peid(text)


def test_a_damaged_member_of_an_archive_is_named(peid_folder, miniature, tmp_path):
    packed = miniature.zipped(peid_folder, tmp_path / "PEID.zip")
    rows = read_peid(packed).rows
    with zipfile.ZipFile(packed) as file:
        start = file.getinfo("PEID/encimg/airport_07_1.bmp").header_offset
    content = bytearray(packed.read_bytes())
    content[start + 100 : start + 400] = bytes(300)
    packed.write_bytes(content)
    (row,) = (row for row in rows if row.name == "airport_07_1.bmp")
    with pytest.raises(EvaluationError, match=r"airport_07_1\.bmp in PEID\.zip"):
        row.read()
    packed.unlink()
    with pytest.raises(EvaluationError, match="cannot read"):
        row.read()


@pytest.fixture
def table(tmp_path, miniature) -> Path:
    plain = miniature.picture(3)
    miniature.save(plain, tmp_path / "img" / "a.png")
    for level in (1, 2):
        encrypted = miniature.noisy(plain, level, level)
        miniature.save(encrypted, tmp_path / "img" / f"a{level}.png")
    path = tmp_path / "scores.csv"
    path.write_text(
        "\ufeffScore, Plain,encrypted,TYPE,level\n"
        "1.5,img/a.png,img/a1.png,shuffle,1\n\n2.5,img/a.png,img/a2.png,,\n",
        encoding="utf-8",
    )
    return path


def test_a_table_lists_images_beside_it(table):
    database = read_judged_table(table)
    assert essence(database) == [
        ("a1.png", 1.5, "shuffle", "img/a.png", 1),
        ("a2.png", 2.5, "all", "img/a.png", 0),
    ]
    assert (database.low, database.high) == (1.5, 2.5)
    assert database.rows[0].read()[1].shape == (48, 48)


def test_a_table_may_come_in_an_archive_with_its_images(
    table, miniature, tmp_path_factory
):
    elsewhere = tmp_path_factory.mktemp("packed")
    packed = miniature.zipped(table.parent, elsewhere / "mine.zip")
    assert essence(read_judged_table(packed)) == essence(read_judged_table(table))
    assert essence(read_judged_table(table.parent)) == essence(read_judged_table(table))
    assert (
        read_judged_table(packed).rows[1].read()[1]
        == read_judged_table(table).rows[1].read()[1]
    ).all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain,encrypted\n", "called score"),
        (
            "plain,encrypted,mos\nimg/a.png,img/a1.png,high\n",
            "line 2: expected a number",
        ),
        ("plain,encrypted,mos\nimg/a.png,img/a1.png,inf\n", "got 'inf'"),
        (
            "plain,encrypted,mos\nimg/a.png,,1\n",
            "line 2: .*column encrypted",
        ),
        ("plain,encrypted,mos\nimg/b.png,img/a1.png,1\n", "b.png .*line 2"),
        ("plain,encrypted,mos\n", "at least one row"),
        ("", "called plain, encrypted or score"),
        ("\xff", "UTF-8"),
        ("plain,encrypted,mos\nimg/a.png,img/a1.png,1,5\n", "line 2: .* got 4"),
        ('plain,encrypted,mos\n"img/a.png,1\n', "no CSV file"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_its_line(table, text, words):
    table.write_bytes(text.encode("latin-1"))
    with pytest.raises(EvaluationError, match=words):
        read_judged_table(table)


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        "sep=;\r\nPLAIN;Encrypted;MOS;Type;Level\r\n"
        "img\\a.png;img\\a1.png;1,5;shuffle;1\r\nimg\\a.png;img\\a2.png;2,125;;\r\n",
        "plain\tencrypted\tscore\ttype\tlevel\r\n"
        "img/a.png\timg/a1.png\t1,5\tshuffle\t1,0\r\n"
        "img/a.png\timg/a2.png\t2,125\t\t\r\n",
        '"","plain","encrypted","score","type","level"\n'
        '"1","img/a.png","img/a1.png",1.5,"shuffle",1.0\n'
        '"2"," img/a.png ","img/a2.png",2.125,"",""\n',
    ],
    ids=["decimal commas", "tabs", "R"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_as_spreadsheets_write_it(
    content, encoding, table, miniature, tmp_path_factory
):
    table.write_bytes(content.encode(encoding))
    wanted = [
        ("a1.png", 1.5, "shuffle", "img/a.png", 1),
        ("a2.png", 2.125, "all", "img/a.png", 0),
    ]
    assert essence(read_judged_table(table)) == wanted
    packed = tmp_path_factory.mktemp("packed") / "mine.zip"
    assert essence(read_judged_table(miniature.zipped(table.parent, packed))) == wanted
    table = table.rename(table.with_suffix(".txt"))  # Excel's "Unicode Text"
    assert essence(read_judged_table(table)) == wanted


def test_a_workbook_is_told_from_a_table(table):
    book = table.with_suffix(".xlsx")
    book.write_bytes(b"PK\x03\x04...")
    with pytest.raises(EvaluationError, match=r"scores\.xlsx is a workbook"):
        read_judged_table(book)


def test_a_table_is_asked_for_by_name_where_there_are_several(table):
    shutil.copy(table, table.with_name("other.csv"))
    with pytest.raises(EvaluationError, match=r"found other\.csv, scores\.csv"):
        read_judged_table(table.parent)
    with pytest.raises(EvaluationError, match="cannot read"):
        read_judged_table(table.with_name("absent.csv"))


def test_the_regenerated_benchmark_has_a_published_mean_for_each_cell(miniature):
    database = regenerated(
        {"hills": miniature.picture(1), "dunes": miniature.picture(2)}
    )
    assert len(database.rows) == 2 * 34
    for row in database.rows:
        scheme = row.type.replace("enc", "peid-")
        assert row.score == PEID_MEANS[scheme].visual_security[row.level - 1]
    plain, encrypted = database.rows[0].read()
    assert plain.shape == encrypted.shape == (512, 512)
    assert any("Nobody judged" in note for note in database.notes)


def test_the_regenerated_benchmark_encrypts_the_same_way_in_any_process(miniature):
    (first, *_, last) = regenerated({"hills": miniature.picture(1)}, side=None).rows
    assert first.read()[0].shape == (48, 48)
    assert (last.read()[0] == miniature.picture(1)).all()
    again = pickle.loads(pickle.dumps(last))
    assert (again.read()[1] == last.read()[1]).all()
    assert "peid-09, level 6" in last.name
    with pytest.raises(EvaluationError, match="at least one picture"):
        regenerated({})


def test_pictures_of_the_benchmark_may_be_files_of_any_shape(miniature, tmp_path):
    path = tmp_path / "wide.png"
    Image.fromarray(np.zeros((40, 90), np.uint8)).save(path)
    plain, _ = regenerated({"wide": path}).rows[-1].read()
    assert plain.shape == (512, 512)
