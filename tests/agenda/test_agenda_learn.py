"""Figures teach: goals become likelier or less, draws are counted, and what cannot be foreseen is refused."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from krapte.agenda import learn
from krapte.agenda.realised import Figures, Observed
from krapte.agenda.schema import Goal
from krapte.figures.errors import InputError
from krapte.learning import assimilate, data

DRAWS = 400


def figure(value: float, group: str = "techniek", reading: str = "employed", quarter: int = 0) -> Observed:
    return Observed(2025, quarter, group, reading, value, "persons", "2026-03-01", True, "made")


def test_only_whole_years_of_technicians_at_work_teach():
    given = [
        figure(1.4e6),
        figure(3e5, "metal"),
        figure(1.4e6, quarter=2),
        figure(6e4, reading="vacancies"),
        figure(3e5, "process"),  # what the other groups leave: the fit has no errors of it
    ]
    assert [one.series for one in learn.realised(given)] == ["employed.techniek", "employed.metal"]


@pytest.fixture(scope="module")
def cube() -> xr.Dataset:
    """Runs in which techniek grows by a draw's own rate, and vacancies fall with it."""
    years, rate = np.arange(2014, 2037), np.linspace(-0.02, 0.04, DRAWS)[:, None]
    grown = np.exp(rate * (years - 2024))
    groups = ["techniek", *(r.series.split(".")[1] for r in data.rows() if r.series.startswith("employed."))]
    groups = list(dict.fromkeys(groups))
    both = {
        name: xr.DataArray(
            np.repeat((size * grown**power)[:, :, None], len(groups), axis=2),
            dims=("draw", "year", "group"),
            coords={"year": years, "group": groups},
        )
        for name, size, power in (("employed", 1.4e6, 1), ("vacancies", 6e4, -1))
    }
    return xr.Dataset(both)


def test_a_goal_becomes_likelier_where_figures_go_its_way(cube):
    known = learn.started(learn.seen(cube))["employed.techniek"]
    assert known == pytest.approx(1.4e6, rel=1e-3)
    goal = Goal(
        id="g",
        year=2030,
        group="techniek",
        reading="vacancies",
        bound="at_most",
        value=5.5e4,
        unit="vacancies",
        probability=0.5,
        measures=("m1",),
    )
    chances = []
    for grown in (-0.015, 0.035):
        told = learn.realised([figure(known * np.exp(grown))])
        base = learn.started(learn.seen(cube))
        made = assimilate.learn(learn.seen(cube), told, learn.scales(), base)
        one = learn.chance(cube, goal, made.weights)
        assert one.low <= one.median <= one.high
        chances.append(one)
    assert chances[0].before == chances[1].before
    assert chances[0].after < chances[0].before < chances[1].after


@pytest.mark.slow
def test_an_agenda_learns_from_its_figures_and_refuses_what_lies_outside(agenda):
    known = data.values("groups/techniek")[2024]

    def told(value: float) -> Figures:
        return Figures([figure(value)], [], ())

    made = learn.lesson(agenda, told(known), 128)
    assert made.figures == 1
    assert assimilate.LEAST <= made.learned.effective <= 128
    assert len(made.goals) == len(agenda.about.goals)
    with pytest.raises(InputError, match="draws collapsed"):
        learn.lesson(agenda, told(known * 2), 128)
    with pytest.raises(InputError, match="nothing realised"):
        learn.lesson(agenda, Figures([], [], ()), 128)
