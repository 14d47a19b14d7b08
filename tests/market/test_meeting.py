"""Meeting: one root inside the bracket, an exact gradient, and agreement with published tables."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krapte.country import inputs
from krapte.engine import gate
from krapte.market import meeting
from krapte.market.parameters import Meeting

gate.use_compile_cache()
FORMS = pytest.mark.parametrize("form", [0.0, 1.0], ids=["churn", "reduced"])


def parameters(form=0.0, a=0.365, phi=0.061, b=0.36, slope=0.047):
    return Meeting(*(jnp.asarray(x) for x in (form, a, phi, b, slope, 0.0, 0.7)))


def rates(efficiency=2.67, separations=0.0505, floor=0.08):
    return meeting.Rates(*(jnp.asarray([x]) for x in (efficiency, separations, floor)))


@jax.jit
def clear(jobs, labour, previous, start, rates, p):
    return meeting.meet(meeting.Market(jobs, labour, previous, rates), start, p)


markets = st.tuples(
    st.floats(0.80, 1.12),  # jobs over labour
    st.floats(0.93, 1.05),  # labour over employed of last year
    st.floats(0.2, 0.7),
    st.floats(0.01, 0.5),
    st.floats(0.1, 0.9),
    st.floats(1e3, 1e6),
    st.sampled_from([0.0, 1.0]),
)


@settings(max_examples=200, deadline=None)
@given(markets)
def test_there_is_one_root_inside_the_bracket(market):
    ratio, growth, a, phi, b, guess, form = market
    labour = 1e6
    p = parameters(form, a, phi, b)
    efficiency = 0.15 / ((0.05 + phi * 0.95) ** a * 0.03 ** (1 - a))
    met = clear(
        jnp.asarray([labour * ratio]),
        jnp.asarray([labour]),
        jnp.asarray([labour * ratio / growth]),
        jnp.asarray([guess]),
        rates(efficiency),
        p,
    )
    assert float(jnp.abs(met.residual[0])) <= 1e-8
    assert float(met.vacancies[0]) > max(0.0, labour * (ratio - 1))
    assert float(met.vacancies[0]) < labour * ratio
    assert float(met.unemployed[0]) > 0
    assert float(met.employed[0] + met.unemployed[0]) == pytest.approx(labour, rel=1e-12)


@FORMS
def test_the_start_does_not_matter(form):
    p = parameters(form)
    args = [jnp.asarray([x]) for x in (9.9e6, 9.95e6, 9.6e6)]
    roots = [float(clear(*args, jnp.asarray([start]), rates(), p).vacancies[0]) for start in (1e2, 3e5, 5e6)]
    assert np.ptp(roots) <= 1e-9 * roots[0]


@FORMS
def test_gradient_equals_finite_differences(form):
    def vacancies(x):
        p = parameters(form, a=x[3], phi=x[4], b=x[5], slope=x[6])
        market = meeting.Market(x[0:1] * 1e6, x[1:2] * 1e6, x[2:3] * 1e6, rates(x[7], x[8], x[9]))
        return meeting.meet(market, jnp.asarray([3e5]), p).vacancies[0]

    at = jnp.asarray([9.9, 9.95, 9.6, 0.365, 0.061, 0.36, 0.047, 2.67, 0.0505, 0.08])
    gradient = jax.grad(vacancies)(at)
    value = jax.jit(vacancies)
    for i in range(len(at)):
        step = 1e-6 * float(at[i])
        slope = (value(at.at[i].add(step)) - value(at.at[i].add(-step))) / (2 * step)
        assert float(gradient[i]) == pytest.approx(float(slope), rel=1e-5, abs=1e-3), i


@FORMS
def test_more_labour_means_fewer_vacancies_and_more_jobs_more(form):
    p = parameters(form)

    def at(jobs, labour):
        args = [jnp.asarray([x]) for x in (jobs, labour, 9.6e6, 3e5)]
        return float(clear(*args, rates(), p).vacancies[0])

    assert at(9.9e6, 9.90e6) > at(9.9e6, 9.95e6) > at(9.9e6, 10.1e6)
    assert at(9.95e6, 9.95e6) > at(9.90e6, 9.95e6) > at(9.7e6, 9.95e6)
    # An extra worker lowers vacancies by part of one.
    assert 0 < at(9.9e6, 9.95e6) - at(9.9e6, 9.951e6) < 1000


def published():
    """The whole economy 2013-2023 as arrays ``[year, 1]``."""
    h = inputs.history()
    columns = [c[:, None] for c in (h.employed, h.unemployed, h.vacancies, h.filled)]
    now, before = [c[1:] for c in columns], columns[0][:-1]
    return now, before


@FORMS
def test_the_whole_economy_clears_as_published(form):
    """Lesson 1: vacancies and filled vacancies within 5 % on average over 2014-2023."""
    (employed, unemployed, vacancies, filled), before = published()
    p = parameters(form)
    seen = meeting.Published(employed, unemployed, vacancies, filled, before, np.ones_like(employed))
    closed = meeting.close(seen, p)
    met = meeting.meet(
        meeting.Market(employed + vacancies, employed + unemployed, before, closed), vacancies, p
    )
    assert float(np.mean(np.abs(met.vacancies / vacancies - 1))) < 0.06
    assert float(np.mean(np.abs(met.filled / filled - 1))) < 0.05


@FORMS
def test_closing_recovers_the_rates_of_an_exact_market(form):
    p = parameters(form)
    known = rates()
    jobs = jnp.linspace(9.0e6, 10.0e6, 8)[:, None]
    labour = jnp.linspace(9.3e6, 10.0e6, 8)[:, None]
    previous = jobs * 0.985
    met = meeting.meet(meeting.Market(jobs, labour, previous, known), jnp.full((8, 1), 2e5), p)
    seen = meeting.Published(
        met.employed, met.unemployed, met.vacancies, met.filled, previous, jnp.ones((8, 1))
    )
    closed = meeting.close(seen, p)
    assert float(closed.efficiency[0]) == pytest.approx(2.67, rel=1e-9)
    if form:
        assert float(closed.churn_floor[0]) == pytest.approx(0.08, rel=1e-6)
    else:
        assert float(closed.separations[0]) == pytest.approx(0.0505, rel=1e-6)


@FORMS
def test_the_gap_clears_a_published_year_exactly(form):
    p = parameters(form)
    args = [jnp.asarray([x]) for x in (9.78e6 + 4.04e5, 9.78e6 + 3.72e5, 9.737e6)]
    market = meeting.Market(*args, rates())
    seen = jnp.asarray([4.04e5])
    closed = meeting.Closed(rates(), meeting.gap(rates(), market, seen, p))
    one, none = jnp.ones(()), jnp.zeros(())
    met = meeting.meet(market._replace(rates=meeting.of_year(closed, none, one, p)), seen, p)
    assert float(met.vacancies[0]) == pytest.approx(4.04e5, rel=1e-10)
    free = meeting.of_year(closed, none, none, p)  # a free run never sees it
    assert float(free.efficiency[0]) == float(rates().efficiency[0])
    faded = meeting.of_year(closed, jnp.asarray(50.0), one, p)
    assert float(faded.efficiency[0]) == pytest.approx(float(rates().efficiency[0]), rel=1e-6)


def test_separations_stay_positive_where_hires_are_job_moves():
    (employed, unemployed, vacancies, filled), before = published()
    for phi in (0.3, 0.5, 1.0):
        seen = meeting.Published(employed, unemployed, vacancies, filled, before, np.ones_like(employed))
        assert float(meeting.close(seen, parameters(phi=phi)).separations[0]) > 0
