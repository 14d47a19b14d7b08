"""Education from figures: chances meet published stay and success, shares meet published counts, history is matched."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import school_chances, school_counts, schools
from krapte.country.axes import FIELDS, FIRST_YEAR, PROGRAMS, STEPS


def mbo(array, axis=0):
    return np.take(array, range(4), axis=axis)


def test_chances_meet_how_long_students_stay_and_how_many_succeed():
    known = school_chances.facts()
    for at, pair in enumerate(zip(*school_chances.chances(), strict=True)):
        _, earned, years = school_chances.survive(*pair)
        assert earned == pytest.approx(known.success[at], rel=1e-6)
        assert years == pytest.approx(known.residence[at], rel=1e-6)


def test_first_year_leaving_is_the_published_one():
    dropout = school_chances.chances()[0]
    assert dropout[PROGRAMS.index("hbo"), 0] == figures.load()["hbo_drop1_2021"].value
    assert np.all((dropout > 0) & (dropout < 0.3))


def test_students_before_2015_add_up_to_the_years_after():
    counted = school_counts.students()
    printed = [figures.load()[f"stud_mbo_{year}"].value for year in range(2015, 2024)]
    assert np.allclose(mbo(counted)[:, 3:].sum(axis=0), printed, rtol=0.005)
    assert 500_000 < mbo(counted)[:, 0].sum() < 530_000  # 484,000 in 2015 after years of decline


def test_technical_entrants_of_mbo_are_the_published_number_and_the_level_shifts():
    share, outside = schools.shares()[:, :, 1:], schools.outside()
    technical = np.sum(share[:4, :2].sum(axis=1) * outside[:4], axis=0)
    assert np.allclose(technical, school_counts.series("in_mbotech")[1:])
    level3, level4 = (share[PROGRAMS.index(name), :2].sum(axis=0) for name in ("mbo3", "mbo4"))
    assert level3[-1] / level3[0] > 1.5
    assert level4[-1] / level4[0] < 1


def test_ict_is_split_off_as_cbs_counts_students():
    book = figures.load()
    start = schools.start(2022)[:4].sum(axis=(0, 2))
    wanted = [book[f"stud_mbo_isced{code}_2021"].value for code in ("07", "06")]
    assert start[1] / start[0] == pytest.approx(wanted[1] / wanted[0], rel=0.05)
    assert start[:2].sum() == pytest.approx(
        sum(wanted), rel=0.12
    )  # betatechniek is wider than ISCED 06 and 07


def test_shares_are_shares():
    share = schools.path().field_share
    assert share.shape == (len(STEPS), len(PROGRAMS), len(FIELDS))
    assert np.allclose(share.sum(axis=2), 1)
    assert share.min() > 0


def test_entrants_meet_published_entrants_by_route():
    outside = schools.outside()
    for year in range(2018, 2024):
        at = year - FIRST_YEAR
        assert outside[:3, at].sum() == pytest.approx(figures.load()[f"in_mbo_bol_{year}"].value)
        assert outside[3, at] == pytest.approx(figures.load()[f"in_mbo_bbl_{year}"].value)


def test_the_start_is_the_count_of_october_and_has_all_years_of_study():
    start = schools.start(FIRST_YEAR)
    assert start.shape == (len(PROGRAMS), len(FIELDS), school_chances.STUDY_YEARS)
    assert np.allclose(start.sum(axis=(1, 2)), school_counts.students()[:, 0])
    by_year = start[PROGRAMS.index("hbo")].sum(axis=0)
    assert np.all(np.diff(by_year[:4]) < 0)  # students drop out on the way to the first diploma
    assert by_year.min() > 0
    later = schools.start(2024)
    assert later[PROGRAMS.index("bbl")].sum() > start[PROGRAMS.index("bbl")].sum()


def test_the_future_keeps_the_mean_of_the_last_three_years():
    path = schools.path()
    assert np.allclose(path.entry[-1], path.entry[8:11].mean(axis=0))
    assert path.future[10] == 0
    assert path.future[11] == 1


def test_inner_moves_of_mbo_are_the_published_number():
    """Diplomas less those who leave with one: all who leave (138,050 and 23,670 to hbo) less those without."""
    book = figures.load()
    success = book["mbo_jaarres_all_2016"].value
    earned = sum(book[f"grad_mbo{level}_2021"].value for level in range(1, 5))
    leavers = book["flow_mbo_out_all_2021"].value + book["flow_mbo_hbo_all_2021"].value
    published = earned - (leavers - earned * (1 - success) / success)
    inner = schools.passing_on()[:4, 2021 - FIRST_YEAR].sum()
    assert inner == pytest.approx(published, rel=0.25)


def test_the_price_factor_and_the_unit_of_money_come_from_decree_and_budget():
    assert 1.3 < schools.price_factor() < 1.4
    assert 0.6 < schools.coverage() < 0.8
    assert schools.unit_money(1.15, 0.4, 0.8) == pytest.approx(7_460, rel=0.01)
    assert schools.unit_money(1.25, 0.4, 0.8) < schools.unit_money(1.15, 0.4, 0.8)
