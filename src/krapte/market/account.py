"""The account: only named flows change stocks, and every flow has a source and a target.

The table ``flows.csv`` declares each flow (name, from, to, dims, owner, account). ``unborn``, ``dead`` and ``abroad``
lie outside the country; ``anchor`` moves people between states once, as published (its rows sum to zero per age
and sex, so nobody is made from nothing). Besides the account of people there is one of students, an attribute of
people, kept by ``school``; ``of_which`` names a part of a flow that costs are counted by. From this one table come
the booking of a year, the docs and the test that people are conserved.

Of each flow the books keep who left which place and who came where: persons by :data:`PLACES`.
"""

from __future__ import annotations

import csv
from importlib import resources
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS, STATES
from krapte.market.records import Stocks

OUTER = ("unborn", "dead", "abroad")
PLACES: tuple[str, ...] = (*STATES, "young", "old")
UNEMPLOYED, OUTSIDE = STATES.index("unemployed"), STATES.index("outside")
ENDS: dict[str, tuple[str, ...]] = {
    "employed": GROUPS,
    "labour": (*GROUPS, "unemployed"),
    "without_work": ("unemployed", "outside"),
    "working_age": STATES,
    "people": PLACES,
}


class Flow(NamedTuple):
    """One row of ``flows.csv``."""

    name: str
    source: str
    target: str
    dims: str
    owner: str
    account: str


def read() -> dict[str, Flow]:
    """The flow table by name; an end is a place, one of :data:`ENDS` or one of :data:`OUTER`."""
    text = resources.files("krapte.market").joinpath("flows.csv").read_text(encoding="utf-8")
    rows = [
        Flow(r["name"], r["from"], r["to"], r["dims"], r["owner"], r["account"])
        for r in csv.DictReader(text.splitlines())
    ]
    return {row.name: row for row in rows}


FLOWS: dict[str, Flow] = read()
NAMES: tuple[str, ...] = tuple(name for name, flow in FLOWS.items() if flow.account == "people")
OF_WHICH: tuple[str, ...] = tuple(name for name, flow in FLOWS.items() if flow.account == "of_which")


def places(end: str) -> tuple[str, ...]:
    """The places an end of a flow stands for; none outside the country."""
    return ENDS.get(end, () if end in OUTER else (end,))


class Parts(NamedTuple):
    """People of working age by where they stand, persons; in three, so that a flow touches only the part it moves."""

    workers: Array  # [group, qual, age, sex]
    seekers: Array  # the unemployed [qual, age, sex]
    outside: Array  # outside the labour force [qual, age, sex]


def apart(by_state: Array) -> Parts:
    """The parts of what is given ``[state, ...]``."""
    count = len(GROUPS)
    workers, seekers, outside = jnp.split(by_state, [count, count + 1])
    return Parts(workers, seekers[0], outside[0])


def together(parts: Parts) -> Array:
    """The parts as one ``[state, ...]``."""
    return jnp.concatenate([parts.workers, parts.seekers[None], parts.outside[None]])


def summed(cells: Array, axis: tuple[int, ...]) -> Array:
    """``jnp.sum`` over the last axes as a product with ones, in a quarter of the time.

    ``axis`` counts from the end, as in (-2, -1). A plain sum over one earlier axis is as fast as can be.
    """
    rows = cells.reshape(*cells.shape[: -len(axis)], -1)
    return rows @ jnp.ones(rows.shape[-1])


class Ledger:
    """The books of one year: the stocks as they stand now, and what has been booked so far."""

    def __init__(self, stocks: Stocks) -> None:
        self.young, self.parts, self.old = stocks.young, apart(stocks.work), stocks.old
        self.lost: dict[str, Array] = {}
        self.gained: dict[str, Array] = {}

    @property
    def work(self) -> Array:
        """People of working age ``[state, qual, age, sex]``, persons."""
        return together(self.parts)

    def here(self) -> Array:
        """People of working age by where they stand ``[state, age, sex]``, persons."""
        return together(Parts(*(jnp.sum(part, axis=-3) for part in self.parts)))

    def residents(self) -> Array:
        """All residents by age and sex ``[106, 2]``, persons."""
        return jnp.concatenate([self.young, jnp.sum(self.here(), axis=0), self.old])

    def employed(self) -> Array:
        """Employed by group ``[group]``, persons."""
        return jnp.sum(self.at_work(), axis=1)

    def at_work(self) -> Array:
        """Employed by group and diploma ``[group, qual]``, persons."""
        return summed(self.parts.workers, axis=(-2, -1))

    def unemployed(self) -> Array:
        """Unemployed by diploma ``[qual]``, persons."""
        return summed(self.parts.seekers, axis=(-2, -1))

    def take(self, chances: dict[str, Array]) -> dict[str, Array]:
        """People of working age leave where they are, by chances ``[state, age, sex]`` that come one after another.

        Returns who left by flow ``[qual, age, sex]``, persons.
        """
        here = self.here()
        shares, stay = {}, jnp.ones_like(here)
        for name, chance in chances.items():
            shares[name] = stay * chance
            stay = stay * (1 - chance)
        lost = summed(here * jnp.stack(list(shares.values())), axis=(-2, -1))
        for place, name in enumerate(shares):
            self.note(name, lost=by_place(lost[place]))
        left = {name: self._leavers(share) for name, share in shares.items()}
        staying = apart(stay[:, None])
        self.parts = Parts(*(part * share for part, share in zip(self.parts, staying, strict=True)))
        return left

    def _leavers(self, share: Array) -> Array:
        """Persons ``[qual, age, sex]`` who are the ``share [state, age, sex]`` of those here."""
        of = apart(share[:, None])
        working = jnp.sum(self.parts.workers * of.workers, axis=0)
        return working + self.parts.seekers * of.seekers + self.parts.outside * of.outside

    def separate(self, chance: Array) -> None:
        """Workers lose their job by ``chance [group]`` and become unemployed: the flow of separations."""
        leaving = self.employed() * chance
        workers, chance = self.parts.workers, chance[:, None, None, None]
        seekers = self.parts.seekers + jnp.sum(workers * chance, axis=0)
        self.parts = self.parts._replace(workers=workers * (1 - chance), seekers=seekers)
        self.note("separations", by_place(leaving), by_place(_one(UNEMPLOYED) * jnp.sum(leaving)))

    def take_from(self, name: str, state: int, persons: Array) -> None:
        """``persons [qual, age, sex]`` leave one state, unemployed or outside."""
        self._add(state, -persons)
        self.note(name, lost=by_place(_one(state) * jnp.sum(persons)))

    def place(self, name: str, share: Array, persons: Array) -> None:
        """``persons [qual, age, sex]`` come to the groups by ``share [group, qual, sex]`` (sums to one by group)."""
        self.parts = self.parts._replace(workers=self.parts.workers + share[:, :, None] * persons)
        by_group = jnp.sum(share * jnp.sum(persons, axis=1), axis=(1, 2))
        self.note(name, gained=by_place(by_group))

    def put(self, name: str, state: int, persons: Array) -> None:
        """``persons [qual, age, sex]`` come to one state, unemployed or outside."""
        self._add(state, persons)
        self.note(name, gained=by_place(_one(state) * jnp.sum(persons)))

    def _add(self, state: int, persons: Array) -> None:
        if state == UNEMPLOYED:
            self.parts = self.parts._replace(seekers=self.parts.seekers + persons)
        else:
            self.parts = self.parts._replace(outside=self.parts.outside + persons)

    def change(self, name: str, work: Array, gained: bool) -> None:
        """Persons ``[state, qual, age, sex]`` come (or leave) everywhere at once."""
        sign = 1 if gained else -1
        self.parts = Parts(*(part + sign * more for part, more in zip(self.parts, apart(work), strict=True)))
        self._note_either(name, by_place(summed(work, axis=(-3, -2, -1))), gained)

    def change_young(self, name: str, persons: Array, gained: bool) -> None:
        """Persons ``[age, sex]`` below working age come or leave."""
        self.young = self.young + persons if gained else self.young - persons
        self._note_either(name, by_place(young=jnp.sum(persons)), gained)

    def change_old(self, name: str, persons: Array, gained: bool) -> None:
        """Persons ``[age, sex]`` above working age come or leave."""
        self.old = self.old + persons if gained else self.old - persons
        self._note_either(name, by_place(old=jnp.sum(persons)), gained)

    def note(self, name: str, lost: Array | None = None, gained: Array | None = None) -> None:
        """Write down who left which place and who came where, persons ``[place]`` (:func:`by_place`)."""
        for book, persons in ((self.lost, lost), (self.gained, gained)):
            if persons is not None:
                book[name] = book[name] + persons if name in book else persons

    def close(self) -> tuple[Stocks, Array]:
        """The stocks at the end of the year, and persons by flow ``[lost or gained, flow, place]``, table order."""
        none = jnp.zeros(len(PLACES))
        both = [[book.get(name, none) for name in NAMES] for book in (self.lost, self.gained)]
        return Stocks(self.young, self.work, self.old), jnp.stack([jnp.stack(rows) for rows in both])

    def _note_either(self, name: str, persons: Array, gained: bool) -> None:
        self.note(name, **{"gained" if gained else "lost": persons})


def by_place(states: Array | None = None, young: Array | None = None, old: Array | None = None) -> Array:
    """Persons ``[place]``: of the first states ``[state]`` (groups alone will do), below and above working age."""
    none = jnp.zeros(())
    inside = jnp.zeros(0) if states is None else states
    inside = jnp.pad(inside, (0, len(STATES) - inside.shape[0]))
    return jnp.concatenate([inside, jnp.stack([none if x is None else x for x in (young, old)])])


def _one(state: int) -> Array:
    return (jnp.arange(len(STATES)) == state).astype(float)
