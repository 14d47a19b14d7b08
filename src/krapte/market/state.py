"""What walks from year to year, what is fixed for a draw, and what comes of a year."""

from __future__ import annotations

from typing import NamedTuple

from jax import Array

from krapte.market.demand_records import DemandCountry, DemandMemory, DemandNow
from krapte.market.meeting import Closed
from krapte.market.parameters import Parameters
from krapte.market.records import Base, History, Now, Profiles, Stocks
from krapte.market.school import SchoolNow, SchoolShapes
from krapte.market.schooling import Classes
from krapte.market.schooling import Fixed as Schools
from krapte.market.stay import Shapes as StreamShapes
from krapte.market.stay import Year as StreamYear
from krapte.market.streams import Migrants, Residents


class Country(NamedTuple):
    """What is known of the country and does not change over the years."""

    first: Base
    anchor: Base
    history: History
    profiles: Profiles
    demand: DemandCountry
    school: SchoolShapes
    fail: Array  # share who leave a programme without its diploma [program]
    students: Array  # at the start of a run [program, field, year]
    streams: StreamShapes
    first_stream_year: StreamYear
    free_years: Array  # length of the free run up to the anchor


class Year(NamedTuple):
    """What is known of one year before the market meets."""

    now: Now
    demand: DemandNow
    school: SchoolNow
    streams: StreamYear
    migration_low: Array  # net migration by age on 31 December at the low of the scenario [106, sex]
    migration_high: Array


class Setting(NamedTuple):
    """What is fixed for a draw: set on its reference parameters, never on those a measure has moved."""

    country: Country
    reference: Parameters
    schools: Schools
    residents: Residents
    closed: Closed  # rates of matching, closed on published history, by group
    perceived: Array  # slow log tightness of published history up to the anchor [group]
    at_anchor: Array  # log tightness of the anchor year as published [group]
    usual: Array  # mean log tightness of the published years [group]
    looks: Array  # where the unemployed of the anchor look, by diploma [qual, group]


class Memory(NamedTuple):
    """What the market remembers from one year to the next; by group unless said otherwise."""

    employed: Array  # persons employed last year
    unemployed: Array  # persons unemployed last year
    vacancies: Array  # open vacancies last year
    perceived: Array  # slow log tightness, relative to the group's own history
    looks: Array  # where the unemployed look, shares by diploma [qual, group]
    brought: (
        Array  # scalar: technicians brought in (schools, paid places, guided paths, migration), still at work
    )
    guided: Array  # people at work who came by a guided path
    renewed: Array  # output on top by graduates of renewed curricula, full workers
    demand: DemandMemory
    classes: Classes
    migrants: Migrants


class State(NamedTuple):
    """What one year hands to the next."""

    stocks: Stocks
    memory: Memory


class Outcome(NamedTuple):
    """What came of one year; by group unless said otherwise."""

    employed: Array  # persons
    unemployed: Array  # persons
    vacancies: Array  # open, mean of the year
    filled: Array  # vacancies filled in the year
    desired: Array  # jobs wanted
    given_up: Array  # jobs that output asks for at usual tightness, less those wanted
    residual: Array  # of the clearing, relative to hires
    wages: Array  # log real wage above its trend
    hours: Array  # log hours per worker above usual
    saved: Array  # labour saved by technology, advice, skill and procurement, less what guided people do not do, fte
    tasks: Array  # labour of the work packages, full-time jobs [package]; from the anchor on
    misfit: Array  # log miss of demand at the anchor, per year of free run
    flows: Array  # persons [lost or gained, flow, place], order of flows.csv
    brought: (
        Array  # scalar: technicians brought in (schools, paid places, guided paths, migration), still at work
    )
    migrants: Array  # in the country, by stream
    foreign_technicians: Array  # of whom came to technical work, by stream
    card_arrivals: Array  # scalar: new holders under the skilled-worker scheme
    nonresident: Array  # posted and cross-border workers
    students: Array  # [program, field]
    entrants: Array  # [program, field]
    diplomas: Array  # [program, field] to the labour market
    school_cost: Array  # scalar: euros a year of a higher price factor
    lateral: Array  # scalar: people who came over by paid places
    guided: Array  # people at work who came by a guided path
    people: Array  # residents by age [106]
    at_work: Array  # employed by diploma [qual]
    at_work_ages: Array  # employed by age on 1 January [15-74]
    retired: Array  # people who retire in the year, by age on 1 January [15-74]
