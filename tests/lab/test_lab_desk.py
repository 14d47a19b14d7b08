"""The desk: what is called back stops, a full queue says so, urgent work goes first, and nothing takes for ever."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from krapte.lab import desk as desks
from krapte.lab.desk import Busy, Desk, Superseded, Ticket, TooLong


def steps(count: int, log: list[str] | None = None, name: str = "", pause: float = 0.01):
    def work(hear):
        for done in range(count):
            hear(done, count)
            if log is not None:
                log.append(name)
            time.sleep(pause)
        return name or "made"

    return work


def run(main):
    return asyncio.run(asyncio.wait_for(main, 20))


def test_work_gives_its_result_and_counts_off():
    desk = Desk()

    async def main():
        assert await desk.do("quick", Ticket(), steps(2)) == "made"
        return desk.waiting

    assert run(main()) == dict.fromkeys(desks.LANES, 0)
    desk.close()


def test_what_is_called_back_stops_at_its_next_batch():
    desk, ticket, log = Desk(), Ticket(), []

    async def main():
        task = asyncio.create_task(desk.do("full", ticket, steps(500, log)))
        await asyncio.sleep(0.1)
        ticket.call_back()
        with pytest.raises(Superseded):
            await task

    run(main())
    assert 0 < len(log) < 100
    assert desk.waiting["full"] == 0
    desk.close()


def test_urgent_work_goes_first():
    desk, log = Desk(), []

    async def main():
        slow = asyncio.create_task(desk.do("split", Ticket(), steps(30, log, "split")))
        await asyncio.sleep(0.08)
        await desk.do("quick", Ticket(), steps(10, log, "quick"))
        await slow

    run(main())
    first, last = log.index("quick"), len(log) - 1 - log[::-1].index("quick")
    assert log[first : last + 1].count("split") <= 1, log
    assert log[-1] == "split"
    desk.close()


def test_a_full_queue_says_that_it_is_busy(monkeypatch):
    monkeypatch.setitem(desks.WAITING, "full", 2)
    desk, gate = Desk(), threading.Event()

    async def main():
        tasks = [asyncio.create_task(desk.do("full", Ticket(), lambda hear: gate.wait(5))) for _ in range(2)]
        await asyncio.sleep(0.05)
        with pytest.raises(Busy):
            await desk.do("full", Ticket(), steps(1))
        gate.set()
        await asyncio.gather(*tasks)
        await desk.do("full", Ticket(), steps(1))

    run(main())
    desk.close()


def test_no_work_takes_for_ever(monkeypatch):
    monkeypatch.setitem(desks.SECONDS, "full", 0.05)
    desk = Desk()

    async def main():
        with pytest.raises(TooLong):
            await desk.do("full", Ticket(), steps(500))

    run(main())
    assert desk.waiting["full"] == 0
    desk.close()


def test_closing_ends_what_runs_and_refuses_what_comes():
    desk = Desk()

    async def main():
        task = asyncio.create_task(desk.do("full", Ticket(), steps(500)))
        await asyncio.sleep(0.05)
        desk.close()
        with pytest.raises(Superseded):
            await task
        with pytest.raises(Busy):
            await desk.do("full", Ticket(), steps(1))

    run(main())
