"""The records of demand: its parameters, its memory, what it is given of a year and of the country, what it returns.

Axes: sector ``[10]``, technical sector ``[6]`` (the first six), group ``[9]``, block ``[5]``, package ``[7]``, firm
size ``[3]``, as in ``krapte.country``. Logs are natural, amounts persons, time years. The fields of ``Demand``,
``Tasks`` and ``Adopting`` are the ids of the parameter table (records demand, tasks, adoption).
"""

from __future__ import annotations

from typing import NamedTuple

from jax import Array


class Demand(NamedTuple):
    """The jobs employers want."""

    output_growth: Array
    population: Array
    output_share: Array  # [techniek, ict, care, education]
    trend: Array  # [sector]
    productivity: Array  # [sector]
    productivity_common: Array
    mix: Array  # [group]
    mix_fade: Array
    cycle_size: Array
    cycle_persistence: Array
    adjustment: Array
    utilisation: Array
    wage_curve: Array
    wage_elasticity: Array
    neutral: Array
    given_up: Array
    hours_response: Array
    stabilisation: Array
    release: Array
    rebound: Array  # [market, repair, public, target]
    drift: Array  # [block], rest stands for all jobs
    drift_size: Array
    procurement: Array


class Tasks(NamedTuple):
    """The work packages of the societal tasks."""

    realised: Array  # [package]
    labour: Array
    techniek_share: Array


class Adopting(NamedTuple):
    """Adoption of technology, and guidance of firms."""

    rate: Array
    ceiling: Array  # [technical sector]
    effect: Array
    rate_support: Array
    ceiling_support: Array
    guided_firms: Array
    firm_workers: Array
    guided_gain: Array
    persistence: Array
    guided_ceiling: Array
    factory_share: Array


class Adoption(NamedTuple):
    """How far technology has come; shares of workers in adopting firms, and guided workers."""

    level: Array  # [technical sector, size]
    reference: Array  # the same without support: the path that is part of the trend
    guided: Array  # workers whose guided gain still lasts [technical sector]


class DemandMemory(NamedTuple):
    """What demand remembers from one year to the next."""

    target: Array  # log work that output asks for, index [sector]
    activity: Array  # log work employers have adjusted to, index [sector]
    origin: (
        Array  # activity at which ``structure`` holds: zero at the start, then that of the anchor [sector]
    )
    mix: Array  # log change of a group's share within sectors since the base year [group]
    drift: Array  # log jobs grown for reasons unknown since the anchor [group]
    scale: Array  # log jobs at index zero, without restraint [group]
    misfit: Array  # log miss of demand at the anchor, per year of free run [group]
    gain: Array  # log output per hour beyond the trend: adoption, advice, procurement, renewal [sector]
    skill: Array  # log output per hour of workers beyond the trend, by renewed curricula [group]
    pressure: Array  # scalar: log demand taken back while the economy was tighter than neutral
    lacking: Array  # scalar: log work that published output was not made of: taken back, or not done
    gap: Array  # scalar: log output above its trend (the business cycle)
    people: Array  # scalar: residents
    labour: Array  # scalar: persons in the labour force
    adoption: Adoption


class DemandNow(NamedTuple):
    """What is known of one year."""

    future: Array  # 1 from the anchor year on
    anchor: Array  # 1 in the step that ends at the anchor
    years_after: Array  # years since the anchor, 0 before it
    grows: Array  # 1 where output of the future grows by itself, 0 where all its growth is given
    output_growth: Array  # growth of output that is given: published, or an outlook; share per year, else 0
    realised: Array  # 1 where the growth given is that of output as it was made
    productivity_cycle: Array  # published growth of productivity less its mean
    sector_growth: Array  # published growth of a sector's output [sector]
    sector_known: Array  # 1 where it is published [sector]
    tasks: Array  # planned labour of the packages less that of the anchor year, fte [package]
    tasks_base: Array  # their labour in the anchor year, fte [package]


class DemandCountry(NamedTuple):
    """What is known of the country and does not change."""

    structure: Array  # jobs of the base year [sector, group]
    survey_steps: Array  # log step of the survey during the free run, which is no growth of jobs [group]
    firm_sizes: Array  # shares of workers [technical sector, size]
    adopted: Array  # shares of workers in adopting firms, base year [technical sector, size]
    task_sectors: Array  # where the labour of a package works [package, sector]
    task_technical: Array  # its technicians by group, shares [package, group]
    task_others: Array  # its other workers by group, shares [package, group]
    fte_per_person: Array  # full-time jobs per worker at usual hours [group]


class Context(NamedTuple):
    """What demand takes from this year's people, and from chance."""

    residents: Array  # persons
    labour: Array  # persons in the labour force
    shock: Array  # standard normal
    perceived: Array  # slow log tightness, relative to the group's own history [group]
    employed: Array  # persons at work last year [group]
    unfilled: Array  # log of jobs over filled jobs of the nation, last year
    skill: Array  # log output per hour of workers beyond the trend, by renewed curricula [group]


class Wanted(NamedTuple):
    """What employers want this year, what moved it, and the memory of it."""

    jobs: Array  # persons [group]
    undone: Array  # jobs that output asks for at the group's usual tightness, less those wanted [group]
    hours: Array  # log hours per worker above usual [group]
    wages: Array  # log wage above its trend [group]
    saved: Array  # labour saved by adoption, guidance and procurement, before rebound, fte [group]
    packages: Array  # jobs added by the work packages [group]
    tasks: Array  # all labour of the work packages, fte [package]
    output: Array  # growth of output [sector]
    by_sector: Array  # jobs wanted without those of packages and factories, an allocation [sector]
    memory: DemandMemory
