"""Tables of pairs as people write them."""

import pytest

from core.batch import evaluate, measures
from core.batch.table import TableError, read_table


def read(folder, content):
    path = folder / "pairs.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path)


def test_pairs_are_relative_to_the_table_and_other_columns_are_kept(tmp_path):
    table = read(tmp_path, "note,plain,encrypted\nx,a.png,sub/b.png\ny,/c.png,d.png\n")
    assert table.columns == ("note", "plain", "encrypted")
    assert [record["note"] for record in table.dicts()] == ["x", "y"]
    jobs = table.jobs(measures(["lss"]))
    assert [(job.plain, job.encrypted) for job in jobs] == [
        (tmp_path / "a.png", tmp_path / "sub" / "b.png"),
        (tmp_path.joinpath("/c.png"), tmp_path / "d.png"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "plain,encrypted,n\nä.png,b c.png,1\n\n\nc.png,d.png,\n",
        "\ufeffplain,encrypted,n\r\nä.png,b c.png,1\r\nc.png,d.png\r\n",
        "plain;encrypted;n\nä.png;b c.png;1\n;;\nc.png;d.png;",
        "plain\tencrypted\tn\nä.png\tb c.png\t1\nc.png\td.png\n",
        ' plain , encrypted ,n\n"ä.png","b c.png","1"\n"c.png","d.png",""\n',
    ],
    ids=["commas", "byte order mark", "semicolons", "tabs", "quotes"],
)
def test_what_spreadsheets_write_is_read(content, tmp_path):
    table = read(tmp_path, content)
    assert table.columns == ("plain", "encrypted", "n")
    assert table.records == (("ä.png", "b c.png", "1"), ("c.png", "d.png", ""))


def test_headings_match_in_any_case_and_others_stay_as_they_are(tmp_path):
    table = read(tmp_path, "ENCRYPTED , Plain,Note\n b.png, a.png , x \n")
    assert table.columns == ("encrypted", "plain", "Note")
    assert table.records == (("b.png", "a.png", "x"),)


def test_backslashes_part_folders_unless_a_file_has_one_in_its_name(tmp_path):
    (tmp_path / "odd\\name.png").write_bytes(b"")
    table = read(tmp_path, "plain,encrypted\n.\\sub\\a.png,odd\\name.png\n")
    (job,) = table.jobs(measures(["lss"]))
    assert job.plain == tmp_path / "sub" / "a.png"
    assert job.encrypted == tmp_path / "odd\\name.png"


def test_a_table_without_rows_is_one(tmp_path):
    assert read(tmp_path, "plain,encrypted\n").records == ()


def test_an_empty_cell_is_an_error_of_its_row_alone(tmp_path):
    table = read(tmp_path, "plain,encrypted\na.png\n,b.png\n")
    rows = list(evaluate(table.jobs(measures(["lss"]))))
    assert [row.error for row in rows] == [
        "cannot open a.png: No such file or directory",
        "pairs.csv, line 3: no plain picture is named",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "expected the columns plain and encrypted"),
        ("plain,cipher\na,b\n", "none called encrypted"),
        ("a,b\n", "none called plain or encrypted"),
        ("plain,encrypted,n,n\n", "two columns called n"),
        ("plain,encrypted\na,b,c\n", "line 2: expected 2 cells as in the first line"),
        ('plain,encrypted\n"a,b\n', "line 2"),
        ("plain,encrypted\nä,b\n".encode("latin-1"), "not in UTF-8"),
        ("plain,encrypted\na,b\n".encode("utf-16-le"), "without a byte order mark"),
    ],
)
def test_what_is_no_table_is_refused_with_the_place(content, said, tmp_path):
    with pytest.raises(TableError, match=said):
        read(tmp_path, content)


def test_its_digest_is_that_of_what_it_says(tmp_path):
    first = read(tmp_path, "plain,encrypted\na,b\n").digest
    assert read(tmp_path, "plain;encrypted\r\na;b\r\n").digest == first
    assert read(tmp_path, "plain,encrypted\na,c\n").digest != first


def test_columns_for_white_come_before_the_white_of_all_rows(tmp_path):
    table = read(
        tmp_path,
        "plain;encrypted;White;white_encrypted\n"
        "a;b;4095;\nc;d;;1023,0\ne;f;4095;1023\ng;h;;\n",
    )
    jobs = table.jobs(measures(["lss"]), data_range=(65535, 255))
    assert [job.data_range for job in jobs] == [
        (4095, 4095),
        (65535, 1023),
        (4095, 1023),
        (65535, 255),
    ]
    assert table.columns == ("plain", "encrypted", "white", "white_encrypted")


def test_a_job_has_what_all_rows_were_given(tmp_path):
    table = read(tmp_path, "plain,encrypted\na,b\n")
    (job,) = table.jobs(measures(["lss"]), fit="crop", strict=True)
    assert (job.data_range, job.fit, job.strict) == ((None, None), "crop", True)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("0", "line 3: expected a positive number as white_plain, got 0"),
        ("-4095", "line 3: expected a positive number as white_plain, got -4095"),
        ("bright", "line 3: expected a number as white_plain, got 'bright'"),
        ("nan", "line 3: expected a number as white_plain, got 'nan'"),
        ("inf", "line 3: expected a number as white_plain, got 'inf'"),
    ],
)
def test_what_cannot_be_white_is_refused_with_its_line(cell, said, tmp_path):
    content = f"plain,encrypted,white_plain\na,b,255\na,b,{cell}\n"
    with pytest.raises(TableError, match=said):
        read(tmp_path, content)


def test_another_white_makes_another_digest(tmp_path):
    first, second = (
        read(tmp_path, f"plain,encrypted,white\na,b,{white}\n").digest
        for white in (255, 4095)
    )
    assert first != second
