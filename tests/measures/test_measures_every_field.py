"""Every field of a measure wrong in turn: the place, what was found, what was expected, and nothing runs."""

from __future__ import annotations

from typing import Any

import pytest
from typer.testing import CliRunner
from wrong_fields import FULL, Wrong, every, fields, models, part, quantities, valued, written

from krapte.analysis.laboratory import Laboratory
from krapte.cli.app import app
from krapte.figures.errors import InputError
from krapte.measures import FileError, reading
from krapte.measures.schema import Measure
from krapte.measures.yaml_tree import parse
from krapte.words import LANGUAGES, explain, text

EVERY = list(every())
# What hangs on more than one field: path, another value, code, place where it is told, what is expected.
TOGETHER: list[tuple[str, Any, str, str, str]] = [
    ("timing.start", 2026, "law_does_not_allow_before", "timing.start", "2027"),
    ("dose.default", 101, "range_out_of_order", "dose.default", "low <= default <= high"),
    ("dose.low", 11, "range_out_of_order", "dose.default", "low <= default <= high"),
    ("dose.high", 9, "range_out_of_order", "dose.default", "low <= default <= high"),
    ("realisation.high", 1.2, "share_out_of_range", "realisation.high", "0 to 1"),
    ("additionality.low", -0.1, "share_out_of_range", "additionality.low", "0 to 1"),
    ("timing.persistence.high", 1.01, "share_out_of_range", "timing.persistence.high", "0 to 1"),
    ("timing.ramp_years.low", -1, "duration_can_be_negative", "timing.ramp_years.low", ">= 0"),
    ("timing.lag_years.central", -1, "duration_can_be_negative", "timing.lag_years.central", ">= 0"),
    ("moves.0.value.low", -0.1, "factor_not_positive", "moves.0.value.low", "> 0"),
    ("moves.0.value.unit", "persons", "unit_does_not_fit", "moves.0.value.unit", "ratio"),
    ("moves.1.value.unit", "eur", "unit_does_not_fit", "moves.1.value.unit", "persons_per_year | ratio"),
    ("parts.0.central", 0.5, "parts_not_whole", "parts", "1"),
    ("moves.0.cells.1", "mbo2", "parameter_moved_twice", "moves.0.cells.1", "one move"),
    ("cost.0.per", "unit", "flow_not_used", "cost.0.flow", "per: flow"),
    ("cost.0.partners.0.payer", "state", "payer_twice", "cost.0.partners.0.payer", "each payer once"),
    ("cost.0.partners.0.share.high", 1.3, "share_out_of_range", "cost.0.partners.0.share.high", "0 to 1"),
    ("cost.0.partners.1.adds.low", -0.1, "out_of_range", "cost.0.partners.1.adds.low", ">= 0"),
    ("cost.1.half.low", 0, "range_not_positive", "cost.1.half.low", "> 0"),
    ("side_effects.0.reading", "shortage", "reading_cannot_be_moved", "side_effects.0.reading", "does not"),
    ("timing.lag_years.shape", "pert", "range_missing", "timing.lag_years.central", "low, high"),
    ("timing.ramp_years.shape", "fixed", "fixed_has_no_range", "timing.ramp_years.low", "no range"),
]  # fmt: skip
HANDFUL = (
    "title.nl: missing",
    "timing.start: twice",
    "moves.0.cells.0: near miss",
    "cost.0: zzz",
    "dose.high: 'many'",
)


def path_of(name: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in name.split("."))


def errors_of(wrong: str) -> list[InputError]:
    with pytest.raises(FileError) as caught:
        reading.measure(parse(wrong, "full.yaml"))
    return list(caught.value.errors)


def told(wrong: Wrong) -> InputError:
    """The error at the place of the mistake."""
    found = errors_of(wrong.text)
    here = [error for error in found if error.where == wrong.place]
    assert here, (wrong.place, [str(error) for error in found])
    return here[0]


def test_the_full_measure_is_good_and_has_every_field() -> None:
    assert reading.measure(parse(written(FULL).text, "full.yaml")).id == "full"
    stand = {(model, name) for _, model, name in fields(Measure)}
    assert stand == {(model, name) for model in models(Measure) for name in model.model_fields}


@pytest.mark.parametrize("wrong", EVERY, ids=lambda wrong: wrong.name)
def test_every_field_wrong_in_turn(wrong: Wrong) -> None:
    error = told(wrong)
    assert error.found
    assert wrong.suggestion in error.expected
    assert error.expected
    assert wrong.code in (None, error.code)
    for lang in LANGUAGES:
        line = explain(error, lang)
        assert line.startswith(f"{wrong.place}: ")
        assert text("error.other", lang, code=error.code.replace("_", " ")) not in line


@pytest.mark.parametrize("case", TOGETHER, ids=lambda case: f"{case[0]} {case[1]}")
def test_fields_that_do_not_go_together(case: tuple[str, Any, str, str, str]) -> None:
    path, value, code, told_at, expected = case
    wrong = valued("", path_of(path), value)
    error = told(wrong._replace(place=place_of(wrong, told_at)))
    assert (error.code, bool(error.found)) == (code, True)
    assert expected in error.expected


def place_of(wrong: Wrong, name: str) -> str:
    """Where another field stands in a text that was made wrong; lines do not move when a scalar is replaced."""
    line, column = written(FULL).values[path_of(name)]
    return f"full.yaml:{line}:{column}: {name}"


@pytest.mark.parametrize("path", list(quantities()), ids=lambda path: ".".join(map(str, path)))
def test_the_range_of_every_quantity_must_be_in_order(path: tuple[str | int, ...]) -> None:
    quantity = part(FULL, path)
    if quantity["shape"] == "fixed":
        wrong = valued("", (*path, "why"), "x")
        assert told(wrong).code == "wrong_type"
        return
    wrong = valued("", (*path, "low"), quantity["central"] + 1e-3)
    name = ".".join(map(str, path)) + ".central"
    error = told(wrong._replace(place=place_of(wrong, name)))
    assert (error.code, error.expected) == ("range_out_of_order", "low <= central <= high")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", HANDFUL)
def test_nothing_runs(name: str, lang: str, tmp_path, monkeypatch) -> None:
    (wrong,) = [one for one in EVERY if one.name == name] or [zzz(name)]
    (tmp_path / "full.yaml").write_text(wrong.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Laboratory, "__init__", lambda *_, **__: pytest.fail("it runs"))
    for command in ("check", "answer", "effect"):
        result = CliRunner().invoke(app, [command, "full.yaml", "--lang", lang])
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"krapte: {wrong.place}: ")


def zzz(name: str) -> Wrong:
    """A key that is like none, in the mapping of that name."""
    path = path_of(name.removesuffix(": zzz"))
    (one,) = [wrong for wrong in EVERY if wrong.name == f"{'.'.join(map(str, (*path, 'payer')))}: extra"]
    return one
