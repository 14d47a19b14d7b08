"""A split by who pays: a measure's fair share goes to its payers as they share its bill.

A measure that state and employers pay for together could be cut in proportion by either; each euro of it then buys the
same. So the payers of a measure share its part as they share what is laid out for it, summed over the years, in every
draw. A saving (a benefit that is no longer paid) is no payment and earns no share. Where a draw lays nothing out, the
shares are those of the other draws. A measure whose file names no cost has no payer: its part is told as such.
The split says whose money does what, and never who gains: who has the people may be another than who pays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from krapte.analysis.money import Paid

Floats = NDArray[np.float64]
NOBODY = "nobody"  # of measures without a cost


def of_measure(paid: Sequence[Paid], draws: int) -> dict[str, Floats]:
    """The share of each payer in one measure ``[draw]``; they add up to 1."""
    laid: dict[str, Floats] = {}
    for one in paid:
        own = np.maximum(one.eur, 0.0).sum(axis=1)
        laid[one.payer] = laid.get(one.payer, np.zeros(draws)) + own
    bill = sum(laid.values(), np.zeros(draws))
    if not np.any(bill > 0):
        return {NOBODY: np.ones(draws)}
    usual = {payer: eur.sum() / bill.sum() for payer, eur in laid.items()}
    some = np.where(bill > 0, bill, 1.0)
    shares = {payer: np.where(bill > 0, eur / some, usual[payer]) for payer, eur in laid.items()}
    return {payer: share for payer, share in shares.items() if np.any(share > 0)}


def parts(of: Floats, names: Sequence[str], paid: Sequence[Paid]) -> dict[str, Floats]:
    """Parts ``[draw, measure, ...]`` of the measures ``names`` by payer ``[draw, ...]``."""
    made: dict[str, Floats] = {}
    for place, name in enumerate(names):
        shares = of_measure([one for one in paid if one.measure == name], len(of))
        for payer, share in shares.items():
            part = of[:, place] * share.reshape(-1, *(1,) * (of.ndim - 2))
            made[payer] = made[payer] + part if payer in made else part
    return made
