"""Results by sector as told: always called an allocation and C; a table only where it is asked for."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from effect_made import effect
from made import made
from sector_rows import sector_rows

from krapte.country.axes import SECTORS
from krapte.telling import effect_by, export, sectors_table
from krapte.telling.summary import markdown
from krapte.words import LANGUAGES, text

ALLOCATION = {"nl": "toedeling", "en": "allocation"}


def answer(package: str | None = "paper") -> Any:
    variants = ("baseline",) if package is None else ()
    return replace(made(package), sectors=sector_rows(*variants))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_title_and_the_notes_say_that_it_is_an_allocation_of_grade_c(lang: str) -> None:
    tables = [*sectors_table.grids(answer(), lang), *sectors_table.grids(answer(None), lang)]
    tables.append(effect_by.grid(effect(sectors=sector_rows("difference")), "sector", lang))
    for grid in tables:
        assert ALLOCATION[lang] in grid.title
        assert f" {text('grade.C.short', lang)}" in grid.title
    said = " ".join(sectors_table.notes(lang))
    assert ALLOCATION[lang] in said
    assert "(C)" in said or "C (" in said
    assert said == " ".join(effect_by.notes("sector", lang))


def test_sectors_stand_down_and_the_groups_together_last() -> None:
    technical, all_of_it = sectors_table.grids(answer(), "en")
    for grid in (technical, all_of_it):
        assert [line[0] for line in grid.cells] == [
            *(text(f"sector.{name}", "en") for name in SECTORS),
            "All sectors together",
        ]
        assert all(len(line) == len(grid.heads) == 5 for line in grid.cells)
    assert "2035" in technical.title
    assert technical.cells[0][1] == "9,000 (8,100–9,900)"
    assert technical.cells[0][2].startswith("−2,000")
    assert all_of_it.cells[0][1].startswith("18,000")
    assert technical.heads[1:3] == ["Open vacancies, without package", "Open vacancies, difference"]
    assert technical.cells[-1][1] != technical.cells[0][1]


def test_without_a_package_the_baseline_is_told_and_nothing_is_a_dash() -> None:
    grid = sectors_table.grids(answer(None), "en")[0]
    assert grid.heads[1:] == ["Open vacancies", "Shortage (full-time jobs)", "Employed (persons)"]
    bare = sectors_table.grids(made(None), "en")[0]
    assert bare.cells[0][1:] == ["–", "–", "–"]


def test_an_effect_is_told_of_technicians_and_of_all() -> None:
    grid = effect_by.grid(effect(sectors=sector_rows("difference")), "sector", "en")
    assert grid.heads[1:3] == ["Open technical vacancies", "All open vacancies"]
    first, last = grid.cells[0], grid.cells[-1]
    assert (first[1][:6], first[2][:6]) == ("−2,000", "−4,000")
    assert last[1].startswith("−1,200")  # the row of the groups together, not a sum of middles
    assert len(grid.cells) == len(SECTORS) + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_effect_is_told_by_level(lang: str) -> None:
    levels: list[Any] = [
        {
            "year": year,
            "level": level,
            "reading": reading,
            "variant": "difference",
            "unit": "persons_per_year",
        }
        | {"median": size, "low": size / 2, "high": size * 2}
        for year in (2034, 2035)
        for level, size in (("mbo", 300.0), ("hbo", 20.0), ("wo", 0.0))
        for reading in ("entrants", "diplomas")
    ]
    grid = effect_by.grid(effect(levels=levels), "level", lang)
    assert [line[0] for line in grid.cells] == ["mbo", "hbo", "wo"]
    assert grid.cells[0][1].startswith("+300")
    assert len(grid.heads) == 3
    assert effect_by.notes("level", lang) == [text("worlds.levels", lang)]
    assert effect_by.notes("group", lang) == effect_by.notes(None, lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_holds_sectors_only_where_they_are_asked(lang: str) -> None:
    title = sectors_table.grids(answer(), lang)[0].title
    assert title not in markdown(answer(), lang)
    page = markdown(answer(), lang, "sector")
    assert f"## {title}" in page
    assert sectors_table.notes(lang)[0] in page


def test_data_hold_sectors_always_and_each_row_its_grade() -> None:
    told = answer()
    read = list(csv.DictReader(io.StringIO(export.tables(told)["sectors.csv"].decode())))
    assert tuple(read[0]) == export.SECTORS
    assert [float(line["median"]) for line in read] == [row["median"] for row in told.sectors]
    assert {(line["grade"], line["allocation"]) for line in read} == {("C", "True")}
    assert export.json_payload(told)["sectors"] == told.sectors
    assert export.sectors_csv(told) == export.tables(told)["sectors.csv"]


def test_rows_of_an_effect_stay_as_they_are_beside_the_new_parts() -> None:
    one = effect(sectors=sector_rows("difference"))
    payload = export.effects_payload([one])
    assert payload["rows"] == one.rows
    assert payload["sectors"][0] == {"measure": "p2", "dose": 1500.0, **one.sectors[0]}
    assert payload["levels"] == []
    assert export.effects_csv([one], "group") == export.effects_csv([one])
    assert export.effects_csv([one], "sector").startswith(b"measure,dose,year,sector,group,reading,")
