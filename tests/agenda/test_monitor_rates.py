"""``make monitor-check``: on 200 made histories the monitor is wrong as often as it says, and no oftener.

Histories are other draws of the model than those the path is made of (seed 2 beside seed 1), written as the file of
figures that a person has, and read, bridged and judged as such a file is. Three worlds:

    right    all is carried out as planned: 5 of 100 figures are called off track, 20 not on track (false alarms)
    late     the market of each year is that of two years before
    nothing  nothing is carried out

Of the last two the agenda itself states how often they are missed: the chance, by its own distributions of that world,
of a figure that is not off track. A share of one goal has the band of a count at the rate that is stated. Shares over
all goals are means per history, so that 200 histories are 200 numbers, with the band of their spread. Both are a tenth
wider than that, since the path itself stands on 1,000 draws.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from krapte.agenda import distribution, make, monitor, realised
from krapte.agenda.distribution import CARRIED_OUT, GROUPS, READINGS, UP
from krapte.agenda.folder import table as csv_of
from krapte.agenda.schema import Goal
from krapte.analysis.laboratory import Laboratory
from krapte.engine.draws import Uniforms
from krapte.engine.results import UNITS
from krapte.measures import packages

pytestmark = pytest.mark.monitor
PACKAGE, PATH, HISTORIES, YEAR, LATE = "paper", 1000, 200, 2030, 2
NORMAL = 1.96
ALARM, WARNED = 1 - monitor.OFF_TRACK, 1 - monitor.AT_RISK
OF = [(group, reading) for reading in READINGS for group in GROUPS]


@pytest.fixture(scope="module")
def agenda():
    """The agenda of the paper with a goal for every reading of every group in 2030."""
    lab = Laboratory(draws=PATH, seed=1, to=YEAR + 1)
    made = make.agenda(lab, packages.load(PACKAGE), lab.run(PACKAGE, split=False, ratios=False), make.Wish())
    goals = tuple(_goal(made, group, reading) for group, reading in OF)
    return dataclasses.replace(made, about=made.about.model_copy(update={"goals": goals}))


def _goal(made, group, reading):
    least, middle = reading in UP, made.distribution[YEAR, group, reading, "package"].at(0.5)
    return Goal(
        id=f"{reading}-{group}".replace("_", "-"),
        year=YEAR,
        group=group,
        reading=reading,
        bound="at_least" if least else "at_most",
        value=middle,
        unit=UNITS[reading],
        probability=0.5,
        measures=made.about.goals[0].measures,
    )


@pytest.fixture(scope="module")
def worlds(agenda, tmp_path_factory):
    """Per world and goal how each history is called ``[history, goal]``."""
    lab = Laboratory(draws=HISTORIES, seed=2, to=YEAR + 1)
    cube = lab.run(PACKAGE, split=False, ratios=False).results
    file = tmp_path_factory.mktemp("histories") / "figures.csv"
    asked = {"right": ("package", 0), "late": ("package", LATE), "nothing": ("baseline", 0)}
    made = {}
    for name, (variant, back) in asked.items():
        values = [
            cube[reading].sel(variant=variant, group=group, year=YEAR - back).values for group, reading in OF
        ]
        calls = [_calls(agenda, file, history) for history in np.transpose(values)]
        made[name] = np.array(calls)
    return made


def _calls(agenda, file, history):
    """The verdict on each goal of one history, by way of a file."""
    rows = [
        [f"{YEAR}", group, reading, f"{value!r}", UNITS[reading], f"{YEAR + 1}", "", "made"]
        for (group, reading), value in zip(OF, map(float, history), strict=True)
    ]
    file.write_bytes(csv_of(realised.COLUMNS, rows))
    subjects = monitor.compare(agenda, realised.read(file, agenda.distribution))
    return [one.status for one in subjects]


def stated(agenda, name):
    """How often the agenda says that each goal is missed in a world: not called off track."""
    made = []
    for group, reading in OF:
        path = agenda.distribution[YEAR, group, reading, "package"]
        year, variant = (YEAR - LATE, "package") if name == "late" else (YEAR, "baseline")
        world = agenda.distribution[year, group, reading, variant]
        edge = path.at(ALARM) if reading in UP else path.at(1 - ALARM)
        made.append(1 - world.below(edge) if reading in UP else world.below(edge))
    return np.array(made)


def band(found, rate):
    """The 95 % band of a mean share over goals, of 200 histories beside a path of 1,000 draws."""
    alone = found.shape[1] == 1
    spread = np.sqrt(rate * (1 - rate)) if alone else found.mean(axis=1).std(ddof=1)
    size = NORMAL * spread * np.sqrt(1 / HISTORIES + 1 / PATH)
    return rate - size, rate + size


def told(what, found, rate):
    low, high = band(found, rate)
    share = found.mean()
    print(f"\n{what}: stated {rate:.1%}, found {share:.1%}, band {max(low, 0):.1%} to {high:.1%}")
    assert low <= share <= high, what


def test_a_right_path_is_called_off_track_as_often_as_is_said(worlds):
    told("false alarms, off track", worlds["right"] == monitor.OFF, ALARM)


def test_a_right_path_is_called_not_on_track_as_often_as_is_said(worlds):
    told("false alarms, not on track", worlds["right"] != monitor.ON, WARNED)


@pytest.mark.parametrize("name", ["late", "nothing"])
def test_another_world_is_missed_as_often_as_is_said(name, agenda, worlds):
    told(f"misses, {name}", worlds[name] != monitor.OFF, stated(agenda, name).mean())


@pytest.mark.parametrize("reading", READINGS)
def test_each_reading_of_techniek_alone(reading, agenda, worlds):
    at = OF.index(("techniek", reading))
    for name, rate in (
        ("right", 1 - ALARM),
        *((one, stated(agenda, one)[at]) for one in ("late", "nothing")),
    ):
        told(f"{reading} of techniek, {name}: not off track", worlds[name][:, [at]] != monitor.OFF, rate)


def test_what_is_carried_out_tells_far_more(agenda):
    """The count of a measure: false alarms as stated, and a start two years late is missed as often as is stated."""
    rows = [row for row in packages.load(PACKAGE).rows if row.measure.realisation.shape != "fixed"]
    right, late, rates = [], [], []
    for row in rows:
        path, behind = (
            agenda.distribution[year, row.measure.id, CARRIED_OUT, "package"] for year in (YEAR, YEAR - LATE)
        )
        rates.append(1 - behind.below(path.at(ALARM)))
        done = distribution.done([row], range(YEAR - LATE, YEAR + 1), Uniforms(2, HISTORIES), HISTORIES)
        for found, values in ((right, done[:, LATE]), (late, done[:, 0])):
            found.append([_call(agenda, row.measure.id, path.unit, value) for value in values])
    told("carried out, false alarms", np.array(right).T == monitor.OFF, ALARM)
    told("carried out, start two years late missed", np.array(late).T != monitor.OFF, np.mean(rates))


def _call(agenda, name, unit, value):
    one = realised.Observed(YEAR, 0, name, CARRIED_OUT, float(value), unit, f"{YEAR + 1}", None, "made")
    return monitor.judge(agenda.distribution, one).status
