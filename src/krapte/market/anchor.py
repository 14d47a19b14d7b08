"""Start and anchor: from published stocks to the model's stocks.

A run starts from the published stocks of 2013. Runs that answer a question are anchored on those of 2024: per age
and sex the residents are shared out as published, by a flow of its own that sums to zero, so nobody is made from
nothing; its size is printed. Unemployed by occupation are not published: techniek gets the drawn share of all
unemployed, spread over ages as technicians are.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.account import Ledger
from krapte.market.parameters import Published
from krapte.market.records import Base, History, Stocks


def shares(base: Base, p: Published, survey: Array) -> Stocks:
    """Published stocks by age and sex, persons; ``survey`` lifts technicians of before the survey break."""
    techniek = jnp.minimum(base.techniek * jnp.exp(survey), base.employed)
    unemployed = jnp.sum(base.unemployed)
    seek = base.techniek / jnp.sum(base.techniek) * unemployed * p.unemployed_techniek
    seek_techniek = jnp.minimum(seek, base.unemployed)
    outside = base.people - base.employed - base.unemployed
    return Stocks(
        outside=outside,
        techniek=techniek,
        rest=base.employed - techniek,
        seek_techniek=seek_techniek,
        seek_rest=base.unemployed - seek_techniek,
        card=jnp.zeros(()),
    )


def jobs(base: Base, p: Published, survey: Array) -> tuple[Array, Array, Array]:
    """Employed, unemployed and vacancies by group as published or shared out, persons ``[group]``."""
    stocks = shares(base, p, survey)
    employed = jnp.stack([jnp.sum(stocks.techniek), jnp.sum(stocks.rest)])
    unemployed = jnp.stack([jnp.sum(stocks.seek_techniek), jnp.sum(stocks.seek_rest)])
    return employed, unemployed, base.vacancies * jnp.stack([p.vacancies_techniek, 1 - p.vacancies_techniek])


def move(books: Ledger, base: Base, p: Published, on: Array) -> dict[str, Array]:
    """The anchoring flow, zero unless ``on``: residents as simulated, shared out as published."""
    published = shares(base, p, jnp.zeros(()))
    names = [name for name in Stocks._fields if name != "card"]
    people = sum((books[name] for name in names), start=jnp.zeros_like(base.people))
    share = people / jnp.maximum(base.people, 1)
    return {f"anchor_{name}": on * (books[name] - getattr(published, name) * share) for name in names}


def by_group(history: History, p: Published) -> tuple[Array, Array, Array, Array]:
    """Published employed, unemployed, vacancies and filled vacancies by year and group, as the draw shares them."""
    techniek = history.techniek_old * jnp.exp(p.survey_shift) + history.techniek_new

    def split(total: Array, part: Array) -> Array:
        return jnp.stack([part, total - part], axis=1)

    return (
        split(history.employed, techniek),
        split(history.unemployed, history.unemployed * p.unemployed_techniek),
        split(history.vacancies, history.vacancies * p.vacancies_techniek),
        split(history.filled, history.filled * p.filled_techniek),
    )
