"""The account: only named flows change stocks, and every flow has a source and a target.

The table ``flows.csv`` declares each flow (name, from, to, dims, owner). ``unborn``, ``dead`` and ``abroad`` lie
outside the country; ``anchor`` is the account through which the re-anchoring on published stocks moves people
between stocks (its rows sum to zero per age and sex, so nobody is made from nothing). From this one table come
the booking of a year, the docs and the test that people are conserved.
"""

from __future__ import annotations

import csv
from importlib import resources
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.market.records import Stocks

OUTER = ("unborn", "dead", "abroad", "anchor")


class Flow(NamedTuple):
    """One row of ``flows.csv``."""

    name: str
    source: str
    target: str
    dims: str
    owner: str


def read() -> dict[str, Flow]:
    """The flow table by name; every end is a stock of :class:`Stocks` or one of :data:`OUTER`."""
    text = resources.files("krapte.market").joinpath("flows.csv").read_text(encoding="utf-8")
    rows = [
        Flow(r["name"], r["from"], r["to"], r["dims"], r["owner"]) for r in csv.DictReader(text.splitlines())
    ]
    return {row.name: row for row in rows}


FLOWS: dict[str, Flow] = read()
NAMES: tuple[str, ...] = tuple(FLOWS)


class Ledger:
    """The books of one year: the stocks as they stand now, and what has been booked so far."""

    def __init__(self, stocks: Stocks) -> None:
        self.stocks: dict[str, Array] = stocks._asdict()
        self.booked: dict[str, Array] = {}

    def __getitem__(self, stock: str) -> Array:
        return self.stocks[stock]

    def book(self, flows: dict[str, Array]) -> None:
        """Move people along named flows (persons, by age and sex; ``card`` also by years since arrival)."""
        for name, persons in flows.items():
            flow = FLOWS[name]
            if flow.source not in OUTER:
                self.stocks[flow.source] = self.stocks[flow.source] - _fit(persons, self.stocks[flow.source])
            if flow.target not in OUTER:
                self.stocks[flow.target] = self.stocks[flow.target] + _fit(persons, self.stocks[flow.target])
            self.booked[name] = persons

    def close(self) -> tuple[Stocks, Array]:
        """The stocks at the end of the year, and the total of every declared flow (persons, table order)."""
        totals = [jnp.sum(self.booked[name]) if name in self.booked else jnp.zeros(()) for name in NAMES]
        return Stocks(**self.stocks), jnp.stack(totals)


def _fit(persons: Array, stock: Array) -> Array:
    """A flow by years since arrival enters a stock without that axis as its sum."""
    return jnp.sum(persons, axis=0) if persons.ndim > stock.ndim else persons
