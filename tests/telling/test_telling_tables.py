"""Tables: years down, readings across, and what is said beside them."""

from __future__ import annotations

import io

import pytest
from made import made
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
    assert "--format csv" not in _printed(made(), "en", 160)


def test_note_on_letters_and_warnings() -> None:
    printed = " ".join(_printed(made(), "en", 140).split())
    assert "A computed result carries no letter" in printed
    assert "‘state-pension age’ is verified until 2031" in printed
    assert tables.warning("odd_thing:1", "nl") == "Let op: odd_thing:1."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_holds_headline_tables_and_command(lang: str) -> None:
    page = markdown(made(), lang)
    assert page.startswith("# ")
    assert page.count("\n| ---") == 3
    assert "krapte answer paper --scenario moderate --draws 200 --seed 1 --to 2050" in page
    assert f"(vacancies.{lang}.svg)" in page
    assert markdown(made(None), lang).count("\n| ---") == 1
