"""The laboratory of a past year: published at the origin, forecast after it, and a package that works then."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from krapte.analysis import replay, then
from krapte.engine import store
from krapte.figures.errors import InputError
from krapte.learning import forecast, panel
from krapte.measures import packages, sources

DRAWS = 8
NOW = packages.load("first-four")


@pytest.fixture(scope="module")
def lab() -> then.Then:
    return then.Then(2018, DRAWS)


@pytest.fixture(scope="module")
def answered(lab):
    return lab.run(then.moved(NOW, then.years(2018)), texts=sources.texts("first-four", NOW))


def level(answered, one, variant, year):
    return answered.results[one.reading].sel(variant=variant, group=one.group, year=year).values


@pytest.mark.parametrize("one", then.TOLD, ids=lambda one: one.series)
def test_without_a_package_it_is_the_forecast_of_the_backtest(one, answered):
    published = panel.series(one.series).values[2018]
    assert level(answered, one, "baseline", 2018) == pytest.approx(published)
    paths = forecast.Corrected("U", DRAWS).paths(panel.Past(2018), [one.series])[one.series]
    for year in (2019, 2024):
        expected = published * np.exp(paths[:, year - 2019])
        assert level(answered, one, "baseline", year) == pytest.approx(expected)


def test_a_package_does_nothing_before_it_begins_and_then_brings_technicians(answered):
    techniek = next(one for one in then.TOLD if (one.group, one.reading) == ("techniek", "employed"))
    for year, least in ((2020, 0), (2022, 100), (2024, 500)):
        more = level(answered, techniek, "package", year) - level(answered, techniek, "baseline", year)
        assert (np.median(more) > least) if least else (np.abs(more).max() < 1e-6), year


def test_a_package_of_then_is_that_of_now_eight_years_earlier():
    moved = then.moved(NOW, then.years(2018))
    for now, before in zip(NOW.rows, moved.rows, strict=True):
        assert (now.dose, now.start - before.start) == (before.dose, 8)
        assert now.measure.timing.earliest - before.measure.timing.earliest == 8
    assert then.moved(moved, 8).rows == NOW.rows
    assert then.build(moved, -8) is moved


def test_what_is_decided_then_keeps_its_time_of_preparation():
    early = dataclasses.replace(NOW, rows=(dataclasses.replace(NOW.rows[0], start=2026),))
    with pytest.raises(InputError) as caught:
        then.build(then.moved(early, -8), -8)
    assert caught.value.code == "law_does_not_allow_before"


@pytest.mark.parametrize("origin", [2013, 2017, 2024])
def test_a_year_without_an_outlook_of_its_time_is_refused(origin):
    with pytest.raises(InputError) as caught:
        then.Then(origin, DRAWS)
    assert caught.value.code == "unknown_origin"


def test_it_is_made_again_from_its_manifest(answered, tmp_path):
    store.write_files(tmp_path / "a", {store.MANIFEST: store_text(answered.manifest)}, False)
    report = replay.replay(tmp_path / "a")
    assert report.equal, report.differences
    broken = answered.manifest | {"question": answered.manifest["question"] | {"origin": "2018"}}
    store.write_files(tmp_path / "b", {store.MANIFEST: store_text(broken)}, False)
    with pytest.raises(InputError) as caught:
        replay.replay(tmp_path / "b")
    assert caught.value.code == "broken_manifest"


def store_text(manifest) -> bytes:
    import json

    return json.dumps(manifest).encode()
