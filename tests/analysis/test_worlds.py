"""Worlds beside the baseline: what is law in a scenario, a loss avoided, and another legal world."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from krapte.analysis import split, worlds
from krapte.analysis.laboratory import Laboratory
from krapte.measures import packages
from krapte.measures.packages import Package, Row
from krapte.measures.schema import Text

WORDS = Text(nl="zo", en="so")


def of(name: str, dose: float, start: int = 2027) -> Row:
    return replace(packages.load(name).rows[0], dose=dose, start=start)


def made(*rows: Row, **more: object) -> Package:
    return Package("made", WORDS, WORDS, rows, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def lab() -> Laboratory:
    return Laboratory(draws=16, to=2036)


@pytest.fixture(scope="module")
def answer(lab: Laboratory):
    avoids = (of("m2-tightened", 1.0),)
    return lab.run(made(of("m1", 3000, 2028), avoids=avoids, beside=made(of("m1", 0.0, 2028))), ratios=False)


def rows(answer, variant: str, reading: str = "vacancies") -> list:
    return [
        r for r in answer.rows if (r["variant"], r["reading"], r["group"]) == (variant, reading, "techniek")
    ]


def test_a_loss_avoided_stands_apart_from_the_package(lab, answer):
    alone = lab.run(made(of("m1", 3000, 2028)), ratios=False)
    assert [r for r in answer.rows if r["variant"] in ("baseline", "package", "difference")] == alone.rows
    assert answer.split == alone.split
    assert answer.cost == alone.cost
    assert alone.avoided == {}
    assert answer.avoided == {"m2-tightened": of("m2-tightened", 1).measure.title.model_dump()}


def test_the_loss_is_what_the_plan_would_do_by_itself(lab, answer):
    plan = lab.effect("m2-tightened", dose=1, start=2027)
    told = {r["year"]: (r["median"], r["low"], r["high"]) for r in rows(answer, "loss")}
    for r in plan.rows:
        if (r["reading"], r["group"]) == ("vacancies", "techniek"):
            assert told[r["year"]] == (r["median"], r["low"], r["high"])
    assert told[2035][2] > 0


def test_another_world_with_nothing_in_it_is_zero_bit_for_bit(answer):
    assert all(r["low"] == r["high"] == 0 for r in rows(answer, "beside"))
    cube = answer.results["vacancies"]
    assert np.array_equal(cube.sel(variant="beside").values, cube.sel(variant="baseline").values)


def test_which_worlds_a_package_is_told_with():
    assert worlds.of(None) == {}
    assert set(worlds.of(made(of("m1", 1)))) == {"package"}
    assert set(worlds.of(made(of("m1", 1), avoids=(of("m2-tightened", 1),)))) == {"package", "avoided"}


@pytest.fixture(scope="module")
def tight() -> Laboratory:
    return Laboratory(draws=16, to=2036, scenario="tightened")


def test_what_is_law_in_a_scenario_is_in_its_baseline(lab, tight):
    plain, other = (one.run().results["migrants"].sel(variant="baseline") for one in (lab, tight))
    assert np.array_equal(plain.sel(year=2026), other.sel(year=2026))
    fewer = (plain - other).sel(year=2035, stream="knowledge")
    assert float(fewer.min()) >= 0
    assert float(fewer.max()) > 100


def test_a_law_stays_in_every_coalition_of_a_package(tight):
    package = packages.load("first-four")
    whole = packages.together(package, tight.runs.ground)
    for pillars in ((), ("education",)):
        kept = split.keep(package, frozenset(pillars), tight.runs.ground)
        stays = {one.id for place, one in enumerate(whole.measures) if kept[place]}
        assert stays == {"law-m2-tightened", *(m.id for m in package.measures if m.pillar in pillars)}


def test_a_package_of_the_same_measure_adds_to_the_law(lab, tight):
    """The pilot of a scenario and the scheme of a package are two measures with draws of their own."""
    pilot = Laboratory(draws=16, to=2036, scenario="pilot")
    here = [one.run().results["migrants"].sel(variant="baseline", year=2035) for one in (lab, pilot)]
    card = [float(one.sel(stream="card").mean()) for one in here]
    assert card[0] == 0
    assert card[1] > 300
    both = pilot.run("m1", split=False).results["migrants"].sel(year=2035, stream="card")
    assert float(both.sel(variant="package").mean()) > card[1]


def test_education_is_told_by_level_and_only_for_education(lab, answer):
    assert answer.levels == []
    told = lab.run("education", ratios=False).levels
    assert {(r["level"], r["reading"]) for r in told} == {
        (level, reading) for level in ("mbo", "hbo", "wo") for reading in ("entrants", "diplomas")
    }
    assert all(r["low"] == r["high"] == 0 for r in told if r["year"] <= 2027)
    assert any(r["low"] > 0 for r in told if r["year"] == 2035)
