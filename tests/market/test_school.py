"""School: students conserved, history met, responses slow and only in the future, levers move what they name."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from krapte import figures
from krapte.country import school_counts
from krapte.country.axes import FIRST_YEAR
from krapte.market import school
from market.schooling import NOTHING, SIZE, TECHNIEK, P, a_year, beginning, people, pupils, shapes, year


@pytest.fixture(scope="module")
def history():
    """Students after each step of 2013-2023 and the flows of the step, on central parameters."""
    stock, made = beginning(), []
    for step in range(11):
        stock, left, flows = a_year(stock, year(step), pupils(), residents=people(FIRST_YEAR + step))
        made.append((np.asarray(stock.students), left, flows))
    return made


def total(history, pick):
    return np.array([np.asarray(pick(*step)) for step in history])


def earned(students, left, flows):
    return flows["student_diploma"] + flows["student_progression"].sum(axis=1)


def test_students_are_conserved():
    stock = beginning()
    after, left, flows = a_year(stock, year(0), pupils(switch=0.2, field_shift=[1.3, 1.1]))
    came = flows["student_entry"].sum()
    went = flows["student_dropout"].sum() + flows["student_diploma"].sum()
    assert float(after.students.sum()) == pytest.approx(float(stock.students.sum() + came - went), rel=1e-13)
    assert float(jnp.abs(after.students - stock.students).sum()) > 50_000
    assert float(after.students.min()) >= 0
    assert np.allclose(left.diplomas + left.foreign_left, flows["student_diploma"])


def test_each_program_and_field_balances():
    stock = beginning()
    after, _, flows = a_year(stock, year(3), pupils())
    switch, onward = flows["student_switch"], flows["student_progression"]
    change = flows["student_entry"] - flows["student_dropout"].sum(axis=2) - flows["student_diploma"]
    change += onward.sum(axis=0) - onward.sum(axis=1) + switch.sum(axis=1) - switch.sum(axis=2)
    assert np.allclose((after.students - stock.students).sum(axis=2), change)
    assert float(switch.sum()) > 1_000


def test_history_meets_published_students(history):
    """By programme within 11 %, mbo, hbo and wo as a whole within 6 %, in every year."""
    made, counted = total(history, lambda s, _, __: s.sum(axis=(1, 2))).T, school_counts.students()[:, 1:]
    assert np.all(np.abs(made / counted - 1) < 0.11)
    for rows in (slice(0, 4), slice(4, 6), slice(6, 8)):
        assert np.all(np.abs(made[rows].sum(axis=0) / counted[rows].sum(axis=0) - 1) < 0.06)


def test_history_meets_published_diplomas_of_mbo(history):
    made = total(history, earned)[:, :4].sum(axis=(1, 2))
    counted = school_counts.diplomas().sum(axis=0)[:-1]
    assert np.mean(made) == pytest.approx(np.mean(counted), rel=0.05)
    assert np.all(np.abs(made / counted - 1) < 0.12)


def test_history_meets_published_hbo_entrants(history):
    made = total(history, lambda s, _, f: f["student_entry"] + f["student_progression"].sum(axis=0))
    both = made[:, [P["ad"], P["hbo"]]].sum(axis=(1, 2))
    assert np.allclose(both, school_counts.hbo_entrants()[1:], rtol=0.035)


def test_technical_diplomas_lie_in_their_published_ranges(history):
    made, book = total(history, earned)[-2], figures.load()
    technical = made[:, :2].sum(axis=1)
    for rows, name in ((slice(0, 4), "mbo"), (P["hbo"], "hbo"), (P["wo_ma"], "wo_master")):
        figure = book[f"grad_c_{name}_tech_2022"]
        assert figure.low <= technical[rows].sum() <= figure.high


def test_graduates_follow_the_size_of_the_cohorts():
    small = people() * 0.5
    after, _, _ = a_year(beginning(), year(0), pupils(), residents=small)
    usual, _, _ = a_year(beginning(), year(0), pupils())
    first = np.asarray(shapes().first)
    # Those who come from a lower programme are there already.
    assert float((after.students @ first).sum()) < 0.65 * float((usual.students @ first).sum())


def test_history_does_not_respond_and_the_future_does_slowly():
    pull, p = jnp.asarray([1.0, 0, 0, 0]), pupils()
    past = school.perceive(beginning(), pull, year(5), p)
    asked = school.ask(past, people(), year(5), shapes(), p, NOTHING)
    assert np.allclose(asked.asked, asked.usual)
    share = []
    stock = beginning(2024)
    for _ in range(6):
        stock = school.perceive(stock, pull, year(12), p)
        asked = school.ask(stock, people(2024), year(12), shapes(), p, NOTHING)
        share.append(np.asarray(asked.asked / asked.usual)[:, TECHNIEK])
    share = np.array(share)
    assert np.all(np.diff(share[:, P["mbo4"]]) > 0)
    assert 1.005 < share[-1, P["mbo4"]] < 1.03  # choice: near zero
    assert share[-1, P["bbl"]] > 1.15  # work-study: hires
    assert share[0, P["bbl"]] < 1 + 0.6 * (share[-1, P["bbl"]] - 1)


def test_a_shift_of_choice_takes_students_from_other_fields_of_the_school_route():
    asked = school.ask(
        beginning(2024), people(2024), year(12), shapes(), pupils(field_shift=[1.2, 1.0]), NOTHING
    )
    more = np.asarray(asked.asked - asked.usual)
    assert np.allclose(more.sum(axis=1), 0, atol=1e-6)
    assert np.all(more[:4, TECHNIEK] > 0)
    assert np.allclose(more[4:], 0, atol=1e-6)


def test_who_finds_no_place_takes_another_field_or_no_work_study():
    asked = school.ask(
        beginning(2024), people(2024), year(12), shapes(), pupils(field_shift=[1.5, 1.0]), NOTHING
    )
    wanted = np.asarray(school.extra(asked, shapes()))
    full = np.asarray(school.admit(asked, jnp.asarray(0.0), shapes()))
    half = np.asarray(school.admit(asked, jnp.asarray(0.5), shapes()))
    usual, asked_for = np.asarray(asked.usual), np.asarray(asked.asked)
    assert np.allclose(full[:4, TECHNIEK], usual[:4, TECHNIEK])
    assert np.allclose(asked_for[:4, TECHNIEK] - half[:4, TECHNIEK], wanted[:4] / 2)
    assert np.allclose(full[:3].sum(axis=1), asked_for[:3].sum(axis=1))
    lost = asked_for[P["bbl"]].sum() - full[P["bbl"]].sum()
    assert lost == pytest.approx(wanted[P["bbl"]])
    assert wanted[4:].sum() == 0


def test_paid_seats_bring_technical_starts_on_top_and_take_nobody_from_other_fields():
    now = (beginning(2024), people(2024), year(12), shapes())
    usual = school.ask(*now, pupils(), NOTHING)
    seated = school.ask(*now, pupils(seats=[520.0, 300.0]), NOTHING)
    more = np.asarray(seated.asked - usual.asked)
    assert more[P["ad"], TECHNIEK] == pytest.approx(520)
    assert more[P["hbo"], TECHNIEK] == pytest.approx(300)
    assert more.sum() == pytest.approx(820)
    assert np.array_equal(seated.usual, usual.usual)


def test_coaching_lowers_first_year_dropout_of_the_school_route_only():
    _, left, _ = a_year(beginning(2024), year(12), pupils())
    _, coached, flows = a_year(beginning(2024), year(12), pupils(coaching=[1.0, 0, 0, 0]))
    fewer = np.asarray(left.dropouts - coached.dropouts)
    assert fewer[: P["bbl"], TECHNIEK].min() > 80
    assert np.allclose(np.delete(fewer, TECHNIEK, axis=1), 0)
    assert np.allclose(fewer[P["bbl"] :], 0)
    chance = np.asarray(shapes().dropout)[P["mbo4"], 0]
    now = np.asarray(flows["student_dropout"])[P["mbo4"], TECHNIEK, 0]
    there = np.asarray(beginning(2024).students)[P["mbo4"], TECHNIEK, 0]
    assert now / there == pytest.approx(0.8 * chance)


def test_success_of_a_field_moves_diplomas_of_higher_education_only():
    _, left, _ = a_year(beginning(2024), year(12), pupils())
    _, better, _ = a_year(beginning(2024), year(12), pupils(success=[1.03, 0.80, 1.05, 1.02]))
    more = np.asarray(better.diplomas - left.diplomas)
    assert more[P["hbo"], TECHNIEK] > 500
    assert np.allclose(more[:4], 0)
    assert np.allclose(np.delete(more, TECHNIEK, axis=1), 0)


def test_progression_takes_mbo4_graduates_from_the_labour_market():
    _, left, _ = a_year(beginning(2024), year(12), pupils())
    _, further, flows = a_year(beginning(2024), year(12), pupils(progression=[0.95, 1, 1.03, 1.03]))
    assert float(further.diplomas[P["mbo4"], TECHNIEK]) < float(left.diplomas[P["mbo4"], TECHNIEK]) - 400
    assert float(flows["student_progression"][P["mbo4"], P["hbo"], TECHNIEK]) > 3_000


def test_foreign_graduates_leave_by_field():
    _, left, _ = a_year(beginning(2024), year(12), pupils())
    gone, all_ = np.asarray(left.foreign_left), np.asarray(left.foreign_left + left.diplomas)
    assert np.allclose(gone[:5], 0)
    assert gone[P["wo_ma"], TECHNIEK] / all_[P["wo_ma"], TECHNIEK] == pytest.approx(0.27 * 0.45)
    _, none, _ = a_year(beginning(2024), year(12), pupils(foreign_stay=np.ones(4)))
    assert float(none.foreign_left.sum()) == 0


def test_work_study_starters_are_counted_as_hires():
    _, left, flows = a_year(beginning(2024), year(12), pupils())
    outside = np.asarray(flows["student_entry"])[P["bbl"]]
    from_school = np.asarray(flows["student_progression"])[: P["bbl"], P["bbl"]].sum(axis=0)
    assert np.allclose(left.bbl_starts, outside + from_school)
    assert from_school.sum() > 3_000


def test_a_year_on_keeps_the_last_year_open():
    made = school.a_year_on(jnp.asarray([[1.0, 2.0, 3.0, 4.0]]))
    assert np.allclose(made, [[0, 1, 2, 7]])
    assert beginning().students.shape[:2] == SIZE
