"""Level checks: every count of the panel is held beside the run or has a reason, and each by the survey of its time."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis import validation_levels, validation_runs
from krapte.analysis.validation_levels import READINGS, ROLE, UNREAD, checked, how, unread
from krapte.analysis.validation_lines import exists
from krapte.country import published
from krapte.country.axes import FIRST_YEAR, GROUPS, TECHNIEK
from krapte.telling import validation_levels as told


@pytest.fixture(scope="module")
def free():
    return validation_runs.run(False, 4)


@pytest.fixture(scope="module")
def levels(free):
    return validation_levels.rows(free)


def test_every_level_check_is_held_beside_the_run_or_has_a_reason(monkeypatch):
    named = {row["series"] for row in published.rows("panel") if row["role"] == ROLE}
    assert {row["series"] for row in checked()} == set(READINGS)
    assert sum(unread().values()) == len(named - set(READINGS))
    assert min(unread().values()) >= 1
    monkeypatch.delitem(UNREAD, "emp_brc12")
    with pytest.raises(KeyError):
        unread()


def test_counts_are_those_of_the_panel_with_a_source(levels):
    values = [float(row["value"]) for row in checked() if int(row["year"]) >= FIRST_YEAR]
    assert sorted(one.line.published for one in levels) == sorted(values)
    assert all(exists(source) for one in levels for source in one.line.sources)


def test_a_year_before_the_survey_stands_beside_its_own_count(free, levels):
    found = {(one.title, one.year, one.counted): one.line for one in levels}
    work = np.asarray(free.outcome.employed)[:, 2017 - FIRST_YEAR - 1]
    shift = free.parameter("published.survey_shift")
    then = np.median(work[:, : len(TECHNIEK)].sum(axis=1) * np.exp(-shift))
    assert found["Technicians at work (BRC 07)", 2017, "EBB old"].median == pytest.approx(then, rel=1e-6)
    care = np.median(work[:, GROUPS.index("care")])
    assert found["People in care (BRC 10)", 2017, "EBB old"].median == pytest.approx(care, rel=1e-6)
    broad = "Technicians and ICT (Techniekpact)"
    old, new = (found[broad, FIRST_YEAR, f"monitor {year}"] for year in (2020, 2022))
    assert old.low == old.high  # the stocks the run starts from, as counted then, are the same in every draw
    assert new.low < new.high


def test_the_quarter_of_a_count_is_told():
    rows = [row for row in checked() if row["series"] == validation_levels.NEW_METHOD]
    assert [how(row) for row in rows] == [f"UWV new method, {q}" for q in ("Q1", "Q1", "Q1", "Q4")]


def test_the_table_sums_up_what_lies_inside(levels):
    lines = told.told(levels)
    inside = sum(one.line.inside for one in levels)
    assert lines[1].startswith(f"{inside} of {len(levels)} lie inside")
    assert sum(line.startswith("- ") for line in lines) == len(UNREAD)
    assert lines[0].count("\n") == len(levels) + 2
