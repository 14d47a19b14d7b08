"""Residents by qualification: every published margin, the young at school, cohorts that keep their diploma."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import labour, levels
from krapte.country.axes import QUALS
from krapte.country.fitting import deviations
from krapte.country.survey import LEVEL_OF

YEARS = (2013, 2024)


@pytest.mark.parametrize("year", YEARS)
def test_every_margin_of_the_levels_holds(year):
    found = deviations(levels.by_level(year), levels.level_margins(year))
    assert len(found) == 4
    assert max(found.values()) < 1e-9


@pytest.mark.parametrize("year", YEARS)
def test_qualifications_sum_to_residents(year):
    made = levels.residents(year)
    assert made.min() > 0
    assert np.allclose(made.sum(axis=0), labour.people(year)[15:75], rtol=1e-12)


def test_high_diplomas_by_age_are_published():
    """2013: the shares of that year; 2024: those of 2021, moved up by the growth of the total since."""
    book = figures.load()
    first, last = levels.high_by_age(2013), levels.high_by_age(2024)
    for at, ages in enumerate(levels.AGE_CLASSES):
        assert first[at] == pytest.approx(book[f"gp_hbowo_share_{ages}_2013"].value, abs=0.01)
        assert last[at] == pytest.approx(book[f"gp_hbowo_share_{ages}_2021"].value, abs=0.015)
    assert np.all(last > first)


@pytest.mark.parametrize("year", YEARS)
def test_the_young_are_at_school(year):
    made = levels.by_level(year)
    share = made / made.sum(axis=0)
    assert share[0, :3].min() > 0.99  # 15-17
    assert np.all(np.diff(share[0, 2:9], axis=0) < 0)  # diplomas come from 18 on
    assert share[2, :6].max() < 0.001
    assert np.all(np.diff(share[2, 5:10], axis=0) > 0)


def test_women_of_middle_age_overtake_men_between_the_two_years():
    """Who was 30 in 2012 is 42 in 2024: the pattern is read along the cohort."""
    first, last = (levels.by_level(year)[2] / levels.by_level(year).sum(axis=0) for year in YEARS)
    ages = slice(38 - 15, 45 - 15)
    assert first[ages, 1].mean() < first[ages, 0].mean()
    assert last[ages, 1].mean() > last[ages, 0].mean()
    assert levels.cohort_age(2024)[50 - 15] == 38
    assert levels.cohort_age(2024)[20 - 15] == 20


def test_fields_of_high_level_are_those_of_2018_in_between():
    book = figures.load()
    known = book["dem_edu_high_2018"].value - book["dem_edu_high_2018_unknown"].value
    for qual, field in (("high_tech", "techniek"), ("high_ict", "ict")):
        share = []
        for year in YEARS:
            made = levels.residents(year).sum(axis=(1, 2))
            share.append(made[QUALS.index(qual)] / made[LEVEL_OF == 2].sum())
        assert np.mean(share) == pytest.approx(book[f"dem_edu_high_2018_{field}"].value / known, abs=0.006)
    assert np.all(np.abs(levels.high_factors() - 1) < 0.15)


def test_fields_within_a_level_sum_to_one():
    made = levels.field_shares(2024)
    for level in range(3):
        assert np.allclose(made[level == LEVEL_OF].sum(axis=0), 1)


def test_havo_and_vwo_take_room_from_learned_trades():
    """At work in 2024Q1 .27 of mid level; the skills survey saw .17 of its workers, so the odds go up."""
    assert 1.3 < levels.general_shift() < 2.5
    tech = levels.field_shares(2013)[QUALS.index("mid_tech")]
    assert tech[25:40, 0].mean() > 5 * tech[25:40, 1].mean()
