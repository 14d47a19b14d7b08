"""The records that walk through a year: stocks, memory, parameters, what is known of the year, what came of it.

Arrays by age and sex have shape ``[106, 2]``, by group ``[2]`` (techniek, rest); the axes are those of
``krapte.country.axes``. Field names of the parameter records are the ids of the parameter table.
"""

from __future__ import annotations

from typing import NamedTuple

from jax import Array


class Stocks(NamedTuple):
    """Persons on 1 January; every resident is in exactly one stock. ``[age, sex]``, card ``[years, age, sex]``."""

    outside: Array  # outside the labour force, children and the old included
    techniek: Array  # employed in technical occupations
    rest: Array  # employed in all other occupations
    seek_techniek: Array  # unemployed, attached to technical work
    seek_rest: Array  # unemployed, attached to other work
    card: Array  # employed technicians under the skilled-worker scheme, by years since arrival


class Memory(NamedTuple):
    """What the market remembers from one year to the next; by group unless said otherwise."""

    employed: Array  # persons employed last year
    vacancies: Array  # open vacancies last year
    perceived: Array  # slow log tightness, relative to the group's own history
    pressure: Array  # scalar: log demand taken back while the economy was tighter than neutral
    target: Array  # log of the jobs that output asks for, index
    activity: Array  # log of the jobs employers have adjusted to, index
    scale: Array  # log jobs at index zero
    misfit: Array  # log miss of demand at the anchor, per year of free run
    activity_anchor: Array  # activity at the anchor, from which work packages grow
    gap: Array  # scalar: log output above its trend (the business cycle)
    people: Array  # scalar: residents
    labour: Array  # scalar: persons in the labour force


class Base(NamedTuple):
    """Published stocks to start from, or to anchor on; by age and sex unless said otherwise."""

    people: Array  # residents
    employed: Array  # employed persons
    techniek: Array  # of whom in technical occupations
    unemployed: Array  # unemployed persons
    vacancies: Array  # scalar: open vacancies
    previous: Array  # employed by group in the year before [group]


class History(NamedTuple):
    """Published totals by year, on which the efficiency of matching is closed. ``[year]``."""

    employed: Array
    unemployed: Array
    vacancies: Array
    techniek_old: Array  # technical employment before the survey break, 0 elsewhere
    techniek_new: Array  # and from the break on, 0 elsewhere
    filled: Array  # vacancies filled in the year
    use: Array  # 1 where the growth of employment is not a step of the survey


class Profiles(NamedTuple):
    """Shapes by age that do not change over time."""

    entry: Array  # chance per year to enter the labour force [age, sex]
    exit: Array  # chance per year to leave it before the pension years [age, sex]
    measured_pension_age: Array  # scalar: the pension age when the curve below was measured
    retirement_age: Array  # years from the pension age, ascending
    retirement_chance: Array  # chance per year to retire at that distance [distance, sex]
    retirement_spike: Array  # chance to stop in the year one reaches the pension age [sex]
    working_age: Array  # 1 at ages 15-74, else 0 [age]
    last_age: Array  # 1 at age 74, else 0 [age]
    pension_years: Array  # 1 from age 55 on, else 0 [age]
    reentry: Array  # 1 from age 30 on, else 0 [age]
    young_technicians: Array  # share of entrants below 20 who start in techniek [age, sex]
    switching: Array  # relative frequency of changing occupation [age]
    technical: Array  # how much more often men and women come to techniek [sex]
    graduation: Array  # shares of a year's technical graduates by age [level, age]
    graduate_sex: Array  # shares by sex [sex]
    card: Array  # shares of arrivals under the skilled-worker scheme [age, sex]
    newborn: Array  # shares of births by sex [sex]
    cohort: Array  # the ages whose mean size scales the number of diplomas, weights [age]
    rest_per_technician: Array  # scalar: other workers per technician at the anchor, weighted as they switch


class Now(NamedTuple):
    """What is known of one year before the market meets."""

    future: Array  # 1 from the anchor year on
    anchor: Array  # 1 in the step that ends at the anchor
    years_after: Array  # years since the anchor, 0 before it
    anchored: Array  # 1 from the anchor on in a run that is anchored
    mortality: Array  # chance to die in the year by age on 1 January [age, sex]
    newborn_mortality: Array  # of those born in the year [sex]
    fertility: Array  # births per woman by age, level of the year in the past, shape in the future [age]
    fertility_start: Array  # total fertility at the anchor
    fertility_weight: Array  # how far the way to the long-run level has been gone, 0-1
    migration_low: Array  # net migration by age on 31 December [age, sex]
    migration_high: Array
    pension_age: Array  # years
    output_growth: Array  # published growth of output, share per year (0 in the future)
    productivity_cycle: Array  # published growth of productivity less its mean
    tasks: Array  # planned labour of the work packages less that of the anchor year, fte [homes, other]
    tasks_base: Array  # their labour in the anchor year, fte [homes, other]


class Outcome(NamedTuple):
    """What came of one year; ``[group]`` unless said otherwise."""

    employed: Array  # persons
    unemployed: Array  # persons
    vacancies: Array  # open, mean of the year
    filled: Array  # vacancies filled in the year
    desired: Array  # jobs wanted
    residual: Array  # of the clearing, relative to hires
    wages: Array  # log real wage above its trend
    flows: Array  # persons per flow, order of flows.csv
    people: Array  # scalar: residents
    card: Array  # scalar: workers under the skilled-worker scheme
    anchored: Array  # scalar: persons the anchor moved between stocks
    misfit: Array  # log miss of demand at the anchor, per year of free run
