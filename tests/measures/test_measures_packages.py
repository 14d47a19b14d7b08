"""The packages of the paper, of its pillars, of the law and of the cuts."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis import money
from krapte.country.law import cuts, schemes
from krapte.engine.shared import PARTING
from krapte.measures import library, packages

PILLARS = ("education", "inflow", "productivity", "international")
LEVEL = {"cut-practice": "practice", "cut-mbo": "mbo", "cut-higher": "higher"}
YEARS = range(2025, 2041)


@pytest.mark.parametrize(
    ("pillar", "proposals"),
    [
        ("education", {"E1", "E2", "E3", "E4", "E5", "E6", "E9"}),
        ("inflow", {"I1", "I2", "I3"}),
        ("productivity", {"P1", "P2", "P3"}),
        ("international", {"M1"}),
    ],
)
def test_a_pillar_holds_each_of_its_proposals_at_its_usual_dose(pillar, proposals):
    package = packages.load(pillar)
    assert {one for row in package.rows for one in row.measure.paper} == proposals
    assert {row.measure.pillar for row in package.rows} == {pillar}
    assert len(package.measures) == len(package.rows)


def test_the_paper_is_its_four_pillars_and_begins_as_its_files_say():
    paper = packages.load("paper")
    assert {row.measure.id for row in paper.rows} == {
        row.measure.id for pillar in PILLARS for row in packages.load(pillar).rows
    }
    assert len(paper.measures) == len(paper.rows)
    for row in (*paper.rows, *paper.avoids):
        assert (row.dose, row.start) == (row.measure.dose.default, row.measure.timing.start), row.measure.id
        assert row.start >= PARTING
        assert row.measure.timing.earliest >= PARTING
    late = {row.measure.id: row.start for row in paper.rows if row.start != PARTING}
    assert late == {"e9": 2028, "i1-thresholds": 2028, "m1": 2028}


def test_the_paper_and_its_pillar_avoid_the_tightening():
    for name in ("paper", "international"):
        (row,) = packages.load(name).avoids
        assert (row.measure.id, row.dose, row.start) == ("m2-tightened", 1, 2027)
    (row,) = packages.load("tightened").rows
    assert (row.measure.id, row.dose, row.start) == ("m2-tightened", 1, 2027)


def test_no_package_of_the_paper_holds_a_variant_or_a_loss():
    """They are the same proposal under other conditions, or a loss: never added to the others."""
    held = {row.measure.id for name in ("paper", *PILLARS) for row in packages.load(name).rows}
    assert not {name for name in held if not library.load(name).paper}
    assert not held & {"e1-unfinanced", "m2-ruling", "m2-tightened"}


def planned(package, name):
    """The dose of a measure by year, in full from its first day."""
    rows = [row for row in package.rows if row.measure.id == name]
    carried, _ = money.carried_out(rows, YEARS, lambda key: np.full(1, 0.5), 1)
    return dict(zip(YEARS, carried[0].tolist(), strict=True))


@pytest.mark.parametrize("world", cuts.WORLDS)
@pytest.mark.parametrize("name", LEVEL)
def test_cuts_of_a_package_are_those_of_the_law_in_every_year(world, name):
    package = packages.load("cuts" if world == "budget" else "cuts-accord")
    law = {year: cuts.amount(LEVEL[name], year, world) / 1e6 for year in YEARS}
    assert planned(package, name) == pytest.approx(law)
    assert {row.measure.id for row in package.rows} == set(LEVEL)


def test_a_cut_alone_is_what_the_law_takes_in_the_end():
    for name, level in LEVEL.items():
        made = library.load(name)
        assert made.dose.default == pytest.approx(cuts.amount(level, 2030) / 1e6)
        assert cuts.amount(level, made.timing.start) == cuts.amount(level, 2030)
        assert cuts.amount(level, made.timing.start - 1) < cuts.amount(level, 2030)
        first = min(row.start for row in packages.load("cuts").rows if row.measure.id == name)
        assert made.timing.earliest <= first


def test_the_accord_stands_beside_the_cuts():
    beside = packages.load("cuts").beside
    assert beside is not None
    assert beside.id == "cuts-accord"
    assert not any(row.dose for row in beside.rows)


def test_what_ends_in_2027_is_what_the_law_says():
    """Of what ends only money for mbo schools is moved: the rest are sums over years, without a mechanism here."""
    ending = {one.scheme: one for one in schemes.ending(2027)}
    assert [name for name, one in ending.items() if one.unit == schemes.YEARLY] == ["werkagenda_mbo"]
    (row,) = packages.load("ending-2027").rows
    last = ending["werkagenda_mbo"].last_day
    assert last is not None
    assert (row.measure.id, row.dose, row.start) == ("cut-mbo", schemes.cliff(2027) / 1e6, last.year + 1)
