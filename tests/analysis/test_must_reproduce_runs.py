"""Published findings on the whole market that a run must give by itself; see also tests/market/test_must_reproduce.py.

Each test names the figure, how far the model may be from it, and why. What the model does not reproduce is marked,
with what it gives and the cause.
"""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.measures import library, packages
from krapte.measures.packages import Package, Row

FIGURES = figures.load()
THREE = ("p1", "p2", "p3", "e1", "e2", "e3", "e4", "e5", "e6", "e9", "i2", "i3", "m1")


def published(name: str) -> float:
    return FIGURES[name].value


@pytest.fixture(scope="module")
def lateral(answer):
    """``lateral(flows...)``: people who came to techniek from outside it in 2022, times installation's part of it."""
    base = answer.results.sel(variant="baseline")
    part = published("eei_i3_inst_stock") / base["employed"].sel(group="techniek", year=2022)

    def came(*flows: str) -> np.ndarray:
        # A flow is labelled by the year it leads to.
        return (base["into_techniek"].sel(flow=list(flows), year=2023).sum("flow") * part).values

    return came


def from_outside() -> float:
    """Lateral entrants of installation who do not come from another technical sector, a year."""
    return published("eei_i3_inst_n") * (1 - published("eei_i3_p_within"))


def test_the_baseline_has_the_lateral_entry_that_installation_has(lateral):
    """14,000 a year on 142,000 workers in 2022 (eei_i3_inst_n), of whom about a third from techniek itself.

    Tolerance: installation's part of all who come to techniek by another occupation or out of unemployment is at
    least the 9,100 from outside, in the median, and no more than twice that. The model has occupations, no branches:
    that installation hires as the rest of techniek does is the test's assumption.
    """
    middle = float(np.median(lateral("switching", "hires")))
    assert from_outside() <= middle <= 2 * from_outside()


@pytest.mark.xfail(
    strict=True,
    reason="7,200 a year (80 % interval 6,500 to 8,200) against 9,100: installation finds more of its people in other "
    "occupations than techniek as a whole does, and the model has no branches",
)
def test_change_of_occupation_alone_holds_installation(lateral):
    assert np.quantile(lateral("switching"), 0.9) >= from_outside()


@pytest.fixture(scope="module")
def closed(lab):
    """Share of the technical shortage that productivity, youth and migration close together ``[draw]``, by year."""
    found = [library.load(name) for name in THREE]
    rows = tuple(Row(one, one.dose.default, one.timing.start) for one in found)
    together = packages.build(Package("three", found[0].title, found[0].explanation, rows))
    shortage = lab.run(together, split=False).results["shortage"].sel(group="techniek")

    def share(year: int) -> np.ndarray:
        left = shortage.sel(variant="package", year=year) / shortage.sel(variant="baseline", year=year)
        return (1 - left).values

    return share


@pytest.mark.parametrize("year", [2030, 2036])
def test_the_three_levers_together_close_only_a_part(closed, year):
    """SEO 2022: measures on productivity, youth and migration close only a part (ip_peer_seo2022, at most 0.6).

    Tolerance: below 0.6 in nine of ten draws and above nought in the median, in 2030 and eight years after the start
    of the measures, which is as far as the report looked. The finding is a sentence; the number is our reading of it.
    """
    made = closed(year)
    assert np.quantile(made, 0.9) < FIGURES["ip_peer_seo2022"].high
    assert np.median(made) > 0


def test_the_three_levers_together_close_about_as_much_as_we_read(closed):
    """Our reading of that report is 0.4 (0.2 to 0.6, grade C); the model gives 0.18 (80 % interval 0.08 to 0.34).

    Tolerance: the two intervals overlap. The middle of the model lies at the low end: half of the people brought do
    more work and an eighth stand where others would have come, which a sum of levers leaves out.
    """
    read = FIGURES["ip_peer_seo2022"]
    low, high = np.quantile(closed(2036), [0.1, 0.9])
    assert low <= read.high
    assert high >= read.low
