"""The same labour market in plain NumPy: the rival in the benchmark, and a second account of the model.

Written from the equations, not from the engine's code: draws are the first axis, ages and sexes are one axis of
212 cells (age first), the five stocks without years since arrival are one array. Only the order of the slots and
of the flows is taken from krapte, so that results can be laid side by side.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy_market as market
import numpy_people as people
from numpy.typing import NDArray

from krapte.country.parameters import slots
from krapte.market.account import NAMES

Floats = NDArray[np.float64]
PLACES: dict[str, list[int]] = {}
for _place, _slot in enumerate(slots()):
    PLACES.setdefault(_slot.split("[")[0], []).append(_place)


class Values:
    """Parameters of a block of draws by id, each ``[draw, slot of the id]``."""

    def __init__(self, vector: Floats) -> None:
        self.vector = vector

    def __getitem__(self, name: str) -> Floats:
        return self.vector[:, PLACES[name]]


class Outcome(NamedTuple):
    """What is compared with the engine: ``[draw, step, group]``, flows ``[draw, step, flow]``."""

    employed: Floats
    unemployed: Floats
    vacancies: Floats
    filled: Floats
    residual: Floats
    flows: Floats


def moved(reference: Floats, dose: Floats, effects: Any) -> Floats:
    """Parameters after the doses of a year ``[draw, measure]``: set, multiply, add, cap."""
    value = reference
    used = np.flatnonzero(dose.any(axis=0))  # a measure that nobody takes this year costs nothing
    if not used.size:
        return value
    given = dose[:, used, None]
    on = (given > 0) & (effects.set_on[used] > 0)
    value = np.where(on.any(axis=1), np.where(on, effects.set_value[:, used], 0).sum(axis=1), value)
    value = value * np.exp((given * effects.ln_factor[:, used]).sum(axis=1))
    value = value + (given * effects.add[:, used]).sum(axis=1)
    return np.minimum(value, np.where(given > 0, effects.cap[:, used], np.inf).min(axis=1))


def run(draw: Any, world: Any, block: int) -> Outcome:
    """All draws, ``block`` of them at a time; ``draw`` and ``world`` are the engine's records, as numpy."""
    count = len(draw.parameters)
    effects = draw.effects
    parts = []
    for begin in range(0, count, block):
        now = slice(begin, min(begin + block, count))
        own = {name: getattr(effects, name)[now] for name in effects._fields if name != "set_on"}
        parts.append(run_block(draw.parameters[now], draw.shocks[now], effects._replace(**own), world))
    return Outcome(*(np.concatenate(leaves) for leaves in zip(*parts, strict=True)))


def run_block(parameters: Floats, shocks: Floats, effects: Any, world: Any) -> Outcome:
    """All years of one block of draws."""
    reference = Values(parameters)
    shape = people.Shape.of(world.profiles)
    told = market.closed(world.history, world.anchor, reference)
    stocks, card = people.start(world.first, reference, world.card, len(parameters))
    memory = market.remembered(world.first, reference, told.usual)
    years = []
    for step in range(shocks.shape[1]):
        now = type(world.years)(*(leaf[step] for leaf in world.years))
        p = Values(moved(parameters, effects.dose[:, step], effects))
        flows: dict[str, Floats] = {}
        card = people.live(stocks, card, memory.perceived, now, shape, p, flows)
        if now.anchor > 0:
            people.anchor(stocks, world.anchor, p, flows)
            before = np.broadcast_to(world.anchor.previous, memory.employed.shape)
            memory = memory._replace(employed=before, perceived=told.perceived)
        people_now = stocks.sum(axis=(0, 2)) + card.sum(axis=(1, 2))
        wanted, memory, met = _clear(stocks, card, memory, people_now, now, shocks[:, step], told, world, p)
        people.hire(stocks, card, met.employed, told.rates.separations, flows)
        tightness = np.log(met.vacancies / met.unemployed) - told.usual
        memory = memory._replace(
            employed=met.employed,
            vacancies=met.vacancies,
            perceived=memory.perceived + p["switching.memory"] * (tightness - memory.perceived),
            pressure=wanted.pressure,
            target=wanted.target,
            activity=wanted.activity,
            gap=wanted.gap,
            people=people_now[:, None],
            labour=(met.employed + met.unemployed).sum(axis=1, keepdims=True),
        )
        none = np.zeros(len(parameters))
        totals = np.stack([flows.get(name, none) for name in NAMES], axis=1)
        years.append((met.employed, met.unemployed, met.vacancies, met.filled, met.residual, totals))
    return Outcome(*(np.stack(leaves, axis=1) for leaves in zip(*years, strict=True)))


def _clear(
    stocks: Floats,
    card: Floats,
    memory: market.Memory,
    residents: Floats,
    now: Any,
    shock: Floats,
    told: market.Closed,
    world: Any,
    p: Values,
) -> tuple[market.Wanted, market.Memory, market.Met]:
    """Demand and the meeting of one year."""
    labour = people.labour(stocks, card)
    wanted = market.desired(memory, now, residents[:, None], labour, shock[:, None], p)
    if now.anchor > 0:
        wanted, memory = market.anchored(memory, wanted, world.anchor, world.free_years, p)
    fading = now.anchored * told.gap * p["meeting.gap_fade"] ** now.years_after
    efficiency = told.rates.efficiency * np.exp(fading + now.years_after * p["meeting.efficiency_drift"])
    met = market.meet(
        wanted.jobs,
        labour,
        memory.employed,
        memory.vacancies,
        told.rates._replace(efficiency=efficiency),
        p,
    )
    return wanted, memory, met
