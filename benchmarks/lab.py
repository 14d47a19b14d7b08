"""From slider to line in a real browser, beside the same slider in Streamlit, and twenty visitors at once.

The server runs in a process of its own at full draws. A slider is moved by one key; what is timed is from the key to
the frame in which the new line stands. Goals are for an idle machine of two cores; the load is printed beside them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import lab_beside
import websockets
from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
REST_MS = 150  # without a move before the hand is at rest, as the page has it: not counted
FULL = "full answer of 1,000 draws"
GOALS = {
    "first paint": 1000,
    "slider to line, median": 33,
    "slider to line, 95 %": 60,
    "band of 128 draws, median": 400,
    f"{FULL}, median": 5000,
    "20 visitors dragging, median": 250,
}
# From a key on a slider to the first frame after the line changed; begun by the key itself.
TIMED = """({slider, line, attribute}) => {
  const drawn = () => [...document.querySelectorAll(line)].map((one) => one.getAttribute(attribute)).join(' ');
  const before = drawn(), hand = document.querySelector(slider);
  hand.focus();
  window.timed = new Promise((done) => hand.addEventListener('keydown', async (key) => {
    for (let now = drawn(); now === before || now === ''; now = drawn()) {
      if (performance.now() - key.timeStamp > 30000) return done(null);
      await new Promise(requestAnimationFrame);
    }
    done(performance.now() - key.timeStamp);
  }, {once: true, capture: true}));
}"""
OURS = {"slider": "[data-measure=p2] input[type=range]", "line": "[data-line]", "attribute": "data-line"}
THEIRS = {"slider": lab_beside.SLIDER, "line": lab_beside.LINE, "attribute": "d"}
LINE = "slider to line"
TWIN = "the same in Streamlit"
# From the hand at rest to the first frame with the band, with the whole quick answer, and with the full one.
REST = """async (rest) => {
  const begin = performance.now(), slider = document.querySelector('[data-measure=p2] input[type=range]');
  slider.stepUp(); slider.dispatchEvent(new Event('input', {bubbles: true}));
  const found = [], stages = [['band', 'quick', 'full'], ['quick', 'full'], ['full']];
  const stage = () => document.querySelector('[data-stage]').dataset.stage;
  const wait = async (done) => {
    while (!done()) {
      if (performance.now() - begin > 120000) throw new Error('no answer');
      await new Promise(requestAnimationFrame);
    }
  };
  await wait(() => stage() === 'line');
  for (const wanted of stages) {
    await wait(() => wanted.includes(stage()) && document.querySelector('[data-band=there]'));
    found.push(performance.now() - begin - rest);
  }
  return found;
}"""


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """``krapte lab`` once it is ready and idle."""
    command = [sys.executable, "-m", "krapte", "lab", "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        address = re.search(r"http://\S+", process.stdout.readline())[0]
        until = time.monotonic() + 400
        while time.monotonic() < until:
            with urllib.request.urlopen(f"{address}api/v1/health") as answer:
                told = json.loads(answer.read())
            if told["status"] == "ready" and not any(told["waiting"].values()):
                break
            time.sleep(1)
        yield address, process.pid
        process.terminate()


def in_browser(address: str, moves: int) -> dict[str, float]:
    """Times of one visitor, ms."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}?l=en")
        page.wait_for_selector("[data-stage=full]", timeout=120_000)
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        found = {"first paint": float(page.evaluate(paint))}
        found |= moved(page, OURS, moves, LINE)
        rests = [page.evaluate(REST, REST_MS) for _ in range(max(5, moves // 10))]
        for place, name in enumerate(("band of 128 draws", "whole answer of 128 draws", FULL)):
            found |= middle(name, [one[place] for one in rests])
        browser.close()
    return found


def in_twin(address: str, moves: int) -> dict[str, float]:
    """Times of one visitor of the other page, ms; it may ask nothing of anyone else."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_selector(lab_beside.LINE, state="attached", timeout=300_000)
        moved(page, THEIRS, 5, TWIN)  # the first moves load what the page needs for them
        found = moved(page, THEIRS, moves, TWIN)
        browser.close()
    elsewhere = [one for one in asked if not one.startswith((address, "data:", "blob:"))]
    if elsewhere:
        raise RuntimeError(f"the page asked {elsewhere[0]}")
    return found


def moved(page: Page, where: dict[str, str], moves: int, name: str) -> dict[str, float]:
    """Times of some steps of a slider, and how many brought no line."""
    times = []
    for _ in range(moves):
        page.evaluate(TIMED, where)
        page.keyboard.press("ArrowRight")
        times.append(page.evaluate("window.timed"))
    known = [one for one in times if one is not None]
    return middle(name, known) | {f"{name}, moves without one": len(times) - len(known)}


def middle(name: str, times: list[float]) -> dict[str, float]:
    """Median and 95 % point."""
    return {
        f"{name}, median": statistics.median(times),
        f"{name}, 95 %": sorted(times)[math.ceil(0.95 * len(times)) - 1],
    }


async def visitor(address: str, who: int, seconds: float) -> tuple[list[float], int]:
    """One visitor who drags: as soon as a line is there, the next is asked."""
    times, lost, number = [], 0, 0
    until = time.monotonic() + seconds
    async with websockets.connect(address.replace("http", "ws") + "play", max_size=None) as socket:
        while time.monotonic() < until:
            number += 1
            question = {"doses": {"p2": {"dose": float(10 + (37 * number + 11 * who) % 1400)}}}
            begin = time.perf_counter()
            await socket.send(json.dumps({"kind": "ask", "id": number, "rest": False, "question": question}))
            told: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), 15))
            times.append(1000 * (time.perf_counter() - begin))
            lost += told["kind"] != "line" or told["id"] != number
            await asyncio.sleep(0.1)  # a hand does not ask faster than the eye follows
    return times, lost


async def crowd(address: str, count: int, seconds: float) -> tuple[list[float], int]:
    """Times and losses of all visitors."""
    told = await asyncio.gather(*(visitor(address, who, seconds) for who in range(count)))
    return [one for times, _ in told for one in times], sum(lost for _, lost in told)


def memory(pid: int) -> float:
    """Peak memory of a process, MiB."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Time the page in a real browser.")
    asked.add_argument("--quick", action="store_true", help="fewer repeats")
    asked.add_argument(
        "--twin", help="the Python of the page that is timed beside it; none, and it is left out"
    )
    told = asked.parse_args()
    quick = told.quick
    with served() as (address, pid):
        found = in_browser(address, 20 if quick else 100)
        times, lost = asyncio.run(crowd(address, 20, 5 if quick else 15))
        found["20 visitors dragging, median"] = statistics.median(times)
        found["20 visitors, messages"], found["20 visitors, lost"] = len(times), lost
        found["peak memory, MiB"] = memory(pid)
    # One after the other: two servers at once would take each other's time.
    if told.twin:
        with lab_beside.served(told.twin) as address:
            found |= in_twin(address, 20 if quick else 100)
    print(f"load {os.getloadavg()[0]:.1f} {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")
    for name, value in found.items():
        goal = GOALS.get(name)
        met = "" if goal is None else "met" if value <= goal else "MISSED"
        print(f"{name:<34} {value:>10,.0f} {'' if goal is None else f'goal {goal:,}':<12} {met}")


if __name__ == "__main__":
    main()
