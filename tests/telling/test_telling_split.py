"""The table of the split: its cells, and what its title dares to say."""

from __future__ import annotations

import pytest
from split_table_rows import split_rows

from krapte.telling import split_table
from krapte.words import LANGUAGES

FOUR = {"education": -1000.0, "inflow": -5000.0, "productivity": -500.0, "international": -3500.0}


def test_pillars_across_and_years_down() -> None:
    made = split_table.grid(split_rows(FOUR, 100), "en")
    assert made.heads == ["Year", "Education", "Inflow", "Productivity", "International", "Together"]
    assert [line[0] for line in made.cells] == ["2030", "2035"]
    assert made.cells[1][2] == "−5,000 (−5,160\u00a0to\u00a0−4,840), 50%"
    assert made.cells[1][5] == "−10,000 (−10,800\u00a0to\u00a0−9,200), 100%"


def test_the_title_names_the_largest_pillar_where_it_is_certain() -> None:
    made = split_table.grid(split_rows(FOUR, 100), "nl")
    assert (
        made.title == "Open technische vacatures, 2035: 10.000 minder, het meeste door Instroom (50\u00a0%)"
    )


def test_no_pillar_is_named_where_the_largest_is_uncertain() -> None:
    rows = split_rows({"education": -400.0, "inflow": -600.0}, 0)
    for r in rows:
        if r["pillar"] == "inflow":
            r["low"], r["high"] = -1500.0, 100.0
    title = split_table.finding(rows, "en", 2035)
    assert title.endswith("which pillar does most is uncertain")
    assert "1,000 fewer" in title


def test_an_uncertain_whole_is_not_shared_out() -> None:
    made = split_table.grid(split_rows(FOUR, 5000), "en")
    assert made.title.endswith("the difference is uncertain, so there is nothing to share out")
    assert not any("%" in cell for line in made.cells for cell in line)


def test_a_pillar_that_works_the_other_way_has_a_share_below_zero() -> None:
    made = split_table.grid(split_rows({"education": 500.0, "inflow": -2500.0}, 10), "en")
    assert made.cells[1][1].endswith(", −25%")
    assert made.cells[1][2].endswith(", 125%")
    assert "most by Inflow (125%)" in made.title


def test_one_pillar_alone_and_none_at_all() -> None:
    alone = split_rows({"inflow": -2500.0}, 10)
    assert split_table.finding(alone, "en", 2035).endswith("all by Inflow")
    nothing = split_rows({"education": 0.0, "inflow": 0.0}, 0)
    assert "the package changes nothing" in split_table.finding(nothing, "en", 2035)
    assert "2035" in split_table.finding([], "en", 2035)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reading", ["vacancies", "shortage", "tightness", "capacity"])
@pytest.mark.parametrize("group", ["techniek", "total"])
def test_every_reading_and_group_has_words(lang: str, reading: str, group: str) -> None:
    rows = split_rows(FOUR, 10, reading, group)
    assert split_table.grid(rows, lang, reading, group).title
    assert split_table.grid(rows, lang, reading, "elsewhere").cells == []
    assert len(split_table.notes(lang)) == 2


def test_no_pillar_is_named_where_the_next_may_be_as_large() -> None:
    """Both parts are certain, yet the smaller end of the largest lies below the mean of the next."""
    near = {"education": -3000.0, "inflow": -3200.0}
    assert "most by" not in split_table.grid(split_rows(near, 500), "en").title
    apart = {"education": -1000.0, "inflow": -3200.0}
    assert "most by Inflow" in split_table.grid(split_rows(apart, 500), "en").title
