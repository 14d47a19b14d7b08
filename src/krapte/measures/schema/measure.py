"""What a measure file holds. The text under a field documents it, here, in the schema and in editors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from krapte.figures.errors import InputError
from krapte.measures.schema.base import (
    Chance,
    Duration,
    Grade,
    Quantity,
    Share,
    Slug,
    Strict,
    Text,
    Words,
    Year,
)
from krapte.measures.schema.cost import Cost, Payer

Slot = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]*(\[[A-Za-z0-9_]+\])?$")]

# What the model tells, and how it is told: no measure may say these itself.
READINGS: tuple[str, ...] = (
    "shortage",
    "vacancies",
    "tightness",
    "undone",
    "capacity",
    "employed",
    "unemployed",
    "entrants",
    "filled",
)
READ_ONLY_RECORDS: tuple[str, ...] = ("readings", "published", "benchmark")
# The ministries, by the names they use for themselves.
Department = Literal[
    "AenM", "AZ", "BZ", "BZK", "DEF", "EZ", "FIN", "IenW", "JenV", "KGG", "LVVN", "OCW", "SZW", "VRO", "VWS"
]
# How vacancies and people meet: the same for every measure, or a measure could write its own success.
MEETING = "meeting"
# What is not known rather than decided: which equation holds, where a draw lies in its scenario, what the model
# does not know about the long run. No measure moves these.
UNKNOWNS: tuple[str, ...] = (
    "meeting.form",
    "migration.position",
    "demand.drift",
    "demand.drift_size",
    "demand.neutral",
    "demand.cycle_size",
    "demand.cycle_persistence",
)

ROUNDING = 1e-9  # of shares written in decimals


def refuse_reading(name: str, where: str, expected: str) -> None:
    """A measure moves causes; what follows from them is computed, never written down."""
    words = name.split("[")[0].split(".")
    if words[0] in (*READINGS, *READ_ONLY_RECORDS) or words[-1] in READINGS:
        raise InputError("reading_cannot_be_moved", where=where, found=name, expected=expected)
    if name.split("[")[0] in UNKNOWNS:
        raise InputError("unknown_cannot_be_moved", where=where, found=name, expected=expected)
    if words[0] == MEETING:
        raise InputError("meeting_cannot_be_moved", where=where, found=name, expected=expected)


class Dose(Strict):
    """How much of the measure: the unit, the usual amount and how far it can go."""

    unit: Words
    """Unit of the dose."""
    default: float
    """The dose where a package names none."""
    low: float
    """The smallest dose that makes sense. Zero is always allowed."""
    high: float
    """The largest dose that makes sense."""
    figures: tuple[str, ...] = ()
    """Ids of the figures behind the dose and its limits."""
    label: Text
    """What the dose counts, as the card shows it."""

    @model_validator(mode="after")
    def _check(self) -> Dose:
        if not self.low <= self.default <= self.high or self.low == self.high:
            found = f"{self.low:g} | {self.default:g} | {self.high:g}"
            raise InputError(
                "range_out_of_order", where="default", found=found, expected="low <= default <= high"
            )
        return self


class Timing(Strict):
    """When the measure can begin, how fast it comes in, and what is left when it ends."""

    earliest: Year
    """The first year in which the law and the preparation allow it."""
    start: Year
    """The year of the start where a package names none."""
    ramp_years: Duration
    """Years from the start to the full dose; the dose grows in a straight line."""
    lag_years: Duration
    """Years between the dose and its effect on the parameter."""
    persistence: Share
    """The share of the effect that is kept per year after the measure has ended."""

    @model_validator(mode="after")
    def _check(self) -> Timing:
        if self.start < self.earliest:
            raise InputError(
                "law_does_not_allow_before", where="start", found=self.start, expected=self.earliest
            )
        return self


class NoEffect(Strict):
    """The chance that the measure does nothing at all, drawn once per draw."""

    probability: Chance
    """Chance of no effect."""
    why: Text
    """Where this was seen, or why it is feared."""
    figures: tuple[str, ...] = ()
    """Ids of the figures behind it."""
    grade: Grade
    """Grade of the chance."""


class Reversal(Strict):
    """The chance that the measure is withdrawn again, per year from the start on."""

    per_year: Chance
    """Chance per year."""
    why: Text
    """Where this was seen, or why it is feared."""
    figures: tuple[str, ...] = ()
    """Ids of the figures behind it."""
    grade: Grade
    """Grade of the chance."""


class Move(Strict):
    """One parameter of the model and how the dose moves it."""

    parameter: Slot
    """A slot of the parameter table, such as `card.quota` or `education.technical_start[mbo]`."""
    cells: tuple[Slug, ...] = ()
    """Or several cells of one parameter, moved by the same number: `school.dropout` with `[mbo2, mbo3]`."""
    how: Literal["multiply", "add", "set", "cap"]
    """`multiply`: times value ** dose. `add`: plus value x dose. `set`, `cap`: to value, at most value, while
    the dose is above zero."""
    value: Quantity
    """`multiply`: factor per unit of dose. `add`: amount per unit of dose. `set`, `cap`: the value itself."""

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots it moves."""
        return tuple(f"{self.parameter}[{cell}]" for cell in self.cells) or (self.parameter,)

    @property
    def places(self) -> tuple[tuple[str | int, ...], ...]:
        """Where in the move each slot is written, for an error that shows the place."""
        return tuple(("cells", place) for place in range(len(self.cells))) or (("parameter",),)

    @model_validator(mode="after")
    def _check(self) -> Move:
        refuse_reading(self.parameter, "parameter", "a parameter that causes it")
        low, _ = self.value.limits
        if self.how == "multiply" and (low <= 0 or self.value.shape == "normal"):
            field = "value.central" if self.value.shape == "fixed" else "value.low"
            field = "value.shape" if self.value.shape == "normal" else field
            found = self.value.shape if self.value.shape == "normal" else low
            raise InputError("factor_not_positive", where=field, found=found, expected="> 0 in every draw")
        return self


class SideEffect(Strict):
    """What else happens: homes needed, teachers taken, emissions."""

    reading: Slug
    """What is counted."""
    per: Words
    """Name of the flow it is counted per, or `dose`."""
    value: Quantity
    """Amount per person in that flow, or per unit of dose."""
    unit: Words
    """Unit of the total."""

    @model_validator(mode="after")
    def _check(self) -> SideEffect:
        refuse_reading(self.reading, "reading", "something the model does not compute itself")
        return self


class Step(Strict):
    """One step of the chain from dose to effect, as the card shows it."""

    title: Text
    """What happens in this step."""
    quantity: Words | None = None
    """Path of a quantity here (`additionality`, `moves.0.value`), or `dose`, `no_effect`, `reversal`."""
    parameter: Slot | None = None
    """Or a parameter of the model."""
    figure: Words | None = None
    """Or a published figure."""

    @model_validator(mode="after")
    def _check(self) -> Step:
        named = [name for name in ("quantity", "parameter", "figure") if getattr(self, name) is not None]
        if len(named) != 1:
            found = ", ".join(named) or "none"
            raise InputError(
                "step_needs_one_number", found=found, expected="one of quantity, parameter, figure"
            )
        return self


class Evidence(Strict):
    """A published figure, what it found, and how far that holds here."""

    figure: Words
    """Id of the figure."""
    found: Text
    """What was found there."""
    transfer: Text
    """How far it holds for the Netherlands and for this measure."""


class Measure(Strict):
    """A measure: which parameters it moves, from when, how surely, at what cost, and what that rests on."""

    id: Slug
    """Short name in lower case; also the name of the file."""
    pillar: Literal["education", "inflow", "productivity", "international"]
    """The pillar of the position paper it belongs to."""
    paper: tuple[Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")], ...] = ()
    """Ids of the rows of the position paper; none for a measure the paper does not ask for."""
    title: Text
    """Name of the measure."""
    explanation: Text
    """What it is, in a few sentences."""
    department: Department
    """The ministry in charge."""
    instrument: Literal["law", "decree", "budget", "execution"]
    """What is needed to do it."""
    budget_article: Annotated[str, Field(pattern=r"^[IVX]+-[0-9]{1,2}$")] | None = None
    """Chapter and article of the national budget, such as `VIII-4`, where that was found."""
    payers: Annotated[tuple[Payer, ...], Field(min_length=1)]
    """Who pays, the largest payer first."""
    dose: Dose
    """How much of it."""
    timing: Timing
    """When."""
    realisation: Share
    """The share of the plan that is carried out."""
    additionality: Share
    """The share that would not have happened without the measure."""
    no_effect: NoEffect
    """The chance that it does nothing."""
    reversal: Reversal
    """The chance that it is withdrawn again."""
    moves: Annotated[tuple[Move, ...], Field(min_length=1)]
    """The parameters it moves."""
    parts: tuple[Share, ...] = ()
    """Shares of one joint effect that no study separates, by assumption and 1 together: told, not computed with."""
    cost: tuple[Cost, ...] = ()
    """What it costs and who pays."""
    side_effects: tuple[SideEffect, ...] = ()
    """What else it does."""
    chain: tuple[Step, ...] = ()
    """The steps from dose to effect, for the card."""
    evidence: tuple[Evidence, ...] = ()
    """What it rests on."""
    shares_limit_with: tuple[Slug, ...] = ()
    """Measures that draw on the same people or places."""

    @model_validator(mode="after")
    def _check(self) -> Measure:
        seen = set()
        for index, move in enumerate(self.moves):
            for slot, at in zip(move.slots, move.places, strict=True):
                if (slot, move.how) in seen:
                    where = ".".join(map(str, ("moves", index, *at)))
                    raise InputError("parameter_moved_twice", where=where, found=slot, expected="one move")
                seen.add((slot, move.how))
        whole = sum(part.central for part in self.parts)
        if self.parts and abs(whole - 1) > ROUNDING:
            raise InputError("parts_not_whole", where="parts", found=f"{whole:g}", expected="1")
        return self
