"""What is asked apart on the page: why this certainty, the brief, the agenda, and the sectors."""

from __future__ import annotations

import csv
import json
import urllib.request
from pathlib import Path

import pytest

from browser_steps import WAIT, api, full, slide

pytestmark = pytest.mark.browser


@pytest.mark.slow  # compiles the gradient of a whole run
def test_why_this_certainty_is_found_on_request_with_a_table(visit):
    page = visit("?l=en&p=m1&to=2031&y=2030")
    full(page)
    page.locator("[data-why] button").click()
    page.wait_for_selector("svg[data-name=tornado]", timeout=5 * WAIT)
    (found,) = page.evaluate(
        "performance.getEntriesByType('resource').filter((e) => e.name.includes('/why?')).map((e) => e.name)"
    )
    with urllib.request.urlopen(found) as answer:
        told = json.loads(answer.read())
    assert 0 < len(told["rows"]) <= 5
    page.locator("[data-figure=why] .tools button", has_text="Table").click()
    cells = page.locator("[data-figure=why] tbody tr")
    assert cells.count() == len(told["rows"])
    for row, shown in zip(told["rows"], cells.all_inner_texts(), strict=True):
        assert row["input"] in shown
        assert row["grade_words"] in shown
        assert row["low"] in shown
    # Another question asks anew by itself, and says until then that this was the previous one.
    slide(page, "m1", 1)
    page.wait_for_selector("[data-why=waits]")
    page.wait_for_selector("[data-why=there]", timeout=5 * WAIT)


def test_brief_and_agenda_are_made_from_the_page(visit):
    page = visit("?l=nl&p=m1&to=2031&y=2030")
    full(page)
    for paper, begin, name in (
        ("brief.pdf", b"%PDF", "krapte-m1-nl.pdf"),
        ("agenda.zip", b"PK", "krapte-agenda-m1.zip"),
    ):
        with page.expect_download(timeout=2 * WAIT) as waiting:
            page.locator(f"[data-paper='{paper}']").click()
        assert waiting.value.suggested_filename == name
        assert Path(waiting.value.path()).read_bytes().startswith(begin)
        page.wait_for_selector("[data-papers=made]")
    page.get_by_role("button", name="Alles uit").click()
    page.wait_for_selector("[data-paper]", state="detached")


def test_sectors_are_told_as_our_allocation(visit):
    page = visit("?l=en&p=m1&to=2031&y=2030")
    full(page)
    assert "assumption" in page.locator("[data-figure=sectors] .note").inner_text()
    page.locator("[data-figure=sectors] .tools button", has_text="Table").click()
    assert page.locator("[data-figure=sectors] tbody tr").count() == 10
    with page.expect_download() as waiting:
        page.locator("[data-figure=sectors] .tools button", has_text="CSV").click()
    told = list(csv.DictReader(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()))
    of = [row for row in told if row["variant"] == "package"]
    assert {row["grade"] for row in of} == {"C"}
    (row,) = (
        row
        for row in api(page, "p=m1&draws=64&to=2031")["sectors"]
        if (row["sector"], row["group"], row["reading"], row["variant"], row["year"])
        == ("construction", "techniek", "vacancies", "package", 2030)
    )
    assert float(next(one for one in of if one["sector"] == "construction")["median"]) == row["median"]
