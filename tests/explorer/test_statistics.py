"""What papers print: on Explore, in the report, on Compare."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from skimage import data

import core
from core.encryption import SCHEMES
from explorer.compare.papers import papers_html
from explorer.explore.also_checked.statistics_card import card
from explorer.export.report import report_html
from explorer.figures.statistics_table import (
    NEEDS_SECOND,
    groups,
    signed,
    statistics_html,
    summary,
    value_words,
)
from explorer.pair.derived import encrypt_source
from explorer.pair.pair_statistics import pair_statistics
from explorer.pair.sources import read_source


def opened(pixels, name):
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return read_source(file.getvalue(), name)


@pytest.fixture(scope="module")
def colour():
    return data.astronaut()[40:136, 160:256]


@pytest.fixture(scope="module")
def plain(colour):
    return opened(colour, "plain of statistics.png")


@pytest.fixture(scope="module")
def made_here(plain):
    """A stream cipher of the picture, made by a scheme that the tool knows."""
    return encrypt_source(plain, SCHEMES["aes-ctr"], 1, "demo")


@pytest.fixture(scope="module")
def of_cipher(plain, made_here):
    return pair_statistics(plain, made_here)


def noise(seed, shape=(96, 96)):
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


def titles(found):
    return [group.title for group in groups(found)]


def test_where_the_scheme_is_known_the_tool_makes_the_second_pictures(plain, of_cipher):
    expected = core.sensitivity(plain.luma, SCHEMES["aes-ctr"], key="demo")
    ((npcr, uaci),) = of_cipher.of_key
    assert npcr.value == pytest.approx(expected.of_key.npcr)
    assert uaci.value == pytest.approx(expected.of_key.uaci)
    assert of_cipher.of_pixel[0][0].value == pytest.approx(expected.of_pixel.npcr)
    assert of_cipher.has_second
    assert "Decrypted with the last character of the key changed, and the plain " in (
        " ".join(titles(of_cipher))
    )


def test_of_a_file_they_need_a_second_picture_and_say_so(plain, made_here):
    pixels = made_here.luma.astype(np.uint8)
    file = opened(pixels, "cipher of statistics.png")
    alone = pair_statistics(plain, file)
    assert not alone.has_second
    assert NEEDS_SECOND in statistics_html(alone)
    assert not re.search(r"NPCR\)", statistics_html(alone))
    other = noise(3)
    both = pair_statistics(plain, file, opened(other, "second of statistics.png"))
    expected = core.statistics(pixels, other=other)
    assert both.of_file[0][0].value == expected.entry("npcr").value
    assert both.tests[1] == alone.tests[1] + 2
    assert NEEDS_SECOND not in statistics_html(both)
    small = opened(other[:50], "small of statistics.png")
    with pytest.raises(core.ImageError, match="one shape"):
        pair_statistics(plain, file, small)


def test_a_file_in_colour_is_tested_channel_by_channel(plain, colour):
    cipher = np.stack([noise(1), noise(2), colour[..., 2]], -1)
    found = pair_statistics(plain, opened(cipher, "blue of statistics.png"))
    assert found.table.channels == ("R", "G", "B")
    expected = core.statistics(cipher, plain=colour).entry("chi2", 2)
    assert found.table.entry("chi2", 2) == expected
    html = statistics_html(found)
    assert re.findall(r"<h4>(\w)</h4>", html) == ["R", "G", "B"]


def test_each_number_has_its_ideal_its_test_its_pair_and_what_it_leaves_out(of_cipher):
    html = statistics_html(of_cipher)
    for group in groups(of_cipher):
        assert group.title in html
        assert re.search(r"\b(not|nothing)\b", group.not_said)
    npcr = html[html.index("Pixels that differ (NPCR)") :]
    cells = re.findall(r'<td data-of="([^"]+)">([^<]*)</td>', npcr)[:4]
    assert [name for name, _ in cells] == [
        "Value",
        "Ideal",
        "Test at 5 %",
        "With people",
    ]
    value, ideal, test, people = (text for _, text in cells)
    assert value == value_words(of_cipher.of_key[0][0])
    assert ideal == "99.6094 %"
    assert re.fullmatch(r"(passes|fails), p .*\. Passes from 99\.\d{4} on", test)
    assert people == "−0.27"
    assert "published definition" in html


def test_the_summary_and_the_card_count_the_tests(of_cipher):
    passed, count = of_cipher.tests
    assert count == 8
    assert summary(of_cipher).startswith(f"{passed} of 8 tests pass at 5 %. ")
    html = card(of_cipher)
    assert f"{passed} of 8 tests pass at 5 %." in html
    assert re.findall("<dt>([^<]+)</dt>", html) == [
        "Entropy, of 8 bits",
        "Neighbours alike",
        "Another key changes",
    ]


def test_numbers_are_written_for_people(of_cipher):
    assert value_words(of_cipher.of_pixel[0][1]) == "below 0.0001 %"
    assert signed("-0.12") == "−0.12"
    assert signed("-0.00") == "0.00"
    flat = np.full((64, 64), 90, np.uint8)
    source = opened(flat, "flat of statistics.png")
    found = pair_statistics(source, source)
    assert "not defined" in card(found)
    assert "∞ dB" in statistics_html(found)


def test_a_scheme_without_a_key_is_asked_for_no_other_key(plain):
    scheme = next(scheme for scheme in SCHEMES.values() if not scheme.keyed)
    found = pair_statistics(plain, encrypt_source(plain, scheme, 1, ""))
    assert found.of_key == ()
    assert found.of_pixel
    assert not any("key" in title for title in titles(found))


def test_compare_has_a_row_of_them_for_each_encryption(plain, of_cipher):
    file = opened(noise(5), "noise of statistics.png")
    names = ["1. Cipher", "2. <b>File</b>", "3. Odd"]
    found = [of_cipher, pair_statistics(plain, file), core.ImageError("no")]
    html = papers_html(names, found)
    rows = html.partition("<tbody>")[2].split("</tr>")[:-1]
    assert len(rows) == 3
    assert rows[0].count("<td") == 9
    assert f"<b>{value_words(of_cipher.of_key[0][0])}</b>" in rows[0]
    assert "2. &lt;b&gt;File&lt;/b&gt;" in rows[1]
    assert rows[1].count("–</td>") == 4
    assert "Not measured: no." in rows[2]
    assert "A dash: the scheme is not known" in html


def test_a_report_has_them_too(view):
    html = report_html(view())
    section = html.partition("<h2>What papers print</h2>")[2].partition("</section>")[0]
    assert "Chi-square of the histogram" in section
    assert NEEDS_SECOND in section


def test_the_open_card_asks_for_a_second_picture_only_where_it_is_needed(visit):
    fields = visit(card="statistics").get("file_uploader")
    assert [field.label for field in fields] == ["Second encrypted picture"]
    made = visit(card="statistics", encrypted="make", scheme="aes-ctr")
    assert made.get("file_uploader") == []
