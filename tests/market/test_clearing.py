"""Clearing: the root is that of plain equations, and its gradient is exact."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from krapte.engine import gate
from krapte.market import clearing, meeting
from krapte.market.meeting import Market, Meeting, Rates

gate.use_compile_cache()
FORMS = pytest.mark.parametrize("form", [0.0, 1.0], ids=["churn", "reduced"])
MANY = 2_000
LEAVES = ("search_elasticity", "on_the_job", "growth_share", "self_employed")
CLEAR = jax.jit(clearing.meet)


def parameters(form=0.0, **changes) -> Meeting:
    usual = {
        "form": form,
        "search_elasticity": 0.365,
        "on_the_job": 0.061,
        "growth_share": 0.36,
        "churn_slope": 0.047,
        "pooling": 0.0,
        "self_employed": 0.15,
        "efficiency_drift": 0.0,
        "gap_fade": 0.7,
    }
    return Meeting(**{name: jnp.asarray(value) for name, value in (usual | changes).items()})


def market(
    jobs=9.9e6, labour=9.95e6, previous=9.6e6, give=0.0, expected=0.0, give_up=0.0, limit=0.0, **rates
) -> Market:
    usual = {"efficiency": 2.67, "separations": 0.0505, "churn_floor": 0.08, "churn_slope": 0.047} | rates
    own = Rates(**{name: jnp.atleast_1d(jnp.asarray(value)) for name, value in usual.items()})
    people, reactions = (jobs, labour, previous), (expected, give, give_up, limit)
    before, after = ([jnp.atleast_1d(jnp.asarray(x)) for x in some] for some in (people, reactions))
    return Market(*before, own, *after)


def extreme(seed: int, form: float, wide: float = 0.25) -> tuple[Market, Meeting]:
    """Markets of rates far apart, ``wide`` is how far; one per place of every array."""
    rng = np.random.default_rng(seed)

    def among(low: float, high: float) -> np.ndarray:
        middle, half = (low + high) / 2, (high - low) / 2
        return middle + wide * half * rng.uniform(-1, 1, MANY)

    p = parameters(
        form,
        search_elasticity=among(0.2, 0.7),
        on_the_job=among(0.01, 0.4),
        growth_share=among(0.1, 0.9),
        self_employed=among(0.0, 0.5),
    )
    labour = np.exp(among(np.log(3e3), np.log(7e6)))
    # Hires of a usual year (15 % of workers) at 4 % open and 4 % unemployed, times or over three.
    share = 0.04 + np.asarray(p.on_the_job * (1 - p.self_employed)) * 0.96
    a = np.asarray(p.search_elasticity)
    made = market(
        labour * np.exp(among(-0.25, 0.2)),
        labour,
        labour * np.exp(among(-0.2, 0.2)),
        among(0.0, 0.1),
        among(-3.0, 3.0),
        efficiency=0.15 / (share**a * 0.04 ** (1 - a)) * np.exp(among(-1.0, 1.0)),
        separations=among(0.01, 0.15),
        churn_floor=among(0.02, 0.2),
        churn_slope=among(0.0, 0.2),
        give_up=among(0.0, 0.1),
        limit=among(-3.0, 3.0),
    )
    return made, p


def plain(one: int, seen: Market, p: Meeting):
    """The equations of one market, written down anew with plain numbers: what the balance misses for U, and V."""
    jobs, labour, previous, expected, gives, gives_up, limit = (
        float(getattr(seen, name)[one])
        for name in ("jobs", "labour", "previous", "expected", "give", "give_up", "limit")
    )
    A, d, s0, s1 = (float(x[one]) for x in seen.rates)
    form = float(p.form)
    a, phi, b, own = (float(jnp.broadcast_to(getattr(p, name), seen.jobs.shape)[one]) for name in LEAVES)

    def cut(growth: float, most: float) -> float:
        """Growth, not below -most, bent softly over half of it."""
        return most / 2 * np.logaddexp(0, (growth + most) / (most / 2)) - most

    def open_at(U: float) -> float:
        """Vacancies that employers want beyond those employed, when U are unemployed."""

        def miss(log_v: float) -> float:
            V = np.exp(log_v)
            fewer = gives * (np.log(V / U) - expected)
            fewer += gives_up * (max(np.log(V / U), limit) - max(expected, limit))
            return labour - U + V - jobs * np.exp(-fewer)

        return float(np.exp(optimize.brentq(miss, -30, 30, xtol=1e-13)))

    def balance(log_u: float) -> float:
        U = float(np.exp(log_u))
        V = open_at(U)
        N = labour - U
        S = U + phi * (1 - own) * N
        H = A * S**a * V ** (1 - a)
        workers, grown = (1 - own) * N, (1 - own) * (N - previous)
        if form:
            return np.log(H) - np.log((s0 + s1 * V / U) * workers + cut(grown, s0 * workers / 2))
        asked = d * workers + b * cut(grown, d / b * workers / 2)
        return np.log(H * U / S) - np.log(asked)

    # Unemployment of all is one end; the other is where nobody is left to hire, or no job left to offer.
    return (
        balance,
        open_at,
        np.log(max(1e-9, labour - jobs) if gives == gives_up == 0 else 1e-9),
        np.log(labour) - 1e-9,
    )


@FORMS
@pytest.mark.parametrize("give", [False, True], ids=["fixed jobs", "jobs that give"])
def test_the_root_is_that_of_the_plain_equations(form, give):
    seen, p = extreme(7, form)
    seen = seen._replace(give=seen.give * give, give_up=seen.give_up * give)
    met = CLEAR(seen, seen.labour**2 / 1e3, p)
    for one in range(25):
        balance, open_at, low, high = plain(one, seen, p)
        if not give:
            low = np.logaddexp(low, np.log(1e-6))
        log_u = optimize.brentq(balance, low + 1e-6, high, xtol=1e-13)
        assert float(met.unemployed[one]) == pytest.approx(np.exp(log_u), rel=1e-7), one
        assert float(met.vacancies[one]) == pytest.approx(open_at(np.exp(log_u)), rel=1e-7), one


@FORMS
def test_there_is_one_root(form):
    """The plain balance changes sign once between nobody and everybody unemployed."""
    seen, p = extreme(11, form)
    for one in range(4):
        balance, _, _, high = plain(one, seen, p)
        signs = np.sign([balance(x) for x in np.linspace(high - 12, high, 60)])
        assert np.sum(signs[1:] != signs[:-1]) <= 1, one


@pytest.mark.parametrize("guess", [1e-3, 1.0, 310.0])
@FORMS
def test_every_market_has_its_people_whatever_the_first_guess(form, guess):
    for seed in range(12):
        seen, p = extreme(seed, form)
        met = CLEAR(seen, seen.labour**2 / 1e3 * guess, p)
        assert float(jnp.min(met.employed)) >= 0
        assert float(jnp.max(met.residual)) <= 1e-8


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 40), st.sampled_from([0.0, 1.0]))
def test_what_is_cleared_holds_both_conditions(seed, form):
    seen, p = extreme(seed, form)
    met = CLEAR(seen, seen.labour**2 / 1e3, p)
    assert float(jnp.min(met.vacancies)) > 0
    assert float(jnp.min(met.unemployed)) > 0
    assert np.allclose((met.employed + met.unemployed), seen.labour, rtol=1e-12)
    # Jobs wanted at the tightness that came out are those filled and those open.
    wanted, _ = meeting.wanted(seen, meeting.log_tightness(met))
    assert np.allclose((met.employed + met.vacancies), wanted, rtol=1e-8)
    got = meeting.hires(met.vacancies, met.unemployed, met.employed, seen.rates.efficiency, p)
    assert np.allclose(met.filled, got, rtol=1e-12)
    missed = meeting.balance(met.vacancies, met.unemployed, seen, p)
    assert float(np.max(np.abs(missed / met.filled))) <= 1e-8


@FORMS
def test_markets_of_rates_that_no_draw_has_clear_too(form):
    """Each has one root, which brentq finds; no draw is as far from the others as these rates are."""
    for seed in range(10):
        seen, p = extreme(seed, form, wide=1.0)
        met = CLEAR(seen, seen.labour**2 / 1e3, p)
        assert float(jnp.max(met.residual)) <= 1e-8
        assert float(jnp.min(met.employed)) >= 0


@FORMS
@pytest.mark.parametrize("give", [0.0, 0.1])
def test_booms_and_slumps_of_usual_rates_clear(form, give):
    """Twice the jobs and half of them, workers a third more or fewer than last year: more than draws reach."""
    labour = jnp.full(MANY, 1e6)
    rng = np.random.default_rng(23)
    jobs, last = labour * np.exp(rng.uniform(-1, 1, MANY)), labour * np.exp(rng.uniform(-0.35, 0.35, MANY))
    usual = market(efficiency=np.full(MANY, 2.67), separations=np.full(MANY, 0.0505))
    none, gives = jnp.zeros(MANY), jnp.full(MANY, give)
    seen = Market(jobs, labour, last, usual.rates, none, gives, gives, none)
    met = CLEAR(seen, labour**2 / 1e3, parameters(form))
    assert float(jnp.max(met.residual)) <= 1e-8
    assert float(jnp.min(met.employed)) > 0
    assert float(jnp.min(met.vacancies)) > 0


@FORMS
def test_the_start_does_not_matter(form):
    seen, p = extreme(3, form)
    one, other = (CLEAR(seen, seen.labour**2 / x, p).vacancies for x in (1e7, 10.0))
    assert np.allclose(one, other, rtol=1e-7)


@FORMS
@pytest.mark.parametrize("give", [0.0, 0.4])
def test_gradients_equal_finite_differences(form, give):
    """Slopes of vacancies, unemployed and hires along each input, in twenty markets at once."""
    count = 20
    wide, of_wide = extreme(5, form)
    cut = jax.tree.map(lambda leaf: leaf[:count] if leaf.ndim else leaf, (wide, of_wide))
    seen, p = cut[0]._replace(give=cut[0].give * give, give_up=cut[0].give_up * give), cut[1]
    start = seen.labour**2 / 1e3

    @jax.jit
    def logs(seen, p):
        met = clearing.meet(seen, start, p)
        return jnp.stack([jnp.log(met.vacancies), jnp.log(met.unemployed), jnp.log(met.filled)])

    slopes = jax.jit(lambda at, way: jax.jvp(logs, at, way)[1])
    none = jax.tree.map(jnp.zeros_like, (seen, p))
    step = 1e-6
    checked = 0
    for group, record in enumerate((seen, p)):
        paths, tree = jax.tree.flatten(record)
        for place, leaf in enumerate(paths):
            if leaf.ndim == 0:
                continue  # the form, and what is of no use in one year
            size = np.maximum(np.abs(np.asarray(leaf)), 0.1)
            way = [size if i == place else jnp.zeros_like(x) for i, x in enumerate(paths)]
            one = list(none)
            one[group] = jax.tree.unflatten(tree, way)
            both = []
            for sign in (step, -step):
                at = [seen, p]
                at[group] = jax.tree.map(lambda a, b, s=sign: a + s * b, record, one[group])
                both.append(logs(*at))
            slope = (both[0] - both[1]) / (2 * step)
            got = slopes((seen, p), tuple(one))
            assert np.allclose(got, slope, rtol=1e-4, atol=1e-5), (group, place)
            checked += bool(np.any(np.abs(got) > 0))
    assert checked >= 9


@FORMS
@pytest.mark.parametrize("give", [0.0, 0.02])
def test_more_jobs_mean_more_vacancies_and_more_labour_fewer(form, give):
    seen, p = extreme(17, form)
    seen = seen._replace(give=jnp.full(MANY, give), give_up=jnp.full(MANY, give))

    def cleared(jobs, labour):
        return CLEAR(
            seen._replace(jobs=seen.jobs * jobs, labour=seen.labour * labour), seen.labour**2 / 1e3, p
        )

    usual, more_jobs, more_labour = cleared(1, 1), cleared(1.01, 1), cleared(1, 1.01)
    assert np.all(more_jobs.vacancies > usual.vacancies)
    if not form:  # else extra job moves may leave more people between two jobs
        assert np.all(more_jobs.unemployed < usual.unemployed)
    assert np.all(more_labour.vacancies < usual.vacancies)
    if not form:
        assert np.all(more_labour.unemployed > usual.unemployed)
        # An extra worker lowers vacancies by part of one.
        assert np.all(usual.vacancies - more_labour.vacancies < 0.01 * seen.labour)


@FORMS
def test_jobs_that_give_are_fewer_where_it_is_tighter_than_expected(form):
    p = parameters(form)
    rigid = CLEAR(market(jobs=10.2e6), jnp.asarray([3e5**2]), p)
    tight = meeting.log_tightness(rigid)
    supple = CLEAR(market(jobs=10.2e6, give=0.5, expected=float(tight[0]) - 1), jnp.asarray([3e5**2]), p)
    assert float(supple.vacancies[0]) < float(rigid.vacancies[0])
    wanted = supple.employed + supple.vacancies
    beyond = meeting.log_tightness(supple) - (tight - 1)
    assert float(wanted[0]) == pytest.approx(10.2e6 * np.exp(-0.5 * float(beyond[0])), rel=1e-9)
    assert float(wanted[0]) < 10.2e6
    # Where expected tightness comes true, nothing gives.
    same = CLEAR(market(jobs=10.2e6, give=0.5, expected=float(tight[0])), jnp.asarray([3e5**2]), p)
    assert float(same.vacancies[0]) == pytest.approx(float(rigid.vacancies[0]), rel=1e-9)
