"""Every page for every eye, ear, hand and screen: axe-core, sizes, and keys."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
            "best-practice",  # order of headings, landmarks
        ],
    },
    # Streamlit's field for files has a name and a role of its own.
    "rules": {"presentation-role-conflict": {"enabled": False}},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""The rules that another theme can break: nothing but colours changes with it."""


IS_DARK = """(wanted) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const [red] = getComputedStyle(app).backgroundColor.match(/\\d+/);
  return red < 128 === wanted;
}"""

# Beside the pages: what a link opens on some.
MORE = ["Bits", "Table", "Step 3"]

USUAL, SIZES = (1400, 1050), [(1024, 768), (700, 900), (320, 640)]
"""The last with a finger in place of a mouse."""

# All elements, those of components too; what is on the screen; and its name.
DEEP = """
  const all = function* (root) {
    for (const e of root.querySelectorAll("*")) {
      yield e;
      if (e.shadowRoot) yield* all(e.shadowRoot);
    }
  };
  const above = (e) => e.parentElement ?? e.getRootNode().host ?? null;
  const within = (e, test) => {
    for (let p = e; p; p = above(p)) if (test(p)) return true;
    return false;
  };
  const words = (e) => (e.getAttribute("aria-label") ?? e.textContent).trim();
  const name = (e) => `${e.localName} "${words(e).slice(0, 40)}"`;
  const closed = (p) => p.matches?.(".stSidebar") && p.clientWidth < 100;
  const hidden = (p) => closed(p) || getComputedStyle(p).clipPath !== "none";
  const there = (e) => e.offsetWidth > 1 && !within(e, hidden)
    && e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
"""

# What is wider than the page, cut off, or too small to be pressed. Points of charts
# stand in tables as well, and a link in a sentence is as high as its line.
UNFIT = f"""(least) => {{ {DEEP}
  const unfit = [document.scrollingElement, document.querySelector(".stMain")]
    .filter((e) => e.scrollWidth > e.clientWidth + 1)
    .map((e) => `${{name(e)}} is wider than the page`);
  const pressed = "button, summary, select, a[href], input:not([type=file])";
  for (const e of all(document)) {{
    if (e instanceof SVGElement || !there(e)) continue;
    const {{ overflowX, display }} = getComputedStyle(e);
    const says = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (says && overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1) {{
      unfit.push(`${{name(e)}} is cut`);
    }}
    if (!e.matches(pressed) || e.disabled || display === "inline") continue;
    if (within(e, (p) => p.matches?.(".stSlider"))) continue; // its track is pressed
    const box = (e.closest("label") ?? e).getBoundingClientRect();
    if (Math.min(box.width, box.height) < least - 0.5) {{
      unfit.push(`${{name(e)}}: ${{box.width}} x ${{box.height}}`);
    }}
  }}
  return unfit;
}}"""

# Groups in which Tab stops more than once, or not on what is chosen. Streamlit's own
# keep their stops by keys alone.
STOPS = f"""() => {{ {DEEP}
  const kinds = "[role=radiogroup], [role=toolbar], [role=tablist]";
  const parts = "button, [role=radio], [role=tab]";
  const own = (e) => !within(e, (p) => p.matches?.(".stButtonGroup"));
  const is_group = (e) => e.matches(kinds) && there(e) && own(e);
  const groups = [...all(document)].filter(is_group);
  return groups.flatMap((group) => {{
    const inside = [...all(group)].filter((e) => e.matches(parts) && there(e));
    const stops = inside.filter((e) => e.tabIndex >= 0 && !e.disabled);
    const is = "[aria-checked=true], [aria-selected=true]";
    const chosen = inside.filter((e) => e.matches(is));
    const astray = chosen.length === 1 && stops.length && !stops.includes(chosen[0]);
    const wrong = stops.length > 1 || astray;
    return wrong ? [`${{name(group)}}: ${{stops.map(name).join(", ")}}`] : [];
  }});
}}"""


def faults(page, rules) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{fault['id']} at {node['target']}: {node['html'][:200]} "
        f"{node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.fixture(scope="module")
def faulty(newcomer, served):
    """Faults of every page, and of what is folded away on some: theme, page, faults."""
    explorer = newcomer(served).open()
    found = {"light": {}, "dark": {}, "stops": {}, "sizes": {}}
    touch = explorer.page.context.new_cdp_session(explorer.page)

    def finger(enabled):
        touch.send("Emulation.setTouchEmulationEnabled", {"enabled": enabled})

    def look(name):
        found["stops"][name] = explorer.page.evaluate(STOPS)
        unfit = found["sizes"][name] = {}
        for width, height in [*SIZES, USUAL]:
            explorer.page.set_viewport_size({"width": width, "height": height})
            finger(width < 640)
            explorer.page.wait_for_timeout(200)  # a page lays itself out anew
            least = 44 if width < 640 else 24
            if seen := explorer.page.evaluate(UNFIT, least):
                unfit[width] = seen
        for scheme in ("light", "dark"):
            pages = found[scheme]
            explorer.page.emulate_media(color_scheme=scheme)
            explorer.page.wait_for_function(IS_DARK, arg=scheme == "dark")
            explorer.rested()  # colours fade into each other
            pages[name] = faults(explorer.page, RULES if scheme == "light" else COLOURS)

    links = explorer.page.get_by_test_id("stTopNavLink")
    titles = [link.inner_text() for link in links.all()]
    assert titles[0] == "Explore"
    for title in titles:
        links.filter(has_text=title).click()
        explorer.rest()
        look(title)
    explorer.open("/?overlay=bits")
    explorer.part("planes img").last.wait_for()
    look("Bits")
    explorer.open("/?panel=table&pin=100,100")
    explorer.page.locator(".block-table").wait_for()
    look("Table")
    explorer.page.goto(f"{served}/learn?lesson=3&shift=2")
    explorer.page.locator(".lesson .tried").wait_for()
    explorer.rest()
    look("Step 3")
    assert all([*pages] == [*titles, *MORE] for pages in found.values())
    explorer.leave()
    explorer.content()
    return found


@pytest.mark.parametrize("what", ["sizes", "stops"])
def test_every_page_fits_every_screen_and_hand(what, faulty):
    fine = {"sizes": {}, "stops": []}[what]
    assert faulty[what] == dict.fromkeys(faulty[what], fine)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_on_any_page(scheme, faulty):
    assert faulty[scheme] == {name: [] for name in faulty[scheme]}


def test_the_verdict_is_spoken_and_the_page_that_a_key_would_open_is_outlined(
    explorer,
):
    spoken = explorer.page.locator(".st-key-why .verdict-spoken")
    expect(spoken).to_contain_text("Pieces of the picture still show")
    assert spoken.get_attribute("aria-live") == "polite"
    explorer.page.keyboard.press("Tab")  # whoever uses keys sees where they are
    explore, attack = explorer.page.get_by_test_id("stTopNavLink").all()[:2]
    explore.focus()
    assert explore.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    explorer.page.keyboard.press("Tab")
    assert attack.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    explorer.page.keyboard.press("Enter")
    explorer.page.get_by_role("heading", name="Attacks to try").wait_for()
