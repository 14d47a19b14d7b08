"""A cluster of workers that run parts: any Dask cluster whose workers have this krapte, by its scheduler's address.

Parts are sent as text and numbers and come back as arrays. Which worker ran a part, and when, cannot matter. A part
whose worker is killed is run again by another; when no part comes back, or the scheduler is gone, an error says so.
Dask itself is an extra, ``krapte[cluster]``, loaded only here.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from krapte.engine import identity, worker
from krapte.engine.asked import Question
from krapte.engine.identity import Identity
from krapte.engine.kept import Floats
from krapte.figures.errors import InputError, InvariantError

OPTION = "--cluster"
PATIENCE = 15.0  # seconds for the scheduler to answer, and then for a first worker
AGAIN = 0.3  # seconds before a worker that died is looked for again
AHEAD = 2  # parts sent for each thread of the cluster, so that none waits for the next


class Cluster:
    """A connection to a Dask scheduler, and who its workers are."""

    def __init__(self, client: Any, address: str) -> None:
        self.client, self.address = client, address
        self.identity = self._identity()

    @property
    def is_of_other_processors(self) -> bool:
        """Whether its last digits can differ from those of a run here."""
        return self.identity.processor != identity.here().processor

    @property
    def threads(self) -> int:
        """Parts it can run at a time; at least one, since a worker may be on its way."""
        return max(1, int(sum(self.client.nthreads().values())))

    def answers(self, asked: Iterable[tuple[str, Question]]) -> Iterator[tuple[str, dict[str, Floats]]]:
        """What is kept of each part by its key, in the order in which they come back."""
        from distributed import as_completed

        waiting = iter(asked)
        out = {self._send(*one): one[0] for one in islice(waiting, AHEAD * self.threads)}
        done = as_completed(list(out), loop=self.client.loop)
        try:
            for future in done:
                made = self._result(future)
                key = out.pop(future)
                future.release()  # the worker need not keep it any longer
                for one in islice(waiting, 1):
                    again = self._send(*one)
                    out[again] = one[0]
                    done.add(again)
                yield key, made
        finally:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                self.client.cancel(list(out))  # not by force: another command may wait for the same part

    def _send(self, key: str, asked: Question) -> Any:
        """A part under way; the name of the task is its key, so that two commands share one that runs."""
        name = f"krapte-{key}-{'-'.join(asked.pages)}"
        return self.client.submit(worker.answer, asked, self.identity, key=name, pure=False)

    def _result(self, future: Any) -> dict[str, Floats]:
        from distributed.scheduler import KilledWorker

        try:
            made: dict[str, Floats] = future.result()
        except (InputError, InvariantError):
            raise
        except KilledWorker as error:
            died = error.last_worker.address if error.last_worker else self.address
            raise InputError("cluster_workers_died", where=OPTION, found=died) from None
        except (asyncio.CancelledError, OSError) as error:  # a time-out is an OSError too
            raise self._lost(error) from None
        except Exception as error:
            if future.cancelled():
                raise self._lost(error) from None
            raise _broken(error) from None
        return made

    def _lost(self, error: BaseException) -> InputError:
        return InputError("cluster_lost", where=OPTION, found=f"{self.address} ({_line(error)})")

    def _identity(self) -> Identity:
        """Who the workers are: this version, each of them, on whatever processors they have."""
        try:
            self.client.wait_for_workers(1, timeout=PATIENCE)
            found = self._ask()
        except TimeoutError:
            raise InputError(
                "cluster_without_workers", where=OPTION, found=self.address, expected=f"{PATIENCE:.0f} s"
            ) from None
        except OSError as error:
            raise self._lost(error) from None
        except Exception as error:  # krapte is missing there, or so old that it cannot say who it is
            raise _broken(error) from None
        here = identity.here()
        for address, own in found.items():
            worker.refuse(own, here, f"{OPTION} {address}")
        return here._replace(processor=" + ".join(sorted({own.processor for own in found.values()})))

    def _ask(self) -> dict[str, Identity]:
        """Each worker's word on who it is; one that died just now is asked for anew until its successor is there."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                told: dict[str, Identity] = self.client.run(worker.who)
                return told
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(AGAIN)


@contextlib.contextmanager
def joined(address: str) -> Iterator[Cluster]:
    """A connection while it lasts; InputError where nobody answers in time or Dask is not installed."""
    try:
        from distributed import Client
    except ImportError:
        raise InputError("cluster_not_installed", where=OPTION, expected="krapte[cluster]") from None
    # What goes wrong is told by us, in one line; Dask would print pages of its own.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        _knock(address)
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError):  # a time-out is an OSError too; no address at all a ValueError
        gc.collect()  # a client that could not begin is ended now: ended while another begins it would wait for itself
        limit = f"{PATIENCE:.0f} s"
        raise InputError("cluster_unreachable", where=OPTION, found=address, expected=limit) from None
    try:
        yield Cluster(client, address)
    finally:
        _close(client)


def _knock(address: str) -> None:
    """See that somebody listens before a client is made; OSError or ValueError where not."""
    from distributed.comm import parse_address, parse_host_port

    scheme, place = parse_address(address)
    if scheme in ("tcp", "tls"):
        socket.create_connection(parse_host_port(place), timeout=PATIENCE).close()


def _close(client: Any) -> None:
    """Leave, without waiting for a scheduler that is gone."""

    def leave() -> None:
        with contextlib.suppress(Exception):
            client.close()

    leaving = threading.Thread(target=leave, daemon=True)
    leaving.start()
    leaving.join(timeout=PATIENCE)


def _broken(error: BaseException) -> InputError:
    return InputError("cluster_worker_broken", where=OPTION, found=f"{type(error).__name__}: {_line(error)}")


def _line(error: BaseException) -> str:
    """The first line of what an error says, or its name."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
