"""What the browser tests do over and over: wait for a full answer, move a slider, ask the same of the server."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

AXE = Path(__file__).parents[1] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WAIT = 240_000  # milliseconds: of a condition, which a busy machine takes long to meet


def full(page, draws="64"):
    from playwright.sync_api import expect

    page.wait_for_selector(f'[data-stage=full][data-draws="{draws}"]', timeout=WAIT)
    expect(page.locator(".busy")).to_have_text("", timeout=WAIT)


def slide(page, measure, presses, key="ArrowRight"):
    page.locator(f"[data-measure={measure}] input[type=range]").focus()
    for _ in range(presses):
        page.keyboard.press(key)


def api(page, query):
    base = re.match(r"https?://[^/]+/", page.url)[0]
    with urllib.request.urlopen(f"{base}api/v1/answer?{query}") as found:
        return json.loads(found.read())
