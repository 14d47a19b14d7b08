"""The longer record of vacancies: rivals from every year of 2008 to 2019, one to five years ahead.

Three origins say little of a single series. Vacancies are known from the nineties on, so that simple forecasts can be
scored over two cycles. krapte has no run before 2013, so it stands beside this record only, not in it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scoringrules

from krapte.figures.cuts import LAST_YEAR
from krapte.learning import rivals
from krapte.learning.panel import Past
from krapte.learning.scores import growth_of

ORIGINS = range(2008, 2020)
AHEAD = range(1, 6)
SERIES = ("vac_open_total", "vac_filled_total")
WHO = ("last", "damped", "cond_gdp")


class Record(NamedTuple):
    """A rival's errors on a series so many years ahead, over the origins that all rivals can be scored from."""

    series: str
    forecaster: str
    ahead: int
    n: int
    error: float
    """Mean absolute error of the middle forecast, per cent of the level."""
    crps: float
    """Log points x 100."""


def records() -> list[Record]:
    """All records, series by series and rival by rival."""
    made = []
    for series in SERIES:
        cells = {(name, year): _cells(name, series, year) for name in WHO for year in ORIGINS}
        for name in WHO:
            for ahead in AHEAD:
                shared = [y for y in ORIGINS if all(ahead in cells[other, y] for other in WHO)]
                found = [cells[name, year][ahead] for year in shared]
                error, crps = (float(np.mean(part)) for part in zip(*found, strict=True))
                made.append(Record(series, name, ahead, len(found), error, crps))
    return made


def _cells(name: str, series: str, origin: int) -> dict[int, tuple[float, float]]:
    """Error and CRPS by years ahead."""
    rival = next(one for one in rivals.ALL if one.name == name)
    paths = rival.paths(Past(origin, rival.track), [series])
    made = {}
    for ahead in AHEAD:
        if series in paths and origin + ahead <= LAST_YEAR:
            found = growth_of(paths[series], series, origin, origin + ahead)
            if found is not None:
                drawn, real = found
                error = 100 * abs(float(np.exp(np.median(drawn) - real)) - 1)
                made[ahead] = error, 100 * float(scoringrules.crps_ensemble(real, drawn, estimator="pwm"))
    return made
