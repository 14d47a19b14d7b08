"""Tables as spreadsheets save them: read well and said so, or refused where a number can mean two things."""

from __future__ import annotations

import pytest

from krapte.agenda import folder, tolerant
from krapte.figures.errors import InputError

COLUMNS, NUMBERS = ("name", "eur"), ("eur",)


def parse(raw: bytes) -> tuple[list[float], tuple[str, ...]]:
    table = tolerant.parse(raw, "t.csv", COLUMNS, NUMBERS)
    return [table.number(row, "eur") for row in table.rows], table.notes


@pytest.mark.parametrize(
    ("raw", "values", "notes"),
    [
        (b"name,eur\na,1500\nb,1.5\n", [1500, 1.5], ()),
        (b"\xef\xbb\xbfname,eur\r\na,1500\r\n", [1500], ("bom",)),
        (b"name;eur\na;1500,25\nb;1.500\n", [1500.25, 1500], ("semicolons", "decimal_comma")),
        (b"name;eur\na;1.234.567,5\nb;-2,5\n", [1234567.5, -2.5], ("semicolons", "decimal_comma")),
        (b"name\teur\na\t3.25\n", [3.25], ("tabs",)),
        (b'eur,name\n"1500,5",a\n', [1500.5], ("decimal_comma",)),
        (b"name;eur\n\na;7\n", [7], ("semicolons",)),
        ("name;eur\na;\u22122,5\n".encode(), [-2.5], ("semicolons", "decimal_comma")),
    ],
)
def test_what_is_unusual_is_read_and_told(raw, values, notes):
    assert parse(raw) == (values, notes)


@pytest.mark.parametrize(
    ("raw", "code", "where"),
    [
        (b"name;eur\na;1.500\n", "number_ambiguous", "t.csv:2: eur"),
        (b"name;eur\na;1,5\nb;1.5\n", "wrong_type", "t.csv:3: eur"),
        (b"name,eur\na,1e\n", "wrong_type", "t.csv:2: eur"),
        (b"name,eur\na,\n", "wrong_type", "t.csv:2: eur"),
        (b"name,eur\na,nan\n", "wrong_type", "t.csv:2: eur"),
        (b"name,eur\na\n", "bad_row", "t.csv:2"),
        (b"name,euro\na,1\n", "unknown_key", "t.csv:1"),
        (b"name,name\na,1\n", "duplicate_key", "t.csv:1"),
        (b"name\na\n", "bad_header", "t.csv:1"),
        (b"", "file_empty", "t.csv:1"),
        (b"name,eur\na,\xe9\n", "not_utf8", "t.csv:2"),
        ("name,eur\na,1\n".encode("utf-16"), "not_utf8", "t.csv:1"),
        (b'name,eur\n"a"b,1\n', "csv_malformed", "t.csv:2"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(raw, code, where):
    with pytest.raises(InputError) as caught:
        parse(raw)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_an_agenda_saved_by_a_dutch_spreadsheet_is_the_same_agenda(agenda, written, edited):
    text = (written / "means.csv").read_text(encoding="utf-8")
    dutch = "\ufeff" + "\r\n".join(text.replace(",", ";").splitlines()) + "\r\n"
    out = edited("means.csv", text, dutch)
    back = folder.read(out)
    assert [one[:7] for one in back.means] == [one[:7] for one in agenda.means]
    assert set(back.notes) == {("means.csv", "bom"), ("means.csv", "semicolons")}
