"""The fit: each part on a made history whose answer is known, and every gate with what makes it fail."""

from __future__ import annotations

import json

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import special

from krapte import figures
from krapte.country import parameters, published
from krapte.country.axes import ANCHOR_YEAR
from krapte.engine.draws import Uniforms, matrix
from krapte.figures import known
from krapte.figures.errors import InputError
from krapte.learning import (
    data,
    directions,
    fit,
    gates,
    keep,
    likelihood,
    mode,
    moved,
    posterior,
    prior,
    pulls,
    weigh,
)
from krapte.learning.directions import Directions
from krapte.learning.gates import Quality

GOOD = Quality(rhat=1.0, effective=1000, diverged=0, rest=0.5, arrived=1)
SLOTS = parameters.slots()


class Line:
    """A made misfit: distances are straight lines of z, and so the posterior is known."""

    def __init__(self, slopes: np.ndarray, at: np.ndarray, places: dict[str, slice]) -> None:
        self.matrix, self.offset, self.places = slopes, at, places
        self.world = None

    def missed(self, z, form):
        return z @ self.matrix.T + self.offset

    def slopes(self, z, form, places):
        return self.matrix @ z + self.offset, self.matrix[:, list(places)]

    def one(self, z, form, world):
        return jnp.asarray(self.matrix) @ z + self.offset


@pytest.fixture(scope="module")
def line():
    rng = np.random.default_rng(1)
    slopes = np.zeros((30, len(SLOTS)))
    slopes[:, prior.free()[:6]] = rng.normal(size=(30, 6)) * [3, 2, 1, 0.5, 0.1, 0.001]
    return Line(slopes, rng.normal(size=30), {"a": slice(0, 15), "b": slice(15, 30)})


# -- what is read


def test_nothing_later_than_the_last_year_is_read():
    for last in (2018, 2024):
        for one in data.observed(last):
            assert max(one.years) <= last, one.name
    with pytest.raises(InputError, match="year out of range"):
        data.observed(ANCHOR_YEAR + 1)


def test_a_fit_to_an_earlier_year_does_not_see_later_figures(monkeypatch):
    seen = []
    monkeypatch.setattr(
        data, "values", lambda source: seen.append(known.year()) or {2014: 1.0, 2015: 1.0, 2016: 1.0}
    )
    data.observed(2018)
    assert set(seen) == {2018}


def test_values_after_the_last_year_move_nothing(monkeypatch):
    """The honesty of a fit made for an origin: with all later values of the panel another, it sees the same."""
    before, whole = data.observed(2018), data.observed(2024)
    real = published.panel
    monkeypatch.setattr(
        published, "panel", lambda name: {y: v * (1 if y <= 2018 else 7) for y, v in real(name).items()}
    )
    for one, other in zip(data.observed(2018), before, strict=True):
        assert np.array_equal(one.log, other.log), one.name
    moved_ = [not np.array_equal(a.log, b.log) for a, b in zip(data.observed(2024), whole, strict=True)]
    assert any(moved_)  # so that the test can fail


def test_figures_of_2025_are_refused_by_whatever_fits():
    """Some values of 2025 are in the tables, to test forecasts: as known at the last fitted year they are not there."""
    late = [f.figure_id for f in figures.load() if known.last_year(f.period) > data.LAST]
    assert late
    with known.at(data.LAST):
        book = figures.load()
        assert not any(name in book for name in late)
    for row in data.rows():
        assert max(data.values(row.source)) <= data.LAST, row.series


def test_errors_of_a_series_hang_together():
    row = data.Row("x", 2014, "", "", noise=0.1, level=0.2, walk=0.3, break_year=2016, break_size=0.4)
    made = data.covariance(row, (2014, 2016))
    assert np.allclose(made, [[0.01 + 0.04 + 0.09, 0.04 + 0.09], [0.04 + 0.09, 0.01 + 0.04 + 0.27 + 0.16]])


def test_a_step_in_a_series_is_told_as_its_break():
    row = data.Row("x", 2014, "", "", noise=0.01, level=0.01, walk=0.001, break_year=2019, break_size=0.1)
    years = tuple(range(2014, 2025))
    factor = np.linalg.cholesky(data.covariance(row, years))
    one = data.Observed("x", "", 2014, years, np.zeros(11), factor, 2019, 0.1)
    told = data.steps((one,), {"x": 0.08 * (np.array(years) >= 2019)})[0]
    assert told.year == 2019
    assert abs(told.size - 0.08) < 2 * told.error < 0.03


# -- the coordinates


def test_the_smooth_prior_is_the_exact_one():
    z = np.random.default_rng(0).normal(size=(50, len(SLOTS)))
    exact = prior.values(z, 1.0)
    smooth = np.asarray(jax.vmap(lambda one: prior.smooth(one, 1.0))(jnp.asarray(z)))
    rows = parameters.load()
    wide = np.array([float(np.ptp(row.draw(special.ndtr(np.array([-3.0, 3.0]))))) or 1.0 for row in rows])
    wide[prior.FORM] = 1
    assert np.max(np.abs(exact - smooth) / wide) < 1e-3
    assert np.all(exact[:, prior.FORM] == 1)


def test_z_of_a_uniform_is_the_draw_of_the_table():
    uniforms = Uniforms(3, 40)
    drawn = matrix(uniforms, parameters.load())
    z = np.stack([special.ndtri(uniforms(slot)) for slot in SLOTS], axis=1)
    assert np.allclose(prior.values(z, drawn[:, prior.FORM]), drawn, rtol=1e-9)


# -- likelihood and mode


def test_weights_are_those_whose_least_squares_has_the_slope_of_the_likelihood():
    places = {"a": slice(0, 5), "b": slice(5, 12)}
    missed = np.linspace(-2, 3, 12)
    slope = jax.grad(lambda r: likelihood.energy(r, places))(jnp.asarray(missed))
    assert np.allclose(slope, likelihood.weights(missed, places) ** 2 * missed, rtol=1e-10)
    assert np.isclose(-likelihood.log_likelihood(missed[None], places)[0], likelihood.energy(missed, places))


def test_a_series_far_off_counts_for_less():
    places = {"near": slice(0, 5), "far": slice(5, 10)}
    scales = likelihood.scales(np.r_[np.ones(5), 4 * np.ones(5)], places)
    assert scales["far"] > 2 > 1.1 > scales["near"]


def test_steps_end_where_the_posterior_is_flat_from_any_start(line):
    free = prior.free()
    modes = mode.find(line, 0.0, fit.starts(1, free), free)
    assert modes[-1].height - modes[0].height < fit.SAME
    assert all(one.arrived for one in modes)

    def height(z):
        return likelihood.energy(line.one(z, 0.0, None), line.places) + z @ z / 2

    slope = np.asarray(jax.grad(height)(jnp.asarray(modes[0].z)))[free]
    assert np.max(np.abs(slope)) < 0.1


def test_directions_are_those_that_data_move(line):
    free = prior.free()
    found = directions.at(mode.find(line, 0.0, fit.starts(1, free), free)[0], free)
    assert np.allclose(found.basis.T @ found.basis, np.eye(found.basis.shape[1]))
    assert set(found.places) <= set(free[:6])
    assert free[5] not in found.places  # it moves nothing by a hundredth of an error
    assert np.all(found.strength >= directions.LEAST)
    assert np.all(np.diff(found.strength) <= 0)


def test_what_lies_across_the_directions_stays(line):
    of = Directions((0, 1, 2), np.array([[1.0], [1.0], [0.0]]) / np.sqrt(2), np.ones(1), 0.0, np.zeros(1))
    placed = of.place(np.array([[5.0]]), np.array([[1.0, -1.0, 7.0]]))
    assert np.allclose(placed @ of.basis, 5)
    assert np.isclose(placed[0, 0] - placed[0, 1], 2)
    assert placed[0, 2] == 7


# -- gates


@pytest.mark.parametrize(
    ("field", "bad"), [("rhat", 1.1), ("effective", 100), ("diverged", 0.5), ("rest", 0.01), ("arrived", 0.0)]
)
def test_each_gate_refuses_a_fit_that_fails_it(field, bad):
    gates.check(GOOD, "fit")
    with pytest.raises(InputError, match=field):
        gates.check(GOOD._replace(**{field: bad}), "fit")
    with pytest.raises(InputError):
        gates.check(GOOD._replace(**{field: np.nan}), "fit")


def test_chains_that_do_not_agree_are_seen():
    rng = np.random.default_rng(0)
    chains = rng.normal(size=(4, 200, 2))
    assert gates.rhat(chains).max() < gates.APART
    chains[0, :, 1] += 2
    assert gates.rhat(chains)[1] > gates.APART
    stuck = np.cumsum(rng.normal(size=(4, 200, 1)), axis=1)
    assert gates.effective(stuck)[0] < gates.LEAST


def test_weights_that_collapse_are_refused():
    even, lone = np.full(100, 0.01), np.r_[1.0, np.full(99, 1e-9)]
    assert np.isclose(weigh.gate(even, 50), 100)
    with pytest.raises(weigh.CollapsedError) as caught:
        weigh.gate(lone, 50)
    assert caught.value.effective < 2
    with pytest.raises(weigh.CollapsedError):
        weigh.gate(np.full(3, np.nan), 1)


def test_draws_are_taken_in_proportion_to_their_weights():
    weights = np.array([0.0, 0.5, 0.3, 0.2])
    counts = np.bincount(weigh.resample(weights, 1000, 1), minlength=4) / 1000
    assert np.allclose(counts, weights, atol=2e-3)


# -- what is shipped


def test_the_shipped_posterior_is_of_the_priors_and_the_data_that_are_here():
    of = posterior.load()
    assert of.manifest["data"] == keep.data_hash(data.observed(of.manifest["last_year"]))
    for form, one in of.manifest["forms"].items():
        gates.check(Quality(**one["quality"]), form)


def test_a_draw_keeps_what_history_does_not_see_bit_for_bit():
    of, uniforms = posterior.load(), Uniforms(1, 64)
    before, after = matrix(uniforms, parameters.load()), of.drawn(uniforms)
    seen = sorted({place for branch in of.branches for place in branch.places})
    unseen = [place for place in range(len(SLOTS)) if place not in seen]
    assert np.array_equal(before[:, unseen], after[:, unseen])
    assert np.all(np.any(before[:, seen] != after[:, seen], axis=0))
    for row, values in zip(parameters.load(), after.T, strict=True):
        assert np.all((values >= row.bound_low) & (values <= row.bound_high)), row.slot


def test_the_head_of_many_draws_is_that_of_few():
    of = posterior.load()
    assert np.array_equal(of.drawn(Uniforms(5, 300))[:128], of.drawn(Uniforms(5, 128)))


def test_the_table_of_what_moved_tells_the_draws():
    of, rows = posterior.load(), moved.load()
    drawn = of.drawn(Uniforms(9, 4096))
    for slot, row in rows.items():
        at = drawn[:, SLOTS.index(slot)]
        wide = row.high - row.low
        assert abs(np.median(at) - row.median) < 0.12 * wide, slot
        assert np.isclose(np.quantile(at, 0.9) - np.quantile(at, 0.1), wide, rtol=0.15), slot
    assert any(row.by_data for row in rows.values())
    assert any(not row.by_data for row in rows.values())


def test_a_posterior_of_other_priors_or_other_bytes_is_refused():
    arrays, text = (posterior._packaged(name) for name in (posterior.ARRAYS, posterior.MANIFEST))
    kept = json.loads(text)
    with pytest.raises(InputError, match="stale posterior"):
        posterior.parse(arrays, json.dumps(kept | {"priors": "0" * 64}).encode())
    with pytest.raises(InputError, match="broken posterior"):
        posterior.parse(arrays, json.dumps(kept | {"arrays": "0" * 64}).encode())
    for broken in (b"", b"{}", text[:100]):
        with pytest.raises(InputError, match="broken posterior"):
            posterior.parse(arrays, broken)
    with pytest.raises(InputError, match="broken posterior"):
        posterior.parse(arrays[:200], text)


def test_files_are_written_whole_or_not_at_all(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    keep.write({"a": b"new", "b": b"1"}, tmp_path)
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"new", b"1")
    with pytest.raises(TypeError):
        keep.write({"a": b"newer", "b": None}, tmp_path)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_the_pull_of_all_series_is_where_the_mode_stands(line):
    free = prior.free()
    best = mode.find(line, 0.0, fit.starts(1, free), free)[0]
    of = fit.Fitted(0.0, best, directions.at(best, free), np.zeros((1, 1)), GOOD)
    assert np.allclose(pulls.pulls(of, line.places).sum(axis=0), best.z, atol=0.1)
