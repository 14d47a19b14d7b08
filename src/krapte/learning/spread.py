"""How far a rival's forecasts were off, as far as that was known at the origin.

A recipe is run again from each earlier origin of the last twelve years, one to four years ahead, and its errors are
divided by the scale that the recipe gives them at the origin itself. Their mean square is pooled over the family and
shrunk towards the series' own: ``(n own + 6 family) / (n + 6)``. With fewer than four errors in the family, 1.2 times
the standard deviation of all its growth stands in. Twelve, six, four and 1.2 reproduce the shared scoreboard, whose
text gives no numbers (C).
"""

from __future__ import annotations

from functools import cache

import numpy as np

from krapte.learning.panel import Past, families, family_of
from krapte.learning.trends import Floats, Recipe, counted_years, steps_of

EARLIER, AHEAD = 12, 4
FAMILY_WEIGHT, LEAST_ERRORS, YEAR_FACTOR = 6, 4, 1.2


@cache
def errors(recipe: Recipe, past: Past, name: str) -> Floats:
    """Errors in log points over their scale, of forecasts that had come due by the origin."""
    known = past.series(name)
    made: list[float] = []
    here = recipe(past, name)
    if here is None:
        return np.array(made)
    for year in range(past.origin - EARLIER, past.origin):
        growth = recipe(past.back(year), name)
        if growth is None:
            continue
        for target in range(year + 1, min(year + AHEAD, past.origin) + 1):
            steps = known.counted(year, target)
            if steps:
                counted = counted_years(steps, year)
                error = sum(step.growth for step in steps) - float(counted @ growth.mean)
                made.append(error / here.scale(counted))
    return np.array(made)


@cache
def spread(recipe: Recipe, past: Past, name: str) -> float:
    """Spread of one year's error in log points, for a series with a value at the origin."""
    names = [one for one in families()[family_of(name)] if steps_of(past, one)]
    pooled = np.concatenate([errors(recipe, past, one) for one in names])
    if len(pooled) < LEAST_ERRORS:
        rates = [step.rate for one in names for step in steps_of(past, one)]
        return float(YEAR_FACTOR * np.std(rates, ddof=1))
    own = errors(recipe, past, name)
    total = float((own**2).sum()) + FAMILY_WEIGHT * float((pooled**2).mean())
    return float(np.sqrt(total / (len(own) + FAMILY_WEIGHT)))
