"""The page on the law: every value stands on it, and so do the worked cases with their articles."""

from __future__ import annotations

import re

import pytest

from krapte.country import law
from krapte.telling import law_cases, law_page

PAGE = law_page.page(law.load())


def test_every_value_stands_on_the_page_with_its_figure():
    for row in law.load():
        line = re.search(rf"^\|.*{row.since}.*`{re.escape(row.figure)}`.*{row.verified_until}.*$", PAGE, re.M)
        assert line, (row.parameter, row.since)
        assert row.reference in PAGE


def test_a_parameter_has_one_table():
    assert re.findall(r"^\*\*`([^`]+)`\*\*", PAGE, re.M) == list(law.kinds())


@pytest.mark.parametrize(
    "told",
    [
        "| construction at 1.3 | 1,560 | 7,512 | 11.72 | 1.73 | 13.45 |",
        "| construction at 1.8, unfinanced | 2,160 | 7,125 | 15.39 | 1.73 | 17.12 |",
        "| 2024-10-02 | 2027 |",
        "| first year, 2019/20 | 1,042 | halved |",
        "| first year, 2025/26 | 2,601 | full |",
        "| 29 years old, 2026 | no scheme |",
        "| the same in December 2025 | knowledge migrant, 4,171 a month or more |",
        "| today, the search found nobody | combined permit (GVVA), on advice of UWV |",
        "| 'oranje kaart' as proposed | 'oranje kaart', at most 5 years |",
        "| 1961-01-01 | 2028-04-01 |",
        "| 2027-12-31 | `werkagenda_mbo` | 367 a year |",
        "| mbo schools | 0 | 45 | 45 | 72 | 236.30 | 248.30 |",
    ],
)
def test_worked_cases_are_told(told):
    assert told in PAGE


def test_every_case_names_its_article():
    for case in law_cases.cases()[:-2]:
        assert re.search(r"^\*.*(article|Wet|Besluit)", case, re.M), case.splitlines()[0]


def test_titles_have_their_part_in_both_languages():
    assert law_page.title("price_factor[media]", "en") == "price factor of mbo programmes: media and design"
    assert law_page.title("aow_age", "nl") == "AOW-leeftijd"
