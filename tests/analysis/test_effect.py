"""One measure alone: the same numbers as an answer, its lag, and its cost per technician-year."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest
import xarray as xr

from krapte.analysis import effect as alone
from krapte.analysis.laboratory import Laboratory
from krapte.analysis.money import Paid
from krapte.analysis.rows import EffectRow
from krapte.figures.errors import InputError
from krapte.measures import library

DRAWS = 8


@pytest.fixture(scope="module")
def lab():
    return Laboratory(draws=DRAWS)


@pytest.fixture(scope="module")
def card(lab):
    return lab.effect("m1")


def test_an_effect_is_the_difference_of_the_answer(lab, card):
    answer = lab.run("m1", split=False)
    told = [row for row in answer.rows if row["variant"] == "difference"]
    assert [{k: v for k, v in row.items() if k not in ("measure", "dose")} for row in card.rows] == told
    assert {(row["measure"], row["dose"]) for row in card.rows} == {("m1", 3000.0)}
    assert card.cost == answer.cost
    assert card.manifest["content"] == answer.manifest["content"]
    assert card.manifest["command"].startswith(
        "krapte effect m1 --dose 3000 --start 2028 --scenario moderate"
    )


def test_the_baseline_runs_once(lab, card):
    heard = []
    again = lab.effect("m1", dose=1000, start=2030, progress=lambda *at: heard.append(at))
    assert again.runs == DRAWS
    assert heard[-1] == (DRAWS, DRAWS)
    assert (again.dose, again.start) == (1000.0, 2030)
    assert card.row("capacity", 2035)["median"] > again.row("capacity", 2035)["median"] > 0
    assert again.row("capacity", 2030)["median"] == 0
    assert again.row("capacity", 2035, "care") is None


def test_no_dose_does_nothing(lab):
    none = lab.effect(library.load("m1"), dose=0)
    assert all(row["median"] == row["low"] == row["high"] == 0 for row in none.rows)
    assert none.lag is None
    assert none.per_technician_year.why_not == alone.LITTLE


def test_a_file_of_ones_own_is_a_measure(lab, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_bytes((resources.files("krapte.measures") / "files" / "m1.yaml").read_bytes())
    made = lab.effect(file)
    assert made.measure == "m1"
    assert made.row("vacancies", 2035) == lab.effect("m1").row("vacancies", 2035)


@pytest.mark.parametrize(
    ("asked", "code", "where"),
    [
        ({"measure": "e22"}, "unknown_measure", "measure"),
        ({"measure": "first-four"}, "unknown_measure", "measure"),
        ({"measure": "m1", "dose": 1e9}, "dose_out_of_range", "m1: dose"),
        ({"measure": "m1", "dose": float("nan")}, "dose_out_of_range", "m1: dose"),
        ({"measure": "m1", "start": 1}, "year_out_of_range", "m1: start"),
        ({"measure": "m1", "start": 2025}, "law_does_not_allow_before", "m1: start"),
        ({"measure": "no/such.yaml"}, "file_not_found", "no/such.yaml"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(asked, code, where):
    with pytest.raises(InputError) as caught:
        alone.package(**asked)
    assert (caught.value.code, caught.value.where) == (code, where)


def path(values: dict[int, tuple[float, float, float]]) -> list[EffectRow]:
    return [
        EffectRow(
            measure="a",
            dose=1.0,
            year=year,
            group="techniek",
            reading="vacancies",
            variant="difference",
            median=median,
            low=low,
            high=high,
            unit="vacancies",
            right_sign=1.0,
        )
        for year, (median, low, high) in values.items()
    ]


def test_the_lag_waits_for_half_of_2040_and_for_certainty():
    made = path(
        {
            2028: (0, 0, 0),
            2029: (90, 10, 99),  # the other way
            2030: (-60, -90, 5),  # half, but uncertain
            2031: (-40, -50, -30),  # certain, not half
            2032: (-50, -60, -1),
            2040: (-100, -200, -10),
        }
    )
    assert alone.lag(made, 2050) == 2032
    assert alone.lag(made[:-1], 2032) == 2031  # of the last year, where that comes sooner
    assert alone.lag(path({2030: (-60, -90, -5), 2040: (-100, -200, 10)}), 2050) is None


def made_results(capacity: list[list[float]]) -> xr.Dataset:
    """Capacity added ``[draw, year]`` from 2029 on; 2028 is the start."""
    more = np.array([[0.0, *row] for row in capacity])
    cube = np.stack([np.full_like(more, 7.0), more + 7.0])[..., None]
    years = [2028 + i for i in range(more.shape[1])]
    coords = {"variant": ["baseline", "package"], "year": years, "group": ["techniek"]}
    return xr.Dataset({"capacity": (("variant", "draw", "year", "group"), cube)}, coords=coords)


def paid(eur: list[list[float]]) -> list[Paid]:
    return [Paid("a", "state", 2025, np.array(eur)), Paid("a", "employers", 2025, np.array(eur))]


def test_cost_per_technician_year_is_a_ratio_of_sums_per_draw():
    both = made_results([[100, 300]] * 3)
    per = alone.per_technician_year(both, paid([[0, 1e6, 3e6]] * 3), 2028, 2030)
    assert per.eur == pytest.approx((20_000, 20_000, 20_000))  # 8 million over 400 years
    assert per.capacity == pytest.approx((200, 200, 200))
    assert (per.first, per.last, per.why_not) == (2028, 2030, None)


@pytest.mark.parametrize(
    ("capacity", "why"),
    [
        ([[29, 29]] * 5, alone.LITTLE),
        ([[-100, -100]] * 5, alone.TAKES),
        ([[100, 100]] * 3 + [[0, 0]] * 2, alone.UNCERTAIN),
        ([[100, 100]] * 9 + [[0, 0]], alone.UNCERTAIN),  # the upper end lies at no bound
    ],
)
def test_nothing_is_divided_by_little_or_by_doubt(capacity, why):
    per = alone.per_technician_year(made_results(capacity), paid([[1e6]] * len(capacity)), 2028, 2030)
    assert (per.eur, per.why_not) == (None, why)


def test_a_measure_without_cost_has_no_cost_per_technician_year():
    assert alone.per_technician_year(made_results([[100]] * 2), [], 2028, 2029).why_not == alone.NO_COST
    assert alone.per_technician_year(made_results([[100]] * 2), [], 2040, 2029).why_not == alone.LITTLE


def test_any_measure_is_told_by_level_and_sector(lab, card):
    told = {(r["level"], r["reading"]) for r in card.levels}
    assert told == {(level, name) for level in ("mbo", "hbo", "wo") for name in ("entrants", "diplomas")}
    assert {r["variant"] for r in (*card.levels, *card.sectors)} == {"difference"}
    answer = lab.run("m1", split=False)
    assert card.sectors == [r for r in answer.sectors if r["variant"] == "difference"]
    assert answer.levels == []  # a package is told by level only where it is about education
    schooled = lab.effect("e1")
    more = [
        r["median"]
        for r in schooled.levels
        if (r["level"], r["reading"], r["year"]) == ("mbo", "diplomas", 2035)
    ]
    assert more[0] > 0
    assert schooled.levels == lab.run("e1", split=False).levels
