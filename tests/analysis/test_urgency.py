"""Ranks on published scales: ties, chances, what may rank, and what the scales say together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from krapte import figures
from krapte.analysis import urgency
from krapte.figures.errors import InputError

SCALES = "scale,date,kind,counts,unit,error,step,cap"
FIGURES = "scale,group,figure,per,role"
RATE = ("rate,ict,lm_vacrate_J_2024q2,,rank", "rate,care,lm_vacrate_Q_2024q2,,rank")
GOOD = (*RATE, "rate,education,lm_vacrate_P_2024q2,,rank")
RATES = "rate,2024Q2,tightness,sector,per_1000_jobs,0,0,"


def made(folder: Path, scale: str, *lines: str) -> urgency.Urgency:
    for name, rows in ((urgency.SCALES, (SCALES, scale)), (urgency.FIGURES, (FIGURES, *lines))):
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return urgency.rank(1, folder)


def refused(folder: Path, scale: str, *lines: str) -> InputError:
    with pytest.raises(InputError) as caught:
        made(folder, scale, *lines)
    return caught.value


@pytest.fixture(scope="module")
def shipped() -> urgency.Urgency:
    return urgency.rank()


def test_equal_values_share_their_ranks() -> None:
    assert urgency.rank_chances(np.array([[3.0, 5.0, 3.0]])).tolist() == [
        [0, 0.5, 0.5],
        [1, 0, 0],
        [0, 0.5, 0.5],
    ]


def test_chances_are_means_over_draws() -> None:
    chances = urgency.rank_chances(np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0], [1.0, 2.0]]))
    assert chances.tolist() == [[0.25, 0.75], [0.75, 0.25]]


def test_each_rank_and_each_group_adds_up_to_one(shipped: urgency.Urgency) -> None:
    for scale in shipped.scales:
        chances = np.array([p.chances for p in shipped.places if p.scale == scale.id and p.rank])
        assert chances.sum(axis=0) == pytest.approx(1)
        assert chances.sum(axis=1) == pytest.approx(1)


def test_without_error_the_ranks_are_certain(tmp_path: Path) -> None:
    found = made(tmp_path, RATES, *GOOD)
    assert [(p.group, p.rank, p.chances) for p in found.places] == [
        ("ict", 1, (1, 0, 0)),
        ("care", 2, (0, 1, 0)),
        ("education", 3, (0, 0, 1)),
    ]


def test_the_same_seed_gives_the_same_chances_and_another_nearly(shipped: urgency.Urgency) -> None:
    assert urgency.rank.__wrapped__(1, urgency.HERE) == shipped
    other = urgency.rank(2)
    assert other != shipped
    for a, b in zip(shipped.places, other.places, strict=True):
        assert a.chances == pytest.approx(b.chances, abs=0.03)
        assert a.rank == b.rank


def test_every_scale_has_one_date_before_2025_and_three_of_the_four(shipped: urgency.Urgency) -> None:
    for scale in shipped.scales:
        used = [p for p in shipped.places if p.scale == scale.id]
        assert {f.period for p in used for f in p.figures} == {scale.date}
        assert int(scale.date[:4]) < 2025
        assert len({p.group for p in used if p.rank} & set(urgency.ASKED)) >= urgency.FEWEST


def test_only_figures_that_were_read_rank(shipped: urgency.Urgency) -> None:
    book = figures.load()
    for place in shipped.places:
        assert all(book[f.figure_id] is f for f in place.figures)
        if place.rank is not None:
            assert {f.grade for f in place.figures} == {"A"}
            assert {f.how for f in place.figures} <= set(urgency.READ)
    estimate = shipped.at("arisen", "techniek")
    assert estimate is not None
    assert (estimate.rank, estimate.grade, estimate.chances) == (None, "C", ())


def test_a_published_range_is_the_range(shipped: urgency.Urgency) -> None:
    estimate = shipped.at("arisen", "techniek")
    assert estimate is not None
    assert (estimate.low, estimate.high) == (150_000, 240_000)


def test_else_a_share_of_the_value_and_half_a_rounding(shipped: urgency.Urgency) -> None:
    ict = shipped.at("rate", "ict")
    assert ict is not None
    assert (ict.value, ict.low, ict.high) == (58, pytest.approx(54.6), pytest.approx(61.4))


def test_a_value_per_employee_is_a_quotient_of_one_year(shipped: urgency.Urgency) -> None:
    ict = shipped.at("arisen_per_job", "ict")
    assert ict is not None
    assert ict.value == pytest.approx(1000 * 90_300 / 479_000)
    assert (ict.grade, ict.how) == ("A", "derived")


def test_where_the_scale_stops_all_are_first_and_high(shipped: urgency.Urgency) -> None:
    for group in ("techniek", "ict", "care"):
        place = shipped.at("tension", group)
        assert place is not None
        assert (place.value, place.high, place.rank, place.tied) == (16, None, 1, True)
        assert place.chances == pytest.approx([1 / 3] * 3)
        assert urgency.band(place) == "high"
    assert shipped.at("tension", "education") is None


def test_what_the_scales_say_together(shipped: urgency.Urgency) -> None:
    verdicts = {s.group: s.verdict for s in shipped.standings}
    assert verdicts == {
        "techniek": "high",
        "ict": "high",
        "care": "mixed",
        "education": "low",
        "trade": "high",
        "services": "high",
        "transport": "low",
    }
    care = next(s for s in shipped.standings if s.group == "care")
    assert care.bands == {"rate": "low", "arisen_per_job": "low", "tension": "high"}
    assert (care.ranked, sum(care.times.values())) == (5, 5)


@pytest.mark.parametrize("times", [0.5, 2, 3])
def test_the_four_stand_the_same_under_another_error(
    tmp_path: Path, shipped: urgency.Urgency, times: float
) -> None:
    table = (urgency.HERE / urgency.SCALES).read_text(encoding="utf-8")
    for error in (0.05, 0.1):
        assert f",{error}," in table
        table = table.replace(f",{error},", f",{error * times:.4f},")
    (tmp_path / urgency.SCALES).write_text(table, encoding="utf-8")
    (tmp_path / urgency.FIGURES).write_bytes((urgency.HERE / urgency.FIGURES).read_bytes())
    other = urgency.rank(1, tmp_path).standings
    assert {s.group: s.verdict for s in other if s.group in urgency.ASKED} == {
        s.group: s.verdict for s in shipped.standings if s.group in urgency.ASKED
    }


def test_scales_of_size_do_not_count_for_agreement(tmp_path: Path) -> None:
    found = made(tmp_path, RATES.replace("tightness", "size"), *GOOD)
    assert {s.verdict for s in found.standings} == {"none"}
    assert all(s.bands == {} for s in found.standings)


@pytest.mark.parametrize(
    ("scale", "lines", "code", "told"),
    [
        (RATES, RATE, "urgency_too_few", "care, ict"),
        (RATES, (*RATE, "rate,education,lm_vacrate_P_2022q3,,rank"), "urgency_date_differs", "2022Q3"),
        (RATES.replace("2024Q2", "2025Q1"), GOOD, "urgency_date_too_late", "2025Q1"),
        (RATES.replace("tightness", "score"), GOOD, "not_one_of", "score"),
        (RATES.replace(",0,0,", ",much,0,"), GOOD, "not_a_number", "much"),
        (RATES, (*RATE, "other,education,lm_vacrate_P_2024q2,,rank"), "not_one_of", "other"),
        (RATES, (*RATE, "rate,teachers,lm_vacrate_P_2024q2,,rank"), "not_one_of", "teachers"),
        (RATES, (*RATE, "rate,education,lm_vacrate_P_2024q2,,best"), "not_one_of", "best"),
        (RATES, (*RATE, "rate,education,lm_vacrate_PP_2024q2,,rank"), "unknown_figure", "PP"),
        (
            "arisen,2022,size,occupation,vacancies,0,0,",
            ("arisen,techniek,lm_vacnew_brc07_total_2022e,,rank",),
            "urgency_not_read",
            "lm_vacnew_brc07_total_2022e",
        ),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(
    tmp_path: Path, scale: str, lines: tuple[str, ...], code: str, told: str
) -> None:
    error = refused(tmp_path, scale, *lines)
    assert error.code == code
    assert told in error.found
