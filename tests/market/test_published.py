"""Published totals are shared out over groups: an allocation, exact in sum."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.country.axes import GROUPS, TECHNIEK
from krapte.market import published
from krapte.market.account import UNEMPLOYED

COUNT = len(TECHNIEK)


def test_blocks_and_weights_make_shares_of_one():
    made = published.by_group(jnp.asarray([0.2, 0.1, 0.05, 0.05]), jnp.asarray([4.0, 3.0, 2.0, 0.5, 0.5]))
    assert np.allclose(made, [0.08, 0.06, 0.04, 0.01, 0.01, 0.1, 0.05, 0.05, 0.6])


@pytest.mark.parametrize("what", ["vacancies", "filled", "unemployed"])
def test_each_total_has_shares_of_its_own(central, what):
    p = central.published
    made = np.asarray(getattr(published, what)(p))
    assert made.shape == (len(GROUPS),)
    assert made.sum() == pytest.approx(1)
    assert made.min() > 0
    assert made[:COUNT].sum() == pytest.approx(float(getattr(p, f"{what}_block")[0]))
    more = p._replace(**{f"{what}_block": getattr(p, f"{what}_block").at[0].add(0.05)})
    assert np.asarray(getattr(published, what)(more))[0] > made[0]


def test_the_survey_step_moves_technicians_out_of_the_rest(world):
    seen = jnp.asarray(world.country.history.employed)
    made = np.asarray(published.surveyed(seen, jnp.float64(0.03)))
    assert np.allclose(made[:, :COUNT], seen[:, :COUNT] * np.exp(0.03))
    assert np.array_equal(made[:, COUNT:-1], seen[:, COUNT:-1])
    assert np.allclose(made.sum(axis=1), seen.sum(axis=1), rtol=1e-12)


def test_history_by_group_adds_up_and_is_lifted_before_the_break_only(world, central):
    history = world.country.history
    p = central.published._replace(survey_shift=jnp.float64(0.03))
    parts = published.history(history, p)
    totals = (history.employed.sum(axis=1), history.unemployed, history.vacancies, history.filled)
    for part, total in zip(parts, totals, strict=True):
        assert part.shape == (len(total), len(GROUPS))
        assert np.allclose(part.sum(axis=1), total)
    lifted = np.asarray(parts[0][:, 0] / history.employed[:, 0])
    assert np.allclose(lifted, np.where(history.before_break > 0, np.exp(0.03), 1))
    assert 0 < history.before_break.sum() < len(history.before_break)


def test_jobs_of_one_moment_are_the_stocks_and_the_shares(world, central):
    base, p = world.country.anchor, central.published
    employed, unemployed, vacancies = published.jobs(base, p, jnp.zeros(()))
    assert np.allclose(employed, base.work.sum(axis=(1, 2, 3))[: len(GROUPS)])
    assert np.allclose(unemployed, base.work[UNEMPLOYED].sum() * published.unemployed(p))
    assert np.allclose(vacancies, base.vacancies * published.vacancies(p))
    assert float(vacancies.sum()) == pytest.approx(403_925, rel=1e-3)
