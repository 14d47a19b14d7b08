"""The store of parts: whole or not at all, bounded, shared by processes, and what is broken is found."""

from __future__ import annotations

import errno
import multiprocessing
import os
from pathlib import Path

import numpy as np
import pytest

from krapte.engine import part_store
from krapte.engine.part_store import PartStore
from krapte.figures.errors import InputError

KEYS = [f"{number:064x}" for number in range(20)]
PAGE = {"employed": np.arange(1000.0), "vacancies": np.full((2, 3), np.pi)}
BYTES = len(part_store.packed(PAGE))


@pytest.fixture
def store(tmp_path):
    return PartStore(tmp_path)


def names(store: PartStore) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir() if path.name != "lock")


def test_what_is_kept_comes_back_bit_for_bit(store):
    store.put(KEYS[1], {"market": PAGE, "rest": {"tasks": np.ones(3)}})
    made = store.get(KEYS[1], ("market", "rest"))
    assert sorted(made) == ["employed", "tasks", "vacancies"]
    assert all(made[name].tobytes() == PAGE[name].tobytes() for name in PAGE)
    assert (store.added, store.found, store.broken) == (1, 1, 0)
    assert names(store) == [f"{KEYS[1]}.market", f"{KEYS[1]}.rest"]


def test_a_part_with_a_page_too_few_is_not_there(store):
    store.put(KEYS[1], {"market": PAGE})
    assert store.get(KEYS[1], ("market", "rest")) is None
    assert store.get(KEYS[2], ("market",)) is None
    assert store.get(KEYS[1], ("market",)) is not None


@pytest.mark.parametrize("harm", ["cut", "bit", "empty", "other"])
def test_what_is_broken_is_found_and_thrown_away(store, harm):
    store.put(KEYS[1], {"market": PAGE})
    path = store.folder / f"{KEYS[1]}.market"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes({"cut": data[:500], "bit": data, "empty": b"", "other": b"not a part\n"}[harm])
    assert store.get(KEYS[1], ("market",)) is None
    assert store.broken == 1
    assert names(store) == []
    store.put(KEYS[1], {"market": PAGE})
    assert store.get(KEYS[1], ("market",)) is not None


def test_what_was_used_longest_ago_goes_first(tmp_path):
    store = PartStore(tmp_path, largest=4 * BYTES)
    for place, one in enumerate(KEYS[:4]):
        store.put(one, {"market": PAGE})
        os.utime(tmp_path / f"{one}.market", (place, place))
    assert store.get(KEYS[0], ("market",)) is not None  # the oldest is used again
    store.put(KEYS[4], {"market": PAGE})
    assert store.content().bytes <= store.largest
    assert f"{KEYS[0]}.market" in names(store)
    assert f"{KEYS[1]}.market" not in names(store)


def test_it_need_not_look_at_every_write_to_stay_within_its_size(tmp_path, monkeypatch):
    store, looked = PartStore(tmp_path, largest=300 * BYTES), []
    real = PartStore._files
    monkeypatch.setattr(PartStore, "_files", lambda self: looked.append(1) or real(self))
    for number in range(250):
        store.put(f"{number:064x}", {"sums": PAGE})
    assert 250 / 4 <= len(looked) <= 250 / 2
    for number in range(250, 500):
        store.put(f"{number:064x}", {"sums": PAGE})
        if number % 10 == 0:
            assert sum(size for _, size, _ in real(store)) <= store.largest
    assert store.content().files >= 300 * part_store.ROOM - 1


def test_what_is_larger_than_the_store_is_not_kept(tmp_path):
    store = PartStore(tmp_path, largest=BYTES - 1)
    store.put(KEYS[0], {"market": PAGE})
    assert names(store) == []


def full(monkeypatch, times: int) -> list[int]:
    """A disk that is full so many times."""
    tried: list[int] = []
    real = os.replace

    def replace(one, other):
        tried.append(1)
        if len(tried) <= times:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(one, other)

    monkeypatch.setattr(part_store.os, "replace", replace)
    return tried


def test_a_full_disk_costs_our_own_older_parts_first(store, monkeypatch):
    store.put(KEYS[0], {"market": PAGE})
    full(monkeypatch, 1)
    store.put(KEYS[1], {"market": PAGE})
    assert names(store) == [f"{KEYS[1]}.market"]


def test_a_disk_that_stays_full_is_told_and_leaves_nothing_half_written(store, monkeypatch):
    full(monkeypatch, 9)
    with pytest.raises(InputError) as error:
        store.put(KEYS[1], {"market": PAGE})
    assert error.value.code == "store_not_writable"
    assert "No space left" in error.value.found
    assert names(store) == []


def test_clearing_leaves_what_is_not_ours(store):
    store.put(KEYS[0], {"market": PAGE})
    (store.folder / "thesis.txt").write_text("years of work")
    (store.folder / f"{part_store.HALF}x").write_text("of a process that was killed")
    went = store.clear()
    assert (went.files, went.bytes) == (1, BYTES)
    assert names(store) == ["thesis.txt"]


def _fill(folder: str, turn: int) -> None:
    store = PartStore(Path(folder), largest=6 * BYTES)
    for one in (KEYS if turn else KEYS[::-1]) * 3:
        store.put(one, {"market": PAGE})
        found = store.get(one, ("market",))  # the other process may have thrown it away, never half of it
        assert found is None or found["employed"].tobytes() == PAGE["employed"].tobytes()
    assert store.broken == 0


def test_two_processes_share_a_store(tmp_path):
    start = multiprocessing.get_context("spawn")
    both = [start.Process(target=_fill, args=(str(tmp_path), turn)) for turn in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    assert [one.exitcode for one in both] == [0, 0]
    store = PartStore(tmp_path)
    assert 0 < store.content().bytes <= 6 * BYTES
    assert all(name.endswith(".market") for name in names(store))


def test_the_environment_places_it_and_switches_it_off(tmp_path, monkeypatch):
    monkeypatch.setenv(part_store.PLACE, "off")
    assert part_store.opened() is None
    monkeypatch.setenv(part_store.PLACE, str(tmp_path / "new"))
    assert part_store.opened(make=False).folder == tmp_path / "new"
    assert not (tmp_path / "new").exists()
    assert part_store.opened().folder.is_dir()
    monkeypatch.setenv(part_store.PLACE, "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert part_store.opened().folder == tmp_path / "cache" / "krapte" / "parts"


def test_a_place_that_may_not_be_written_is_refused_only_when_asked_for(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv(part_store.PLACE, str(tmp_path / "file" / "store"))
    with pytest.raises(InputError) as error:
        part_store.opened()
    assert error.value.code == "store_not_writable"
    monkeypatch.setenv(part_store.PLACE, "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert part_store.opened() is None


def test_the_largest_size(monkeypatch):
    for asked, size in (("", 2e9), ("500MB", 5e8), ("1.5 gb", 1.5e9), ("1000", 1000)):
        monkeypatch.setenv(part_store.SIZE, asked)
        assert part_store.largest() == size
    monkeypatch.setenv(part_store.SIZE, "much")
    with pytest.raises(InputError) as error:
        part_store.largest()
    assert error.value.code == "store_size"
