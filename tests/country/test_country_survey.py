"""The skills survey: whole, on the model's axes, and near the figures made from the same answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from krapte import figures
from krapte.country import survey
from krapte.country.axes import BLOCKS, QUALS

SHARED = Path(__file__).parents[3] / "shared" / "data" / "gaps"
COPIES = {
    "residents": "piaac2012_nl_population_level_field_age_sex.csv",
    "employed": "piaac2012_nl_employed_group_level_field_age.csv",
}


@pytest.mark.parametrize("name", COPIES)
def test_copied_tables_are_whole(name):
    if not (SHARED / COPIES[name]).exists():
        # The tabulations lie outside the repository; a clone alone has only the tables made of them.
        pytest.skip("the shared folder is not here")
    own = Path(survey.__file__).parents[1] / "figures" / "tables" / "series" / f"skills_{name}_2012.csv"
    assert own.read_text(encoding="utf-8") == (SHARED / COPIES[name]).read_text(encoding="utf-8")


def test_residents_are_the_figures_of_the_engineers():
    made, book = survey.residents(), figures.load()
    for qual, levels in (("mid_tech", ("mid",)), ("high_tech", ("hbo_wo_ba", "wo_ma"))):
        for at, sex in enumerate("mf"):
            seen = sum(book[f"gp_piaac_stock_engineering_{level}_{sex}"].value for level in levels)
            assert made[QUALS.index(qual), :, at].sum() == pytest.approx(seen, rel=0.002)
    assert made.sum() == pytest.approx(10_915_520, rel=0.001)


def test_employed_are_the_table_of_occupations_by_field():
    """The finer table of destinations holds the same people."""
    rows = figures.table("flexibility_2012").rows
    for block in BLOCKS[:-1]:
        seen = sum(float(row["persons"]) for row in rows if row["dest"] == block)
        assert survey.employed()[BLOCKS.index(block)].sum() == pytest.approx(seen, rel=0.002)
    share = survey.employed().sum(axis=2)[0]
    book = figures.load()
    assert share[0] / share.sum() == pytest.approx(book["gp_piaac_tech_level_low"].value, abs=0.001)


def test_computing_is_told_apart_from_science_by_where_people_work():
    whole = survey.computing_share()
    assert whole == pytest.approx(136 / (136 + 179))
    assert (
        survey.computing_share("techniek")
        < survey.computing_share("rest")
        < whole
        < survey.computing_share("ict")
    )


def test_smoothing_fills_every_cell_and_keeps_what_was_seen():
    seen, made = survey.employed(), survey.smoothed()
    assert (seen == 0).any()
    assert made.min() > 0
    assert made.sum() == pytest.approx(seen.sum(), rel=0.001)
    pair, before = made.sum(axis=2), seen.sum(axis=2)
    assert np.abs(pair - before).max() < 0.01 * before.max()
    large = seen > 50_000
    assert np.all(np.abs(made / np.maximum(seen, 1) - 1)[large] < 0.25)


def test_women_by_block_and_age_are_the_table():
    made = survey.by_sex()
    assert made.min() > 0
    assert made[0, :, 1].sum() / made[0].sum() == pytest.approx(0.125, abs=0.001)
    assert np.all(made[BLOCKS.index("care"), :, 1] > made[BLOCKS.index("care"), :, 0])


def test_employment_rises_with_the_level_at_every_age():
    rate = survey.employment_rate()
    assert np.all(np.diff(rate, axis=0) > 0)
    assert rate.max() < 1
