"""The same slider in another kit: ``lab_twin.py`` served by Streamlit, in an environment of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
PATIENCE = 300  # seconds to start
SLIDER = "[data-testid=stSlider] input[type=range]"
LINE = "[data-testid=stVegaLiteChart] .mark-line path"
# It reads files of nobody, watches none, and tells its makers nothing.
QUIET = (
    "--server.headless=true",
    "--server.fileWatcherType=none",
    "--server.address=127.0.0.1",
    "--browser.gatherUsageStats=false",
)


@contextmanager
def served(python: str) -> Iterator[str]:
    """The address of the page, run by this Python, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-m", "streamlit", "run", str(HERE / "lab_twin.py"), f"--server.port={port}", *QUIET]
    env = os.environ | {"PYTHONPATH": str(HERE.parent / "src")}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("Streamlit did not start") from None
            time.sleep(0.5)
