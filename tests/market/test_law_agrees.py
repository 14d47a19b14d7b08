"""The market's equations and the rules of the law say the same on the same numbers."""

from __future__ import annotations

from datetime import date

import jax.numpy as jnp
import numpy as np
import pytest
from streams_made import SHAPES, rules
from streams_made import year as migration_year

from krapte import figures
from krapte.country import law, parameters, schools
from krapte.country.axes import ANCHOR_YEAR, CARD_YEARS, STAY_YEARS, STEPS, STREAMS
from krapte.country.law import funding as rule
from krapte.country.law import ruling
from krapte.country.law.funding import Programme, School
from krapte.market import funding, stay
from market.schooling import CARE, TECHNIEK, beginning, money, shapes

DECREE = schools.price_factor()
RAISED = 1.8
KNOWLEDGE = STREAMS.index("knowledge")


def school(factors: np.ndarray) -> School:
    """All mbo as one school of the law: a programme per field, its work-study students apart."""
    students = np.asarray(beginning(ANCHOR_YEAR).students).sum(axis=2)
    bbl = np.asarray(shapes().bbl) @ students
    every = np.asarray(shapes().mbo) @ students
    return School(tuple(Programme(*row) for row in zip(factors, every - bbl, bbl, strict=True)))


def spent(financed: float, other: float, budget: float) -> funding.Spending:
    """The market's spending with all of techniek covered, no leak, and the unit of this budget."""
    made = {"price_factor": RAISED, "financed": financed, "coverage": 1.0, "pass_through": 1.0}
    weighed = rule.weighted(school(np.array([DECREE, other, other, other])), ANCHOR_YEAR)
    unit = law.value("enrolment_part", ANCHOR_YEAR) * budget / weighed
    reference = jnp.asarray(DECREE)
    students = beginning(ANCHOR_YEAR).students
    return funding.spend(students, reference, shapes(), money(**made, other_weight=other, unit=unit))


@pytest.mark.parametrize("financed", [0.0, 0.5, 1.0])
def test_a_higher_weight_pays_and_takes_what_the_funding_rule_says(financed):
    other, budget = 1.15, law.value("mbo_budget", ANCHOR_YEAR)
    before, after = (school(np.array([factor, other, other, other])) for factor in (DECREE, RAISED))
    weighed = rule.weighted(before, ANCHOR_YEAR)
    country = rule.nation(weighed, 1.0, ANCHOR_YEAR)
    raised = rule.reweighted(country, rule.weighted(after, ANCHOR_YEAR) - weighed, financed)
    made = spent(financed, other, budget)
    part = law.value("enrolment_part", ANCHOR_YEAR)
    worth = raised.unit / country.unit
    change = np.asarray(made.change)[0]
    assert change[TECHNIEK] == pytest.approx(part * (RAISED / DECREE * worth - 1))
    assert change[CARE] == pytest.approx(part * (worth - 1))
    assert float(made.cost) == pytest.approx(raised.by_students - country.by_students, abs=1.0)


def test_the_parameters_of_funding_are_those_of_the_decree():
    fixed = {row.slot: row.central for row in parameters.load()}
    assert fixed["funding.bbl_weight"] == law.value("bbl_weight", ANCHOR_YEAR)
    assert fixed["funding.enrolment_part"] == law.value("enrolment_part", ANCHOR_YEAR)
    assert fixed["funding.price_factor"] == pytest.approx(DECREE, abs=0.01)
    unit = schools.unit_money(1.15, law.value("bbl_weight", 2024), law.value("enrolment_part", 2024))
    assert fixed["funding.unit"] == pytest.approx(unit, rel=0.03)


def test_knowledge_migrants_leave_more_in_the_year_their_ruling_ends():
    """From the first year of the table: cohorts since 2012, by the last day of a ruling that began in mid-year."""
    calm, peak = (rules({"stay.ruling_peak": size}) for size in (0.0, 0.1))
    for step in STEPS:
        known = migration_year(step)
        chances = [
            np.asarray(stay.hazard(known, SHAPES.bands, own.stay, own.card))[KNOWLEDGE]
            for own in (calm, peak)
        ]
        for since in range(STAY_YEARS):
            cohort = step - 1 - since
            if cohort >= 2012:
                ends = ruling.last_day(date(cohort, 7, 1)).year == step
                assert (chances[1][since] > chances[0][since]) == ends, (step, since)


def test_the_scheme_lasts_as_long_as_proposed():
    assert law.timeline("orange_card_years")[-1].value == CARD_YEARS


def test_the_fall_of_net_pay_without_the_ruling_is_that_of_the_share_in_force():
    """15-20 % was seen at a share of 30 %; the law of 2027 leaves 27 % untaxed."""
    (row,) = parameters.find("migration.ruling_drop")
    seen = figures.load()["ip_30_net_drop"]
    share = law.value("ruling_share", 2027)
    for value, told in ((row.low, seen.low), (row.central, seen.value), (row.high, seen.high)):
        assert value == pytest.approx(ruling.net_drop(told, share), abs=0.0005)
    assert ruling.net_drop(0.2, ruling.timeline("ruling_share")[0].value) == pytest.approx(0.2)
    assert ruling.net_drop(0.2, 0.0) == 0
