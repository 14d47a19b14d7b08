"""Replay: a manifest alone makes the answer again, and says what differs."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from krapte.analysis.laboratory import Laboratory
from krapte.analysis.replay import replay
from krapte.engine import store
from krapte.figures.errors import InputError


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    answer = Laboratory(draws=8, to=2030).run("m1")
    out = tmp_path_factory.mktemp("kept") / "out"
    store.write(out, {}, answer.results, answer.manifest, replace=False)
    return out


def changed(folder, tmp_path, change):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    change(manifest)
    (copy / "manifest.json").write_text(json.dumps(manifest))
    return copy


def test_the_same_hashes_come_out(folder):
    report = replay(folder)
    assert report.equal
    assert report.differences == []
    assert report.checked > 5


def test_a_user_s_own_package_is_in_the_manifest(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    text = (
        "id: mine\ntitle: {nl: Mijn pakket, en: My package}\nexplanation: {nl: Klein, en: Small}\n"
        "measures:\n  - {measure: m1, dose: 500, start: 2029}\n"
    )
    (own / "mine.yaml").write_text(text)
    answer = Laboratory(draws=8, to=2032).run(own / "mine.yaml")
    store.write(tmp_path / "out", {}, answer.results, answer.manifest, replace=False)
    shutil.rmtree(own)
    assert str(own) not in (tmp_path / "out" / "manifest.json").read_text()
    assert replay(tmp_path / "out").equal


def test_a_shipped_measure_is_an_answer_of_its_own(tmp_path):
    """By its id it is asked at its usual dose, alone; the manifest holds its text."""
    answer = Laboratory(draws=8, to=2030).run("x1")
    assert [row["measure"] for row in answer.doses] == ["x1"]
    store.write(tmp_path / "out", {}, answer.results, answer.manifest, replace=False)
    assert replay(tmp_path / "out").equal


def test_another_benchmark_is_replayed_as_it_was_asked(tmp_path):
    """The shortage hangs on the ruler: a replay on each group's own would find other hashes."""
    answer = Laboratory(draws=8, to=2026, benchmark="56").run("m1")
    store.write(tmp_path / "out", {}, answer.results, answer.manifest, replace=False)
    assert replay(tmp_path / "out").equal


def test_another_seed_in_the_manifest_is_seen(folder, tmp_path):
    copy = changed(folder, tmp_path, lambda m: m["question"].update(seed=9))
    report = replay(copy)
    assert not report.equal
    assert any(d.startswith("content vacancies") for d in report.differences)


def test_a_changed_array_is_seen(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    results = store.read_arrays(copy / "results.nc")
    results["vacancies"] = results["vacancies"] + np.float64(1e-9)
    (copy / "results.nc").unlink()
    store.write_arrays(copy / "results.nc", results)
    assert any("results.nc vacancies" in d for d in replay(copy).differences)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda m: m["question"].pop("seed"), "question.seed"),
        (lambda m: m["question"].pop("benchmark"), "question.benchmark"),
        (lambda m: m["question"].update(draws="many"), "question.draws"),
        (lambda m: m.pop("content"), "content"),
        (lambda m: m.update(sources={}), "sources"),
        (lambda m: m.update(sources={"m1.package.yaml": 3}), "sources"),
        (lambda m: m["question"].update(draws=True), "question.draws"),
        (lambda m: m["question"].update(draws=10**9), "question.draws"),
        (lambda m: m["question"].update(seed=-1), "question.seed"),
    ],
)
def test_a_manifest_with_a_hole_names_it(folder, tmp_path, change, where):
    with pytest.raises(InputError) as error:
        replay(changed(folder, tmp_path, change))
    assert error.value.code == "broken_manifest"
    assert error.value.where.endswith(where)


def test_arrays_that_cannot_be_read(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "results.nc").write_bytes(b"no arrays at all")
    with pytest.raises(InputError) as error:
        replay(copy)
    assert error.value.code == "broken_results"
