"""The shipped tables: known totals, nothing of the years kept for tests, corrections applied."""

from __future__ import annotations

import re

import numpy as np
import pytest

from krapte import figures
from krapte.figures import layout

TECHNICAL = ("21", "31", "71", "72", "74", "75", "81", "82")


@pytest.fixture(scope="module")
def book():
    return figures.load()


@pytest.mark.parametrize(
    ("year", "persons"), [("2023", 17_811_291), ("2024", 17_942_942), ("2025", 18_044_027)]
)
def test_population_adds_up_to_the_published_total(year, persons, book):
    assert figures.table("population").numbers(year).sum() == persons
    if year != "2025":
        assert book[f"dem_pop_{year}"].value == persons


def test_deaths_add_up_to_the_published_total(book):
    deaths = figures.table("deaths")
    for year in range(2013, 2025):
        found = deaths.numbers(str(year)).sum()
        assert found == pytest.approx(book[f"dem_deaths_{year}"].value, rel=1e-3), year


def test_technical_groups_of_isco_in_2024():
    isco = figures.table("isco")
    rows = [row for row in isco.rows if row["isco"] in TECHNICAL]
    assert len(rows) == 8
    assert sum(int(row["2024"]) for row in rows) == 1_361_100
    assert all("2021" in row["breaks"].split() for row in isco.rows)


def test_brc_class_07(book):
    assert book["lm_emp_brc07_2024q4"].value == 1_383_000
    brc = figures.table("brc_2024q4")
    assert len(brc.rows) == 114 == len(set(brc.column("code")))
    groups = sum(int(row["employed_2024q4"]) for row in brc.rows if row["class_code"] == "07")
    assert abs(groups - 1_383_000) <= 5_000  # groups are rounded to a thousand


def test_death_probabilities_are_probabilities():
    table = figures.table("qx_ag2024")
    assert table.columns[2] == "2024"
    assert table.columns[-1] == "2050"
    for year in ("2024", "2050"):
        numbers = table.numbers(year)
        assert len(numbers) == 106 * 2
        assert ((numbers > 0) & (numbers < 1)).all()


def test_fertility_has_a_plausible_level():
    assert 1.3 < figures.table("fertility_shape").numbers("2023").sum() < 1.9


def test_pension_age_never_falls_and_is_central():
    table = figures.table("aow_age")
    low, central, high = (table.numbers(f"aow_age_{name}") for name in ("low", "central", "high"))
    assert (low <= central).all()
    assert (central <= high).all()
    assert (np.diff(central) >= 0).all()
    assert dict(zip(table.column("year"), central, strict=True))["2024"] == 67


def test_labour_force_rates_cover_fifteen_to_seventy_four():
    rows = figures.table("lf_rate_2012").rows
    assert len(rows) == 24
    assert {row["age"] for row in rows} == {f"{age}-{age + 4}" for age in range(15, 75, 5)}


@pytest.mark.parametrize("name", ["isco", "brc_2024q4"])
def test_no_column_of_2025_or_later(name):
    assert not [column for column in figures.table(name).columns if re.search(r"202[5-9]|20[3-9]\d", column)]


def test_the_panel_ends_in_2024_and_names_its_figures(book):
    panel = figures.table("panel")
    assert max(map(int, panel.column("year"))) == 2024
    assert len(set(panel.column("series"))) == 133
    assert set(panel.column("role")) == {
        *("calibration+test", "test", "calibration", "driver", "context", "level check", "do not score")
    }
    for row in panel.rows:
        ids = row["figure_ids"].split()
        assert all(name in book for name in ids), row
        assert ids or row["made_of"], row
        if len(ids) == 1 and not row["made_of"]:
            assert float(row["value"]) == pytest.approx(book[ids[0]].value, rel=1e-3), row


@pytest.mark.parametrize("name", figures.table_names())
def test_every_series_has_sources_and_a_grade(name):
    table = figures.table(name)
    assert table.rows
    assert table.sources
    assert set(table.grade.split()) <= set(layout.GRADES)


def test_corrections_are_applied(book):
    assert book["lm_frictional_duration_min"].value == 55.6
    users = book["ip_30_users_2022"]
    assert (users.value, users.low, users.high, users.grade) == (110_000, 105_000, 115_000, "A")
    assert book["eei_e1_counts"].unit == "count"
    assert book["ip_ind_kt_app_2022T1"].period == "2022-01/2022-04"
    assert book["lm_claim_aanvalsplan"].unit == "persons_per_year"
    assert book["pd.heatpump.goal.2030"].period == "2030"


def test_no_place_of_a_machine_is_told(book):
    for figure in book:
        told = f"{figure.locator} {figure.source.address} {figure.source.title}"
        assert "shared/" not in told, figure.figure_id
        assert not re.search(r"(^|\s)/(work|home|tmp|root)/", told), figure.figure_id
    assert book["dem_pop_2014"].locator == "series/population"
    assert "not shipped" in book["dem_netmig_2018"].locator


def test_sources_that_two_topics_share_by_name_are_apart(book):
    assert book["dem_exit_56"].source.source_id == "demography_derived"
    assert book["gp_hbo_grads_tech_2016"].source.source_id == "gaps_derived"


def test_the_tables_are_small():
    size = sum(path.stat().st_size for path in layout.TABLES.rglob("*") if path.is_file())
    assert size <= layout.SIZE_LIMIT
