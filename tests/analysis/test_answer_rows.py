"""The rows of an answer: which years, groups and readings they tell."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, UNDONE, YEARS
from krapte.engine.results import ALL, WIDE


def test_rows_are_tidy_and_complete(answer):
    keys = {(r["year"], r["group"], r["reading"], r["variant"]) for r in answer.rows}
    assert len(keys) == len(answer.rows) == 27 * 3 * (7 * len(ALL) + len(WIDE) + len(UNDONE))
    for row in answer.rows:
        assert row["low"] <= row["median"] <= row["high"]
        assert (row["right_sign"] is None) == (row["variant"] != "difference")


def test_the_baseline_tells_the_years_from_the_first_one_on(lab, answer):
    rows = lab.run().rows
    assert {row["year"] for row in rows} == set(YEARS)
    assert {row["year"] for row in answer.rows} == {year for year in YEARS if year >= ANCHOR_YEAR}
    first = {(r["reading"], r["group"]): r for r in rows if r["year"] == FIRST_YEAR}
    assert {key for key in first if key[0] == "vacancies"} == {("vacancies", group) for group in ALL}
    later = {(r["reading"], r["group"]) for r in rows if r["year"] == ANCHOR_YEAR}
    assert set(first) == later - {(name, "techniek") for name in UNDONE}  # of which the past knows nothing
    published = {(d["reading"], d["group"]): d["value"] for d in answer.history if d["year"] == FIRST_YEAR}
    for reading in ("vacancies", "unemployed", "employed"):
        row = first[reading, "total"]
        assert row["low"] == pytest.approx(row["high"], rel=1e-12)
        assert row["median"] == pytest.approx(published[reading, "total"], rel=0.01)
    # Nothing has been brought in or saved yet, and a slack market gives no work up.
    assert first["capacity", "techniek"]["high"] == 0
    assert first["undone", "techniek"]["median"] < first["shortage", "techniek"]["high"] + 1


def test_work_left_undone_is_told_in_things_from_the_anchor_on(answer):
    """Homes and heat pumps not delivered are a share of those that would be; of techniek alone."""
    results = answer.results.sel(group="techniek")
    for name, placed in (("undone_homes", 70_000), ("undone_heat_pumps", 100_000)):
        of_2024 = results[name].sel(year=2024, variant="baseline") / placed
        share = results["undone"].sel(year=2024, variant="baseline") / results["employed"].sel(
            year=2024, variant="baseline"
        )
        assert np.all((of_2024 / share > 0.3) & (of_2024 / share < 3))
        assert np.all(np.isnan(results[name].sel(year=2023)))
        fewer = results[name].sel(year=2035, variant="package") - results[name].sel(
            year=2035, variant="baseline"
        )
        assert float(fewer.mean()) < 0
    assert {r["group"] for r in answer.rows if r["reading"] == "undone_grid"} == {"techniek"}
    assert answer.results["undone_grid"].attrs["unit"] == "meur_per_year"
