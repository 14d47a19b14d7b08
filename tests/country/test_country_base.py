"""Base stocks: exact in the published totals, close in the margins by age, nobody counted twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krapte import figures
from krapte.country import base, published
from krapte.country.axes import WORK_FROM, WORK_TO
from krapte.country.occupations import bridge, technicians

MOMENTS = {2013: base.start, 2024: base.anchor}


@pytest.fixture(params=[2013, 2024])
def moment(request) -> tuple[int, base.Margins]:
    return request.param, MOMENTS[request.param]()


def test_the_anchor_holds_the_published_employed_and_unemployed():
    book, made = figures.load(), base.anchor()
    assert made.employed.sum() == pytest.approx(book["dem_empl_2024"].value, rel=1e-9)
    assert made.unemployed.sum() == pytest.approx(book["dem_unempl_2024"].value, rel=1e-9)
    quarters = ("lm_vac_sa_open_2024q1", "lm_vac_open_2024q3_sa", "lm_vac_open_2024q4_sa")
    assert made.vacancies == pytest.approx(np.mean([book[name].value for name in quarters]), rel=1e-3)


def test_the_start_holds_the_published_employed_and_unemployed():
    """The employed of 2013 are spliced to the new survey: inside the band of the other splice."""
    book, made = figures.load(), base.start()
    spliced = book["dem_empl_new_2013"]
    assert spliced.low <= made.employed.sum() <= spliced.high
    assert made.employed.sum() == pytest.approx(published.panel("emp_total")[2013], rel=1e-9)
    rate = made.unemployed.sum() / (made.employed.sum() + made.unemployed.sum())
    assert rate == pytest.approx(book["dem_urate_2013"].value, rel=1e-9)
    assert made.vacancies == book["lm_vac_open_total_2013"].value


def test_technicians_of_the_anchor_are_the_bridge_times_the_survey():
    total = base.anchor().techniek.sum()
    assert total == pytest.approx(bridge() * technicians()[-1], rel=1e-3)
    assert total == pytest.approx(1_378_800, rel=1e-3)


def test_technicians_of_the_start_are_the_bridge_times_the_survey():
    book = figures.load()
    assert base.start().techniek.sum() == pytest.approx(bridge() * book["lm_isco_tech8_2013"].value, rel=1e-9)


@pytest.mark.parametrize("ages", base.MARGIN_AGES)
def test_technicians_by_age_are_the_published_margin(ages):
    first, last = (int(part) for part in ages.split("-"))
    techniek = base.anchor().techniek
    share = techniek[first : last + 1].sum() / techniek.sum()
    assert share == pytest.approx(figures.load()[f"gp_age_brc07_2023_{ages}"].value, abs=0.01)


def test_employed_of_the_anchor_keep_the_published_profile_by_class_and_sex():
    """Rates of 2023 scaled by one factor: the rate of every class and sex moved by the same share."""
    made = base.anchor()
    ratios = []
    for row in published.rows("employed_2023"):
        if row["sex"] in ("m", "f") and row["age"] != "15-74":
            first, last = (int(part) for part in row["age"].split("-"))
            sex = "mf".index(row["sex"])
            rate = made.employed[first : last + 1, sex].sum() / made.people[first : last + 1, sex].sum()
            ratios.append(rate / (float(row["employed_per_100_registered_residents"]) / 100))
    assert len(ratios) == 12
    assert np.ptp(ratios) < 0.015  # residents within a class differ between 2023 and 2024
    assert np.mean(ratios) == pytest.approx(1, abs=0.02)


def test_nobody_is_counted_twice(moment):
    year, made = moment
    assert np.array_equal(made.people, published.population()[year - 2013])
    assert made.employed.min() >= 0
    assert made.unemployed.min() >= 0
    assert made.techniek.min() >= 0
    assert np.all(made.techniek <= made.employed)
    assert np.all(made.employed + made.unemployed <= made.people)


def test_nobody_works_outside_the_ages_of_the_survey(moment):
    _, made = moment
    for cells in (made.employed, made.techniek, made.unemployed):
        assert cells[:WORK_FROM].sum() == 0
        assert cells[WORK_TO + 1 :].sum() == 0


def test_labour_force_rates_give_the_labour_force_back(moment):
    _, made = moment
    rate = base.labour_force_rates(made)
    assert rate.min() >= 0
    assert rate.max() < 1
    assert np.sum(rate * made.people) == pytest.approx(made.employed.sum() + made.unemployed.sum(), rel=1e-12)


def test_the_year_before_the_anchor_adds_up_and_grew_by_the_mean_without_the_break():
    """One year of the series is noisy, and the step of the survey is no growth."""
    made, series = base.anchor(), technicians()
    assert made.previous.sum() == pytest.approx(figures.load()["dem_empl_2023"].value, rel=1e-12)
    growth = np.log(made.techniek.sum() / made.previous[0])
    ten_years = np.log(series[-1] / series[0]) - np.log(series[2021 - 2013] / series[2020 - 2013])
    assert growth == pytest.approx(ten_years / 10, rel=1e-9)
    assert 0 < growth < np.log(series[-1] / series[-2])


def test_technician_share_is_the_survey_in_the_middle_of_its_classes():
    """On residents of equal size per age a class keeps its share of technicians within two points."""
    made = base.technician_share()
    assert made.min() >= 0
    assert made.max() < 0.3
    assert np.all(made[:, 0] > made[:, 1])  # more men than women at every age
    rows = published.rows("techniek_age_2012")
    for first, last in base.SURVEY_AGES[1:]:
        for column, sex in enumerate("mf"):
            cells = [r for r in rows if r["sex"] == sex and first <= int(r["age5"][:2]) <= last]
            of = {
                g: sum(float(r["persons"]) for r in cells if r["grp"] == g) for g in {r["grp"] for r in cells}
            }
            share = of["techniek"] / sum(of.values())
            assert made[first : last + 1, column].mean() == pytest.approx(share, abs=0.02), (first, sex)
            if (first + last) % 2 == 0:  # the middle is an age
                assert made[(first + last) // 2, column] == pytest.approx(share, rel=1e-9), (first, sex)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.1, 100), min_size=3, max_size=12),
    st.floats(0.05, 0.95),
    st.floats(1.0, 3.0),
)
def test_scaling_meets_the_total_and_never_passes_the_limit(cells, part, room):
    start = np.array(cells)
    limit = start * np.linspace(1, room, len(start)) + 0.01
    total = part * limit.sum()
    made = base.scale_to(total, start, limit)
    assert made.sum() == pytest.approx(total, rel=1e-6)
    assert np.all(made <= limit * (1 + 1e-12))
    assert made.min() >= 0


def test_scaling_without_a_binding_limit_keeps_proportions():
    cells = np.array([1.0, 2.0, 3.0])
    assert np.allclose(base.scale_to(12.0, cells, np.full(3, 100.0)), [2, 4, 6])


def test_fitting_ages_keeps_the_shape_within_a_class():
    cells = np.arange(1.0, 213.0).reshape(106, 2)
    made = base.fit_ages(cells, [1, 1, 2, 2, 3, 1], 1000.0)
    inside = slice(25, 35)
    assert made[15:75].sum() == pytest.approx(1000)
    assert made[inside].sum() == pytest.approx(100)
    assert np.allclose(made[inside] / made[inside].sum(), cells[inside] / cells[inside].sum())
