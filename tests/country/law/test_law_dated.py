"""The table of the law: published values, in order, with words in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from krapte import figures
from krapte.country import law
from krapte.country.law import dated
from krapte.figures.errors import InputError
from krapte.words import LANGUAGES, has

ROWS = law.load()
STATUS = {"law", "budget", "agreement", "scheme", "plan", "proposal"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.parameter} {row.since}")
def test_each_value_is_published_and_dated(row):
    book = figures.load()
    if row.figure in book:
        assert row.value == book[row.figure].value
        assert row.grade == book[row.figure].grade
    else:
        assert row.figure.startswith(f"policy_timeline:{row.figure.split(':')[1]}:")
    assert row.grade in "AB", "the law is no assumption"
    assert row.since <= row.verified_until
    assert row.until is None or row.since <= row.until <= row.verified_until
    assert row.reference
    assert row.source
    assert row.kind.status in STATUS


def test_amounts_of_the_series_of_thresholds_are_those_of_the_law():
    columns = {
        "threshold_30": "age30plus_eur_month",
        "threshold_under30": "under30_eur_month",
        "threshold_graduate": "reduced_eur_month",
        "threshold_blue_card": "bluecard_eur_month",
    }
    rows = figures.table("knowledge_migrant_thresholds").rows
    for parameter, column in columns.items():
        told = {row.since.year: row.value for row in law.timeline(parameter)}
        assert told == {int(row["year"]): float(row[column]) for row in rows if row[column]}


def test_dates_of_events_are_those_of_the_series():
    found = {(row["date"], row["event"].split(":")[0]) for row in figures.table("policy_timeline").rows}
    assert ("2020-12-31", "end of transition for shortened ruling") in found
    assert law.timeline("ruling_months_transition")[-1].until == date(2020, 12, 31)
    # For which rulings a change holds stands in the words of these events alone.
    assert ("2027-01-01", "30 % ruling becomes 27 % (rulings started 2024 or later)") in found
    assert ("2025-01-01", "new rulings from this date will meet the higher norm in 2027") in found
    assert ("2026-01-01", "end of transition for the cap") in found
    assert ("2024-01-01", "STAP budget ends") in found
    assert law.on("stap", date(2024, 1, 1)) is None
    assert ("2030-01-01", "SLIM ends unless prolonged") in found
    assert law.on("slim", date(2030, 1, 1)) is None
    assert ("2024-09-01", "first-year halving ended") in found
    assert law.on("tuition_halved", date(2024, 9, 1)) is None


def test_values_of_a_parameter_are_in_order_without_doubles():
    for name in law.names():
        days = [row.since for row in law.timeline(name)]
        assert days == sorted(set(days)), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_words(lang):
    keys = [
        f"law.{name}" for name in (*law.kinds(), *filter(None, (k.used_as for k in law.kinds().values())))
    ]
    keys += [f"law_part.{name.rstrip(']').split('[')[1]}" for name in law.names() if "[" in name]
    keys += [f"law_status.{kind.status}" for kind in law.kinds().values()]
    keys += [f"law_area.{kind.area}" for kind in law.kinds().values()]
    keys += [f"unit.{kind.unit}" for kind in law.kinds().values()]
    assert [key for key in keys if not has(key, lang)] == []


def test_every_kind_has_values_and_every_value_a_kind():
    assert {row.kind.id for row in ROWS} == set(law.kinds())


def test_before_the_first_and_after_the_last_day_nothing_holds():
    assert law.value("tuition", 2018) == 2006  # 1 January falls in the school year 2017/18
    with pytest.raises(InputError) as caught:
        law.value("tuition", 2010)
    assert caught.value.expected == ">= 2010"
    with pytest.raises(InputError) as caught:
        law.in_force("stap", date(2024, 1, 1))
    assert caught.value.expected == "2022-2023"
    with pytest.raises(InputError, match="no such parameter"):
        law.value("tax", 2020)


def test_an_unknown_rule_names_the_nearest():
    with pytest.raises(InputError) as caught:
        law.rows_of("treshold_30")
    assert caught.value.code == "unknown_law"
    assert "threshold_30" in caught.value.expected
    assert len(law.rows_of("price_factor")) == 17
    assert len(law.rows_of("price_factor[care]")) == 1


def test_a_cell_that_is_not_in_the_series_is_refused():
    with pytest.raises(InputError) as caught:
        dated._published("policy_timeline:2019-01-01:nothing:new")
    assert caught.value.code == "unknown_figure"


def test_a_measure_on_funding_rests_on_the_decree_of_2015():
    assert law.beyond(2026) == []
    assert law.beyond(2027) == ["law_beyond_verified:ruling_months:2026"]
    assert law.beyond(2026, ["card.quota"]) == []
    assert law.beyond(2026, ["funding.price_factor"]) == ["law_beyond_verified:mbo_funding:2015"]
