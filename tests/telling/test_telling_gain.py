"""The tables of where the gain went: per 100, and the titles that say what moved."""

from __future__ import annotations

import pytest
from split_table_rows import gain_rows, only

from krapte.telling import gain_table
from krapte.words import LANGUAGES


def test_uses_sources_and_the_country() -> None:
    uses, sources, country = gain_table.grids(gain_rows(), "en", 2035)
    assert uses.title == (
        "Of 100 extra technicians, labour saved included, 33 fill a vacancy, 47 do more work "
        "and 30 are there instead of others (2035)"
    )
    assert sources.title == "Of 100 more technicians 17 come out of ICT, care and education (2035)"
    assert country.title == "Open technical vacancies in 2035: 1,000 fewer; in the whole country: 700 fewer"
    assert [line[0] for line in uses.cells][:3] == [
        "Extra technicians and labour saved, together",
        "of which people brought in",
        "of which labour saved",
    ]
    assert uses.cells[0][1:] == ["+3,000 (+2,760\u00a0to\u00a0+3,240)", "–"]
    assert only(gain_rows(), item="vacancies_filled", unit="per_100")["mean"] == pytest.approx(100 / 3)
    assert uses.cells[3][2].startswith("33")


def test_a_shortage_that_moved_is_called_so() -> None:
    title = gain_table.grids(gain_rows(national=400), "nl", 2035)[2].title
    assert title.endswith("Het tekort is vooral verplaatst")
    assert "1.000 minder, maar in heel Nederland: 400 minder" in title
    assert "verplaatst" not in gain_table.grids(gain_rows(national=600), "nl", 2035)[2].title


def test_what_is_uncertain_is_not_shared_out() -> None:
    uses, sources, country = gain_table.grids(gain_rows(spread=2), "en", 2035)
    assert "is uncertain or too small" in uses.title
    assert "is uncertain or too small" in sources.title
    assert country.title == "How many technical vacancies the package closes in 2035 is uncertain"


def test_below_30_fte_there_is_nothing_per_100() -> None:
    uses, sources, _ = gain_table.grids(gain_rows(tech=2, national=2, extra=20, care=-1), "en", 2035)
    assert {line[2] for line in (*uses.cells, *sources.cells)} == {"–"}
    assert "too small to share out" in uses.title


def test_vacancies_that_may_not_be_filled_are_not_promised() -> None:
    rows = gain_rows()
    only(rows, item="vacancies_filled", unit="per_100")["low"] = -1.0
    assert gain_table.grids(rows, "en", 2035)[0].title == (
        "Whether extra technicians fill open vacancies in 2035 is uncertain"
    )


def test_no_minus_stands_in_a_sentence() -> None:
    title = gain_table.grids(gain_rows(tech=2700, national=2700), "en", 2035)[0].title
    assert title == "Of 100 extra technicians, labour saved included, 90 fill a vacancy (2035)"


def test_a_country_that_may_be_worse_off_is_told_as_uncertain() -> None:
    """Two of the 80 % interval's ends on both sides of zero: no number of vacancies stands in the title."""
    rows = gain_rows(national=100)
    row = only(rows, item="vacancies_total", unit="vacancies")
    row["low"], row["high"] = -200.0, 300.0
    title = gain_table.grids(rows, "en", 2035)[2].title
    assert title == (
        "Open technical vacancies in 2035: 1,000 fewer; whether there are fewer in the whole country is uncertain. "
        "The shortage has mostly moved"
    )
    row["low"], row["high"] = 50.0, 150.0
    assert "but in the whole country: 100 fewer" in gain_table.grids(rows, "en", 2035)[2].title


def test_what_is_left_over_is_told_only_where_there_is_something() -> None:
    def items(lost: float) -> list[str]:
        return [line[0] for line in gain_table.grids(gain_rows(lost=lost), "en", 2035)[1].cells]

    assert [name for name in items(200.0) if name not in items(0.0)] == [
        "not accounted for (other moment of counting)"
    ]


def test_what_is_for_the_chart_alone_stays_out_of_the_tables() -> None:
    """Shares of 100 extra technicians in the country: the table's own are of technical vacancies closed."""
    rows = gain_rows()
    assert only(rows, item="vacancies_total", per="extra")["mean"] == pytest.approx(100 * 700 / 3000)
    country = gain_table.grids(rows, "en", 2035)[2]
    line = next(line for line in country.cells if line[0] == "fewer in the whole country")
    assert line[2] == "70.0 (70.0–70.0)"
    assert not [line for line in country.cells if "more_work" in line[0]]


def test_groups_that_gain_people_are_said_to_lose_none() -> None:
    title = gain_table.grids(gain_rows(care=200), "en", 2035)[1].title
    assert title == "ICT, care and education together lose no people to technical work in 2035"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_item_has_words_and_other_years_have_none(lang: str) -> None:
    made = gain_table.grids(gain_rows(), lang, 2035)
    assert [len(grid.cells) for grid in made] == [7, 8, 9]
    assert gain_table.grids(gain_rows(), lang, 2034) == []
    assert len(gain_table.notes(lang)) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_technicians_who_do_not_come_are_no_extra_technicians(lang: str) -> None:
    lost = [
        r | {end: -r[end] for end in ("mean", "low", "high")} for r in gain_rows() if r["unit"] != "per_100"
    ]
    lost += [r for r in gain_rows() if r["unit"] == "per_100"]
    uses, sources, _ = gain_table.grids(lost, lang, 2035)
    assert {"nl": "die er niet komen", "en": "who do not come"}[lang] in uses.title
    assert {"nl": "minder aan het werk", "en": "fewer at work"}[lang] in sources.title
