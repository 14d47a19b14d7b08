"""The laboratory as a visitor uses it, in a real browser."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser_steps import AXE, WAIT, api, full, slide

pytestmark = pytest.mark.browser

# The elements of the intended design that must be there.
NAMED = {
    "the question as selects": ".q select >> nth=0",
    "the answer as a sentence": "[data-headline]",
    "when, what it costs, how sure": "dl.facts dt >> nth=2",
    "twenty dots": "svg[data-name=dots] circle >> nth=19",
    "the bar": "svg[data-name=balk] [data-part=open]",
    "what is usual and above it": "[data-usual]",
    "the path with its band": "svg[data-name=path] [data-band]",
    "four readings": "[data-reading=undone]",
    "a slider in its own unit": "[data-measure=p2] input[type=range]",
    "pillars over time": "svg[data-name=areas]",
    "the ratio with intervals": "svg[data-name=ratio]",
    "who pays": "svg[data-name=money]",
    "side effects": "[data-sides] dt >> nth=0",
    "where people come from": "[data-gain] dt >> nth=0",
    "groups": "svg[data-name=groups]",
    "sectors": "svg[data-name=sectors]",
    "what it rests on": "svg[data-name=rests]",
    "why this certainty": "[data-why] button",
    "the debate brief": "[data-paper='brief.pdf']",
    "the agenda": "[data-paper='agenda.zip']",
    "the command": "[data-snippet=cli]",
}


def test_every_named_element_is_there(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    page.wait_for_selector("svg[data-name=rests]", timeout=2 * WAIT)
    missing = [name for name, where in NAMED.items() if page.locator(where).count() == 0]
    assert missing == []


def test_a_drag_moves_line_sentence_and_table_as_the_engine_does(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    before = page.locator("[data-headline]").inner_text()
    line = page.locator("[data-line]").get_attribute("data-line")
    slider = page.locator("[data-measure=m1] input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=4)
    page.wait_for_selector('[data-stage=line][data-draws="1"]')
    assert "\u00b1" in page.locator("[data-headline]").inner_text()
    assert page.locator("[data-band=waiting]").count() == 1
    page.mouse.move(box["x"] + box["width"] * 0.95, y, steps=6)
    page.mouse.up()
    full(page)
    assert page.locator("[data-line]").get_attribute("data-line") != line
    assert page.locator("[data-headline]").inner_text() != before
    query = re.search(r"m=([^&]+)", page.url)[1]
    rows = api(page, f"p=first-four&draws=64&to=2040&m={query}")["rows"]
    (row,) = (
        r
        for r in rows
        if (r["reading"], r["group"], r["variant"], r["year"]) == ("vacancies", "techniek", "package", 2035)
    )
    page.locator("[data-figure=path] .tools button", has_text="Table").click()
    cells = (
        page.locator("[data-figure=path] tr", has=page.locator("th", has_text="2035"))
        .locator("td")
        .all_inner_texts()
    )
    shown = float(cells[2].replace(",", ""))
    assert abs(shown - row["median"]) <= 0.5 * 10 ** (len(cells[2].replace(",", "")) - 2)
    with page.expect_download() as waiting:
        page.locator("[data-figure=path] .tools button", has_text="CSV").click()
    told = list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()))
    (cell,) = (r for r in told if (r["variant"], r["year"]) == ("package", "2035"))
    assert float(cell["median"]) == row["median"]
    assert cell["draws"] == "64"


def test_language_link_undo_and_redo(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    start = page.locator("[data-measure=p2] .dose").inner_text()
    slide(page, "p2", 3)
    full(page)
    moved = page.locator("[data-measure=p2] .dose").inner_text()
    assert moved != start
    page.get_by_role("button", name="Share").click()
    address = page.evaluate("navigator.clipboard.readText()")
    assert "m=p2:" in address
    other = visit(address[len(re.match(r"https?://[^/]+/", address)[0]) :])
    full(other)
    assert other.locator("[data-measure=p2] .dose").inner_text() == moved
    assert other.locator("[data-headline]").inner_text() == page.locator("[data-headline]").inner_text()
    other.get_by_role("button", name="NL").click()
    other.wait_for_selector("text=Maatregelen")
    assert other.locator("html").get_attribute("lang") == "nl"
    assert "p2:" in other.url
    page.keyboard.press("Control+z")
    expect(page.locator("[data-measure=p2] .dose")).to_have_text(start)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("[data-measure=p2] .dose")).to_have_text(moved)


def test_every_key_of_a_slider_does_what_it_says(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    dose = page.locator("[data-measure=p2] .dose")
    page.locator("[data-measure=p2] input[type=range]").focus()
    page.keyboard.press("0")
    expect(dose).to_have_text("off")
    page.keyboard.press("Backspace")
    expect(dose).not_to_have_text("off")
    page.locator("[data-measure=p2] input[type=number]").fill("450")
    page.keyboard.press("Enter")
    expect(dose).to_contain_text("450")
    assert "guided firms" in dose.inner_text()
    full(page)
    assert "64 draws" in page.locator("[data-live]").inner_text()


def test_the_card_of_a_measure_leads_to_the_source_of_a_figure(visit):
    page = visit("?l=nl&p=first-four")
    full(page)
    page.locator("[data-measure=p2] .name").click()
    page.wait_for_selector("dialog .chain li")
    assert page.locator("dialog .chain li").count() == 6
    assert page.locator("dialog tbody tr").count() == 4
    assert "aanname" in page.locator("dialog .chain").inner_text()
    page.locator("dialog tbody .plain").first.click()
    page.wait_for_selector("dialog .source")
    assert page.locator("dialog .source dd").nth(1).inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")


def test_nothing_on_has_three_ways_to_begin(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    page.get_by_role("button", name="All off").click()
    page.wait_for_selector(".empty")
    assert page.locator(".empty button").count() == 3
    page.locator(".empty button").nth(1).click()
    page.wait_for_selector(".empty", state="detached")


def test_two_packages_beside_one_another(visit):
    page = visit("?l=en&p=first-four&vs=m1")
    full(page)
    page.wait_for_selector("[data-compare] .big", timeout=WAIT)
    assert "100 runs" in page.locator("[data-compare] .big").inner_text()
    assert page.locator("[data-compare] tbody tr").count() >= 3


def test_a_link_with_something_unknown_keeps_the_rest(visit):
    page = visit("?l=en&p=first-four&m=E99:1,p2:450&y=2033&h=old")
    page.wait_for_selector("[data-wrong]")
    assert "E99" in page.locator("[data-wrong]").inner_text()
    assert page.locator("[data-old]").count() == 1
    full(page)
    assert page.locator("[data-measure=p2] .dose").inner_text().startswith("450")
    page.locator("[data-wrong] button").click()
    page.wait_for_selector("[data-wrong]", state="detached")


def test_a_lost_connection_is_told_and_comes_back(visit, served):
    page = visit("?l=en&p=first-four")
    full(page)
    before = page.locator("[data-headline]").inner_text()
    served.stop()
    page.wait_for_selector("[data-lost]", timeout=WAIT)
    assert page.locator("[data-headline]").inner_text() == before
    slide(page, "p2", 2)
    moved = page.locator("[data-measure=p2] .dose").inner_text()
    served.start()
    page.wait_for_selector("[data-lost]", state="detached", timeout=WAIT)
    full(page)
    assert page.locator("[data-measure=p2] .dose").inner_text() == moved


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_shut_out(visit, lang, width):
    """axe-core finds nothing, on the page, in a table and in a card; and nothing scrolls sideways."""
    assert AXE.is_file(), "npm ci in web/ brings axe-core"
    page = visit(f"?l={lang}&p=first-four&vs=m1", width=width)
    full(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}

    def look(name):
        result = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
        )
        found[name] = [
            f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0].get('failureSummary', '')[:200]}"
            for v in result["violations"]
        ]

    look("page")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("[data-figure=path] .tools button").nth(1).click()
    page.locator("[data-measure=e1] .name").click()
    page.wait_for_selector("dialog .chain li")
    look("card")
    assert found == {"page": [], "card": []}


def test_a_small_screen_at_four_times_the_size_does_not_scroll_sideways(visit):
    page = visit("?l=nl&p=first-four", width=320, height=640)
    full(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_files_to_take_along(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    for kind, begin in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as waiting:
            page.locator("[data-figure=balk] .tools button", has_text=kind).click()
        assert Path(waiting.value.path()).read_bytes().startswith(begin)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Package as a file").click()
    assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith("id: first-four")


def test_a_cut_is_told_as_a_loss_and_its_steps_are_kept(visit):
    page = visit("?l=en&p=cuts")
    full(page)
    cut = page.locator("[data-measure=cut-mbo]")
    assert cut.locator("input[type=range]").is_disabled()
    assert cut.locator(".dose").inner_text().startswith("248.297")
    assert "more open vacancies" in page.locator("dl.facts").inner_text()
    expect(page.locator("[data-balk]")).to_contain_text("larger")  # the split comes after the answer
    cut.get_by_role("button", name="off").click()
    expect(cut.locator(".dose")).to_have_text("off")
    full(page)
