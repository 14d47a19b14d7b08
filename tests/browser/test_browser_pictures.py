"""Pictures of the page at its full number of draws; ``make lab-pictures`` keeps those of the documentation."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WAIT = 300_000
SMALLEST = 15_000  # bytes: an empty page is far smaller
KEPT = {
    "wide": ("?l=en", 1440, 1500, ""),
    "phone": ("?l=nl", 390, 844, ""),
    "card": ("?l=en", 1200, 1000, "p2"),
    "compare": ("?l=nl&vs=productivity", 1440, 1400, ""),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    asked = os.environ.get("KRAPTE_PICTURES")
    return Path(asked) if asked else tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize("name", KEPT)
def test_a_picture_of_a_full_answer(visit, real, folder, name):
    link, width, height, card = KEPT[name]
    page = visit(link, real, width=width, height=height, device_scale_factor=0.7 if width > 500 else 1)
    page.wait_for_selector('[data-stage=full][data-draws="1000"]', timeout=WAIT)
    expect(page.locator("[data-measure=m1] .alone b")).to_be_attached(timeout=WAIT)
    expect(page.locator("svg[data-name=balk] [data-part=education]")).to_be_attached(timeout=WAIT)
    if card:
        page.locator(f"[data-measure={card}] .name").click()
        page.wait_for_selector("dialog svg[data-name=dots]", timeout=WAIT)
    if name == "compare":
        page.wait_for_selector("[data-compare] .big", timeout=WAIT)
        page.locator("[data-compare]").scroll_into_view_if_needed()
    file = folder / f"lab-{name}.png"
    page.screenshot(path=file)
    assert file.stat().st_size > SMALLEST


def test_print_leaves_controls_out_and_keeps_doses(visit, served, folder):
    page = visit("?l=en&p=first-four")
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    page.emulate_media(media="print")
    assert not page.locator(".acts").is_visible()
    assert not page.locator("[data-measure=p2] input[type=range]").is_visible()
    assert page.locator("[data-measure=p2] .dose").is_visible()
    assert page.locator(".print-only").is_visible()
    page.screenshot(path=folder / "lab-print.png", full_page=True)


def test_nothing_moves_for_who_asked_that(visit):
    page = visit("?l=en&p=first-four", reduced_motion="reduce")
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0"
        " || parseFloat(getComputedStyle(e).animationDuration) > 0).length"
    )
    assert moving == 0
