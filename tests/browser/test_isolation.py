"""What a page may load and run, and what visitors see of each other."""

import re
from hashlib import sha256

import numpy as np
import pytest
from playwright.sync_api import expect

import core
from explorer.export.svg import figure_svg
from explorer.export.view import View
from explorer.pair.sources import read_source
from explorer.server import PAGES

pytestmark = pytest.mark.browser

# What a script that got into the page would try.
TRIED = """async () => {
  const refused = [];
  const note = (e) => refused.push(e.effectiveDirective);
  addEventListener("securitypolicyviolation", note);
  setTimeout("window.ran = true");
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  const frame = document.createElement("iframe");
  frame.src = "/";
  document.body.append(frame);
  await fetch("https://example.org/").catch(() => {});
  await new Promise((go) => setTimeout(go, 300));
  script.remove();
  frame.remove();
  return [window.ran ?? false, ...refused];
}"""


@pytest.mark.slow
def test_every_page_opens_directly_without_a_failed_request_or_a_refused_script(
    launch, visitor
):
    with launch() as address:
        explorer = visitor(address)
        page, failed = explorer.page, []
        page.on("response", lambda a: a.status >= 400 and failed.append(a.url))
        # One page is left for the next while it still loads.
        page.on(
            "requestfailed",
            lambda r: "ABORTED" in r.failure or failed.append(f"{r.url} {r.failure}"),
        )
        for name in PAGES:
            page.goto(f"{address}/{name}")
            expect(page).to_have_title(re.compile(r" · Showthrough$"))
            page.locator("canvas, h1, h2, h3").first.wait_for()
            explorer.rest()
            assert page.url.startswith(f"{address}/{name}")
        page.goto(f"{address}/explore?components=C1")
        explorer.canvas.wait_for()
        assert page.url == f"{address}/?components=C1"
        explorer.rest()
        assert failed == []
        explorer.content()
        ran, *refused = page.evaluate(TRIED)
        assert not ran
        assert {"script-src", "script-src-elem", "frame-src", "connect-src"} <= set(
            refused
        )
        explorer.complaints.clear()
        explorer.foreign.clear()


def test_a_visitor_finds_nothing_of_another(served, visitor, picture):
    levels = np.random.default_rng(11).integers(0, 256, (64, 64))
    files = picture(levels, "mine.png"), picture(levels[::-1], "cipher.png")
    one = visitor(served)
    seen = []
    one.page.on("response", lambda answer: seen.append(answer.url))
    one.open_files(*files)
    one.rest()
    digests = [sha256(file.read_bytes()).hexdigest() for file in files]
    addresses = [url for url in seen if "/showthrough/pictures/" in url]
    assert addresses
    # No address says what it is of, so that nobody can make it from a file or a link.
    assert not [a for a in addresses for d in digests if d[:16] in a]
    other = visitor(served)
    for digest in digests:
        for end in ("luma.png", "colours.png", "edges.png"):
            request = other.page.request.get(
                f"{served}/showthrough/pictures/{digest}-{end}"
            )
            assert request.status == 404
    link = one.page.url.removeprefix(served)
    assert digests[0][:16] in link
    other.page.goto(served + link)
    expect(other.page.locator(".st-key-missing input[type=file]")).to_be_attached()
    expect(other.page.locator("body")).not_to_contain_text("mine.png")
    assert re.search(r"plain_file=[0-9a-f]{16}", other.page.url)


HOSTILE = (
    "\"><script>document.title='ran'</script>]]><image href='//example.org/'/>.png"
)
STRICT = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_a_figure_with_a_hostile_name_opens_under_a_strict_policy(visitor, picture):
    levels = np.random.default_rng(12).integers(0, 256, (64, 64))
    plain, encrypted = (
        read_source(picture(each).read_bytes(), HOSTILE)
        for each in (levels, levels[::-1])
    )
    result = core.visual_security_index(plain.luma, encrypted.luma)
    figure = figure_svg(View(plain=plain, encrypted=encrypted, result=result))
    address = "http://127.0.0.1:1/figure.svg"
    page = visitor("").page
    page.route(
        address,
        lambda route: route.fulfill(
            body=figure,
            content_type="image/svg+xml",
            headers={"Content-Security-Policy": STRICT},
        ),
    )
    page.goto(address)
    assert page.evaluate("document.documentElement.localName") == "svg"
    assert page.evaluate("document.querySelectorAll('script').length") == 0
    assert page.evaluate("document.querySelectorAll('image').length") > 0
    assert "document.title" in page.locator("title").first.text_content()
