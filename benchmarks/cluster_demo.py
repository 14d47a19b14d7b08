"""What a cluster does when it is disturbed: ``make cluster-demo``.

Starts workers as processes on this machine and asks the same question four times: undisturbed, without a cluster;
on the cluster while a worker is killed; by a client that is killed at a fixed part; and again, going on from the parts
that were kept. The hash of the results is the same, or the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PACKAGE, TO = "m1", 2040
KILLED = -signal.SIGKILL


def main() -> int:
    """The demonstration, or with ``--client`` one client of it."""
    asked = _arguments()
    if asked.client:
        return _client(asked)
    from distributed import LocalCluster

    with (
        tempfile.TemporaryDirectory() as room,
        LocalCluster(
            n_workers=asked.workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=":0",
            silence_logs=50,
        ) as cluster,
    ):
        print(
            f"{asked.draws:,} draws of {PACKAGE} to {TO}; {asked.workers} workers at {cluster.scheduler_address}"
        )
        return _demonstrate(asked.draws, cluster.scheduler_address, Path(room))


def _demonstrate(draws: int, address: str, room: Path) -> int:
    undisturbed = _asked(draws, room / "none", None)
    _say("no cluster, undisturbed", undisturbed, undisturbed)
    killed = _asked(draws, room / "worker", address, "--kill-worker", "3")
    _say(f"cluster, worker {killed['killed']} killed after part 3", killed, undisturbed)
    gone = _asked(draws, room / "client", address, "--kill-client", "5")
    kept, ended = len(list((room / "client").glob("*.market"))), gone.get("exit", 0)
    print(f"  cluster, client killed after part 5: exit {ended}, {kept} parts kept", flush=True)
    resumed = _asked(draws, room / "client", address)
    _say(f"cluster, asked again: {resumed['from_store']:,} draws from the store", resumed, undisturbed)
    same = all(one["hash"] == undisturbed["hash"] for one in (killed, resumed))
    good = same and killed["killed"] and ended == KILLED and resumed["from_store"] > 0
    print("all the same" if good else "NOT the same, or nothing was killed")
    return 0 if good else 1


def _asked(draws: int, store: Path, address: str | None, *more: str) -> dict[str, Any]:
    """What a client in a process of its own says, or how it ended."""
    command = [sys.executable, __file__, "--draws", str(draws), "--client", address or "none", *more]
    env = {**os.environ, "KRAPTE_STORE": str(store)}
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, KILLED):
        raise SystemExit(f"a client ended with {done.returncode}")
    return json.loads(done.stdout) if done.returncode == 0 else {"exit": done.returncode}


def _say(what: str, found: dict[str, Any], wanted: dict[str, Any]) -> None:
    verdict = "" if found is wanted else ", the same hash" if found["hash"] == wanted["hash"] else ", OTHER"
    print(f"  {what}: {found['seconds']:.1f} s, {found['hash'][:16]}{verdict}", flush=True)


def _client(asked: argparse.Namespace) -> int:
    from krapte.analysis.laboratory import Laboratory
    from krapte.engine import workshop

    told: dict[str, Any] = {"killed": None, "parts": 0}
    with workshop.opened(cluster=None if asked.client == "none" else asked.client) as place:

        def hear(*_: int) -> None:
            told["parts"] += 1  # on a cluster it is told of every part
            parts = told["parts"]
            if asked.kill_worker and parts >= asked.kill_worker and told["killed"] is None and place.cluster:
                pids = place.cluster.client.run(os.getpid)
                told["killed"], pid = pids.popitem()
                os.kill(pid, signal.SIGKILL)
            if asked.kill_client and parts >= asked.kill_client:
                os.kill(os.getpid(), signal.SIGKILL)

        begin = time.perf_counter()
        answer = Laboratory(draws=asked.draws, to=TO).run(PACKAGE, hear, split=False, ratios=False)
        told |= {"seconds": time.perf_counter() - begin, "from_store": place.from_store}
    content = json.dumps(answer.manifest["content"], sort_keys=True)
    print(json.dumps(told | {"hash": hashlib.sha256(content.encode()).hexdigest()}))
    return 0


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--draws", type=int, default=2000)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--client", metavar="ADDRESS", help="be one client of it, or of none")
    asked.add_argument("--kill-worker", type=int, metavar="PART", default=0)
    asked.add_argument("--kill-client", type=int, metavar="PART", default=0)
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
