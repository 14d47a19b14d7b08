"""The fair split told: titles that claim no more than is known, order, signs, pairs, and the chart."""

from __future__ import annotations

from dataclasses import replace

import pytest
import xarray as xr

from krapte.analysis.fair_answer import FairAnswer
from krapte.telling import chart_fair, fair_export, fair_table

YEAR = 2035


def row(player: str, pillar: str, mean: float, share: int | None, **more: object):
    low, high = more.pop("ends", (1.5 * mean, 0.5 * mean))  # type: ignore[misc]
    made = {
        "year": YEAR, "group": "techniek", "reading": "vacancies", "by": "measure", "player": player, "pillar": pillar,
        "mean": mean, "low": low, "high": high, "unit": "vacancies", "right_sign": 1.0, "share": share, "error": 0.0,
        "alone": 1.1 * mean, "last": 0.9 * mean,
    }  # fmt: skip
    return made | more


def cost(player: str, eur: float | None, why: str | None = None):
    return {
        "player": player, "pillar": "", "first": 2027, "last": YEAR, "spent": 1e6, "technician_years": 10.0,
        "eur": eur, "why_not": why, "chance": 1.0,
    }  # fmt: skip


def pair(one: str, two: str, mean: float, way: str, exact: bool):
    return {
        "year": YEAR, "one": one, "two": two, "mean": mean, "error": 2.0, "unit": "vacancies", "way": way,
        "shared": "pond teachers", "exact": exact,
    }  # fmt: skip


@pytest.fixture
def answer() -> FairAnswer:
    none = {"alone": None, "last": None}
    rows = [
        row("e6", "education", -600.0, 60, ends=(-900.0, -350.0)),
        row("e1", "education", -100.0, 10),
        row("i3", "inflow", -300.0, 30),
        row("all", "", -1000.0, 100, **none),
        row("education", "education", -700.0, 70, **none),
        row("inflow", "inflow", -300.0, 30, **none),
    ]
    titles = {name: {"nl": f"maatregel {name}", "en": f"measure {name}"} for name in ("e6", "e1", "i3")}
    return FairAnswer(
        package="made",
        title={"nl": "zo", "en": "so"},
        by="measure",
        question={},
        rows=rows,  # type: ignore[arg-type]
        pairs=[pair("e6", "i3", -20.0, "hinders", False), pair("e1", "e6", 1.0, "unclear", True)],  # type: ignore[list-item]
        costs=[cost("e6", 40_000.0), cost("e1", None, "little"), cost("i3", None, "no_cost")],  # type: ignore[list-item]
        measures=titles,
        posterior="",
        results=xr.Dataset(),
        manifest={},
    )


def test_pillars_stand_above_their_measures_and_all_together_last(answer) -> None:
    shown = fair_table.grid(answer, "en")
    names = [line[0] for line in shown.cells]
    assert names == ["Education", "  measure e6", "  measure e1", "Inflow", "  measure i3", "Together"]
    assert shown.cells[1][1:] == [
        "−600 (−900\u00a0to\u00a0−350)",
        "60%",
        "−660",
        "−540",
        "€40,000",
    ]
    assert [line[-1] for line in shown.cells] == [
        "–",
        "€40,000",
        "too little gained",
        "–",
        "no cost named",
        "–",
    ]


def test_a_title_names_the_largest_only_where_it_is_apart(answer) -> None:
    assert (
        fair_table.finding(answer, "en")
        == "Open technical vacancies, 2035: 1,000 fewer, most by ‘measure e6’ (60%)"
    )
    close = [r | {"high": -250.0} if r["player"] == "e6" else r for r in answer.rows]
    told = fair_table.finding(replace(answer, rows=close), "nl")
    assert told.endswith("welke maatregel het meeste doet, is onzeker")
    unsure = [r | {"high": 10.0} if r["player"] == "all" else r for r in answer.rows]
    assert "nothing to share out" in fair_table.finding(replace(answer, rows=unsure), "en")
    idle = [r | {"low": 0.0, "high": 0.0} if r["player"] == "all" else r for r in answer.rows]
    assert "changes nothing" in fair_table.finding(replace(answer, rows=idle), "en")


def test_pairs_are_told_with_what_they_share_and_which_are_estimated(answer) -> None:
    shown = fair_table.pairs(answer, "en")
    assert shown is not None
    assert shown.title == "Of 2 pairs in 2035, 1 surely hinder each other and 0 help"
    assert shown.cells[0][2:] == ["−20.0", "2.0*", "hinders", "people open to changing work, teachers"]
    assert shown.cells[1][3:5] == ["2.0", "uncertain"]
    assert fair_table.pairs(replace(answer, pairs=[]), "en") is None


def test_estimates_say_so_and_show_their_error(answer) -> None:
    rows = [r | {"alone": None, "last": None, "error": 12.3} for r in answer.rows]
    made = replace(answer, rows=rows, orders=3)
    shown = fair_table.grid(made, "en")
    assert "Error of the estimate" in shown.heads
    assert "Alone" not in shown.heads
    assert shown.cells[1][3] == "12"
    assert any("6 random orders" in line for line in fair_table.notes(made, "en"))
    assert not any("random orders a draw. The error" in line for line in fair_table.notes(answer, "en"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_chart_has_every_name_and_number(answer, lang) -> None:
    picture = chart_fair.chart(answer, lang)
    for words in ("e6", "e1", "i3", {"nl": "Onderwijs", "en": "Education"}[lang]):
        assert words in picture
    assert fair_table.finding(answer, lang) in picture
    assert "600 (350" in picture.replace("\u00a0", " ")


def test_the_csv_has_every_row(answer) -> None:
    lines = fair_export.rows_csv(answer).decode().splitlines()
    assert lines[0] == ",".join(fair_export.ROWS)
    assert len(lines) == len(answer.rows) + 1
