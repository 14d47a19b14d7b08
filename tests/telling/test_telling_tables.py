"""Tables: years down, readings across, and what is said beside them."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from made import made, whole
from rich.console import Console

from krapte.telling import pick, tables
from krapte.telling.summary import markdown
from krapte.words import LANGUAGES


def _printed(answer: object, lang: str, width: int) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False)
    for part in tables.terminal(answer, lang, width):  # type: ignore[arg-type]
        console.print(part)
    return out.getvalue()


def test_years_are_limited_by_the_answer() -> None:
    assert pick.table_years(made()) == [2025, 2030, 2035, 2040, 2050]
    assert pick.table_years(made(to=2037)) == [2025, 2030, 2035, 2037]


def test_vacancies_lead_and_all_variants_are_there() -> None:
    grids = tables.grids(made(), "en")
    assert [g.title.split()[0] for g in grids] == ["Without", "With", "Difference:"]
    assert all(g.heads[1] == "Open technical vacancies" for g in grids)
    assert len(tables.grids(made(None), "en")) == 1


def test_cells_are_median_and_interval() -> None:
    cell = tables.grids(made(), "nl")[0].cells[2][1]
    assert cell == "103.000 (85.000\u2013129.000)"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 100, 140])
def test_no_number_is_broken_or_cut(lang: str, width: int) -> None:
    printed = _printed(made(), lang, width)
    assert "\u2026" not in printed
    assert all(len(line) <= width for line in printed.splitlines())


def test_readings_left_out_are_named() -> None:
    assert "--format csv" in _printed(made(), "en", 60)
    assert "--format csv" not in _printed(made(), "en", 200)


def test_note_on_letters_and_warnings() -> None:
    printed = " ".join(_printed(made(), "en", 140).split())
    assert "A computed result carries no letter" in printed
    assert "‘state-pension age’ is verified until 2031" in printed
    assert tables.warning("odd_thing:1", "nl") == "Let op: odd_thing:1."


def test_capacity_is_told_as_a_difference_alone() -> None:
    """What came since the start says nothing by itself."""
    without, with_, difference = tables.grids(made(), "en", ("vacancies", "capacity"))
    assert {line[2] for line in (*without.cells, *with_.cells)} == {"\u2013"}
    assert all(line[1] != "\u2013" for line in without.cells)
    assert all("to" in line[2] for line in difference.cells)


def test_all_readings_of_the_answer_stand_in_the_table_in_their_order() -> None:
    (table,) = tables.grids(made(None), "nl")
    assert len(table.heads) == 1 + len(pick.READINGS)
    assert table.heads[4] == "Werk dat blijft liggen (voltijdbanen)"


def test_parts_of_a_package_are_split_cost_and_gain() -> None:
    titles = [g.title for g in tables.parts(whole(), "nl")]
    assert len(titles) == 5
    assert "het meeste door Instroom" in titles[0]
    assert "kost het pakket" in titles[1]
    assert tables.parts(made(), "nl") == []


def test_a_package_of_one_pillar_is_not_split() -> None:
    answer = whole()
    alone = replace(answer, split=[r for r in answer.split if r["pillar"] in ("inflow", "all")])
    assert len(tables.parts(alone, "en")) == len(tables.parts(answer, "en")) - 1
    assert len(tables.notes(alone, "en")) == len(tables.notes(answer, "en")) - 2


@pytest.mark.parametrize("benchmark", ["own", "56", "100"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_notes_tell_the_benchmark_and_the_doses(benchmark: str, lang: str) -> None:
    told = tables.notes(replace(whole(), benchmark=benchmark), lang)
    assert any(("5.000" if lang == "nl" else "5,000") in line and "2028" in line for line in told)
    assert any(benchmark in line or benchmark == "own" for line in told)
    assert len({tuple(tables.notes(replace(whole(), benchmark=b), lang)) for b in ("own", "56", "100")}) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_holds_headline_tables_and_command(lang: str) -> None:
    page = markdown(made(), lang)
    assert page.startswith("# ")
    assert page.count("\n| ---") == 3
    assert "krapte answer paper --scenario moderate --draws 200 --seed 1 --to 2050" in page
    assert f"(vacancies.{lang}.svg)" in page
    assert markdown(made(None), lang).count("\n| ---") == 1
