"""The fit at an origin: nothing later is read, steps must arrive, draws stay worlds of their own, stale is refused."""

from __future__ import annotations

import json
from importlib import resources

import numpy as np
import pytest
from scipy import special
from typer.testing import CliRunner

from krapte.cli.app import app
from krapte.country import origin_priors, parameters
from krapte.country.origins import ORIGINS
from krapte.engine.draws import Uniforms, matrix
from krapte.figures.errors import InputError
from krapte.learning import data, directions, keep, mode, origin_fit, origin_posterior, origin_runs, prior
from origins_disturbed import disturbed

DRAWS = 200
SLOTS = parameters.slots()
FILES = [
    resources.files("krapte.learning").joinpath(name).read_bytes()
    for name in (origin_posterior.ARRAYS, origin_posterior.MANIFEST)
]
MANIFEST = json.loads(FILES[1])


class Line:
    """A made misfit: distances are straight lines of z, so mode and spread are known."""

    def __init__(self) -> None:
        rng = np.random.default_rng(3)
        self.matrix = np.zeros((40, len(SLOTS)))
        self.matrix[:, [3, 7]] = rng.normal(size=(40, 2))
        self.offset, self.places = rng.normal(size=40), {"one": slice(0, 40)}

    def missed(self, z, form):
        return z @ self.matrix.T + self.offset

    def slopes(self, z, form, places):
        return self.matrix @ z + self.offset, self.matrix[:, list(places)]


def test_a_fit_moves_to_the_mode_and_refuses_steps_that_do_not_arrive(monkeypatch):
    said = []
    found = origin_fit.one(Line(), 2018, 0.0, [3, 7, 9], said.append)
    assert found.mode.arrived
    assert found.directions.places == (3, 7)
    assert np.all(found.directions.spread < 1)
    assert "origin 2018, form 0" in said[0]
    monkeypatch.setattr(mode, "LONGEST", 1)
    with pytest.raises(InputError, match=r"origin 2018, form 0: arrived: gate failed"):
        origin_fit.one(Line(), 2018, 0.0, [3, 7, 9], said.append)


@pytest.mark.parametrize("origin", ORIGINS)
def test_what_is_fitted_keeps_its_bits_where_all_later_figures_are_others(origin):
    before = data.observed(origin)
    assert max(max(one.years) for one in before) == origin
    with disturbed(origin):
        after = data.observed(origin)
    assert keep.data_hash(before) == keep.data_hash(after)
    with disturbed(origin - 1):
        assert keep.data_hash(data.observed(origin)) != keep.data_hash(before)


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_shipped_fit_is_of_the_series_and_priors_of_its_origin(origin):
    told = MANIFEST["origins"][str(origin)]
    assert told["last_year"] == origin
    assert told["data"] == keep.data_hash(data.observed(origin))
    free = {SLOTS[place] for place in prior.free(origin_priors.load(origin))}
    for form, seen in zip(told["forms"], told["slots"], strict=True):
        assert set(seen) <= free
        assert min(form["directions"]) >= directions.LEAST
        assert form["steps"] < mode.LONGEST


def test_no_origin_without_an_outlook():
    with pytest.raises(InputError, match="unknown origin"):
        origin_fit.history(2017)


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_draw_stays_its_own_world_but_for_what_was_learned(origin):
    uniforms, rows = Uniforms(1, DRAWS), origin_priors.load(origin)
    before, after = matrix(uniforms, rows), origin_posterior.drawn(origin, uniforms)
    form = before[:, prior.FORM]
    assert np.array_equal(form, after[:, prior.FORM])
    for number, branch in enumerate(origin_posterior.load()[origin]):
        of = form == number
        others = [place for place in range(len(SLOTS)) if place not in branch.places]
        assert np.array_equal(before[np.ix_(of, others)], after[np.ix_(of, others)])
        z = np.stack([special.ndtri(uniforms(SLOTS[place])[of]) for place in branch.places], axis=1)
        along, moved = z @ branch.basis, branch.moved(z) @ branch.basis
        assert np.allclose(moved, branch.centre + branch.spread * along, atol=5e-3)
        assert np.all(branch.spread < 1)
        assert not np.allclose(before[np.ix_(of, branch.places)], after[np.ix_(of, branch.places)])
    few = origin_posterior.drawn(origin, Uniforms(1, 7))
    assert np.array_equal(few, after[:7])  # a draw does not hang on how many there are


def test_what_is_broken_or_of_other_priors_is_refused():
    arrays, told = FILES[0], MANIFEST
    other = json.loads(FILES[1])
    other["origins"]["2018"]["priors"] = "0" * 64
    for bad, words in (
        (other, r"2018: stale posterior"),
        (told | {"sure": 2.0}, r"likelihood\.sure: stale posterior"),
        (told | {"arrays": "0" * 64}, "broken posterior"),
        ({}, "broken posterior"),
    ):
        with pytest.raises(InputError, match=words):
            origin_posterior.parse(arrays, json.dumps(bad).encode())


def test_files_hold_what_was_fitted():
    made = [origin_fit.one(Line(), 2018, form, [3, 7, 9], lambda said: None) for form in (0.0, 1.0)]
    files = origin_posterior.files(made)
    (branch, _) = origin_posterior.parse(*files.values())[2018]
    assert branch.places == [3, 7]
    assert np.allclose(branch.basis, made[0].directions.basis, atol=1e-3)
    assert np.allclose(branch.spread, made[0].directions.spread, atol=1e-3)


def test_the_command_fits_every_origin_and_writes_both_files(monkeypatch, tmp_path):
    def fit(origin, tell):
        return [origin_fit.one(Line(), origin, form, [3, 7, 9], tell) for form in (0.0, 1.0)]

    monkeypatch.setattr(origin_fit, "fit", fit)
    result = CliRunner().invoke(app, ["fit", "--origins", "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    files = [
        tmp_path.joinpath(name).read_bytes() for name in (origin_posterior.ARRAYS, origin_posterior.MANIFEST)
    ]
    assert set(origin_posterior.parse(*files)) == set(ORIGINS)


@pytest.mark.slow
def test_a_learned_forecast_keeps_its_bits_where_all_later_figures_are_others():
    before, drawn = origin_runs.run(2018, "U", 8, learned=True)
    with disturbed(2018):
        after, again = origin_runs.run(2018, "U", 8, learned=True)
    assert np.array_equal(drawn, again)
    for name in ("employed", "vacancies", "students"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name
    priors = origin_runs.run(2018, "U", 8)[0]
    assert not np.array_equal(before.employed, priors.employed)
