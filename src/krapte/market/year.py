"""One year of the labour market: the whole story, and the only function given to the scan.

Schools teach; people die, retire, leave, change occupation, enter, graduate; they grow older; babies and migrants
arrive; employers want jobs; the market meets; people are hired. Only named flows change stocks (``flows.csv``).
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from krapte.country.axes import GROUPS, TECHNIEK
from krapte.market import (
    anchor,
    arrivals,
    clearing,
    demand,
    education,
    guidance,
    hiring,
    lateral,
    meeting,
    nonresident,
    participation,
    population,
    published,
    renewal,
    retirement,
    schooling,
    streams,
    switching,
)
from krapte.market.account import OUTSIDE, Ledger
from krapte.market.demand_records import Context, Wanted
from krapte.market.meeting import Met
from krapte.market.parameters import Parameters
from krapte.market.schooling import Lessons
from krapte.market.state import Memory, Outcome, Setting, State, Year
from krapte.market.streams import Moved

TECHNICIANS, OF_GROUPS = len(TECHNIEK), len(GROUPS)


class Lived(NamedTuple):
    """What happened to people before the market met."""

    retired: Array  # who retired, by age [15-74]
    coming: Array  # scalar: who came over by paid places
    guided: Array  # people at work who came by a guided path [group]
    renewed: Array  # output on top by graduates of renewed curricula, full workers [group]


class Cleared(NamedTuple):
    """What employers wanted, what the market brought, and who came from elsewhere to work."""

    wanted: Wanted
    met: Met
    looks: Array  # where those who stay unemployed look [qual, group]
    abroad: Array  # persons who live elsewhere [group]


def year(state: State, known: Year, shock: Array, setting: Setting, p: Parameters) -> tuple[State, Outcome]:
    """From 1 January of one year to 1 January of the next; the market met in between."""
    books, memory = Ledger(state.stocks), state.memory
    seen = schooling.pull(memory.perceived, memory.employed)
    people = jnp.sum(books.residents(), axis=1)
    technicians = jnp.sum(memory.employed[:TECHNICIANS])
    lessons = schooling.move(memory.classes, seen, people, technicians, known.school, setting.schools, p)
    lived = live(books, known, memory, lessons, setting, p)
    memory = memory._replace(guided=lived.guided, renewed=lived.renewed)
    memory, moved = arrivals.come_and_go(books, known, memory, setting, p)
    anchor.move(books, setting.country.anchor, known.now.anchor)
    memory = anchored(memory, known.now.anchor, setting)
    residents = jnp.sum(books.residents(), axis=1)
    cleared = clear(books, known, memory, lessons, jnp.sum(residents), shock, setting, p)
    memory = remember(memory, lessons, cleared, bring(books, memory, moved, lived.coming), setting, p)
    stocks, flows = books.close()
    outcome = Outcome(
        **tell(books, cleared),
        people=residents,
        **arrivals.tell(memory.migrants, moved),
        students=jnp.sum(lessons.classes.school.students, axis=2),
        entrants=lessons.entrants,
        diplomas=lessons.left.diplomas,
        school_cost=lessons.cost,
        brought=memory.brought,
        lateral=lived.coming,
        guided=memory.guided,
        retired=lived.retired,
        flows=flows,
    )
    return State(stocks, memory), outcome


def clear(
    books: Ledger,
    known: Year,
    memory: Memory,
    lessons: Lessons,
    residents: Array,
    shock: Array,
    setting: Setting,
    p: Parameters,
) -> Cleared:
    """Employers want jobs, the market of every group meets, and people are hired."""
    now, country = known.now, setting.country
    drawn = switching.pull(memory.perceived, memory.employed, p.switching)
    unemployed = switching.attached(books, switching.look(memory.looks, setting.looks, drawn, p.switching))
    labour = books.employed() + jnp.sum(unemployed, axis=0)
    expected = expect(memory, now.anchor, setting)
    feels = switching.perceive(memory.perceived, expected - setting.usual, p.switching)
    # Output grows with those who earn: guided people count for the work they do.
    idle = guidance.asked(memory.guided, p.guidance, p.readings.fte_per_person)
    context = Context(
        residents,
        jnp.sum(labour) - jnp.sum(idle),
        shock,
        feels,
        memory.employed,
        demand.unfilled(memory.employed, memory.vacancies),
        renewal.skill(memory.renewed, memory.employed),
    )
    wanted = demand.desired(
        memory.demand, known.demand, context, country.demand, p.demand, p.tasks, p.adoption
    )
    eased = memory.perceived - setting.perceived
    more = nonresident.change(eased, now.future, p.nonresident)
    wanted = wanted._replace(jobs=wanted.jobs - more + training(lessons, memory, p))
    wanted = with_guided(wanted, idle, p)
    employed, _, vacancies = published.jobs(country.anchor, p.published, jnp.zeros(()))
    wanted = demand.anchor(wanted, employed + vacancies, country.free_years, now.anchor, country.demand)
    rates = meeting.of_year(setting.closed, now.years_after, now.anchored, p.meeting)
    # What this year's tightness changes in what employers perceive moves the jobs they want inside the year.
    give, give_up = (p.switching.memory * by for by in (demand.give(p.demand), p.demand.given_up))
    limit = setting.usual + switching.felt_at(memory.perceived, p.demand.neutral, p.switching)
    market = meeting.Market(wanted.jobs, labour, memory.employed, rates, expected, give, give_up, limit)
    met = clearing.meet(market, memory.vacancies * memory.unemployed, p.meeting)
    lose = setting.closed.rates.separations * (1 - p.meeting.self_employed)
    looks = hiring.place(books, met, unemployed, lose)
    return Cleared(wanted, met, looks, p.nonresident.stock + more)


def remember(
    memory: Memory,
    lessons: Lessons,
    cleared: Cleared,
    brought: Array,
    setting: Setting,
    p: Parameters,
) -> Memory:
    """What the market passes on to the next year."""
    met = cleared.met
    tightness = meeting.log_tightness(met) - setting.usual
    return memory._replace(
        employed=met.employed,
        unemployed=met.unemployed,
        vacancies=met.vacancies,
        perceived=switching.perceive(memory.perceived, tightness, p.switching),
        looks=cleared.looks,
        brought=brought,
        demand=cleared.wanted.memory,
        classes=lessons.classes,
    )


def tell(books: Ledger, cleared: Cleared) -> dict[str, Array]:
    """What the outcome of a year tells of market and people."""
    wanted, met = cleared.wanted, cleared.met
    return {
        "employed": met.employed,
        "unemployed": met.unemployed,
        "vacancies": met.vacancies,
        "filled": met.filled,
        "desired": wanted.jobs,
        "given_up": wanted.undone,
        "residual": met.residual,
        "wages": wanted.wages,
        "hours": wanted.hours,
        "saved": wanted.saved,
        "tasks": wanted.tasks,
        "misfit": wanted.memory.misfit,
        "nonresident": cleared.abroad,
        "at_work": jnp.sum(books.at_work(), axis=0),
        "at_work_ages": jnp.sum(books.parts.workers, axis=(0, 1, 3)),
    }


def live(
    books: Ledger, known: Year, memory: Memory, lessons: Lessons, setting: Setting, p: Parameters
) -> Lived:
    """What happens to people before the market meets."""
    now, profiles = known.now, setting.country.profiles
    drawn = switching.pull(memory.perceived, memory.employed, p.switching)
    coming = lateral.come_over(lessons.adults, p.lateral)
    born = population.births(books, now, profiles, p.population)
    population.die_young_and_old(books, now)
    ordinary = {
        "deaths": population.death_chance(books, now, p.population),
        "retirement": retirement.by_state(now, profiles, p.retirement),
        "exits": participation.exit_chance(profiles, p.participation),
    }
    guided = guidance.of_year(books.here(), memory.guided, lessons.adults, ordinary, profiles, p.guidance)
    left = books.take(
        guided.chances
        | ordinary
        | {
            "switching": switching.leave_chance(drawn, profiles, p.switching),
            "lateral_entry": lateral.leave_chance(books, coming, profiles, p.lateral),
        }
    )
    books.put("retirement", OUTSIDE, left["retirement"])
    books.put("exits", OUTSIDE, left["exits"])
    books.put("guided_exit", OUTSIDE, left["guided_exit"])
    education.lift(books, lessons.onward, profiles, p.education)
    graduates = education.graduate(books, lessons.left.diplomas, lessons.women, profiles, p.education)
    books.place("switching", switching.towards(profiles.switchers, drawn, p.switching), left["switching"])
    books.place("lateral_entry", lateral.towards(memory.vacancies, profiles.switchers), left["lateral_entry"])
    books.place("guided", guidance.towards(guided.technical, memory.vacancies, profiles), left["guided"])
    population.grow_older(books)
    who = participation.entering(profiles, p.migration.participation, p.participation)
    abroad = streams.newcomers_work(setting.residents.employed, p.migration)
    participation.enter(books, lessons.bbl * p.education.bbl_new, who, abroad, profiles, p.participation)
    population.be_born(books, born, now)
    return Lived(
        retired=jnp.sum(left["retirement"], axis=(0, 2)),
        coming=jnp.sum(left["lateral_entry"]),
        guided=guidance.remember(books, memory.guided, guided.usual),
        renewed=renewal.renew(memory.renewed, graduates, leaving(books, memory), p.education),
    )


def leaving(books: Ledger, memory: Memory) -> Array:
    """Share of last year's workers who died, retired, stopped or changed occupation in the year ``[group]``."""
    lost = [books.lost[name] for name in ("deaths", "retirement", "exits", "switching")]
    return jnp.minimum(sum(lost, jnp.zeros(()))[:OF_GROUPS] / memory.employed, 1)


def training(lessons: Lessons, memory: Memory, p: Parameters) -> Array:
    """Technicians wanted in place of those who train learners beyond usual, persons ``[group]``."""
    technical = memory.employed * (jnp.arange(memory.employed.shape[0]) < TECHNICIANS)
    share = technical / jnp.sum(technical)
    return jnp.asarray(lessons.trainers * share / p.readings.fte_per_person)


def with_guided(wanted: Wanted, jobs: Array, p: Parameters) -> Wanted:
    """Employers want ``jobs`` more for what guided people do not do ``[group]``: the opposite of labour saved."""
    fte = jobs * p.readings.fte_per_person * jnp.exp(wanted.hours)
    return wanted._replace(jobs=wanted.jobs + jobs, saved=wanted.saved - fte)


def expect(memory: Memory, on: Array, setting: Setting) -> Array:
    """The log tightness at which this year's jobs are first asked for ``[group]``: as perceived, or as published.

    What the year really brings moves the jobs wanted inside the year (``meeting.wanted``).
    """
    return jnp.where(on > 0, setting.at_anchor, memory.perceived + setting.usual)


def anchored(memory: Memory, on: Array, setting: Setting) -> Memory:
    """At the anchor the market remembers what is published of the year before."""

    def either(own: Array, published_: Array) -> Array:
        return jnp.where(on > 0, published_, own)

    return memory._replace(
        employed=either(memory.employed, setting.country.anchor.previous),
        perceived=either(memory.perceived, setting.perceived),
        looks=either(memory.looks, setting.looks),
    )


def bring(books: Ledger, memory: Memory, moved: Moved, coming: Array) -> Array:
    """Technicians brought in by schools, paid places, guided paths and migration who are still at work, persons.

    Those of earlier years leave as all technicians do by death, retirement and exit, guided people more often; migrants
    who depart are counted with those who come. Changing occupation is the market's answer, not theirs.
    """
    lost = sum(books.lost[name][:TECHNICIANS] for name in ("deaths", "retirement", "exits"))
    lost, here = jnp.sum(jnp.asarray(lost)), jnp.sum(memory.employed[:TECHNICIANS])
    graduates = jnp.sum(books.gained["first_jobs"][:TECHNICIANS])
    migrants = arrivals.technicians(moved)
    guided = jnp.sum((books.gained["guided"] - books.lost["guided_exit"])[:TECHNICIANS])
    return memory.brought * (1 - lost / here) + graduates + coming + migrants + guided
