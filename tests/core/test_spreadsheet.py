"""Tables as Excel, LibreOffice, Numbers, R and people write them."""

import codecs

import pytest

from core.spreadsheet import TableError, located, read_sheet

PAIR = ("plain", "encrypted")


def read(content, required=PAIR, **more):
    data = content if isinstance(content, bytes) else content.encode()
    return read_sheet(data, "t.csv", required=required, **more)


ROWS = (("ä.png", "b c.png", "1,5"), ("c.png", "d.png", ""))


@pytest.mark.parametrize(
    "content",
    [
        # Excel: "CSV UTF-8", where the comma is the decimal mark and where it is not.
        "\ufeffplain;encrypted;Score\r\nä.png;b c.png;1,5\r\nc.png;d.png;\r\n",
        '\ufeffplain,encrypted,Score\r\nä.png,b c.png,"1,5"\r\nc.png,d.png,\r\n',
        # Excel: columns and rows that were only formatted.
        "plain;encrypted;Score;;\r\nä.png;b c.png;1,5;;\r\nc.png;d.png;;;\r\n;;;;\r\n",
        # Excel: "Unicode Text", and a macro's.
        codecs.BOM_UTF16_LE
        + "plain\tencrypted\tScore\r\nä.png\tb c.png\t1,5\r\nc.png\td.png\t\r\n".encode(
            "utf-16-le"
        ),
        codecs.BOM_UTF16_BE
        + "sep=;\r\nplain;encrypted;Score\r\nä.png;b c.png;1,5\r\nc.png;d.png".encode(
            "utf-16-be"
        ),
        # Excel for Mac: lines end as they did on the first ones.
        "\ufeffplain;encrypted;Score\rä.png;b c.png;1,5\rc.png;d.png;\r",
        # LibreOffice: every cell of text in quotes; only empty cells are left out.
        '"plain","encrypted","Score"\n"ä.png","b c.png","1,5"\n"c.png","d.png",\n',
        "plain\tencrypted\tScore\nä.png\tb c.png\t1,5\nc.png\td.png\n",
        # Numbers: the width of the sheet, and rows above and below.
        ',,,\r\nplain,encrypted,Score,\r\nä.png,b c.png,"1,5",\r\nc.png,d.png,,\r\n,,,',
        # By hand.
        ' Plain , ENCRYPTED,Score\n\n ä.png, b c.png , "1,5"\n  \nc.png,\td.png,',
        "sep=|\nplain|encrypted|Score\nä.png|b c.png|1,5\nc.png|d.png|\n",
        '"sep=;"\nplain;encrypted;Score\nä.png;b c.png;1,5\nc.png;d.png;',
        "SEP=\\t\nplain\tencrypted\tScore\nä.png\tb c.png\t1,5\nc.png\td.png",
        'sep=,\n\nplain,encrypted,Score\nä.png,b c.png,"1,5"\nc.png,d.png',
    ],
    ids=[
        "Excel semicolons",
        "Excel commas",
        "Excel formatted",
        "Excel UTF-16",
        "Excel macro",
        "Excel Mac",
        "LibreOffice",
        "LibreOffice tabs",
        "Numbers",
        "blanks",
        "sep bar",
        "sep in quotes",
        "sep tab",
        "sep comma",
    ],
)
def test_what_programs_write_is_one_table(content):
    sheet = read(content)
    assert sheet.columns == ("plain", "encrypted", "Score")
    assert sheet.records == ROWS


@pytest.mark.parametrize(
    "content",
    [
        # write.csv, write.csv2, write.table(sep = "\t")
        '"","plain","encrypted","mos"\n"1","a.png","b.png",1.5\n"2","a.png","c.png",2\n',
        '"";"plain";"encrypted";"mos"\n"1";"a.png";"b.png";1,5\n"2";"a.png";"c.png";2\n',
        '"plain"\t"encrypted"\t"mos"\n"1"\t"a.png"\t"b.png"\t1.5\n'
        '"2"\t"a.png"\t"c.png"\t2\n',
    ],
    ids=["csv", "csv2", "table"],
)
def test_rows_that_r_has_numbered_are_read(content):
    sheet = read(content)
    assert sheet.columns == ("", "plain", "encrypted", "mos")
    assert [row["plain"] for row in sheet.dicts()] == ["a.png", "a.png"]
    assert sheet.numbers("mos") == [1.5, 2]


def test_a_delimiter_at_the_end_of_lines_is_no_number_of_a_row():
    assert read("plain,encrypted\n1,b,\n2,c,\n").records == (("1", "b"), ("2", "c"))


def test_the_delimiter_is_the_one_that_finds_the_columns():
    sheet = read("plain;encrypted;seen, by, three, people\na;b;c\n")
    assert sheet.columns == ("plain", "encrypted", "seen, by, three, people")


def test_lines_are_those_of_the_file():
    sheet = read('sep=,\n\nplain,encrypted\n"a\n1",b\n\nc,d\n')
    assert [sheet.where(n) for n in (0, 1)] == ["t.csv, line 5", "t.csv, line 7"]


def test_another_heading_counts_where_the_columns_own_is_missing():
    table = ("plain", "encrypted", "score")
    aliases = {"mos": "score"}
    assert read("Plain,encrypted,MOS\n", table, aliases=aliases).columns == table
    both = read("plain,encrypted,score,MOS\n", table, aliases=aliases)
    assert both.columns == (*table, "MOS")


@pytest.mark.parametrize(
    ("delimiter", "cells", "numbers"),
    [
        (";", ("3,5", "4", "-0,25"), [3.5, 4, -0.25]),
        (";", ("3,125", "4,250"), [3.125, 4.25]),
        (";", ("3.125", "4"), [3.125, 4]),
        (",", ('"3,125"', '"0,250"'), [3.125, 0.25]),
        ("\t", ("3,125", "4,25", "1,5e-2"), [3.125, 4.25, 0.015]),
    ],
)
def test_decimal_commas_are_read_where_they_can_be_nothing_else(
    delimiter, cells, numbers
):
    lines = [f"a{delimiter}b{delimiter}{cell}\n" for cell in cells]
    head = delimiter.join(("plain", "encrypted", "n"))
    assert read(f"{head}\n{''.join(lines)}").numbers("n") == numbers


@pytest.mark.parametrize(
    ("delimiter", "cells", "said"),
    [
        ("\t", ("3", "1,234"), r"line 3: 1,234 .* can be 1\.234 or 1234"),
        (",", ('"1,234"', '"2,500"'), r"line 2: 1,234 .* can be 1\.234 or 1234"),
        (";", ("3,5", "4.5"), r"line 2: expected one decimal mark .* 3,5 and 4\.5"),
        (";", ("3,5", "1,2,3"), "line 3: expected a number as n, got '1,2,3'"),
        (";", ("3,5", "NA"), "line 3: expected a number as n, got 'NA'"),
        (";", ("3,5", ""), "line 3: expected a number as n, got ''"),
    ],
)
def test_numbers_that_can_be_read_in_two_ways_or_none_are_refused(
    delimiter, cells, said
):
    lines = [f"a{delimiter}b{delimiter}{cell}\n" for cell in cells]
    head = delimiter.join(("plain", "encrypted", "n"))
    with pytest.raises(TableError, match=said):
        read(f"{head}\n{''.join(lines)}").numbers("n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("plain,encrypted,ENCRYPTED\n", "two columns called encrypted"),
        ("plain,encrypted,,\na,b,c,d\n", "two columns called nothing"),
        ("plain,encrypted\na,1,5\n", "line 2: .* A cell that holds a ',' needs quotes"),
        ("plain encrypted\n", "none called plain or encrypted"),
        ('sep=;\nplain;encrypted\n"a;b\n', "line 3: this is no CSV file"),
        (b"PK\x03\x04\0", "is a workbook or an archive, not text"),
        (b"\xd0\xcf\x11\xe0\0", "is a workbook or an archive, not text"),
        (codecs.BOM_UTF16_LE + b"p", "not in UTF-8, nor in UTF-16"),
        ("plain,encrypted\n".encode("utf-16-be"), "without a byte order mark"),
        ("", "expected the columns plain and encrypted"),
    ],
)
def test_what_is_no_table_is_refused(content, said):
    with pytest.raises(TableError, match=said):
        read(content)


def test_a_path_that_is_far_too_long_is_a_path(tmp_path):
    cell = "\\".join(["x" * 300] * 20)
    assert located(tmp_path, cell) == tmp_path / cell.replace("\\", "/")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("20 million blank lines", "more than 200,000 lines"),
        ("20 million commas", "more than 1,000,000 cells"),
        ("20 million bars", "more than 1,000,000 cells"),
        ("20 million commas under headings", "more than 1,000,000 cells"),
        ("a million headings", "more than 1,000,000 cells|16,384 columns"),
        ("6 million rows", "more than"),
        ("a cell of 20 MB", "no CSV file"),
        ("a quote without end", "more than|no CSV file"),
        ("noise", "not in UTF-8"),
    ],
)
def test_tables_that_would_take_long_are_refused(name, said, hostile):
    with pytest.raises(TableError, match=said):
        read_sheet(hostile.TABLES[name](), "t.csv", required=["plain", "encrypted"])


def test_rows_padded_to_many_columns_are_counted(hostile):
    wide = b"plain,encrypted," + b",".join(b"c%d" % k for k in range(16_000))
    with pytest.raises(TableError, match="lines of 16,002 columns"):
        read_sheet(wide + b"\na,b" * 1000, "t.csv", required=["plain", "encrypted"])


def test_a_large_table_of_blank_lines_within_the_limit_is_read(hostile):
    content = hostile.TABLES["190,000 blank lines"]()
    sheet = read_sheet(content, "t.csv", required=["plain", "encrypted"])
    assert sheet.records == (("a", "b"),)
    assert sheet.lines == (190_002,)
