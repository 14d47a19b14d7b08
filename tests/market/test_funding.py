"""Funding: what a higher weight costs, who pays without new money, and what it does after two and four years."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte import figures
from krapte.country import schools
from krapte.country.school_chances import survive
from krapte.market import funding, school
from market.schooling import (
    CARE,
    NOTHING,
    TECHNIEK,
    P,
    a_year,
    beginning,
    money,
    people,
    pupils,
    shapes,
    year,
)

REFERENCE = jnp.asarray(schools.price_factor())
FAIL = jnp.asarray(schools.fail())
RAISED = 1.8
MBO, HIGHER = 0, 1


def spent(**changes):
    return funding.spend(beginning(2024).students, REFERENCE, shapes(), money(**changes))


def after(years, **changes):
    memory = funding.start(4, 4)
    for _ in range(years):
        memory = funding.remember(memory, spent(**changes).change)
    return funding.support(memory, FAIL, shapes(), money(**changes))


def test_the_decree_changes_nothing():
    made = spent()
    assert np.allclose(made.change, 0)
    assert float(made.cost) == pytest.approx(0, abs=1e-3)


def test_the_weight_of_the_paper_costs_what_the_evidence_says():
    figure = figures.load()["eei_e1_p_cost"]
    cost = float(spent(price_factor=RAISED).cost)
    assert figure.low < cost < figure.high
    assert cost == pytest.approx(180e6, rel=0.05)


def test_the_rise_per_student_is_that_of_the_evidence():
    figure = figures.load()["eei_e1_p_dose"]
    change = np.asarray(spent(price_factor=RAISED, coverage=1.0, pass_through=1.0).change)[MBO]
    assert figure.low < change[TECHNIEK] < figure.high
    assert np.allclose(change[1:], 0)


def test_without_new_money_the_others_pay_and_it_costs_nothing():
    figure = figures.load()["eei_e1_p_neutral"]
    made = spent(price_factor=RAISED, financed=0.0, pass_through=1.0, enrolment_part=1.0)
    assert float(made.cost) == pytest.approx(0, abs=1e-3)
    assert figure.low < float(made.change[MBO, CARE]) < figure.high
    assert float(made.change[MBO, TECHNIEK]) > 0.1


def test_half_the_money_is_half_the_cost():
    full = float(spent(price_factor=RAISED).cost)
    assert float(spent(price_factor=RAISED, financed=0.5).cost) == pytest.approx(full / 2, rel=0.05)


def test_half_of_the_effect_is_there_after_two_years_and_all_after_four():
    fewer = [1 - float(after(n, price_factor=RAISED).dropout[P["mbo4"], TECHNIEK]) for n in range(6)]
    assert fewer[0] == 0
    assert fewer[2] == pytest.approx(fewer[4] / 2)
    assert fewer[5] == pytest.approx(fewer[4])


def test_completion_rises_by_the_stated_points():
    """1.5 points for 10 % spending: an entrant of mbo 4 through the chances of one lasting year."""
    support = after(4, price_factor=RAISED)
    felt = float(spent(price_factor=RAISED).change[MBO, TECHNIEK])

    def success(which):
        at = P["mbo4"]
        dropout = np.asarray(shapes().dropout[at]) * float(which.dropout[at, TECHNIEK])
        return survive(dropout, np.asarray(shapes().diploma[at]))[1]

    assert success(support) - success(NOTHING) == pytest.approx(0.15 * felt, rel=0.15)


def test_more_technical_starts_and_diplomas_and_fewer_elsewhere_when_unfinanced():
    poor = after(4, price_factor=RAISED, financed=0.0)
    asked = school.ask(beginning(2024), people(2024), year(12), shapes(), pupils(), poor)
    more = np.asarray(asked.asked - asked.usual)
    assert more[P["mbo4"], TECHNIEK] > 0
    assert more[P["mbo4"], CARE] < 0
    _, left, _ = a_year(beginning(2024), year(12), pupils())
    _, moved, _ = a_year(beginning(2024), year(12), pupils(), support=poor)
    change = np.asarray(moved.dropouts - left.dropouts)
    assert change[P["mbo4"], TECHNIEK] < 0
    assert change[P["mbo4"], CARE] > 0
    assert np.allclose(change[P["hbo"] :], 0)


def test_work_study_counts_less_in_the_cost():
    heavier = float(spent(price_factor=RAISED, bbl_weight=1.0).cost)
    assert heavier > 1.2 * float(spent(price_factor=RAISED).cost)


def test_a_smaller_budget_is_felt_by_every_field_of_its_level_alone():
    poor = jnp.array([0.95, 1.0])
    change = np.asarray(spent(budget=poor).change)
    assert np.allclose(change[MBO], -0.05 * float(money().pass_through))
    assert not np.any(change[HIGHER])
    lost = after(4, budget=jnp.array([1.0, 0.95]))
    assert np.all(np.asarray(lost.dropout)[P["hbo"]] > 1)
    assert np.allclose(np.asarray(lost.dropout)[P["mbo4"]], 1)
    assert float(spent(budget=poor).cost) == pytest.approx(0, abs=1e-3)


def test_a_cut_is_a_rise_of_a_budget_the_other_way_round():
    more, less = (after(4, budget=jnp.array([1 + sign * 0.04, 1.0])) for sign in (1, -1))
    gained, lost = (1 - np.asarray(one.dropout)[P["mbo4"]] for one in (more, less))
    assert np.allclose(gained, -lost)
    assert np.all(gained > 0)
