"""The rows an answer is told in: one TypedDict per kind, and where its interval ends."""

from __future__ import annotations

from typing import TypedDict

LOW, HIGH = 0.1, 0.9  # the ends of the 80 % interval


class Interval(TypedDict):
    """A middle with its 80 % interval in one year, the base of most rows."""

    year: int
    median: float
    low: float
    high: float
    unit: str


class Row(Interval):
    """One number of an answer with its 80 % interval."""

    group: str
    reading: str
    variant: str
    right_sign: float | None


class EffectRow(Row):
    """The same of the difference that one measure makes by itself at a dose."""

    measure: str
    dose: float


class SplitRow(TypedDict):
    """A pillar's part of the change in one year; means add up over the pillars, intervals do not."""

    year: int
    group: str
    reading: str
    pillar: str
    mean: float
    low: float
    high: float
    unit: str
    right_sign: float
    share: int | None


class RatioRow(TypedDict):
    """A pillar's part in one way of comparing pillars; ``eur`` is its mean yearly cost there, of ``money``.

    ``gross`` are the people a year that the sectors' own plan names, nothing in other ratios.
    """

    ratio: str
    year: int
    pillar: str
    mean: float
    low: float
    high: float
    unit: str
    share: int | None
    rank: int | None
    chance: float | None
    money: str
    eur: float
    limited: bool
    gross: float | None
    draws: int


class LevelRow(Interval):
    """How many more start or finish technical education at a level, in one year."""

    level: str
    reading: str
    variant: str


class SideRow(Interval):
    """A side effect in one year, summed over the ``measures`` that have it."""

    effect: str
    measures: str


class SectorRow(Interval):
    """One number of a sector with its 80 % interval; ``group`` is `techniek` or `total`, whose jobs in it count.

    ``allocation`` is always true and ``grade`` C: results by group shared out, not a result by sector.
    """

    sector: str
    group: str
    reading: str
    variant: str
    grade: str
    allocation: bool


class SourceRow(TypedDict):
    """A published figure that a measure names, and where it was found."""

    measure: str
    figure: str
    period: str
    grade: str
    publisher: str
    year: str
    source: str


class CostRow(Interval):
    """Euros of one year; ``measure`` and ``payer`` can be `all`, ``payer`` also `public` or `private`."""

    measure: str
    payer: str
    price_year: str


class GainRow(TypedDict):
    """One item in one year: persons, or per 100 of ``per``; ``divided`` is the share of draws divided."""

    year: int
    reading: str
    item: str
    scope: str
    unit: str
    per: str
    mean: float
    median: float
    low: float
    high: float
    divided: float


class FlowRow(Interval):
    """People who come to techniek or leave it in a year, by flow; ``direction`` is `in`, `out` or `net`."""

    variant: str
    flow: str
    direction: str


class WhyRow(TypedDict):
    """How an input moves a reading: ``size`` is what its high end changes, ``share`` first order of the variance.

    ``low`` and ``high`` are the ends of the input's 80 % range, in ``input_unit``; ``moves`` is the parameter that the
    size of a measure works on; ``draws`` are those of the slopes.
    """

    year: int
    variant: str
    reading: str
    rank: int
    input: str
    measure: str
    moves: str
    kind: str
    grade: str
    low: float
    high: float
    input_unit: str
    slope: float
    size: float
    unit: str
    share: float
    figures: str
    draws: int


class RestsRow(TypedDict):
    """The share of the variance that a part of the inputs (``by`` kind or grade) carries alone, and in total."""

    year: int
    variant: str
    reading: str
    by: str
    part: str
    inputs: int
    alone: float
    total: float
    alone_error: float
    total_error: float
    draws: int
