"""The country at an origin: what was known then, and nothing of what came later but what its track is told."""

from __future__ import annotations

from fnmatch import fnmatch

import jax
import numpy as np
import pytest

from krapte import figures
from krapte.country import origins, published
from krapte.country.axes import FIRST_YEAR, STEPS
from krapte.figures import InputError, known
from origins_disturbed import disturbed, leaks

pytestmark = pytest.mark.slow

EVERY = [(origin, track) for origin in origins.ORIGINS for track in origins.TRACKS]
TOLD = {"U": (), "C1": ("gdp_growth",), "C2": ("gdp_growth", "net_migration")}


def leaves(made):
    return [np.asarray(leaf) for leaf in jax.tree.leaves(made)]


@pytest.mark.parametrize(("origin", "track"), EVERY)
def test_nothing_hangs_on_what_came_later_but_what_the_track_is_told(origin, track):
    before = leaves(origins.load(origin, track))
    with disturbed(origin, TOLD[track]):
        after = leaves(origins.load(origin, track))
    assert len(before) == len(after)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize(("track", "untold"), [("C1", ()), ("C2", ("gdp_growth",))])
def test_the_disturbance_reaches_what_a_track_is_told(track, untold):
    before = leaves(origins.load(2018, track))
    with disturbed(2018, untold):
        after = leaves(origins.load(2018, track))
    assert not all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def test_what_was_known_does_move_an_origin():
    before = leaves(origins.load(2018, "U"))
    with disturbed(2017):
        after = leaves(origins.load(2018, "U"))
    assert not all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def test_what_is_read_of_later_years_is_listed_and_no_more_is_listed():
    known.forget()
    read = set()
    for origin in origins.ORIGINS:
        origins.load(origin, "U")
        read |= known.late(origin)
    missing = {one for one in read if not any(fnmatch(one, pattern) for pattern in leaks())}
    assert missing == set()
    assert [pattern for pattern in leaks() if not any(fnmatch(one, pattern) for one in read)] == []


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_the_tracks_differ_in_growth_and_migration_only(origin):
    free, growth, both = (origins.load(origin, track) for track in origins.TRACKS)
    step = STEPS.index(origin)
    real = published.panel("gdp_growth")
    assert growth.demand_path.output_growth[step] == real[origin + 1] / 100
    assert free.demand_path.output_growth[step] == origins.outlook(origin)
    assert np.array_equal(growth.migration_low, free.migration_low)
    totals = both.migration_low.sum(axis=(1, 2))
    people = published.panel("net_migration")
    assert totals[step + 1 : STEPS.index(2024) + 1] == pytest.approx(
        [people[year] for year in range(origin + 1, 2025)]
    )
    for other in (growth, both):
        same = free._replace(
            demand_path=other.demand_path._replace(output_growth=free.demand_path.output_growth)
        )
        same = same._replace(demand_path=free.demand_path)
        assert all(
            np.array_equal(one, two) for one, two in zip(leaves(same.path), leaves(other.path), strict=True)
        )


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_growth_is_as_published_up_to_the_origin_and_no_year_after_2024_is_told(origin):
    real = published.panel("gdp_growth")
    for track in origins.TRACKS:
        made = origins.load(origin, track).demand_path.output_growth
        assert made[STEPS.index(origin - 1)] == real[origin] / 100
        assert set(made[STEPS.index(2024) :]) == {origins.outlook(origin)}


def test_migration_of_a_free_run_lies_around_the_last_five_years_as_wide_as_all_known_years():
    made = origins.load(2016, "U")
    low, high = (ends.sum(axis=(1, 2)) for ends in (made.migration_low, made.migration_high))
    seen = np.array([value for year, value in published.panel("net_migration").items() if year <= 2016])
    ahead = slice(STEPS.index(2017), None)
    assert (low + high)[ahead] / 2 == pytest.approx(seen[-5:].mean())
    assert (high - low)[ahead] / np.sqrt(12) == pytest.approx(seen.std(ddof=1))
    assert low[STEPS.index(2016)] == pytest.approx(78800)
    assert high[STEPS.index(2016)] == pytest.approx(78800)


def test_the_pension_age_is_that_of_the_law_of_the_time():
    def ages(origin):
        return dict(zip(STEPS, origins.load(origin, "U").path.pension_age.round(3), strict=True))

    assert (ages(2016)[2020], ages(2016)[2021], ages(2016)[2022]) == (66.667, 67.0, 67.25)
    assert ages(2018)[2024] == 67.25
    assert (ages(2019)[2020], ages(2019)[2022], ages(2019)[2024]) == (66.333, 66.583, 67.0)
    for origin in origins.ORIGINS:
        assert ages(origin)[origin] == pytest.approx(figures.load()[f"dem_aow_{origin}"].value, abs=1e-3)


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_history_ends_with_the_origin_and_the_future_begins_with_its_step(origin):
    made = origins.load(origin, "U")
    assert len(made.lasting.history.employed) == origin - FIRST_YEAR + 1
    assert made.path.future.tolist() == [float(step >= origin) for step in STEPS]
    assert not made.path.anchor.any()
    assert not made.demand_path.tasks.any()
    assert made.demand_path.sector_known.sum() == min(origin, 2018) - 2013
    school = made.school_path.entry
    at = STEPS.index(origin)
    assert school[at + 1 :] == pytest.approx(
        np.tile(school[at - 2 : at + 1].mean(axis=0), (len(STEPS) - at - 1, 1))
    )


def test_errors_of_growth_are_those_of_known_years_and_sum_to_nothing():
    made = origins.growth_errors(2016)
    assert len(made) == 2016 - 1998 + 1
    assert made.sum() == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("origin", "track", "code"), [(2017, "U", "unknown_origin"), (2016, "C3", "unknown_track")]
)
def test_another_origin_or_track_is_refused(origin, track, code):
    with pytest.raises(InputError) as error:
        origins.load(origin, track)
    assert error.value.code == code
