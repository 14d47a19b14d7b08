"""Judgements of the fit: read from the table of assumptions, at the values the shipped posterior was made with."""

from __future__ import annotations

import json

import numpy as np
import pytest

from krapte.country import assumptions
from krapte.figures.errors import InputError
from krapte.learning import assimilate, directions, fit, gates, likelihood, moved, posterior

READ = {
    "learning.assimilate.least": assimilate.LEAST,
    "learning.directions.least": directions.LEAST,
    "learning.directions.seen": directions.SEEN,
    "learning.fit.same": fit.SAME,
    "learning.gates.effective": gates.LEAST,
    "learning.gates.rest": gates.REST,
    "learning.gates.rhat": gates.APART,
    "learning.gates.strayed": gates.STRAYED,
    "learning.likelihood.sure": likelihood.SURE,
    "learning.moved.narrowed": moved.NARROWED,
    "learning.moved.shifted": moved.SHIFTED,
}
MANIFEST = json.loads(posterior._packaged(posterior.MANIFEST))


def test_every_judgement_is_a_row_with_a_range_and_says_that_it_is_ours():
    rows = {row.id: row for row in assumptions.load() if row.id.startswith("learning.")}
    assert rows.keys() == READ.keys()
    for name, row in rows.items():
        (one,) = row.values
        assert one.value == READ[name], name
        assert row.grade == "C"
        assert "our " in row.why


def test_the_shipped_posterior_was_made_with_these_values_and_meets_them():
    assert MANIFEST["sure"] == likelihood.SURE
    for form in MANIFEST["forms"].values():
        assert min(form["directions"]) >= directions.LEAST
        gates.check(gates.Quality(**form["quality"]), "shipped")
    arrays = posterior._packaged(posterior.ARRAYS)
    with pytest.raises(InputError, match=r"likelihood\.sure: stale posterior"):
        posterior.parse(arrays, json.dumps(MANIFEST | {"sure": 4.0}).encode())


@pytest.mark.parametrize("sure", [2.0, 20.0])
def test_another_belief_weighs_a_series_otherwise(monkeypatch, sure):
    missed, places = np.full(11, 3.0), {"one": slice(0, 11)}
    before = likelihood.scales(missed, places)["one"]
    monkeypatch.setattr(likelihood, "SURE", sure)
    after = likelihood.scales(missed, places)["one"]
    assert (after > before) == (sure < 6)
