"""Learn and About as a visitor meets them: by pointer, by key, by a teacher's link."""

import re
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import core
from explorer.learn.lessons import LESSONS
from explorer.pair.sweeps import SLIDERS

pytestmark = pytest.mark.browser


@pytest.fixture
def learn(served, visitor):
    """Function that opens Learn by a link's parameters."""

    def opened(query="?lesson=1", **options):
        explorer = visitor(served, **options)
        explorer.page.goto(f"{served}/learn{query}")
        explorer.page.locator(".lesson .formula").last.wait_for()
        explorer.rest()
        return explorer

    return opened


OWN = ".st-key-step_3"  # the views of the visitor's own block in step 3


def lit(page, selector):
    return page.locator(f"{OWN} {selector}.lit")


# How bright something is with all that it lies in.
DIM = """s => Math.min(...(function* () {
  for (let e = s; e; e = e.parentElement) yield Number(getComputedStyle(e).opacity);
})())"""


def test_a_symbol_and_its_pictures_light_up_together(learn, until):
    page = learn("?lesson=3").page
    figures = page.locator(
        f'{OWN} :is(figure[data-symbol~="wem"], figure[data-along~="wem"])'
    )
    symbol = page.locator(f'{OWN} math [data-symbol="wem"]')
    # The pointer, both ways.
    symbol.first.hover()
    expect(lit(page, "figure")).to_have_count(figures.count())
    for figure in figures.all():
        expect(figure).to_have_class(re.compile("lit"))
    # A symbol inside another one is not dimmed with it.
    dimmed = page.locator(f'{OWN} math [data-symbol="bemp"]').first
    until(lambda: dimmed.evaluate(DIM) < 0.5)
    assert symbol.first.evaluate(DIM) == 1
    page.get_by_role("heading", name=LESSONS[2].title).hover()
    expect(lit(page, "figure")).to_have_count(0)
    page.locator(f'{OWN} figure[data-symbol="bemp"]').hover()
    # In symbols, and in numbers.
    expect(lit(page, '.formula [data-symbol="bemp"]')).to_have_count(2)
    expect(lit(page, '.formula [data-symbol="wem"]')).to_have_count(0)
    # The intersection leaves only its own pixels of the overlay bright.
    page.locator(f'{OWN} .formula [data-symbol="both"]').first.hover()
    layers = page.locator(f"{OWN} .shown svg g[data-symbol]").all()
    faded = [pytest.approx(0.32), pytest.approx(0.32), 1]
    until(lambda: [layer.evaluate(DIM) for layer in layers] == faded)
    # The keyboard: focus, hold, let go.
    page.get_by_role("heading", name=LESSONS[2].title).hover()
    button = page.locator(f'{OWN} li[data-symbol="bemp"] button')
    button.focus()
    expect(lit(page, '.formula [data-symbol="bemp"]')).to_have_count(2)
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(lit(page, 'li[data-symbol="beme"]')).to_have_count(1)
    page.keyboard.press("Escape")
    expect(lit(page, "[data-symbol]")).to_have_count(0)
    # Every symbol has a colour and an underline of its own.
    looks = page.locator(f"{OWN} li button").evaluate_all(
        "all => all.map(b => { const s = getComputedStyle(b);"
        " return s.color + s.borderBottomStyle })"
    )
    assert len(set(looks)) == 5


def test_the_way_through_the_steps_ends_at_the_score_on_explore(learn, first):
    explorer = learn()
    page = explorer.page
    for number in range(2, len(LESSONS) + 1):
        page.locator(".st-key-next button").click()
        # Who reads goes on at the top of the step, and so does the keyboard.
        heading = page.get_by_role("heading", name=LESSONS[number - 1].title, level=1)
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
        expect(page).to_have_url(re.compile(rf"lesson={number}$"))
    result = first()
    expect(page.locator(".lesson .sums b").last).to_have_text(f"{result.vsi:.4f}")
    page.go_back()
    expect(page.get_by_role("heading", name=LESSONS[6].title)).to_be_visible()
    # What is tried follows the keys, keeps the focus, and stays on its step.
    page.locator(".st-key-previous button").click()
    explorer.press("Try another exponent (γ)", "ArrowLeft")
    tried = page.locator(".lesson .tried")
    expect(tried).to_contain_text("γ = 4.75 instead of 5")
    page.get_by_test_id("stTopNavLink").filter(has_text="Explore").click()
    explorer.shows(result)


# Whether what stands last on each page ends above its foot, and all within the page.
FITS = """(pages) => pages.every((page) => {
  const foot = page.querySelector(".sheet-foot").getBoundingClientRect();
  const last = [...page.children].at(-2).getBoundingClientRect();
  return last.bottom <= foot.top && page.scrollHeight <= page.clientHeight;
})"""


def test_the_worksheet_fits_on_two_pages_and_is_printed_from_the_page(learn, until):
    page = learn("?lesson=8").page
    page.goto(page.url.replace("lesson=8", "lesson=9&sheet=shown"))
    sheets = page.locator(".sheet")
    expect(sheets).to_have_count(2)
    assert sheets.evaluate_all(FITS)
    page.get_by_role("button", name="Print the worksheet").click()
    until(lambda: len(page.frames) == 2)
    expect(page.frames[1].locator(".sheet")).to_have_count(2)


# Moves a slider, and reads the result before any answer of the server can have come.
MOVE = """(input, [steps, result]) => {
  input.value = Number(input.value) + steps * Number(input.step);
  input.dispatchEvent(new Event("input"));
  return Number(result.textContent);
}"""


def _says(said, value):
    """Whether the server's number is the one that the browser made."""
    return abs(float(said.inner_text()) - value) < 6e-4


STEPS = {2: -20, 6: 20, 7: -12}  # of a slider, so that the third decimal changes


def test_a_slider_moves_its_step_without_the_server_which_then_says_the_same(
    learn, until
):
    explorer = learn("?lesson=1")
    page = explorer.page
    for number, lesson in enumerate(LESSONS, 1):
        page.locator(".st-key-map").get_by_role("radio").nth(number).click()
        expect(page.get_by_role("heading", name=lesson.title)).to_be_visible()
        # The numbers come with the picture.
        expect(page.locator(f".st-key-stage_{number} .shown")).to_be_visible()
        explorer.rest()  # a view that is mounted anew would not be the one looked at
        result = page.locator(f".st-key-result_{number} .result b")
        said = page.locator(f".st-key-lesson_{number} .tried b")
        for control in lesson.controls:
            slider = page.get_by_role("slider", name=control.label)
            for _ in range(3):
                before = float(result.inner_text())
                handle = result.element_handle()
                moved = slider.evaluate(MOVE, [STEPS.get(number, 3), handle])
                if moved != before:
                    break
                explorer.rested()  # the number was drawn anew in between
            assert moved != before, control.label
            expect(said).to_contain_text(".")
            until(partial(_says, said, moved))
            expect(result).to_have_text(f"{moved:.3f}")


# How far what stands last in a step reaches below the bar that stays in view.
BELOW = """() => {
  const view = document.querySelector('.stHorizontalBlock:has(.st-key-text)');
  const parts = [...view.querySelectorAll('[data-testid=stColumn] > *')];
  const bottom = Math.max(...parts.map((e) => e.getBoundingClientRect().bottom));
  return bottom - document.querySelector('.st-key-way').getBoundingClientRect().top;
}"""


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1400, 900), (1024, 768)])
def test_every_step_is_one_view_above_the_bar(size, learn, until):
    width, height = size
    page = learn("?lesson=1", viewport={"width": width, "height": height}).page
    for number, lesson in enumerate(LESSONS, 1):
        page.locator(".st-key-map").get_by_role("radio").nth(number).click()
        expect(page.get_by_role("heading", name=lesson.title)).to_be_visible()
        expect(page.locator(f".st-key-result_{number} .result b")).to_be_visible()
        until(lambda: page.evaluate(BELOW) <= 0)


@pytest.mark.slow
def test_what_is_chosen_and_tried_is_read_out(learn):
    explorer = learn("?lesson=6")
    page = explorer.page
    region = page.get_by_role("status").filter(visible=True)
    outcome = page.locator(".st-key-lesson_6 [role=status]")
    expect(outcome).to_have_text("")
    outcome.evaluate("region => (window.region = region)")
    explorer.press("Try another exponent (γ)", "ArrowLeft")
    expect(outcome).to_contain_text("γ = 4.75 instead of 5")
    assert outcome.evaluate("region => region === window.region")  # one that was there
    question = page.get_by_role("radiogroup", name="You may hide a tenth of the blocks")
    said = page.locator(".lesson .said")
    said.evaluate("region => (window.region = region)")
    option = question.get_by_role("radio").first
    page.keyboard.press("Tab")  # whoever uses keys sees where they are
    option.focus()
    ring = "e => getComputedStyle(e.closest('label')).outlineStyle"
    assert option.evaluate(ring) == "solid"
    page.keyboard.press("Space")
    expect(region.filter(has_text="Without the strongest")).to_be_visible()
    assert said.evaluate("region => region === window.region")
    # A class that is to find out for itself sees no number, and no way to one.
    page = learn("?lesson=6&hide=sums,values,answers").page
    page.get_by_role("radiogroup").get_by_text("The least").click()
    expect(page.locator(".lesson .said")).to_have_text(
        "Noted. This link leaves out the answer."
    )
    expect(page.locator(".lesson .sums")).to_have_text("")
    expect(page.get_by_role("button", name="Link for a class")).to_have_count(0)


@pytest.mark.slow
def test_a_link_for_a_class_leaves_out_what_the_teacher_says(learn, visitor, served):
    page = learn("?lesson=6&encrypted=lowbits-7").page
    page.get_by_role("button", name="Link for a class").click()
    left_out = page.get_by_role("combobox", name="Leave out")
    for part in ("Blur (β)", "Questions"):
        left_out.fill(part)
        page.get_by_role("option", name=part, exact=True).click()
    code = page.get_by_test_id("stCode").first
    expect(code).to_contain_text(re.compile(r"hide=(beta%2C)?questions"))
    expect(code).to_contain_text("beta")
    link = code.inner_text().strip()
    assert link.startswith(f"{served}/learn?")
    student = learn(f"?{urlsplit(link).query}")
    expect(student.slider(SLIDERS["alpha"])).to_be_visible()
    expect(student.slider(SLIDERS["beta"])).to_be_hidden()
    expect(student.page.get_by_role("heading", name=LESSONS[5].title)).to_be_visible()
    expect(student.page.get_by_text("Predict.")).to_have_count(0)
    plain, encrypted = (
        core.read_image(f"sample_images/{name}.png")
        for name in ("astronaut", "astronaut_lowbits7")
    )
    rd = core.visual_security_index(plain, encrypted).rd
    expect(student.page.locator(".lesson .sums b").first).to_have_text(f"{rd:.4f}")


def test_on_a_telephone_the_slider_stays_at_hand_and_a_list_names_the_places(learn):
    phone = {"width": 390, "height": 844}
    page = learn("?lesson=2", viewport=phone).page
    slider = page.get_by_role("slider", name="Try another exponent (γ)")
    for shown in (slider, page.locator(".st-key-result_2 .result b")):
        expect(shown).to_be_in_viewport()  # below the picture, which is higher up
    picture = page.locator(".st-key-stage_2 .shown figure").first
    expect(picture).to_be_in_viewport()
    page.get_by_role("button", name="Map").click()
    page.get_by_role("button", name="4 Degree").click()
    expect(page.get_by_role("heading", name=LESSONS[3].title)).to_be_visible()


def test_on_a_telephone_nothing_of_a_step_is_wider_than_the_screen(learn):
    page = learn("?lesson=2", viewport={"width": 390, "height": 844}).page
    for number in range(2, 6):
        expect(
            page.get_by_role("heading", name=LESSONS[number - 1].title)
        ).to_be_visible()
        expect(page.locator(f".st-key-lesson_{number} .formula")).to_be_visible()
        # Inside a drawing, what lies beyond its frame is not painted.
        wide = page.locator(".lesson *:not(.formula *):not(svg *)").evaluate_all(
            "all => all.filter("
            "e => e.getBoundingClientRect().right > innerWidth + 1).length"
        )
        assert wide == 0
        formulas = page.locator(".lesson .formula")
        hidden = formulas.evaluate_all(
            "all => all.map(f => f.scrollWidth - f.clientWidth)"
        )
        assert max(hidden) <= 0
        page.locator(".st-key-next button").click()


@pytest.mark.slow
@pytest.mark.parametrize("phone", [False, True])
def test_step_3_shows_what_a_slider_does_beside_it(phone, learn):
    size = {"width": 390, "height": 844} if phone else {"width": 1366, "height": 768}
    explorer = learn("?lesson=3", viewport=size)
    page = explorer.page
    bars = ".st-key-{} .bars .value b"
    for slider, shown in (
        # On a telephone the result stands right under the slider, the bars below it.
        (
            explorer.slider("Move the encrypted edges to the right"),
            ".st-key-result_3 .result b" if phone else bars.format("stage_3"),
        ),
        (
            explorer.slider("Move the encrypted edge to the right"),
            bars.format("example_3"),
        ),
    ):
        values = page.locator(shown)
        before = values.all_inner_texts()
        slider.focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(values.last).not_to_have_text(before[-1])
        block = "center" if "example" not in shown else "start"
        slider.evaluate("(e, block) => e.scrollIntoView({ block })", block)
        if block == "start":  # Streamlit's bar covers the top
            page.mouse.wheel(0, -60)
        page.wait_for_timeout(300)
        for part in (slider, values.first, values.last):
            expect(part).to_be_in_viewport()
    expect(page.locator(".st-key-example_3 .value b")).to_have_text(
        ["3.810", "8", "0.000", "0.476"]
    )
    expect(page).to_have_url(re.compile("apart=5"))
    # What was folded open stays open while a slider moves.
    fold = page.locator(f"{OWN} details").first
    fold.locator("summary").first.click()
    before = page.locator(f"{OWN} .bars .value b").last.inner_text()
    explorer.press("Move the encrypted edges to the right, in pixels", "ArrowRight")
    expect(page.locator(f"{OWN} .bars .value b").last).not_to_have_text(before)
    expect(fold).to_have_attribute("open", "")


@pytest.mark.slow
def test_the_self_test_passes_and_a_table_is_searched(served, visitor):
    page = visitor(served).page
    page.goto(f"{served}/about")
    page.get_by_role("button", name="Run the self-test").click()
    expect(page.get_by_text("11 of 11 checks passed.").first).to_be_visible()
    page.get_by_role("link", name="See each check").click()
    expect(page.get_by_role("heading", name="Self-test")).to_be_in_viewport()
    page.get_by_role("link", name="Where it comes from").click()
    expect(page.get_by_role("heading", name="Where it comes from")).to_be_in_viewport()
    page.locator("summary").filter(has_text="how far to trust each index").click()
    page.get_by_role("textbox", name="Find in these tables").fill("stand-in")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"4 of {len(core.SCHEMES)} schemes")).to_be_visible()
