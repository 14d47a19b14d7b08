"""Where the gain went: what becomes of the technicians and the labour that a package brings, and who gave them.

Nobody comes from nowhere. Per draw and year, as differences package less baseline (d), in persons:

    uses in techniek   extra = brought in + labour saved
                             = vacancies filled (-dV) + more work done (dN + dV + saved) + unemployed (dU of techniek)
                             + replaced (those who would have switched in or stayed)
    sources            dN = -(dN ict + dN care + dN education + dN rest) - dU - d(outside) + d(residents)
    the Netherlands    vacancies closed in all groups beside those closed in techniek

N are people at work, V open vacancies, U the unemployed. `replaced` is what is left of the first line; `unaccounted`
is what is left of the second (people are counted on 1 January, work over the year). A package that closes x
vacancies in techniek and less than half of x in the whole country has moved the shortage: `moved`.

Shares are per 100, their mean is the ratio of means, so that they add up. Nothing below 30 fte is divided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis.rows import HIGH, LOW, GainRow
from krapte.country.axes import ANCHOR_YEAR, GROUPS, TECHNIEK
from krapte.engine import results
from krapte.market import readings

Floats = NDArray[np.float64]
LEAST = 30.0  # fte; below it a ratio says nothing (lessons 4)
PERSON = 1e-3  # of one: less than that is rounding, not people
HALF = 0.5  # of what is closed in techniek; less than that nationally, and the shortage was moved
OTHERS = tuple(group for group in GROUPS if group not in TECHNIEK)
USES = ("vacancies_filled", "more_work", "unemployed", "replaced")
NATIONAL = ("vacancies_total", "more_work_total", "unemployed_total")
SOURCES = (*(f"from_{group}" for group in OTHERS), "from_unemployed", "from_outside", "from_abroad")
SOURCES_ALL = (*SOURCES, "unaccounted")


class Brought(NamedTuple):
    """What measures bring, before anything reacts, ``[draw, year]``."""

    technicians: Floats
    """Technicians brought in or kept by measures, persons, gross."""
    saved: Floats
    """Labour saved in techniek, fte."""


class Gain(NamedTuple):
    """Differences of a package, ``[draw, year]`` in persons: by item, for techniek and the Netherlands."""

    techniek: dict[str, Floats]
    nl: dict[str, Floats]


def gain(
    baseline: Mapping[str, Floats],
    package: Mapping[str, Floats],
    brought: Brought,
    fte_per_person: Floats | float,
) -> Gain:
    """Where the gain went. Both mappings are of the same draws.

    They hold ``employed``, ``unemployed`` and ``vacancies`` ``[draw, year, group]`` in the order of GROUPS, and
    ``outside`` (all who neither work nor look for work, of every age) and ``residents`` ``[draw, year]``.
    ``fte_per_person`` is that of techniek, a number or ``[draw, 1]``.
    """
    d = {name: package[name] - baseline[name] for name in package}
    for name in ("employed", "unemployed", "vacancies"):
        if d[name].shape[-1] != len(GROUPS):
            raise ValueError(f"{name}: {d[name].shape[-1]} groups, not {len(GROUPS)}")
    at_work, vacancies = _techniek(d["employed"]), _techniek(d["vacancies"])
    saved = brought.saved / fte_per_person
    uses = {
        "vacancies_filled": -vacancies,
        "more_work": at_work + vacancies + saved,
        "unemployed": _techniek(d["unemployed"]),
    }
    extra = brought.technicians + saved
    uses["replaced"] = extra - sum(uses.values())
    whole = {"extra": extra, "brought_in": brought.technicians, "saved": saved, "at_work": at_work}
    return Gain(whole | uses | _sources(d, at_work), _national(d))


def moved(made: Gain, fte_per_person: Floats | float) -> tuple[NDArray[np.bool_], Floats]:
    """Per year whether the shortage was moved, judged on means, and the share of draws in which it was."""
    closed, national = made.nl["vacancies_techniek"], made.nl["vacancies_total"]
    fte = closed * fte_per_person
    by_draw = (fte >= LEAST) & (national < HALF * closed)
    on_means = (fte.mean(axis=0) >= LEAST) & (national.mean(axis=0) < HALF * closed.mean(axis=0))
    return on_means, by_draw.mean(axis=0)


def rows(made: Gain, years: Sequence[int], fte_per_person: Floats | float) -> list[GainRow]:
    """Every item in persons, its share per 100 where there is enough to divide, and the mark `moved`."""
    found: list[GainRow] = []
    for scope, items in (("techniek", made.techniek), ("nl", made.nl)):
        for item, values in items.items():
            unit = "vacancies" if item.startswith("vacancies_") else "persons"
            found += _rows(values, years, item, scope, unit)
    groups: tuple[tuple[str, tuple[str, ...], str], ...]
    groups = (("techniek", USES, "extra"), ("techniek", SOURCES_ALL, "at_work"))
    national = tuple(
        name for name in made.nl if name != "vacancies_techniek" and name.startswith("vacancies_")
    )
    groups += (("nl", NATIONAL, "extra"), ("nl", national, "vacancies_techniek"))
    for scope, names, per in groups:
        items = made.techniek if scope == "techniek" else made.nl
        of = made.techniek["extra"] if per == "extra" else items[per]
        for item in names:
            found += _shares(items[item], of, years, (item, scope, per), fte_per_person)
    flags, chance = moved(made, fte_per_person)
    for column, year in enumerate(years):
        flag = float(flags[column])
        told = {"mean": float(chance[column]), "median": flag, "low": flag, "high": flag, "divided": 1.0}
        found.append(_made(year, ("moved", "nl", "flag", ""), told))
    return found


def _techniek(values: Floats) -> Floats:
    at = [GROUPS.index(group) for group in TECHNIEK]
    return np.asarray(values[..., at].sum(axis=-1))


def _sources(d: Mapping[str, Floats], at_work: Floats) -> dict[str, Floats]:
    """Who became a technician: each item is what another place has fewer of."""
    made = {f"from_{group}": -d["employed"][..., GROUPS.index(group)] for group in OTHERS}
    made["from_unemployed"] = -d["unemployed"].sum(axis=-1)
    made["from_outside"] = -d["outside"]
    made["from_abroad"] = d["residents"]
    rest = at_work - sum(made.values())
    return made | {"unaccounted": np.where(np.abs(rest) < PERSON, 0.0, rest)}


def _national(d: Mapping[str, Floats]) -> dict[str, Floats]:
    closed = -d["vacancies"]
    made = {"vacancies_techniek": _techniek(closed)}
    made |= {f"vacancies_{group}": closed[..., GROUPS.index(group)] for group in OTHERS}
    made["vacancies_total"] = closed.sum(axis=-1)
    made["at_work_total"] = d["employed"].sum(axis=-1)
    made["more_work_total"] = made["at_work_total"] - made["vacancies_total"]
    return made | {"unemployed_total": d["unemployed"].sum(axis=-1), "residents": d["residents"]}


def _rows(values: Floats, years: Sequence[int], item: str, scope: str, unit: str) -> list[GainRow]:
    low, median, high = np.quantile(values, [LOW, 0.5, HIGH], axis=0)
    means = values.mean(axis=0)
    return [
        _made(
            year,
            (item, scope, unit, ""),
            {"mean": means[i], "median": median[i], "low": low[i], "high": high[i], "divided": 1.0},
        )
        for i, year in enumerate(years)
    ]


def _shares(
    values: Floats,
    of: Floats,
    years: Sequence[int],
    names: tuple[str, str, str],
    fte_per_person: Floats | float,
) -> list[GainRow]:
    """Per 100 of ``of``: a year has no row where the mean, or every draw, is too small to divide."""
    item, scope, per = names
    fte = of * fte_per_person
    found = []
    for column, year in enumerate(years):
        enough = np.abs(fte[:, column]) >= LEAST
        if abs(float(fte[:, column].mean())) < LEAST or not enough.any():
            continue
        ratio = 100 * values[enough, column] / of[enough, column]
        low, median, high = np.quantile(ratio, [LOW, 0.5, HIGH])
        mean = 100 * values[:, column].mean() / of[:, column].mean()
        told = {"mean": mean, "median": median, "low": low, "high": high, "divided": float(enough.mean())}
        found.append(_made(year, (item, scope, "per_100", per), told))
    return found


def _made(year: int, names: tuple[str, str, str, str], told: Mapping[str, float]) -> GainRow:
    item, scope, unit, per = names
    return GainRow(
        year=year,
        reading="gain",
        item=item,
        scope=scope,
        unit=unit,
        per=per,
        mean=float(told["mean"]),
        median=float(told["median"]),
        low=float(told["low"]),
        high=float(told["high"]),
        divided=float(told["divided"]),
    )


def told(both: xr.Dataset, by_slot: Mapping[str, Floats]) -> list[GainRow]:
    """Where the gain went, from results with baseline and package; ``by_slot`` holds the drawn parameters."""
    kept = both.sel(year=slice(ANCHOR_YEAR, None)).transpose("variant", "draw", "year", ...)
    years = [int(year) for year in kept["year"].values]
    grouped = kept.sel(group=list(GROUPS))

    def of(variant: str) -> dict[str, Floats]:
        own = grouped.sel(variant=variant)
        names = ("employed", "unemployed", "vacancies", "outside", "residents")
        return {name: np.asarray(own[name].values) for name in names}

    def more(values: xr.DataArray) -> Floats:
        return np.asarray(values.sel(variant="package").values - values.sel(variant="baseline").values)

    brought = Brought(more(kept["brought"]), more(kept["saved"].sel(group="techniek")))
    technicians = kept["employed"].sel(variant="baseline", group=list(TECHNIEK)).values
    per_group = results.by_own_group(by_slot, "fte_per_person")[..., : len(TECHNIEK)]
    fte = readings.of_all(per_group, technicians)
    return rows(gain(of("baseline"), of("package"), brought, fte), years, fte)
