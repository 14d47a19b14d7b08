"""The question of a choice: how much money, whose, for which goal, how surely, and what it may not cost others.

reading    what counts: `vacancies`, fewer open technical vacancies in the target year, or `technician_years`,
           capacity added and summed to that year, in full-time jobs
worth      of a package, one number over all draws: the part that is reached with the certainty asked (`quantile`),
           the mean of the draws below it (`cvar`), or the mean (`mean`)
goal       none: the largest worth that the budget allows; a number: that worth for the smallest yearly budget
budget     the most that a payer may be charged in any year up to the target year, as the mean over draws
limits     the same for another payer, or the most of a side effect in the target year, as the mean over draws
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, get_args

from krapte.country.axes import HEADLINE_YEAR, LAST_YEAR
from krapte.engine.shared import PARTING
from krapte.figures.errors import InputError
from krapte.measures.schema.cost import Payer

READINGS = ("vacancies", "technician_years")
RISKS = ("quantile", "cvar", "mean")
SETS = ("all", "paper")
PAYERS: tuple[str, ...] = (*get_args(Payer), "public", "private", "all")
# People whom other work loses, residents from abroad, and what measures themselves ask for.
SIDES = ("care", "education", "ict", "migration", "teachers", "homes")
FIRST_BY = PARTING + 1  # a measure begun in its first year shows a year later
CERTAINTY = (0.5, 0.99)


@dataclass(frozen=True)
class Limit:
    """The most of a payer's money (euro a year) or of a side effect (persons, fte, homes)."""

    name: str
    most: float


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked; :func:`check` refuses what cannot be."""

    budget: float | None = None
    payer: str = "all"
    reading: str = "vacancies"
    goal: float | None = None
    by: int = HEADLINE_YEAR
    certainty: float = 0.8
    risk: str = "quantile"
    limits: tuple[Limit, ...] = ()
    scenario: str = "moderate"
    of: str = "all"
    without: tuple[str, ...] = ()

    @property
    def purses(self) -> dict[str, float]:
        """The most each payer may be charged in a year; infinite where no budget was given."""
        own = {self.payer: math.inf if self.budget is None else self.budget}
        return own | {one.name: one.most for one in self.limits if one.name in PAYERS}

    @property
    def sides(self) -> dict[str, float]:
        """The most of each limited side effect."""
        return {one.name: one.most for one in self.limits if one.name in SIDES}

    def told(self) -> dict[str, Any]:
        """The question as plain data, for a manifest."""
        return asdict(self) | {"limits": [[one.name, one.most] for one in self.limits]}


def read(told: dict[str, Any]) -> Question:
    """The question of plain data, checked."""
    names = {name for name in Question.__dataclass_fields__ if name in told}
    plain = {name: told[name] for name in names}
    limits = tuple(Limit(str(name), float(most)) for name, most in plain.pop("limits", ()))
    return check(Question(**plain | {"limits": limits, "without": tuple(plain.get("without", ()))}))


def limit(words: str) -> Limit:
    """A limit as it is written: ``care=2000``."""
    name, mark, most = words.partition("=")
    try:
        return Limit(name.strip(), float(most))
    except ValueError:
        expected = "NAME=NUMBER" if mark else "NAME=NUMBER, such as care=2000"
        raise InputError("limit_malformed", where="--limit", found=words, expected=expected) from None


def goal(words: str | None) -> tuple[str, float | None]:
    """Reading and number of a goal as it is written: `vacancies`, `3000` or `technician_years=20000`."""
    if words is None:
        return READINGS[0], None
    name, mark, number = words.replace("-", "_").partition("=")
    if name in READINGS and not mark:
        return name, None
    if not mark:
        name, number = READINGS[0], name
    if name in READINGS:
        try:
            return name, float(number)
        except ValueError:
            pass
    expected = f"{' | '.join(READINGS)} | NUMBER | READING=NUMBER"
    raise InputError("goal_malformed", where="--goal", found=words, expected=expected)


def check(question: Question) -> Question:
    """The question itself, once all of it can be asked; InputError naming the option otherwise."""
    if question.budget is None and question.goal is None:
        raise InputError("nothing_to_choose_by", where="--budget", expected="--budget EUR | --goal NUMBER")
    _positive("--budget", question.budget)
    _positive("--goal", question.goal)
    _one_of("unknown_payer", "--payer", question.payer, PAYERS)
    _one_of("goal_malformed", "--goal", question.reading, READINGS)
    _one_of("unknown_risk", "--risk", question.risk, RISKS)
    _one_of("unknown_set", "--of", question.of, SETS)
    if not FIRST_BY <= question.by <= LAST_YEAR:
        years = f"{FIRST_BY} - {LAST_YEAR}"
        raise InputError("year_out_of_range", where="--by", found=question.by, expected=years)
    if not CERTAINTY[0] <= question.certainty <= CERTAINTY[1]:
        ends = f"{CERTAINTY[0]} - {CERTAINTY[1]}"
        raise InputError("out_of_range", where="--certainty", found=question.certainty, expected=ends)
    _limits(question)
    return question


def _limits(question: Question) -> None:
    seen = {question.payer} if question.budget is not None else set()
    for one in question.limits:
        _one_of("unknown_limit", "--limit", one.name, (*SIDES, *PAYERS))
        if not 0 <= one.most < math.inf:
            raise InputError("out_of_range", where=f"--limit {one.name}", found=one.most, expected=">= 0")
        if one.name in seen:
            raise InputError("limit_twice", where="--limit", found=one.name, expected="once")
        seen.add(one.name)


def _positive(where: str, value: float | None) -> None:
    if value is not None and not 0 < value < math.inf:
        raise InputError("out_of_range", where=where, found=value, expected="> 0")


def _one_of(code: str, where: str, found: str, allowed: Iterable[str]) -> None:
    if found not in allowed:
        raise InputError(code, where=where, found=found, expected=" | ".join(allowed))
