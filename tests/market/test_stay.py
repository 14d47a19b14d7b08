"""How long migrants stay: published shares gone by cohort, and a book that loses no one."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from streams_made import PEOPLE, SHAPES, rules, year

from krapte import figures
from krapte.country.axes import STAY_YEARS, STREAMS
from krapte.market import stay, streams

CHANCE = jax.jit(lambda known, own: stay.hazard(known, SHAPES.bands, own.stay, own.card))
EU, KNOWLEDGE, CARD = (STREAMS.index(name) for name in ("eu_labour", "knowledge", "card"))


def gone(cohort: int, within: int, own: streams.Rules) -> np.ndarray:
    """Share of a cohort that left within whole years of arrival, by stream, walking through the chances."""

    def known(step: int) -> stay.Year:
        made = year(max(step, 2013))
        if cohort >= 2013:
            return made
        return made._replace(later=jnp.full_like(made.later, 10.0), ruling=jnp.zeros_like(made.ruling))

    here = 1 - stay.at_once(known(cohort), own.stay, own.card)
    for since in range(within):
        chance = CHANCE(known(cohort + 1 + since), own)[:, since]
        if since == within - 1:  # half a year is left, with the chance of the year before it
            before = CHANCE(known(cohort + since), own)[:, since - 1]
            chance = before / 2
        here = here * (1 - chance)
    return np.asarray(1 - here)


@pytest.mark.parametrize("cohort", [2012, 2015, 2018, 2019])
def test_eu_cohorts_leave_as_published(cohort):
    rows = {int(row["immigration_year"]): row for row in figures.table("left_by_cohort").rows}
    for within in (2, 5):
        published = float(rows[cohort][f"eu_{within}y_pct"]) / 100
        assert gone(cohort, within, rules())[EU] == pytest.approx(published, abs=0.02)


@pytest.mark.parametrize(
    ("cohort", "within", "figure"),
    [
        (2012, 2, "ip_left2_noneu_lab_2012"),
        (2022, 2, "ip_left2_noneu_lab_2022"),
        (2012, 5, "dem_left_5y_2011_kennis_noneu"),
        (2012, 10, "ip_left10_noneu_lab_2009"),
    ],
)
def test_knowledge_migrants_leave_as_published(cohort, within, figure):
    assert gone(cohort, within, rules())[KNOWLEDGE] == pytest.approx(figures.load()[figure].value, abs=0.025)


def test_later_cohorts_stay_longer_and_the_gain_ends_with_the_last_published_one():
    within_two = [gone(cohort, 2, rules())[KNOWLEDGE] for cohort in (2013, 2016, 2019, 2022, 2030)]
    assert np.all(np.diff(within_two[:4]) < -0.04)
    assert within_two[4] == within_two[3]


def test_the_end_of_the_ruling_is_a_peak_after_sixty_months():
    own = rules()
    chance = np.asarray(CHANCE(year(2030), own))[KNOWLEDGE]
    assert np.argmax(chance[2:]) + 2 == 4
    without = rules({"stay.ruling_peak": 0.0})
    plain = np.asarray(CHANCE(year(2030), without))[KNOWLEDGE]
    assert chance - plain == pytest.approx(np.eye(STAY_YEARS)[4] * float(own.stay.ruling_peak))
    old = np.asarray(CHANCE(year(2015), own))[KNOWLEDGE]
    assert old[7] > old[6] > old[4] * 0  # 96 months before 2019
    assert old[7] - old[6] == pytest.approx(float(own.stay.ruling_peak))


def test_departures_are_chances_of_those_present():
    own, here = rules(), jnp.full((len(STREAMS), STAY_YEARS, 10), 100.0)
    left = stay.leave(here, CHANCE(year(2026), own))
    assert np.all(np.asarray(left) >= 0)
    assert np.all(np.asarray(left) < 100)
    assert float(left[EU, 0, 3]) == pytest.approx(23.5)
    assert float(left[CARD, 1, 3]) == pytest.approx(10)


def test_a_year_on_everyone_is_a_class_further_and_newcomers_are_in_the_first():
    own = rules().stay
    here = jnp.arange(len(STREAMS) * STAY_YEARS * 10.0).reshape(len(STREAMS), STAY_YEARS, 10)
    newcomers = jnp.full((len(STREAMS), 10), 7.0)
    made = stay.next_year(here, newcomers, own)
    assert np.array_equal(made[:, 0], newcomers)
    assert np.array_equal(made[:, 1:-1], here[:, :-2])
    assert made[:, -1] == pytest.approx(np.asarray(here[:, -2] + (1 - own.attrition) * here[:, -1]))


def test_at_the_start_earlier_cohorts_are_here_as_far_as_they_stayed():
    own = rules()
    here = np.asarray(stay.begin(year(2013), SHAPES, own.stay, own.card))
    came = np.asarray(SHAPES.past).T
    assert np.all(here <= came)
    stayed_two = 1 - gone(2011, 2, own)[EU]
    assert here[EU, 1] / came[EU, 1] > stayed_two > here[EU, 2] / came[EU, 2]  # after 1.5 and 2.5 years
    share = here[:3:2, :10].sum(axis=0) / np.maximum(came[:3:2, :10].sum(axis=0), 1)
    assert np.all(np.diff(share) < 0)
    assert here[CARD].sum() == here[:, 10].sum() == 0


def test_a_settled_holder_leaves_less_than_one_under_the_scheme():
    own = rules()
    chance = np.asarray(CHANCE(year(2030), own))[CARD]
    assert chance[4] == pytest.approx(0.1 + 0.9 * 0.6)
    assert np.all(chance[:4] == float(own.card.exit))
    assert np.all(chance[5:] == float(own.stay.late[CARD]))


def test_places_keep_their_people_while_they_stay():
    own = rules()
    before = stay.begin(year(2013), SHAPES, own.stay, own.card)
    placed = before[:, :, None] * streams.place(own, PEOPLE, SHAPES)[:, None]
    assert np.asarray(placed.sum(axis=2)) == pytest.approx(np.asarray(before), rel=1e-12)
