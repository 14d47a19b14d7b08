"""The records that walk through a year: stocks, what is known of the year, what came of it.

Axes are those of ``krapte.country.axes``: work is ``[state, qual, age, sex]`` for the ages 15-74. Field names of
the parameter records are the ids of the parameter table.
"""

from __future__ import annotations

from typing import NamedTuple

from jax import Array


class Stocks(NamedTuple):
    """Persons on 1 January; every resident is in exactly one place."""

    young: Array  # ages 0-14 [age, sex]
    work: Array  # ages 15-74 by where they stand [state, qual, age, sex]
    old: Array  # ages 75 and over [age, sex]


class Base(NamedTuple):
    """Published stocks to start from, or to anchor on."""

    people: Array  # residents [106, sex]
    work: Array  # [state, qual, age, sex]
    vacancies: Array  # scalar: open vacancies
    previous: Array  # employed in the year before [group]


class History(NamedTuple):
    """Published totals by year, on which the efficiency of matching is closed. ``[year]``."""

    employed: Array  # by group, as published [year, group]
    before_break: Array  # 1 in the years before the survey break, else 0
    unemployed: Array
    vacancies: Array
    filled: Array  # vacancies filled in the year
    use: Array  # 1 where the growth of employment is not a step of the survey


class Profiles(NamedTuple):
    """Shapes that do not change over time."""

    entry: Array  # chance per year to enter the labour force, by the age reached in the year [age, sex]
    newcomers: (
        Array  # of those outside, per point that newcomers of the year lack on their age, chance [age, sex]
    )
    labour_force: Array  # labour force over residents, by the age reached in the year [age, sex]
    exit: Array  # chance per year to leave it before the pension years, by age on 1 January [age, sex]
    measured_pension_age: Array  # scalar: the pension age when the curve below was measured
    retirement_age: Array  # years from the pension age, ascending
    retirement_chance: Array  # chance per year to retire at that distance [distance, sex]
    retirement_spike: Array  # chance to stop in the year one reaches the pension age [sex]
    pension_years: Array  # 1 from age 54 on, else 0 [age]
    switching: Array  # relative frequency of changing occupation [age]
    entrants: Array  # where those who enter the labour force go [group, qual, sex]
    switchers: Array  # where those who change occupation go at usual tightness [group, qual, sex]
    seekers: Array  # where the unemployed look at usual tightness [qual, group], before the draw's own totals
    graduation: Array  # shares of a year's diplomas by age [program, age]
    graduate_sex: Array  # shares by sex [field, sex]
    first_jobs: (
        Array  # where graduates at work start [program, field, group]; techniek as one block of its own
    )
    general: Array  # shares of a year's havo and vwo diplomas by age [age]
    learners: Array  # ages of lateral entrants, relative chance [age]
    newborn: Array  # shares of births by sex [sex]


class Now(NamedTuple):
    """What is known of one year before the market meets; records of single mechanisms are nested."""

    future: Array  # 1 from the anchor year on
    anchor: Array  # 1 in the step that ends at the anchor
    years_after: Array  # years since the anchor, 0 before it
    anchored: Array  # 1 from the anchor on in a run that is anchored
    mortality: Array  # chance to die in the year by age on 1 January [106, sex]
    newborn_mortality: Array  # of those born in the year [sex]
    fertility: Array  # births per woman by age, level of the year in the past, shape in the future [106]
    fertility_start: Array  # total fertility at the anchor
    fertility_weight: Array  # how far the way to the long-run level has been gone, 0-1
    pension_age: Array  # years
