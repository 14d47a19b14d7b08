"""Checks on every run: what breaks them is an error of krapte, and nothing computed is shown."""

from __future__ import annotations

import numpy as np

from krapte.figures.errors import InvariantError
from krapte.market.account import FLOWS, NAMES, places
from krapte.market.state import Outcome

RESIDUAL = 1e-8  # of the clearing, in logs
CONSERVED = 1e-9  # of residents over a year, and of a flow; the exact test per place runs on single years


def check(outcome: Outcome) -> None:
    """Raise InvariantError unless all is finite, cleared, positive and conserved."""
    for name, values in outcome._asdict().items():
        if not np.all(np.isfinite(values)):
            raise InvariantError("not_finite", f"{name} in {np.count_nonzero(~np.isfinite(values))} places")
    worst = float(np.max(np.abs(outcome.residual)))
    if worst > RESIDUAL:
        raise InvariantError("not_cleared", f"relative residual {worst:.3g}, at most {RESIDUAL:g} allowed")
    for name in ("employed", "unemployed", "vacancies", "filled", "people", "students", "migrants"):
        least = float(np.min(getattr(outcome, name)))
        if least < 0:
            raise InvariantError("negative", f"{name} down to {least:.6g}")
    _conserved(outcome)


def _conserved(outcome: Outcome) -> None:
    """Residents change by what crosses the border of the account; inside it a flow arrives as it left."""
    lost, gained = (np.asarray(outcome.flows)[:, :, side].sum(axis=-1) for side in (0, 1))
    people = np.asarray(outcome.people).sum(axis=-1)
    gap = np.abs(np.diff(people, axis=1) - (gained - lost).sum(axis=-1)[:, 1:]) / people[:, 1:]
    inside = np.array([bool(places(FLOWS[n].source)) and bool(places(FLOWS[n].target)) for n in NAMES])
    missing = np.abs(gained - lost)[..., inside] / people[..., None]
    worst = max(float(gap.max()) if gap.size else 0.0, float(missing.max()))
    if worst > CONSERVED:
        raise InvariantError("not_conserved", f"{worst:.3g} of residents in a year appear or vanish")
