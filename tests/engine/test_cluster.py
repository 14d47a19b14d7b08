"""A cluster of real worker processes gives the bits of a run here; killed workers and wrong ones are seen."""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from krapte.analysis import fair_answer
from krapte.analysis.choose import choice, levers
from krapte.analysis.choose import store as choose_store
from krapte.analysis.choose.question import Question
from krapte.analysis.runs import Counter, Runs
from krapte.engine import cluster, identity, manifest, part, part_store, worker, workshop
from krapte.engine.identity import Identity
from krapte.engine.packed import pack
from krapte.figures.errors import InputError, InvariantError
from krapte.measures import packages

# The extra krapte[cluster]: an installation without it has no cluster to test.
distributed = pytest.importorskip("distributed", reason="krapte[cluster] is not installed here")
ROOT = Path(__file__).parents[2]
DRAWS = 32


def here(**asked):
    """A cluster on this machine alone."""
    quiet = {"dashboard_address": ":0", "silence_logs": 50, "protocol": "tcp", "host": "127.0.0.1"}
    return distributed.LocalCluster(threads_per_worker=1, **quiet, **asked)


@pytest.fixture(scope="module")
def address():
    """Two workers, each a process of its own that is started again when it is killed."""
    with here(n_workers=2, processes=True) as made:
        yield made.scheduler_address


@pytest.fixture(autouse=True)
def small_parts(monkeypatch, tmp_path):
    monkeypatch.setattr(part, "SIZE", 8)
    monkeypatch.setenv(part_store.PLACE, str(tmp_path / "store"))


def results(hear: Counter | None = None):
    runs = Runs("moderate", DRAWS, 3, 2030, "own")
    return runs.variant(runs.moved(packages.load("m1")), hear)


def test_two_workers_one_killed_midway_and_a_client_that_stops_give_the_same_bits(address):
    plain = results()
    with workshop.opened(cluster=address) as place:

        def stop(done: int, _: int) -> None:
            if done >= 16:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            results(Counter(stop, DRAWS))
        assert place.store.added == 2
    with workshop.opened(cluster=address) as place:
        pids = place.cluster.client.run(os.getpid)

        def kill(done: int, _: int) -> None:
            if done == 24 and pids:
                os.kill(pids.popitem()[1], signal.SIGKILL)

        again = results(Counter(kill, DRAWS))
        assert (place.from_store, place.store.added, len(pids)) == (16, 2, 1)
    assert again.identical(plain)


@pytest.mark.slow
def test_many_variants_at_once_come_in_their_order(address):
    """Few draws, many coalitions: each is a part, and the cluster runs them side by side."""
    runs = Runs("moderate", 8, 3, 2030, "own")
    tables = [runs.moved(packages.load(name)) for name in ("m1", "p2", "m1")]
    plain = list(runs.readings_of(tables))
    with workshop.opened(cluster=address) as place:
        heard = Counter(None, 8 * len(tables))
        made = list(runs.readings_of(iter(tables), heard))
        assert (place.store.added, heard.done) == (2, 2 * 8)  # one of the three is asked for twice
    assert all(one.identical(other) for one, other in zip(made, plain, strict=True))
    assert not plain[0].identical(plain[1])


def content(name: str) -> dict[str, str]:
    """The hashes of a split over two pillars, or of a choice among two measures by slopes."""
    if name == "split":
        made = fair_answer.split(Runs("moderate", 2, 1, 2029, "own"), packages.load("first-four"))
        return dict(made.manifest["content"])
    few = {one.id for one in levers.priced()} - {"i3", "m1"}
    asked = Question(budget=30e6, by=2029, without=tuple(sorted(few)))
    found = choice.choose(asked, draws=40, rounds=1, with_regret=False)
    return dict(manifest.content(choose_store.results(found)))


def test_a_split_has_the_same_hashes_with_and_without_workers(address):
    plain = content("split")
    with workshop.opened(cluster=address) as place:
        assert content("split") == plain
        assert place.store.added >= 3


@pytest.mark.slow
@pytest.mark.parametrize("workers", [0, 1, 2])
def test_a_split_and_a_choice_are_the_same_on_any_number_of_workers(workers, tmp_path, monkeypatch):
    for name in ("split", "choose"):
        plain = content(name)
        monkeypatch.setenv(part_store.PLACE, str(tmp_path / name))
        with contextlib.ExitStack() as stack:
            made = stack.enter_context(here(n_workers=workers, processes=True)) if workers else None
            place = stack.enter_context(workshop.opened(cluster=made.scheduler_address if made else None))
            assert content(name) == plain
            assert place.store.added > 3
            if made:  # by the workers, and not here
                pids = place.cluster.client.run(os.getpid)
                assert len(pids) == workers
                assert os.getpid() not in pids.values()


def test_workers_of_another_version_are_refused_by_name(address, monkeypatch):
    other = identity.here()._replace(krapte="9.9.9")
    monkeypatch.setattr(identity, "here", lambda: other)
    with pytest.raises(InputError) as error, cluster.joined(address):
        pass
    assert error.value.code == "cluster_other_version"
    assert "krapte 0.1.0" in error.value.found
    assert "krapte 9.9.9" in error.value.expected
    assert error.value.where.startswith("--cluster tcp://")


def test_workers_without_this_krapte_are_told(address, monkeypatch, tmp_path):
    (tmp_path / "only_here.py").write_text("def who():\n    return None\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(worker, "who", importlib.import_module("only_here").who)
    with pytest.raises(InputError) as error, cluster.joined(address):
        pass
    assert error.value.code == "cluster_worker_broken"
    assert "only_here" in error.value.found


def test_a_worker_that_comes_later_is_asked_too(address):
    with workshop.opened(store=False, cluster=address) as place:
        joined = place.cluster
        joined.identity = joined.identity._replace(libraries=(("jax", "0.0.1"),))
        with pytest.raises(InputError) as error:
            results()
    assert error.value.code == "cluster_other_version"
    assert "jax 0.0.1" in error.value.expected


def test_other_data_are_refused(address):
    runs = Runs("moderate", 8, 3, 2030, "own")
    table = pack(runs.moved(packages.load("m1")), 0, 8)
    ground = runs.parts._grounds[0]._replace(world="0" * 64)
    with cluster.joined(address) as made, pytest.raises(InputError) as error:
        list(made.answers([("a", part.Part(ground, table, ("market",)))]))
    assert error.value.code == "cluster_other_data"
    assert error.value.expected == "0" * identity.DIGITS


def test_what_a_worker_may_not_compute_is_told_as_it_is(address):
    """Errors of another process arrive with all they say."""
    for one in (
        InputError("cluster_other_data", where="w", found="f", expected="e"),
        InvariantError("not_cleared", "in 2031"),
    ):
        again = pickle.loads(pickle.dumps(one))
        assert (type(again), str(again), vars(again)) == (type(one), str(one), vars(one))


def closed_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize("asked", [None, "nowhere at all", "tcp://127.0.0.1:notaport"])
def test_nobody_at_the_address(asked, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    where, begin = asked or closed_port(), time.monotonic()
    with pytest.raises(InputError) as error, cluster.joined(where):
        pass
    assert error.value.code == "cluster_unreachable"
    assert where in error.value.found
    assert time.monotonic() - begin < 10


def test_a_cluster_without_workers(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with (
        here(n_workers=0) as made,
        pytest.raises(InputError) as error,
        cluster.joined(made.scheduler_address),
    ):
        pass
    assert error.value.code == "cluster_without_workers"
    assert made.scheduler_address in error.value.found


def test_a_scheduler_that_goes_away_is_told_and_what_was_done_is_kept(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 5.0)
    made = here(n_workers=1, processes=False)
    with pytest.raises(InputError) as error, workshop.opened(cluster=made.scheduler_address) as place:
        results(Counter(lambda done, _: made.close() if done == 8 else None, DRAWS))
    assert error.value.code == "cluster_lost"
    assert place.store.content().files >= 2


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError) as error, cluster.joined("tcp://127.0.0.1:1"):
        pass
    assert error.value.code == "cluster_not_installed"


def test_a_worker_refuses_by_version_and_not_by_processor():
    own = Identity("1", "m", (("jax", "1"),), "A")
    worker.refuse(own, own._replace(processor="B"))
    for other in (own._replace(krapte="2"), own._replace(model="n"), own._replace(libraries=())):
        with pytest.raises(InputError):
            worker.refuse(own, other)


@pytest.mark.slow
def test_the_demonstration_kills_a_worker_and_a_client_at_2000_draws():
    made = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "cluster_demo.py"), "--draws", "2000"],
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.count("the same hash") == 2, made.stdout
