"""What there is to choose from: measures, packages, scenarios, groups, readings and years, with their texts."""

from __future__ import annotations

import hashlib
import json
import math
from functools import cache
from importlib import resources
from typing import Any

from krapte.country import scenarios
from krapte.country.axes import ANCHOR_YEAR, BENCHMARKS, HEADLINE_YEAR, LAST_YEAR, PILLARS
from krapte.engine import manifest
from krapte.engine.results import ALL
from krapte.lab import package as packs
from krapte.lab.question import FULL, QUICK
from krapte.lab.quick import READINGS
from krapte.measures import library, packages
from krapte.measures.packages import Row
from krapte.measures.schema import Measure
from krapte.version import __version__
from krapte.words.catalogue import catalogue

# What the page needs of the catalogue of words.
WORDS: tuple[str, ...] = (
    "lab.",
    "rests.",
    "pillar.",
    "group.",
    "payer.",
    "side.",
    "unit.",
    "gain.techniek.",
    "grade.",
    "benchmark.",
    "format.",
)
WORDS += (
    "finding.",
    "sector.",
    "why.",
    "card.",
    "instrument.",
    "kind.",
    "how.",
    "reading.",
    "chart.",
    "error.lab_",
    "amount.",
    "headline.",
)
COMPARISON = "x"  # measures beside the paper are called x1, x2, ...
STEPS = 100  # of a slider, at least
NICE = (1, 2, 2.5, 5)
EXACT = 1e-9  # of a dose: two numbers this near are one


@cache
def words(lang: str) -> dict[str, str]:
    """The texts of the page in a language."""
    return {key: value for key, value in catalogue(lang).items() if key.startswith(WORDS)}


@cache
def everything(lang: str) -> dict[str, Any]:
    """The catalogue in a language."""
    return {
        "version": __version__,
        "hash": inputs_hash(),
        "lang": lang,
        "draws": {"quick": QUICK, "full": FULL},
        "years": {"first": ANCHOR_YEAR, "headline": HEADLINE_YEAR, "last": LAST_YEAR},
        "pillars": list(PILLARS),
        "groups": list(ALL),
        "readings": list(READINGS),
        "benchmarks": list(BENCHMARKS),
        "measures": [_measure(packs.measure(name), lang) for name in library.ids()],
        "packages": [_package(name, lang) for name in packages.ids()],
        "scenarios": [_scenario(name, lang) for name in scenarios.ids()],
        "words": words(lang),
    }


@cache
def inputs_hash() -> str:
    """A short hash of every input: another one means that a link can give other numbers."""
    folder = resources.files("krapte.measures") / library.FOLDER
    texts = {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in library.ids()}
    whole = json.dumps(manifest.inputs(texts), sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:10]


def step(low: float, high: float, default: float) -> float:
    """The step of a slider: the roundest number that gives a hundred steps or more and reaches the usual dose.

    A usual dose that no round step reaches is itself cut into whole steps.
    """
    wanted = (high - low) / STEPS
    power = 10.0 ** math.floor(math.log10(wanted))
    round_ones = sorted((scale * nice for scale in (power, power / 10) for nice in NICE), reverse=True)
    for size in round_ones:
        if size <= wanted and abs(round(default / size) * size - default) <= EXACT * max(1.0, abs(default)):
            return float(f"{size:.12g}")
    return default / math.ceil(default / wanted)


def _measure(measure: Measure, lang: str) -> dict[str, Any]:
    dose = measure.dose
    return {
        "id": measure.id,
        "pillar": measure.pillar,
        "paper": list(measure.paper),
        "beside": measure.id.startswith(COMPARISON),
        "title": getattr(measure.title, lang),
        "explanation": getattr(measure.explanation, lang),
        "unit": dose.unit,
        "label": getattr(dose.label, lang),
        "low": dose.low,
        "high": dose.high,
        "default": dose.default,
        "step": step(dose.low, dose.high, dose.default),
        "earliest": measure.timing.earliest,
        "start": measure.timing.start,
        "payers": list(measure.payers),
        "department": measure.department,
        "instrument": measure.instrument,
        "no_effect": measure.no_effect.probability,
        "shares_limit_with": list(measure.shares_limit_with),
    }


def _package(name: str, lang: str) -> dict[str, Any]:
    package = packs.shipped(name)
    return {
        "id": name,
        "title": getattr(package.title, lang),
        "explanation": getattr(package.explanation, lang),
        "scenario": package.scenario,
        "rows": [_row(row) for row in package.rows],
        "avoids": [_row(row) for row in package.avoids],
    }


def _row(row: Row) -> dict[str, Any]:
    return {"measure": row.measure.id, "dose": row.dose, "start": row.start, "end": row.end}


def _scenario(name: str, lang: str) -> dict[str, Any]:
    one = scenarios.load(name)
    title, told = (one.title_nl, one.explanation_nl) if lang == "nl" else (one.title_en, one.explanation_en)
    return {"id": name, "axis": one.axis, "title": title.split(", ")[-1], "explanation": told}
