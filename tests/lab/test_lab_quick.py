"""What a few draws give a page is what the laboratory itself gives on them, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis.laboratory import Laboratory
from krapte.country.axes import ANCHOR_YEAR
from krapte.lab import package as packs
from krapte.lab.question import of_link
from krapte.lab.quick import READINGS, Quick


@pytest.fixture(scope="module")
def quick() -> Quick:
    return Quick(Laboratory(draws=8, to=2031))


@pytest.mark.parametrize("written", ["p2:300", "p2:900@2029,e1:0", "m1:4500"])
def test_the_difference_is_that_of_the_laboratory(quick, written):
    package = packs.of(of_link({"p": "first-four", "m": written}))
    made = quick.difference(package)
    whole = quick.lab.run(package, split=False, ratios=False).results.sel(year=slice(ANCHOR_YEAR, None))
    for name in READINGS:
        cube = whole[name].transpose("variant", "draw", "year", "group")
        apart = cube.sel(variant="package").values - cube.sel(variant="baseline").values
        assert np.array_equal(made[name], apart), name


def test_without_measures_nothing_differs(quick):
    assert not any(cube.any() for cube in quick.difference(None).values())


def test_levels_are_medians_of_the_baseline(quick):
    whole = quick.lab.runs.baseline(None).sel(year=slice(ANCHOR_YEAR, None))
    medians = whole["vacancies"].median("draw").transpose("year", "group").values
    assert np.array_equal(quick.levels()["vacancies"], medians)
