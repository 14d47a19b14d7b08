"""Arrivals and departures: what ``migration`` says of a year, booked on the stocks.

The account of migrants (who came by which stream, and when) stands beside the stocks of residents as an "of which";
here the persons themselves come and go, as one arrivals table and one chance to leave.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import QUALS, TECHNIEK
from krapte.market import migration, streams
from krapte.market.account import Ledger
from krapte.market.migration import Present
from krapte.market.parameters import Parameters
from krapte.market.state import Memory, Setting, Year
from krapte.market.stay import CARD
from krapte.market.streams import ACTUAL, Migrants, Moved, Rules


def rules(p: Parameters) -> Rules:
    """All parameters that streams hang on."""
    return Rules(p.migration, p.stay, p.card)


def come_and_go(
    books: Ledger, known: Year, memory: Memory, setting: Setting, p: Parameters
) -> tuple[Memory, Moved]:
    """Newcomers and leavers of the year; the memory with the migrants a year on."""
    shapes, people = setting.country.streams, setting.residents
    felt = memory.perceived - setting.perceived
    both = (rules(setting.reference), rules(p))
    migrants, moved = streams.step(memory.migrants, known.streams, felt, both, people, shapes)
    total = migration.net(known.migration_low, known.migration_high, p.migration)
    here = Present(books.here(), books.young, books.old)
    booking = migration.flows(total, moved, here, people, shapes, p.migration)
    books.take({"departures": booking.leave_work})
    books.change_young("departures", books.young * booking.leave_young, gained=False)
    books.change_old("departures", books.old * booking.leave_old, gained=False)
    books.change("arrivals", migration.arrivals(booking, here, len(QUALS)), gained=True)
    books.change_young("arrivals", booking.young, gained=True)
    books.change_old("arrivals", booking.old, gained=True)
    return memory._replace(migrants=migrants), moved


def technicians(moved: Moved) -> Array:
    """Technicians that streams bring beyond the reference, less those who leave beyond it, persons."""
    came = streams.difference(moved.newcomers)
    left = streams.difference(jnp.sum(moved.left, axis=2))
    return jnp.sum((came - left)[:, : len(TECHNIEK)])


def tell(migrants: Migrants, moved: Moved) -> dict[str, Array]:
    """What the outcome of a year tells of migrants."""
    return {
        "migrants": streams.present(migrants),
        "foreign_technicians": streams.technicians(migrants),
        "card_arrivals": moved.came[ACTUAL, CARD],
    }
