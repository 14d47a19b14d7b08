"""What the files of an agenda hold. A field nobody has decided says ``to_be_decided``; no field may be left out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from krapte.agenda.terms import OPEN, When
from krapte.measures.schema.base import Chance, Slug, Strict, Text, Words, Year
from krapte.measures.schema.measure import Department

Reading = Literal["vacancies", "shortage", "unemployed", "employed"]
Group = Literal["techniek", "technical_high", "construction", "metal", "electro", "process", "total"]
Open = Literal["to_be_decided"]


class Goal(Strict):
    """What is to be reached on 1 January of a year, or as the mean of that year for vacancies."""

    id: Slug
    """Short name."""
    year: Year
    """The year in which it must be so."""
    group: Group
    """Techniek, one of its five groups, or the whole country."""
    reading: Reading
    """What is counted."""
    bound: Literal["at_most", "at_least"]
    """Whether the number is a ceiling or a floor."""
    value: float
    """The number, in the unit of the reading."""
    unit: Words
    """Unit of the reading."""
    probability: Annotated[float, Field(gt=0, lt=1)]
    """The chance wanted that it is reached."""
    measures: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """The measures it rests on; each needs means and an action."""


class Budget(Strict):
    """What may be spent in a year, euro; or to be decided."""

    public: Annotated[float, Field(ge=0)] | Open
    """Public money a year."""
    private: Annotated[float, Field(ge=0)] | Open
    """Private money a year."""


class AgendaFile(Strict):
    """``agenda.yaml``: what the agenda is made from, what may be spent, and the goals."""

    form: Words = Field(alias="schema")
    """The version of this form."""
    package: Slug
    """The package of measures."""
    title: Text
    """Its name."""
    origin: Literal[2016, 2018, 2019] | None = None
    """The past year at whose end it is made, as if then; an agenda of today leaves it out."""
    scenario: Words
    """The scenario of the calculation."""
    draws: Annotated[int, Field(ge=1)]
    """How many draws the calculation had."""
    seed: Annotated[int, Field(ge=0)]
    """Seed of the draws."""
    to: Year
    """Last year of the calculation."""
    benchmark: Words
    """The usual duration of a vacancy, above which there is shortage."""
    budget: Budget
    """What may be spent."""
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]
    """The goals."""


class Owner(Strict):
    """Who answers for an action."""

    department: Department
    """The ministry in charge, as the measure file has it."""
    person: Words
    """Whose job it is, by office and not by name; or to be decided."""


class Milestone(Strict):
    """A moment by which something must be so."""

    what: Words
    """`decision`, `start`, `full`, `effect`, or in words of one's own."""
    date: When
    """A year, a month or a day; or to be decided."""
    basis: Literal["calculated", "decided", "to_be_decided"]
    """Whether the date comes out of the calculation, was decided by someone, or is still open."""


class Indicator(Strict):
    """A count that shows whether the action works."""

    id: Slug
    """Short name; one that krapte does not know needs a title."""
    unit: Words
    """Unit of the count."""
    source: Words
    """Who publishes or keeps it; or to be decided."""
    frequency: Literal["year", "quarter", "month", "to_be_decided"]
    """How often it is known."""
    title: Text | None = None
    """Its name, where krapte does not know it."""


class Risk(Strict):
    """What can go wrong, with its chance."""

    what: Literal["no_effect", "withdrawn_per_year", "other"]
    """It does nothing; it is withdrawn in a year; or something else."""
    chance: Chance
    """The chance."""
    why: Text
    """Why it is feared."""


class Step(Strict):
    """More of a measure (or less, if its dose is negative), from a later year on."""

    dose: float
    """How much is added."""
    start: Year
    """First year."""
    end: Year | None = None
    """Last year in force; it stays where it is left out."""


class Action(Strict):
    """One measure carried out."""

    measure: Slug
    """The measure."""
    dose: float
    """How much of it."""
    start: Year | Open
    """First year."""
    end: Year | None = None
    """Last year in force; it stays where it is left out."""
    steps: tuple[Step, ...] = ()
    """What is added to the dose in later years, where it is carried out in steps."""
    instrument: Literal["law", "decree", "budget", "execution"]
    """What is needed to do it."""
    owner: Owner
    """Who answers for it."""
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1)]
    """By when what, in order of time."""
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    """What shows that it works."""
    depends_on: tuple[Slug, ...] = ()
    """Actions that draw on the same people or places."""
    risks: tuple[Risk, ...] = ()
    """What can go wrong."""


class ActionsFile(Strict):
    """``actions.yaml``: who does what, by when, and what shows it."""

    form: Words = Field(alias="schema")
    """The version of this form."""
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]
    """The actions."""


def undecided(value: object) -> bool:
    """Whether a field is still open."""
    return value == OPEN
