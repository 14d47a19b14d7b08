"""Ratios, losses avoided, other worlds and levels: their tables, findings and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made import made

from krapte.telling import export, ratio_table, tables, worlds_table
from krapte.words import LANGUAGES

PILLARS = ("education", "inflow", "international")
NAME = {"nl": "Aanscherping van een regeling", "en": "Tightening of a scheme"}


def ratio(name: str, pillar: str, mean: float, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"ratio": name, "year": 2035, "pillar": pillar, "mean": mean, "unit": "vacancies"}
    row |= {"low": mean - 100, "high": mean + 100, "share": 40, "rank": None, "chance": None, "draws": 128}
    return row | {"money": "public", "eur": 1e8, "limited": False, "gross": None} | more


def ratios(**more: Any) -> list[dict[str, Any]]:
    return [
        ratio(name, pillar, mean, **more)
        for name in ("doses", "money", "maximum")
        for pillar, mean in zip(PILLARS, (-300.0, -900.0, -600.0), strict=True)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pillar_is_named_first_only_with_a_rank(lang: str) -> None:
    unsure = ratio_table.grid(ratios(), lang, 2035)
    assert {"nl": "geen volgorde", "en": "no order"}[lang] in unsure.title
    sure = [r | ({"rank": 1, "chance": 0.8} if r["pillar"] == "inflow" else {}) for r in ratios()]
    title = ratio_table.grid(sure, lang, 2035).title
    assert {"nl": "Instroom", "en": "Inflow"}[lang] in title
    assert "80" in title


def test_a_first_pillar_that_closes_nothing_is_not_praised() -> None:
    wider = [r | {"rank": 1, "chance": 1.0, "mean": 50.0} for r in ratios()]
    assert "no order" in ratio_table.grid(wider, "en", 2035).title


def test_the_ways_stand_beside_each_other() -> None:
    g = ratio_table.grid(ratios(), "en", 2035)
    assert len(g.heads) == 4
    assert [line[0] for line in g.cells] == ["Education", "Inflow", "International"]
    assert all("%" in cell for line in g.cells for cell in line[1:])


def test_notes_say_what_was_limited_private_or_without_cost() -> None:
    rows = [r for r in ratios() if (r["ratio"], r["pillar"]) != ("money", "education")]
    for r in rows:
        if r["ratio"] == "money":
            r |= {"limited": r["pillar"] == "inflow", "eur": 31e6}
            r["money"] = "all" if r["pillar"] == "international" else "public"
    rows += [
        ratio("sectors", "inflow", -9.0, gross=25000.0),
        ratio("sectors", "international", -3.0, gross=10000.0),
    ]
    told = " ".join(ratio_table.notes(rows, "en"))
    assert "Inflow: at the largest doses only" in told
    assert "31" in told
    assert "International costs hardly any public money" in told
    assert "Education costs nothing" in told
    assert "Inflow 71" in told
    assert "International 29" in told


def beside(variant: str, low: float, middle: float, high: float) -> Any:
    answer = made(to=2040)
    rows = [
        r | {"variant": variant, "median": middle, "low": low, "high": high}
        for r in answer.rows
        if r["variant"] == "difference"
    ]
    named = {"avoided": {"m2": NAME}} if variant == "loss" else {"beside": NAME}
    return replace(answer, rows=[*answer.rows, *rows], **named)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variant", ["loss", "beside"])
def test_another_world_is_certain_uncertain_or_exactly_zero(lang: str, variant: str) -> None:
    told = {
        worlds_table.finding(beside(variant, *ends), lang, variant)
        for ends in ((100.0, 250.0, 400.0), (-100.0, 250.0, 400.0), (0.0, 0.0, 0.0))
    }
    assert len(told) == 3
    assert all(NAME[lang] in one for one in told)
    assert sum({"nl": "onzeker", "en": "uncertain"}[lang] in one for one in told) == 1


def test_tables_and_notes_of_an_answer_hold_what_stands_beside_it() -> None:
    answer = replace(beside("loss", 100.0, 250.0, 400.0), ratios=ratios())
    titles = [g.title for g in tables.parts(answer, "en")]
    assert any("loss avoided" in title for title in titles)
    assert any("no order" in title for title in titles)
    assert any("closes nothing" in note for note in tables.notes(answer, "en"))
    assert {"ratios.csv", "rows.csv"} <= set(export.tables(answer))
    assert b"loss" in export.rows_csv(answer)


def level(year: int, name: str, reading: str, middle: float) -> dict[str, Any]:
    row: dict[str, Any] = {"year": year, "level": name, "reading": reading, "variant": "difference"}
    return row | {"median": middle, "low": middle * 0.5, "high": middle * 1.5, "unit": "persons_per_year"}


def levels(size: float) -> list[dict[str, Any]]:
    return [
        level(year, name, reading, 0.0 if year < 2028 else size * times)
        for reading in ("entrants", "diplomas")
        for year in range(2025, 2041)
        for name, times in (("mbo", 3.0), ("hbo", 1.0), ("wo", 0.5))
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_levels_begin_where_something_changes(lang: str) -> None:
    education = [{"pillar": "education"}, {"pillar": "all"}]
    answer = replace(made(to=2040), levels=levels(-50.0), split=education)
    starts, diplomas = worlds_table.grids(answer, lang)
    assert starts.cells[0][0] == "2028"
    assert len(starts.cells) == worlds_table.MOST_YEARS
    assert "mbo" in diplomas.title
    assert "2028" in diplomas.title  # the made levels are there at once
    assert {"nl": "minder", "en": "fewer"}[lang] in diplomas.title
    still = replace(answer, levels=levels(0.0))
    assert all(len(g.cells) <= 1 for g in worlds_table.grids(still, lang))


def test_levels_are_told_of_education_alone() -> None:
    mixed = [{"pillar": "education"}, {"pillar": "inflow"}, {"pillar": "all"}]
    assert worlds_table.grids(replace(made(to=2040), levels=levels(-50.0), split=mixed), "en") == []
