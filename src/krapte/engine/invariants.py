"""Checks on every run: what breaks them is an error of krapte, and nothing computed is shown."""

from __future__ import annotations

import numpy as np

from krapte.figures.errors import InvariantError
from krapte.market.account import FLOWS, NAMES
from krapte.market.records import Outcome

RESIDUAL = 1e-8  # of the clearing, relative to hires
CONSERVED = 1e-9  # of residents over a year; the exact test per stock runs on single years


def check(outcome: Outcome) -> None:
    """Raise InvariantError unless all is finite, cleared, positive and conserved."""
    for name, values in outcome._asdict().items():
        if not np.all(np.isfinite(values)):
            raise InvariantError("not_finite", f"{name} in {np.count_nonzero(~np.isfinite(values))} places")
    worst = float(np.max(np.abs(outcome.residual)))
    if worst > RESIDUAL:
        raise InvariantError("not_cleared", f"relative residual {worst:.3g}, at most {RESIDUAL:g} allowed")
    for name in ("employed", "unemployed", "vacancies", "filled"):
        least = float(np.min(getattr(outcome, name)))
        if least < 0:
            raise InvariantError("negative", f"{name} down to {least:.6g}")
    _conserved(outcome)


def _conserved(outcome: Outcome) -> None:
    sign = np.array([_sign(name) for name in NAMES])
    people = np.asarray(outcome.people)
    change = np.asarray(outcome.flows) @ sign
    gap = np.abs(people[:, 1:] - people[:, :-1] - change[:, 1:]) / people[:, 1:]
    worst = float(gap.max()) if gap.size else 0.0
    if worst > CONSERVED:
        raise InvariantError("not_conserved", f"{worst:.3g} of residents in a year appear or vanish")


def _sign(name: str) -> float:
    flow = FLOWS[name]
    if "anchor" in (flow.source, flow.target):
        return 0.0
    outer = ("unborn", "dead", "abroad")
    return float(flow.source in outer) - float(flow.target in outer)
