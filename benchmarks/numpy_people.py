"""People in plain NumPy: death, retirement, entry, diplomas, switching, the card, ageing, migration, hiring.

Stocks are ``[stock, draw, cell]`` (outside, techniek, rest, seek_techniek, seek_rest), the card is
``[draw, year since arrival, cell]``; a cell is age x 2 + sex. Stocks are changed in place.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
OUTSIDE, TECHNIEK, REST, SEEK_TECHNIEK, SEEK_REST = range(5)
STOCKS = ("outside", "techniek", "rest", "seek_techniek", "seek_rest")
WORKERS = STOCKS[1:]


class Shape(NamedTuple):
    """Profiles by age as profiles by cell, made once per run: ``[cell]``."""

    log_stay: Floats  # log of the chance not to leave the labour force
    log_out: Floats  # log of the chance not to enter it
    exits: Any  # the cells where people leave before the pension years, as a slice
    entries: Any  # the cells where people enter
    pension: Any  # the cells of the pension years
    pension_ages: Floats  # and their ages [age]
    often: Floats  # relative frequency of switching
    technical: Floats
    reentry: Floats
    young: Floats  # share of the youngest entrants who start in techniek
    attached: Floats  # 1 where arrivals are attached to work
    last: int  # first cell of the last working age
    graduation: Floats  # [level, cell]
    cohort: Floats
    card: Floats
    raw: Any  # the profiles themselves

    @staticmethod
    def of(profiles: Any) -> Shape:
        """From the engine's profiles."""

        def cells(by_age: Floats) -> Floats:
            return np.repeat(by_age, 2, axis=-1)

        ages = np.flatnonzero(profiles.pension_years * profiles.working_age)
        graduates = profiles.graduation[:, :, None] * profiles.graduate_sex
        return Shape(
            log_stay=np.log1p(-profiles.exit.ravel()),
            log_out=np.log1p(-profiles.entry.ravel()),
            exits=_span(profiles.exit.ravel()),
            entries=_span(profiles.entry.ravel()),
            pension=slice(2 * ages[0], 2 * ages[-1] + 2),
            pension_ages=ages.astype(float),
            often=cells(profiles.switching),
            technical=np.tile(profiles.technical, len(profiles.switching)),
            reentry=cells(profiles.reentry),
            young=profiles.young_technicians.ravel(),
            attached=cells(profiles.working_age * (1 - profiles.pension_years)),
            last=2 * int(np.flatnonzero(profiles.last_age)[0]),
            graduation=graduates.reshape(len(graduates), -1),
            cohort=cells(profiles.cohort),
            card=profiles.card.ravel(),
            raw=profiles,
        )


def _span(chance: Floats) -> slice:
    """The cells from the first to the last where there is a chance at all."""
    some = np.flatnonzero(chance)
    return slice(int(some[0]), int(some[-1]) + 1)


def shares(base: Any, p: Any, survey: Floats | float) -> Floats:
    """Published stocks as ``[stock, draw, cell]``."""
    full, employed, technicians, unemployed = (
        leaf.ravel() for leaf in (base.people, base.employed, base.techniek, base.unemployed)
    )
    techniek = np.minimum(technicians * np.exp(survey), employed)
    seek = technicians / technicians.sum() * unemployed.sum() * p["published.unemployed_techniek"]
    seek = np.minimum(seek, unemployed)
    outside = full - employed - unemployed
    parts = np.broadcast_arrays(outside, techniek, employed - techniek, seek, unemployed - seek)
    return np.stack(parts)


def start(first: Any, p: Any, card: Floats, draws: int) -> tuple[Floats, Floats]:
    """The stocks and the empty card of the first year."""
    return shares(first, p, p["published.survey_shift"]), np.zeros((draws, len(card), first.people.size))


def live(
    stocks: Floats, card: Floats, perceived: Floats, now: Any, shape: Shape, p: Any, flows: dict[str, Floats]
) -> Floats:
    """What happens before the market meets; returns the card, writes totals of flows."""
    residents = stocks.sum(axis=0) + card.sum(axis=1)
    way = now.fertility_weight
    level = now.fertility_start * (1 - way) + p["population.fertility"] * way if now.future > 0 else 1.0
    born = (residents[:, 1::2] * (now.fertility * level)).sum(axis=1, keepdims=True) * shape.raw.newborn
    _die(stocks, card, now, p, flows)
    _retire(stocks, now, shape, p, flows)
    _participate(stocks, shape, p, flows)
    _graduate(stocks, card, shape, p, flows)
    _switch(stocks, perceived, shape, p, flows)
    card = _card(stocks, card, p, flows)
    _stop_at_last_age(stocks, card, shape, flows)
    grow_older(stocks)
    grow_older(card)
    lost = born * now.newborn_mortality
    stocks[OUTSIDE, :, :2] += born - lost
    flows["births"], flows["deaths_newborn"] = born.sum(axis=1), lost.sum(axis=1)
    _migrate(stocks, now, shape, p, flows)
    arrived = np.minimum(p["card.quota"], p["card.applications"]) * shape.card
    card[:, 0] += arrived
    flows["card_arrivals"] = arrived.sum(axis=1)
    return card


def _die(stocks: Floats, card: Floats, now: Any, p: Any, flows: dict[str, Floats]) -> None:
    chance = now.mortality.ravel()
    ratio = p["population.worker_mortality"]
    own = ratio * chance
    dead = stocks * own
    holders = card * own[:, None, :]
    workers = stocks[1:].sum(axis=0) + card.sum(axis=1)
    spared = (1 - ratio) * chance * workers
    dead[OUTSIDE] = np.minimum(chance * stocks[OUTSIDE] + spared, stocks[OUTSIDE])
    stocks -= dead
    card -= holders
    flows |= {f"deaths_{name}": total for name, total in zip(STOCKS, dead.sum(axis=2), strict=True)}
    flows["deaths_card"] = holders.sum(axis=(1, 2))


def _retire(stocks: Floats, now: Any, shape: Shape, p: Any, flows: dict[str, Floats]) -> None:
    raw = shape.raw
    measured = raw.measured_pension_age
    shift = now.pension_age + p["retirement.pension_age_shift"] - measured
    distance = shape.pension_ages + 1 - (measured + p["retirement.follow"] * shift)
    reach = np.maximum(0, 1 - np.abs(distance))
    curves = [np.interp(distance, raw.retirement_age, curve) for curve in raw.retirement_chance.T]
    reach = reach[:, :, None]
    stop = reach * raw.retirement_spike + (1 - reach) * np.stack(curves, axis=2)
    stop = (1 - (1 - stop) ** p["retirement.pace"][:, :, None]).reshape(len(stop), -1)
    technical = np.minimum(stop * p["retirement.techniek"], 1)
    work = stocks[1:, :, shape.pension]
    _leave(stocks, work * np.stack([technical, stop, technical, stop]), shape.pension, "retirement", flows)


def _participate(stocks: Floats, shape: Shape, p: Any, flows: dict[str, Floats]) -> None:
    chance = -np.expm1(p["participation.exit"] * shape.log_stay[shape.exits])
    _leave(stocks, stocks[1:, :, shape.exits] * chance, shape.exits, "exits", flows)
    at = shape.entries
    entrants = stocks[OUTSIDE, :, at] * -np.expm1(p["participation.entry"] * shape.log_out[at])
    share = np.minimum(p["participation.techniek_share"] * shape.technical[at], 1)
    techniek = entrants * (share * shape.reentry[at] + shape.young[at])
    stocks[OUTSIDE, :, at] -= entrants
    stocks[TECHNIEK, :, at] += techniek
    stocks[REST, :, at] += entrants - techniek
    flows["entry_techniek"] = techniek.sum(axis=1)
    flows["entry_rest"] = entrants.sum(axis=1) - flows["entry_techniek"]


def _leave(stocks: Floats, leaving: Floats, at: slice, name: str, flows: dict[str, Floats]) -> None:
    """Workers and job seekers ``[stock, draw, cell]`` who leave the labour force."""
    stocks[1:, :, at] -= leaving
    stocks[OUTSIDE, :, at] += leaving.sum(axis=0)
    totals = leaving.sum(axis=2)
    flows |= {f"{name}_{stock}": total for stock, total in zip(WORKERS, totals, strict=True)}


def _graduate(stocks: Floats, card: Floats, shape: Shape, p: Any, flows: dict[str, Floats]) -> None:
    cohort = ((stocks.sum(axis=0) + card.sum(axis=1)) * shape.cohort).sum(axis=1, keepdims=True)
    starters = (p["education.diplomas"] * p["education.placement"] * cohort) @ shape.graduation
    source = stocks[OUTSIDE] + stocks[REST]
    chance = np.minimum(starters / np.maximum(source, 1), 1)
    for stock in (OUTSIDE, REST):
        coming = chance * stocks[stock]
        stocks[stock] -= coming
        stocks[TECHNIEK] += coming
        flows[f"graduates_from_{STOCKS[stock]}"] = coming.sum(axis=1)


def _switch(stocks: Floats, perceived: Floats, shape: Shape, p: Any, flows: dict[str, Floats]) -> None:
    pull = np.exp(p["switching.response"] * (perceived[:, :1] - perceived[:, 1:]))
    leaving = stocks[TECHNIEK] * np.minimum(p["switching.gross"] / pull * shape.often, 1)
    rate = (p["switching.gross"] + p["switching.net"]) * pull / shape.raw.rest_per_technician
    coming = stocks[REST] * np.minimum(rate * (shape.often * shape.technical), 1)
    change = coming - leaving
    stocks[TECHNIEK] += change
    stocks[REST] -= change
    flows["switch_out"], flows["switch_in"] = leaving.sum(axis=1), coming.sum(axis=1)
    _look(stocks, pull, p, flows)


def _look(stocks: Floats, pull: Floats, p: Any, flows: dict[str, Floats]) -> None:
    """Job seekers who turn to the work of the other group; at usual tightness as many either way."""
    part = p["published.unemployed_techniek"]
    seek, others = stocks[SEEK_TECHNIEK], np.maximum(stocks[SEEK_REST], 0)
    leaving = seek * np.minimum(p["switching.seekers"] / pull, 1)
    turn = np.minimum(p["switching.seekers"] * part / (1 - part) * pull, 1)
    total = others.sum(axis=1, keepdims=True) * turn
    coming = np.minimum(seek * (total / np.maximum(seek.sum(axis=1, keepdims=True), 1)), others)
    change = coming - leaving
    stocks[SEEK_TECHNIEK] += change
    stocks[SEEK_REST] -= change
    flows["look_out"], flows["look_in"] = leaving.sum(axis=1), coming.sum(axis=1)


def _card(stocks: Floats, card: Floats, p: Any, flows: dict[str, Floats]) -> Floats:
    """Early leavers, the end of the last year, career end and one more year since arrival."""
    exits = card * p["card.exit"][:, :, None]
    card = card - exits
    ending = card[:, -1]
    returns = ending * p["card.return_share"]
    settled = ending - returns
    stocks[TECHNIEK] += settled
    flows["card_exits"] = exits.sum(axis=(1, 2))
    flows["card_returns"], flows["card_settled"] = returns.sum(axis=1), settled.sum(axis=1)
    card[:, 1:] = card[:, :-1].copy()
    card[:, 0] = 0
    return card


def _stop_at_last_age(stocks: Floats, card: Floats, shape: Shape, flows: dict[str, Floats]) -> None:
    at = slice(shape.last, shape.last + 2)
    _leave(stocks, stocks[1:, :, at].copy(), at, "career_end", flows)
    holders = card[:, :, at].sum(axis=1)
    card[:, :, at] = 0
    stocks[OUTSIDE, :, at] += holders
    flows["career_end_card"] = holders.sum(axis=1)


def grow_older(persons: Floats) -> None:
    """One year older, in place; the last age keeps its own."""
    oldest = persons[..., -4:-2] + persons[..., -2:]
    persons[..., 2:] = persons[..., :-2].copy()
    persons[..., :2] = 0
    persons[..., -2:] = oldest


def _migrate(stocks: Floats, now: Any, shape: Shape, p: Any, flows: dict[str, Floats]) -> None:
    low, high = now.migration_low.ravel(), now.migration_high.ravel()
    net = low + p["migration.position"] * (high - low)
    present = stocks.sum(axis=0)
    share = np.minimum(np.maximum(-net, 0) / np.where(present > 0, present, np.inf), 1)
    leaving = stocks * share
    stocks -= leaving
    flows |= {f"departures_{name}": total for name, total in zip(STOCKS, leaving.sum(axis=2), strict=True)}
    coming = np.maximum(net, 0)
    attached = coming * p["migration.participation"] * shape.attached
    techniek = attached * np.minimum(p["migration.techniek_share"] * shape.technical, 1)
    for stock, arriving in ((OUTSIDE, coming - attached), (TECHNIEK, techniek), (REST, attached - techniek)):
        stocks[stock] += arriving
        flows[f"arrivals_{STOCKS[stock]}"] = arriving.sum(axis=1)


def anchor(stocks: Floats, base: Any, p: Any, flows: dict[str, Floats]) -> None:
    """Residents as simulated, shared out over the stocks as published."""
    share = stocks.sum(axis=0) / np.maximum(base.people.ravel(), 1)
    moved = stocks - shares(base, p, 0.0) * share
    stocks -= moved
    flows |= {f"anchor_{name}": total for name, total in zip(STOCKS, moved.sum(axis=2), strict=True)}


def labour(stocks: Floats, card: Floats) -> Floats:
    """Employed and unemployed by group."""
    totals = stocks.sum(axis=2)
    techniek = totals[TECHNIEK] + totals[SEEK_TECHNIEK] + card.sum(axis=(1, 2))
    return np.stack([techniek, totals[REST] + totals[SEEK_REST]], axis=1)


def hire(
    stocks: Floats, card: Floats, employed: Floats, separations: Floats, flows: dict[str, Floats]
) -> None:
    """Separations and hires, so that each group employs what the market cleared."""
    holders = card.sum(axis=(1, 2))
    for group, (work, seek) in enumerate(((TECHNIEK, SEEK_TECHNIEK), (REST, SEEK_REST))):
        wanted = employed[:, group] - (holders if group == 0 else 0)
        before = stocks[work].sum(axis=1)
        lose = np.maximum(separations[:, group], 1 - wanted / before)
        separated = stocks[work] * lose[:, None]
        pool = stocks[seek] + separated
        hired = pool * np.clip((wanted - before * (1 - lose)) / pool.sum(axis=1), 0, 1)[:, None]
        stocks[work] += hired - separated
        stocks[seek] = pool - hired
        flows[f"separations_{STOCKS[work]}"] = separated.sum(axis=1)
        flows[f"hires_{STOCKS[work]}"] = hired.sum(axis=1)
