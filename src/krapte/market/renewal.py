"""Renewed curricula: technicians who learned the newest way of working do more in an hour.

    renewed(g)' = renewed(g) x (1 - leaving(g)) x (1 - fade) + graduates at work in techniek(g) x gain
    skill(g)    = ln(1 + renewed(g) / workers(g)), log output per hour of the group

``renewed`` counts full workers' worth of output on top, a number beside the books and no people of their own: of each
cohort of technical graduates its gain, which fades as work moves on and leaves with those who leave the group.
``graduate_output`` is zero without a measure: curricula renewed as they always were are in the trend. Demand takes the
skill as it takes technology: fewer people for the same work, part of which returns as cheaper, larger output.
Figures: eei_e5_p_skill (gain and half-life).
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from krapte.market.education import Education


def renew(renewed: Array, graduates: Array, leaving: Array, p: Education) -> Array:
    """Extra output a year on, in full workers ``[group]``; ``leaving`` is the share who leave the group."""
    return renewed * (1 - leaving) * (1 - p.graduate_fade) + graduates * jnp.expm1(p.graduate_output)


def skill(renewed: Array, workers: Array) -> Array:
    """Log output per hour on top ``[group]`` of ``workers``."""
    return jnp.log1p(renewed / workers)
