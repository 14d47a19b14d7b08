"""What our assumptions hide: what it is worth, for one choice, to know more about each group of inputs.

Groups are the measures (how many, how strongly, whether it works, whether it is kept) and the parts of the market (the
records of the parameter table). For each: what knowing it whole is worth, what a study as telling as our assumption is
worth, and how often it would change the choice. Most priors are our own (C): a large worth says first that we guess.

Worth is in the unit of the outcome. A vacancy has no price here: euros are what the chosen candidate would
have to spend a year, at its own marginal cost, to bring as much.
"""

from __future__ import annotations

import shlex
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.analysis import decision as deciding
from krapte.analysis import drivers, knowing
from krapte.analysis.decision import Candidate
from krapte.analysis.knowing import Worth
from krapte.analysis.runs import Progress, Runs
from krapte.country import parameters
from krapte.engine import manifest
from krapte.figures.errors import InputError
from krapte.measures.packages import Package

Floats = NDArray[np.float64]
ALL, MARKET, MEASURE = "all", "market", "measure"
WHAT = "worth-of-knowing"
LEAST = 50  # draws, below which a regression finds no rule


class WorthRow(TypedDict):
    """The worth of knowing one group of inputs before the choice; ``group`` is `all` for everything.

    ``known`` is the worth of knowing it whole, ``study`` of a study that explains half of each input's variance, both
    in ``unit``; euros a year stand beside them where the chosen candidate has a marginal cost. ``changes`` is the share
    of draws in which another candidate (most often ``other``) would be chosen. ``judged`` is the share of its inputs
    that are our own assumption (grade C).
    """

    group: str
    kind: str
    inputs: int
    judged: float
    known: float
    known_error: float
    known_raw: float
    study: float | None
    study_error: float | None
    unit: str
    known_eur: float | None
    study_eur: float | None
    changes: float
    other: str


class CandidateRow(TypedDict):
    """A candidate at the budget: what it costs a year, what it brings, and how often it is the best."""

    package: str
    factor: float
    eur: float
    brings: float
    low: float
    high: float
    best: float
    chosen: bool


@dataclass(frozen=True)
class Knowing:
    """The answer: candidates, the chosen one, and the worth of each group, the largest first."""

    question: dict[str, Any]
    reading: str
    unit: str
    years: tuple[int, int]
    chosen: str
    candidates: list[CandidateRow]
    rows: list[WorthRow]
    marginal: float | None
    titles: dict[str, dict[str, str]]
    results: xr.Dataset
    manifest: dict[str, Any]
    seconds: float = 0.0


def worth(
    runs: Runs,
    budget: float,
    reading: str = "vacancies",
    progress: Progress | None = None,
    also: Mapping[str, str] | None = None,
) -> Knowing:
    """The worth of knowing for the choice among candidates at ``budget`` euros a year.

    ``also`` are package files by name, as text, that are candidates beside those of krapte: what was chosen, say.
    """
    begin = time.perf_counter()
    if runs.draws < LEAST:
        raise InputError("draws_out_of_range", where="--draws", found=runs.draws, expected=f">= {LEAST}")
    asked = deciding.candidates(also)
    done = 0

    def hear() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(runs.draws * done, runs.draws * len(asked))

    made = deciding.at_budget(runs, budget, reading, hear, asked)
    choice = deciding.decision(made, reading)
    chosen = made[int(np.argmax(choice.mean("draw").values))]
    own = next(one for one in asked if one.id == chosen.package.id)
    since = deciding.opening(asked)
    marginal = deciding.marginal(runs, chosen, own, (reading, since))
    rows = weighed(choice, groups(runs, [one.package for one in made]), marginal, runs.seed)
    question = _question(runs, budget, reading, also)
    arrays = choice.to_dataset(name="brings")
    return Knowing(
        question=question,
        reading=reading,
        unit=str(choice.attrs["unit"]),
        years=(since, runs.to),
        chosen=chosen.package.id,
        candidates=_candidates(made, chosen),
        rows=rows,
        marginal=marginal,
        titles=_titles(asked),
        results=arrays,
        manifest=manifest.make(question, {}, arrays, _command(question)),
        seconds=time.perf_counter() - begin,
    )


def _question(runs: Runs, budget: float, reading: str, also: Mapping[str, str] | None) -> dict[str, Any]:
    """What was asked, as the manifest keeps it."""
    return {
        "what": WHAT,
        "budget": budget,
        "reading": reading,
        **runs.asked,
        **({"also": dict(also)} if also else {}),
    }


class Group(TypedDict):
    """Inputs that one study would be about: their values ``[draw, input]`` and grades."""

    kind: str
    values: Floats
    grades: list[str]


def groups(runs: Runs, packages: Sequence[Package]) -> dict[str, Group]:
    """The groups of inputs that differ between draws: parts of the market, and measures of the candidates."""
    grades = {row.slot: row.grade for row in parameters.load()}
    found: dict[str, dict[str, tuple[Floats, str]]] = {}
    kinds: dict[str, str] = {}
    for slot, values in runs.by_slot.items():
        name = slot.split(".")[0]
        kinds[name] = MARKET
        found.setdefault(name, {})[slot] = (values, grades[slot])
    for package in packages:
        drawn = drivers.of_measures(package, runs.uniforms, runs.draws)
        for (name, measure, grade), values in drawn.items():
            kinds[measure] = MEASURE
            found.setdefault(measure, {})[name] = (values, grade)
    made: dict[str, Group] = {}
    for name, inputs in found.items():
        varying = [(values, grade) for values, grade in inputs.values() if np.ptp(values) > 0]
        if varying:
            values = np.stack([one for one, _ in varying], axis=1)
            made[name] = Group(kind=kinds[name], values=values, grades=[grade for _, grade in varying])
    return made


def weighed(
    choice: xr.DataArray, of: Mapping[str, Group], marginal: float | None, seed: int
) -> list[WorthRow]:
    """The worth of each group for a choice ``[package, draw]``, everything first, then the largest first.

    What is worth nothing whole is worth nothing by a study, which is then not worked out.
    """
    outcomes = np.asarray(choice.transpose("package", "draw").values, dtype=np.float64)
    names = [str(name) for name in choice["package"].values]
    numbers = np.random.default_rng([seed, len(names)])
    perfect = knowing.everything(outcomes, numbers)
    told = {"unit": str(choice.attrs.get("unit", "")), "marginal": marginal}
    rows = []
    for name, group in of.items():
        known = knowing.within(knowing.inputs(outcomes, group["values"], numbers), perfect)
        study = Worth(0.0, 0.0, 0.0)
        if known.value > 0:
            study = knowing.within(knowing.study(outcomes, group["values"], numbers), known)
        rows.append(_row(name, group, (known, study), names, told))
    everyone = Group(
        kind=ALL, values=np.zeros((0, 0)), grades=[g for one in of.values() for g in one["grades"]]
    )
    whole = _row(ALL, everyone, (perfect, None), names, told)
    return [whole, *sorted(rows, key=lambda row: (-row["known"], -row["known_raw"]))]


def _row(
    name: str, group: Group, of: tuple[Worth, Worth | None], names: Sequence[str], told: Mapping[str, Any]
) -> WorthRow:
    (known, study), price = of, told["marginal"]
    return WorthRow(
        group=name,
        kind=group["kind"],
        inputs=len(group["grades"]),
        judged=group["grades"].count("C") / max(len(group["grades"]), 1),
        known=known.value,
        known_error=known.error,
        known_raw=known.raw,
        study=None if study is None else study.value,
        study_error=None if study is None else study.error,
        unit=told["unit"],
        known_eur=None if price is None else price * known.value,
        study_eur=None if price is None or study is None else price * study.value,
        changes=known.changes if known.value > 0 else 0.0,
        other=names[known.other] if known.value > 0 and known.other >= 0 else "",
    )


def _candidates(made: Sequence[Candidate], chosen: Candidate) -> list[CandidateRow]:
    outcomes = np.stack([one.brings for one in made])
    best = np.bincount(outcomes.argmax(axis=0), minlength=len(made)) / outcomes.shape[1]
    rows = []
    for one, often in zip(made, best, strict=True):
        low, high = np.quantile(one.brings, [0.1, 0.9])
        rows.append(
            CandidateRow(
                package=one.package.id,
                factor=one.factor,
                eur=one.eur,
                brings=float(one.brings.mean()),
                low=float(low),
                high=float(high),
                best=float(often),
                chosen=one is chosen,
            )
        )
    return sorted(rows, key=lambda row: -row["brings"])


def _titles(asked: Sequence[Package]) -> dict[str, dict[str, str]]:
    found = {one.id: one.title.model_dump() for one in asked}
    return {m.id: m.title.model_dump() for one in asked for m in one.measures} | found


def _command(asked: Mapping[str, Any]) -> str:
    names = ("budget", "reading", "scenario", "draws", "seed", "to")
    options = "".join(
        f" --{name} {asked[name]:.12g}" if name == "budget" else f" --{name} {asked[name]}" for name in names
    )
    ruler = "" if asked["benchmark"] == "own" else f" --benchmark {asked['benchmark']}"
    also = "".join(f" --also {shlex.quote(name)}" for name in asked.get("also", {}))
    return f"krapte worth-of-knowing{options}{ruler}{' --prior' if asked['prior'] else ''}{also}"
