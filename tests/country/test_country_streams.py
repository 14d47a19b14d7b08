"""Streams of migrants: published arrivals where there are, bridges between them, and shapes that add up."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import published, streams
from krapte.country.axes import FIRST_YEAR, QUALS, STATES, STAY_YEARS, STEPS, STREAMS, TECHNIEK

YEARS, SHAPES = streams.years(), streams.shapes()


def came(year: int, stream: str) -> float:
    return float(YEARS.arrivals[STEPS.index(year), STREAMS.index(stream)])


def test_eu_labour_is_as_published_and_bridged_near_the_total_of_labour_migrants():
    book = figures.load()
    for year in range(2013, 2019):
        assert came(year, "eu_labour") == book[f"ip_eu_labour_{year}"].value
    total = book["ip_labour_imm_2023"].value
    assert came(2023, "eu_labour") + came(2023, "knowledge") == pytest.approx(total, rel=0.1)
    assert came(2020, "eu_labour") < came(2019, "eu_labour")


def test_knowledge_migrants_are_counted_by_motive_and_fall_after_2022():
    book = figures.load()
    for year in (2019, 2020, 2022, 2023, 2024):
        assert came(year, "knowledge") == book[f"ip_arrivals_km_{year}"].value
    block = sum(came(year, "knowledge") for year in range(2013, 2017))
    assert block == pytest.approx(book["ip_arrivals_km_2013_2016"].value)
    # Neither permits nor applications, both of which are published for 2021.
    assert book["gp_cbs_firstpermit_km_2021"].value < came(2021, "knowledge")
    assert came(2021, "knowledge") < book["gp_ind_kt_app_2021"].value
    assert came(2024, "knowledge") < 0.65 * came(2022, "knowledge")


def test_other_motives_have_their_published_shares_in_2023():
    book, total = figures.load(), published.panel("immigration")[2023]
    for motive in ("asylum", "study", "family"):
        assert came(2023, motive) == pytest.approx(book[f"dem_motive_share_2023_{motive}"].value * total)
    assert came(2022, "family") < 1.1 * came(2023, "family")  # temporary protection is in no stream


def test_streams_are_never_more_than_all_immigrants():
    total = published.panel("immigration")
    for year in range(2013, 2025):
        assert YEARS.arrivals[STEPS.index(year)].sum() < 0.85 * total[year]


def test_after_the_last_published_year_the_level_stays():
    at = STEPS.index(2024)
    assert np.all(YEARS.arrivals[at:] == YEARS.arrivals[at])
    assert np.all(YEARS.arrivals[:, STREAMS.index("card")] == 0)


def test_nobody_knows_the_years_ahead_before_they_come():
    assert next(step for step, ahead in zip(STEPS, YEARS.ahead, strict=True) if ahead) == 2025
    assert YEARS.years_ahead[STEPS.index(2030)] == 6
    assert YEARS.years_ahead[: STEPS.index(2025)].sum() == 0


def test_cohorts_are_counted_from_their_year_of_arrival():
    assert YEARS.later[STEPS.index(2023)].tolist() == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert YEARS.later[0, 0] == 9
    assert YEARS.later.max() == 10  # no trend before the first published cohort


def test_the_ruling_ends_after_96_months_and_since_2019_after_60():
    assert YEARS.ruling[STEPS.index(2018)].nonzero()[0].tolist() == [7]
    assert YEARS.ruling[STEPS.index(2020)].nonzero()[0].tolist() == [4, 5, 6, 7]
    assert YEARS.ruling[STEPS.index(2030)].nonzero()[0].tolist() == [4]


def test_a_year_lies_in_one_band_or_half_in_two():
    assert SHAPES.bands.sum(axis=0) == pytest.approx(np.ones(STAY_YEARS))
    assert SHAPES.bands[:, 1].tolist() == [0.5, 0.5, 0]
    assert SHAPES.bands[:, 4].tolist() == [0, 0.5, 0.5]


def test_those_present_at_the_start_came_in_the_ten_years_before():
    book = figures.load()
    past = SHAPES.past
    assert past.shape == (STAY_YEARS, len(STREAMS))
    assert past[0, STREAMS.index("eu_labour")] == book["ip_eu_labour_2012"].value
    assert past[:4, 1].sum() == pytest.approx(book["ip_arrivals_km_2009_2012"].value)
    assert past[-1].sum() == 0
    assert len(past) == FIRST_YEAR - 2002


def test_shares_add_up():
    assert SHAPES.sexes.sum(axis=1) == pytest.approx(np.ones(len(STREAMS)))
    assert SHAPES.ages.sum(axis=(2, 3)) == pytest.approx(np.ones((len(STREAMS), 2)))
    assert np.all(SHAPES.ages[:, 0, :, 1] == 0)
    assert SHAPES.technical[:2].sum(axis=1) == pytest.approx([1, 1])
    assert SHAPES.other[:2].sum(axis=1) == pytest.approx([1, 1])
    assert np.all(SHAPES.technical[:, len(TECHNIEK) :] == 0)
    with_children = SHAPES.children > 0
    assert SHAPES.child_ages.sum(axis=(1, 2)) == pytest.approx(with_children.astype(float))
    own = SHAPES.diplomas.sum(axis=2)
    assert np.all((np.abs(own - 1) < 1e-12) | (own == 0))


def test_card_holders_have_a_trade_and_knowledge_migrants_a_high_diploma():
    made = SHAPES.diplomas
    high = [QUALS.index(qual) for qual in QUALS if qual.startswith("high")]
    assert np.all(made[STREAMS.index("card"), :, QUALS.index("mid_tech")] == 1)
    assert np.all(made[STREAMS.index("knowledge"), :, high].sum(axis=0) == 1)
    assert made[1, STATES.index("ict"), QUALS.index("high_ict")] == 1
    assert np.all(made[STREAMS.index("family")] == 0)  # as schooled as residents


def test_people_in_their_twenties_leave_most_and_pensioners_never():
    leaving = SHAPES.leaving[:, 0]
    assert np.all(leaving[20:30] == 1)
    assert leaving[35] > leaving[50] > 0
    assert leaving[75:].sum() == 0


def test_who_comes_when_retiring_or_without_a_diploma_is_told_from_the_others():
    assert SHAPES.adults[:5].tolist() == [0] * 5
    assert SHAPES.adults[5:].all()
    assert SHAPES.joining[39 - 15] == 1
    assert SHAPES.joining[54 - 15 :].sum() == 0
