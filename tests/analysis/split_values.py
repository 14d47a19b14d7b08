"""Packages and values of made numbers for the tests of split, money and gain."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from krapte.measures import Measure, Package, Row, Text, reading
from krapte.measures.checks import Known
from krapte.measures.yaml_tree import parse

PLAYERS = ("education", "inflow", "productivity", "international")
WORDS = "{nl: zo, en: so}"


def fixed(value: float) -> str:
    return f"{{central: {value}, shape: fixed, grade: C, unit: x, why: {WORDS}}}"


def measure(
    name: str,
    pillar: str = "education",
    cost: str = "",
    ramp: str = "0",
    realisation: float = 1,
    no_effect: float = 0,
    reversal: float = 0,
) -> Measure:
    """A small measure; ``cost`` is the YAML under ``cost:``."""
    text = f"""\
id: {name}
pillar: {pillar}
title: {WORDS}
explanation: {WORDS}
department: SZW
instrument: budget
payers: [state]
dose: {{unit: persons, default: 10, low: -1000, high: 1000, label: {WORDS}}}
timing:
  earliest: 2026
  start: 2027
  ramp_years: {fixed(float(ramp))}
  lag_years: {fixed(2)}
  persistence: {fixed(1)}
realisation: {fixed(realisation)}
additionality: {fixed(0.25)}
no_effect: {{probability: {no_effect}, grade: C, why: {WORDS}}}
reversal: {{per_year: {reversal}, grade: C, why: {WORDS}}}
moves:
  - parameter: card.quota
    how: add
    value: {fixed(1)}
{"cost:" if cost else ""}
{cost}"""
    return reading.measure(parse(text.encode(), "made.yaml"), Known())


def package(*rows: Row) -> Package:
    words = Text(nl="zo", en="so")
    return Package(id="made", title=words, explanation=words, rows=rows)


def row(made: Measure, dose: float = 10, start: int = 2027, end: int | None = None) -> Row:
    return Row(made, dose, start, end)


def at(one: Row, **changes: object) -> Row:
    return replace(one, **changes)  # type: ignore[arg-type]


def coalitions(players: tuple[str, ...] = PLAYERS) -> list[frozenset[str]]:
    return [frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size)]


def uniform(draws: int = 50):
    """Numbers in (0, 1) per key, always the same."""

    def numbers(key: str):
        rng = np.random.default_rng(sum(map(ord, key)))
        return rng.permutation((np.arange(draws) + 0.5) / draws)

    return numbers
