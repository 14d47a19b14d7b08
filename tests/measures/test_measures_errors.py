"""Every error a file may give, once, with the place a person must go to."""

# ruff: noqa: E501 (a table of cases reads better in long lines)

from __future__ import annotations

import pytest
from measure_texts import KNOWN, LEVER, bent

from krapte.figures.errors import InputError
from krapte.measures import FileError, checks, reading
from krapte.measures.yaml_tree import parse


def errors_of(text: str | bytes) -> list[InputError]:
    with pytest.raises(InputError) as caught:
        reading.measure(parse(text, "lever.yaml"), KNOWN)
    return list(getattr(caught.value, "errors", (caught.value,)))


RAMP = "ramp_years: {central: 3, low: 2, high: 5, shape: pert, grade: C, unit: years}"
VALUE = "value: {central: 0.9, low: 0.8, high: 1, shape: pert, grade: C, unit: ratio}"
COST = "cost: [{payer: state, per: %s, eur: {central: 5, low: 1, high: 9, shape: pert, grade: C, unit: eur}, price_year: 2025}]\n"
SIDE = "side_effects: [{reading: %s, per: %s, unit: homes, value: {central: 5, low: 1, high: 9, shape: pert, grade: C, unit: x}}]\n"
TITLE = "{nl: x, en: x}"

CASES: dict[str, tuple[str | bytes, str, str, str]] = {
    # name: text, code, where, expected
    "key missing": (bent(("pillar: inflow\n", "")), "key_missing", "lever.yaml:1:1: pillar", "pillar"),
    "key missing deeper": (
        bent(("  earliest: 2026\n", "")), "key_missing", "lever.yaml:10:3: timing.earliest", "earliest"),
    "unknown key": (LEVER + "departement: OCW\n", "unknown_key", "lever.yaml:23:1: departement", "department, parts"),
    "unknown key deeper": (
        bent(("  start: 2027", "  start: 2027\n  strat: 2027")), "unknown_key", "lever.yaml:12:3: timing.strat", "start"),
    "effect on the shortage": (
        LEVER + "shortage_effect: -5\n", "result_cannot_be_written", "lever.yaml:23:1: shortage_effect",
        "moves: the parameters that cause it"),
    "unlike any key": (
        bent(("  start: 2027", "  start: 2027\n  xyz: 1")), "unknown_key", "lever.yaml:12:3: timing.xyz",
        "earliest, start, ramp_years, lag_years, persistence"),
    "number expected": (
        bent(("{central: 3,", "{central: drie,")), "wrong_type", "lever.yaml:12:25: timing.ramp_years.central",
        "a number"),
    "whole number expected": (
        bent(("start: 2027", "start: 2027.5")), "wrong_type", "lever.yaml:11:10: timing.start", "a whole number"),
    "text expected": (bent(("unit: persons", "unit: 5")), "wrong_type", "lever.yaml:8:14: dose.unit", "a text"),
    "date for a text": (
        bent(("unit: persons", "unit: 2026-01-01")), "wrong_type", "lever.yaml:8:14: dose.unit", "a text"),
    "list expected": (bent(("payers: [state]", "payers: state")), "wrong_type", "lever.yaml:7:9: payers", "a list"),
    "mapping expected": (bent(("title: {nl: Hefboom, en: Lever}", "title: x")), "wrong_type", "lever.yaml:3:8: title", "a mapping"),
    "file is a list": ("- 1\n", "wrong_type", "lever.yaml:1:1", "a mapping"),
    "nothing for a number": (
        bent(("probability: 0.1", "probability: ~")), "wrong_type", "lever.yaml:17:26: no_effect.probability", "a number"),
    "not one of": (
        bent(("instrument: budget", "instrument: magic")), "not_one_of", "lever.yaml:6:13: instrument",
        "'law', 'decree', 'budget' or 'execution'"),
    "payer in a list": (
        bent(("[state]", "[state, nobody]")), "not_one_of", "lever.yaml:7:17: payers.1",
        "'state', 'municipalities', 'employers', 'sector_funds', 'schools', 'students', 'workers', 'eu' or 'others'"),
    "out of range": (
        bent(("probability: 0.1", "probability: 1.1")), "out_of_range", "lever.yaml:17:26: no_effect.probability", "<= 1.0"),
    "below range": (
        bent(("per_year: 0.02", "per_year: -0.1")), "out_of_range", "lever.yaml:18:22: reversal.per_year", ">= 0.0"),
    "not finite": (
        bent(("{central: 3,", "{central: .nan,")), "out_of_range", "lever.yaml:12:25: timing.ramp_years.central",
        "a finite number"),
    "empty text": (bent(("unit: persons", "unit: ''")), "text_empty", "lever.yaml:8:14: dose.unit", "a text"),
    "long name": (bent(("id: lever", "id: " + "x" * 65)), "text_too_long", "lever.yaml:1:5: id", "<= 64 characters"),
    "capital in id": (bent(("id: lever", "id: Lever")), "name_malformed", "lever.yaml:1:5: id", "^[a-z][a-z0-9_-]*$"),
    "empty list": (bent(("payers: [state]", "payers: []")), "list_empty", "lever.yaml:7:9: payers", "one or more"),
    "range missing": (
        bent((RAMP, "ramp_years: {central: 3, shape: pert, grade: C, unit: years}")), "range_missing",
        "lever.yaml:12:25: timing.ramp_years.central", "low, high"),
    "range out of order": (
        bent(("central: 3, low: 2", "central: 1, low: 2")), "range_out_of_order",
        "lever.yaml:12:25: timing.ramp_years.central", "low <= central <= high"),
    "lognormal below zero": (
        bent(("central: 3, low: 2, high: 5, shape: pert", "central: 3, low: 0, high: 5, shape: lognormal")),
        "range_not_positive", "lever.yaml:12:33: timing.ramp_years.low", "low > 0 for a lognormal"),
    "fixed with a range": (
        bent(("high: 5, shape: pert", "high: 5, shape: fixed")), "fixed_has_no_range",
        "lever.yaml:12:33: timing.ramp_years.low", "no range"),
    "fixed without why": (
        bent(("shape: fixed, grade: C, unit: years, why: {nl: meteen, en: at once}", "shape: fixed, grade: C, unit: x")),
        "fixed_without_why", "lever.yaml:13:34: timing.lag_years.shape", "why"),
    "share above one": (
        bent(("high: 1, shape: pert, grade: C, unit: share", "high: 1.2, shape: pert, grade: C, unit: share")),
        "share_out_of_range", "lever.yaml:16:47: additionality.high", "0 to 1"),
    "share without limits": (
        bent(("high: 0.8, shape: pert", "high: 0.8, shape: normal")), "share_without_limits",
        "lever.yaml:15:57: realisation.shape", "fixed, triangular, pert, uniform, choice"),
    "negative time": (
        bent(("low: 2, high: 5", "low: -2, high: 5")), "duration_can_be_negative",
        "lever.yaml:12:33: timing.ramp_years.low", ">= 0"),
    "time as a normal": (
        bent(("high: 5, shape: pert", "high: 5, shape: normal")), "duration_can_be_negative",
        "lever.yaml:12:52: timing.ramp_years.shape", "lognormal, pert, ..."),
    "default outside its range": (
        bent(("default: 10", "default: 101")), "range_out_of_order", "lever.yaml:8:32: dose.default",
        "low <= default <= high"),
    "start before the law": (
        bent(("start: 2027", "start: 2025")), "law_does_not_allow_before", "lever.yaml:11:10: timing.start", "2026"),
    "factor of zero": (
        bent(("low: 0.8, high: 1, shape: pert, grade: C, unit: ratio", "low: 0, high: 1, shape: pert, grade: C, unit: ratio")),
        "factor_not_positive", "lever.yaml:22:32: moves.0.value.low", "> 0 in every draw"),
    "factor as a normal": (
        bent(("shape: pert, grade: C, unit: ratio", "shape: normal, grade: C, unit: ratio")),
        "factor_not_positive", "lever.yaml:22:53: moves.0.value.shape", "> 0 in every draw"),
    "moved twice": (
        LEVER + f"  - parameter: card.exit\n    how: multiply\n    {VALUE}\n", "parameter_moved_twice",
        "lever.yaml:23:16: moves.1.parameter", "one move"),
    "unknown cell": (
        bent(("card.exit", "school.dropout\n    cells: [mbo2, mbo7]")), "unknown_parameter",
        "lever.yaml:21:19: moves.0.cells.1", "school.dropout[mbo3], school.dropout[mbo2]"),
    "cell of a parameter without cells": (
        bent(("card.exit", "card.exit\n    cells: [mbo2]")), "unknown_parameter",
        "lever.yaml:21:13: moves.0.cells.0", "card.exit, school.dropout[mbo2]"),
    "same cell twice in a list": (
        bent(("card.exit", "school.dropout\n    cells: [mbo2, mbo3, mbo2]")), "parameter_moved_twice",
        "lever.yaml:21:25: moves.0.cells.2", "one move"),
    "same cell moved twice": (
        bent(("card.exit", "school.dropout\n    cells: [mbo2, mbo3]"))
        + f"  - parameter: school.dropout[mbo3]\n    how: multiply\n    {VALUE}\n",
        "parameter_moved_twice", "lever.yaml:24:16: moves.1.parameter", "one move"),
    "cells are a list": (
        bent(("card.exit", "school.dropout\n    cells: mbo2")), "wrong_type", "lever.yaml:21:12: moves.0.cells",
        "a list"),
    "cell with brackets": (
        bent(("card.exit", "school.dropout\n    cells: ['[mbo2]']")), "name_malformed",
        "lever.yaml:21:13: moves.0.cells.0", "^[a-z][a-z0-9_-]*$"),
    "cells of a reading": (
        bent(("card.exit", "readings.fte_per_person\n    cells: [metal]")), "reading_cannot_be_moved",
        "lever.yaml:20:16: moves.0.parameter", "a parameter that causes it"),
    "moves the shortage": (
        bent(("card.exit", "shortage")), "reading_cannot_be_moved", "lever.yaml:20:16: moves.0.parameter",
        "a parameter that causes it"),
    "moves a reading of a group": (
        bent(("card.exit", "meeting.vacancies[techniek]")), "reading_cannot_be_moved",
        "lever.yaml:20:16: moves.0.parameter", "a parameter that causes it"),
    "moves the benchmark": (
        bent(("card.exit", "readings.frictional_days[techniek]")), "reading_cannot_be_moved",
        "lever.yaml:20:16: moves.0.parameter", "a parameter that causes it"),
    "side effect on tightness": (
        LEVER + SIDE % ("tightness", "card_arrivals"), "reading_cannot_be_moved",
        "lever.yaml:23:26: side_effects.0.reading", "something the model does not compute itself"),
    "unknown parameter": (
        bent(("card.exit", "card.exits")), "unknown_parameter", "lever.yaml:20:16: moves.0.parameter",
        "card.exit, card.quota"),
    "unknown figure": (
        bent(("unit: years}", "unit: years, figures: [ip_ok_ramp, ip_ok_rmp]}")), "unknown_figure",
        "lever.yaml:12:103: timing.ramp_years.figures.1", "ip_ok_ramp, ip_ok_quota"),
    "unknown figure in evidence": (
        LEVER + f"evidence: [{{figure: ip_no, found: {TITLE}, transfer: {TITLE}}}]\n", "unknown_figure",
        "lever.yaml:23:21: evidence.0.figure", "ip_ok_ramp, ip_ok_quota"),
    "unknown flow": (
        LEVER + COST % "flow, flow: card_arivals", "unknown_flow", "lever.yaml:23:40: cost.0.flow", "card_arrivals"),
    "unknown flow of a side effect": (
        LEVER + SIDE % ("homes", "swich_in"), "unknown_flow", "lever.yaml:23:38: side_effects.0.per", "switch_in"),
    "flow missing": (LEVER + COST % "flow", "flow_missing", "lever.yaml:23:28: cost.0.per", "flow: NAME"),
    "flow not used": (
        LEVER + COST % "unit, flow: switch_in", "flow_not_used", "lever.yaml:23:40: cost.0.flow", "per: flow"),
    "unknown quantity in the chain": (
        LEVER + f"chain: [{{title: {TITLE}, quantity: additionalty}}]\n", "unknown_quantity",
        "lever.yaml:23:43: chain.0.quantity", "additionality, realisation"),
    "step without a number": (
        LEVER + f"chain: [{{title: {TITLE}}}]\n", "step_needs_one_number", "lever.yaml:23:9: chain.0",
        "one of quantity, parameter, figure"),
    "duplicate key": (
        LEVER + "id: again\n", "duplicate_key", "lever.yaml:23:1: id", "once (first in line 1)"),
    "malformed": (bent(("payers: [state]", "payers: [state")), "yaml_malformed", "lever.yaml:8:5", "YAML 1.2"),
    "tab": (bent(("  earliest", "\tearliest")), "yaml_malformed", "lever.yaml:10:1", "YAML 1.2"),
    "forbidden character": (bent(("SZW", "S\x01W")), "yaml_malformed", "lever.yaml:5:14", "YAML 1.2"),
    "two documents": (LEVER + "---\nid: b\n", "yaml_malformed", "lever.yaml:23:1", "YAML 1.2"),
    "empty": ("# nothing\n", "file_empty", "lever.yaml:1:1", "keys with values"),
    "not utf-8": (b"id: lever\npillar: \xff\n", "not_utf8", "lever.yaml:2:1", "UTF-8"),
    "anchor": (
        bent(("{nl: Hefboom", "&t {nl: Hefboom")), "anchor_not_allowed", "lever.yaml:3:8: title",
        "the value written out"),
    "tag": (
        bent(("SZW", "!!python/object:os.system x")), "tag_not_allowed", "lever.yaml:5:13: department",
        "a value without a tag"),
    "own tag": (bent(("SZW", "!x y")), "tag_not_allowed", "lever.yaml:5:13: department", "a value without a tag"),
    "huge number": (
        bent(("default: 10", "default: " + "9" * 5000)), "value_not_readable", "lever.yaml:8:32: dose.default", ""),
    "key is a list": (LEVER + "? [a]\n: 1\n", "key_not_a_name", "lever.yaml:23:3", "a name"),
    "too deep": ("a: " + "[" * 60 + "]" * 60, "nested_too_deep", "lever.yaml:1:44", "<= 40"),
    "far too deep": ("[" * 3000, "nested_too_deep", "lever.yaml:1:1", "<= 40"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_error_names_the_place(case: str) -> None:
    text, code, where, expected = CASES[case]
    found = errors_of(text)
    assert [(error.code, error.where, error.expected) for error in found] == [(code, where, expected)]


def test_all_errors_of_a_file_come_together_in_order() -> None:
    text = bent(("instrument: budget", "instrument: magic"), ("start: 2027", "start: soon"), ("SZW", "7"))
    assert [error.where.split(": ")[0] for error in errors_of(text)] == [
        "lever.yaml:5:13", "lever.yaml:6:13", "lever.yaml:11:10"]  # fmt: skip


def test_error_reads_well() -> None:
    with pytest.raises(FileError) as caught:
        reading.measure(parse(bent(("card.exit", "card.exits")), "lever.yaml"), KNOWN)
    assert str(caught.value) == (
        "lever.yaml:20:16: moves.0.parameter: unknown parameter: found card.exits, expected card.exit, card.quota"
    )


def test_what_was_found_is_told_shortly() -> None:
    assert errors_of(bent(("department: SZW", "department: {a: 1}")))[0].found == "a mapping"
    assert errors_of(bent(("department: SZW", "department: true")))[0].found == "true"
    assert (
        errors_of(bent(("probability: 0.1", "probability: " + "y" * 100)))[0].found == "'" + "y" * 56 + "..."
    )


def test_aliases_cannot_make_a_small_file_large() -> None:
    lines = ["a: &a [x, x]"] + [
        f"{new}: &{new} [*{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert {error.code for error in errors_of("\n".join(lines))} == {"anchor_not_allowed"}


def test_close_names_are_found_among_thousands() -> None:
    names = [f"dem_figure_{number}" for number in range(3000)]
    assert "dem_figure_17" in checks.closest("dem_figur_17", names)
