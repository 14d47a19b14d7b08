"""Recovery of known parameters, and the check of the fit by itself: even where it is right, uneven where it is not."""

from __future__ import annotations

from types import SimpleNamespace

import jax.numpy as jnp
import numpy as np
import pytest

from krapte.learning import calibrate, fit, gates, keep, likelihood, moved, prior
from krapte.learning.data import Observed
from krapte.learning.misfit import History
from krapte.learning.posterior import parse

YEARS = tuple(range(2014, 2029))
FREE = prior.free()
MOVED = 6


class Straight:
    """A made country: log values of two series are straight lines of six parameters, counted with known errors."""

    world = None

    def __init__(self, truth: np.ndarray, seed: int = 1) -> None:
        stream = np.random.default_rng(3)
        self.matrix = np.zeros((2 * len(YEARS), len(prior.SLOTS)))
        self.matrix[:, FREE[:MOVED]] = stream.normal(size=(2 * len(YEARS), MOVED)) * [
            2,
            1.5,
            1,
            0.7,
            0.4,
            0.2,
        ]
        factor = np.eye(len(YEARS))
        series = [
            Observed(name, "", 2014, YEARS, np.zeros(len(YEARS)), factor, None, 0.0) for name in ("a", "b")
        ]
        self.history = History(tuple(series), None)
        self.places = self.history.places()
        self.seen = self.matrix @ truth + np.random.default_rng(seed).normal(size=2 * len(YEARS))

    def told(self, z, form):
        return z @ self.matrix.T

    def missed(self, z, form):
        return self.seen - self.told(z, form)

    def slopes(self, z, form, places):
        return self.seen - self.matrix @ z, -self.matrix[:, list(places)]

    def one(self, z, form, world):
        return jnp.asarray(self.seen) - jnp.asarray(self.matrix) @ z

    def of(self, values):
        made = Straight(np.zeros(len(prior.SLOTS)))
        made.seen = np.concatenate(values)
        return made


@pytest.fixture(scope="module")
def truth():
    made = np.zeros(len(prior.SLOTS))
    made[FREE[:MOVED]] = [1.5, -1, 0.8, -0.5, 1.2, 0.3]
    return made


@pytest.fixture(scope="module")
def fitted(truth):
    return fit.one(Straight(truth), 0.0, 1, lambda _: None, 200, 100)


def test_known_parameters_are_found_again(truth, fitted):
    """The sampler's draws hold the truth, and are as wide as Laplace says on straight lines."""
    gates.check(fitted.quality, "made")
    of = fitted.directions
    true = truth[list(of.places)] @ of.basis
    apart = (fitted.rows.mean(axis=0) - true) / fitted.rows.std(axis=0)
    assert np.all(np.abs(apart) < 3)
    assert np.allclose(fitted.rows.std(axis=0), of.spread, rtol=0.35)


def test_a_fit_that_is_right_is_even(fitted):
    of = SimpleNamespace(branches=[_branch(fitted)] * 2)
    places = calibrate.run(Straight(np.zeros(len(prior.SLOTS))), of, 1, 60, lambda done, all_: None)
    found = calibrate.even(places)
    assert found.p > 0.01
    assert 0.7 < found.held < 0.9
    assert sum(found.counts) == len(places) == 60 * len(fitted.directions.strength)


def test_a_fit_that_trusts_its_data_too_much_is_seen(fitted, monkeypatch):
    of = SimpleNamespace(branches=[_branch(fitted)] * 2)
    real = likelihood.log_likelihood
    monkeypatch.setattr(likelihood, "log_likelihood", lambda missed, places: 9 * real(missed, places))
    places = calibrate.run(Straight(np.zeros(len(prior.SLOTS))), of, 1, 20, lambda done, all_: None)
    found = calibrate.even(places)
    assert found.p < 1e-4
    assert found.held < 0.7


def test_places_are_kept_as_they_are(tmp_path):
    places = [calibrate.Place(0, 1, 200.0, 1, 0.25), calibrate.Place(1, 0, 150.0, 2, 0.75)]
    text = calibrate.as_csv(places).decode()
    assert text.splitlines() == [
        "history,form,effective,direction,place",
        "0,1,200,1,0.2500",
        "1,0,150,2,0.7500",
    ]


def test_the_shipped_check_is_of_many_histories_and_holds_what_it_should():
    places = calibrate.load()
    assert len({one.history for one in places}) >= 50
    assert {one.form for one in places} == {0, 1}
    assert 0.70 <= calibrate.even(places).held <= 0.90


def test_a_fit_is_kept_with_what_it_was_made_from(fitted, truth):
    both = (fitted, fitted._replace(form=1.0))
    history = Straight(truth).history
    made = keep.files(both, history, 1)
    of = parse(made["posterior.npz"], made["posterior.json"])
    assert of.manifest["data"] == keep.data_hash(history.series)
    assert np.allclose(of.branches[0].rows, fitted.rows[:, :], atol=2e-3)
    assert moved.TABLE in made
    other = history.series[0]._replace(log=history.series[0].log + 1e-3)
    assert keep.data_hash((other, history.series[1])) != of.manifest["data"]


def _branch(found):
    return SimpleNamespace(places=list(found.directions.places), basis=found.directions.basis)
