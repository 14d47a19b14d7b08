"""What drives an effect: inputs whose draws go along with it, and none that go along by chance."""

from __future__ import annotations

import numpy as np
import pytest
from split_values import measure, package, row

from krapte.analysis import drivers
from krapte.country import parameters
from krapte.engine.draws import Uniforms, matrix
from krapte.measures import packages
from krapte.measures.schema import quantities

DRAWS = 512
SLOTS = parameters.slots()


@pytest.fixture(scope="module")
def market():
    return dict(zip(SLOTS, matrix(Uniforms(7, DRAWS), parameters.load()).T, strict=True))


def found(effect, market, made=None):
    return drivers.drivers(effect, made or package(row(measure("e"))), Uniforms(7, DRAWS), market)


def test_what_makes_the_effect_is_found_with_its_sign_and_letter(market):
    effect = market["card.exit"] * 3 - 2 * market["adoption.effect"]
    told = found(effect, market)
    assert {one.input for one in told[:2]} == {"card.exit", "adoption.effect"}
    signs = {one.input: one.correlation > 0 for one in told[:2]}
    assert signs == {"card.exit": True, "adoption.effect": False}
    assert {one.grade for one in told[:2]} == {"C"}


def test_noise_has_no_driver(market):
    lonely = np.random.default_rng(11).normal(size=DRAWS)
    assert len(found(lonely, market)) <= 1


def test_no_effect_has_no_driver(market):
    assert found(np.zeros(DRAWS), market) == []


def test_whether_the_measure_works_counts_as_an_input_of_the_measure(market):
    one = package(row(measure("e", no_effect=0.4, reversal=0.2)))
    works = Uniforms(7, DRAWS)("e.no_effect") >= 0.4
    (first, *_) = found(np.where(works, -100.0, 0.0), market, one)
    assert (first.input, first.measure) == (drivers.WORKS, "e")
    assert first.correlation < -0.9


def test_money_and_side_effects_are_no_driver():
    cost = "  - {payer: state, per: fixed, price_year: 2024, eur: {central: 5, low: 1, high: 9, shape: pert,"
    cost += " grade: C, unit: eur, why: {nl: zo, en: so}}}"
    made = drivers.of_measures(package(row(measure("e", cost=cost))), Uniforms(7, 8), 8)
    assert not any(name.startswith("cost") for name, *_ in made)


def test_shares_that_are_told_and_never_computed_with_are_no_driver():
    p1 = packages.load("p1")
    assert any(name.startswith("parts") for name in quantities(p1.measures[0]))
    made = drivers.of_measures(p1, Uniforms(7, 8), 8)
    assert not any(name.startswith("parts") for name, *_ in made)


def test_an_effect_names_its_drivers(lab):
    told = lab.effect("m1").drivers
    assert len(told) <= drivers.MOST
    assert all(abs(one.correlation) > drivers.BEYOND / np.sqrt(40) for one in told)
