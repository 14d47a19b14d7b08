"""The priors of a forecast made at a past year: no row rests on what happened after it.

A row of ``parameters.csv`` that is ``known_since`` a later year has a rule in ``origin_rules.csv`` (by record, by
id or by slot where one differs):

    computed   by the formula behind today's prior, from figures known at the origin; half-way to what no history says,
               since a few years of a survey say little; its range is that of today x sqrt(years of today / of then)
    wider      today's central value, its range ``by`` times as wide, inside the bounds: a judgement that cannot be
               unlearned, so it is made to say less
    given      another prior, of the literature or by definition: ``shape``, ``central``, ``low``, ``high``
    unused     as it is: nothing in a run without measures, from an origin, hangs on it (tested)

Computed, per year and with g the mean growth of employed known at the origin::

    demand.output_share   (g of the block + its productivity) / growth of output;  half-way to one
    demand.productivity[rest]   growth of productivity of the whole economy in the last
                          ``origin_priors.productivity_years``
    demand.mix            g of the group - that of the rest - what growth of output in its sectors says;  half-way to 0
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from krapte.country import assumptions, base, occupations, parameters, published, sectors
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, SECTORS, TECHNIEK
from krapte.country.parameters import Parameter
from krapte.figures import known
from krapte.figures.errors import InputError

Floats = NDArray[np.float64]
FILE = "origin_rules.csv"
HEADER = ("slot", "rule", "by", "shape", "central", "low", "high", "why")
RULES = ("computed", "wider", "given", "unused")
PER_CENT = 100


@cache
def rules() -> dict[str, dict[str, str]]:
    """The rule of each id or slot; InputError at one that is none."""
    made = {}
    for row, where in parameters.records(parameters.packaged(FILE), FILE, HEADER):
        if row["rule"] not in RULES:
            expected = ", ".join(RULES)
            raise InputError(
                "unknown_parameter", where=f"{where}: rule", found=row["rule"], expected=expected
            )
        made[row["slot"]] = row
    return made


def rule(row: Parameter) -> dict[str, str] | None:
    """The rule of a row: its own, or that of its id, or that of its record."""
    names = (row.slot, row.id, row.id.split(".")[0])
    return next((rules()[name] for name in names if name in rules()), None)


def load(origin: int) -> tuple[Parameter, ...]:
    """All rows as they can be known at the origin, in table order."""
    return tuple(at(row, origin) for row in parameters.load())


def at(row: Parameter, origin: int) -> Parameter:
    """A row as it can be known at the origin; InputError where it rests on later years and has no rule."""
    if row.shape == "fixed" or row.known_since is None or row.known_since <= origin:
        return row
    found = rule(row)
    if found is None:
        raise InputError("key_missing", where=f"{FILE}: slot", found=row.slot, expected="a rule for it")
    if found["rule"] == "unused":
        return row
    if found["rule"] == "given":
        made = given(row, found)
    elif found["rule"] == "wider":
        made = wider(row, float(found["by"]))
    else:
        made = computed(row, origin)
    return replace(made, known_since=origin)


def given(row: Parameter, found: dict[str, str]) -> Parameter:
    """The prior that the rule states."""
    central, low, high = (float(found[name]) for name in ("central", "low", "high"))
    return replace(row, shape=found["shape"], central=central, low=low, high=high)


def wider(row: Parameter, by: float) -> Parameter:
    """The same centre with a range ``by`` times as wide, on logs where the prior is one of logs."""
    if row.shape == "lognormal":
        low, high = (row.central * (end / row.central) ** by for end in (row.low, row.high))
        return replace(row, low=low, high=high)
    return _around(row, row.central, by)


def _around(row: Parameter, central: float, by: float) -> Parameter:
    """The range ``by`` times as wide around another centre, inside the bounds."""
    central = float(np.clip(central, row.bound_low, row.bound_high))
    low, high = central - by * (row.central - row.low), central + by * (row.high - row.central)
    return replace(row, central=central, low=max(low, row.bound_low), high=min(high, row.bound_high))


def computed(row: Parameter, origin: int) -> Parameter:
    """Today's formula on what was known, with a range for the fewer years."""
    by = np.sqrt((ANCHOR_YEAR - FIRST_YEAR) / (origin - FIRST_YEAR))
    formula: dict[str, Callable[[int], dict[str, float]]] = {
        "demand.output_share": output_shares,
        "demand.mix": mix,
        "demand.productivity": productivity,
    }
    return _around(row, formula[row.id](origin)[_part(row)], by)


def _part(row: Parameter) -> str:
    return row.slot.split("[")[1].rstrip("]")


@known.cached
def growth(origin: int) -> Floats:
    """Mean yearly growth of employed by group from 2013 to the origin ``[9]``, logs."""
    with known.at(origin):
        series = np.log(occupations.by_group()[: origin - FIRST_YEAR + 1])
    return np.asarray((series[-1] - series[0]) / (origin - FIRST_YEAR))


@known.cached
def sizes(origin: int) -> Floats:
    """Jobs by sector and group at the origin ``[10, 9]``, persons."""
    with known.at(origin):
        return sectors.structure(base.anchor().work[: len(GROUPS)].sum(axis=(1, 2, 3)))


def trends(origin: int) -> Floats:
    """Trend of output per hour by sector ``[10]``: central values of today but for the rest, which is computed."""
    rows = {_part(row): row.central for row in parameters.find("demand.productivity")}
    return np.array([(rows | productivity(origin))[sector] for sector in SECTORS])


def output(origin: int) -> float:
    """Mean yearly growth of output from 2013 to the origin, share."""
    with known.at(origin):
        seen = published.panel("gdp_growth")
    return float(np.mean([seen[year] for year in range(FIRST_YEAR + 1, origin + 1)])) / PER_CENT


def productivity(origin: int) -> dict[str, float]:
    """Trend of output per hour outside the sectors named: the mean of the last years of the whole economy."""
    with known.at(origin):
        seen = published.panel("lp_growth_total")
    years = int(assumptions.value("origin_priors.productivity_years"))
    return {"rest": float(np.mean([seen[year] for year in range(origin - years + 1, origin + 1)])) / PER_CENT}


def raw_shares(origin: int) -> dict[str, float]:
    """Growth of employed plus productivity over that of output, by block."""
    table, own = sizes(origin), trends(origin)
    trend = own @ table / table.sum(axis=0)
    blocks = {"techniek": list(TECHNIEK), "ict": ["ict"], "care": ["care"], "education": ["education"]}
    made = {}
    for block, names in blocks.items():
        at_ = [GROUPS.index(name) for name in names]
        weight = table.sum(axis=0)[at_]
        made[block] = float(np.average((growth(origin) + trend)[at_], weights=weight)) / output(origin)
    return made


def output_shares(origin: int) -> dict[str, float]:
    """Growth of a block's output per growth of the nation's, half-way to one."""
    return {block: (1 + value) / 2 for block, value in raw_shares(origin).items()}


def mix(origin: int) -> dict[str, float]:
    """Growth of a group's share within sectors a year, against the rest, half-way to none."""
    share, table = output_shares(origin), sizes(origin)
    work = np.array([share.get(sector, 1.0) for sector in SECTORS]) * output(origin) - trends(origin)
    beyond = growth(origin) - work @ table / table.sum(axis=0)
    return {group: float(beyond[i] - beyond[-1]) / 2 for i, group in enumerate(GROUPS)}
