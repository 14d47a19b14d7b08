"""The answer to ``krapte split``: what a package does, shared out over pillars, measures or payers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis import fair, fair_rows, money, payers, players
from krapte.analysis.coalitions import Coalitions
from krapte.analysis.fair_rows import FairCost, FairRow, PairRow
from krapte.analysis.players import ALL, BY, PAYER, PILLAR
from krapte.analysis.runs import Counter, Progress, Runs
from krapte.analysis.split import GROUPS, READINGS
from krapte.country.axes import PILLARS
from krapte.engine import manifest, results
from krapte.figures.errors import InputError
from krapte.measures import packages, sources
from krapte.measures.effects import MEASURES
from krapte.measures.packages import Package

Floats = NDArray[np.float64]
FEWEST_ORDERS = 2  # below it random orders have no error that could be told


@dataclass(frozen=True)
class FairAnswer:
    """A split of a package. ``rows`` hold every player, each pillar as the sum of its measures, and all together.

    ``orders`` is 0 where parts are exact. ``runs`` are those that it took, run now or found in the store.
    """

    package: str
    title: dict[str, str]
    by: str
    question: dict[str, Any]
    rows: list[FairRow]
    pairs: list[PairRow]
    costs: list[FairCost]
    measures: dict[str, dict[str, str]]
    posterior: str
    results: xr.Dataset
    manifest: dict[str, Any]
    orders: int = 0
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    runs: int = 0

    def row(self, player: str, year: int, reading: str = "vacancies", group: str = "techniek") -> FairRow:
        """The part of a player in a year."""
        wanted = (player, year, reading, group)
        return next(r for r in self.rows if (r["player"], r["year"], r["reading"], r["group"]) == wanted)


def split(
    runs: Runs,
    package: str | Path | Package,
    by: str = "measure",
    *,
    orders: int = 0,
    pairs: bool = True,
    texts: dict[str, str] | None = None,
    progress: Progress | None = None,
) -> FairAnswer:
    """Share out what a package does on the draws of ``runs``.

    ``orders`` random orders (two at least) instead of all sets. ``texts`` are those a package made in Python
    was read from, for the manifest.
    """
    begin = time.perf_counter()
    chosen = package if isinstance(package, Package) else packages.load(package)
    check(runs, chosen, by, orders)
    playing = players.of(chosen, runs.ground, by, MEASURES)
    of = Coalitions(runs, chosen, playing)
    shares = fair.shares(of, many=orders, pairs=pairs, progress=progress)
    if isinstance(package, str | Path):
        texts = sources.texts(package, chosen)
    made = _told(runs, chosen, by, shares)
    asked = question(runs, chosen, by, (orders, pairs))
    arrays = made.pop("results")
    return FairAnswer(
        package=chosen.id,
        title=chosen.title.model_dump(),
        by=by,
        question=asked,
        measures={one.id: one.title.model_dump() for one in chosen.measures},
        posterior=runs.posterior.name if runs.posterior else "",
        results=arrays,
        manifest=manifest.make(asked, texts or {}, arrays, command(asked)),
        orders=orders,
        seconds=time.perf_counter() - begin,
        runs=shares.runs + 2 * runs.draws,  # the baseline and the whole package, for the money
        **made,
    )


def check(runs: Runs, package: Package, by: str, orders: int) -> None:
    """InputError where the question cannot be answered; before anything is run."""
    if by not in BY:
        raise InputError("unknown_by", where="--by", found=by, expected=" | ".join(BY))
    if package.scenario not in (None, runs.scenario.id):
        where = f"package {package.id}: scenario"
        raise InputError("scenario_conflict", where=where, found=package.scenario, expected=runs.scenario.id)
    if not package.rows:
        raise InputError("nothing_to_split", where=f"package {package.id}", found=0, expected=">= 1")
    if orders and orders < FEWEST_ORDERS:
        raise InputError("too_few_orders", where="--orders", found=orders, expected=f">= {FEWEST_ORDERS}")
    first = min(row.start for row in package.rows)
    if runs.to <= first:
        raise InputError("year_out_of_range", where="--to", found=runs.to, expected=f"> {first}")


def question(runs: Runs, package: Package, by: str, how: tuple[int, bool]) -> dict[str, Any]:
    """The question for the manifest; ``how`` are the number of random orders and whether pairs are told."""
    return {
        "what": "split",
        "package": package.id,
        "by": by,
        "orders": how[0],
        "pairs": how[1],
        **runs.asked,
    }


def command(asked: dict[str, Any]) -> str:
    """How to ask it again."""
    options = "".join(f" --{name} {asked[name]}" for name in ("by", "scenario", "draws", "seed", "to"))
    orders = f" --orders {asked['orders']}" if asked["orders"] else ""
    alone = "" if asked["pairs"] else " --no-pairs"
    ruler = "" if asked["benchmark"] == "own" else f" --benchmark {asked['benchmark']}"
    return f"krapte split {asked['package']}{options}{orders}{alone}{ruler}{' --prior' if asked['prior'] else ''}"


def _told(runs: Runs, package: Package, by: str, shares: fair.Shares) -> dict[str, Any]:
    """Rows, pairs, costs and arrays."""
    hear = Counter(None, 0)
    both = results.variants(
        {"baseline": runs.baseline(hear), "package": runs.variant(runs.moved(package), hear)}
    )
    paid = money.paid(package, both, runs.uniforms)
    measures = {one.id: one for one in package.measures}
    pillar: dict[str, str] = {one.id: one.pillar for one in package.measures}
    extra = fair_rows.extras(shares)
    cubes = {name: shares.parts[:, at] for at, name in enumerate(shares.players.names)}
    spent = fair_rows.summed(paid, runs.draws, "measure")
    if by == PAYER:
        cubes = payers.parts(shares.parts, shares.players.names, paid)
        spent, extra = fair_rows.summed(paid, runs.draws, "payer"), {}
    of_pillar = _by_pillar(spent, pillar) if by != PAYER else {}
    if by == PILLAR:
        spent = of_pillar
    sums = {} if by in (PILLAR, PAYER) else _sums(shares)
    total = {ALL: sum(fair_rows.summed(paid, runs.draws, "measure").values(), np.zeros(runs.draws))}
    rows = fair_rows.parts(by, cubes, shares.whole, shares.years, extra)
    for name, cube in sums.items():
        of_sums = fair_rows.parts(PILLAR, {name: cube}, shares.whole, shares.years, {})
        rows += _shared([r for r in of_sums if r["player"] == name], rows, pillar)
    ends = (min(row.start for row in package.rows), runs.to)
    money_of = {**cubes, **sums, ALL: shares.whole}
    return {
        "rows": rows,
        "pairs": fair_rows.pairs(shares, measures) if by != PAYER else [],
        "costs": fair_rows.costs(money_of, spent | of_pillar | total, ends, extra),
        "results": _arrays(shares, cubes),
    }


def _by_pillar(spent: dict[str, Floats], pillar: dict[str, str]) -> dict[str, Floats]:
    made: dict[str, Floats] = {}
    for name, eur in spent.items():
        made[pillar[name]] = made.get(pillar[name], np.zeros_like(eur)) + eur
    return made


def _sums(shares: fair.Shares) -> dict[str, Floats]:
    """The parts of each pillar's measures together: its own Shapley value."""
    unions = shares.players.unions
    return {
        name: shares.parts[:, [at for at, union in enumerate(unions) if union == name]].sum(axis=1)
        for name in PILLARS
        if name in unions
    }


def _shared(sums: list[FairRow], rows: list[FairRow], pillar: dict[str, str]) -> list[FairRow]:
    """A pillar's rows with the sum of its measures' whole per cents, so that what is seen adds up."""
    key = ("year", "reading", "group")
    found: dict[tuple[Any, ...], int | None] = {}
    for row in rows:
        if pillar.get(row["player"]) == sums[0]["player"]:
            at = tuple(row[name] for name in key)  # type: ignore[literal-required]
            before = found.get(at, 0)
            found[at] = None if row["share"] is None or before is None else before + row["share"]
    for row in sums:
        row["share"] = found[tuple(row[name] for name in key)]  # type: ignore[literal-required]
        row["pillar"] = row["player"]
    return sums


def _arrays(shares: fair.Shares, cubes: dict[str, Floats]) -> xr.Dataset:
    """Parts, whole and baseline by draw, and the pairs, with their axes."""
    shape = (len(READINGS), len(GROUPS), len(shares.years))
    of = ("reading", "group", "year")
    parts = np.stack(list(cubes.values()), axis=1)
    made = {
        "part": (("draw", "player", *of), parts.reshape(*parts.shape[:2], *shape)),
        "whole": (("draw", *of), shares.whole.reshape(-1, *shape)),
        "baseline": (("draw", *of), shares.base.reshape(-1, *shape)),
        "pair": (
            ("one", "two", "year"),
            np.where(shares.known.min(axis=0) > 0, 1.0, np.nan)[..., None] * shares.pairs.mean(axis=0),
        ),
    }
    names = list(shares.players.names)
    coords = {
        "draw": np.arange(len(parts)),
        "player": list(cubes),
        "reading": list(READINGS),
        "group": list(GROUPS),
        "year": list(shares.years),
        "one": names,
        "two": names,
    }
    return xr.Dataset(made, coords=coords)
