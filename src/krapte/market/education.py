"""Graduates: who leaves school with a diploma gets it in the labour market, and those at work start in a group.

    diplomas(programme, field) -> diploma of the labour market -> first job: share(group | programme, field)

Diplomas come from the schools (``school``). Graduates are people who already live here, with an earlier diploma and
in every state in proportion (a fifth of workers study). Those in the labour force move to a first job; those outside
keep standing outside and enter later with their new diploma. Of technical graduates at work ``technical_start``
start in techniek, a good part elsewhere: the leak is at the first job (SEO 2013, PIAAC).
Work-study (bbl) is a hire with training: its usual starters are among those who enter young, and what starts beyond
usual comes on top of them (``bbl_new`` of them, the others already worked in the firm).
Havo and vwo diplomas lift a part of each cohort (``general``) to the middle level, mbo 4 those who go on to hbo; they
move nobody.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array

from krapte.country.axes import FIELDS, PROGRAMS, QUALS, SCHOOL_AGES, STATES, TECHNIEK
from krapte.market.account import OUTSIDE, UNEMPLOYED, Ledger, Parts, apart, by_place, summed, together
from krapte.market.records import Profiles
from krapte.market.women import IS_WOMAN

LEVELS = ("mbo", "hbo", "wo")
TECHNICAL = len(TECHNIEK)
LOW, GENERAL = QUALS.index("low"), QUALS.index("mid_other")


class Education(NamedTuple):
    """From school to work; ``technical_start`` by level (mbo, hbo, wo), ``from_mbo`` for techniek and care.

    ``graduate_output`` and ``graduate_fade`` are read in ``renewal``.
    """

    technical_start: Array
    general: Array
    from_low: Array
    from_mbo: Array
    bbl_new: Array
    women_start: Array  # chance of women with a technical diploma to start in techniek, against all
    graduate_output: Array  # log output per hour of new technical graduates, beyond that of earlier ones
    graduate_fade: Array  # share of that lead which is gone a year later


def level(program: str) -> int:
    """The place in :data:`LEVELS` of a programme."""
    if program.startswith(("mbo", "bbl")):
        return LEVELS.index("mbo")
    return LEVELS.index("wo" if program.startswith("wo") else "hbo")


def _diploma(program: str, field: str) -> str:
    middle = {"techniek": "mid_tech", "care": "mid_care"}
    high = {"techniek": "high_tech", "ict": "high_ict", "care": "high_care"}
    if level(program) == 0:
        return middle.get(field, "mid_other")
    return high.get(field, "high_other")


# 1 where a programme and field end in a diploma [program, field, qual].
ENDS_IN = np.array(
    [
        [[float(_diploma(program, field) == qual) for qual in QUALS] for field in FIELDS]
        for program in PROGRAMS
    ]
)
TECHNIEK_FIELD = FIELDS.index("techniek")
IS_TECHNICAL = ENDS_IN[:, TECHNIEK_FIELD].any(axis=0)  # diplomas of techniek [qual]
LEVEL_OF = np.array([level(program) for program in PROGRAMS])
MBO4 = PROGRAMS.index("mbo4")


def first_jobs(women: Array, profiles: Profiles, p: Education) -> Array:
    """Where graduates at work start ``[program, field, group]``, sums of one; techniek at the draw's level.

    Of ``women`` more than today, a share of technical graduates ``[program]``, fewer start in techniek.
    """
    shares = profiles.first_jobs
    technical = np.arange(shares.shape[-1]) < TECHNICAL
    start = (p.technical_start[LEVEL_OF] * (1 - women * (1 - p.women_start)))[:, None]
    inside = shares[:, 0] * technical
    outside = shares[:, 0] * ~technical
    mixed = start * inside / jnp.sum(inside, axis=1, keepdims=True)
    mixed = mixed + (1 - start) * outside / jnp.sum(outside, axis=1, keepdims=True)
    return jnp.concatenate([mixed[:, None], shares[:, 1:]], axis=1)


def earlier(p: Education) -> Array:
    """The diploma that graduates had before ``[qual, earlier qual]``, rows of one.

    Mbo graduates come from the low level, a part from havo; graduates of hbo and wo from havo and vwo, those in
    techniek and care partly from mbo of the same field.
    """

    def row(shares: dict[str, Array]) -> Array:
        return jnp.stack([shares.get(name, jnp.zeros(())) for name in QUALS])

    middle = row({"low": p.from_low, "mid_other": 1 - p.from_low})
    rows = dict.fromkeys(QUALS, middle)
    rows["high_tech"] = row({"mid_tech": p.from_mbo[0], "mid_other": 1 - p.from_mbo[0]})
    rows["high_care"] = row({"mid_care": p.from_mbo[1], "mid_other": 1 - p.from_mbo[1]})
    rows["high_ict"] = rows["high_other"] = row({"mid_other": jnp.ones(())})
    return jnp.stack([rows[name] for name in QUALS])


def at_school_age(books: Ledger) -> Array:
    """People of the ages at which one leaves school with a diploma ``[state, qual, age, sex]``, persons."""
    return together(Parts(*(part[..., :SCHOOL_AGES, :] for part in books.parts)))


def learned(books: Ledger, young: Parts) -> None:
    """Those of these ages stand where ``young`` says, the older ones where they stood."""
    joined = [
        jnp.concatenate([new, old[..., SCHOOL_AGES:, :]], axis=-2)
        for new, old in zip(young, books.parts, strict=True)
    ]
    books.parts = Parts(*joined)


def graduate(books: Ledger, diplomas: Array, women: Array, profiles: Profiles, p: Education) -> Array:
    """Diplomas ``[program, field]`` (persons) reach people; those in the labour force start in a group.

    ``women [program]`` is the share of technical ones that goes to women more than today.
    Returns the technical graduates of the year who work in techniek ``[group]``, persons.

    Technical diplomas go to people wherever they stand; who already works in techniek (a learning worker) stays in the
    group. Other diplomas go to people outside techniek.
    """
    young = at_school_age(books)
    others = jnp.ones(len(FIELDS)).at[0].set(0)
    elsewhere = jnp.sum(young[TECHNICAL:], axis=0)
    there = jnp.sum(young[:TECHNICAL], axis=0) + elsewhere
    more = women * diplomas[:, TECHNIEK_FIELD]
    technical = _made(diplomas * (1 - others), more, there, profiles, p)
    other = _made(diplomas * others, jnp.zeros_like(more), elsewhere, profiles, p)
    chance = jnp.sum(technical, axis=0) / _some(there)
    made = technical * (elsewhere / _some(there)) + other
    made = made * jnp.minimum(1, elsewhere / _some(jnp.sum(made, axis=0)))
    leaving = young[TECHNICAL:] * (jnp.sum(made, axis=0) / _some(elsewhere))
    outside = young[OUTSIDE] / _some(elsewhere)
    starting, waiting = jnp.sum(made * (1 - outside), axis=1), jnp.sum(made * outside, axis=1)
    share = jnp.einsum("pf,pfq,pfg->gq", diplomas, ENDS_IN, first_jobs(women, profiles, p))
    share = share / _some(jnp.sum(share, axis=0))
    inside = _stay(young[:TECHNICAL], technical, chance)
    gone = jnp.pad(summed(leaving, axis=(-3, -2, -1)), (TECHNICAL, 0))
    outer = jnp.arange(len(STATES)) == OUTSIDE
    books.note(
        "first_jobs", lost=by_place(gone[:OUTSIDE]), gained=by_place(share @ summed(starting, axis=(-2, -1)))
    )
    books.note("diplomas_outside", lost=by_place(outer * gone), gained=by_place(outer * waiting.sum()))
    stay = jnp.concatenate([inside, young[TECHNICAL:] - leaving])
    working = stay[:UNEMPLOYED] + share[:, :, None, None] * starting
    learned(books, Parts(working, stay[UNEMPLOYED], stay[OUTSIDE] + waiting))
    begun = share[:TECHNICAL] @ (IS_TECHNICAL * summed(starting, axis=(-2, -1)))
    there = jnp.sum(young[:TECHNICAL] * chance, axis=(1, 2, 3))
    return jnp.pad(begun + there, (0, UNEMPLOYED - TECHNICAL))


def _made(diplomas: Array, women: Array, there: Array, profiles: Profiles, p: Education) -> Array:
    """People who get a diploma ``[qual, earlier qual, age, sex]``, never more than are ``there``.

    Of technical ones ``women [program]`` go to women, the others to men and women as today.
    """
    by_sex = jnp.einsum("pf,pfq,fs->pqs", diplomas, ENDS_IN, profiles.graduate_sex)
    by_sex = by_sex + (women[:, None] * ENDS_IN[:, TECHNIEK_FIELD])[:, :, None] * (
        IS_WOMAN - profiles.graduate_sex[TECHNIEK_FIELD]
    )
    wanted = jnp.einsum("pqs,pa->qas", by_sex, profiles.graduation[:, :SCHOOL_AGES])
    by_earlier = earlier(p)[:, :, None, None] * wanted[:, None]
    return by_earlier * jnp.minimum(1, there / _some(jnp.sum(by_earlier, axis=0)))


def _some(total: Array) -> Array:
    """The total, and one where there is nobody: shares of nobody are zero, and so is their slope."""
    return jnp.where(total > 0, total, 1)


def _stay(work: Array, made: Array, chance: Array) -> Array:
    """Technicians ``[group, qual, age, sex]`` after some of them got a technical diploma where they are."""
    learned = work * chance
    shares = made / _some(jnp.sum(made, axis=0))
    return work - learned + jnp.einsum("qeas,geas->gqas", shares, learned)


def lift(books: Ledger, onward: Array, profiles: Profiles, p: Education) -> None:
    """Diplomas that move nobody lift people from the low to a middle level where they stand.

    Havo and vwo: a part of each cohort. Mbo 4 of those who go on to Ad and hbo (``onward`` by field, persons).
    """
    young = at_school_age(books)
    ages = (profiles.general[:SCHOOL_AGES] > 0).astype(float)
    cohort = ages @ jnp.sum(jnp.sum(young, axis=1), axis=0) / jnp.sum(ages)
    wanted = jnp.einsum("f,fq,fs->qs", onward, ENDS_IN[MBO4], profiles.graduate_sex)
    wanted = wanted[:, None] * profiles.graduation[MBO4, :SCHOOL_AGES, None]
    havo = p.general * cohort * profiles.general[:SCHOOL_AGES, None]
    wanted = wanted.at[GENERAL].add(havo)
    low = jnp.sum(young[:, LOW], axis=0)
    chance = wanted * jnp.minimum(1, low / _some(jnp.sum(wanted, axis=0))) / _some(low)
    is_low = (jnp.arange(len(QUALS)) == LOW).astype(float)[:, None, None]
    young = young + young[:, LOW, None] * (chance - is_low * jnp.sum(chance, axis=0))
    learned(books, apart(young))
