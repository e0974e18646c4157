"""The cards under the pictures, where only a browser shows what they do."""

import re

import pytest
from playwright.sync_api import expect

import core
from core.indices.key_points import found_again
from explorer.pair.sweeps import SLIDERS

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_card_is_measured_when_it_is_seen_opens_page_wide_and_closes_again(
    explorer, sample
):
    plain, encrypted = sample("astronaut"), sample("astronaut_shuffle64")
    page = explorer.page
    checks = page.locator(".checks")
    information, points = (checks.locator("article").nth(n) for n in range(2))

    checks.scroll_into_view_if_needed()
    found = core.recognizable_information(plain, encrypted)
    expect(information.locator(".number")).to_have_text(f"{found.scaled:.2f} of 2")
    expect(information.locator("svg.octave")).to_have_count(4)
    count = len(found_again(plain, encrypted).match)
    expect(points.locator(".said")).to_have_text(re.compile(rf"\d+ of {count} key"))

    # A moving slider leaves what does not depend on it alone.
    explorer.press(SLIDERS["beta"], "ArrowRight")
    expect(page.locator(".gauge")).to_have_class("gauge")
    expect(information.locator(".number")).to_have_text(f"{found.scaled:.2f} of 2")

    points.get_by_role("button", name="Key points").click()
    drawing = checks.locator(".wide svg.pair.beside")
    expect(drawing).to_have_attribute("aria-label", re.compile(rf"of {count} key"))
    expect(checks.locator(".row")).to_be_hidden()
    expect(page).to_have_url(re.compile("card=key-points"))
    back = checks.get_by_role("button", name="Back from Key points to all checks")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(checks.locator(".wide")).to_be_hidden()
    expect(points.get_by_role("button")).to_be_focused()
    expect(page).not_to_have_url(re.compile("card="))
