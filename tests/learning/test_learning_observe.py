"""Observables: one row per series, differentiable, and counted as statistics of the time count."""

from __future__ import annotations

import csv
from importlib import resources

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country import occupations, published
from krapte.country.axes import FIRST_YEAR, GROUPS, TECHNIEK
from krapte.learning import observe

SHIFT = 0.05


@pytest.fixture(scope="module")
def outcome(runs, free_world):
    return runs([({"published.survey_shift": SHIFT}, {})], free_world)[0]


@pytest.fixture(scope="module")
def seen(outcome):
    return observe.series(outcome, SHIFT)


def table() -> list[dict[str, str]]:
    text = resources.files("krapte.learning").joinpath("series.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_series_has_a_row_and_every_row_a_series(seen):
    assert sorted(seen) == sorted(row["series"] for row in table())
    assert {row["role"] for row in table()} == {"fit", "closed", "given", "sum", "check"}
    for row in table():
        parts = [row[name] for name in ("noise", "level", "walk")]
        assert all(parts) if row["role"] == "fit" else not any(parts), row["series"]
        assert not row["within"] or row["within"] in seen
        assert row["why"]


def test_groups_add_up_to_techniek_and_to_all_employed(seen):
    groups = np.stack([seen[f"employed.{group}"] for group in GROUPS])
    assert np.allclose(groups.sum(axis=0), seen["employed"], rtol=1e-12)
    assert np.allclose(groups[: len(TECHNIEK)].sum(axis=0), seen["employed.techniek"], rtol=1e-12)


def test_technicians_before_the_survey_of_2021_are_counted_as_then(outcome, seen):
    own = np.asarray(outcome.employed)[:, : len(TECHNIEK)].sum(axis=1)
    before = occupations.BREAK_YEAR - observe.FIRST_MARKET
    assert np.allclose(seen["employed.techniek"][:before], own[:before] * np.exp(-SHIFT), rtol=1e-12)
    assert np.array_equal(seen["employed.techniek"][before:], own[before:])


def test_what_goes_in_as_published_comes_out_under_its_year(seen):
    counted = published.population().sum(axis=2)[1:]
    for low, high in observe.CLASSES:
        model = seen[f"residents.{low}_{high}"][: len(counted)]
        assert np.allclose(model, counted[:, low : high + 1].sum(axis=1), rtol=1e-3), (low, high)
    for year in (2014, 2019, 2023):
        model = seen["net_migration"][year - FIRST_YEAR]
        assert np.isclose(model, published.panel("net_migration")[year], rtol=0.02), year


def test_those_of_an_age_in_a_year_are_half_of_those_of_two_ages_on_1_january(outcome, seen):
    people, at_work = np.asarray(outcome.people), np.asarray(outcome.at_work_ages)
    share = (at_work[:, 49] + at_work[:, 50]) / (people[:, 64] + people[:, 65])
    assert np.allclose(seen["participation.65"], share, rtol=1e-12)
    assert np.all((share > 0.1) & (share < 0.8))


def test_a_batch_of_draws_is_its_draws(outcome, seen):
    both = type(outcome)(*(np.stack([leaf, leaf]) for leaf in outcome))
    made = observe.series(both, jnp.array([SHIFT, 0.0]))
    for name, values in made.items():
        assert np.allclose(values[0], seen[name], rtol=1e-12), name
    assert not np.allclose(made["employed.techniek"][1], made["employed.techniek"][0])


def test_series_can_be_differentiated(outcome):
    def technicians(shift):
        return observe.series(outcome, shift)["employed.techniek"]

    slope = np.asarray(jax.jacfwd(technicians)(SHIFT))
    before = occupations.BREAK_YEAR - observe.FIRST_MARKET
    assert np.all(slope[:before] < 0)
    assert np.all(slope[before:] == 0)
