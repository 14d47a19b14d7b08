"""Pictures of the page; ``make lab-pictures`` keeps those of the documentation, small, as WebP."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser_steps import WAIT, full, slide

pytestmark = pytest.mark.browser

SMALLEST, LARGEST = 8_000, 160_000  # bytes: an empty page is smaller, and the documentation stays light
QUALITY = 0.82
PACK = """([png, quality]) => new Promise((done) => {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = image.width; canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    done(canvas.toDataURL("image/webp", quality).split(",")[1]);
  };
  image.src = `data:image/png;base64,${png}`;
})"""
KEPT = {
    "wide": ("?l=en", 1440, 1500, ""),
    "phone": ("?l=nl", 390, 844, ""),
    "card": ("?l=en", 1200, 1000, "p2"),
    "compare": ("?l=nl&vs=productivity", 1440, 1400, ""),
}
Keep = Callable[..., None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    asked = os.environ.get("KRAPTE_PICTURES")
    return Path(asked) if asked else tmp_path_factory.mktemp("pictures")


@pytest.fixture
def keep(folder) -> Keep:
    """Take a picture of a page or a part of it, and keep it packed by the browser itself."""

    def take(shown, name: str, **how) -> None:
        png = base64.b64encode(shown.screenshot(**how)).decode()
        packer = getattr(shown, "page", shown).context.new_page()
        packed = base64.b64decode(packer.evaluate(PACK, [png, QUALITY]))
        packer.close()
        assert packed[8:12] == b"WEBP"
        assert SMALLEST < len(packed) < LARGEST, f"{name}: {len(packed)} bytes"
        (folder / f"lab-{name}.webp").write_bytes(packed)

    return take


def top(height: int) -> dict[str, dict[str, int]]:
    """The upper part of a page of 1,100 pixels wide."""
    return {"clip": {"x": 0, "y": 0, "width": 1100, "height": height}}


@pytest.mark.slow  # a laboratory of 1,000 draws in a process of its own
@pytest.mark.parametrize("name", KEPT)
def test_a_picture_of_a_full_answer(visit, real, keep, name):
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
    keep(page, name)


@pytest.mark.slow
def test_a_picture_of_why_in_full(visit, real, keep):
    page = visit("?l=en&p=m1", real, width=1200, height=780)  # too low for the path to stay in sight
    page.wait_for_selector('[data-stage=full][data-draws="1000"]', timeout=WAIT)
    page.locator("[data-why] button").click()
    page.wait_for_selector("[data-why=there]", timeout=2 * WAIT)
    keep(page.locator("[data-why]"), "why")


def test_a_picture_while_the_first_answer_is_computed(visit, keep):
    def silent(context):
        context.route_web_socket("**/play", lambda socket: None)

    page = visit("?l=nl&p=first-four", width=1100, height=700, before=silent)
    page.wait_for_selector("[data-stage=none]")
    assert "wordt uitgerekend" in page.locator("h1").inner_text()
    assert page.locator("[data-measure=p2] input[type=range]").is_enabled()
    keep(page, "state-loading", **top(520))


def test_a_picture_while_the_hand_drags(visit, keep):
    page = visit("?l=nl&p=first-four", width=1440, height=1100, device_scale_factor=0.7)
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    slider = page.locator("[data-measure=m1] input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, y, steps=4)
    page.wait_for_selector("[data-band=waiting]")
    keep(page, "state-dragging")
    page.mouse.up()


def test_a_picture_of_the_band_before_the_rest_of_the_answer(visit, keep):
    held = []  # whether what comes after a band is kept from the page

    def no_further(context):
        def pass_on(message, page):
            if not held or json.loads(message)["kind"] in ("line", "band"):
                page.send(message)

        def serve(page):
            page.connect_to_server().on_message(lambda message: pass_on(message, page))

        context.route_web_socket("**/play", serve)

    page = visit("?l=en&p=first-four", width=1440, height=1100, device_scale_factor=0.7, before=no_further)
    full(page)
    held.append(True)
    slide(page, "m1", 12)
    page.wait_for_selector("[data-stage=band]")
    page.wait_for_selector("[data-band=there]")
    assert page.locator("dl.facts.stale").count() == 1
    page.locator("[data-headline]").scroll_into_view_if_needed()
    keep(page, "state-band")


def test_a_picture_of_a_link_with_something_unknown(visit, keep):
    page = visit("?l=nl&p=first-four&m=E99:1", width=1100, height=800)
    page.wait_for_selector("[data-wrong]")
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    keep(page, "state-error", **top(640))


def test_a_picture_of_a_lost_connection(visit, served, keep):
    page = visit("?l=nl&p=first-four", width=1100, height=800)
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    served.stop()
    try:
        page.wait_for_selector("[data-lost]", timeout=WAIT)
        keep(page, "state-lost", **top(640))
    finally:
        served.start()
    page.wait_for_selector("[data-lost]", state="detached", timeout=WAIT)


def test_a_picture_of_nothing_on(visit, keep):
    page = visit("?l=nl&p=none", width=1100, height=800)
    page.wait_for_selector(".empty", timeout=WAIT)
    keep(page, "state-empty", **top(560))


def test_print_leaves_controls_out_and_keeps_doses(visit, keep):
    page = visit("?l=en&p=first-four", width=794, height=1123)
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    page.emulate_media(media="print")
    assert not page.locator(".acts").is_visible()
    assert not page.locator("[data-measure=p2] input[type=range]").is_visible()
    assert page.locator("[data-measure=p2] .dose").is_visible()
    assert page.locator(".print-only").is_visible()
    keep(page, "print")


def test_nothing_moves_for_who_asked_that(visit):
    page = visit("?l=en&p=first-four", reduced_motion="reduce")
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0"
        " || parseFloat(getComputedStyle(e).animationDuration) > 0).length"
    )
    assert moving == 0
