"""Errors of packages and of the files they name, each with the place a person must go to."""

# ruff: noqa: E501 (a table of cases reads better in long lines)

from __future__ import annotations

import pytest
from measure_texts import KNOWN, LEVER, PACKAGE, bent

from krapte.figures.errors import InputError
from krapte.measures import FileError, library, packages, yaml_tree


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one measure and one package, as the current folder: places are told as they were given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lever.yaml").write_text(LEVER)
    (tmp_path / "mine.yaml").write_text(PACKAGE)
    return tmp_path


PACKAGE_CASES: dict[str, tuple[str, str, str, str]] = {
    "end before start": (
        bent(("end: 2030", "end: 2027"), text=PACKAGE), "end_before_start", "mine.yaml:8:10: measures.0.end", ">= 2028"),
    "end before the usual start": (
        bent(("    start: 2028\n", ""), ("end: 2030", "end: 2026"), text=PACKAGE), "end_before_start",
        "mine.yaml:7:10: measures.0.end", ">= 2027"),
    "before the law": (
        bent(("start: 2028", "start: 2025"), text=PACKAGE), "law_does_not_allow_before",
        "mine.yaml:7:12: measures.0.start", "2026"),
    "dose too large": (
        bent(("dose: 20", "dose: 200"), text=PACKAGE), "dose_out_of_range", "mine.yaml:6:11: measures.0.dose",
        "0 - 100 persons"),
    "dose too small": (
        bent(("dose: 20", "dose: -1"), text=PACKAGE), "dose_out_of_range", "mine.yaml:6:11: measures.0.dose",
        "0 - 100 persons"),
    "doses too large together": (
        PACKAGE + "  - {measure: lever, dose: 90, start: 2029}\n", "dose_out_of_range",
        "mine.yaml:9:28: measures.1.dose", "0 - 100 persons"),
    "unknown measure": (
        bent(("measure: lever", "measure: leverr"), text=PACKAGE), "unknown_measure",
        "mine.yaml:5:14: measures.0.measure", "lever"),
    "unknown scenario": (
        PACKAGE + "scenario: modrate\n", "unknown_scenario", "mine.yaml:9:11: scenario", "moderate"),
    "wrong key": (PACKAGE + "    doze: 5\n", "unknown_key", "mine.yaml:9:5: measures.0.doze", "dose"),
    "measure by its path": (
        bent(("measure: lever", "measure: ../lever.yaml"), text=PACKAGE), "name_malformed",
        "mine.yaml:5:14: measures.0.measure", "^[a-z][a-z0-9_-]*$"),
}  # fmt: skip


@pytest.mark.parametrize("case", PACKAGE_CASES)
def test_package_error_names_the_place(case: str, folder) -> None:
    text, code, where, expected = PACKAGE_CASES[case]
    (folder / "mine.yaml").write_text(text)
    with pytest.raises(FileError) as caught:
        packages.load("mine.yaml", KNOWN)
    assert [(error.code, error.where, error.expected) for error in caught.value.errors] == [
        (code, where, expected)
    ]


def test_an_error_in_the_users_measure_is_told_in_its_file(folder) -> None:
    (folder / "lever.yaml").write_text(bent(("card.exit", "card.exits")))
    (folder / "mine.yaml").write_text(PACKAGE + "  - measure: lever\n")  # named twice, told once
    with pytest.raises(FileError) as caught:
        packages.load("mine.yaml", KNOWN)
    assert [error.where for error in caught.value.errors] == ["lever.yaml:20:16: moves.0.parameter"]


def test_the_id_in_a_file_is_its_name(folder) -> None:
    (folder / "lever.yaml").write_text(bent(("id: lever", "id: other")))
    with pytest.raises(FileError) as caught:
        packages.load("mine.yaml", KNOWN)
    assert (caught.value.code, caught.value.where) == (
        "id_is_not_the_file_name",
        "mine.yaml:5:14: measures.0.measure",
    )


def test_two_measures_that_set_one_parameter(folder) -> None:
    sets = bent(("how: multiply", "how: set"))
    (folder / "lever.yaml").write_text(sets)
    (folder / "crank.yaml").write_text(bent(("id: lever", "id: crank"), text=sets))
    (folder / "mine.yaml").write_text(PACKAGE + "  - measure: crank\n")
    with pytest.raises(FileError) as caught:
        packages.load("mine.yaml", KNOWN)
    error = caught.value
    assert (error.code, error.where) == ("parameter_set_twice", "mine.yaml:9:14: measures.1.measure")
    assert error.found == "card.exit: lever, crank"


def test_two_measures_that_set_one_cell(folder) -> None:
    """Also where one of them names it in a list of cells."""
    sets = bent(("how: multiply", "how: set"))
    several = bent(("card.exit", "school.dropout\n    cells: [mbo2, mbo3]"), text=sets)
    (folder / "lever.yaml").write_text(several)
    one = bent(("id: lever", "id: crank"), ("card.exit", "school.dropout[mbo3]"), text=sets)
    (folder / "crank.yaml").write_text(one)
    (folder / "mine.yaml").write_text(PACKAGE + "  - measure: crank\n")
    with pytest.raises(FileError) as caught:
        packages.load("mine.yaml", KNOWN)
    error = caught.value
    assert (error.code, error.where) == ("parameter_set_twice", "mine.yaml:9:14: measures.1.measure")
    assert error.found == "school.dropout[mbo3]: lever, crank"


def test_unknown_names() -> None:
    with pytest.raises(InputError) as caught:
        packages.load("m11")
    assert (caught.value.code, caught.value.where, caught.value.expected) == (
        "unknown_package",
        "package",
        " | ".join(packages.ids()),
    )
    with pytest.raises(InputError) as caught:
        library.load("m11")
    assert (caught.value.code, caught.value.where, caught.value.expected) == (
        "unknown_measure",
        "measure",
        "m1",
    )


def test_files_that_cannot_be_read(folder, monkeypatch) -> None:
    def code_of(name: str) -> tuple[str, str]:
        with pytest.raises(InputError) as caught:
            packages.load(name, KNOWN)
        return caught.value.code, caught.value.where

    (folder / "sub.yaml").mkdir()
    assert code_of("no.yaml") == ("file_not_found", "no.yaml")
    assert code_of("sub.yaml") == ("file_expected", "sub.yaml")
    monkeypatch.setattr(yaml_tree, "MAX_BYTES", 10)
    assert code_of("mine.yaml") == ("file_too_large", "mine.yaml")
