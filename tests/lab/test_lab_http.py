"""HTTP: the rows of the command line, cards, and a clear answer to everything that is wrong."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from krapte import figures
from krapte.cli.app import app as cli
from krapte.lab import app as application
from krapte.lab.safety import CSP
from krapte.measures import library
from krapte.words import LANGUAGES

ASKED = "p=first-four&to=2029&draws=8"


def test_a_visit_writes_nothing(client, tmp_path, monkeypatch):
    """The store of earlier runs is of the command line alone, also where its place is set."""
    monkeypatch.setenv("KRAPTE_STORE", str(tmp_path / "store"))
    assert client.get("/api/v1/answer?p=first-four&to=2028&draws=8").status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_the_answer_is_that_of_the_command_line(client):
    options = ["--to", "2029", "--draws", "8", "--format", "json", "--no-ratios"]
    told = json.loads(CliRunner().invoke(cli, ["answer", "first-four", *options]).stdout)
    found = client.get(f"/api/v1/answer?{ASKED}&split=true")
    assert found.status_code == 200
    assert set(found.json()) == set(told)
    for part in set(told) - {"manifest"}:
        assert found.json()[part] == told[part], part
    for field in ("draws", "seed", "scenario", "package"):
        assert found.json()["manifest"]["question"][field] == told["manifest"]["question"][field]


def test_the_same_as_csv(client):
    found = client.get(f"/api/v1/answer?{ASKED}&format=csv")
    assert found.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(found.text)))
    told = client.get(f"/api/v1/answer?{ASKED}").json()["rows"]
    assert [float(row["median"]) for row in rows] == [row["median"] for row in told]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("p=papier", "package"),
        ("p=%2Fetc%2Fpasswd", "package"),
        ("p=first-four.yaml", "package"),
        ("to=2051", "to"),
        ("to=x", "to"),
        ("draws=0", "draws"),
        ("draws=1001", "draws"),
        ("seed=-1", "seed"),
        ("m=p2:9999", "doses.p2.dose"),
        ("m=zz:1", "doses"),
        ("b=1", "benchmark"),
        ("s=moderate%2Blow", "scenario moderate+low"),
        ("format=xml", "format"),
    ],
)
def test_a_mistake_is_answered_by_its_field(client, query, where):
    found = client.get(f"/api/v1/answer?{query}&l=nl")
    assert found.status_code == 422, found.text
    error = found.json()["error"]
    assert error["where"] == where
    assert error["message"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/nothing", "/assets/../app.py", "/api/v1/measures/"])
def test_what_is_not_there_is_404(client, path):
    found = client.get(path, follow_redirects=False)
    assert found.status_code in (404, 307), path


@pytest.mark.parametrize("name", library.ids())
def test_every_measure_has_a_card_in_both_languages(client, name):
    for lang in LANGUAGES:
        card = client.get(f"/api/v1/measures/{name}?lang={lang}").json()
        assert card["title"]
        assert all(step["value"] and step["grade"] in "ABC" for step in card["chain"])
        named = [one["figure"] for one in card["evidence"]]
        assert all(one in figures.load() for one in named)
        assumed = [step for step in card["chain"] if step["grade"] == "C"]
        assert all(("aanname" if lang == "nl" else "assumption") in step["grade_words"] for step in assumed)


def test_a_figure_is_told_with_its_source(client):
    found = client.get("/api/v1/figures/lm_emp_brc07_2024q4").json()
    assert found["value"] == 1_383_000
    assert found["publisher"]
    assert client.get("/api/v1/figures/none").status_code == 422


def test_the_catalogue_has_every_measure_package_and_word(client):
    for lang in LANGUAGES:
        made = client.get(f"/api/v1/catalogue?lang={lang}").json()
        assert {one["id"] for one in made["measures"]} == set(library.ids())
        assert made["words"]["lab.measures"]
        assert made["draws"] == {"quick": 128, "full": 1000}
    assert client.get("/api/v1/catalogue?lang=fy").status_code == 422


def test_nothing_comes_from_elsewhere_and_every_answer_says_so(client):
    for path in ("/", "/assets/lab.js", "/api/v1/health", "/api/v1/nothing", "/fonts.css"):
        found = client.get(path)
        assert found.headers["content-security-policy"] == CSP
        assert found.headers["x-content-type-options"] == "nosniff"
    page = client.get("/").text
    assert "https://" not in page
    assert "http://" not in page


def test_a_strange_name_of_the_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "127.0.0.1:8700"}).status_code == 200
    assert client.get("/", headers={"host": "[::1]:8700"}).status_code == 200


def test_a_name_that_is_allowed_is_let_in():
    from fastapi.testclient import TestClient

    made = application.make(["krapte.example"], warm=False)
    assert TestClient(made, base_url="http://krapte.example").get("/").status_code == 200


def test_a_link_that_is_too_long_is_refused(client):
    assert client.get("/api/v1/answer?p=" + "x" * 9000).status_code == 414


def test_the_description_for_machines_names_every_route(client):
    made = client.get("/api/openapi.json").json()
    paths = ["/api/v1/answer", "/api/v1/catalogue", "/api/v1/measures/{name}", "/api/v1/figures/{name}"]
    assert set(paths) <= set(made["paths"])


def test_a_link_is_checked_without_computing(client):
    assert client.get("/api/v1/link?v=1&p=paper&m=p2:600&y=2033&h=abc").json()["year"] == 2033
    found = client.get("/api/v1/link?m=E99:1")
    assert found.status_code == 422
    assert found.json()["error"]["found"] == "E99"


def test_the_built_page_is_small():
    files = [path for path in application.assets().rglob("*") if path.is_file()]
    assert 20_000 < sum(path.stat().st_size for path in files) < 400_000


@pytest.mark.parametrize(
    "path", ["/krapte/", "/krapte/api/v1/health", "/krapte/assets/lab.js", "/", "/api/v1/health"]
)
def test_the_page_works_under_a_path_whether_the_proxy_strips_it_or_not(path):
    from fastapi.testclient import TestClient

    made = application.make(root_path="/krapte", warm=False)
    assert TestClient(made, base_url="http://localhost").get(path).status_code == 200


def test_the_page_names_its_parts_without_a_leading_slash(client):
    """So that they are found under any path."""
    import re

    page = client.get("/").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 4
    assert [one for one in addresses if one.startswith("/")] == []
