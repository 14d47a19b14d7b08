"""A fair split as rows: parts, pairs, and euros per technician-year by fair share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from krapte.analysis import capacities
from krapte.analysis.coalitions import OF
from krapte.analysis.fair import LEAD, Shares
from krapte.analysis.gain import LEAST
from krapte.analysis.money import Paid
from krapte.analysis.players import ALL
from krapte.analysis.rows import HIGH, LOW
from krapte.analysis.split import UNITS, percent
from krapte.measures.schema import Measure

Floats = NDArray[np.float64]
CAPACITY = OF.index(("capacity", "techniek"))
SURE = 2.0  # standard errors from zero, below which no sign is told


class FairRow(TypedDict):
    """A player's part of the change in one year. ``error`` is what random orders leave in the mean; 0 where exact.

    ``alone`` is the mean change by this player without the others, ``last`` by it beside all others; told where exact.
    """

    year: int
    group: str
    reading: str
    by: str
    player: str
    pillar: str
    mean: float
    low: float
    high: float
    unit: str
    right_sign: float
    share: int | None
    error: float
    alone: float | None
    last: float | None


class PairRow(TypedDict):
    """How two players work together in one year: vacancies closed (positive) that neither would close by itself.

    ``way`` is helps, hinders or unclear; ``shared`` what both draw on. ``error`` is the standard error of the mean
    over draws; across pillars it holds that of the random orders too, and ``exact`` is false.
    """

    year: int
    one: str
    two: str
    mean: float
    error: float
    unit: str
    way: str
    shared: str
    exact: bool


class FairCost(TypedDict):
    """Euros over technician-years by fair share, summed over ``first`` to ``last``; ``eur`` per year is nothing where
    too little is gained, and ``why_not`` says so. ``chance`` is that of gaining anything."""

    player: str
    pillar: str
    first: int
    last: int
    spent: float
    technician_years: float
    eur: float | None
    why_not: str | None
    chance: float


def parts(
    by: str, cubes: Mapping[str, Floats], whole: Floats, years: Sequence[int], extra: Mapping[str, Extra]
) -> list[FairRow]:
    """Rows of every reading and year; ``cubes`` by player and ``whole`` are ``[draw, reading, year]``."""
    rows: list[FairRow] = []
    low, high = np.quantile(whole, [LOW, HIGH], axis=0)
    for place, (reading, group) in enumerate(OF):
        for column, year in enumerate(years):
            here = (place, column)
            certain = not low[here] <= 0 <= high[here]
            means = [float(cube[:, place, column].mean()) for cube in cubes.values()]
            shares: list[int | None] = (
                [*percent(means)] if certain and abs(np.sum(means)) > 0 else [None] * len(means)
            )
            told = [*zip(cubes.items(), shares, strict=True), ((ALL, whole), 100 if certain else None)]
            for (player, cube), share in told:
                more = extra.get(player, NONE)
                rows.append(
                    FairRow(
                        year=year,
                        group=group,
                        reading=reading,
                        by=by,
                        player=player,
                        pillar=more["pillar"],
                        **_told(cube[:, place, column]),  # type: ignore[typeddict-item]
                        unit=UNITS[reading],
                        share=share,
                        error=_at(more["error"], here) or 0.0,
                        alone=_at(more["alone"], here),
                        last=_at(more["last"], here),
                    )
                )
    return rows


class Extra(TypedDict):
    """What is told of a player beside its part: means and errors ``[reading, year]``."""

    pillar: str
    error: Floats | None
    alone: Floats | None
    last: Floats | None


NONE = Extra(pillar="", error=None, alone=None, last=None)


def extras(of: Shares) -> dict[str, Extra]:
    """The same for each player of a split that was run."""
    made = {}
    errors = [of.error(place) for place in range(len(OF))]
    for player, (name, union) in enumerate(zip(of.players.names, of.players.unions, strict=True)):
        made[name] = Extra(
            pillar=name if union == ALL else union,
            error=np.stack([error[player] for error in errors]),
            alone=of.alone[:, player].mean(axis=0) if of.exact else None,
            last=of.last[:, player].mean(axis=0) if of.exact else None,
        )
    return made


def pairs(of: Shares, measures: Mapping[str, Measure]) -> list[PairRow]:
    """Every pair that was told in all draws, in the last year; ``measures`` are the players that are measures."""
    rows = []
    names, unions = of.players.names, of.players.unions
    for one, two in combinations(range(len(names)), 2):
        if not np.all(of.known[:, one, two] > 0):
            continue
        closed = -of.pairs[:, one, two, -1]
        mean, error = (
            float(closed.mean()),
            float(closed.std(ddof=1) / np.sqrt(len(closed))) if len(closed) > 1 else 0.0,
        )
        sure = abs(mean) > SURE * error and mean != 0
        both = [measures[names[at]] for at in (one, two) if names[at] in measures]
        rows.append(
            PairRow(
                year=of.years[-1],
                one=names[one],
                two=names[two],
                mean=mean,
                error=error,
                unit=UNITS[OF[LEAD][0]],
                way=("helps" if mean > 0 else "hinders") if sure else "unclear",
                shared=" ".join(capacities.shared(*both)) if len(both) == 2 else "",
                exact=unions[one] == unions[two],
            )
        )
    return sorted(rows, key=lambda row: -abs(row["mean"]))


def costs(
    cubes: Mapping[str, Floats],
    spent: Mapping[str, Floats],
    ends: tuple[int, int],
    extra: Mapping[str, Extra],
) -> list[FairCost]:
    """Euros per technician-year: means over draws of both, since means are what adds up over players.

    ``cubes [draw, reading, year]`` and ``spent [draw]`` by player, the last of which may be all together.
    """
    rows = []
    first, last = ends
    for player, cube in cubes.items():
        gained = cube[:, CAPACITY].sum(axis=-1)
        years, eur = float(gained.mean()), float(spent[player].mean()) if player in spent else 0.0
        why_not = None
        if player not in spent or eur == 0:
            why_not = "no_cost"
        elif years < LEAST * (last - first):
            why_not = "little"
        elif eur < 0:
            why_not = "saves"
        rows.append(
            FairCost(
                player=player,
                pillar=extra.get(player, NONE)["pillar"],
                first=first,
                last=last,
                spent=eur,
                technician_years=years,
                eur=None if why_not else eur / years,
                why_not=why_not,
                chance=float(np.mean(gained > 0)),
            )
        )
    return rows


def summed(paid: Sequence[Paid], draws: int, key: str) -> dict[str, Floats]:
    """Euros over all years by measure or payer ``[draw]``."""
    made: dict[str, Floats] = {}
    for one in paid:
        name = str(getattr(one, key))
        made[name] = made.get(name, np.zeros(draws)) + one.eur.sum(axis=1)
    return made


def _told(values: Floats) -> dict[str, float]:
    mean = float(values.mean())
    low, high = np.quantile(values, [LOW, HIGH])
    sign = float(np.mean(np.sign(values) == np.sign(mean)))
    return {"mean": mean, "low": float(low), "high": float(high), "right_sign": sign}


def _at(values: Floats | None, here: tuple[int, int]) -> float | None:
    return None if values is None else float(values[here])
