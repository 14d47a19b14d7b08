"""A choice as arrays with a manifest, so that an output directory can be made again and compared."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from krapte.analysis.choose import choice, levers
from krapte.analysis.choose import question as questions
from krapte.analysis.choose.choice import Choice
from krapte.analysis.choose.levers import PARTS, PAYERS_EACH
from krapte.analysis.choose.question import SIDES
from krapte.analysis.runs import Progress
from krapte.engine import manifest
from krapte.figures.errors import InputError

WHAT = "choose"
KINDS: dict[str, type] = {"draws": int, "seed": int, "prior": bool, "regret": bool, "rounds": int}


def results(made: Choice) -> xr.Dataset:
    """``worth[package, draw]`` and, per package, ``dose`` and ``start`` by measure (0 where not done), ``cost`` by
    payer and year (euro, mean over draws), ``side`` by side effect; regret by scenario where that was asked."""
    kept = made.kept
    dose = [
        [n / PARTS * one.measure.dose.high for n, one in zip(own.plan.parts, made.levers, strict=True)]
        for own in kept
    ]
    start = [
        [
            one.starts[b] if n else 0
            for n, b, one in zip(own.plan.parts, own.plan.begins, made.levers, strict=True)
        ]
        for own in kept
    ]
    found = xr.Dataset(
        {
            "worth": (("package", "draw"), np.stack([own.found.worth for own in kept])),
            "dose": (("package", "measure"), np.array(dose, dtype=np.float64)),
            "start": (("package", "measure"), np.array(start, dtype=np.int64)),
            "cost": (("package", "payer", "year"), np.stack([own.found.cost for own in kept])),
            "side": (("package", "effect"), np.array([[own.found.sides[n] for n in SIDES] for own in kept])),
        },
        coords={
            "package": [own.name for own in kept],
            "measure": [one.measure.id for one in made.levers],
            "payer": list(PAYERS_EACH),
            "year": list(made.years),
            "effect": list(SIDES),
        },
    )
    if made.regret is None:
        return found
    near = [own.name for own in made.near]
    return found.assign_coords(near=near, scenario=list(made.regret.scenarios)).assign(
        regret=(("near", "scenario"), made.regret.regret)
    )


def manifest_of(made: Choice, found: xr.Dataset, rounds: int) -> dict[str, Any]:
    """The manifest: the question, whether regret was asked, and the texts of every measure that could be chosen."""
    asked = {"what": WHAT, **made.question.told(), "draws": made.draws, "seed": made.seed}
    asked |= {"prior": made.prior, "regret": made.regret is not None, "rounds": rounds}
    return manifest.make(asked, levers.texts(made.levers), found, command(made))


def command(made: Choice) -> str:
    """The command that asks for the same."""
    q = made.question
    parts = ["krapte choose"]
    parts += [] if q.budget is None else [f"--budget {q.budget:.12g}"]
    parts += [f"--payer {q.payer}"] if q.payer != "all" else []
    goal = q.reading if q.goal is None else f"{q.reading}={q.goal:.12g}"
    parts += [f"--goal {goal} --by {q.by} --certainty {q.certainty:g} --risk {q.risk}"]
    parts += [f"--limit {one.name}={one.most:.12g}" for one in q.limits]
    parts += [f"--of {q.of}"] if q.of != "all" else []
    parts += [f"--without {name}" for name in q.without]
    parts += [f"--scenario {q.scenario} --draws {made.draws} --seed {made.seed}"]
    parts += ["--prior"] if made.prior else []
    parts += ["--no-regret"] if made.regret is None else []
    return " ".join(parts)


def again(asked: dict[str, Any], where: str, progress: Progress | None = None) -> dict[str, Any]:
    """The manifest that the same question gives now; InputError where the question of a manifest is broken."""
    for name, kind in KINDS.items():
        if type(asked.get(name)) is not kind:
            found = asked.get(name)
            raise InputError("broken_manifest", where=f"{where}.{name}", found=found, expected=kind.__name__)
    try:
        question = questions.read(asked)
    except (TypeError, ValueError) as error:
        raise InputError("broken_manifest", where=where, found=error) from None
    made = choice.choose(
        question,
        draws=asked["draws"],
        seed=asked["seed"],
        prior=asked["prior"],
        with_regret=asked["regret"],
        rounds=asked["rounds"],
        progress=progress,
    )
    return manifest_of(made, results(made), asked["rounds"])
