"""Education as inputs: shapes, entrants per head of their cohort, shares of fields, students to start with, money.

Entrants from outside are published totals (the balance of students where none is), less those who come from a lower
programme. A year of entry is the step: entrants of October 2013 are those of the step from 1 January 2013 to 2014.
After 2023 entrants per head and shares of fields stay at the mean of the last ``schools.recent`` years. Chances:
``school_chances``; series and the meaning of fields: ``school_counts``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country import assumptions, published
from krapte.country.axes import AGES, ANCHOR_YEAR, FIELDS, FIRST_YEAR, PROGRAMS, STEPS
from krapte.country.law import funding as law
from krapte.country.law import value as dated
from krapte.country.school_chances import STUDY_YEARS, chances, facts, onward, place, survive
from krapte.country.school_counts import YEARS, field_shares, hbo_entrants, series, students, value
from krapte.figures import known

Floats = NDArray[np.float64]
KNOWN = ANCHOR_YEAR - FIRST_YEAR  # steps whose entrants are published: October 2013 to 2023
CHOOSING = ("mbo2", "mbo3", "mbo4", "hbo", "wo_ba")  # where first-year students may choose a field anew


class Shapes(NamedTuple):
    """As ``krapte.market.school.SchoolShapes``."""

    ages: Floats
    dropout: Floats
    diploma: Floats
    onward: Floats
    into_higher: Floats
    higher: Floats
    mbo: Floats
    bbl: Floats
    choosing: Floats
    first: Floats
    techniek: Floats
    foreign: Floats


class SchoolPath(NamedTuple):
    """As ``krapte.market.school.SchoolNow``, with the steps as first axis."""

    future: Floats
    entry: Floats
    field_share: Floats


def _mask(*names: str) -> Floats:
    return np.array([float(program in names) for program in PROGRAMS])


@known.cached
def entrants() -> Floats:
    """All who start a programme ``[program, year]`` of 2013-2023, from outside or from another one, persons.

    The balance of students: those of October, less those of the year before who did not leave. mbo is then scaled to
    the published entrants by route where they exist (2018-2023), hbo and Ad to theirs in every year.
    """
    counted, stay = students(), 1 - 1 / facts().residence
    made = counted[:, 1:] - counted[:, :-1] * stay[:, None]
    inner = passing_on()
    outside = made - inner
    since = YEARS.index(2018) - 1
    outside[:3, since:] *= series("in_mbo_bol")[1 + since :] / outside[:3, since:].sum(axis=0)
    outside[3, since:] = series("in_mbo_bbl")[1 + since :]
    made[:4] = (outside + inner)[:4]
    ad, hbo = place("ad"), place("hbo")
    made[hbo] = hbo_entrants()[1:] - made[ad]
    return made


@known.cached
def passing_on() -> Floats:
    """Who comes from a lower programme ``[program, year]`` of 2013-2023: diplomas from success and residence."""
    known = facts()
    earned = students()[:, :-1] / known.residence[:, None] * known.success[:, None]
    return np.asarray(onward().T @ earned)


def cohorts(people: Floats) -> Floats:
    """Mean size of the ages from which a programme draws, by any leading axes of ``people [..., age]``."""
    return np.asarray(people @ ages().T)


def ages() -> Floats:
    """Weights of ages on 1 January whose mean size stands for those who may enter ``[program, age]``, sum one."""
    of = assumptions.nested("schools.ages")
    span = np.array([[of[program][end] for end in ("first", "last")] for program in PROGRAMS])
    inside = (np.array(AGES) >= span[:, :1]) & (np.array(AGES) <= span[:, 1:])
    return np.asarray(inside / inside.sum(axis=1, keepdims=True))


@known.cached
def outside() -> Floats:
    """Entrants from outside ``[program, year]`` of 2013-2023, persons: published, or what the balance leaves."""
    return np.maximum(entrants() - passing_on(), 0)


@known.cached
def shares() -> Floats:
    """Shares of fields among entrants from outside ``[program, field, year]`` of 2012-2023; 2012 as counted in 2013."""
    counted = outside()
    return field_shares(np.concatenate([counted[:, :1], counted], axis=1))


def path() -> SchoolPath:
    """One record per step: history as published; later the mean of the last years, per head and by field."""
    people = published.population()[:KNOWN].sum(axis=2)
    rate = (outside() / cohorts(people).T).T
    share = shares()[:, :, 1:].transpose(2, 0, 1)
    later, recent = len(STEPS) - KNOWN, int(assumptions.value("schools.recent"))
    return SchoolPath(
        future=(np.array(STEPS) >= ANCHOR_YEAR).astype(float),
        entry=np.concatenate([rate, np.tile(rate[-recent:].mean(axis=0), (later, 1))]),
        field_share=np.concatenate([share, np.tile(share[-recent:].mean(axis=0), (later, 1, 1))]),
    )


def shapes() -> Shapes:
    """What does not change over time."""
    dropout, diploma = chances()
    to_higher = np.zeros((len(PROGRAMS), len(PROGRAMS)))
    to_higher[place("mbo4"), [place("ad"), place("hbo")]] = 1
    return Shapes(
        ages=ages(),
        dropout=dropout,
        diploma=diploma,
        onward=onward(),
        into_higher=to_higher,
        higher=_mask("ad", "hbo", "wo_ba", "wo_ma"),
        mbo=_mask("mbo2", "mbo3", "mbo4", "bbl"),
        bbl=_mask("bbl"),
        choosing=_mask(*CHOOSING),
        first=np.eye(STUDY_YEARS)[0],
        techniek=np.array([float(field == "techniek") for field in FIELDS]),
        foreign=np.stack([_mask("hbo"), _mask("wo_ba"), _mask("wo_ma")], axis=1),
    )


def start(year: int) -> Floats:
    """Students on 1 January of 2013-2024 ``[program, field, year of study]``: the count of the October before.

    Over years of study as a lasting inflow would have it, over fields as the entrants of that year are spread.
    """
    at = YEARS.index(year - 1)
    present = np.array([survive(*pair)[0] for pair in zip(*chances(), strict=True)])
    present /= present.sum(axis=1, keepdims=True)
    return np.asarray(students()[:, at, None, None] * shares()[:, :, at, None] * present[:, None, :])


# Domains whose weight the paper asks to raise, with the ids of their entrants.
DOMAINS = (
    ("construction", "bouw"),
    ("finishing", "afbouw"),
    ("engineering", "techniek"),
    ("vehicles", "mobiliteit"),
)


def price_factor() -> float:
    """The decree's price factor of the four technical domains of mbo, by their entrants (1.3 and 1.4 since 2015)."""
    factor = [law.price_factor(domain, ANCHOR_YEAR) for domain, _ in DOMAINS]
    return float(np.average(factor, weights=[value(f"in_mbodom_{name}_2019") for _, name in DOMAINS]))


def coverage() -> float:
    """Part of technical mbo entrants (ICT left out) who are in the four domains."""
    others = ("ambacht", "handel", "media", "transport", "voedsel")
    inside = sum(value(f"in_mbodom_{name}_2019") for _, name in DOMAINS)
    return inside / (inside + sum(value(f"in_mbodom_{name}_2019") for name in others))


def unit_money(other_weight: float, bbl_weight: float, enrolment_part: float) -> float:
    """Euros a year per unit of weight: the lump sum of 2024 over the weighted students of October 2023."""
    counted = start(ANCHOR_YEAR).sum(axis=2)[:4]
    route = np.array([1, 1, 1, bbl_weight])
    price = np.full(len(FIELDS), other_weight)
    at = FIELDS.index("techniek")
    price[at] = coverage() * price_factor() + (1 - coverage()) * other_weight
    return enrolment_part * dated("mbo_budget", ANCHOR_YEAR) / float(route @ counted @ price)


def fail() -> Floats:
    """Share of those who leave a programme that has no diploma of it ``[program]``."""
    return 1 - facts().success
