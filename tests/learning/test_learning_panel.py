"""The panel: families, the skip-step rule, and that no forecast can read what came after its origin."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from krapte import figures
from krapte.figures.errors import InputError
from krapte.learning import panel, rivals, spread, trends
from krapte.learning.panel import ORIGINS, Past, Series

NAMES = [name for names in panel.families().values() for name in names]
MADE = Series("made", "persons", {2016: 100.0, 2017: 110.0, 2018: 121.0, 2020: 120.0}, frozenset([2018]))


def test_the_scored_series_are_sixty_six_in_fifteen_families():
    assert len(panel.families()) == 15
    assert len(NAMES) == len(set(NAMES)) == 66
    assert len(panel.families()["tech_groups"]) == 8
    assert len(panel.families()["other_groups"]) == 22
    roles = {row["series"]: row["role"] for row in figures.table("panel").rows}
    assert {roles[name] for name in NAMES} <= {"calibration+test", "test", "do not score"}


def test_the_eight_technical_groups_add_up_to_their_block():
    for year, value in panel.series("emp_tech8").values.items():
        parts = sum(panel.series(name).values[year] for name in panel.families()["tech_groups"])
        assert parts == pytest.approx(value, rel=1e-9)


def test_a_step_into_a_break_counts_nowhere_and_a_gap_is_bridged():
    assert [(step.first, step.last) for step in MADE.steps()] == [(2016, 2017), (2018, 2020)]
    assert MADE.steps()[1].rate == pytest.approx(np.log(120 / 121) / 2)
    assert [(step.first, step.last) for step in MADE.counted(2016, 2020)] == [(2016, 2017), (2018, 2020)]


def test_the_last_step_has_to_count_and_sixty_per_cent_of_the_years():
    assert MADE.counted(2016, 2018) == ()
    assert MADE.counted(2017, 2020)
    assert MADE._replace(breaks=frozenset([2017, 2020])).counted(2016, 2020) == ()
    assert MADE._replace(breaks=frozenset([2017, 2018])).counted(2016, 2020) == ()
    assert MADE.counted(2015, 2020) == MADE.counted(2016, 2019) == ()


def test_a_gap_of_four_years_is_not_bridged():
    assert MADE._replace(values={2012: 1.0, 2016: 2.0}, breaks=frozenset()).steps() == ()


def test_interpolated_entrants_are_not_in_the_panel():
    assert not {2020, 2021} & set(panel.series("in_mbo_tech").values)


def test_nothing_is_dated_2025_or_later():
    assert max(max(panel.series(name).values) for name in {*NAMES, "gdp_growth"}) == 2024


def test_a_value_of_2025_is_refused(monkeypatch):
    row = {
        "series": "emp_total",
        "unit": "persons",
        "year": "2025",
        "value": "1",
        "break_flag": "0",
        "role": "",
    }

    class Table:
        rows = (row,)

    monkeypatch.setattr(figures, "table", lambda name: Table())
    with pytest.raises(InputError, match="year kept for testing"):
        panel._panel.__wrapped__()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_known_ends_at_the_origin(name):
    for origin in (*ORIGINS, 2012):
        known = Past(origin, "C2").series(name)
        assert max(known.values, default=0) <= origin
        assert max(known.breaks, default=0) <= origin
        assert known == panel.known(name, origin)


def test_a_track_grants_no_more_than_it_says():
    with pytest.raises(InputError, match="after origin"):
        Past(2016).realised("gdp_growth")
    with pytest.raises(InputError, match="after origin"):
        Past(2016, "C1").realised("net_migration")
    with pytest.raises(InputError, match="after origin"):
        Past(2016, "C2").realised("emp_total")
    assert max(Past(2016, "C1").realised("gdp_growth").values) == 2024


def test_an_earlier_view_grants_nothing_after_the_first_origin():
    earlier = Past(2016, "C1").back(2012)
    assert max(earlier.series("vac_open_total").values) == 2012
    assert max(earlier.realised("gdp_growth").values) == 2016
    assert max(earlier.back(2010).realised("gdp_growth").values) == 2012
    with pytest.raises(InputError, match="after origin"):
        earlier.back(2013)


def forget() -> None:
    for cached in (trends._pooled, spread.errors, spread.spread):
        cached.cache_clear()


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("rival", rivals.ALL, ids=lambda rival: rival.name)
def test_no_rival_reads_a_value_after_its_origin(rival, origin, monkeypatch):
    """With every later value changed, but for what its track grants, a forecast stays the same to the bit."""
    past, real, random = Past(origin, rival.track), panel._panel(), np.random.default_rng(1)
    granted = panel.REALISED[rival.track]
    changed = {
        name: one._replace(
            values={
                year: value if year <= origin or name in granted else value * random.uniform(0.2, 5)
                for year, value in one.values.items()
            },
            breaks=frozenset(year for year in one.breaks if year <= origin),
        )
        for name, one in real.items()
    }
    names = [*NAMES[::3], "vac_open_total", "emp_total"]
    forget()
    before = rival._replace(draws=4).paths(past, names)
    forget()
    monkeypatch.setattr(panel, "_panel", lambda: changed)
    after = rival._replace(draws=4).paths(past, names)
    forget()
    assert before.keys() == after.keys()
    for name, path in before.items():
        np.testing.assert_array_equal(path, after[name])


@pytest.mark.parametrize("module", [trends, spread, rivals], ids=lambda module: module.__name__)
def test_who_forecasts_holds_a_past_and_not_the_panel(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    taken = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "krapte.learning.panel"
        for alias in node.names
    }
    assert taken
    assert not taken & {"series", "known", "_panel", "Series"}
    assert "figures.table" not in Path(module.__file__).read_text(encoding="utf-8")
