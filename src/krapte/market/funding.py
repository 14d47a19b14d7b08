"""Funding of schools: from price factor and budget to money, and from money to completion, starts, and who pays.

    weight W    = sum over programmes of students x route (school 1, work-study bbl_weight) x price weight
    raised      x = change of W / W by a price factor other than the decree's
    a unit buys 1 / (1 + (1 - financed) x) of what it did: with a fixed budget all others pay
    spending    = (enrolment_part x (price factor x unit - 1) + budget - 1) x pass_through, per student
    completion  + completion x spending, starts x exp(starts_elasticity x spending), both on the mean of the last years
    cost        = unit x W x ((1 + x) (what a unit buys) - 1), euros a year

The law divides a national budget by weighted enrolments of two years before (decree WEB 2.2.3): money comes at once,
since the students it counts are there; only extra students are unpaid for two years. Effects of spending come in with
the mean of four years: half after two, full after four. A budget for all programmes of a level, above or below that of
the law, does the same everywhere in it; what it costs is said by whoever changes it.

Figures: eei_e1_pf15_*, eei_e1_bbl_factor, eei_e1_student_part, eei_e1_budget_mbo_2024, eei_e1_p_passthrough,
eei_e1_p_completion, eei_e1_p_start_elast.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.market.school import SchoolShapes, Support


class Funding(NamedTuple):
    """Record ``funding`` of the parameter table."""

    price_factor: Array  # of technical programmes in the four domains
    other_weight: Array  # mean price factor of all other programmes
    bbl_weight: Array  # of a work-study student against the school route
    enrolment_part: Array  # of the budget that goes by weighted enrolments
    coverage: Array  # of technical students who are in the four domains
    financed: Array  # of extra weight that is new money; the rest is taken from all other mbo
    unit: Array  # euros a year per unit of weight
    budget: Array  # money for all programmes against the law in force [mbo, hbo and wo]
    pass_through: Array  # of a school's extra money that reaches the programme
    completion: Array  # rise of the share with a diploma per relative rise of spending
    starts_elasticity: Array  # of starts to spending


class Spending(NamedTuple):
    """What money changed in mbo this year."""

    change: Array  # [level, field] relative change of spending per student, in mbo and above it
    cost: Array  # euros a year of the price factor, for whoever finances it


def start(years: int, fields: int) -> Array:
    """No change in the last ``years``: the memory ``[year, level, field]``."""
    return jnp.zeros((years, 2, fields))


def spend(students: Array, reference: Array, shapes: SchoolShapes, p: Funding) -> Spending:
    """Spending by field for ``students [program, field, year]``; ``reference`` is the decree's price factor."""
    route = shapes.mbo + shapes.bbl * (p.bbl_weight - 1)
    weighted = route @ jnp.sum(students, axis=2)
    covered = shapes.techniek * p.coverage
    price = covered * reference + (1 - covered) * p.other_weight
    total = jnp.sum(weighted * price)
    rise = jnp.sum(weighted * covered) * (p.price_factor - reference) / total
    buys = 1 / (1 + (1 - p.financed) * rise)
    per_student = covered * (p.price_factor / reference) + (1 - covered)
    weighed = p.enrolment_part * (per_student * buys - 1)
    of_level = jnp.stack([weighed, jnp.zeros_like(weighed)]) + (p.budget - 1)[:, None]
    return Spending(of_level * p.pass_through, p.unit * total * ((1 + rise) * buys - 1))


def remember(memory: Array, change: Array) -> Array:
    """The memory ``[year, level, field]`` with this year's change in front."""
    return jnp.concatenate([change[None], memory[:-1]])


def support(memory: Array, fail: Array, shapes: SchoolShapes, p: Funding) -> Support:
    """What remembered spending does; ``fail [program]`` is the share that ends without a diploma as published."""
    of_level = jnp.mean(memory, axis=0)
    felt = jnp.stack([shapes.mbo, 1 - shapes.mbo], axis=1) @ of_level
    dropout = jnp.maximum(1 - p.completion * felt / fail[:, None], 0)
    return Support(dropout, jnp.exp(p.starts_elasticity * felt))
