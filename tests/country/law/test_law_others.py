"""The state-pension age of a person, jobs of the banenafspraak, and money that stops."""

from __future__ import annotations

from datetime import date

import pytest

from krapte import figures
from krapte.country.law import jobs, pension, schemes
from krapte.figures.errors import InputError


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (date(1950, 1, 1), date(2015, 4, 1)),  # 65 years and 3 months
        (date(1957, 3, 1), date(2024, 3, 1)),
        (date(1960, 12, 31), date(2027, 12, 31)),
        (date(1961, 1, 1), date(2028, 4, 1)),  # 67 years and 3 months
        (date(1960, 2, 29), date(2027, 3, 1)),
        (date(1964, 9, 30), date(2031, 12, 30)),
    ],
)
def test_the_day_of_the_pension(born, day):
    assert pension.pension_day(born) == day


@pytest.mark.parametrize("born", [date(1947, 6, 1), date(1965, 1, 1)])
def test_a_day_that_the_table_cannot_tell(born):
    with pytest.raises(InputError) as caught:
        pension.pension_day(born)
    assert caught.value.code == "pension_not_known"


def test_hours_count_and_not_persons():
    day = date(2022, 7, 1)
    assert jobs.counted([34, 17, 25.5], day) == pytest.approx(3)
    assert jobs.counted([], day) == 0
    with pytest.raises(InputError):
        jobs.counted([-1], day)


def test_what_is_missing_for_the_goal():
    made = figures.load()["eei_i1_ba_2023"].value
    assert jobs.missing(made) == 125_000 - 82_904
    assert jobs.missing(200_000) == 0


def test_the_agenda_of_mbo_ends_in_2027():
    assert schemes.running("werkagenda_mbo", date(2027, 12, 31)).eur == 367e6
    assert schemes.running("werkagenda_mbo", date(2028, 1, 1)) is None
    assert schemes.running("werkagenda_mbo", date(2023, 2, 13)) is None
    assert schemes.cliff(2027) == 367e6
    assert {one.scheme for one in schemes.ending(2027)} == {"werkagenda_mbo", "slim_extra", "techkwadraat"}
    assert schemes.cliff(2026) == 0


def test_a_scheme_without_an_end_runs_on_and_a_name_must_be_known():
    assert schemes.running("practice_place", date(2040, 1, 1)).last_day is None
    assert set(schemes.names()) >= {"stap", "slim", "beethoven"}
    with pytest.raises(InputError):
        schemes.running("tuition", date(2024, 1, 1))
