"""Nothing is half-written: what is refused or interrupted leaves older files as they were, on the command line."""

from __future__ import annotations

import os
import shutil

import pytest
from typer.testing import CliRunner

from krapte.agenda import folder, monitor, realised, sheets
from krapte.cli.app import app
from krapte.words import LANGUAGES

HEAD = ",".join(realised.COLUMNS)
LINE = "2030,techniek,vacancies,80000,vacancies,2031-02,,made"


def call(*words):
    return CliRunner().invoke(app, [*map(str, words)])


@pytest.fixture
def kept(written, tmp_path):
    out = tmp_path / "agenda"
    shutil.copytree(written, out)
    return out


def contents(place):
    return {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.mark.parametrize("how", ["write", "chmod", "replace"])
def test_an_interrupted_export_leaves_the_old_file_whole(how, kept, tmp_path, monkeypatch):
    out = tmp_path / "place" / "a.xlsx"
    out.parent.mkdir()
    out.write_bytes(b"old")

    def stop(*_args, **_more):
        raise OSError(28, "No space left on device")

    if how == "write":
        monkeypatch.setattr(sheets, "write", stop)
    else:
        monkeypatch.setattr(os, how, stop)
    done = call("agenda", "export", kept, "--out", out, "--replace", "--lang", "en")
    assert done.exit_code != 0
    assert contents(out.parent) == {"a.xlsx": b"old"}


def test_an_import_that_fails_leaves_the_old_folder_whole(kept, tmp_path):
    sheet, before = tmp_path / "a.xlsx", contents(kept)
    sheet.write_bytes(sheets.write(folder.read(kept))[:2000])
    done = call("agenda", "import", sheet, "--out", kept, "--replace")
    assert done.exit_code == 2
    assert contents(kept) == before


@pytest.mark.parametrize(
    "line",
    [
        LINE.replace("vacancies,2031", "fte,2031"),
        LINE.replace("80000", "-1"),
        f"{LINE}\n{LINE}",
        "2030,techniek",
    ],
)
def test_figures_that_are_refused_add_nothing_to_the_log(line, kept, tmp_path):
    file = tmp_path / "figures.csv"
    file.write_text(f"{HEAD}\n{LINE}\n", encoding="utf-8")
    assert call("monitor", kept, "--realised", file).exit_code == 0
    before = contents(kept)
    assert monitor.LOG in before
    file.write_text(f"{HEAD}\n{line}\n", encoding="utf-8")
    done = call("monitor", kept, "--realised", file)
    assert done.exit_code == 2
    assert "figures.csv:" in done.stderr
    assert contents(kept) == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_of_a_dutch_spreadsheet_are_read_well_and_that_is_said(lang, kept, tmp_path):
    told = {}
    dutch = f"\ufeff{HEAD}\r\n{LINE}\r\n".replace(",", ";").replace("80000", "80.000,5")
    for name, raw in (("plain.csv", f"{HEAD}\n{LINE.replace('80000', '80000.5')}\n"), ("dutch.csv", dutch)):
        (tmp_path / name).write_text(raw, encoding="utf-8", newline="")
        done = call("monitor", kept, "--realised", tmp_path / name, "--lang", lang, "--format", "json")
        assert done.exit_code == 0, done.output
        told[name] = done.stdout
        shown = call("monitor", kept, "--realised", tmp_path / name, "--lang", lang).stdout
        assert shown.count("dutch.csv:") == (3 if name == "dutch.csv" else 0)
    assert told["plain.csv"] == told["dutch.csv"]


@pytest.mark.parametrize("name", ["agenda.yaml", "actions.yaml"])
@pytest.mark.parametrize("command", ["check", "show", "export", "monitor", "brief"])
def test_an_agenda_of_another_version_is_refused_by_every_command(command, name, kept, tmp_path):
    file = kept / name
    file.write_text(file.read_text(encoding="utf-8").replace("krapte-agenda/1", "krapte-agenda/2"), "utf-8")
    figures = tmp_path / "figures.csv"
    figures.write_text(f"{HEAD}\n{LINE}\n", encoding="utf-8")
    words = {
        "check": ("agenda", "check", kept),
        "show": ("agenda", "show", kept),
        "export": ("agenda", "export", kept, "--out", tmp_path / "a.xlsx"),
        "monitor": ("monitor", kept, "--realised", figures),
        "brief": ("brief", "first-four", "--agenda", kept, "--out", tmp_path / "b.pdf"),
    }[command]
    done = call(*words)
    assert done.exit_code == 2
    assert f"{name}:1" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()
    assert not (tmp_path / "b.pdf").exists()
