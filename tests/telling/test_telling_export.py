"""The answer as data: long csv, JSON, and the files of an output directory."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

from made import made, whole
from split_table_rows import gain_rows

from krapte.telling import export

SVG = "{http://www.w3.org/2000/svg}"


def test_csv_is_long_and_loses_no_digit() -> None:
    answer = made()
    raw = export.rows_csv(answer)
    assert b"\r" not in raw
    read = list(csv.DictReader(io.StringIO(raw.decode())))
    assert tuple(read[0]) == export.COLUMNS
    assert len(read) == len(answer.rows)
    for text, row in zip(read, answer.rows, strict=True):
        assert float(text["median"]) == row["median"]
        assert text["right_sign"] == ("" if row["right_sign"] is None else str(row["right_sign"]))


def test_history_is_beside_the_rows() -> None:
    tables = export.tables(made())
    assert list(tables) == ["rows.csv", "history.csv"]
    assert tables["history.csv"].splitlines()[1] == b'2014,techniek,vacancies,22000.0,A,"CBS, UWV"'


def test_json_payload() -> None:
    payload = json.loads(json.dumps(export.json_payload(made()), allow_nan=False))
    assert payload["schema"] == "krapte/1"
    assert payload["manifest"]["content"]
    assert set(payload["rows"][0]) == set(export.COLUMNS)


def test_parts_of_an_answer_are_tables_of_their_own() -> None:
    answer = whole()
    tables = export.tables(answer)
    parts = ("rows", "history", "flows", "split", "cost", "gain", "measures")
    assert list(tables) == [f"{name}.csv" for name in parts]
    for name, columns, rows in (
        ("flows", export.FLOWS, answer.flows),
        ("split", export.SPLIT, answer.split),
        ("cost", export.COST, answer.cost),
        ("gain", export.GAIN, answer.gain),
    ):
        read = list(csv.DictReader(io.StringIO(tables[f"{name}.csv"].decode())))
        assert tuple(read[0]) == columns
        assert len(read) == len(rows)
        middle = "mean" if "mean" in columns else "median"
        assert [float(line[middle]) for line in read] == [row[middle] for row in rows]
    payload = json.loads(json.dumps(export.json_payload(answer), allow_nan=False))
    assert payload["split"] == answer.split
    assert {"rows", "flows", "cost", "gain"} < set(payload)
    assert not {"split", "flows", "cost", "gain"} & set(export.json_payload(made()))


def test_a_chart_is_there_for_each_part_that_can_be_drawn() -> None:
    assert export.pictures(whole()) == ("split", "flows", "gain")
    assert export.pictures(made()) == ()
    assert export.pictures(replace(whole(), gain=gain_rows(extra=20))) == ("split", "flows")


def test_pictures_are_named_by_their_finding_and_say_how_they_were_made() -> None:
    answer = whole()
    for name, title in (
        ("split", "vacatures"),
        ("flows", "technici"),
        ("gain", "van 100 in de techniek"),
    ):
        root = ET.fromstring(export.picture(answer, "nl", name))
        assert title in root[0].text
        words = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
        assert any("startgetal 1" in word for word in words), name


def test_files_of_a_whole_answer() -> None:
    files = export.files(whole())
    assert set(files) - set(export.files(made())) == {
        "flows.csv", "split.csv", "cost.csv", "gain.csv", "measures.csv", "split.nl.svg", "split.en.svg",
        "flows.nl.svg", "flows.en.svg", "gain.nl.svg", "gain.en.svg",
    }  # fmt: skip
    page = files["answer.nl.md"].decode()
    assert "(split.nl.svg)" in page
    assert "Overstappen met een leerplaats" in page


def test_files_of_a_folder() -> None:
    files = export.files(made())
    assert set(files) == {
        "rows.csv", "history.csv", "answer.nl.md", "answer.en.md", "datapackage.json",
        "vacancies.nl.svg", "vacancies.en.svg", "shortage.nl.svg", "shortage.en.svg",
    }  # fmt: skip
