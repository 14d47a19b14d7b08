"""The model beside published tables, and the pages that say so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from krapte.analysis import validation
from krapte.analysis.laboratory import Laboratory
from krapte.country import parameters
from krapte.market.account import FLOWS
from krapte.telling import pages

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def free():
    return validation.free_run(draws=32)


def test_both_forms_clear_the_whole_economy_as_published():
    """Lesson 1: within 5 % on average; closed on 2014-2018 within 10 % in 2019-2023."""
    for made in validation.clearing():
        assert made.error("vacancies") < 0.05
        assert made.error("filled") < 0.05
    for made in validation.clearing(2018):
        assert made.error("vacancies", 2019) < 0.10
        assert made.error("filled", 2019) < 0.10


def test_the_free_run_stays_near_published_technicians(free):
    lines = validation.technicians_beside(free)
    assert [line.year for line in lines] == list(range(2014, 2025))
    assert max(abs(line.median / line.published - 1) for line in lines) < 0.05


def test_growth_leaves_the_break_out():
    lines = [
        validation.Line(y, p, m, m, m) for y, p, m in ((2019, 100, 100), (2020, 110, 105), (2021, 220, 105))
    ]
    seen, model = validation.growth_skipping_the_break(lines)
    assert seen == pytest.approx(np.log(1.1))
    assert model == pytest.approx(np.log(1.05))


def test_the_free_run_sees_nothing_published_after_2013(free):
    assert float(np.abs(free.anchored).max()) == 0


def test_the_validation_page_prints_every_deviation(free):
    made = validation.anchored(Laboratory(draws=8))
    lines = validation.technicians_beside(free)
    text = pages.validation_page(
        validation.clearing(), validation.clearing(2018), lines, (0.1, 0.2), {"Totals": lines}, made
    )
    for line in lines:
        assert f"| {line.year} | {pages.thousands(line.published)} |" in text
    assert text.count("inside") == 2 + 1
    assert "fitted by hand" in text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("parameters.md", lambda: pages.parameters_page(parameters.load())),
        ("flows.md", lambda: pages.flows_page(list(FLOWS.values()))),
    ],
)
def test_generated_pages_are_those_of_the_tables(name, text):
    assert (DOCS / name).read_text(encoding="utf-8") == text(), "run `make docs`"


def test_an_assumption_shows_as_one_in_the_table_of_parameters():
    text = pages.parameters_page(parameters.load())
    for row in parameters.load():
        if row.grade == "C":
            line = next(line for line in text.splitlines() if line.startswith(f"| `{row.slot}` |"))
            assert "assumption" in line
