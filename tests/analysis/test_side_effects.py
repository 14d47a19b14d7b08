"""Side effects: by the dose carried out or by a flow, summed over measures of one kind, and moving nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import xarray as xr
from split_values import fixed, measure, package, row, uniform

from krapte.analysis import effect, side_effects
from krapte.measures import Measure, reading
from krapte.measures.checks import Known
from krapte.measures.yaml_tree import parse

YEARS = list(range(2024, 2032))


def results(flow: float = 0.0) -> xr.Dataset:
    """Results whose package adds so many to one flow in every year."""
    cube = np.zeros((2, 50, len(YEARS), 1))
    cube[1] = flow
    return xr.Dataset(
        {"flows": (("variant", "draw", "year", "flow"), cube)},
        coords={"variant": ["baseline", "package"], "year": YEARS, "flow": ["card_arrivals"]},
    )


def with_side(name: str, per: str, value: float, **more: float) -> Measure:
    own = measure(name, **more).model_dump(mode="json")
    del own["no_effect"]["figures"], own["reversal"]["figures"]
    side = f"{{reading: homes, per: {per}, unit: homes, value: {fixed(value)}}}"
    text = (
        json.dumps(own | {"side_effects": []})[:-1].replace('"side_effects": []', f'"side_effects": [{side}]')
        + "}"
    )
    return reading.measure(parse(text.encode(), "made.yaml"), Known())


def at(rows, year: int):
    return next(r for r in rows if r["year"] == year)


def test_a_side_effect_per_dose_follows_what_is_carried_out() -> None:
    made = with_side("e", "dose", 3.0, realisation=0.5, no_effect=0.9)
    rows = side_effects.rows(package(row(made, dose=10, start=2027)), results(), uniform())
    assert at(rows, 2026)["median"] == 0
    for year in (2027, 2030):
        found = at(rows, year)
        assert (found["low"], found["median"], found["high"]) == (15, 15, 15)  # also where it does nothing
    assert (found["effect"], found["unit"], found["measures"]) == ("homes", "homes", "e")


def test_one_kind_is_summed_over_measures() -> None:
    two = package(row(with_side("e", "dose", 3.0)), row(with_side("f", "dose", 1.0)))
    found = at(side_effects.rows(two, results(), uniform()), 2030)
    assert (found["median"], found["measures"]) == (40, "e f")


def test_a_side_effect_per_flow_counts_what_the_package_adds_while_it_is_in_force() -> None:
    made = with_side("e", "card_arrivals", 0.4)
    rows = side_effects.rows(package(row(made, start=2028)), results(flow=1000.0), uniform())
    assert at(rows, 2027)["median"] == 0
    assert at(rows, 2029)["median"] == pytest.approx(400)


def test_a_package_without_side_effects_has_no_rows() -> None:
    assert side_effects.rows(package(row(measure("e"))), results(), uniform()) == []


def test_the_answer_tells_them_and_how_soon(answer) -> None:
    homes = [r for r in answer.side_effects if r["effect"] == "homes"]
    assert at(homes, 2035)["high"] > 300
    assert at(homes, 2026)["high"] == 0
    assert replace(answer, lag=None).lag is None
    assert answer.lag is None or answer.lag > 2028
    differences = [row for row in answer.rows if row["variant"] == "difference"]
    assert answer.lag == effect.lag(differences, answer.to)
