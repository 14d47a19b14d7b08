"""Two simple ways to choose, to set the search beside: by chance, and step by step. They run on the same ground.

by_chance   plans drawn at random, lowered until they fit, as many as the work allows; the best of them
greedy      from nothing, a tenth of a lever's highest dose more at a time: the step that brings most per euro is
            kept, until nothing fits or helps, or the work is up. Steps are tried lazily (Minoux 1978): a lever is
            run anew only when what it last brought is the most that any is known to bring
"""

from __future__ import annotations

import numpy as np

from krapte.analysis.choose import feasible, levers, search, worth
from krapte.analysis.choose.levers import PARTS, Plan
from krapte.analysis.choose.trial import Ground

STEP = PARTS // 10
LEAST_MONEY = 1e6  # euro a year: below it a step counts as costing this much


def by_chance(ground: Ground, work: float) -> Plan:
    """The best of plans drawn at random; ``work`` in whole runs."""
    chance = np.random.default_rng(search.key(ground, "by_chance"))
    best = levers.none(ground.levers)
    ground.of(best)
    while ground.work + ground.draws * ground.share <= work:
        plan = feasible.repaired(ground, search.by_chance(ground, chance))
        best = max(best, plan, key=lambda one: search.merit(ground.of(one), ground))
    return best


def greedy(ground: Ground, work: float) -> Plan:
    """The plan to which the best single steps lead; ``work`` in whole runs."""
    plan = levers.none(ground.levers)
    ground.of(plan)
    known = dict.fromkeys(
        range(len(ground.levers)), (np.inf, plan)
    )  # gain per euro as last seen, and after which plan
    while known:
        i = max(known, key=lambda one: known[one][0])
        gain, after = known[i]
        more = _more(plan, i, ground)
        if gain <= 0 or more is None:
            del known[i]
        elif after == plan and gain < np.inf:
            plan = more
        elif ground.work + ground.draws * ground.share > work:
            return plan
        elif not feasible.fits(ground.of(more), ground.question):
            del known[i]  # a step that does not fit now fits later no better
        else:
            known[i] = _per_euro(ground, plan, more), plan
    return plan


def _more(plan: Plan, i: int, ground: Ground) -> Plan | None:
    if plan.parts[i] == PARTS:
        return None
    parts = list(plan.parts)
    parts[i] = min(PARTS, max(parts[i] + STEP, ground.levers[i].least))
    return levers.plan_of(parts, plan.begins)


def _per_euro(ground: Ground, plan: Plan, more: Plan) -> float:
    question = ground.question
    before, after = ground.of(plan), ground.of(more)
    gain = worth.of(after.worth, question) - worth.of(before.worth, question)
    paid = feasible.peak(after, question.payer) - feasible.peak(before, question.payer)
    return gain / max(paid, LEAST_MONEY)
