"""Faults: crowds, clients that never read, and anything at all over HTTP. The server answers and lives."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
import websockets

from krapte.lab import app
from krapte.lab.question import Sizes
from krapte.lab.serve import listen

pytestmark = pytest.mark.slow
ASK = {"kind": "ask", "id": 1, "rest": False, "question": {"package": "m1", "to": 2027, "year": 2027}}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    listening = listen("127.0.0.1", 0)
    made = app.make(warm=False, sizes=Sizes(16, 24))
    config = uvicorn.Config(made, log_level="error", ws="websockets-sansio", limit_concurrency=1000)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def alive(port: int) -> bool:
    return httpx.get(f"http://127.0.0.1:{port}/api/v1/health", timeout=30).status_code == 200


def test_a_thousand_connections_are_answered_or_told_to_come_back(port):
    async def one() -> str:
        try:
            async with websockets.connect(
                f"ws://127.0.0.1:{port}/play", max_size=None, open_timeout=60
            ) as socket:
                await socket.send(json.dumps(ASK))
                return str(json.loads(await asyncio.wait_for(socket.recv(), 120))["kind"])
        except websockets.ConnectionClosed as closed:
            return str(closed.rcvd.code if closed.rcvd else 1006)
        except (OSError, websockets.InvalidHandshake, TimeoutError):
            return "refused"

    async def crowd() -> list[str]:
        return await asyncio.gather(*(one() for _ in range(1000)))

    told = asyncio.run(crowd())
    assert len(told) == 1000
    assert set(told) <= {"line", "error", "1013", "refused", "1006"}
    assert "line" in told
    assert alive(port)


def test_a_client_that_never_reads_holds_nobody_up(port):
    async def main() -> None:
        async with (
            websockets.connect(f"ws://127.0.0.1:{port}/play", max_size=None) as deaf,
            websockets.connect(f"ws://127.0.0.1:{port}/play", max_size=None) as other,
        ):
            for _ in range(50):
                await deaf.send(json.dumps(ASK | {"rest": True}))
            begin = time.monotonic()
            await other.send(json.dumps(ASK))
            assert json.loads(await asyncio.wait_for(other.recv(), 30))["kind"] == "line"
            assert time.monotonic() - begin < 20

    asyncio.run(main())
    assert alive(port)


def test_nothing_over_http_breaks_the_server(port):
    """schemathesis makes requests from the description: none is answered by a 5xx but 'too busy' and 'too long'."""
    import schemathesis
    from hypothesis import HealthCheck, given, settings

    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{port}/api/openapi.json")
    seen = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        def ask(case):
            answer = case.call()
            seen.append(answer.status_code)
            assert answer.status_code < 500 or answer.status_code in (503, 504), (
                case.path,
                answer.status_code,
            )

        ask()
    assert len(seen) > 50
    assert alive(port)
