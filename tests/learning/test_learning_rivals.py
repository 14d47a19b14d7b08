"""The rivals reproduce the shared scoreboard.

``published_scores.csv`` is copied from the shared ``data/backtest/rivals_summary.csv`` (its recipes are told in
``rivals_scores.md`` beside it):

    keep = ["family", "rival", "h", "n", "crps", "wape", "cover80", "pit_mean", "dir_ok", "reldir_ok"]
    rows = [r for r in csv.DictReader(open("rivals_summary.csv")) if r["h"] in ("all", "1-2", "3-4", "5-8")
            or r["family"] == "education totals" and r["h"].startswith("target")]

Tolerances: number of forecasts exact; CRPS 5 % or 0.3; weighted error 5 % or 0.2; direction 0.01; the recipes do not
say to what growth is *relative* (0.12 is seen), nor give all numbers behind an interval (coverage 0.08). What lies
beyond is listed in ``MISSES``. The shared scoreboard scores diplomas of school year 2024/25, which are held back
here: totals of education are compared per target year to 2023, and its number of forecasts is 54 higher.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from backtest_made import cells
from krapte.learning import panel, rivals, scores, spread, trends
from krapte.learning.panel import Past

pytestmark = pytest.mark.slow

FILE = Path(__file__).with_name("published_scores.csv")
FAMILIES = dict(
    zip(
        (
            *("tech groups (8)", "other groups (22)", "blocks", "tech sub-blocks", "employment total"),
            *("unemployed", "open vacancies", "filled vacancies", "tension V/U", "technical education"),
            *("education totals", "population", "participation", "older workers", "migration"),
        ),
        panel.families(),
        strict=True,
    )
)
with FILE.open(encoding="utf-8", newline="") as _file:
    PUBLISHED = [row | {"family": FAMILIES[row["family"]]} for row in csv.DictReader(_file)]
HELD_BACK = ("all", "5-8", "target 2024")
COMPARED = [row for row in PUBLISHED if row["family"] != "education" or row["h"] not in HELD_BACK]
WHOLES = [row for row in COMPARED if row["h"] == "all"]

# Seen where the recipe leaves room: figure here against the published one.
MISSES = {
    (
        "crps",
        "technical_education",
        "ar1",
        "all",
    ): "6.2, 6.7: which steps over a gap count in the pooled AR(1)",
    (
        "crps",
        "technical_education",
        "ar1",
        "3-4",
    ): "7.4, 8.0: which steps over a gap count in the pooled AR(1)",
    (
        "crps",
        "technical_education",
        "ar1",
        "5-8",
    ): "9.3, 10.3: which steps over a gap count in the pooled AR(1)",
    (
        "error",
        "technical_education",
        "ar1",
        "all",
    ): "9.7, 10.4: which steps over a gap count in the pooled AR(1)",
    (
        "error",
        "technical_education",
        "ar1",
        "5-8",
    ): "13.1, 14.4: which steps over a gap count in the pooled AR(1)",
    (
        "covered",
        "technical_education",
        "ar1",
        "all",
    ): "0.77, 0.68: which steps over a gap count in the pooled AR(1)",
    ("covered", "tension", "ar1", "all"): "0.65, 0.82: AR(1) on two steps of growth, 17 forecasts",
    ("covered", "unemployed", "combo", "all"): "0.76, 0.88: 2 of 17 forecasts at the edge of the interval",
}


def compared(what: str, rows: list[dict[str, str]]) -> list[object]:
    """The rows as cases, those that are known to miss as strict failures with their figures."""
    made = []
    for row in rows:
        key = (row["family"], row["rival"], row["h"])
        miss = MISSES.get((what, *key))
        # Strict, with the reason of each in MISSES: a row that comes to agree must leave that list.
        marks = [pytest.mark.xfail(reason=miss, strict=True)] if miss else []
        made.append(pytest.param(row, id=" ".join(key), marks=marks))
    return made


def ours(row: dict[str, str]) -> scores.Score:
    name, _, year = row["h"].partition(" ")
    band = "" if name in ("all", "target") else name
    found = scores.chosen(cells()[row["rival"]], family=row["family"], band=band)
    return scores.score([cell for cell in found if not year or cell.target == int(year)])


@pytest.mark.parametrize("row", compared("n", COMPARED))
def test_the_number_of_forecasts_is_that_of_the_shared_scoreboard(row):
    assert ours(row).n == int(row["n"])


def test_all_rivals_together_make_the_published_number_but_for_what_is_held_back():
    assert sum(int(row["n"]) for row in PUBLISHED if row["h"] == "all") == 6797
    held_back = 9 * len(rivals.UNCONDITIONAL)  # three series of diplomas from three origins
    assert sum(map(len, cells().values())) == 6797 - held_back == 6743


@pytest.mark.parametrize("row", compared("crps", COMPARED))
def test_the_crps_is_the_published_one(row):
    assert ours(row).crps == pytest.approx(float(row["crps"]), rel=0.05, abs=0.3)


@pytest.mark.parametrize("row", compared("error", COMPARED))
def test_the_weighted_error_is_the_published_one(row):
    assert ours(row).error == pytest.approx(float(row["wape"]), rel=0.05, abs=0.2)


@pytest.mark.parametrize("row", compared("covered", WHOLES))
def test_the_coverage_is_the_published_one(row):
    assert ours(row).covered == pytest.approx(float(row["cover80"]), abs=0.08)


@pytest.mark.parametrize("row", compared("direction", [row for row in WHOLES if row["dir_ok"]]))
def test_the_direction_is_the_published_one(row):
    assert ours(row).direction == pytest.approx(float(row["dir_ok"]), abs=0.01)


@pytest.mark.parametrize("row", compared("relative", [row for row in WHOLES if row["reldir_ok"]]))
def test_the_relative_direction_is_near_the_published_one(row):
    assert ours(row).relative == pytest.approx(float(row["reldir_ok"]), abs=0.12)


@pytest.mark.parametrize(
    "row", [row for row in WHOLES if row["rival"] == "last"], ids=lambda row: row["family"]
)
def test_no_change_is_met_within_one_per_cent(row):
    assert ours(row).crps == pytest.approx(float(row["crps"]), rel=0.01)


def test_the_mean_beside_the_reference_is_the_published_one():
    told = {"last": 1.31, "drift5": 1.23, "damped": 1.0, "naive_plus": 1.08, "ar1": 1.06, "combo": 1.01}
    for name, value in told.items():
        assert scores.geometric(cells()[name], cells()["damped"]) == pytest.approx(value, abs=0.02), name


def test_the_strong_reference_is_the_published_best():
    for family, best in rivals.STRONG.items():
        rows = [row for row in PUBLISHED if row["family"] == family and row["h"] == "all"]
        unconditional = [row for row in rows if row["rival"] in rivals.UNCONDITIONAL]
        assert min(unconditional, key=lambda row: float(row["crps"]))["rival"] == best, family
    assert set(rivals.STRONG) == set(panel.families())
    assert rivals.REFERENCE in rivals.UNCONDITIONAL


def test_trends_by_hand():
    """Population of 2010 to 2016 is known every year: recipes in plain sums."""
    past, name = Past(2016), "pop_20_64"
    values = past.series(name).values
    rates = np.diff(np.log([values[year] for year in range(2010, 2017)]))
    ages = np.arange(5, -1, -1)
    recent = (0.6**ages @ rates) / (0.6**ages).sum()
    three = np.mean([rates[-3:].mean(), rates[-5:].mean(), rates.mean()])
    assert trends.last(past, name).mean[7] == 0
    assert trends.drift5(past, name).mean[0] == pytest.approx(rates[-5:].mean())
    assert trends.damped(past, name).mean[2] == pytest.approx(recent * 0.8**3)
    assert trends.naive_plus(past, name).mean[1] == pytest.approx(three * 0.9**2)
    five = [getattr(trends, one)(past, name).mean for one in rivals.UNCONDITIONAL[:5]]
    assert trends.combo(past, name).mean == pytest.approx(np.mean(five, axis=0))


def test_the_scale_is_the_random_walk_formula_on_the_years_that_count():
    past, ahead = Past(2019), np.array([1.0] * 6 + [0.0] * 2)
    assert trends.last(past, "pop_20_64").scale(ahead) == pytest.approx(np.sqrt(6 + 0.0375 * 36))
    assert trends.drift5(past, "pop_20_64").scale(ahead) == pytest.approx(np.sqrt(6 + 36 / 5))
    growth = trends.Growth(np.zeros(8), np.zeros(8), 0.5)
    assert growth.scale(np.array([1.0, 1, 0, 0, 0, 0, 0, 0])) == pytest.approx(np.sqrt(1.5**2 + 1))


def test_paths_have_the_spread_and_the_middle_of_the_recipe():
    past, name = Past(2018), "vac_open_total"
    for rival in rivals.ALL[:6]:
        path, growth = rival.paths(past, [name])[name], rival.recipe(past, name)
        assert path.shape == (rivals.DRAWS, panel.HORIZON)
        assert np.median(path, axis=0) == pytest.approx(np.cumsum(growth.mean), abs=1e-9)
        expected = spread.spread(rival.recipe, past, name) * growth.scale(np.ones(8))
        assert path[:, -1].std() == pytest.approx(expected, rel=0.03)


def test_draws_of_two_series_are_independent():
    paths = rivals.ALL[0].paths(Past(2018), ["emp_tech8", "emp_care"])
    assert abs(np.corrcoef(paths["emp_tech8"][:, -1], paths["emp_care"][:, -1])[0, 1]) < 0.1


def test_a_series_without_a_value_at_the_origin_or_with_one_step_is_not_forecast():
    assert rivals.ALL[0].paths(Past(2018), ["stud_hbo_tech", "stud_wo_tech"]) == {}
    assert set(rivals.ALL[0].paths(Past(2016), ["stud_hbo_tech", "stud_mbo"])) == {"stud_hbo_tech"}


def test_shares_stay_where_the_total_goes():
    paths = rivals.ALL[6].paths(Past(2018), ["emp_isco_21", "emp_isco_75", "vac_open_total"])
    assert set(paths) == {"emp_isco_21", "emp_isco_75"}
    assert np.median(paths["emp_isco_21"], axis=0) == pytest.approx(np.median(paths["emp_isco_75"], axis=0))


def test_roa_is_only_there_for_the_years_it_published_from():
    rival = next(one for one in rivals.ALL if one.name == "roa_total_frozen")
    growth = rival.recipe(Past(2016), "emp_total")
    assert np.exp(growth.mean[:6].sum()) == pytest.approx(1 + 520_000 / 8_567_750)
    assert rival.recipe(Past(2019), "emp_total") is None
