"""What is asked apart: brief and agenda are those of the command line, and why an answer is as sure as it is."""

from __future__ import annotations

import io
import zipfile

import pytest
from typer.testing import CliRunner

from krapte.cli.app import app as cli
from krapte.lab import reasons
from krapte.lab.papers import agenda
from krapte.lab.question import Question

DRAWS = "24"  # of a full answer of this server
LINK = "p=m1&to=2030&l=en"


@pytest.mark.slow
def test_the_brief_is_that_of_the_command_line(client, tmp_path):
    out = tmp_path / "brief.pdf"
    options = ["--to", "2030", "--draws", DRAWS, "--lang", "en", "--out", str(out)]
    assert CliRunner().invoke(cli, ["brief", "m1", *options]).exit_code == 0
    found = client.get(f"/api/v1/brief.pdf?{LINK}")
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == "application/pdf"
    assert "krapte-m1-en.pdf" in found.headers["content-disposition"]
    assert found.content == out.read_bytes()


def test_a_changed_package_has_a_brief_and_an_agenda_of_its_own(client, tmp_path):
    changed = f"{LINK}&m=m1:2000"
    found = client.get(f"/api/v1/brief.pdf?{changed}")
    assert found.content.startswith(b"%PDF")
    assert "krapte-m1-en.pdf" in found.headers["content-disposition"]
    found = client.get(f"/api/v1/agenda.zip?{changed}")
    assert found.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        names = archive.namelist()
        assert "dose: 2000.0" in archive.read("agenda/m1-changed.yaml").decode()
        archive.extractall(tmp_path)
    assert {"agenda/agenda.yaml", "agenda/actions.yaml", "agenda/manifest.json"} <= set(names)
    checked = CliRunner().invoke(cli, ["agenda", "check", str(tmp_path / "agenda"), "--lang", "en"])
    assert checked.exit_code == 0, checked.output


def test_the_agenda_is_that_of_the_command_line(client, tmp_path):
    out = tmp_path / "agenda"
    options = ["--to", "2030", "--draws", DRAWS, "--lang", "en", "--out", str(out)]
    assert CliRunner().invoke(cli, ["agenda", "new", "m1", *options]).exit_code == 0
    found = client.get(f"/api/v1/agenda.zip?{LINK}")
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        for path in out.iterdir():
            assert archive.read(f"agenda/{path.name}") == path.read_bytes(), path.name


@pytest.mark.parametrize("path", ["brief.pdf", "agenda.zip"])
def test_nothing_on_is_told_by_its_field(client, path):
    found = client.get(f"/api/v1/{path}?p=none")
    assert found.status_code == 422
    assert found.json()["error"]["where"] == "package"


@pytest.mark.parametrize("path", ["why", "brief.pdf", "agenda.zip"])
@pytest.mark.parametrize(
    ("query", "where"), [("p=papier", "package"), ("to=x", "to"), ("m=p2:9999", "doses.p2.dose")]
)
def test_a_mistake_is_answered_by_its_field(client, path, query, where):
    found = client.get(f"/api/v1/{path}?{query}")
    assert found.status_code == 422
    assert found.json()["error"]["where"] == where


def test_nothing_is_left_on_disk(client, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert client.get(f"/api/v1/brief.pdf?{LINK}").status_code == 200
    assert client.get(f"/api/v1/agenda.zip?{LINK}").status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_an_agenda_that_is_called_back_stops(client):
    class GoneError(Exception):
        pass

    def hear(done: int, total: int) -> None:
        raise GoneError

    answers = client.app.state.lab.answers
    asked = Question(package="m1", to=2031, draws=answers.sizes.full)
    with pytest.raises(GoneError):
        agenda(answers, asked, hear)


ROW = {
    "year": 2030,
    "variant": "difference",
    "reading": "vacancies",
    "rank": 1,
    "input": "demand.drift[rest]",
    "measure": "",
    "moves": "",
    "kind": "figures",
    "grade": "C",
    "low": -1.25,
    "high": 1.28,
    "input_unit": "standard_normal",
    "slope": -1000.0,
    "size": -1265.0,
    "unit": "vacancies",
    "share": 0.26,
    "figures": "a b",
    "draws": 16,
}


@pytest.mark.parametrize(
    ("lang", "ends", "assumed"), [("nl", ("laag", "hoog"), "aanname"), ("en", ("low", "high"), "assumption")]
)
def test_an_input_is_told_in_words_with_its_letter(lang, ends, assumed):
    import numpy as np

    own = ROW | {
        "input": "realisation",
        "measure": "p2",
        "input_unit": "share",
        "low": 0.1,
        "high": 0.4,
        "size": 12.0,
    }
    made = reasons.told([ROW, own], np.array([-3.0, -5.0, -4.0]), lang)
    first, second = made["rows"]
    assert (first["low"], first["high"]) == ends
    assert assumed in first["grade_words"]
    assert first["figures"] == 2
    assert "demand.drift" not in first["input"]
    assert second["low"] != second["high"]
    assert made["median"] == -4.0
    assert "2030" in made["title"]
    assert made["notes"]


def test_where_nothing_differs_nothing_is_told():
    import numpy as np

    assert reasons.told([], np.zeros(3), "nl")["rows"] == []


@pytest.mark.slow
def test_why_is_that_of_the_command_line_and_kept(client):
    from krapte.analysis.laboratory import Laboratory

    first = client.get("/api/v1/why?p=m1&to=2030&l=en").json()
    run = Laboratory(draws=16, to=2030).run("m1", split=False, why=True)
    assert [row["size"] for row in first["rows"]] == [row["size"] for row in run.why[:5]]
    again = client.get("/api/v1/why?p=m1&to=2030&l=nl").json()
    assert [row["size"] for row in again["rows"]] == [row["size"] for row in first["rows"]]
    assert again["title"] != first["title"]


def test_sectors_are_told_as_columns_of_their_rows():
    from krapte.lab import told

    def row(year, variant, median, **other):
        base = {
            "year": year,
            "sector": "ict",
            "group": "techniek",
            "reading": "vacancies",
            "variant": variant,
        }
        return base | {"median": median, "low": median - 1, "high": median + 1} | other

    rows = [
        row(2024, "baseline", 5.0),
        row(2025, "baseline", 6.0),
        row(2025, "package", 4.0),
        row(2025, "difference", -2.0),
        row(2025, "baseline", 9.0, group="total"),
        row(2025, "baseline", 8.0, reading="employed"),
    ]
    made = told.sectors(rows)
    assert made == {
        "vacancies": {
            "ict": {
                "baseline": {"median": [5.0, 6.0], "low": [4.0, 5.0], "high": [6.0, 7.0]},
                "package": {"median": [4.0], "low": [3.0], "high": [5.0]},
            }
        }
    }
