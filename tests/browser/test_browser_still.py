"""The page without a server, opened from disk: what it shows is its own surface, and that is near the laboratory."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from browser_steps import AXE, WAIT
from krapte.analysis.laboratory import Laboratory
from krapte.lab import app, site
from krapte.lab import package as packs
from krapte.lab.quick import READINGS
from krapte.lab.surface import Surface

pytestmark = pytest.mark.browser

NAMES = ("e1", "i3", "m1", "p2")
ORDER = site.Order(draws=32, tried=6, only=NAMES, packages=("cuts", "first-four", "m1", "none"))
LEAD = READINGS.index("vacancies")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("site")
    for name, content in site.files(ORDER, app.assets()).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    return out


@pytest.fixture
def still(visit, folder):
    def make(link="?l=en&p=first-four", **more):
        page = visit("index.html" + link, f"file://{folder}/", **more)
        page.wait_for_selector("[data-stage=full]", timeout=WAIT)
        return page

    return make


def line(page) -> list[float]:
    return [float(one) for one in page.locator("[data-line]").get_attribute("data-line").split()]


def rows_of(page, tmp_path) -> dict[int, float]:
    """Medians by year of what the command of the page gives, at the same draws."""
    written = page.locator("[data-snippet=cli]").inner_text()
    file = tmp_path / "own.yaml"
    file.write_text(re.search(r"<<'END'\n(.*?)END\n", written, re.S)[1], encoding="utf-8")
    run = Laboratory(draws=ORDER.draws, to=ORDER.to).run(str(file), split=False)
    wanted = ("vacancies", "techniek", "package")
    return {
        row["year"]: row["median"]
        for row in run.rows
        if (row["reading"], row["group"], row["variant"]) == wanted
    }


def test_a_package_as_it_comes_is_the_full_answer(still, folder):
    page = still()
    told = json.loads(
        (folder / "data" / "package-first-four.js").read_text().split(" = ", 1)[1].rstrip(";\n")
    )
    median = told["answer"]["paths"]["vacancies"]["techniek"]["package"]["median"]
    assert line(page) == [round(value, 1) for value in median]
    # The sentence is made in the page by the rule of the words: it is the one the server would tell.
    sentence = told["words"]["en"]["headline"]
    shown = f"{page.locator('[data-headline]').inner_text()} {page.locator('.sub').first.inner_text()}"
    plain = str.maketrans("", "", ".;")
    assert shown.lower().translate(plain) == sentence.lower().translate(plain)
    assert "without a server" in page.locator("[data-still]").inner_text()
    for name in ("dots", "balk", "path", "areas", "ratio", "money", "groups"):
        assert page.locator(f"svg[data-name={name}]").count(), name


def test_a_drag_gives_the_surface_and_lies_within_the_stated_error(still, folder, tmp_path):
    page = still()
    before = line(page)
    slider = page.locator("[data-measure=m1] input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.62, y, steps=6)
    page.mouse.up()
    page.wait_for_selector("[data-stage=approximate]", timeout=WAIT)
    assert "p2:" not in page.url
    page.locator("[data-measure=p2] input[type=range]").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('p2:')")
    page.wait_for_selector("[data-stage=approximate]", timeout=WAIT)
    shown = line(page)
    assert shown != before
    doses = dict(re.findall(r"(\w+):([\d.]+)", re.search(r"[?&]m=([^&]+)", page.url)[1]))
    assert set(doses) == {"m1", "p2"}
    surface = Surface(Laboratory(draws=ORDER.draws, to=ORDER.to), NAMES, lambda: None)
    package = packs.shipped("first-four")
    surface.add(package)
    moved = surface.difference(package, {name: float(dose) for name, dose in doses.items()})
    read = np.median((surface.baseline.readings + moved)[LEAD], axis=0)
    np.testing.assert_allclose(shown, read, atol=1.0)  # numbers of two and four bytes
    stated = float(page.locator("[data-still]").get_attribute("data-most"))
    whole = rows_of(page, tmp_path)
    off = max(abs(one - whole[year]) for one, year in zip(shown, surface.years, strict=True))
    assert 0 < off <= stated
    page.locator("[data-still] summary").click()
    assert "at most" in page.locator("[data-still]").inner_text()
    assert "(changed)" in page.locator("[data-headline]").inner_text()


def test_everything_off_is_the_baseline_and_undo_comes_back(still, folder):
    page = still()
    before = line(page)
    page.get_by_role("button", name="All off").click()
    page.wait_for_selector(".empty")
    page.keyboard.press("Control+z")
    page.wait_for_selector(".empty", state="detached")
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    assert line(page) == before


def test_two_packages_the_card_and_the_other_language(still):
    page = still("?l=en&p=first-four&vs=m1")
    page.wait_for_selector("[data-compare] .big", timeout=WAIT)
    assert "100 runs" in page.locator("[data-compare] .big").inner_text()
    page.locator("[data-measure=p2] .name").click()
    page.wait_for_selector("dialog .chain li")
    page.wait_for_selector("dialog svg[data-name=dots]")
    page.locator("dialog tbody .plain").first.click()
    page.wait_for_selector("dialog .source")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="NL").click()
    page.wait_for_selector("text=Maatregelen")
    page.wait_for_selector("[data-stage=full]", timeout=WAIT)
    assert "zonder server" in page.locator("[data-still]").inner_text()


def test_what_is_fixed_says_so(still):
    page = still()
    assert page.locator("[data-measure=p2] select").is_disabled()
    assert page.locator("[data-measure=p1] input[type=range]").is_disabled()
    assert "fixed" in page.locator(".rail > .note").first.inner_text()
    other = still("?l=en&p=cuts")
    assert other.locator("[data-measure=cut-mbo] input[type=range]").is_disabled()


def test_nobody_is_shut_out_here_either(still):
    page = still("?l=nl&p=first-four", width=390)
    page.locator("[data-measure=e1] .exact button").last.click()
    page.wait_for_selector("[data-stage=approximate]", timeout=WAIT)
    page.locator("[data-still] summary").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
    )
    assert [one["id"] for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
