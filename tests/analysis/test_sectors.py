"""Results by sector: shared out by jobs, adding up in every draw, and an allocation of grade C in every row."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from krapte.analysis import sectors
from krapte.country import inputs
from krapte.country.axes import ANCHOR_YEAR, GROUPS, SECTORS, TECHNIEK

VARIANTS = ("baseline", "package", "difference")


def made(vacancies: dict[str, list[float]], variants: list[str]) -> xr.Dataset:
    """Results of two draws in 2030: ``vacancies`` by group for each variant, all else zero."""
    cube = np.zeros((len(variants), 2, 1, len(GROUPS)))
    for group, values in vacancies.items():
        cube[..., GROUPS.index(group)] = np.array(values)[:, None, None]
    axes = ("variant", "draw", "year", "group")
    data = {name: (axes, cube if name == "vacancies" else 0 * cube) for name in sectors.READINGS}
    return xr.Dataset(data, coords={"variant": variants, "year": [2030], "group": list(GROUPS)})


def found(rows, variant, group="techniek", reading="vacancies"):
    wanted = (variant, group, reading)
    return {r["sector"]: r["median"] for r in rows if (r["variant"], r["group"], r["reading"]) == wanted}


def test_the_jobs_of_every_group_are_shared_out_whole():
    table = sectors.shares()
    assert table.shape == (len(SECTORS), len(GROUPS))
    assert np.all(table >= 0)
    assert table.sum(axis=0) == pytest.approx(np.ones(len(GROUPS)))
    jobs = inputs.lasting().demand.structure
    assert table * jobs.sum(axis=0) == pytest.approx(jobs)


@pytest.mark.parametrize("reading", sectors.READINGS)
@pytest.mark.parametrize("group", sectors.SUMS)
def test_sectors_add_up_to_the_groups_in_every_draw(answer, reading, group):
    cube = sectors.allocate(answer.results, reading, group)
    assert cube.shape[-1] == len(SECTORS)
    whole = answer.results[reading].sel(group=group).transpose("variant", "draw", "year").values
    assert cube.sum(axis=-1) == pytest.approx(whole, rel=1e-9)


def test_employed_of_the_anchor_lie_as_the_jobs_do(answer):
    at = list(answer.results["year"].values).index(ANCHOR_YEAR)
    cube = sectors.allocate(answer.results, "employed", "techniek")[0, 0, at]
    jobs = inputs.lasting().demand.structure[:, : len(TECHNIEK)].sum(axis=1)
    assert cube / cube.sum() == pytest.approx(jobs / jobs.sum(), rel=0.02)


def test_a_group_reaches_the_sectors_where_it_works_and_no_technician_is_a_nurse():
    rows = sectors.rows(made({"electro": [100.0, 80.0], "care": [50.0, 50.0]}, ["baseline", "package"]))
    share = dict(zip(SECTORS, sectors.shares()[:, GROUPS.index("electro")], strict=True))
    of_care = dict(zip(SECTORS, sectors.shares()[:, GROUPS.index("care")], strict=True))
    for sector in SECTORS:
        assert found(rows, "baseline")[sector] == pytest.approx(100 * share[sector])
        assert found(rows, "difference")[sector] == pytest.approx(-20 * share[sector])
        both = 100 * share[sector] + 50 * of_care[sector]
        assert found(rows, "baseline", "total")[sector] == pytest.approx(both)
        assert found(rows, "difference", "total")[sector] == pytest.approx(-20 * share[sector])


def test_rows_are_tidy_and_everywhere_an_allocation_of_grade_c(answer):
    rows = answer.sectors
    keys = {(r["year"], r["sector"], r["group"], r["reading"], r["variant"]) for r in rows}
    assert len(keys) == len(rows) == 27 * len(SECTORS) * 2 * 3 * 3
    assert min(r["year"] for r in rows) == ANCHOR_YEAR
    assert {r["variant"] for r in rows} == set(VARIANTS)
    assert {(r["grade"], r["allocation"]) for r in rows} == {("C", True)}
    assert all(r["low"] <= r["median"] <= r["high"] for r in rows)
    assert {r["unit"] for r in rows if r["reading"] == "shortage"} == {"fte"}


def test_a_difference_is_taken_draw_by_draw(answer):
    base, package = sectors.allocate(answer.results, "vacancies", "techniek")
    at = list(answer.results["year"].values).index(2035)
    (row,) = [
        r
        for r in answer.sectors
        if (r["sector"], r["year"], r["reading"], r["group"], r["variant"])
        == ("installation", 2035, "vacancies", "techniek", "difference")
    ]
    changed = (package - base)[:, at, SECTORS.index("installation")]
    ends = np.quantile(changed, [0.1, 0.5, 0.9])
    assert (row["low"], row["median"], row["high"]) == pytest.approx(tuple(ends))
    assert row["high"] < 0  # the scheme brings technicians


def test_the_baseline_tells_itself_and_other_worlds_are_left_out():
    alone = sectors.rows(made({"metal": [10.0]}, ["baseline"]))
    assert {r["variant"] for r in alone} == {"baseline"}
    worlds = made({"metal": [10.0, 9.0, 8.0, 7.0]}, ["baseline", "package", "avoided", "beside"])
    assert {r["variant"] for r in sectors.rows(worlds)} == set(VARIANTS)
    assert {r["variant"] for r in sectors.rows(worlds, ("difference",))} == {"difference"}
