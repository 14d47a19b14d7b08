"""Shapes by age, sex and group: shares add up, chances are chances, and each meets the margin it was made from."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import assumptions, base, participation, population, profiles, published
from krapte.country.axes import (
    FIELDS,
    GROUPS,
    PROGRAMS,
    QUALS,
    TECHNIEK,
    WORK_AGES,
    WORK_FROM,
    WORK_TO,
)
from krapte.figures import known


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


def test_newcomers_are_those_whom_the_balance_of_ten_years_brings(shapes):
    """Per person outside of the same age before they came; none where people retire."""
    rate = base.labour_force_rates(base.anchor())
    years = int(assumptions.value("population.profile_years"))
    people = published.population()
    came = np.maximum(population.balances(len(people) - 1)[-years:].mean(axis=0), 0)
    before = people[1:][-years:].mean(axis=0) - came
    for age in (20, 27, 40, 54):
        outside = before[age] * (1 - rate[age - 1])
        assert shapes.newcomers[age - WORK_FROM] == pytest.approx(came[age] / outside)
    assert np.all(shapes.newcomers[participation.PENSION_YEARS_FROM - WORK_FROM :] == 0)
    assert np.all(shapes.newcomers[20 - WORK_FROM : 30 - WORK_FROM] > 0.01)
    assert np.array_equal(shapes.labour_force, rate[WORK_FROM : WORK_TO + 1])


def test_an_earlier_year_knows_its_own_newcomers_only(shapes):
    with known.at(2016):
        then = profiles.make().newcomers
    assert np.isfinite(then).all()
    assert not np.allclose(then, shapes.newcomers)


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
