"""What a run says of every series a realised figure may be of: the way from the monitor to :mod:`assimilate`."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import ANCHOR_YEAR
from krapte.learning import later, observe
from krapte.learning.later import Later
from krapte.market.state import Outcome

Floats = NDArray[np.float64]
SHIFT = "published.survey_shift"


def series_of(reading: str, group: str) -> str | None:
    """The series that a reading of a group is, where errors of it are known: ``employed``, ``techniek``."""
    name = f"{reading}.{group}"
    return name if name in later.table() else None


def seen(outcome: Outcome, by_slot: Mapping[str, Floats]) -> dict[str, Floats]:
    """Every series of a run ``[draw, year]``, from the first year that its row has; for :func:`assimilate.learn`."""
    told = observe.series(outcome, jnp.asarray(by_slot[SHIFT]))
    return {name: np.asarray(told[name]) for name in later.table()}


def started(known: Mapping[str, Floats]) -> dict[str, float]:
    """The stocks that runs start answers from, of people at work and vacancies of techniek and its groups.

    Figures of an agenda are counted as these are, whatever published tables bridge them from.
    """

    def at(of: Later) -> int:
        return ANCHOR_YEAR - of.row.first

    return {
        name: float(np.median(known[name][:, at(of)]))
        for name, of in later.table().items()
        if name in known and "." in name and name.startswith(("employed.", "vacancies."))
    }
