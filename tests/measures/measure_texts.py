"""A small measure as text and as a model, to bend in tests."""

from __future__ import annotations

import numpy as np

from krapte.measures import Known, Measure, reading
from krapte.measures.yaml_tree import parse

KNOWN = Known(
    parameters=("card.quota", "card.exit", "school.dropout[mbo2]", "school.dropout[mbo3]"),
    figures=("ip_ok_quota", "ip_ok_ramp"),
    flows=("card_arrivals", "switch_in"),
    scenarios=("moderate", "high"),
)

LEVER = """\
id: lever
pillar: inflow
title: {nl: Hefboom, en: Lever}
explanation: {nl: Een hefboom., en: A lever.}
department: SZW
instrument: budget
payers: [state]
dose: {unit: persons, default: 10, low: 0, high: 100, label: {nl: mensen, en: people}}
timing:
  earliest: 2026
  start: 2027
  ramp_years: {central: 3, low: 2, high: 5, shape: pert, grade: C, unit: years}
  lag_years: {central: 0, shape: fixed, grade: C, unit: years, why: {nl: meteen, en: at once}}
  persistence: {central: 0, shape: fixed, grade: C, unit: share, why: {nl: niets, en: nothing}}
realisation: {central: 0.7, low: 0.6, high: 0.8, shape: pert, grade: C, unit: share}
additionality: {central: 0.9, low: 0.7, high: 1, shape: pert, grade: C, unit: share}
no_effect: {probability: 0.1, grade: C, why: {nl: gezien, en: seen}}
reversal: {per_year: 0.02, grade: C, why: {nl: gezien, en: seen}}
moves:
  - parameter: card.exit
    how: multiply
    value: {central: 0.9, low: 0.8, high: 1, shape: pert, grade: C, unit: ratio}
"""

PACKAGE = """\
id: mine
title: {nl: Mijn pakket, en: My package}
explanation: {nl: Van mij., en: Mine.}
measures:
  - measure: lever
    dose: 20
    start: 2028
    end: 2030
"""


def bent(*changes: tuple[str, str], text: str = LEVER) -> str:
    """The text with parts replaced; each part must stand there."""
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def fixed(value: float) -> str:
    return f"{{central: {value}, shape: fixed, grade: C, unit: x, why: {{nl: zo, en: so}}}}"


def lever(
    name: str = "lever",
    *,
    moves: tuple[tuple[str, str, float], ...] = (("card.quota", "add", 1.0),),
    ramp: float = 0,
    lag: float = 0,
    kept: float = 0,
    fails: float = 0,
    reversal: float = 0,
    low: float = -1000,
) -> Measure:
    """A measure without uncertainty, so that results can be worked out by hand."""
    rows = "".join(f"  - {{parameter: '{p}', how: {how}, value: {fixed(v)}}}\n" for p, how, v in moves)
    text = f"""\
id: {name}
pillar: inflow
title: {{nl: x, en: x}}
explanation: {{nl: x, en: x}}
department: SZW
instrument: budget
payers: [state]
dose: {{unit: persons, default: 10, low: {low}, high: 1000, label: {{nl: x, en: x}}}}
timing:
  earliest: 2020
  start: 2027
  ramp_years: {fixed(ramp)}
  lag_years: {fixed(lag)}
  persistence: {fixed(kept)}
realisation: {fixed(1)}
additionality: {fixed(1)}
no_effect: {{probability: {fails}, grade: C, why: {{nl: x, en: x}}}}
reversal: {{per_year: {reversal}, grade: C, why: {{nl: x, en: x}}}}
moves:
{rows}"""
    return reading.measure(parse(text, f"{name}.yaml"), Known())


class Numbers:
    """Numbers in (0, 1) by key; the same key gives the same numbers."""

    def __init__(self, draws: int = 5, **given: float) -> None:
        self.draws = draws
        self.given = given
        self.asked: list[str] = []

    def __call__(self, key: str) -> np.ndarray:
        self.asked.append(key)
        name = key.split(".")[-1]
        if name in self.given:
            return np.full(self.draws, self.given[name])
        seed = np.frombuffer(key.encode().ljust(8)[:64], dtype=np.uint8)
        return np.random.default_rng(seed).uniform(0.001, 0.999, self.draws)
