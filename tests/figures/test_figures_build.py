"""The builder: same input, same bytes; a failure leaves the old tables."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from krapte.figures import InputError, layout
from krapte.figures.build import build, inputs, main
from krapte.figures.build_figures import Keys, Places, compact_dims, place_name
from krapte.figures.raw import clashing, correct, number
from krapte.figures.write import sha256


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def built(shared, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("built") / "tables"
    build(shared, target)
    return target


@pytest.fixture
def copied(shared, tmp_path) -> Path:
    """A copy of the inputs that a test may break."""
    for path in inputs(shared):
        target = tmp_path / "shared" / path.relative_to(shared)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path / "shared"


def test_a_build_gives_the_committed_tables(built):
    ours, theirs = contents(built), contents(layout.TABLES)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_a_second_build_in_the_same_place_gives_the_same_bytes(shared, built):
    before = contents(built)
    build(shared, built)
    assert contents(built) == before
    assert [path.name for path in built.parent.iterdir()] == ["tables"]


def test_the_manifest_names_the_input_by_checksum(shared):
    manifest = json.loads((layout.TABLES / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["figures"] == 8776
    for name, digest in manifest["inputs"].items():
        assert sha256(shared / name) == digest, name


def test_a_correction_that_does_not_fit_fails_and_leaves_the_old_tables(copied, tables):
    path = copied / "figures" / "corrections.csv"
    text = path.read_text(encoding="utf-8").replace("value,55.7,55.6", "value,55.9,55.6")
    path.write_text(text, encoding="utf-8")
    before = contents(tables)
    with pytest.raises(InputError) as caught:
        build(copied, tables)
    error = caught.value
    assert (error.code, error.where) == ("correction_does_not_fit", "corrections.csv:2: old")
    assert (error.found, error.expected) == ("55.7", "55.9")
    assert contents(tables) == before
    assert [path.name for path in tables.parent.iterdir() if path.name.startswith(".")] == []


def test_a_unit_nobody_knows_leaves_the_old_tables(copied, tables):
    path = copied / "figures" / "demography.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",persons,2010,", ",heads,2010,", 1), encoding="utf-8"
    )
    before = contents(tables)
    with pytest.raises(InputError, match=r"demography.csv:2: unit: unknown unit: found heads"):
        build(copied, tables)
    assert contents(tables) == before


def test_a_missing_input_is_named(copied, tables):
    (copied / "data" / "backtest" / "panel.csv").unlink()
    with pytest.raises(InputError, match=r"backtest/panel.csv: missing file"):
        build(copied, tables)


def test_the_command_line_refuses_in_one_line(tmp_path, capsys):
    assert main([]) == 2
    assert main([str(tmp_path)]) == 2
    assert "missing file" in capsys.readouterr().err


def row(figure_id, **cells):
    return {"figure_id": figure_id, "value": "1", "low": "", "note": "", "reason": "", **cells}


def change(figure_id="a", field="value", old="1", new="2"):
    return {"figure_id": figure_id, "field": field, "old": old, "new": new, "reason": "why"}


def test_corrections_change_the_named_field_and_keep_the_reason():
    rows = {"topic": [row("a"), row("b")]}
    correct(rows, [change(), change("b", "low", "", "0.5"), change("b", "value", "1.0", "3")])
    assert rows["topic"][0] == row("a", value="2", reason="why")
    assert rows["topic"][1] == row("b", value="3", low="0.5", reason="why why")


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (change("c"), "unknown_figure", "figure_id"),
        (change(field="colour"), "unknown_field", "field"),
        (change(old="7"), "correction_does_not_fit", "old"),
        (change(field="low", old="7"), "correction_does_not_fit", "old"),
    ],
)
def test_corrections_that_do_not_fit_are_refused(wrong, code, field):
    with pytest.raises(InputError) as caught:
        correct({"topic": [row("a")]}, [change(field="note", old="", new="x"), wrong])
    assert (caught.value.code, caught.value.where) == (code, f"corrections.csv:3: {field}")


def test_keys_are_short_and_in_order():
    keys = Keys()
    assert [keys.of(str(n)) for n in (*range(37), 0)][-3:] == ["z", "10", "0"]
    assert keys.rows()[36] == ("10", "36")


def test_places_fold_only_what_unfolds_to_the_same():
    places = Places()
    assert compact_dims("level=am;code=AM01;region=Groningen;age=0-14", places) == (
        "place=AM01;age=0-14",
        "Groningen",
    )
    assert compact_dims("level=am;code=AM01;region=Elders", places) == ("place=AM01~2", "Elders")
    assert compact_dims("level=country;of=35", places) == ("level=country;of=35", "")


def test_paths_become_names():
    assert place_name("see shared/data/demography/a_b.csv", {"a_b": "population"}) == "see series/population"
    assert place_name("shared/data/demography/c.csv", {}) == "c (file not shipped)"


def test_numbers_lose_only_zeros_behind_the_point():
    assert [number(text) for text in ("746340.0", "1.50", "100", "0.0", "")] == [
        "746340",
        "1.50",
        "100",
        "0",
        "",
    ]


def test_only_sources_that_differ_are_renamed():
    def source(title):
        return {"source_id": "s", "title": title, "publisher": "", "year": "", "address": "", "how_read": ""}

    assert clashing({"a": [source("x")], "b": [source("x")]}) == {}
    assert clashing({"a": [source("x")], "b": [source("y")]}) == {("a", "s"): "a_s", ("b", "s"): "b_s"}
