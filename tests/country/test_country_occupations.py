"""Employed by group and year: as the survey counts them, break included, one factor a group to the Dutch classes."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import occupations, published
from krapte.country.axes import FIRST_YEAR, GROUPS, TECHNIEK

CODES = ("21", "31", "71", "72", "74", "75", "81", "82")
T = len(TECHNIEK)


def test_technicians_are_the_sum_of_the_published_groups_in_every_year():
    rows = {row["isco"]: row for row in figures.table("isco").rows}
    summed = [sum(float(rows[code][str(year)]) for code in CODES) for year in range(2013, 2025)]
    assert occupations.technicians().tolist() == summed
    assert np.allclose(occupations.by_isco()[:, :T].sum(axis=1), summed, rtol=1e-12)


def test_technicians_are_their_figures():
    book = figures.load()
    figure = [book[f"lm_isco_tech8_{year}"].value for year in range(2013, 2025)]
    assert occupations.technicians().tolist() == figure


def test_the_break_of_the_survey_is_left_as_published():
    series = occupations.technicians()
    step = series[2021 - 2013] / series[2020 - 2013] - 1
    assert step == pytest.approx(1_259_000 / 1_213_200 - 1, abs=1e-12)
    others = np.delete(series[1:] / series[:-1] - 1, 2021 - 2014)
    assert step > others.max()  # nothing took the step out
    made = occupations.by_group()[:, 5:8]
    found = made[2021 - 2013] / made[2020 - 2013]
    isco = occupations.by_isco()[:, 5:8]
    assert np.allclose(found, isco[2021 - 2013] / isco[2020 - 2013], rtol=1e-12)
    flags = {int(r["year"]): r["break_flag"] for r in published.rows("panel") if r["series"] == "emp_tech8"}
    assert flags[occupations.BREAK_YEAR] == "1"


def test_the_bridge_of_techniek_is_the_share_of_class_07_times_the_mean_of_the_year():
    book = figures.load()
    share = 1_383_000 / 9_809_000
    assert book["lm_emp_brc07_2024q4"].value / book["lm_emp_total_2024q4"].value == pytest.approx(share)
    assert occupations.bridge() == pytest.approx(share * 9_780_000 / 1_361_100, rel=1e-12)
    assert occupations.bridge() == pytest.approx(1, abs=0.05)  # two cuts of the same trades


def test_groups_of_2024q4_are_their_classes_and_segments():
    """Groups are rounded to thousands: half a thousand each."""
    book, made = figures.load(), dict(zip(GROUPS, occupations.by_brc(), strict=False))
    for name, code, of in (("ict", "08", 4), ("care", "10", 12), ("education", "01", 7)):
        assert made[name] == pytest.approx(book[f"lm_emp_brc{code}_2024q4"].value, abs=500 * of)
    assert sum(made[name] for name in TECHNIEK) == pytest.approx(
        book["lm_emp_brc07_2024q4"].value, abs=500 * 27
    )
    assert made["electro"] == book["lm_emp_brc076_2024q4"].value


def test_single_bridges_stand_where_the_classifications_differ():
    """One trade in both classifications: within a twentieth; wider in BRC: process, care, education."""
    made = dict(zip(GROUPS, occupations.bridges(), strict=False))
    for name in ("construction", "metal", "electro", "ict"):
        assert made[name] == pytest.approx(1, abs=0.05)
    assert made["technical_high"] == pytest.approx(594 / 9809 * 9780 / 669, rel=1e-12)
    assert min(made["process"], made["education"]) > 1.5 > made["care"] > 1.2


def test_every_year_sums_to_all_employed_and_keeps_techniek():
    made = occupations.by_group()
    assert made.shape == (12, len(GROUPS))
    assert made.min() > 50_000
    total = [published.panel("emp_total")[year] for year in range(2013, 2025)]
    assert np.allclose(made.sum(axis=1), total, rtol=1e-12)
    whole = occupations.technicians() * occupations.bridge()
    assert np.allclose(made[:, :T].sum(axis=1), whole, rtol=1e-12)


def test_scaling_techniek_moves_its_groups_by_three_per_cent_at_most():
    bridged = occupations.by_isco()[:, :T] * occupations.bridges()[:T]
    factor = occupations.by_group()[:, :T] / bridged
    assert np.ptp(factor, axis=1).max() < 1e-12  # one factor a year
    assert 0.96 < factor.min() < factor.max() < 1.01
    assert factor[-1, 0] == pytest.approx(1, abs=0.003)


def test_bridged_years_are_near_what_classes_were_counted_before():
    """BRC counts of 2017 to 2020 by the old survey, which no bridge has seen: within a tenth."""
    book, made = figures.load(), occupations.by_group()
    seen = {("08", 2017): "ict", ("08", 2020): "ict", ("10", 2017): "care", ("01", 2017): "education"}
    for (code, year), name in seen.items():
        found = made[year - 2013, GROUPS.index(name)]
        assert found == pytest.approx(book[f"lm_emp_brc{code}_{year}"].value, rel=0.1), name
    assert made[4, :T].sum() == pytest.approx(book["lm_emp_brc07_2017"].value, rel=0.06)


def test_the_year_before_the_anchor_grew_by_the_mean_without_the_break():
    """One year of the series is noisy, and the step of the survey is no growth."""
    before, series = occupations.year_before_anchor(), occupations.technicians()
    growth = np.log(occupations.by_group()[-1, :T].sum() / before[:T].sum())
    ten_years = np.log(series[-1] / series[0]) - np.log(series[2021 - 2013] / series[2020 - 2013])
    assert growth == pytest.approx(ten_years / 10, rel=1e-9)
    assert 0 < growth < np.log(series[-1] / series[-2])
    assert before.sum() == pytest.approx(published.panel("emp_total")[2023], rel=1e-12)
    assert before[GROUPS.index("ict")] < 0.97 * occupations.by_group()[-1, GROUPS.index("ict")]


def test_mean_growth_leaves_the_break_out():
    series = np.exp(np.arange(12.0) * 0.02)
    series[8:] *= 1.5
    assert occupations.mean_growth(series[:, None])[0] == pytest.approx(0.02, rel=1e-9)


def test_the_step_of_the_survey_is_what_lies_beyond_mean_growth_and_sums_to_nothing():
    series, steps = occupations.by_group(), occupations.survey_steps()
    assert series[-1] @ steps == pytest.approx(0, abs=1e-6 * series[-1].sum())
    assert series[-1, :T] @ steps[:T] == pytest.approx(0, abs=1e-6 * series[-1].sum())
    ict = GROUPS.index("ict")
    at = occupations.BREAK_YEAR - FIRST_YEAR
    growth = np.diff(np.log(series[:, ict]))
    usual = np.delete(growth, at - 1).mean()
    assert steps[ict] == pytest.approx(growth[at - 1] - usual)
    assert steps[ict] > 0.1  # coded anew: a sixth more at once, of which a twentieth is growth
    assert steps[GROUPS.index("metal")] < 0 < steps[GROUPS.index("technical_high")]
