"""Seeds and margins: the survey's two sides come out, and our own spread within techniek stays what it says."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import levels, margins, occupations, seeds, survey
from krapte.country.axes import BLOCKS, GROUPS, QUALS, TECHNIEK
from krapte.country.survey import LEVEL_OF


def test_chances_of_blocks_sum_to_one_and_have_both_sides_of_the_survey():
    made = seeds.block_chance()
    assert np.allclose(made.sum(axis=0), 1)
    assert made.min() > 0
    workers = levels.residents(2013) * seeds.employment_rate()[:, :, None]
    found = (made * workers).sum(axis=(1, 2))
    women = found[:, 1] / found.sum(axis=1)
    seen = survey.by_sex().sum(axis=1)
    assert np.allclose(women, seen[:, 1] / seen.sum(axis=1), atol=0.05)
    assert made[0, QUALS.index("mid_tech")].mean() > 3 * made[0, QUALS.index("mid_care")].mean()


def test_levels_within_techniek_are_the_survey_on_the_sizes_of_2013():
    made, book = seeds.within_levels(), figures.load()
    assert np.allclose(made.sum(axis=1), occupations.by_group()[0, : len(TECHNIEK)], rtol=1e-9)
    share = made.sum(axis=0) / made.sum()
    assert share[0] == pytest.approx(book["gp_piaac_tech_level_low"].value, rel=1e-6)
    assert share[1] == pytest.approx(book["gp_piaac_tech_level_mid"].value, rel=1e-6)
    high = made[0, 2] / made[:, 2].sum()
    assert 0.75 < high < 0.92  # what seeds.within claims


def test_chances_within_techniek_sum_to_one_and_lean_as_they_say():
    made = seeds.within_techniek(margins.women(2013)[: len(TECHNIEK)])
    assert np.allclose(made.sum(axis=0), 1)
    assert made[0, LEVEL_OF == 2].min() > 0.5
    metal, electro = TECHNIEK.index("metal"), TECHNIEK.index("electro")
    young_over_old = made[:, 0, 5, 0] / made[:, 0, 45, 0]
    assert young_over_old[metal] > 1.5 * young_over_old[electro]
    construction, process = TECHNIEK.index("construction"), TECHNIEK.index("process")
    assert (
        made[process, 0, 20, 1] / made[construction, 0, 20, 1]
        > made[process, 0, 20, 0] / made[construction, 0, 20, 0]
    )


@pytest.mark.parametrize("year", [2013, 2024])
def test_seeds_hold_somebody_everywhere(year):
    made = seeds.work(year, margins.women(year)[: len(TECHNIEK)])
    assert made.shape == margins.SHAPE
    assert made.min() > 0
    assert np.allclose(made[-1] / made.sum(axis=0), 1 - seeds.employment_rate()[:, :, None], atol=0.12)


@pytest.mark.parametrize("year", [2013, 2024])
def test_women_of_techniek_are_the_counts_of_the_pact(year):
    book, at = figures.load(), margins.WOMEN[year]
    made, size = margins.women(year), margins.employed_by_group(year)
    women = book[f"lm_tp_women_{at}_v2023"].value - book[f"lm_tp_ict_{at}_f"].value
    total = women + book[f"lm_tp_men_{at}_v2023"].value - book[f"lm_tp_ict_{at}_m"].value
    found = np.sum(made[: len(TECHNIEK)] * size[: len(TECHNIEK)]) / size[: len(TECHNIEK)].sum()
    assert found == pytest.approx(women / total, rel=1e-3)
    assert made[GROUPS.index("process")] > made[GROUPS.index("metal")] > 0
    assert made[GROUPS.index("care")] == pytest.approx(0.773, abs=0.002)


def test_margins_by_group_agree_with_one_another():
    for year in (2013, 2024):
        by_sex = margins.by_sex(year).target.reshape(-1, 2).sum(axis=1)
        assert np.allclose(by_sex, margins.employed_by_group(year)[:-1], rtol=1e-12)
    by_age = margins.of_2024()[-1].target.reshape(4, 6).sum(axis=1)
    size = margins.employed_by_group(2024)
    assert by_age[0] == pytest.approx(size[: len(TECHNIEK)].sum())
    assert by_age[1] == pytest.approx(size[GROUPS.index("ict")])


def test_blocks_are_in_the_order_of_the_groups():
    assert tuple(BLOCKS[1:]) == GROUPS[len(TECHNIEK) :]
