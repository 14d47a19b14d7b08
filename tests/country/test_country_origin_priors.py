"""Priors of an origin: no row rests on later years without a rule, and rules do what they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from krapte import figures
from krapte.country import origin_priors, origins, parameters, priors, published
from krapte.figures import InputError, known
from origins_disturbed import disturbed

ROWS = parameters.load()
DRAWN = [row for row in ROWS if row.shape != "fixed"]
# Rows that are what they are by definition, whatever figures stand beside them.
DEFINED = {"migration.position", *(row.slot for row in ROWS if row.id == "demand.drift")}


@pytest.mark.parametrize("row", DRAWN, ids=[row.slot for row in DRAWN])
def test_a_row_is_known_since_the_last_year_of_its_figures_at_least(row):
    book = figures.load()
    last = max((known.last_year(book[one].period) for one in row.figures), default=0)
    if row.slot not in DEFINED and last > 2012:
        assert row.known_since is not None
        assert row.known_since >= min(last, 2024)


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_no_row_used_at_an_origin_rests_on_later_years(origin):
    for row, made in zip(ROWS, origin_priors.load(origin), strict=True):
        assert made.slot == row.slot
        if row.known_since and row.known_since > origin and row.shape != "fixed":
            assert origin_priors.rule(row)["rule"] == "unused" or made.known_since <= origin
        else:
            assert made == row


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_priors_of_an_origin_can_be_drawn_from_and_stay_inside_their_bounds(origin):
    for row in origin_priors.load(origin):
        priors.check(row.shape, row.central, row.low, row.high, row.slot)
        assert row.bound_low <= row.central <= row.bound_high


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_no_prior_hangs_on_what_came_later(origin):
    before = origin_priors.load(origin)
    with disturbed(origin):
        after = origin_priors.load(origin)
    assert before == after


def test_every_rule_is_used_and_every_rule_holds_for_a_row():
    found = [origin_priors.rule(row) for row in ROWS]
    used = {row["slot"] for row in found if row}
    assert used == set(origin_priors.rules())


def test_a_row_without_a_rule_is_refused():
    row = replace(ROWS[0], slot="nothing.like_it", known_since=2024)
    with pytest.raises(InputError) as error:
        origin_priors.at(row, 2016)
    assert error.value.found == "nothing.like_it"


def row(slot):
    return next(one for one in ROWS if one.slot == slot)


def test_a_wider_range_is_as_many_times_as_wide_on_the_scale_of_the_prior():
    plain, logs = row("school.bbl_response"), row("switching.response")
    made = origin_priors.wider(plain, 2)
    assert made.high - made.central == pytest.approx(2 * (plain.high - plain.central))
    assert made.low == plain.bound_low  # 2 x 0.15 below 0.2 is no share
    made = origin_priors.wider(logs, 2)
    assert made.high / made.central == pytest.approx((logs.high / logs.central) ** 2)
    assert (made.central, made.shape) == (logs.central, "lognormal")


def test_given_priors_are_those_of_the_rule():
    made = {one.slot: one for one in origin_priors.load(2016)}
    share = made["meeting.search_elasticity"]
    book = figures.load()["lm_match_elast_u"]
    assert (share.central, share.low, share.high) == (book.value, book.low, book.high)
    assert (made["published.survey_shift"].shape, made["published.survey_shift"].central) == ("fixed", 0)


@pytest.mark.parametrize("origin", origins.ORIGINS)
def test_productivity_is_the_mean_of_ten_known_years(origin):
    seen = published.panel("lp_growth_total")
    mean = np.mean([seen[year] for year in range(origin - 9, origin + 1)]) / 100
    made = {one.slot: one for one in origin_priors.load(origin)}["demand.productivity[rest]"]
    assert made.central == pytest.approx(mean)


def test_computed_shares_are_half_way_and_ranges_wider_with_fewer_years():
    made = {one.slot: one for one in origin_priors.load(2016)}
    raw = origin_priors.raw_shares(2016)
    slot = "demand.output_share[techniek]"
    assert made[slot].central == pytest.approx((1 + raw["techniek"]) / 2)
    more = (made[slot].high - made[slot].central) / (row(slot).high - row(slot).central)
    assert more == pytest.approx(np.sqrt(11 / 3))


def test_growth_of_workers_is_that_of_the_survey_to_the_origin():
    with known.at(2018):
        series = published.panel("emp_tech8")
    weighted = origin_priors.growth(2018)[:5] @ origin_priors.sizes(2018)[:, :5].sum(axis=0)
    mean = weighted / origin_priors.sizes(2018)[:, :5].sum()
    assert mean == pytest.approx(np.log(series[2018] / series[2013]) / 5, abs=2e-3)
    assert origin_priors.mix(2018)["rest"] == 0
