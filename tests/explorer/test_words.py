"""Every sentence that a visitor reads: plain words, and no symbol before its word."""

import ast
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from explorer.commands.cli import main
from explorer.theme.glossary import GLOSSARY, explained, listed, term

ROOT = Path(__file__).parents[2]

BANNED = re.compile(
    r"\b(heeds?|foretells?|upwards|such as these|of such|that of|recognised anywhere|"
    r"told|whilst|thus|hence|thereby|upon|[Ii]mages?|one sees)\b|;"
)
"""Words that nobody says, and semicolons."""

NAMES = re.compile(
    r"doi:|arXiv|IEEE|NORSIG|ACM|@\w+\{|default-src|use strict|base-uri|"
    r"Encrypted image visual security|Image quality|image quality|scikit-image|"
    r"not enough image data|skimage|Cyber Journals"
)
"""What has to be called so: titles, PEID's second score, another program's words."""

WORDS = {
    "α": "block size",
    "β": "blur",
    "γ": "exponent|best parts count",
    "VSI": "visual security index|the paper's index",
    "RD": "recognizable degree",
    "GS": "histogram",
    "sim_A": "appearance",
    "sim_S": "structure",
    "EM": "edge",
    "SROCC": "order",
    "KRCC": "order",
    "LCC": "curve",
    "RMSE": "points",
}
"""The word that has to come first, or stand beside its symbol, for each symbol."""

NEAR = 45
"""Letters after a symbol within which its word may follow: "VSI, the paper's index"."""


_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals of a file that read as text, with their lines; "…" for what varies."""
    other = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | _FUNCTION):
            other |= {
                id(each.value) for each in node.body if isinstance(each, ast.Expr)
            }
        if isinstance(node, ast.keyword) and node.arg == "citation":
            other |= set(map(id, ast.walk(node)))
        if id(node) in other:
            continue
        if isinstance(node, ast.JoinedStr):
            other |= set(map(id, node.values))
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        text = re.sub(
            r"<style>.*?</style>|<[^>]*>?|&#?\w+;", " ", text, flags=re.DOTALL
        )
        is_code = re.search(r"[\w-]+: ?[\w#…%.-]+;|\{\s*[\w-]+:|=> |const ", text)
        if re.search(r"[a-z,.]\)? \(?[\w\"'`…]", text) and not is_code:
            yield getattr(node, "lineno", 0), text


@pytest.mark.slow
@pytest.mark.parametrize("room", ["core", "explorer"])
def test_no_sentence_has_a_word_that_nobody_says(room):
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text.strip()[:120]}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for line, text in sentences(ast.parse(path.read_text(encoding="utf-8")))
        if BANNED.search(NAMES.sub("", text)) and not NAMES.search(text)
    ]
    assert not found


class _Text(HTMLParser):
    """What HTML says to eyes and ears, in its order, without formulas."""

    def __init__(self):
        super().__init__()
        self.parts, self._inside = [], 0

    def handle_starttag(self, tag, attrs):
        self._inside += tag in ("style", "script", "math")
        said = (
            value for name, value in attrs if name in ("aria-label", "title", "alt")
        )
        self.parts += filter(None, said)

    def handle_endtag(self, tag):
        self._inside -= tag in ("style", "script", "math")

    def handle_data(self, data):
        if not self._inside:
            self.parts.append(data)


def plain(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return " ".join(parser.parts)


SAID = ("label", "about", "note", "html", "reading", "title", "detail", "symbol")
"""What components are given that is read."""


def strings(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str) and name in SAID:
                yield plain(value)
            else:
                yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def said(block) -> Iterator[str]:
    """All that a part of a page says, in its order."""
    for child in block.children.values():
        proto = child.proto
        if proto is not None and child.type == "bidi_component":
            if proto.component_name != "chart_view" and proto.json:
                yield from strings(json.loads(proto.json))
            continue
        for name in ("label", "body", "value", "help"):
            text = getattr(proto, name, None)
            if isinstance(text, str):
                yield plain(text.replace("\\_", "_"))
        if hasattr(child, "children"):
            for name in ("expandable", "popover"):
                text = getattr(getattr(proto, name, None), "label", "")
                yield text
            yield from said(child)


def unnamed(text: str) -> dict[str, str]:
    """Symbols that stand in a text before their word, each with what is around it."""
    found = {}
    for symbol, word in WORDS.items():
        first = re.search(rf"(?<!\w){symbol}(?!\w)", text)
        named = re.search(word, text, re.IGNORECASE)
        if first and not (named and named.start() <= first.end() + NEAR):
            found[symbol] = text[max(0, first.start() - 60) : first.end() + 40]
    return found


PAGES = [
    ("", {}),
    ("", {"plain": "coffee", "encrypted": "itself"}),
    ("compare", {}),
    ("tune", {}),
    *(("learn", {"lesson": str(number)}) for number in range(1, 9)),
    ("people", {}),
    ("about", {}),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "link"),
    PAGES,
    ids=[f"{p or 'explore'} {[*v.values()]}" for p, v in PAGES],
)
def test_a_page_names_a_thing_before_its_symbol(where, link, session):
    app = session(where, **link)
    assert not app.exception
    text = "\n".join([*said(app.main), *said(app.sidebar)])
    assert len(text) > 400
    assert unnamed(text) == {}
    lines = [line for line in text.split("\n") if not NAMES.search(line)]
    assert [line for line in lines if re.search(r"\bimages?\b", line)] == []


@pytest.mark.parametrize("command", ["", *main.commands])
def test_the_help_of_a_command_is_in_plain_words(command):
    done = CliRunner().invoke(main, [*command.split(), "--help"])
    text = re.sub(r"\s+", " ", done.output)
    assert done.exit_code == 0
    assert unnamed(text) == {}
    text = re.sub(r"\[[^\]]*\]", "", NAMES.sub("", text))  # limits and values
    assert BANNED.findall(text) == []


@pytest.mark.slow
def test_what_score_says_of_a_pair_is_in_plain_words():
    pair = ["sample:astronaut.png", "sample:astronaut_shuffle64.png"]
    done = CliRunner().invoke(main, ["score", *pair, "--noise"])
    assert done.exit_code == 0
    assert BANNED.search(done.output) is None


def test_every_word_of_the_glossary_has_one_line_of_plain_words():
    for words, meaning in GLOSSARY.items():
        assert BANNED.search(f"{words}. {meaning}") is None
        assert meaning.endswith((".", "?"))
        assert len(meaning) < 120


def test_a_term_shows_its_meaning_to_hand_and_keyboard():
    html = explained(f"Six schemes of {term('PEID')}.", listed(["blur (β)", "PEID"]))
    assert html.count('tabindex="0"') == 3
    assert "collection of encrypted pictures" in html
    assert " and " in plain(html)
