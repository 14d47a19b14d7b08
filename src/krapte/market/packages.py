"""Work packages: homes, grid, heat, infrastructure, defence, chips, mobility.

    fte  = realised x (planned labour, less what gains in output per hour save,
                       - labour of the base year x growth of the sectors it works in) x labour
    jobs = (technicians' share spread over technical groups, the others over other groups) / full-time jobs per worker

A package counts by its change against the anchor year, whose labour grows along with the sectors otherwise, so
nothing counts twice; a target is not demand: only ``tasks.realised`` of a planned change comes about, unless the
scenario says so. Figures: pd.wp.*, pd.def.tech_share.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.demand_records import DemandCountry, DemandNow, Tasks


def labour(now: DemandNow, grown: Array, gain: Array, country: DemandCountry, p: Tasks) -> Array:
    """Labour beyond what grew along with the sectors, fte ``[package]``, zero up to the anchor.

    ``grown`` is log work of the sectors since the anchor, ``gain`` log output per hour beyond the trend ``[sector]``.
    """
    planned = (now.tasks + now.tasks_base) * jnp.exp(-country.task_sectors @ gain)
    along = now.tasks_base * jnp.exp(country.task_sectors @ grown)
    return now.future * (1 - now.anchor) * p.realised * (planned - along) * p.labour


def whole(extra: Array, grown: Array, now: DemandNow, country: DemandCountry) -> Array:
    """All labour of the packages, fte ``[package]``: what is in the sectors already, and ``extra`` (:func:`labour`).

    Up to the anchor it is that of the base year: nothing is said of earlier years.
    """
    since = now.future * (1 - now.anchor)
    return now.tasks_base * jnp.exp(since * (country.task_sectors @ grown)) + extra


def jobs(fte: Array, country: DemandCountry, p: Tasks) -> Array:
    """Persons wanted by group for the labour of the packages."""
    technical = p.techniek_share * (fte @ country.task_technical)
    others = (1 - p.techniek_share) * (fte @ country.task_others)
    return (technical + others) / country.fte_per_person
