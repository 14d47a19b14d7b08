"""Participation by single age: published rates of classes are met, and chances are chances."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import base, law, participation, published
from krapte.country.axes import WORK_FROM, WORK_TO

CLASSES = ((15, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74))


@pytest.mark.parametrize(("first", "last"), CLASSES)
@pytest.mark.parametrize("sex", ["m", "f"])
def test_employed_of_2023_meet_the_published_rate_of_each_class_and_sex(first, last, sex):
    row = next(r for r in published.rows("employed_2023") if (r["sex"], r["age"]) == (sex, f"{first}-{last}"))
    column, ages = "mf".index(sex), slice(first, last + 1)
    people = published.population()[10, ages, column]
    rate = np.sum(participation.employed_rates_2023()[ages, column] * people) / people.sum()
    assert 100 * rate == pytest.approx(float(row["employed_per_100_registered_residents"]), abs=1e-6)


@pytest.mark.parametrize("sex", ["m", "f"])
def test_employed_of_2023_are_the_published_number(sex):
    """On mean residents of 2023, on which the published rates stand."""
    people = published.population()[10:12].mean(axis=0)[:, "mf".index(sex)]
    employed = np.sum(participation.employed_rates_2023()[:, "mf".index(sex)] * people)
    assert employed == pytest.approx(figures.load()[f"dem_empl2023_{sex}_15_74"].value, rel=0.005)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("sex", ["m", "f"])
def test_the_labour_force_of_2012_meets_every_published_class(sex, apart):
    """On residents of 2013, on which the first year's stocks are built."""
    made = participation.rates_2012(apart)[:, "mf".index(sex)]
    people = published.population()[0][:, "mf".index(sex)]
    for row in published.rows("lf_rate_2012"):
        if row["sex"] == sex:
            first, last = (int(part) for part in row["age"].split("-"))
            ages = slice(first, last + 1)
            mean = np.sum(made[ages] * people[ages]) / np.sum(people[ages])
            assert 100 * mean == pytest.approx(float(row["lf_rate_pct"]), abs=0.05), row["age"]


def test_with_a_step_at_the_pension_age_participation_at_65_is_near_what_was_published_for_2013():
    people = published.population()[0][65]
    plain, apart = (people @ participation.rates_2012(of)[65] / people.sum() for of in (False, True))
    seen = figures.load()["dem_netpart65_2013_old"].value
    assert apart == pytest.approx(seen, abs=0.015)
    assert abs(plain - seen) > 0.05
    made = participation.rates_2012(True)
    assert made[:54] == pytest.approx(participation.rates_2012()[:54], abs=2e-3)
    assert np.all(1 - made[65] / made[64] > 0.4)


def test_women_and_men_part_evenly_at_older_ages():
    """No artefact at the edge of two classes: the ratio of their rates moves little from age to age."""
    rates = participation.employed_rates_2023()
    ratio = rates[55:75, 1] / rates[55:75, 0]
    assert np.abs(np.diff(ratio)).max() < 0.08


@pytest.mark.parametrize("rates", [participation.rates_2012, participation.employed_rates_2023])
def test_rates_are_shares_and_zero_outside_the_survey(rates):
    made = rates()
    assert made.min() >= 0
    assert made.max() <= 0.98
    assert made[:WORK_FROM].sum() == 0
    assert made[WORK_TO + 1 :].sum() == 0
    assert np.all(made[WORK_FROM : WORK_TO + 1] > 0)


@pytest.mark.parametrize("field", ["labour_force_x1000", "employed_x1000"])
def test_older_rates_are_the_mean_of_both_surveys(field):
    made = participation.older_rates(field)
    for age in range(55, 70):
        rows = [r for r in published.rows("older_workers") if r["age"] == str(age)]
        assert {r["period"] for r in rows} == {"2023Q3", "2024Q1"}
        assert made[age] == pytest.approx(
            np.mean([float(r[field]) / float(r["population_x1000"]) for r in rows])
        )
    assert made[: participation.PENSION_YEARS_FROM].sum() == 0


def test_older_rates_agree_with_published_net_participation():
    """People are published in thousands: a rate of an age is off by half a thousand in two hundred at most."""
    made = participation.older_rates("employed_x1000")
    for age in range(55, 70):
        rows = [r for r in published.rows("older_workers") if r["age"] == str(age)]
        net = np.mean([float(r["net_participation_pct"]) for r in rows])
        assert 100 * made[age] == pytest.approx(net, abs=0.4)


def test_beyond_70_the_rate_falls_evenly_and_its_middle_is_the_published_class():
    made = participation.older_rates()
    fall = made[70:75] / made[69:74]
    assert np.allclose(fall, fall[0])
    assert fall[0] < 1
    rows = [r for r in published.rows("older_workers") if r["age"] == "70-74"]
    mean = np.mean([float(r["labour_force_x1000"]) / float(r["population_x1000"]) for r in rows])
    assert made[72] == pytest.approx(mean)
    assert made[70:75].mean() == pytest.approx(mean, abs=0.01)


def test_chances_lead_a_cohort_from_each_age_to_the_next():
    rate = base.labour_force_rates(base.anchor())
    entry, leave = participation.chances(rate)
    later = rate + entry * (1 - rate) - leave * rate
    assert np.allclose(later[14:54], rate[15:55])
    assert np.all((entry == 0) | (leave == 0))  # net chances: nobody enters and leaves at one age


def test_chances_are_chances_and_end_before_the_pension_years():
    for chance in participation.chances(base.labour_force_rates(base.anchor())):
        assert chance.min() >= 0
        assert chance.max() <= 1
        assert chance[participation.PENSION_YEARS_FROM - 1 :].sum() == 0
        assert chance[:14].sum() == 0


@pytest.fixture(scope="module")
def older() -> np.ndarray:
    """Labour force over residents by age and sex at the anchor."""
    return base.labour_force_rates(base.anchor())


def test_the_retirement_curve_is_made_of_chances_with_a_spike_at_the_pension_age(older):
    distance, curve, spike = participation.retirement_curve(67.0, older)
    assert curve.shape == (20, 2)
    assert curve.min() >= 0
    assert curve.max() <= 1
    assert spike == pytest.approx([0.4, 0.4], abs=0.06)
    assert np.all(spike > curve.max(axis=0))
    assert np.all(np.diff(distance) == 1)
    assert (distance[0], distance[-1]) == (55 - 67, WORK_TO - 67)


def test_the_spike_and_the_years_before_it_lie_in_the_published_ranges(older):
    """Published for both sexes together: weighted here by who is in the labour force at that age."""
    book, people = figures.load(), base.anchor().people
    distance, curve, spike = participation.retirement_curve(law.value("aow_age", 2024), older)
    for age in (63, 64, 65, 66):  # from this age to the next
        of_sex = spike if age == 66 else curve[distance.tolist().index(age + 1 - 67)]
        weight = (older * people)[age]
        figure = book[f"dem_exit_{age}"]
        assert figure.low <= np.sum(of_sex * weight) / weight.sum() <= figure.high, age


@pytest.mark.parametrize("sex", [0, 1])
def test_after_the_pension_age_one_even_rate_leads_to_the_rate_at_74(older, sex):
    distance, curve, _ = participation.retirement_curve(67.0, older)
    after = curve[distance >= 0, sex]
    assert np.allclose(after, after[0])
    assert older[67, sex] * (1 - after[0]) ** (WORK_TO - 67) == pytest.approx(older[WORK_TO, sex])


@pytest.mark.parametrize("sex", [0, 1])
def test_close_to_the_pension_age_the_curve_is_the_step_from_age_to_age(older, sex):
    distance, curve, spike = participation.retirement_curve(67.0, older)
    for age in (63, 64, 65):
        step = 1 - older[age + 1, sex] / older[age, sex]
        assert curve[distance.tolist().index(age + 1 - 67), sex] == pytest.approx(step)
    assert spike[sex] == pytest.approx(1 - older[67, sex] / older[66, sex])


@pytest.mark.parametrize("sex", [0, 1])
def test_long_before_the_pension_age_the_noise_of_single_ages_is_smoothed(older, sex):
    distance, curve, _ = participation.retirement_curve(67.0, older)
    early = distance < -4
    raw = np.maximum(1 - older[55:75, sex] / older[54:74, sex], 0)
    assert np.std(np.diff(curve[early, sex])) < np.std(np.diff(raw[: early.sum()]))
    inner = slice(2, int(early.sum()))  # the first ages borrow from a neighbour
    assert curve[inner, sex] == pytest.approx(np.convolve(raw, np.ones(3) / 3, "same")[inner])
