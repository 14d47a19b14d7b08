"""Occupations: employed by group and year as the survey counts them, bridged to the Dutch classification.

Yearly numbers exist by ISCO group of two digits only; the model's groups are those of the Dutch BRC 2014, known for
the fourth quarter of 2024. One factor per group leads from one to the other::

    bridge[group] = BRC share of the quarter x employed of the year 2024 / ISCO sum of 2024
    employed[year, group] = bridge[group] x ISCO sum[year, group];  rest = all employed - the others

The five technical groups are then scaled together, each year by one factor, so that techniek keeps the bridge of its
whole (``technicians() * bridge()``). The survey changed in 2021: the step stays in the series as published, what part
of it is no growth is a parameter (``published.survey_shift``), never smoothed away.

Figures: tables ``isco``, ``brc_2024q4``, ``panel``; ``lm_emp_brc07_2024q4``, ``lm_emp_total_2024q4``. Grade C by
group: construction, metal, electro and ICT are one trade in both classifications (bridges 0.96-1.05); process, care
and education are wider in BRC (1.51, 1.24, 1.54: helpers, welfare, child care sit in other ISCO groups), so their
yearly change is that of the ISCO part alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import assumptions, published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, TECHNIEK
from krapte.figures import known

Floats = NDArray[np.float64]
BREAK_YEAR = 2021
YEARS = range(FIRST_YEAR, ANCHOR_YEAR + 1)

# ISCO-08 groups whose yearly numbers carry the group, and its BRC 2014 segments (three digits) or class (two).
ISCO: dict[str, tuple[str, ...]] = {
    "technical_high": ("21", "31"),
    "construction": ("71",),
    "metal": ("72",),
    "electro": ("74",),
    "process": ("75", "81", "82"),
    "ict": ("25", "35"),
    "care": ("22", "32", "53"),
    "education": ("23",),
}
BRC: dict[str, tuple[str, ...]] = {
    "technical_high": ("071", "072"),
    "construction": ("073",),
    "metal": ("074",),
    "electro": ("076",),
    "process": ("075", "077", "078"),
    "ict": ("08",),
    "care": ("10",),
    "education": ("01",),
}
NAMED = GROUPS[:-1]  # all groups but the rest


def technicians() -> Floats:
    """ISCO technical employment of each year from 2013 to the anchor, persons, as published (break included)."""
    series = published.panel("emp_tech8")
    return np.array([series[year] for year in YEARS])


def bridge() -> float:
    """Technicians by BRC class 07 per technician by ISCO group, in the anchor year; as bridges."""
    if known.year():
        return assumptions.table("occupations.bridge")["techniek"]
    book = figures.load()
    quarter = book["lm_emp_brc07_2024q4"].value / book["lm_emp_total_2024q4"].value
    return float(quarter * published.panel("emp_total")[ANCHOR_YEAR] / technicians()[-1])


def by_isco() -> Floats:
    """ISCO employment of each year and named group ``[year, 8]``, persons, as published."""
    rows = {row["isco"]: row for row in published.rows("isco")}
    return np.array(
        [[sum(float(rows[code][str(year)]) for code in ISCO[g]) for g in NAMED] for year in YEARS]
    )


def by_brc() -> Floats:
    """Employed of 2024Q4 by named group ``[8]``, persons: sums of BRC groups that are rounded to thousands."""
    sums: dict[str, float] = {}
    for row in published.rows("brc_2024q4"):
        for code in (row["segment_code"], row["class_code"]):
            sums[code] = sums.get(code, 0.0) + float(row["employed_2024q4"] or 0)
    return np.array([sum(sums[code] for code in BRC[g]) for g in NAMED])


def bridges() -> Floats:
    """BRC employed per ISCO employed of each named group ``[8]`` in the anchor year.

    As known in an earlier year: rounded (``occupations.bridge``), since our only table of both is of the anchor year.
    """
    if known.year():
        return np.array([assumptions.table("occupations.bridge")[name] for name in NAMED])
    quarter = by_brc() / figures.load()["lm_emp_total_2024q4"].value
    return np.asarray(quarter * published.panel("emp_total")[ANCHOR_YEAR] / by_isco()[-1])


def by_group() -> Floats:
    """Employed of each year from 2013 to the anchor by group ``[year, 9]``, persons; a year sums to all employed."""
    named = by_isco() * bridges()
    technical = slice(0, len(TECHNIEK))
    whole = technicians() * bridge()
    named[:, technical] *= (whole / named[:, technical].sum(axis=1))[:, None]
    total = np.array([published.panel("emp_total")[year] for year in YEARS])
    return np.concatenate([named, (total - named.sum(axis=1))[:, None]], axis=1)


def year_before_anchor() -> Floats:
    """Employed by group the year before the anchor ``[9]``, persons: the total as published, groups by mean growth.

    One year of a group's series is noisy: its mean growth since 2013, without the step of the survey, stands in for
    it. Techniek as a whole grows like its own series; the rest takes what is left of the published total.
    """
    series = by_group()
    growth = mean_growth(series[:, :-1])
    named = series[-1, :-1] / np.exp(growth)
    technical = slice(0, len(TECHNIEK))
    whole = series[-1, technical].sum() / np.exp(mean_growth(technicians()[:, None])[0])
    named[technical] *= whole / named[technical].sum()
    return np.append(named, published.panel("emp_total")[ANCHOR_YEAR - 1] - named.sum())


def mean_growth(series: Floats) -> Floats:
    """Mean yearly log growth of each column, without the step into the survey of 2021."""
    steps = np.diff(np.log(series), axis=0)
    return np.asarray(np.delete(steps, BREAK_YEAR - FIRST_YEAR - 1, axis=0).mean(axis=0))


def survey_steps() -> Floats:
    """Log step of each group ``[9]`` into the survey of 2021 beyond its mean growth, which is no growth of jobs.

    Technical groups against techniek as a whole, whose step is a parameter (``published.survey_shift``); the rest gives
    and takes what the others do, since the total is of one survey throughout.
    """
    series = by_group()
    into = np.diff(np.log(series), axis=0)[BREAK_YEAR - FIRST_YEAR - 1]
    steps = into - mean_growth(series)
    size, technical = series[-1], slice(0, len(TECHNIEK))
    steps[technical] -= size[technical] @ steps[technical] / size[technical].sum()
    steps[-1] = -(size[:-1] @ steps[:-1]) / size[-1]
    return np.asarray(steps)
