"""The answer as data: long csv, JSON, and the files of an output directory."""

from __future__ import annotations

import csv
import io
import json

from made import made

from krapte.telling import export


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


def test_files_of_a_folder() -> None:
    files = export.files(made())
    assert set(files) == {
        "rows.csv", "history.csv", "answer.nl.md", "answer.en.md",
        "vacancies.nl.svg", "vacancies.en.svg", "shortage.nl.svg", "shortage.en.svg",
    }  # fmt: skip
