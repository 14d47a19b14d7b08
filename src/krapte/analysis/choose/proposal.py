"""Proposals: the best plan by straight lines, as a mixed-integer programme that HiGHS solves.

    share[i, s]   of the highest dose of lever i when it starts in year s; on[i, s] is 1 where it does
    on            one start per lever at most;  least x on <= share <= on
    purses        the sum of rates x shares, and of what is paid whatever the dose, per year within each purse
    sides         the same for each limited side effect
    tail          level - mean of short / share of the tail, short[d] >= level - line of draw d: the mean of the worst
                  draws (Rockafellar and Uryasev 2000), which grows where the quantile does
    trust         no lever further than a radius from the plan through which the lines were drawn

Three aims: the largest worth; the goal for the smallest yearly budget; or as unlike given plans as can be while the
worth stays above a floor. Nothing hangs on the clock: the same question gives the same plan.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from krapte.analysis.choose import levers, worth
from krapte.analysis.choose.alone import Alone
from krapte.analysis.choose.levers import PARTS, Plan
from krapte.analysis.choose.linear import Linear, shares
from krapte.analysis.choose.quiet import quiet
from krapte.analysis.choose.trial import Ground

Floats = NDArray[np.float64]
MILLION = 1e6  # euro: the unit of the programme, so that its numbers are of one size
SETTINGS = {"mip_rel_gap": 1e-3, "node_limit": 400}
THRIFT = 1e-3  # of worth per million euro: of two plans as good the cheaper


class Aim(NamedTuple):
    """What a proposal is after. ``floor``: the least worth, where cost or unlikeness counts and not worth."""

    floor: float | None = None
    unlike: Floats | None = None
    """[lever]: how little each lever is wanted; without it, the floor is reached at least cost."""
    banned: frozenset[int] = frozenset()
    radius: float = 1.0
    """The most that the share of a lever may move."""


class _Programme:
    """Rows and columns: shares, ons, level, shorts, and the budget in millions."""

    def __init__(self, ground: Ground, model: Linear, known: Alone) -> None:
        self.ground, self.model, self.known = ground, model, known
        draws, self.count, self.starts = model.slope.shape
        self.n = self.count * self.starts
        self.level, self.short = 2 * self.n, 2 * self.n + 1
        self.budget = self.short + draws
        self.wide, self.draws = self.budget + 1, draws
        self.rows: list[Floats] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def row(self, low: float = -math.inf, high: float = math.inf, **parts: Any) -> None:
        """A row by parts: ``share``, ``on`` (arrays of lever and start), ``level``, ``short``, ``budget``."""
        made = np.zeros(self.wide)
        for name, at in (("share", slice(0, self.n)), ("on", slice(self.n, 2 * self.n))):
            if name in parts:
                made[at] = np.asarray(parts[name]).ravel()
        made[self.level] = parts.get("level", 0.0)
        made[self.short : self.budget] = parts.get("short", 0.0)
        made[self.budget] = parts.get("budget", 0.0)
        self.rows.append(made)
        self.low.append(low)
        self.high.append(high)

    @property
    def tail(self) -> tuple[float, float]:
        """The weights of level and shorts in the mean of the tail."""
        return 1.0, -1.0 / (worth.tail(self.ground.question) * self.draws)

    def levers(self, aim: Aim) -> None:
        """One start each, doses in earnest, within the radius."""
        now = shares(self.model.at, self.starts).sum(axis=1)
        for i, lever in enumerate(self.ground.levers):
            one = np.zeros((self.count, self.starts))
            one[i] = 1.0
            self.row(high=1.0, on=one)
            least = lever.least / PARTS
            reach = max(aim.radius, least)
            self.row(low=now[i] - reach, high=now[i] + reach, share=one)
            for j in range(self.starts):
                cell = np.zeros((self.count, self.starts))
                cell[i, j] = 1.0
                self.row(high=0.0, share=cell, on=-cell)
                self.row(low=0.0, share=cell, on=-least * cell)

    def purses(self, aim: Aim) -> None:
        """Per year what each purse is charged; the budget itself where cost is what counts."""
        question = self.ground.question
        for name, most in question.purses.items():
            of = levers.purse(name)
            by_dose = np.tensordot(self.known.cost, of, axes=([2], [0])) / MILLION
            in_force = np.tensordot(self.known.in_force, of, axes=([2], [0])) / MILLION
            for t, beyond in enumerate(self.model.purses[name] / MILLION):
                parts: dict[str, Any] = {"share": by_dose[:, :, t], "on": in_force[:, :, t]}
                if not math.isinf(most):
                    self.row(high=most / MILLION - beyond, **parts)
                if name == question.payer:
                    self.row(high=-beyond, budget=-1.0, **parts)
        del aim
        for name, most in question.sides.items():
            per = np.repeat(self.known.sides[name][:, None], self.starts, axis=1)
            self.row(high=most - self.model.sides[name], share=per)

    def tails(self, aim: Aim) -> None:
        """How short each draw falls of the level; the floor under the worth."""
        for d in range(self.draws):
            own = np.zeros(self.draws)
            own[d] = 1.0
            self.row(low=-self.model.value[d], share=self.model.slope[d], level=-1.0, short=own)
        if aim.floor is not None:
            level, short = self.tail
            self.row(low=aim.floor - self.model.bent, level=level, short=np.full(self.draws, short))

    def cost(self, aim: Aim) -> Floats:
        """What is made as small as can be."""
        made = np.zeros(self.wide)
        if aim.floor is None:
            made[self.level], short = (-weight for weight in self.tail)
            made[self.short : self.budget] = short
            made[self.budget] = THRIFT
        elif aim.unlike is None:
            made[self.budget] = 1.0
        else:
            made[: self.n] = np.repeat(aim.unlike, self.starts)
            made[self.budget] = THRIFT * max(1.0, float(np.abs(aim.unlike).max()))
        return made

    def bounds(self, aim: Aim) -> optimize.Bounds:
        """A banned lever, and a year in which a lever cannot start, stay at zero."""
        low, high = np.zeros(self.wide), np.full(self.wide, np.inf)
        high[: 2 * self.n] = 1.0
        low[self.level] = -np.inf
        for i, lever in enumerate(self.ground.levers):
            for j in range(self.starts):
                if i in aim.banned or j >= len(lever.starts):
                    high[[i * self.starts + j, self.n + i * self.starts + j]] = 0.0
        return optimize.Bounds(low, high)


def propose(ground: Ground, model: Linear, known: Alone, aim: Aim = Aim()) -> Plan | None:  # noqa: B008
    """The plan that the lines like best, or none where no plan meets what is asked."""
    made = _Programme(ground, model, known)
    made.levers(aim)
    made.purses(aim)
    made.tails(aim)
    whole = np.zeros(made.wide)
    whole[made.n : 2 * made.n] = 1
    with quiet():
        solved = optimize.milp(
            made.cost(aim),
            constraints=optimize.LinearConstraint(np.array(made.rows), made.low, made.high),
            integrality=whole,
            bounds=made.bounds(aim),
            options=SETTINGS,
        )
    if solved.x is None:
        return None
    return _plan(solved.x, made)


def _plan(found: Floats, made: _Programme) -> Plan:
    """The plan of a solution, in whole parts of the highest doses."""
    share = found[: made.n].reshape(made.count, made.starts)
    on = found[made.n : 2 * made.n].reshape(made.count, made.starts)
    parts, begins = [], []
    for i, lever in enumerate(made.ground.levers):
        j = int(np.argmax(on[i]))
        done = on[i, j] > 1 / 2
        parts.append(min(PARTS, max(int(PARTS * share[i, j] + 1e-6), lever.least)) if done else 0)
        begins.append(j)
    return levers.plan_of(parts, begins)
