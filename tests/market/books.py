"""What the tests of the books share: persons by place, made-up stocks, and the years of the country one by one."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from krapte.country.axes import STEPS
from krapte.market.account import FLOWS, NAMES, OUTER
from krapte.market.records import Stocks

INNER = [
    name for name in NAMES if not {FLOWS[name].source, FLOWS[name].target} & {"unborn", "dead", "abroad"}
]
assert set(OUTER) == {"unborn", "dead", "abroad"}


def known(world: Any, year: int) -> Any:
    """What is known of the step that begins in ``year``."""
    return jax.tree.map(lambda leaf: jnp.asarray(leaf[STEPS.index(year)]), world.years)


def by_place(stocks: Stocks) -> np.ndarray:
    """Persons by place, in the order of the flow table's places."""
    work = np.asarray(stocks.work).sum(axis=(1, 2, 3))
    return np.concatenate([work, [np.asarray(stocks.young).sum(), np.asarray(stocks.old).sum()]])


def shaken(stocks: Stocks, seed: int, size: float) -> Stocks:
    """Other people in every cell, lognormal by ``size``; some cells are empty."""
    rng = np.random.default_rng(seed)

    def one(leaf: Any) -> jnp.ndarray:
        cells = np.asarray(leaf) * np.exp(size * rng.standard_normal(leaf.shape))
        return jnp.asarray(cells * (rng.random(leaf.shape) > 0.05))

    return Stocks(*(one(leaf) for leaf in stocks))


def people(stocks: Stocks) -> np.ndarray:
    """Residents by age and sex ``[106, 2]``."""
    return np.concatenate([stocks.young, np.asarray(stocks.work).sum(axis=(0, 1)), stocks.old])


def change(books: Any, before: Stocks) -> np.ndarray:
    """Persons by place more than before, by the stocks."""
    return by_place(Stocks(books.young, books.work, books.old)) - by_place(before)


def booked(books: Any) -> np.ndarray:
    """Persons by place more than before, by the books."""
    _, flows = books.close()
    return np.asarray(flows[1].sum(axis=0) - flows[0].sum(axis=0))
