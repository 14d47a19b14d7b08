"""The laboratory as a folder of files: whole, small, without a word from elsewhere, refused where it may not be."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from krapte.cli.app import app as cli
from krapte.lab import app, site
from krapte.measures import library

ORDER = site.Order(draws=8, to=2029, tried=1, only=("p2",), packages=("m1", "none"))


@pytest.fixture(scope="module")
def made() -> tuple[dict[str, bytes], list[tuple[int, int]]]:
    heard: list[tuple[int, int]] = []
    return site.files(ORDER, app.assets(), lambda done, total: heard.append((done, total))), heard


def data(files: dict[str, bytes], name: str):
    text = files[f"data/{name}.js"].decode()
    head = f'(self.krapte ??= {{}})["{name}"] = '
    assert text.startswith(head)
    return json.loads(text.removeprefix(head).rstrip(";\n"))


def test_every_file_is_in_the_manifest_with_its_hash(made):
    files, _ = made
    told = json.loads(files["manifest.json"])
    assert told["question"] == {"scenario": "moderate", "draws": 8, "seed": 1, "to": 2029}
    assert set(told["files"]) == set(files) - {"manifest.json"}
    for name, found in told["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == found
    assert told["error"]["readings"]["vacancies"]["median_most"] >= 0


def test_progress_ends_at_its_total(made):
    _, heard = made
    assert heard[-1][0] == heard[-1][1]
    assert [done for done, _ in heard] == list(range(1, len(heard) + 1))


def test_the_page_loads_no_modules_and_nothing_from_elsewhere(made):
    files, _ = made
    page = files["index.html"].decode()
    assert 'name="krapte-still"' in page
    assert 'type="module"' not in page
    assert "crossorigin" not in page
    assert "://" not in page
    assert {"assets/lab.js", "assets/style.css", "fonts.css", "fonts/KrapteSans-Regular.ttf"} <= set(files)


def test_a_package_holds_what_the_server_answers(made, client):
    files, _ = made
    told = data(files, "package-m1")
    found = client.get("/api/v1/answer?p=m1&to=2029&draws=8").json()["rows"]
    of = ("vacancies", "techniek", "package", 2029)
    (row,) = (row for row in found if (row["reading"], row["group"], row["variant"], row["year"]) == of)
    assert told["answer"]["paths"]["vacancies"]["techniek"]["package"]["median"][-1] == row["median"]
    assert set(told["words"]) == {"nl", "en"}
    assert told["words"]["nl"]["finding"] != told["words"]["en"]["finding"]


def test_cards_catalogue_and_figures_are_all_there(made):
    files, _ = made
    assert set(data(files, "cards-nl")) == set(library.ids())
    assert {one["id"] for one in data(files, "catalogue-en")["packages"]} == {"m1", "none"}
    card, figures = data(files, "cards-en")["p2"], data(files, "figures")
    assert card["evidence"]
    assert all(figures[one["figure"]]["publisher"] for one in card["evidence"])


def test_short_numbers_keep_what_a_reader_sees():
    values = np.random.default_rng(1).normal(size=(2, 3, 4)) * np.array([5000.0, 0.2])[:, None, None]
    packed = site.short(values)
    found = np.frombuffer(base64.b64decode(packed["short"]), "<i2").reshape(values.shape)
    back = found * np.array(packed["scale"])[:, None, None]
    assert np.abs(back - values).max(axis=(1, 2)) == pytest.approx([0, 0], abs=0.5)
    assert np.abs(back - values)[1].max() < 1e-4
    assert site.short(np.zeros((1, 2, 2)))["scale"] == [1.0]


def test_a_folder_that_holds_something_else_is_refused_before_computing(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    run = CliRunner().invoke(cli, ["lab", "--export", str(tmp_path), "--lang", "en"])
    assert run.exit_code == 2
    assert "--export" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--draws", "32"], "--draws"),
        (["--replace"], "--replace"),
        (["--scenario", "high"], "--scenario"),
        (["--export", "DIR", "--draws", "4"], "--draws"),
        (["--export", "DIR", "--scenario", "none-such"], "--scenario"),
    ],
)
def test_what_does_not_go_together_is_told(options, named, tmp_path):
    given = [str(tmp_path / "site") if one == "DIR" else one for one in options]
    run = CliRunner().invoke(cli, ["lab", *given, "--lang", "nl"])
    assert run.exit_code == 2
    assert named in run.stderr
    assert not (tmp_path / "site").exists()


def test_the_folder_is_written_whole(tmp_path, monkeypatch, made):
    files, _ = made
    monkeypatch.setattr(site, "files", lambda *_: files)
    out = tmp_path / "site"
    run = CliRunner().invoke(cli, ["lab", "--export", str(out), "--draws", "8"])
    assert run.exit_code == 0, run.output
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == set(files)
    again = CliRunner().invoke(cli, ["lab", "--export", str(out), "--draws", "8"])
    assert again.exit_code == 2
    assert CliRunner().invoke(cli, ["lab", "--export", str(out), "--draws", "8", "--replace"]).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
