"""The store: a directory is written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from krapte.engine import manifest, store
from krapte.figures.errors import InputError


@pytest.fixture
def results():
    return xr.Dataset(
        {"vacancies": (("draw", "year"), np.arange(6.0).reshape(2, 3))}, coords={"year": [1, 2, 3]}
    )


def write(out, results, replace=False, files=None):
    store.write(out, files or {"rows.csv": b"a\n1\n"}, results, {"schema": "krapte/1"}, replace)


def test_what_is_written_can_be_read(tmp_path, results):
    out = tmp_path / "deep" / "out"
    write(out, results)
    assert sorted(p.name for p in out.iterdir()) == ["manifest.json", "results.nc", "rows.csv"]
    assert store.read_manifest(out) == {"schema": "krapte/1"}
    again = store.read_arrays(out / "results.nc")
    assert manifest.content(again) == manifest.content(results)
    assert [p.name for p in out.parent.iterdir()] == ["out"]


def test_a_failure_leaves_nothing_behind(tmp_path, results, monkeypatch):
    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_arrays", broken)
    with pytest.raises(InputError, match="No space left"):
        write(tmp_path / "out", results)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_answer_is_replaced_only_when_asked(tmp_path, results):
    out = tmp_path / "out"
    write(out, results)
    with pytest.raises(InputError) as error:
        write(out, results)
    assert error.value.code == "output_exists"
    write(out, results, replace=True, files={"other.csv": b""})
    assert sorted(p.name for p in out.iterdir()) == ["manifest.json", "other.csv", "results.nc"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_something_else_is_never_replaced(tmp_path, results):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    for replace in (False, True):
        with pytest.raises(InputError) as error:
            write(out, results, replace=replace)
        assert error.value.code == "output_not_empty"
    assert (out / "thesis.txt").read_text() == "years of work"


def test_an_empty_directory_may_be_used(tmp_path, results):
    out = tmp_path / "out"
    out.mkdir()
    write(out, results)
    assert (out / "manifest.json").is_file()


def test_a_file_in_the_way(tmp_path, results):
    out = tmp_path / "out"
    out.write_text("x")
    with pytest.raises(InputError) as error:
        store.prepare(out, replace=True)
    assert error.value.code == "output_not_a_directory"


def test_a_place_that_may_not_be_written(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # the owner of the machine may write anywhere
    with pytest.raises(InputError) as error:
        store.prepare(tmp_path / "out", replace=False)
    assert error.value.code == "output_not_writable"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "no_manifest"),
        ("{", "broken_manifest"),
        ("[]", "broken_manifest"),
        ('{"schema": 1}', "broken_manifest"),
    ],
)
def test_a_manifest_that_cannot_be_used(tmp_path, text, code):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(InputError) as error:
        store.read_manifest(tmp_path)
    assert error.value.code == code
    assert str(tmp_path) in error.value.where


def test_content_hashes_see_values_names_and_shapes(results):
    same = manifest.of_array(results["vacancies"])
    assert manifest.of_array(results["vacancies"].copy()) == same
    assert manifest.of_array(results["vacancies"] + 1e-12) != same
    assert manifest.of_array(results["vacancies"].T) != same
    assert manifest.of_array(results["vacancies"].astype("float32")) != same


def test_the_manifest_is_json_without_time_or_place(results):
    made = manifest.make({"draws": 2}, {"m1.yaml": "id: m1"}, results, "krapte baseline")
    text = json.dumps(made)
    assert os.getcwd() not in text
    assert made["inputs"]["package/m1.yaml"] == manifest.of_bytes(b"id: m1")
    assert any(name.startswith("figures/") for name in made["inputs"])
    assert {"country/parameters.csv", "market/flows.csv"} <= set(made["inputs"])
    assert made == manifest.make({"draws": 2}, {"m1.yaml": "id: m1"}, results, "krapte baseline")


def test_the_folder_one_stands_in_is_refused_and_left_alone(tmp_path, results, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for out in (Path("."), Path(".."), here):
        with pytest.raises(InputError) as error:
            write(out, results)
        assert error.value.code == "output_is_here"
    assert [p.name for p in tmp_path.iterdir()] == ["here"]


def test_preparing_leaves_nothing_behind(tmp_path):
    store.prepare(tmp_path / "new" / "out", replace=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_moved_leaves_the_old_one_whole(tmp_path, monkeypatch):
    out = tmp_path / "brief.pdf"
    store.write_file(out, b"old", False)

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "replace", broken)
    with pytest.raises(InputError) as caught:
        store.write_file(out, b"new", True)
    assert caught.value.code == "output_not_writable"
    monkeypatch.undo()
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]


def test_an_interrupted_file_leaves_the_old_one_whole(tmp_path, monkeypatch):
    out = tmp_path / "agenda.xlsx"
    store.write_file(out, b"old", False)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(store.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.write_file(out, b"new", True)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["agenda.xlsx"]


def test_a_folder_or_an_older_file_is_not_overwritten(tmp_path):
    for out, code in ((tmp_path, "output_is_a_directory"), (tmp_path / "a", "output_exists")):
        (tmp_path / "a").write_bytes(b"old")
        with pytest.raises(InputError) as caught:
            store.write_file(out, b"new", False)
        assert caught.value.code == code
