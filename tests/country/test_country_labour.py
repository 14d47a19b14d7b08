"""Employed and unemployed by age and sex: exact in sum, in the profile of the published rates."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.country import labour, participation, published


@pytest.mark.parametrize("year", [2013, 2024])
def test_sums_are_published_and_nobody_works_twice(year):
    employed, unemployed = labour.employed_and_unemployed(year)
    assert employed.sum() == pytest.approx(published.panel("emp_total")[year], rel=1e-12)
    assert unemployed.sum() == pytest.approx(published.panel("unemployed")[year], rel=1e-12)
    assert min(employed.min(), unemployed.min()) >= 0
    assert np.all(employed + unemployed <= labour.people(year) * (1 + 1e-9))


def test_employed_of_2024_keep_the_published_profile_by_class_and_sex():
    """Rates of 2023 scaled by one factor: the rate of every class and sex moved by the same share."""
    employed, _ = labour.employed_and_unemployed(2024)
    people, ratios = labour.people(2024), []
    for row in published.rows("employed_2023"):
        if row["sex"] in ("m", "f") and row["age"] != "15-74":
            first, last = (int(part) for part in row["age"].split("-"))
            sex = "mf".index(row["sex"])
            rate = employed[first : last + 1, sex].sum() / people[first : last + 1, sex].sum()
            ratios.append(rate / (float(row["employed_per_100_registered_residents"]) / 100))
    assert len(ratios) == 12
    assert np.ptp(ratios) < 0.015  # residents within a class differ between 2023 and 2024
    assert np.mean(ratios) == pytest.approx(1, abs=0.02)


def test_labour_force_of_2013_follows_the_rates_of_2012():
    employed, unemployed = labour.employed_and_unemployed(2013)
    people, rates = labour.people(2013), participation.rates_2012()
    inside = slice(16, 74)
    ratio = (employed + unemployed)[inside] / (rates * people)[inside]
    assert np.ptp(ratio) < 0.01  # no more than 98 % of an age may be in it: what is over goes to the others
    rate = unemployed[inside] / (employed + unemployed)[inside]
    assert np.ptp(rate) < 1e-9  # spread alike
