"""The model beside published figures, and the page that says so."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from krapte.analysis import (
    validation,
    validation_base,
    validation_people,
    validation_runs,
    validation_school,
    validation_work,
)
from krapte.analysis.validation_clearing import clearing
from krapte.analysis.validation_lines import Block, Line, Series, exists, line
from krapte.country import parameters, published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, STREAMS, WORK_AGES
from krapte.market.account import NAMES
from krapte.telling import validation_page
from krapte.telling.validation_texts import INPUTS

DOCS = Path(__file__).parents[2] / "docs"
DRAWS = 8
CELLS = ["", "published", "model", "10-90 %", "off, %"]


@pytest.fixture(scope="module")
def made():
    return validation.make(draws=DRAWS)


@pytest.fixture(scope="module")
def free():
    return validation_runs.run(False, DRAWS)


@pytest.fixture(scope="module")
def written():
    return (DOCS / "validation.md").read_text(encoding="utf-8")


def tables(text):
    """Every table of a page by its headings: ``{(section, title): [cells of a row]}``, the head first."""
    found, section, title = {}, "", ""
    for one in text.splitlines():
        if one.startswith("## "):
            section, title = one[3:], ""
        elif one.startswith("### "):
            title = one[4:]
        elif one.startswith("|") and not one.startswith("| :--"):
            found.setdefault((section, title), []).append([cell.strip() for cell in one[1:-1].split(" | ")])
    return found


def amount(cell):
    return float(cell.replace(",", "").replace("−", "-"))


def test_the_page_names_every_block(made, written):
    headings = re.findall(r"^## \d+\. (.+)$", written, re.M)
    assert headings[: len(validation.TITLES)] == list(validation.TITLES)
    assert headings[-1] == "The clearing, given published jobs and labour"
    assert [block.title for block in made.blocks] == list(validation.TITLES)


def test_every_published_number_has_a_source(made):
    for block in made.blocks:
        for one in block.series:
            for each in one.lines:
                assert each.sources, (block.title, one.title, each.label)
                assert [source for source in each.sources if not exists(source)] == []


def test_every_series_of_the_page_says_where_it_is_published(written):
    for part in re.split(r"^### ", written, flags=re.M)[1:]:
        listed = "step of the survey" in part or part.startswith("Every value outside")
        if "| published |" in part.splitlines()[2] and not listed:
            assert "\nPublished: " in part, part.splitlines()[0]


def test_the_published_side_of_the_page_is_that_of_the_tables(made, written):
    """All but the model's columns, recomputed: figures, their labels, and the order of everything."""
    fresh, old = tables(validation_page.page(made)), tables(written)
    compared = 0
    for key, body in fresh.items():
        if body[0] == CELLS:
            assert [row[:2] for row in old[key]] == [row[:2] for row in body], f"{key}: run `make docs`"
            compared += len(body) - 1
    assert compared > 250


@pytest.mark.parametrize(
    "title",
    [
        "All series, thousands (input)",
        "Factors, thousands",
        "Largest deviation of a cell of the margin",
        "How far off on average",
        "Open vacancies, thousands",
        "Vacancies filled, thousands",
    ],
)
def test_what_needs_no_run_is_on_the_page_as_it_is_now(made, written, title):
    fresh, old = tables(validation_page.page(made)), tables(written)
    keys = [key for key in fresh if key[1] == title and fresh[key][0] != CELLS]
    assert keys
    for key in keys:
        assert old[key] == fresh[key], "run `make docs`"


def test_the_models_side_of_the_page_is_near_a_run_of_few_draws(made, written):
    """Wide bounds, since eight draws stand for 128: a changed mechanism moves more than this."""
    old = tables(written)
    for key, body in tables(validation_page.page(made)).items():
        if body[0] != CELLS:
            continue
        for now, then in zip(body[1:], old[key][1:], strict=True):
            ends = [amount(end) for end in then[3].split(" to ")] if then[3] else [amount(then[2])] * 2
            room = (ends[1] - ends[0]) + 0.02 * abs(amount(then[2])) + 0.1
            assert abs(amount(now[2]) - amount(then[2])) <= room, (key, now, then)


def test_a_line_tells_its_deviation_and_where_the_published_value_lies():
    one = line(2020, 100.0, np.linspace(90, 130, 101), "panel/emp_total")
    assert one.deviation == pytest.approx(0.10)
    assert one.inside
    assert not one._replace(published=90.0).inside
    assert one.median == pytest.approx(110)
    assert (one.low, one.high) == pytest.approx((94, 126))


def test_a_block_holds_by_its_worst_line_and_by_its_mean():
    def block(*values):
        lines = tuple(Line(str(i), 100.0, v, v, v, ("panel/emp_total",)) for i, v in enumerate(values))
        return Block("one", "", "because", (Series("s", "persons", lines),))

    assert block(104, 96).holds == "all"
    assert block(107, 99).holds == "mean"
    assert block(107, 93).holds == "no"
    assert block(107, 93).series[0].worst.label == "0"


def test_a_source_that_is_nowhere_is_found_out():
    assert exists("dem_births_2013")
    assert exists("panel/unemployed")
    assert exists("isco/2014")
    assert not exists("dem_births_1813")
    assert not exists("panel/nothing")
    assert not exists("nothing/2014")


def test_growth_leaves_the_step_of_the_survey_out():
    values = ((2019, 100, 100), (2020, 110, 105), (2021, 220, 105))
    lines = tuple(Line(str(y), float(p), m, m, m, ()) for y, p, m in values)
    grown, model, step = validation_work.growth_without_break(lines)
    assert grown == pytest.approx(np.log(1.1))
    assert model == pytest.approx(np.log(1.05))
    assert step == pytest.approx(np.log(2))


def test_both_forms_clear_the_whole_economy_as_published():
    """Lesson 1: within 5 % on average; closed on 2014-2018 within 10 % in 2019-2023. Reduced misses it by 1 %."""
    for made in clearing():
        assert made.error("vacancies") < (0.05 if made.form == "churn" else 0.06)
        assert made.error("filled") < 0.05
    for made in clearing(2018):
        assert made.error("vacancies", 2019) < 0.10
        assert made.error("filled", 2019) < 0.10


def test_the_free_run_sees_nothing_published_after_2013(free):
    assert float(np.abs(np.asarray(free.outcome.flows)[:, :, :, NAMES.index("anchor")]).max()) == 0
    stay = np.asarray(free.outcome.people)[:, : ANCHOR_YEAR + 1 - FIRST_YEAR].sum(axis=2)
    assert np.allclose(stay, published.population()[1:].sum(axis=(1, 2)), rtol=1e-5)


def test_the_anchored_run_stands_on_the_stocks_of_2024(made):
    (stocks,) = next(block for block in made.blocks if block.title == "The anchor of 2024").series
    assert max(abs(each.deviation) for each in stocks.lines) < 1e-6


def test_schools_alone_are_those_of_the_run(free):
    classes = validation_school.history(free)
    inside = np.asarray(free.outcome.students)[:, : classes.students.shape[1]]
    assert np.allclose(classes.students, inside, rtol=1e-9)
    assert np.all(classes.began.sum(axis=(2, 3)) > classes.outside.sum(axis=(2, 3)))
    told = np.asarray(free.outcome.diplomas)[:, : classes.students.shape[1]]
    assert np.all(classes.earned >= told - 1e-6)  # an outcome tells those who leave with one


def test_all_who_retire_stop_at_some_age(free):
    step = 2024 - FIRST_YEAR
    ages = range(WORK_AGES[0] + 1, WORK_AGES[-1] + 1)
    stopped = sum(validation_people.stopping_at(free, age, 2024) for age in ages)
    retired = np.asarray(free.outcome.retired)[:, step].sum(axis=1)
    assert stopped == pytest.approx(retired, rel=0.01)
    before = validation_people.stopping_at(free, 67, 2023)
    assert np.all(validation_people.stopping_at(free, 67, 2024) > 3 * before)


def test_a_cohort_leaves_more_as_years_go_by(free):
    two, five = (validation_people.gone(free, 2018, within) for within in (2, 5))
    assert np.all(five > two)
    europe = two[:, STREAMS.index("eu_labour")]
    assert float(np.median(europe)) == pytest.approx(0.423, abs=0.03)


def test_bridges_are_checked_by_classes_that_made_none_of_them():
    block = validation_base.bridges()
    used = {code for row in block.tables[0][2] for code in row[2].split()}
    assert {"071", "08", "10", "01"} <= used
    assert {source for each in block.series[0].lines for source in each.sources} == {
        f"lm_emp_brc{code}_2017" for code in ("07", "08", "10", "01")
    }


def test_inputs_of_the_same_years_are_parameters_of_the_table():
    named = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", INPUTS))
    assert len(named) > 10
    assert named <= {row.id for row in parameters.load()}
