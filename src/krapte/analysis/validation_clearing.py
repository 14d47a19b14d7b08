"""The clearing of the whole economy with published jobs and labour: the model's oldest test.

Jobs (employed and open vacancies) and labour (employed and unemployed) are taken as published and jobs do not answer
to tightness; the market says how many vacancies stay open, how many are filled and who is unemployed. The rates are
closed on the mean of all years, or of those to 2018 to see the later ones out of sample.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np

from krapte.analysis.validation_lines import Floats
from krapte.country import inputs, parameters
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR
from krapte.engine import cohort
from krapte.market import clearing as market_clearing
from krapte.market import meeting
from krapte.market.meeting import Meeting
from krapte.market.parameters import unpack

NAMES = ("vacancies", "filled", "unemployed")
FORMS = {"churn": 0.0, "reduced": 1.0}
CLOSED_TO = 2018  # the last year the rates are closed on when later years are a test


class Cleared(NamedTuple):
    """The cleared market of one form, by year."""

    form: str
    years: list[int]
    vacancies: Floats
    filled: Floats
    unemployed: Floats
    published_vacancies: Floats
    published_filled: Floats
    published_unemployed: Floats

    def off(self, name: str) -> Floats:
        """Deviations of a series by year, as shares of the published values."""
        return np.asarray(getattr(self, name) / getattr(self, f"published_{name}") - 1)

    def error(self, name: str, first: int = FIRST_YEAR) -> float:
        """Mean absolute deviation of a series from ``first`` on, as a share of the published values."""
        keep = np.array(self.years) >= first
        return float(np.mean(np.abs(self.off(name)[keep])))


def clearing(last_closed: int | None = None) -> list[Cleared]:
    """Both forms with central parameters, closed on 2014 to ``last_closed`` (all years when None)."""
    cohort.program()  # passes the gate: 64-bit before the first array
    h = inputs.history()
    columns = (h.employed.sum(axis=1), h.unemployed, h.vacancies, h.filled)
    employed, unemployed, vacancies, filled = (jnp.asarray(column)[:, None] for column in columns)
    years = list(range(FIRST_YEAR + 1, ANCHOR_YEAR))
    use = jnp.asarray([[float(last_closed is None or year <= last_closed)] for year in years])
    seen = meeting.Published(employed[1:], unemployed[1:], vacancies[1:], filled[1:], employed[:-1], use)
    made = []
    for name, form in FORMS.items():
        p = _whole_economy(form)
        rates = meeting.close(seen, p)
        jobs, labour = employed[1:] + vacancies[1:], employed[1:] + unemployed[1:]
        market = meeting.as_given(jobs, labour, employed[:-1], rates)
        met = market_clearing.meet(market, vacancies[1:] * unemployed[1:], p)
        both = (met.vacancies, met.filled, met.unemployed, vacancies[1:], filled[1:], unemployed[1:])
        made.append(Cleared(name, years, *(np.asarray(column)[:, 0] for column in both)))
    return made


def _whole_economy(form: float) -> Meeting:
    """Central parameters of matching for one market of all workers."""
    p = unpack(jnp.asarray(parameters.central()), parameters.slots()).meeting
    employed = inputs.history().employed[1:].sum(axis=0)
    own = jnp.asarray([np.average(np.asarray(p.self_employed), weights=employed)])
    return p._replace(form=jnp.asarray(form), self_employed=own)
