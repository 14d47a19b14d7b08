"""A spreadsheet of an agenda and back: no loss, the same bytes, and no formula."""

from __future__ import annotations

import io

import openpyxl
import pytest

from krapte.agenda import folder, sheets
from krapte.figures.errors import InputError


@pytest.fixture(scope="module")
def xlsx(written, tmp_path_factory):
    path = tmp_path_factory.mktemp("xlsx") / "agenda.xlsx"
    path.write_bytes(sheets.write(folder.read(written)))
    return path


def test_round_trip_gives_the_same_files(written, xlsx):
    back = folder.files(sheets.read(xlsx), {})
    assert back == {name: (written / name).read_bytes() for name in back}
    assert len(back) == 5


def test_one_sheet_for_each_part_and_the_same_bytes(written, xlsx):
    book = openpyxl.load_workbook(xlsx)
    assert book.sheetnames == list(sheets.COLUMNS)
    assert sheets.write(folder.read(written)) == xlsx.read_bytes()


@pytest.fixture(scope="module")
def short(xlsx):
    """The same with a few rows of the longest sheets, which takes a tenth of the time."""
    book = openpyxl.load_workbook(xlsx)
    for name in ("distribution", "means"):
        book[name].delete_rows(4, book[name].max_row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _changed(short, tmp_path, change):
    book = openpyxl.load_workbook(io.BytesIO(short))
    change(book)
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "changed.xlsx"
    path.write_bytes(out.getvalue())
    return path


def _set(sheet, cell, value):
    def change(book):
        book[sheet][cell] = value

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_set("goals", "F2", "=1+1"), "formula_in_cell"),
        (_set("goals", "F2", "many"), "wrong_type"),
        (_set("goals", "A1", "naam"), "bad_header"),
        (_set("agenda", "B2", "krapte-agenda/7"), "agenda_other_version"),
        (_set("milestones", "A2", "nobody"), "unknown_measure"),
        (_set("means", "B2", "nobody"), "not_one_of"),
        (_set("actions", "F2", "XYZ"), "not_one_of"),
        (lambda book: book.remove(book["means"]), "sheet_missing"),
    ],
)
def test_a_sheet_that_cannot_be_right_is_refused(short, tmp_path, change, code):
    with pytest.raises(InputError) as caught:
        sheets.read(_changed(short, tmp_path, change))
    assert caught.value.code == code


def test_a_text_that_looks_like_a_formula_stays_text(agenda, tmp_path):
    first = agenda.actions[0]
    owner = first.owner.model_copy(update={"person": '=HYPERLINK("x")'})
    changed = folder.Agenda(
        agenda.about,
        (first.model_copy(update={"owner": owner}), *agenda.actions[1:]),
        agenda.means,
        agenda.distribution,
        agenda.manifest,
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheets.write(changed))
    cell = openpyxl.load_workbook(path)["actions"]["G2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')
    assert sheets.read(path).actions[0].owner.person == '=HYPERLINK("x")'


def test_a_file_that_is_no_spreadsheet(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("measure,payer\n")
    with pytest.raises(InputError) as caught:
        sheets.read(path)
    assert caught.value.code == "not_a_spreadsheet"


def test_an_action_in_steps_survives_the_sheets(stepped, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheets.write(stepped))
    back = sheets.read(path)
    assert back.actions == stepped.actions
    assert folder.files(back, {}) == folder.files(stepped, {})


def test_a_book_of_before_there_were_steps_is_read(written, tmp_path):
    import openpyxl

    path = tmp_path / "a.xlsx"
    path.write_bytes(sheets.write(folder.read(written)))
    book = openpyxl.load_workbook(path)
    del book["steps"]
    book.save(path)
    assert sheets.read(path).actions == folder.read(written).actions
