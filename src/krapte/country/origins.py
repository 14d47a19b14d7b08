"""The country as it could be known at a past year: the ground of a forecast made then.

All figures are as known at the end of the origin (``figures.known``). After it three tracks, never to be mixed:

    U    output grows as the CPB expected then, net migration is that of the last years, each with its error
    C1   output grows as it did; the rest as U
    C2   output grows and people come as they did; the rest as U

The future begins with the step that leads from the origin: drift, reactions and migration work there as after 2024 in
a run of today, but for output, whose growth is given. The run starts in 2013 and is set on no stocks later.

Kept as last known: chances to die, births per woman, entrants per head and shares of fields, arrivals by motive. The
pension age is the law of the time (``pension_then.csv``; the accord of 2019 is known in 2019). No work packages and
no step of the survey of 2021. Figures: panel, ``gp_cpb_mlt16_gdp_1821``, ``pd.macro.mlt.gdp``.
"""

from __future__ import annotations

import csv
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import (
    assumptions,
    demand,
    inputs,
    law,
    parameters,
    population,
    published,
    schools,
    streams,
)
from krapte.country.axes import FIRST_YEAR, STEPS
from krapte.figures import known
from krapte.figures.errors import InputError

Floats = NDArray[np.float64]
Track = Literal["U", "C1", "C2"]
TRACKS: tuple[str, ...] = get_args(Track)
# The newest medium-term outlook of the CPB at each origin, and so what growth was expected to be.
OUTLOOK = {2016: "gp_cpb_mlt16_gdp_1821", 2018: "gp_cpb_mlt16_gdp_1821", 2019: "pd.macro.mlt.gdp"}
ORIGINS: tuple[int, ...] = tuple(OUTLOOK)
ACCORD = 2019  # from then on the law of the state-pension age is that of today
MONTHS, PER_CENT = 12, 100


def load(origin: int, track: Track) -> inputs.Country:
    """All inputs of a forecast made at the end of ``origin``; InputError at another origin or track."""
    check(origin, track)
    growth, people = realised(track)
    with known.at(origin):
        low, high = migration(origin, people)
        return inputs.Country(
            lasting=lasting(origin),
            path=path(origin),
            demand_path=demand_path(origin, growth),
            school_path=school_path(origin),
            stream_path=stream_path(origin),
            migration_low=low,
            migration_high=high,
        )


def check(origin: int, track: str) -> None:
    """Refuse an origin without an outlook, and a track that is none."""
    if origin not in ORIGINS:
        raise InputError("unknown_origin", where="origin", found=origin, expected=_list(ORIGINS))
    if track not in TRACKS:
        raise InputError("unknown_track", where="track", found=track, expected=_list(TRACKS))


def _list(of: tuple[object, ...]) -> str:
    return ", ".join(str(one) for one in of)


def realised(track: Track) -> tuple[dict[int, float], dict[int, float]]:
    """What a track is told of the years after the origin: growth of output in per cent, and net migration, by year."""
    growth = published.panel("gdp_growth") if track in ("C1", "C2") else {}
    return growth, published.panel("net_migration") if track == "C2" else {}


def lasting(origin: int) -> inputs.Lasting:
    """What no track changes; call inside ``known.at(origin)``."""
    made = inputs.lasting()
    years = origin - FIRST_YEAR + 1
    return made._replace(history=inputs.Totals(*(series[:years] for series in made.history)))


def path(origin: int) -> inputs.Path:
    """One record per step: as published up to the origin, then the last known."""
    steps = np.array(STEPS)
    recent = int(assumptions.value("origins.mortality_years"))
    mortality, newborn = (_held(rates, origin, recent) for rates in population.past_mortality())
    return inputs.Path(
        future=(steps >= origin).astype(float),
        anchor=np.zeros(len(steps)),
        anchored=np.zeros(len(steps)),
        years_after=np.maximum(steps + 1 - origin, 0).astype(float),
        mortality=mortality,
        newborn_mortality=newborn,
        fertility=fertility(origin),
        fertility_start=np.ones(len(steps)),
        fertility_weight=np.zeros(len(steps)),
        pension_age=pension_age(origin),
    )


def _held(values: Floats, origin: int, recent: int) -> Floats:
    """Values ``[year, ...]`` of 2013 on as steps: those after the origin are the mean of its last ``recent``."""
    past = values[: origin - FIRST_YEAR + 1]
    later = np.repeat(past[-recent:].mean(axis=0)[None], len(STEPS) - len(past), axis=0)
    return np.concatenate([past, later])


def fertility(origin: int) -> Floats:
    """Births per woman by age ``[step, age]``: published births over women, and then those of the origin."""
    women, shape = published.population()[:, :, 1], published.fertility_shape()
    count = origin - FIRST_YEAR + 1
    rates = [shape[i] * population.births(FIRST_YEAR + i) / np.sum(shape[i] * women[i]) for i in range(count)]
    return _held(np.array(rates), origin, recent=1)


def pension_age(origin: int) -> Floats:
    """The state-pension age by step as law and decrees had it at the origin; the last known age goes on."""
    if origin >= ACCORD:
        return np.array(law.pension_age(STEPS))
    then = {year: law.value("aow_age", year) for year in range(FIRST_YEAR, origin + 1)}
    for row in csv.DictReader(parameters.packaged("pension_then.csv").splitlines()):
        if int(row["known_from"]) <= origin < int(row["year"]):
            then[int(row["year"])] = int(row["years"]) + int(row["months"]) / MONTHS
    return np.array([then[min(year, max(then))] for year in STEPS])


def migration(origin: int, told: dict[int, float]) -> tuple[Floats, Floats]:
    """Net migration by age ``[step, age, sex]`` at the low and the high end.

    ``told`` holds realised totals by year. Other years after the origin have the mean of the last
    ``origins.migration_years``; the ends lie so far off that draws spread as all years did that were known.
    """
    seen = {year: value for year, value in published.panel("net_migration").items() if year <= origin}
    last = np.array(list(seen.values()))
    mean = last[-int(assumptions.value("origins.migration_years")) :].mean()
    wide = np.sqrt(3) * last.std(ddof=1)  # half the width of a uniform range with that spread
    ends = [[(seen | told).get(year, mean + sign * wide) for year in STEPS] for sign in (-1, 1)]
    return population.net_migration(np.array(ends[0]), np.array(ends[1]), known=origin - FIRST_YEAR)


def demand_path(origin: int, told: dict[int, float]) -> demand.Paths:
    """One record per step; ``told`` is realised growth of output by year in per cent, else that of the outlook."""
    steps = np.array(STEPS)
    past = steps < origin
    growth, counted = demand.sector_growth()
    no_packages = np.zeros((len(steps), len(demand.PACKAGES)))
    return demand.Paths(
        future=(~past).astype(float),
        anchor=np.zeros(len(steps)),
        years_after=np.maximum(steps + 1 - origin, 0).astype(float),
        grows=np.zeros(len(steps)),
        output_growth=output_growth(origin, told),
        realised=np.array([float(t < origin or t + 1 in told) for t in STEPS]),
        productivity_cycle=productivity_cycle(origin),
        sector_growth=growth * past[:, None],
        sector_known=counted * past[:, None],
        tasks=no_packages,
        tasks_base=no_packages,
    )


def outlook(origin: int) -> float:
    """Yearly growth of output that the CPB expected at the origin, share."""
    with known.at(None):  # an outlook is of later years by nature
        return figures.load()[OUTLOOK[origin]].value


def output_growth(origin: int, told: dict[int, float]) -> Floats:
    """Growth of output by step ``[step]``, share; a step from t to t + 1 has that of t + 1."""
    growth, expected = published.panel("gdp_growth"), outlook(origin)
    seen = {year: growth[year] for year in growth if year <= origin} | told
    return np.array([seen[t + 1] / PER_CENT if t + 1 in seen else expected for t in STEPS])


def growth_errors(origin: int) -> Floats:
    """How far growth of output came out otherwise than its mean in the years known at the origin ``[year]``, share."""
    with known.at(origin):
        growth = [value for year, value in published.panel("gdp_growth").items() if year <= origin]
    return np.asarray((np.array(growth) - np.mean(growth)) / PER_CENT)


def productivity_cycle(origin: int) -> Floats:
    """Growth of productivity up to the origin less its mean over the free run, by step; then 0."""
    growth = published.panel("lp_growth_total")
    seen = np.array([growth[year + 1] / PER_CENT for year in STEPS if year + 1 <= origin])
    return np.concatenate([seen - seen.mean(), np.zeros(len(STEPS) - len(seen))])


def school_path(origin: int) -> schools.SchoolPath:
    """One record per step: entrants of October as published up to the origin, then the mean of the last years."""
    people = published.population()[: schools.KNOWN].sum(axis=2)
    rate = (schools.outside() / schools.cohorts(people).T).T
    share = schools.shares()[:, :, 1:].transpose(2, 0, 1)
    recent = int(assumptions.value("schools.recent"))
    return schools.SchoolPath(
        future=(np.array(STEPS) > origin).astype(float),
        entry=_held(rate, origin, recent),
        field_share=_held(share, origin, recent),
    )


def stream_path(origin: int) -> streams.Years:
    """One record per step: arrivals by motive as in today's run up to the origin, then at its level."""
    steps = np.array(STEPS)
    made = streams.years()
    return made._replace(
        arrivals=_held(made.arrivals, origin, recent=1),
        ahead=(steps > origin).astype(float),
        years_ahead=np.maximum(steps - origin, 0).astype(float),
    )
