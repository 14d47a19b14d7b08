"""Shapes by age and sex: shares add up, chances are chances, and each meets the margin it was made from."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import base, participation, profiles
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR


@pytest.fixture(scope="module")
def shapes() -> profiles.Shapes:
    return profiles.make()


def test_shapes_are_finite_and_never_negative(shapes):
    for name, leaf in shapes._asdict().items():
        assert np.isfinite(leaf).all(), name
        if name != "retirement_age":
            assert np.min(leaf) >= 0, name


@pytest.mark.parametrize(
    "name", ["entry", "exit", "retirement_chance", "retirement_spike", "young_technicians"]
)
def test_chances_are_chances(shapes, name):
    leaf = np.asarray(getattr(shapes, name))
    assert leaf.min() >= 0
    assert leaf.max() <= 1


@pytest.mark.parametrize("name", ["card", "newborn", "graduate_sex", "cohort"])
def test_shares_add_up(shapes, name):
    assert getattr(shapes, name).sum() == pytest.approx(1, rel=1e-12)


def test_graduates_of_each_level_add_up_and_are_oldest_at_university(shapes):
    assert np.allclose(shapes.graduation.sum(axis=1), 1)
    mean = shapes.graduation @ np.arange(106)
    assert mean[0] < mean[1] < mean[2]
    for row, (first, most, last) in zip(shapes.graduation, profiles.GRADUATION.values(), strict=True):
        assert row.argmax() == most
        assert np.flatnonzero(row)[[0, -1]].tolist() == [first, last]


def test_a_triangle_rises_and_falls_by_even_steps():
    made = profiles.triangle(20, 22, 24)
    assert made[19] == made[25] == 0
    assert np.allclose(made[20:25] / made[22], [1 / 3, 2 / 3, 1, 2 / 3, 1 / 3])


def carried(entry: np.ndarray, leave: np.ndarray, sex: int) -> np.ndarray:
    """The rates of 2013 of one sex, carried along cohorts to the anchor."""
    rate = base.labour_force_rates(base.start())[:, sex]
    for _ in range(ANCHOR_YEAR - FIRST_YEAR):
        staying = rate * (1 - leave[:, sex]) + (1 - rate) * entry[:, sex]
        rate = np.append(0.0, staying[:-1])
    return rate


@pytest.mark.parametrize("sex", [0, 1])
def test_exit_before_55_leads_the_cohorts_of_2013_to_the_anchor(shapes, sex):
    margin = base.labour_force_rates(base.anchor())[26:55, sex].mean()
    assert carried(shapes.entry, shapes.exit, sex)[26:55].mean() == pytest.approx(margin, abs=1e-9)


@pytest.mark.parametrize("sex", [0, 1])
def test_exit_before_55_is_the_cross_section_times_one_factor(shapes, sex):
    entry, leave = participation.chances(base.labour_force_rates(base.anchor()))
    assert np.array_equal(entry, shapes.entry)
    factor = shapes.exit[:, sex][leave[:, sex] > 0] / leave[:, sex][leave[:, sex] > 0]
    assert np.ptp(factor) < 1e-12
    raw = abs(carried(entry, leave, sex)[26:55].mean() - carried(entry, shapes.exit, sex)[26:55].mean())
    assert raw > 1e-3  # the cross-section alone would miss


def test_women_leave_less_than_the_cross_section_says(shapes):
    """Women of 50 worked less at 35 than women of 35 do now."""
    _, leave = participation.chances(base.labour_force_rates(base.anchor()))
    assert shapes.exit[:, 1].sum() < 0.9 * leave[:, 1].sum()


def test_exit_that_is_not_needed_is_none():
    nothing = np.zeros((106, 2))
    assert profiles.cohort_exit(nothing, np.full((106, 2), 0.01)).sum() == 0


def test_switching_has_the_published_ratios_and_mean_one_over_technicians():
    book, made = figures.load(), profiles.switching()
    young, middle, old = (book[f"lm_occswitch_y_{c}_2017"].value for c in ("15-25", "25-45", "45-75"))
    assert made[20] / made[30] == pytest.approx(young / middle)
    assert made[60] / made[30] == pytest.approx(old / middle)
    assert [made[14], made[75]] == [0, 0]
    technicians = base.anchor().techniek.sum(axis=1)
    assert np.sum(made * technicians) / technicians.sum() == pytest.approx(1)


def test_technical_is_relative_to_the_others_and_men_come_more_often():
    made, anchor = profiles.technical(), base.anchor()
    rest = (anchor.employed - anchor.techniek).sum(axis=0)
    assert np.sum(made * rest) / rest.sum() == pytest.approx(1)
    share = anchor.techniek.sum(axis=0) / rest
    assert made[0] / made[1] == pytest.approx(share[0] / share[1])
    assert made[0] > made[1]


def test_ages_are_marked_where_they_should(shapes):
    assert np.flatnonzero(shapes.working_age)[[0, -1]].tolist() == [15, 74]
    assert np.flatnonzero(shapes.last_age).tolist() == [74]
    assert np.flatnonzero(shapes.pension_years)[0] == 54  # who is 54 on 1 January turns 55
    assert np.flatnonzero(shapes.reentry)[0] == 30
    assert np.flatnonzero(shapes.cohort)[[0, -1]].tolist() == [17, 24]


def test_the_curve_belongs_to_the_pension_age_of_the_anchor(shapes):
    assert shapes.measured_pension_age == figures.load()["dem_aow_2024"].value
    assert shapes.retirement_spike == pytest.approx([0.4, 0.4], abs=0.06)


def test_arrivals_under_the_scheme_are_of_working_age(shapes):
    first, most, last = profiles.CARD_AGES
    assert np.flatnonzero(shapes.card.sum(axis=1))[[0, -1]].tolist() == [first, last]
    assert shapes.card.sum(axis=1).argmax() == most


def test_the_young_start_as_often_as_workers_of_their_age_are_technicians(shapes):
    assert np.array_equal(
        shapes.young_technicians[: profiles.YOUNG], base.technician_share()[: profiles.YOUNG]
    )
    assert shapes.young_technicians[profiles.YOUNG :].sum() == 0


def test_others_per_technician_are_weighted_as_they_switch(shapes):
    """What others bring in at one chance, weighted by age and sex, is this many times the technicians."""
    anchor = base.anchor()
    rest = anchor.employed - anchor.techniek
    weighted = sum(np.sum(rest[:, s] * shapes.switching) * shapes.technical[s] for s in (0, 1))
    assert shapes.rest_per_technician * anchor.techniek.sum() == pytest.approx(weighted)
    plain = rest.sum() / anchor.techniek.sum()
    assert shapes.rest_per_technician == pytest.approx(plain, rel=0.1)  # the weights have mean one, nearly
