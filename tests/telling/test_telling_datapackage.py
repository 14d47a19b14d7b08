"""Every table of an answer is described, and every value is of the type that is said."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace

import pytest
from made import made as baseline_of
from made import whole
from sector_rows import sector_rows
from why_made import rests_rows, why_rows

from krapte.telling import datapackage, export
from krapte.words import LANGUAGES, has

SOURCE = {"measure": "i3", "figure": "f", "period": "2020", "grade": "A", "publisher": "P", "year": "2022/23"}
LEVEL = {"year": 2030, "level": "mbo", "reading": "diplomas", "variant": "difference", "median": 1.0}
SIDE = {
    "year": 2030,
    "effect": "homes",
    "median": 5.0,
    "low": 1.0,
    "high": 9.0,
    "unit": "homes",
    "measures": "m1",
}
RATIO = {
    "ratio": "doses",
    "year": 2035,
    "pillar": "inflow",
    "mean": -1.0,
    "low": -2.0,
    "high": 0.0,
    "unit": "fte",
}
RATIO |= {
    "share": 40,
    "rank": 1,
    "chance": 0.9,
    "money": "public",
    "eur": 1e6,
    "limited": False,
    "gross": None,
}


@pytest.fixture(scope="module")
def answer():
    return replace(
        whole(),
        sources=[SOURCE | {"source": "T"}],
        levels=[LEVEL | {"low": 0.0, "high": 2.0, "unit": "persons"}],
        side_effects=[SIDE],
        ratios=[RATIO | {"draws": 128}],
        sectors=sector_rows(),
        why=why_rows("difference"),
        rests_on=rests_rows("difference"),
    )


def baseline():
    return baseline_of(None)


def test_every_table_is_described_and_every_value_has_its_type(answer):
    files = export.tables(answer)
    made = json.loads(datapackage.described(files, answer))
    assert {one["path"] for one in made["resources"]} == set(files)
    assert len(files) == 14
    for one in made["resources"]:
        data = files[one["path"]]
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert one["bytes"] == len(data)
        rows = list(csv.DictReader(io.StringIO(data.decode())))
        fields = one["schema"]["fields"]
        assert [field["name"] for field in fields] == list(rows[0])
        for field in fields:
            values = [row[field["name"]] for row in rows if row[field["name"]] != ""]
            _all_are(field, values)


def _all_are(field, values):
    kind = field["type"]
    if kind == "integer":
        assert all(value.lstrip("-").isdigit() for value in values), field
    elif kind == "number":
        limits = field.get("constraints")
        for value in map(float, values):
            assert not limits or limits["minimum"] <= value <= limits["maximum"], field
    elif kind == "boolean":
        assert set(values) <= {"True", "False"}, field
    else:
        assert kind == "string"
        number = [value for value in values if value.replace(".", "").lstrip("-").isdigit()]
        texts = ("year", "period", "price_year", "paper", "measure")
        assert not number or field["name"] in texts, field


def test_it_names_the_package_and_the_question(answer):
    made = json.loads(datapackage.described({}, answer))
    assert made["name"] == "krapte-paper"
    assert answer.manifest["command"] in made["description"]
    assert json.loads(datapackage.described({}, baseline()))["name"] == "krapte-baseline"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_a_sentence_in_both_languages(answer, lang):
    for data in export.tables(answer).values():
        for column in data.decode().split("\n", 1)[0].split(","):
            assert has(f"data.{column}", lang), column
