"""The sentence, table and facts of an effect: plain, short, and silent where nothing is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from effect_made import PER_YEAR, effect

from krapte.analysis.drivers import Driver
from krapte.measures import library
from krapte.telling import effect_table as table
from krapte.words import LANGUAGES, has

SIZES = {
    "less": (-1200.0, -2300.0, -400.0),
    "more": (1200.0, 400.0, 2300.0),
    "uncertain": (-1200.0, -2300.0, 400.0),
    "nothing": (0.0, 0.0, 0.0),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_sentence_has_25_words_at_most_and_names_no_id(size: str, lang: str) -> None:
    for name in library.ids():
        title = library.load(name).title.model_dump()
        said = table.sentence(effect(SIZES[size], measure=name, title=title), lang)
        assert len(said.split()) <= 25, said
        assert said.startswith(f"{title[lang]}: ")
        assert name not in said.removeprefix(title[lang]).split()


def test_the_sentence_tells_the_change_with_its_interval() -> None:
    assert table.sentence(effect(), "en") == (
        "Guidance of firms: about 1,200 fewer open technical vacancies in 2035 (8 in 10: 400 to 2,300)."
    )
    assert "1.200 open technische vacatures meer" in table.sentence(effect(SIZES["more"]), "nl")


def test_doubt_is_called_doubt_and_nothing_nothing() -> None:
    doubt = table.sentence(effect(SIZES["uncertain"]), "en")
    assert "uncertain" in doubt
    assert "(8 in 10: \u22122,300 to +400)" in doubt
    for size in (SIZES["nothing"], (-0.2, -0.4, 0.0)):
        assert "does not change in 2035" in table.sentence(effect(size), "en")


def test_the_table_holds_the_years_and_six_readings_and_no_broken_vacancies() -> None:
    grid = table.grid(effect((-0.7, -3.25, 0.1)), "en")
    assert [line[0] for line in grid.cells] == ["2025", "2030", "2035", "2040", "2050"]
    assert len(grid.heads) == 7
    assert grid.cells[2][1].replace("\u00a0", " ") == "−1 (−3 to 0)"
    assert grid.cells[2][3].startswith("−0.70")  # tightness keeps its decimals
    assert [line[0] for line in table.grid(effect(to=2032), "nl").cells] == ["2025", "2030", "2032"]


def test_facts_tell_dose_sign_lag_cost_and_cost_per_technician_year() -> None:
    dose, sign, lag, cost, per, driven = table.facts(effect(), "en")
    assert driven == "No single input stands out in the interval: many do a little."
    assert "1,500 firms a year from 2028" in dose
    assert sign == "Fewer open vacancies in 2035: in 99 of 100 runs."  # the last run is never rounded away
    assert "there in 2031; years after the start: 3" in lag
    assert "state" in cost
    assert "€62" in cost
    assert "prices of 2026" in cost
    assert per == "Cost per technician-year, 2028 to 2050: about €40,000 (€25,000 to €90,000)."


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("why", ["little", "uncertain", "no_cost"])
def test_what_is_not_known_is_a_dash_with_its_reason(why: str, lang: str) -> None:
    made = effect(
        SIZES["nothing"], lag=None, cost=[], per_technician_year=replace(PER_YEAR, eur=None, why_not=why)
    )
    told = table.facts(made, lang)
    assert has(f"effect.why_{why}", lang)
    assert len(told) == 4  # no sign where nothing changes
    assert ": –" in told[1]
    assert ": –" in told[3]
    line = table.side_by_side([made], lang).cells[0]
    assert (line[2], *line[4:]) == ("–", "–", "–", "–")


def test_groups_stand_beside_their_sums() -> None:
    grid = table.by_group(effect(), "en")
    assert len(grid.cells) == 11
    assert [line[0] for line in grid.cells][5:] == [
        "ICT",
        "Care",
        "Education",
        "Other work",
        "Techniek together",
        "Whole country",
    ]


def test_measures_stand_in_the_order_asked() -> None:
    small, large = effect((-1.0, -2.0, 0.0), title={"en": "Small"}, unit={"en": "x"}), effect()
    grid = table.side_by_side([small, large], "en")
    assert [line[0].split(":")[0] for line in grid.cells] == ["Small", "Guidance of firms"]
    assert all(len(line) == len(grid.heads) for line in grid.cells)


def test_notes_say_that_capacity_is_gross_and_tell_a_warning_once() -> None:
    told = table.notes([effect(), effect()], "en")
    assert any("no shortage closed" in line for line in told)
    assert sum(line.startswith("Note:") for line in told) == 1


def test_drivers_are_told_in_words_with_their_letter() -> None:
    driven = (Driver("card.exit", "", "C", 0.5), Driver("moves.0.value", "m1", "C", -0.4))
    (line,) = table.driven(replace(effect(), drivers=list(driven)), "en")
    assert "Early departure per year (C (assumption)); the size of its effect" in line
    assert "card.exit" not in line
