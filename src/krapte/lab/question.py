"""A question as it comes in, by link or by message: what is asked, within what one request may ask.

The whole question stands in it; the server keeps none. A link and a message are two spellings of one thing::

    ?p=paper&s=moderate&y=2035&to=2040&m=p1:2400@2028,e2:0&r=vacancies&g=techniek&b=own&l=nl
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from krapte.country import scenarios
from krapte.country.axes import ANCHOR_YEAR, BENCHMARKS, HEADLINE_YEAR, LAST_YEAR
from krapte.engine.results import ALL
from krapte.figures.errors import InputError
from krapte.measures import packages
from krapte.measures.checks import closest
from krapte.telling import pick
from krapte.words import LANGUAGES

FULL, QUICK = 1000, 128  # draws of the two answers


class Sizes(NamedTuple):
    """Draws of the two answers that the page gets, one after the other."""

    quick: int = QUICK
    full: int = FULL


MOST_DRAWS = FULL  # of one request
MOST_MEASURES = 32  # the engine's table has no more room
NAME = 64  # letters of a name
LETTERS = {
    "p": "package",
    "s": "scenario",
    "y": "year",
    "to": "to",
    "r": "reading",
    "g": "group",
    "b": "benchmark",
    "vs": "beside",
    "l": "lang",
    "draws": "draws",
    "seed": "seed",
}
WHOLE_NUMBERS = ("year", "to", "draws", "seed")
# Parts of a link that are the page's own: its version, the package beside, the hash of the inputs.
PASSED_OVER = ("v", "h", "split", "format")


class Dose(BaseModel):
    """How much of a measure, and from when; nothing named is what the package has, or the usual."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    dose: float | None = None
    start: int | None = Field(default=None, ge=2000, le=2100)


class Question(BaseModel):
    """What is asked; every field has a usual value."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    package: str = Field(default="paper", max_length=NAME)
    doses: dict[str, Dose] = Field(default_factory=dict, max_length=MOST_MEASURES)
    scenario: str = Field(default="moderate", max_length=NAME)
    year: int = HEADLINE_YEAR
    to: int = 2040
    reading: str = Field(default=pick.LEAD, max_length=NAME)
    group: str = Field(default=pick.GROUP, max_length=NAME)
    benchmark: str = Field(default="own", max_length=NAME)
    lang: str = Field(default="nl", max_length=NAME)
    beside: str = Field(default="", max_length=NAME)
    """Another package that comes with krapte, told beside this one."""
    draws: int = Field(default=FULL, ge=1, le=MOST_DRAWS)
    seed: int = Field(default=1, ge=0, le=2**32 - 1)


def read(raw: Mapping[str, Any]) -> Question:
    """A question from plain data; InputError names the field, what was found and what was expected."""
    try:
        made = Question.model_validate(dict(raw))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(
            "lab_bad_field", where=where, found=shown(first["input"]), expected=_expected(first)
        ) from None
    return checked(made)


def of_link(parts: Mapping[str, str]) -> Question:
    """A question from the parts of a link."""
    made: dict[str, Any] = {}
    for letter, value in parts.items():
        if letter == "m":
            made["doses"] = doses(value)
        elif letter in LETTERS:
            name = LETTERS[letter]
            made[name] = _whole(name, value) if name in WHOLE_NUMBERS else value
        elif letter not in PASSED_OVER:
            raise InputError("lab_unknown_part", where=shown(letter), expected=", ".join([*LETTERS, "m"]))
    return read(made)


def doses(written: str) -> dict[str, dict[str, float | int]]:
    """``p1:2400@2028,e2:0`` as doses by measure."""
    made: dict[str, dict[str, float | int]] = {}
    for place, part in enumerate(one for one in written.split(",") if one):
        name, colon, rest = part.partition(":")
        amount, at, start = rest.partition("@")
        where = f"m.{place + 1}"
        if not colon or name in made:
            code = "lab_measure_twice" if name in made else "lab_bad_dose"
            raise InputError(code, where=where, found=shown(part), expected="p1:2400@2028")
        try:
            made[name] = {"dose": float(amount)} | ({"start": int(start)} if at else {})
        except ValueError:
            raise InputError(
                "lab_bad_dose", where=where, found=shown(part), expected="p1:2400@2028"
            ) from None
    return made


def link(question: Question) -> str:
    """The canonical link of a question: equal questions give equal links."""
    parts = [f"p={question.package}", f"s={question.scenario}", f"y={question.year}", f"to={question.to}"]
    rows = [
        f"{name}:{_plain(one.dose)}" + (f"@{one.start}" if one.start is not None else "")
        for name, one in sorted(question.doses.items())
    ]
    if rows:
        parts.append(f"m={','.join(rows)}")
    parts += [f"r={question.reading}", f"g={question.group}"]
    return "&".join([*parts, f"b={question.benchmark}", f"l={question.lang}"])


def checked(question: Question) -> Question:
    """The question itself, once its names exist and its years lie in order."""
    known = {
        "package": ("unknown_package", packages.ids()),
        "beside": ("unknown_package", packages.ids()),
        "benchmark": ("unknown_benchmark", BENCHMARKS),
        "group": ("unknown_group", ALL),
        "lang": ("unknown_language", LANGUAGES),
        "reading": ("unknown_reading", pick.READINGS),
    }
    for field, (code, names) in known.items():
        found = getattr(question, field)
        if found not in names and not (field == "beside" and not found):
            expected = closest(found, names) if len(names) > 12 else ", ".join(names)
            raise InputError(code, where=field, found=shown(found), expected=expected)
    scenarios.load(question.scenario)
    for field, first, last in (
        ("to", ANCHOR_YEAR + 1, LAST_YEAR),
        ("year", ANCHOR_YEAR + 1, min(question.to, LAST_YEAR)),
    ):
        year = getattr(question, field)
        if not first <= year <= last:
            raise InputError("year_out_of_range", where=field, found=year, expected=f"{first} - {last}")
    return question


def shown(found: object) -> str:
    """What was found, cut short: an answer never repeats a long message."""
    text = str(found)
    return text if len(text) <= NAME else f"{text[:NAME]}…"


def _whole(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise InputError("lab_bad_field", where=name, found=shown(value), expected="a whole number") from None


def _plain(dose: float | None) -> str:
    return "" if dose is None else f"{dose:.12g}"


def _expected(problem: Mapping[str, Any]) -> str:
    """The end of pydantic's sentence: 'Input should be a valid integer' is what was expected."""
    return str(problem["msg"]).removeprefix("Input should be ").removeprefix("Value should have ")
