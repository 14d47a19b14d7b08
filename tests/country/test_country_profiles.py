"""Shapes by age, sex and group: shares add up, chances are chances, and each meets the margin it was made from."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import assumptions, base, participation, profiles
from krapte.country.axes import (
    ANCHOR_YEAR,
    FIELDS,
    FIRST_YEAR,
    GROUPS,
    PROGRAMS,
    QUALS,
    TECHNIEK,
    WORK_AGES,
    WORK_FROM,
    WORK_TO,
)


@pytest.fixture(scope="module")
def shapes() -> profiles.Shapes:
    return profiles.make()


def test_shapes_are_finite_and_never_negative(shapes):
    for name, leaf in shapes._asdict().items():
        assert np.isfinite(leaf).all(), name
        if name != "retirement_age":
            assert np.min(leaf) >= 0, name


@pytest.mark.parametrize("name", ["entry", "exit", "retirement_chance", "retirement_spike"])
def test_chances_are_chances(shapes, name):
    leaf = np.asarray(getattr(shapes, name))
    assert leaf.min() >= 0
    assert leaf.max() <= 1
    assert leaf.max() > leaf.min()


@pytest.mark.parametrize(
    ("name", "axis"),
    [
        ("newborn", 0),
        ("general", 0),
        ("learners", 0),
        ("graduation", 1),
        ("graduate_sex", 1),
        ("seekers", 1),
        ("entrants", 0),
        ("switchers", 0),
        ("first_jobs", 2),
    ],
)
def test_shares_add_up(shapes, name, axis):
    assert np.allclose(getattr(shapes, name).sum(axis=axis), 1, rtol=1e-12)


def test_graduates_of_each_programme_have_its_ages_and_are_older_where_it_is_longer(shapes):
    ages = np.array(WORK_AGES)
    named = assumptions.nested("profiles.ages")
    for row, of in zip(shapes.graduation, named.values(), strict=True):
        assert ages[row.argmax()] == of["most"]
        assert ages[row > 0][[0, -1]].tolist() == [of["first"], of["last"]]
    mean = dict(zip(PROGRAMS, shapes.graduation @ ages, strict=True))
    assert tuple(named) == PROGRAMS
    assert mean["mbo2"] < mean["mbo3"] < mean["mbo4"] < mean["hbo"] < mean["wo_ma"]
    assert mean["wo_ba"] < mean["wo_ma"]
    assert mean["bbl"] > mean["mbo3"]  # apprentices are of all ages


@pytest.mark.parametrize("name", ["general", "learners"])
def test_pupils_and_lateral_entrants_have_the_ages_that_are_named(shapes, name):
    ages = assumptions.table(f"profiles.{name}")
    row = getattr(shapes, name)
    found = np.array(WORK_AGES)[row > 0]
    assert (found[0], np.array(WORK_AGES)[row.argmax()], found[-1]) == tuple(
        ages[at] for at in ("first", "most", "last")
    )


def test_a_triangle_rises_and_falls_by_even_steps():
    made = profiles.triangle({"first": 20, "most": 22, "last": 24})
    assert made[19 - WORK_FROM] == made[25 - WORK_FROM] == 0
    first, last = 20 - WORK_FROM, 25 - WORK_FROM
    assert np.allclose(made[first:last] / made[first + 2], [1 / 3, 2 / 3, 1, 2 / 3, 1 / 3])


@pytest.fixture(scope="module")
def chances() -> tuple[np.ndarray, np.ndarray]:
    """Chances to enter and to leave of the cross-section, by age and sex ``[106, 2]``."""
    return participation.chances(profiles.labour_force_rates(base.anchor()))


def carried(entry: np.ndarray, leave: np.ndarray, sex: int) -> np.ndarray:
    """The rates of 2013 of one sex, carried along cohorts to the anchor."""
    rate = base.labour_force_rates(base.start())[:, sex]
    for _ in range(ANCHOR_YEAR - FIRST_YEAR):
        staying = rate * (1 - leave[:, sex]) + (1 - rate) * entry[:, sex]
        rate = np.append(0.0, staying[:-1])
    return rate


@pytest.mark.parametrize("sex", [0, 1])
def test_exit_before_55_leads_the_cohorts_of_2013_to_the_anchor(chances, sex):
    margin = base.labour_force_rates(base.anchor())[26:55, sex].mean()
    fitted = profiles.cohort_exit(*chances)
    assert carried(chances[0], fitted, sex)[26:55].mean() == pytest.approx(margin, abs=1e-9)
    raw = abs(carried(*chances, sex)[26:55].mean() - margin)
    assert raw > 1e-3  # the cross-section alone would miss


@pytest.mark.parametrize("sex", [0, 1])
def test_exit_before_55_is_the_cross_section_times_one_factor(chances, sex):
    leave, fitted = chances[1][:, sex], profiles.cohort_exit(*chances)[:, sex]
    factor = fitted[leave > 0] / leave[leave > 0]
    assert np.ptp(factor) < 1e-12


def test_entry_goes_by_the_age_reached_and_exit_by_the_age_on_1_january(shapes, chances):
    """Who is 14 on 1 January turns 15 and can enter in the year."""
    entry, leave = chances
    assert np.array_equal(shapes.entry, entry[WORK_FROM - 1 : WORK_TO])
    assert np.array_equal(shapes.exit, profiles.cohort_exit(entry, leave)[WORK_FROM : WORK_TO + 1])
    assert shapes.entry[0].min() > 0


def test_women_leave_less_than_the_cross_section_says(shapes, chances):
    """Women of 50 worked less at 35 than women of 35 do now."""
    assert shapes.exit[:, 1].sum() < 0.9 * chances[1][:, 1].sum()


def test_exit_that_is_not_needed_is_none():
    nothing = np.zeros((106, 2))
    assert profiles.cohort_exit(nothing, np.full((106, 2), 0.01)).sum() == 0


def test_switching_has_the_published_ratios_and_mean_one_over_workers():
    book, made = figures.load(), profiles.switching()
    young, middle, old = (book[f"lm_occswitch_y_{c}_2017"].value for c in ("15-25", "25-45", "45-75"))
    at_20, at_30, at_60 = (made[age - WORK_FROM] for age in (20, 30, 60))
    assert at_20 / at_30 == pytest.approx(young / middle)
    assert at_60 / at_30 == pytest.approx(old / middle)
    assert made.min() > 0
    workers = base.anchor().work[: len(GROUPS)].sum(axis=(0, 1, 3))
    assert np.sum(made * workers) / workers.sum() == pytest.approx(1)


def test_ages_of_the_pension_years_are_marked(shapes):
    assert set(shapes.pension_years) == {0, 1}
    marked = np.array(WORK_AGES)[shapes.pension_years == 1]
    assert marked[[0, -1]].tolist() == [54, 74]  # who is 54 on 1 January turns 55


def test_the_curve_belongs_to_the_pension_age_of_the_anchor(shapes):
    assert shapes.measured_pension_age == figures.load()["dem_aow_2024"].value
    assert shapes.retirement_spike == pytest.approx([0.4, 0.4], abs=0.06)


TECHNICAL = slice(0, len(TECHNIEK))


def test_seekers_look_where_workers_with_their_diploma_are(shapes):
    workers = base.anchor().work[: len(GROUPS)].sum(axis=(2, 3))
    assert np.allclose(shapes.seekers, (workers / workers.sum(axis=0)).T)
    technical = shapes.seekers[:, TECHNICAL].sum(axis=1)
    assert technical[QUALS.index("mid_tech")] > 3 * technical[QUALS.index("mid_care")]


def test_entrants_resemble_the_young_and_not_all_workers(shapes):
    """Weighted by who enters: nearly all of them are young, so they go where the young of their diploma work."""
    workers = base.anchor().work[: len(GROUPS)]
    assert not np.allclose(shapes.entrants, profiles.spread(base.anchor().work), atol=0.01)
    low = QUALS.index("low")
    young = workers[:, low, : 25 - WORK_FROM].sum(axis=1)
    seen = young / young.sum(axis=0)
    older = profiles.spread(base.anchor().work)[:, low]
    assert np.abs(shapes.entrants[:, low] - seen).sum() < np.abs(older - seen).sum()


def test_entry_of_one_age_alone_gives_the_workers_of_that_age():
    work = base.anchor().work
    only = np.zeros((len(WORK_AGES), 2))
    only[30 - WORK_FROM] = 1.0
    workers = work[: len(GROUPS), :, 30 - WORK_FROM]
    assert np.allclose(profiles.entrants(work, only), workers / workers.sum(axis=0), atol=1e-6)


def test_switchers_go_to_work_of_their_diploma_and_sex(shapes):
    assert shapes.switchers.min() > 0
    technical = shapes.switchers[TECHNICAL].sum(axis=0)
    assert np.all(technical[:, 0] > technical[:, 1])  # men more often than women, whatever the diploma
    assert np.all(technical[QUALS.index("mid_tech")] > 2 * technical[QUALS.index("mid_other")])


def test_most_graduates_of_techniek_and_ict_are_men_and_of_care_women(shapes):
    men = dict(zip(FIELDS, shapes.graduate_sex[:, 0], strict=True))
    assert men["techniek"] > men["ict"] > 0.7
    assert men["care"] < 0.3


def test_graduates_of_techniek_start_in_techniek_more_often_than_others(shapes):
    technical = shapes.first_jobs[..., TECHNICAL].sum(axis=2)
    at = FIELDS.index("techniek")
    assert np.all(technical[:, at] > 2 * np.delete(technical, at, axis=1).max(axis=1))
