"""What it is worth to know an input before choosing: the value of perfect, partly perfect and sample information.

    now      = max over choices of the mean of the outcome                       (choose on what is known)
    EVPI     = mean of the max over choices of the outcome          - now        (choose once all is known)
    EVPPI(g) = mean of the max over choices of E[outcome | g]       - now        (choose once the inputs g are known)
    EVSI(g)  = mean of the max over choices of E[outcome | study]   - now        (choose after a study of g)

E[outcome | .] is a regression of the outcomes on the inputs over the draws, so no run is needed beyond those there
are; for a study it is a regression on what the study would have found: the inputs in each draw with an error of their
own (Strong and others 2014, 2015). The error has the size of what is not known: *a study as telling as what we assume*.

A regression that follows noise finds choices that are no better, and calls the noise worth. So each draw's choice is
made by a regression on the other draws (five folds), and is judged by the outcome of the draw itself: what is told is
the worth of a rule that one could follow. It has no upward bias; it is too low where draws are too few to find the
rule. Below zero it is told as zero, and never above what knowing more is worth (study <= input <= everything).
The error is that of a bootstrap over draws, folds and regressions made anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FOLDS = 5
BOOTSTRAPS = 40
REPEATS = 4  # studies that each draw finds, of which the worth is the mean
TELLING = 0.5  # share of an input's variance that a study explains: as telling as what is assumed
RIDGES = (1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0)
BENDS = 2  # an input's own curve: straight and bent
MOST = 40  # features of a group at most: the principal ones of those there are


@dataclass(frozen=True)
class Worth:
    """A worth in the unit of the outcome, with its standard error; ``raw`` is before it was kept in its limits.

    ``changes`` is the share of draws in which another choice would be made, ``other`` the place of the one most often
    made then (-1 where none is).
    """

    value: float
    error: float
    raw: float
    changes: float = 0.0
    other: int = -1


def everything(outcomes: Floats, numbers: np.random.Generator) -> Worth:
    """EVPI of ``outcomes [choice, draw]``, more is better."""

    def of(some: Floats) -> float:
        return float(some.max(axis=0).mean() - some.mean(axis=1).max())

    again = [of(outcomes[:, _sample(outcomes, numbers)]) for _ in range(BOOTSTRAPS)]
    value, usual = of(outcomes), int(outcomes.mean(axis=1).argmax())
    best = outcomes.argmax(axis=0)
    return Worth(value, float(np.std(again)), value, *_switched(best, np.full(len(best), usual)))


def inputs(outcomes: Floats, known: Floats, numbers: np.random.Generator) -> Worth:
    """EVPPI of a group of inputs ``known [draw, input]``."""
    made = scores(known)
    return _worth(outcomes, [features(made)], numbers)


def study(outcomes: Floats, known: Floats, numbers: np.random.Generator, telling: float = TELLING) -> Worth:
    """EVSI of a study of a group of inputs that explains the share ``telling`` of the variance of each."""
    made = scores(known)
    found = [
        np.sqrt(telling) * made + np.sqrt(1 - telling) * numbers.standard_normal(made.shape)
        for _ in range(REPEATS)
    ]
    return _worth(outcomes, [features(one) for one in found], numbers)


def within(worth: Worth, most: Worth) -> Worth:
    """A worth that is at least zero and at most that of knowing more."""
    return replace(worth, value=float(np.clip(worth.value, 0.0, max(most.value, 0.0))))


def scores(known: Floats) -> Floats:
    """Normal scores of each input's ranks ``[draw, input]``; what is the same in all draws is left out."""
    varying = known[:, np.ptp(known, axis=0) > 0]
    ranks = stats.rankdata(varying, axis=0)
    made = special.ndtri((ranks - 0.5) / len(varying))
    return np.asarray((made - made.mean(axis=0)) / np.where(made.std(axis=0) > 0, made.std(axis=0), 1.0))


def features(made: Floats) -> Floats:
    """What is regressed on ``[draw, feature]``: inputs, their bends, products of two; of many the principal ones."""
    bends = np.concatenate([made**power for power in range(1, BENDS + 1)], axis=1)
    first, second = np.triu_indices(made.shape[1], 1)
    whole = np.concatenate([bends, made[:, first] * made[:, second]], axis=1) if made.shape[1] <= 8 else bends
    whole = whole - whole.mean(axis=0)
    whole = whole / np.where(whole.std(axis=0) > 0, whole.std(axis=0), 1.0)
    if whole.shape[1] > MOST:
        left, size, _ = np.linalg.svd(whole, full_matrices=False)
        whole = left[:, :MOST] * size[:MOST]
    return np.asarray(whole)


def _worth(outcomes: Floats, told: list[Floats], numbers: np.random.Generator) -> Worth:
    if told[0].shape[1] == 0:
        return Worth(0.0, 0.0, 0.0)
    fold = numbers.permutation(np.arange(outcomes.shape[1]) % FOLDS)
    more = outcomes - outcomes[outcomes.mean(axis=1).argmax()]
    # Chosen once: a bootstrap sample holds draws twice, and would take too small a penalty for good.
    ridges = [penalty(one, more) for one in told]

    def of(some: Ints) -> float:
        each = [
            _rule(outcomes[:, some], one[some], fold[some], ridge)[0]
            for one, ridge in zip(told, ridges, strict=True)
        ]
        return float(np.mean(each))

    value = of(np.arange(outcomes.shape[1]))
    again = [of(_sample(outcomes, numbers)) for _ in range(BOOTSTRAPS)]
    changes, other = _switched(*_rule(outcomes, told[0], fold, ridges[0])[1:])
    return Worth(max(value, 0.0), float(np.std(again)), value, changes, other)


def _switched(chosen: Ints, usual: Ints) -> tuple[float, int]:
    """How often another choice is made, and which most often."""
    others = chosen[chosen != usual]
    return len(others) / len(chosen), int(np.bincount(others).argmax()) if len(others) else -1


def _rule(outcomes: Floats, told: Floats, fold: Ints, ridge: float) -> tuple[float, Ints, Ints]:
    """What choosing by a regression on other draws adds to choosing by their means, and both choices of each draw."""
    picked, before = np.zeros_like(fold), np.zeros_like(fold)
    for one in range(FOLDS):
        here, others = fold == one, fold != one
        if not here.any() or others.sum() <= 2:
            continue
        usual = int(outcomes[:, others].mean(axis=1).argmax())
        expected = predict(told[others], outcomes[:, others] - outcomes[usual, others], told[here], ridge)
        picked[here], before[here] = expected.argmax(axis=0), usual
    places = np.arange(outcomes.shape[1])
    return float((outcomes[picked, places] - outcomes[before, places]).mean()), picked, before


def penalty(told: Floats, outcomes: Floats) -> float:
    """The ridge that tells each draw best from the others (generalised cross-validation), for all choices together."""
    size, _, of, many = _parts(told, outcomes)
    explained = of**2 / np.where(size > 0, size, 1.0)
    total = outcomes.var(axis=1) * many + 1e-300
    best, chosen = np.inf, RIDGES[-1]
    for ridge in RIDGES:
        shrink = size / (size + ridge * many)
        rest = total - (explained * (2 * shrink - shrink**2)).sum(axis=1)
        lost = float(np.mean(rest / total) / (1 - (1 + shrink.sum()) / many) ** 2)
        if shrink.sum() + 1 < many and lost < best:
            best, chosen = lost, ridge
    return chosen


def predict(told: Floats, outcomes: Floats, at: Floats, ridge: float) -> Floats:
    """Ridge regression of ``outcomes [choice, draw]`` on ``told [draw, feature]``, at places ``[choice, place]``."""
    size, ways, of, many = _parts(told, outcomes)
    mean = outcomes.mean(axis=1, keepdims=True)
    return np.asarray(mean + (of / (size + ridge * many)) @ ways.T @ (at - told.mean(axis=0)).T)


def _parts(told: Floats, outcomes: Floats) -> tuple[Floats, Floats, Floats, int]:
    """Sizes and ways of the features' spread, what the outcomes have along them, and how many draws there are."""
    centred = told - told.mean(axis=0)
    size, ways = np.linalg.eigh(centred.T @ centred)
    of = (outcomes - outcomes.mean(axis=1, keepdims=True)) @ centred @ ways
    return np.maximum(size, 0.0), ways, of, outcomes.shape[1]


def _sample(outcomes: Floats, numbers: np.random.Generator) -> Ints:
    return np.asarray(numbers.integers(0, outcomes.shape[1], outcomes.shape[1]))
