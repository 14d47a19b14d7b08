"""Every mistake a person can make in an agenda is told with file and line."""

from __future__ import annotations

import pytest

from krapte.agenda import check, folder
from krapte.figures.errors import InputError
from krapte.words import LANGUAGES, has

A, T, M, D = "agenda.yaml", "actions.yaml", "means.csv", "distribution.csv"

READ = {  # refused while reading: file, old text, new text, code, and the start of the place
    "broken yaml": (A, "budget:", "budget: [", "yaml_malformed", f"{A}:"),
    "version": (A, "krapte-agenda/1", "krapte-agenda/9", "agenda_other_version", f"{A}:1:9: schema"),
    "version of actions": (
        T,
        "krapte-agenda/1",
        "krapte-agenda/0",
        "agenda_other_version",
        f"{T}:1:9: schema",
    ),
    "unknown field": (A, "  private:", "  provate:", "unknown_key", f"{A}:"),
    "unknown reading": (A, "reading: vacancies", "reading: vacancy", "not_one_of", f"{A}:"),
    "chance above one": (A, "probability: 0.6", "probability: 1.6", "invalid_value", f"{A}:"),
    "no owner": (
        T,
        "    owner:\n      department: OCW\n      person: to_be_decided\n",
        "",
        "key_missing",
        f"{T}:",
    ),
    "no department": (T, "department: OCW", "department: XYZ", "not_one_of", f"{T}:"),
    "no date": (T, "        date: to_be_decided\n", "", "key_missing", f"{T}:"),
    "key twice": (A, "seed: 1\n", "seed: 1\nseed: 2\n", "duplicate_key", f"{A}:"),
    "another origin": (A, "scenario: moderate", "origin: 2017\nscenario: moderate", "not_one_of", f"{A}:"),
    "a year that is none": (A, "year: 2030", "year: soon", "wrong_type", f"{A}:"),
    "no csv": (M, "e1,state", 'e1,"st"ate', "csv_malformed", f"{M}:2"),
    "low above high": (
        M,
        "e1,state,2028,",
        "e1,state,2028,1,9,1,2024\ne1,state,2027,",
        "range_out_of_order",
        M,
    ),
    "a number with a comma": (
        D,
        "2024,techniek,vacancies,baseline,vacancies,",
        "2024,techniek,vacancies,baseline,vacancies,x",
        "wrong_type",
        f"{D}:2",
    ),
    "quantiles that fall": (
        D,
        "2024,techniek,vacancies,baseline,vacancies,",
        "2024,techniek,vacancies,baseline,vacancies,9",
        "quantiles_out_of_order",
        f"{D}:2",
    ),
    "a date that is none": (T, "date: '2028'", "date: '2028-13'", "date_malformed", f"{T}:"),
    "payer": (M, "e1,state", "e1,stat", "not_one_of", f"{M}:2: payer"),
    "twice": (M, "e1,state,2029", "e1,state,2028", "duplicate_period", f"{M}:3: year"),
    "no number": (M, "e1,state,2028,", "e1,state,2028,x", "wrong_type", f"{M}:2: eur"),
    "header": (M, "measure,payer", "measure,payor", "unknown_key", f"{M}:1"),
    "cells": (M, "e1,state,2028", "e1,state,2028,9", "bad_row", f"{M}:2"),
    "group": (D, "2024,techniek", "2024,technik", "not_one_of", f"{D}:2: group"),
    "row twice": (
        D,
        "2025,techniek,vacancies,baseline",
        "2024,techniek,vacancies,baseline",
        "duplicate_period",
        D,
    ),
}
CHECK = {  # found by the check
    "goal too high": (A, "value: ", "value: 1", None, ""),
    "goal out of reach": (A, "probability: 0.6", "probability: 0.97", "goal_out_of_reach", f"{A}:"),
    "goal unit": (A, "unit: vacancies", "unit: fte", "wrong_unit", f"{A}:"),
    "goal of unknown measure": (A, "      - e1\n", "      - e77\n", "unknown_measure", f"{A}:"),
    "goal without action": (A, "      - e1\n", "      - e2\n", "goal_without_action", f"{A}:"),
    "goal year": (A, "year: 2030", "year: 2020", "year_out_of_range", f"{A}:"),
    "goal twice": (A, "id: shortage-techniek-2030", "id: vacancies-techniek-2030", "duplicate_id", f"{A}:"),
    "negative goal": (A, "value: ", "value: -", "out_of_range", f"{A}:"),
    "budget": (A, "public: 1000000000", "public: 1000000", "money_above_budget", f"{A}:"),
    "means without action": (M, "e1,state", "e2,state", "means_without_action", f"{M}:2: measure"),
    "means of unknown measure": (M, "e1,state", "zz,state", "unknown_measure", f"{M}:2: measure"),
    "means in a year outside": (M, "e1,state,2028", "e1,state,2128", "year_out_of_range", f"{M}:2: year"),
    "unknown measure": (T, "- measure: e1", "- measure: e111", "unknown_measure", f"{T}:"),
    "action twice": (T, "- measure: i3", "- measure: e1", "duplicate_id", f"{T}:"),
    "order": (T, "date: '2029'", "date: '2026'", "milestones_out_of_order", f"{T}:"),
    "start before the law": (T, "start: 2028", "start: 2026", "law_does_not_allow_before", f"{T}:"),
    "start differs": (T, "date: '2028'", "date: '2027'", "start_differs", f"{T}:"),
    "date outside": (T, "date: '2029'", "date: '2061'", "date_out_of_range", f"{T}:"),
    "unknown indicator": (T, "id: carried_out", "id: carried_uit", "unknown_indicator", f"{T}:"),
    "indicator unit": (T, "unit: share", "unit: persons", "wrong_unit", f"{T}:"),
    "dose": (T, "dose: 5000", "dose: 4000", "agenda_not_recomputed", f"{T}:"),
}


@pytest.mark.parametrize("case", READ)
def test_a_broken_file_is_refused_with_its_place(case, edited):
    file, old, new, code, place = READ[case]
    with pytest.raises(InputError) as caught:
        folder.read(edited(file, old, new))
    errors = getattr(caught.value, "errors", (caught.value,))
    assert code in [one.code for one in errors], [str(one) for one in errors]
    assert any(one.where.startswith(place) for one in errors), [one.where for one in errors]


@pytest.mark.parametrize("case", CHECK)
def test_the_check_finds_what_does_not_agree(case, edited):
    file, old, new, code, place = CHECK[case]
    report = check.check(folder.read(edited(file, old, new)))
    if code is None:  # a goal that is easier is no mistake
        assert report.wrong == []
        return
    found = [one for one in report.wrong if one.code == code]
    assert found, [str(one) for one in report.wrong]
    assert found[0].where.startswith(place)
    assert found[0].where.removeprefix(f"{file}:").split(":")[0].isdigit()


def test_a_goal_without_means_and_an_action_without_means(written, edited):
    text = (written / M).read_text(encoding="utf-8")
    head = text.splitlines(keepends=True)[0]
    out = edited(M, text, head)
    report = check.check(folder.read(out))
    codes = [one.code for one in report.wrong]
    goals = len(folder.read(written).about.goals)
    assert codes.count("goal_without_means") == goals
    assert codes.count("action_without_means") == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_has_a_sentence(lang):
    codes = {case[3] for case in (*READ.values(), *CHECK.values()) if case[3]}
    codes |= {"goal_without_means", "action_without_means", "still_open", "number_ambiguous", "not_utf8"}
    assert [code for code in sorted(codes) if not has(f"error.{code}", lang)] == []
