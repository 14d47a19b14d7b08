"""The units a figure may have, one line each, and how its kind (stock, flow, sum) is found.

The second field names the rule of :mod:`krapte.figures.kinds` that decides the kind: ``words`` reads period
and description, ``money`` does the same for euros, ``flow`` is always a flow, and a blank means that the
question does not arise (a share, a rate, a price, an index).
"""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """A unit: its meaning in words and the rule that finds the kind of a number in it."""

    meaning: str
    kind_rule: str


UNITS: dict[str, Unit] = {
    "beds": Unit("beds", "words"),
    "class_1_3": Unit("ordered class of grid congestion, 0 none to 3 also small users at risk", ""),
    "class_1_5": Unit("UWV class of tension, 1 very slack to 5 very tight", ""),
    "connections": Unit("connections to a grid", "words"),
    "count": Unit("a number of things named in the description", ""),
    "days": Unit("days", ""),
    "dkk": Unit("Danish kroner", ""),
    "elasticity": Unit("per cent change per per cent change", ""),
    "eur": Unit("euro, prices of the period", "money"),
    "eur_per_hour": Unit("euro per hour", ""),
    "eur_per_month": Unit("euro per month", ""),
    "eur_per_student": Unit("euro per student", ""),
    "eur_per_year": Unit("euro per year", "flow"),
    "firms": Unit("firms", "words"),
    "flag": Unit("1 yes, 0 no", ""),
    "fte": Unit("full-time equivalents", "words"),
    "fte_per_meur": Unit("full-time equivalents per million euro of output or investment", ""),
    "gbp": Unit("pounds sterling", ""),
    "grants": Unit("grants", "words"),
    "homes": Unit("homes", "words"),
    "hours": Unit("hours: a week for persons, a year for an industry", "words"),
    "index": Unit("index, base named in description or dims", ""),
    "jobs": Unit("jobs (a person may hold two)", "words"),
    "km": Unit("kilometres", ""),
    "labs": Unit("laboratories", "words"),
    "mln_hours": Unit("million hours worked in the period", "flow"),
    "months": Unit("months", ""),
    "per_1000": Unit("per thousand persons", ""),
    "per_1000_jobs": Unit("vacancies per thousand jobs", ""),
    "per_100_unemployed": Unit("vacancies per hundred unemployed, CBS tension", ""),
    "per_quarter": Unit("share per quarter", ""),
    "per_year": Unit("share or growth per year", ""),
    "permits": Unit("permits", "words"),
    "persons": Unit("persons", "words"),
    "persons_per_year": Unit("persons per year", "flow"),
    "places": Unit("places", "words"),
    "projects": Unit("projects", "words"),
    "ratio": Unit("ratio of two like quantities", ""),
    "requests": Unit("requests waiting", "words"),
    "schools": Unit("schools", "words"),
    "share": Unit("share, 0 to 1; a change of a share may be negative", ""),
    "share_of_wage": Unit("share of the wage", ""),
    "stations": Unit("transformer stations", "words"),
    "structures": Unit("structures (bridges, tunnels)", "words"),
    "tenders": Unit("tenders", "words"),
    "units": Unit("units named in the description", "words"),
    "usd": Unit("US dollars", ""),
    "vacancies": Unit("vacancies", "words"),
    "vacancies_per_100_unemployed": Unit("vacancies per hundred unemployed, CBS tension", ""),
    "vacancies_per_short_ww": Unit("vacancies per person on short unemployment benefit, UWV tension", ""),
    "weeks": Unit("weeks", ""),
    "year": Unit("a calendar year", ""),
    "years": Unit("years of time or of age", ""),
}
