"""The packages of a pillar hold every proposal of it that the paper makes."""

from __future__ import annotations

import pytest

from krapte.measures import library, packages


@pytest.mark.parametrize(
    ("pillar", "proposals"),
    [("education", ["E1", "E2", "E3", "E4", "E5", "E6", "E9"]), ("productivity", ["P1", "P2", "P3"])],
)
def test_a_pillar_holds_each_of_its_proposals_once_at_its_usual_dose(pillar, proposals):
    package = packages.load(pillar)
    assert sorted(one for row in package.rows for one in row.measure.paper) == proposals
    assert {row.measure.pillar for row in package.rows} == {pillar}
    assert all(row.dose == row.measure.dose.default for row in package.rows)
    assert all(row.start == row.measure.timing.start for row in package.rows)


def test_no_package_of_a_pillar_holds_an_unfinanced_or_a_tightening_variant():
    """They are the same proposal under other conditions, or a loss: never added to the others."""
    held = {row.measure.id for name in packages.ids() for row in packages.load(name).rows}
    assert not held & {"e1-unfinanced", "m2-ruling", "m2-tightened"}
    assert {"e1-unfinanced", "m2-ruling", "m2-tightened"} <= set(library.ids())
