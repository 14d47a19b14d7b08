"""The skilled-worker scheme ('oranje kaart'): regulated, functional, temporary work from outside the EU.

    arrivals     = min(quota, applications)
    applications = applications of the scheme as proposed x red tape ^ -response

A quota fills nothing by itself: what holds technicians back is the application that is never made, not the desk that
decides on it. Red tape is what an application asks of an employer for one worker (fees, search, months), against the
scheme as proposed. Holders work in
technical crafts, shared out by ``card.group``; each year some leave early (``card.exit``); when their five years end
``card.return_share`` goes home and the others settle: ordinary technicians, who leave as ``stay.late`` says. Holders
are residents at work like others; the book of migrants says who they are. Figures: ip_ok_quota, ip_ok_max_years,
ip_ok_left_y1, ip_ok_return, ip_de_exp_2024 and ip_de_wb_visa (two German schemes, one with many conditions and one with
few); no evaluation of return from a temporary craft scheme was found.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import CARD_YEARS, GROUPS, STAY_YEARS, TECHNIEK

CRAFTS = slice(1, len(TECHNIEK))  # construction, metal, electro, process: the groups of ``card.group``


class Card(NamedTuple):
    """Parameters of the scheme; ``group`` by craft, the others scalar."""

    quota: Array
    applications: Array
    red_tape: Array
    tape_response: Array
    exit: Array
    return_share: Array
    group: Array


def arrivals(p: Card) -> Array:
    """New holders of the year, persons."""
    return jnp.minimum(p.quota, p.applications * p.red_tape**-p.tape_response)


def groups(p: Card) -> Array:
    """Shares of the holders by group ``[group]``: the weights ``card.group``, made to sum to one."""
    weights = jnp.pad(p.group, (CRAFTS.start, len(GROUPS) - CRAFTS.stop))
    return weights / jnp.sum(weights)


def hazard(p: Card, settled: Array) -> Array:
    """Chance to leave within the year by years since arrival ``[years]``; ``settled`` is that of those who stay.

    Five years end in the year that starts with four and a half behind one on average: early leavers go first, the
    others go home or settle.
    """
    years = jnp.arange(STAY_YEARS)
    last = p.exit + (1 - p.exit) * p.return_share
    return jnp.where(years < CARD_YEARS - 1, p.exit, jnp.where(years == CARD_YEARS - 1, last, settled))


def holders(present: Array) -> Array:
    """Persons under the scheme, of those who came by it ``[..., years, place]``: the first five years."""
    return jnp.sum(present[..., :CARD_YEARS, :], axis=(-2, -1))
