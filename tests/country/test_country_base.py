"""Base stocks: exact in the published totals, within a stated tolerance of every margin, nobody counted twice."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import base, labour, levels, margins, occupations, published
from krapte.country.axes import FIRST_YEAR, GROUPS, QUALS, STATES, TECHNIEK, WORK_FROM, WORK_TO
from krapte.country.survey import LEVEL_OF

MOMENTS = {2013: base.start, 2024: base.anchor}
UNEMPLOYED, OUTSIDE = STATES.index("unemployed"), STATES.index("outside")
N = len(GROUPS)


@pytest.fixture(params=[2013, 2024])
def moment(request) -> tuple[int, base.Margins]:
    return request.param, MOMENTS[request.param]()


def employed_by_level(made: base.Margins, ages: slice = slice(None)) -> np.ndarray:
    cells = made.work[:N, :, ages].sum(axis=(0, 2, 3))
    return np.array([cells[level == LEVEL_OF].sum() for level in range(3)])


def test_work_holds_every_resident_of_15_to_74_once(moment):
    year, made = moment
    assert made.work.shape == (len(STATES), len(QUALS), WORK_TO - WORK_FROM + 1, 2)
    assert np.array_equal(made.people, published.population()[year - FIRST_YEAR])
    assert np.allclose(
        made.work.sum(axis=(0, 1)), made.people[WORK_FROM : WORK_TO + 1], rtol=1e-12, atol=1e-9
    )
    assert made.work.min() > 0  # no empty cells


def test_employed_by_group_are_the_series_of_the_year(moment):
    year, made = moment
    series = occupations.by_group()[year - FIRST_YEAR]
    assert np.allclose(made.work[:N].sum(axis=(1, 2, 3)), series, rtol=1e-12)
    assert made.techniek.sum() == pytest.approx(
        occupations.technicians()[year - FIRST_YEAR] * occupations.bridge(), rel=1e-12
    )


def test_totals_are_as_published(moment):
    year, made = moment
    employed, unemployed = published.panel("emp_total")[year], published.panel("unemployed")[year]
    assert made.employed.sum() == pytest.approx(employed, rel=1e-12)
    assert made.unemployed.sum() == pytest.approx(unemployed, rel=1e-12)
    assert made.vacancies == published.panel("vac_open_total")[year]


def test_the_totals_of_the_anchor_are_their_figures():
    book, made = figures.load(), base.anchor()
    assert made.employed.sum() == pytest.approx(book["dem_empl_2024"].value, rel=1e-9)
    assert made.unemployed.sum() == pytest.approx(book["dem_unempl_2024"].value, rel=1e-9)
    assert made.techniek.sum() == pytest.approx(1_378_800, rel=1e-3)


def test_the_totals_of_the_start_are_their_figures():
    """The employed of 2013 are spliced to the new survey: inside the band of the other splice."""
    book, made = figures.load(), base.start()
    assert book["dem_empl_new_2013"].low <= made.employed.sum() <= book["dem_empl_new_2013"].high
    rate = made.unemployed.sum() / (made.employed.sum() + made.unemployed.sum())
    assert rate == pytest.approx(book["dem_urate_2013"].value, rel=1e-9)


def test_labour_by_age_and_sex_is_that_of_the_rates(moment):
    year, made = moment
    for made_of, cells in zip(
        (made.employed, made.unemployed), labour.employed_and_unemployed(year), strict=True
    ):
        assert np.allclose(made_of, cells, rtol=1e-9)
        assert made_of[:WORK_FROM].sum() + made_of[WORK_TO + 1 :].sum() == 0


def test_every_margin_holds_within_the_tolerance(moment):
    year, _ = moment
    found = base.margin_deviations(year)
    assert set(found) == {margin.name for margin in margins.every(year)}
    assert len(found) == (5 if year == FIRST_YEAR else 8)
    assert max(found.values()) < base.TOLERANCE
    assert max(found["group"], found["status by age and sex"]) < 1e-12


def test_quals_sum_to_the_residents_of_each_qualification(moment):
    year, made = moment
    assert np.allclose(made.work.sum(axis=0), levels.residents(year), rtol=base.TOLERANCE)


def test_unemployment_falls_with_the_level_as_published(moment):
    year, made = moment
    idle = np.array([made.work[UNEMPLOYED, level == LEVEL_OF].sum() for level in range(3)])
    rate = idle / (idle + employed_by_level(made))
    assert rate[0] > 1.4 * rate[1]
    assert rate[1] > rate[2]
    when = levels.LEVEL_MARGIN[year]
    seen = [figures.load()[f"dem_unempl_edu_{level}_{when}"].value for level in ("low", "mid", "high")]
    assert np.allclose(idle / idle.sum(), np.array(seen) / sum(seen), rtol=base.TOLERANCE)


def test_levels_at_work_in_2024_are_those_of_the_survey():
    """Also where no margin holds them: workers of 25-54 have a high diploma at least as often as residents do."""
    book, made = figures.load(), base.anchor()
    share = employed_by_level(made) / made.employed.sum()
    seen = np.array([book[f"dem_empl_2024Q1_level_{level}"].value for level in ("low", "mid", "high")])
    assert np.allclose(share, seen / seen.sum(), atol=1e-3)
    middle = employed_by_level(made, slice(10, 40))
    residents = made.people[25:55].sum(axis=1).reshape(3, 10).sum(axis=1)
    published_share = np.sum(residents * levels.high_by_age(2024)[1:4]) / residents.sum()
    assert 0 < middle[2] / middle.sum() - published_share < 0.05


def test_levels_at_work_in_2013_were_lower_and_near_the_skills_survey():
    """No margin: the survey saw .252, .397 and .351 of the employed; residents of low level at work less often."""
    share = employed_by_level(base.start()) / base.start().employed.sum()
    assert np.allclose(share, [0.252, 0.397, 0.351], atol=0.04)
    later = employed_by_level(base.anchor()) / base.anchor().employed.sum()
    assert later[2] - share[2] > 0.05


def test_technicians_of_2013_resemble_those_of_the_skills_survey():
    """Share with an engineering diploma and of low, mid and high level; none of them is a margin."""
    book, made = figures.load(), base.start()
    cells = made.work[: len(TECHNIEK)].sum(axis=(0, 2, 3))
    share = cells / cells.sum()
    engineers = share[QUALS.index("mid_tech")] + share[QUALS.index("high_tech")]
    assert engineers == pytest.approx(book["gp_piaac_tech_from_engineering"].value, abs=0.04)
    assert share[0] == pytest.approx(book["gp_piaac_tech_level_low"].value, abs=0.05)
    assert share[LEVEL_OF == 1].sum() == pytest.approx(book["gp_piaac_tech_level_mid"].value, abs=0.05)
    of_engineers = made.work[:N, [1, 4]].sum(axis=(1, 2, 3))
    found = of_engineers[: len(TECHNIEK)].sum() / of_engineers.sum()
    assert found == pytest.approx(book["gp_piaac_eng_to_techniek_all"].value, abs=0.06)


@pytest.mark.parametrize("ages", levels.AGE_CLASSES)
def test_technicians_by_age_are_the_published_margin(ages):
    first, last = (int(part) for part in ages.split("-"))
    techniek = base.anchor().techniek
    share = techniek[first : last + 1].sum() / techniek.sum()
    assert share == pytest.approx(figures.load()[f"gp_age_brc07_2023_{ages}"].value, abs=0.001)


def test_women_by_group_are_the_margins(moment):
    year, made = moment
    cells = made.work[:N].sum(axis=(1, 2))
    share = cells[:, 1] / cells.sum(axis=1)
    assert np.allclose(share[:-1], margins.women(year), rtol=base.TOLERANCE)
    assert share[GROUPS.index("construction")] < 0.1 < share[0] < 0.5 < share[GROUPS.index("care")]
    assert 0.4 < share[-1] < 0.5  # the rest, which no margin speaks about


def test_men_and_women_of_low_level_hold_different_work(moment):
    """The seeds' pattern survives the fitting: techniek draws on technical diplomas, care on those of care."""
    _, made = moment
    cells = made.work[:N].sum(axis=(2, 3))
    share = cells / cells.sum(axis=0)
    techniek = share[: len(TECHNIEK)].sum(axis=0)
    assert techniek[QUALS.index("mid_tech")] > 3 * techniek[QUALS.index("mid_other")]
    assert techniek[QUALS.index("high_tech")] > 3 * techniek[QUALS.index("high_other")]
    assert share[GROUPS.index("ict"), QUALS.index("high_ict")] > 0.3
    assert share[GROUPS.index("care"), QUALS.index("mid_care")] > 0.3


def test_the_two_moments_differ_and_do_not_change_between_calls():
    first, last = base.start(), base.anchor()
    change = last.work.sum(axis=(1, 2, 3)) / first.work.sum(axis=(1, 2, 3))
    assert change[GROUPS.index("ict")] > 1.5
    assert change[UNEMPLOYED] < 0.6
    assert np.all(np.abs(change - 1) > 0.01)
    again = base.start()
    assert np.array_equal(first.work, again.work)
    assert not first.work.flags.writeable  # kept between calls: nobody may change it


def test_labour_force_rates_give_the_labour_force_back(moment):
    _, made = moment
    rate = base.labour_force_rates(made)
    assert rate.min() >= 0
    assert rate.max() < 1
    assert np.sum(rate * made.people) == pytest.approx(made.employed.sum() + made.unemployed.sum(), rel=1e-12)


def test_the_year_before_the_anchor_adds_up(moment):
    made = base.anchor()
    assert made.previous.sum() == pytest.approx(figures.load()["dem_empl_2023"].value, rel=1e-12)
    assert np.array_equal(base.start().previous, occupations.by_group()[0])


def test_technician_share_is_the_survey_in_the_middle_of_its_classes():
    """On residents of equal size per age a class keeps its share of technicians within two points."""
    made = base.technician_share()
    assert made.min() >= 0
    assert made.max() < 0.3
    assert np.all(made[:, 0] > made[:, 1])  # more men than women at every age
    rows = published.rows("techniek_age_2012")
    for first, last in base.FINE[1:]:
        for column, sex in enumerate("mf"):
            cells = [r for r in rows if r["sex"] == sex and first <= int(r["age5"][:2]) <= last]
            technical = sum(float(r["persons"]) for r in cells if r["grp"] == "techniek")
            share = technical / sum(float(r["persons"]) for r in cells)
            assert made[first : last + 1, column].mean() == pytest.approx(share, abs=0.02), (first, sex)
            if (first + last) % 2 == 0:  # the middle is an age
                assert made[(first + last) // 2, column] == pytest.approx(share, rel=1e-9), (first, sex)
