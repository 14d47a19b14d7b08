"""What measures meet on: the people, places and firms of which there are only so many for all of them together.

The market shares these out in one place each, so two measures that draw on one of them hinder each other more than
two that meet on the vacancies alone:

    teachers   room for extra learners in technical classes (:mod:`krapte.market.teachers`)
    trainers   skilled workers who guide whoever learns at work (the same)
    pond       people a year who are open to changing to technical work (:mod:`krapte.market.lateral`)
    distance   people far from work who can come with a coach (:mod:`krapte.market.guidance`)
    firms      firms and workers that can take up technology still (:mod:`krapte.market.adoption`)
    works      the same building and infrastructure tendered another way (procurement, the same)
    migrants   people who come from abroad by one scheme rather than another (:mod:`krapte.market.migration`)
    graduates  those who leave school with a technical diploma, of whom one measure makes more and another makes more
    vacancies  open jobs that another would have filled: what all measures meet on in the end

Which a measure draws on follows from the parameters it moves.
"""

from __future__ import annotations

from krapte.measures.schema import Measure

VACANCIES, GRADUATES = "vacancies", "graduates"
SCHOOL = frozenset({"teachers", GRADUATES})
WORKPLACE = frozenset({"teachers", "trainers", GRADUATES})
DRAWS_ON: dict[str, frozenset[str]] = {
    "adoption.guided_firms": frozenset({"firms"}),
    "adoption.rate_support": frozenset({"firms"}),
    "card.applications": frozenset({"migrants"}),
    "card.quota": frozenset({"migrants"}),
    "demand.procurement": frozenset({"works"}),
    "demand.productivity_common": frozenset({"firms"}),
    "education.graduate_output": frozenset({GRADUATES}),
    "education.technical_start": frozenset({GRADUATES}),
    "funding.budget": WORKPLACE,
    "funding.financed": WORKPLACE,
    "funding.price_factor": WORKPLACE,
    "guidance.effect": frozenset({"distance"}),
    "guidance.exit": frozenset({"distance"}),
    "guidance.paths": frozenset({"distance", "teachers", "trainers"}),
    "lateral.completion": frozenset({"pond"}),
    "lateral.places": frozenset({"pond", "teachers", "trainers"}),
    "lateral.pond": frozenset({"pond"}),
    "lateral.stay": frozenset({"pond"}),
    "migration.knowledge_rules": frozenset({"migrants"}),
    "migration.ruling_kept": frozenset({"migrants"}),
    "retirement.group": frozenset({VACANCIES}),
    "school.coaching": SCHOOL,
    "school.dropout": SCHOOL,
    "school.entry": SCHOOL,
    "school.entry[bbl]": WORKPLACE,
    "school.field_shift": SCHOOL,
    "school.progression": SCHOOL,
    "school.seats": SCHOOL,
    "school.success": SCHOOL,
    "school.women_shift": SCHOOL,
    "tasks.realised": frozenset({VACANCIES}),
}
ORDER = ("pond", "trainers", "teachers", "distance", "firms", "works", "migrants", GRADUATES, VACANCIES)


def of(measure: Measure) -> frozenset[str]:
    """What a measure draws on, by the parameters it moves; one that is not known here meets on vacancies alone."""
    found: set[str] = set()
    for move in measure.moves:
        for slot in move.slots:
            found |= DRAWS_ON.get(slot) or DRAWS_ON.get(slot.split("[")[0]) or {VACANCIES}
    return frozenset(found)


def shared(one: Measure, two: Measure) -> tuple[str, ...]:
    """What both draw on, the narrowest first; on vacancies where there is nothing else.

    Two that draw on the same teachers make graduates too: that is told of a pair only where nothing narrower is.
    """
    both = of(one) & of(two) - {VACANCIES}
    narrow = both - {GRADUATES} or both
    return tuple(name for name in ORDER if name in narrow) or (VACANCIES,)
