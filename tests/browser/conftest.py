"""A server and a browser: Debian's Chromium, driven by Playwright. Without them these tests say so and fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn

from browser_steps import WAIT
from krapte.lab import app, desk
from krapte.lab.answers import Answers
from krapte.lab.question import Question, Sizes
from krapte.lab.serve import listen

PATIENCE = 600  # seconds for a fresh clone, which compiles first
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
SIZES = Sizes(quick=32, full=64)


class Served:
    """A server in a thread, with few draws, that can be stopped and started again on the same port."""

    def __init__(self) -> None:
        self.port = 0
        self.start()

    def start(self) -> None:
        listening = listen("127.0.0.1", self.port)
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(
            app.make(warm=False, sizes=SIZES),
            log_level="error",
            ws="websockets-sansio",
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.05)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    # A fresh clone compiles its programs here, within the limit of no request; a busy machine gets ten times those.
    first, question = Answers(SIZES), Question(package="first-four")
    first.line(question, lambda done, total: None)
    first.whole(question, SIZES.quick, lambda done, total: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "SECONDS", {lane: 10 * limit for lane, limit in desk.SECONDS.items()})
        made = Served()
        yield made
        made.stop()


@pytest.fixture(scope="session")
def real() -> Iterator[str]:
    """``krapte lab`` itself in a process of its own, at its full number of draws."""
    command = [sys.executable, "-m", "krapte", "lab", "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                with urllib.request.urlopen(f"{address}api/v1/health") as answer:
                    if b'"ready"' in answer.read():
                        break
                time.sleep(0.5)
            yield address
        finally:
            process.terminate()
        assert process.wait(20) in (0, -15)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT)
    assert Path(CHROMIUM).exists(), "no Chromium: apt-get install chromium"
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def visit(browser, served) -> Iterator[Callable[..., object]]:
    """Open the page; a script error, a failed request or one to elsewhere fails the test."""
    wrong: list[str] = []
    contexts = []

    def make(link="?l=en", address=None, width=1440, height=900, before=lambda context: None, **more):
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **more
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(WAIT)
        contexts.append(context)
        before(context)
        page = context.new_page()
        base = address or served.address
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((base, "data:", "blob:", base.replace("http", "ws")))
                or wrong.append(request.url)
            ),
        )
        page.on(
            "console",
            lambda message: "Content Security Policy" in message.text and wrong.append(message.text),
        )
        page.goto(base + link)
        return page

    yield make
    for context in contexts:
        context.close()
    assert wrong == []
