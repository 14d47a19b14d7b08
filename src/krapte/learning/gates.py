"""What a fit must pass before its posterior may be used: chains that agree, enough of them, and no collapse."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country import assumptions
from krapte.figures.errors import InputError

Floats = NDArray[np.float64]
APART = assumptions.value("learning.gates.rhat")  # R-hat of split chains, by direction
LEAST = assumptions.value("learning.gates.effective")  # effective draws of every direction
STRAYED = assumptions.value("learning.gates.strayed")  # share of draws that diverged
REST = assumptions.value("learning.gates.rest")  # what draws weighed for the rest of the parameters are worth


class Quality(NamedTuple):
    """The numbers that the gates look at, of one form of clearing."""

    rhat: float
    effective: float
    diverged: float
    rest: float
    arrived: float
    """1 where every start arrived at the same mode."""


def rhat(chains: Floats) -> Floats:
    """Split R-hat by direction, of chains ``[chain, draw, direction]`` (Gelman and others)."""
    from numpyro.diagnostics import split_gelman_rubin

    return np.asarray(split_gelman_rubin(chains))


def effective(chains: Floats) -> Floats:
    """Effective draws by direction."""
    from numpyro.diagnostics import effective_sample_size

    return np.asarray(effective_sample_size(chains))


def check(found: Quality, where: str) -> None:
    """Refuse a fit that fails a gate, naming it; InputError."""
    limits = {
        "rhat": found.rhat <= APART,
        "effective": found.effective >= LEAST,
        "diverged": found.diverged <= STRAYED,
        "rest": found.rest >= REST,
        "arrived": found.arrived == 1,
    }
    words = {
        "rhat": f"<= {APART}",
        "effective": f">= {LEAST:.0f}",
        "diverged": f"<= {STRAYED}",
        "rest": f">= {REST}",
        "arrived": "1",
    }
    for name, good in limits.items():
        if not good:
            value = getattr(found, name)
            raise InputError(
                "gate_failed", where=f"{where}: {name}", found=f"{value:.4g}", expected=words[name]
            )
