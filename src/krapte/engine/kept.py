"""What is kept of a run: all that results are made of, a third of what the engine returns.

Two pages: the market by group, which is all that readings need, and the rest. A coalition of a split needs the first
page only, so it is kept, sent and read without the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import TECHNIEK
from krapte.market.account import NAMES, PLACES
from krapte.market.state import Outcome

Floats = NDArray[np.float64]
Kept = Mapping[str, Floats]
"""By name ``[draw, step, ...]``."""

# By group [draw, step, group]; `brought` [draw, step].
MARKET = ("employed", "unemployed", "vacancies", "filled", "desired", "given_up", "saved", "brought")
AS_THEY_ARE = (
    "tasks",
    "wages",
    "misfit",
    "nonresident",
    "guided",
    "students",
    "entrants",
    "diplomas",
    "migrants",
    "foreign_technicians",
    "school_cost",
    "lateral",
    "card_arrivals",
)
SUMS = ("residents", "flows", "into_techniek", "out_of_techniek", "anchored")
REST = (*AS_THEY_ARE, *SUMS)
PAGES = {"market": MARKET, "rest": REST}


def keep(outcome: Outcome, pages: Sequence[str] = tuple(PAGES)) -> dict[str, Floats]:
    """These pages of an outcome ``[draw, step, ...]``."""
    made: dict[str, Floats] = {}
    for name in MARKET if "market" in pages else ():
        made[name] = np.asarray(getattr(outcome, name))
    if "rest" in pages:
        made |= {name: np.asarray(getattr(outcome, name)) for name in AS_THEY_ARE}
        made |= {"residents": np.asarray(outcome.people).sum(axis=-1)} | _flows(np.asarray(outcome.flows))
    return made


def join(parts: Sequence[Kept]) -> dict[str, Floats]:
    """Parts of the draws after one another."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def after(kept: Kept, since: int) -> dict[str, Floats]:
    """The steps from ``since`` on alone, as copies: a view would keep the others in memory."""
    return {name: values[:, since:].copy() if since else values for name, values in kept.items()}


def follow(first: Kept, then: Kept, since: int) -> dict[str, Floats]:
    """The steps of one until ``since``, then those of another that has no more than these."""
    return {name: np.concatenate([first[name][:, :since], then[name]], axis=1) for name in first}


def page_of(kept: Kept, page: str) -> dict[str, Floats]:
    """One page of what is kept; a page of one array has its name."""
    return {name: kept[name] for name in PAGES.get(page, (page,))}


def _flows(flows: Floats) -> dict[str, Floats]:
    """Persons by flow ``[draw, step, flow]``: all, those that reach techniek and those that leave it; and whom the
    anchor moved ``[draw, step]``. ``flows [draw, step, lost or gained, flow, place]``."""
    lost, gained = flows[:, :, 0], flows[:, :, 1]
    technical = slice(0, len(TECHNIEK))
    assert PLACES[technical] == TECHNIEK
    made: dict[str, Any] = {
        "flows": np.maximum(lost.sum(axis=-1), gained.sum(axis=-1)),
        "into_techniek": gained[..., technical].sum(axis=-1),
        "out_of_techniek": lost[..., technical].sum(axis=-1),
        "anchored": lost[..., NAMES.index("anchor"), :].sum(axis=-1),
    }
    return made
