"""Figures teach: goals become likelier or less, draws are counted, and what cannot be foreseen is refused."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from krapte.agenda import learn, observed
from krapte.agenda.realised import Figures, Observed
from krapte.agenda.schema import Goal
from krapte.figures.errors import InputError
from krapte.learning import assimilate, data, observables

DRAWS = 400


def figure(value: float, group: str = "techniek", reading: str = "employed", quarter: int = 0) -> Observed:
    return Observed(2025, quarter, group, reading, value, "persons", "2026-03-01", True, "made")


def test_whole_years_of_what_has_errors_teach():
    given = [
        figure(1.4e6),
        figure(3e5, "metal"),
        figure(1.4e6, quarter=2),
        figure(6e4, reading="vacancies"),
        figure(3e5, "process"),
        figure(6e4, "metal", reading="vacancies"),  # nobody counts them, so there are no errors of them
        figure(1e4, reading="shortage"),
    ]
    found = [one.series for one in learn.realised(given)]
    assert found == ["employed.techniek", "employed.metal", "vacancies.techniek", "employed.process"]


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
    seen = {"employed.techniek": cube["employed"].sel(group="techniek").values}
    known = observables.started(seen)["employed.techniek"]
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
        made = assimilate.learn(seen, told, learn.scales(), observables.started(seen))
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
    more = [assimilate.Realised("students.mbo", 2026, 465_000.0)]
    both = learn.lesson(agenda, told(known), 128, more=more)
    assert both.figures == 2
    assert both.learned.foreseen.keys() == {"employed.techniek", "students.mbo"}
    assert both.learned.effective != made.learned.effective
    with pytest.raises(InputError, match="draws collapsed"):
        learn.lesson(agenda, told(known * 2), 128)
    with pytest.raises(InputError, match="nothing realised"):
        learn.lesson(agenda, Figures([], [], ()), 128)


def test_figures_beside_the_agenda_are_read_with_their_place(tmp_path):
    path = tmp_path / "more.csv"
    path.write_text("value;series;year\n10,5;tension;2026\n465000;students.mbo;2026\n", encoding="utf-8")
    assert [tuple(one) for one in observed.read(path)] == [
        ("tension", 2026, 10.5, "more.csv:2"),
        ("students.mbo", 2026, 465000.0, "more.csv:3"),
    ]
    path.write_text("series,year,value\ntension,2026.5,10\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        observed.read(path)
    assert caught.value.where == "more.csv:2: year"
