"""First jobs: published shares of techniek, the youth's share of ICT, diplomas that lead to their own work."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import base, first_jobs
from krapte.country.axes import FIELDS, GROUPS, PROGRAMS, TECHNIEK

T = len(TECHNIEK)


@pytest.fixture(scope="module")
def made() -> np.ndarray:
    return base.first_jobs()


def row(made: np.ndarray, program: str, field: str) -> np.ndarray:
    return made[PROGRAMS.index(program), FIELDS.index(field)]


def test_rows_are_shares(made):
    assert made.shape == (8, 4, 9)
    assert made.min() > 0
    assert np.allclose(made.sum(axis=2), 1, rtol=1e-12)


@pytest.mark.parametrize("program", PROGRAMS)
def test_techniek_and_ict_together_are_the_published_share(made, program):
    figure = figures.load()[f"gp_ret_narrow_{first_jobs.FIGURE[program]}_y1"]
    found = row(made, program, "techniek")
    assert found[:T].sum() + found[GROUPS.index("ict")] == pytest.approx(figure.value, rel=1e-9)
    central, low, high = first_jobs.technical(program)
    assert found[:T].sum() == pytest.approx(central, rel=1e-9)
    assert low < central < high
    assert first_jobs.technical_range()[PROGRAMS.index(program)].tolist() == [low, high]


def test_the_lower_the_programme_the_more_often_techniek(made):
    share = {program: row(made, program, "techniek")[:T].sum() for program in PROGRAMS}
    assert share["mbo3"] == share["bbl"] > share["mbo2"] > share["mbo4"] > share["hbo"] > share["wo_ma"]


def test_higher_diplomas_lead_to_technical_high(made):
    for program in ("hbo", "wo_ma", "ad"):
        found = row(made, program, "techniek")[:T]
        assert found[0] / found.sum() > 0.8
    part = [
        row(made, p, "techniek")[0] / row(made, p, "techniek")[:T].sum() for p in ("mbo2", "mbo3", "mbo4")
    ]
    assert part[0] < part[1] < part[2] < 0.6


def test_fields_lead_to_their_own_work(made):
    ict = GROUPS.index("ict")
    assert np.allclose(made[:, FIELDS.index("ict"), ict], 0.596)
    own = (
        made[:, FIELDS.index("care"), GROUPS.index("care")]
        + made[:, FIELDS.index("care"), GROUPS.index("education")]
    )
    assert own.min() > 0.5
    assert made[:, FIELDS.index("other"), -1].min() > 0.7
    assert made[:, FIELDS.index("other"), :T].sum(axis=1).max() < 0.1
