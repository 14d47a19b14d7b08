"""The skilled-worker scheme: min(quota, applications), five years, then home or settled."""

from __future__ import annotations

import numpy as np
import pytest
from streams_made import rules, run

from krapte.country.axes import GROUPS, STREAMS, TECHNIEK
from krapte.market import card, streams

CARD = STREAMS.index("card")


def with_scheme(quota: float, applications: float, **others: float) -> streams.Rules:
    return rules({"card.quota": quota, "card.applications": applications} | others)


@pytest.mark.parametrize(("quota", "applications"), [(3000.0, 500.0), (500.0, 3000.0)])
def test_a_quota_fills_nothing_by_itself(quota, applications):
    assert float(card.arrivals(with_scheme(quota, applications).card)) == 500


def test_arrivals_rise_with_the_quota_until_applications_run_out():
    made = [float(card.arrivals(with_scheme(quota, 2000.0).card)) for quota in range(0, 4000, 500)]
    assert made == [0, 500, 1000, 1500, 2000, 2000, 2000, 2000]


def test_a_heavier_application_is_made_less_often_and_the_scheme_as_proposed_is_the_measure():
    made = [
        float(card.arrivals(with_scheme(1e5, 2000.0, **{"card.red_tape": tape}).card))
        for tape in (0.5, 1.0, 2.0)
    ]
    assert made[1] == 2000
    assert made[0] > 2000 > made[2] > 0
    deaf = {"card.red_tape": 2.0, "card.tape_response": 0.0}
    assert float(card.arrivals(with_scheme(1e5, 2000.0, **deaf).card)) == 2000


def test_holders_work_in_crafts():
    share = np.asarray(card.groups(rules({"card.group[electro]": 0.9}).card))
    assert share.sum() == pytest.approx(1)
    assert np.all(share[1:5] > 0)
    assert share[0] == share[5:].sum() == 0
    assert share[GROUPS.index("electro")] == share.max()


def test_after_five_years_everyone_has_left_or_settled():
    """One cohort of 1,000: who is still here after five years is no holder any more, and all others went."""
    open_, shut = with_scheme(1000.0, 5000.0), rules()
    at, moved = run(2032, first=2026, actual={2026: open_, 2027: shut})
    came, at_once = (float(leaf[1, CARD]) for leaf in (moved[2026].came, moved[2026].at_once))
    assert came == 1000
    left = at_once + sum(float(m.left[1, CARD].sum()) for m in moved.values())
    here = at.present[1, CARD]
    assert float(card.holders(here)) == 0
    assert float(here.sum()) + left == pytest.approx(came, abs=1e-9)
    stayed = 0.95 * 0.9**5 * (1 - 0.6)  # half a year, four years, and the year in which five years end
    assert float(here.sum()) == pytest.approx(came * stayed * (1 - float(shut.stay.late[CARD])))


def test_holders_are_technicians_who_add_to_the_book():
    at, _ = run(2028, first=2026, actual={2026: with_scheme(1000.0, 5000.0)})
    assert float(streams.extra(at)[CARD]) == pytest.approx(float(streams.present(at)[CARD]))
    assert float(streams.technicians(at)[CARD]) == pytest.approx(float(streams.present(at)[CARD]))
    assert float(at.present[1, CARD, :, len(TECHNIEK) :].sum()) == 0


def test_without_a_scheme_nobody_comes():
    at, moved = run(2027, first=2026)
    assert float(at.present[:, CARD].sum()) == 0
    assert float(moved[2026].came[:, CARD].sum()) == 0
