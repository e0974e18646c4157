"""About as a visitor's session runs it, without a browser."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

import core
from core.attacks import ATTACKS
from core.evaluation import agreement
from explorer.about import origins
from explorer.about.words import LOOKS_AT
from explorer.people import benchmark


def about_script():
    from explorer import session
    from explorer.about import page as about

    session.arrive("about")
    about.page()


def fine(app):
    assert not app.exception
    return app


@pytest.fixture
def about(patience):
    return AppTest.from_function(about_script, default_timeout=patience).run()


@pytest.mark.slow
def test_about_lists_readings_origins_and_versions(about):
    fine(about)
    html = "".join(h.value for h in about.get("html"))
    words = "".join(m.value for m in about.markdown)
    assert "**direction** (Eq. 8): VSI lies in [0, 2]" in words
    assert "Pixels never leave this server" in words
    assert f"{len(core.SCHEMES)} of {len(core.SCHEMES)} schemes" in html
    assert re.search(r'<th scope="row">numpy</th><td>\d', html)
    assert len(about.code) == 2
    about.text_input(key="find_origin").set_value("stand-in").run()
    html = "".join(h.value for h in fine(about).get("html"))
    assert f"4 of {len(core.SCHEMES)} schemes" in html
    assert f"0 of {len(core.INDICES)} indices" in html
    assert f"0 of {len(ATTACKS)} attacks" in html


def test_about_is_one_page_whose_contents_lead_to_its_parts(about):
    assert not fine(about).tabs
    html = "".join(h.value for h in about.get("html"))
    assert html.count("<h1") == 1
    links = re.findall(r'<a href="#(\w+)"', html)
    assert len(links) == 7
    assert [link for link in links if f'id="{link}"' not in html] == []
    (button,) = about.sidebar.button
    assert button.label == "Run the self-test"
    assert "Nothing leaves this machine" in html
    assert 'alt="Astronaut: the left half of the picture as it is' in html


@pytest.mark.slow
def test_about_says_of_every_index_how_far_it_agrees_with_people(about):
    (html,) = (h.value for h in about.get("html") if "(SROCC)</caption>" in h.value)
    rows = {
        unescape(re.sub("<[^>]+>", "", row[0])): row[1:]
        for row in re.findall(
            r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>',
            html,
        )
    }
    database, scores = benchmark.sample_benchmark(), benchmark.shipped().scores
    assert len(rows) == len(core.INDICES)
    for key, index in core.INDICES.items():
        names = {"proposed": "VSI the paper's index"}
        name = names.get(key, f"{index.label}{' ours' if index.chosen_on else ''}")
        column = [scores[key, benchmark.row_name(row)] for row in database.rows]
        found = f"{agreement(column, database.scores).srocc:.2f}"
        _, provenance, said = rows[name]
        assert provenance == index.provenance
        assert said == ("not comparable" if key == "nqiqapei" else found)
    values = [value for _, _, value in rows.values()]
    assert values[:-1] == sorted(values[:-1], reverse=True)
    assert values[-1] == "not comparable"


def test_without_the_shipped_scores_about_compares_no_index(monkeypatch):
    nothing = benchmark.Shipped(made={}, scores={}, intervals={}, tests={})
    monkeypatch.setattr(origins, "shipped", lambda: nothing)
    assert origins.agreements.__wrapped__() == {}


def test_about_has_a_few_words_for_every_index():
    assert list(LOOKS_AT) == list(core.INDICES)


def test_about_runs_the_self_test(about):
    about.button(key="run_self_test").click().run()
    (said,) = (s.value for s in fine(about).success)
    assert said == "11 of 11 checks passed."
    html = "".join(h.value for h in about.get("html"))
    assert html.count("<td>passed</td>") == 11


def test_about_says_so_when_a_check_fails(about, monkeypatch):
    monkeypatch.setattr("explorer.about.self_test.VSI", 1.0)
    about.button(key="run_self_test").click().run()
    (said,) = (e.value for e in about.error)
    assert said.startswith("10 of 11 checks passed. Do not trust")
    assert "<td>FAILED</td>" in "".join(h.value for h in about.get("html"))
