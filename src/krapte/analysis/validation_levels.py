"""Level checks: stocks counted in a few years by a count of their own, beside what the free run has then.

Such counts have too few years, or too many vintages, to learn or to score growth from (the panel gives them the role
``level check``). A count before the survey of 2021 stands beside what the run says that survey showed; 2013 beside the
stocks the run starts from. What the model has no reading for is told with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np

from krapte.analysis.history import UWV_POINTS
from krapte.analysis.validation_lines import Floats, Line, line
from krapte.analysis.validation_runs import Run
from krapte.country import published
from krapte.country.axes import FIRST_YEAR, GROUPS, TECHNIEK
from krapte.country.occupations import BREAK_YEAR
from krapte.learning import observe
from krapte.market.published import surveyed

ROLE, NEW_METHOD = "level check", "uwv_vac_tech"
SHIFT = "published.survey_shift"
TECHNICIANS = tuple(range(len(TECHNIEK)))


class Reading(NamedTuple):
    """What a series is beside: people at work or open vacancies of some groups."""

    title: str
    vacancies: bool
    groups: tuple[int, ...]
    revised: bool = False
    """Whether years before the survey of 2021 were counted anew by it."""


class Level(NamedTuple):
    """One count: what it is, its year, how it was counted, and the line."""

    title: str
    year: int
    counted: str
    line: Line


def _people(title: str, *names: str, revised: bool = False) -> Reading:
    return Reading(title, False, tuple(GROUPS.index(name) for name in names), revised)


def _broad(vintage: int) -> Reading:
    return _people("Technicians and ICT (Techniekpact)", *TECHNIEK, "ict", revised=vintage > BREAK_YEAR)


READINGS: Mapping[str, Reading] = {
    "emp_brc07": Reading("Technicians at work (BRC 07)", False, TECHNICIANS),
    "emp_brc08": _people("People in ICT (BRC 08)", "ict"),
    "emp_brc10": _people("People in care (BRC 10)", "care"),
    "emp_brc01": _people("People in education (BRC 01)", "education"),
    "emp_total_q4": Reading("People at work", False, tuple(range(len(GROUPS)))),
    **{f"emp_techniekpact_v{year}": _broad(year) for year in (2020, 2022, 2023, 2024)},
    NEW_METHOD: Reading("Open technical vacancies (UWV)", True, TECHNICIANS),
    "uwv_vac_tech_oldmethod": Reading("Open technical vacancies (UWV)", True, TECHNICIANS),
    "vac_open_sector_A-U": Reading("Open vacancies", True, tuple(range(len(GROUPS)))),
}
UNREAD: Mapping[str, str] = {
    "emp_brc12": "transport is among all other occupations here",
    "construction_fte": "the model has builders by trade, not labour years by sector",
    "vac_open_sector": "vacancies by sector: the model has them by occupation",
    "uwv_tension": "UWV divides by people with a short benefit, whom the model does not know",
    "permits": "permits of highly skilled migrants: the model counts arrivals, other than permits",
}
"""By the beginning of the name of a series, why the model has nothing to hold beside it."""


def rows(run: Run) -> list[Level]:
    """Every count of the panel that the free run has a reading for, in the order of :data:`READINGS`."""
    anew = np.asarray(run.outcome.employed)
    then = np.asarray(observe.counted(jnp.asarray(anew), jnp.asarray(run.parameter(SHIFT))))
    vacancies = np.asarray(run.outcome.vacancies)
    made = []
    for row in sorted(checked(), key=lambda row: list(READINGS).index(row["series"])):
        reading, year = READINGS[row["series"]], int(row["year"])
        if year < FIRST_YEAR or (year == FIRST_YEAR and reading.vacancies):
            continue
        if year == FIRST_YEAR:
            model = _start(run, reading)
        else:
            of = vacancies if reading.vacancies else anew if reading.revised else then
            model = of[:, year - FIRST_YEAR - 1, list(reading.groups)].sum(axis=1)
        value = float(row["value"])
        seen = line(year, value, model, *(row["figure_ids"].split() or [f"panel/{row['series']}"]))
        made.append(Level(reading.title, year, how(row), seen))
    return made


def checked() -> list[dict[str, str]]:
    """The rows of the panel that are level checks with a reading; the points of UWV's present method are too."""
    return [
        row
        for row in published.rows("panel")
        if row["series"] in READINGS and (row["role"] == ROLE or row["series"] == NEW_METHOD)
    ]


def unread() -> dict[str, int]:
    """Keys of :data:`UNREAD` and how many series each stands for; KeyError if a level check has neither."""
    made = dict.fromkeys(UNREAD, 0)
    for name in {row["series"] for row in published.rows("panel") if row["role"] == ROLE} - set(READINGS):
        made[next((start for start in UNREAD if name.startswith(start)), name)] += 1
    return made


def how(row: dict[str, str]) -> str:
    """How a row was counted: its vintage, with the quarter where the points of UWV tell it."""
    quarter = UWV_POINTS.get(int(row["year"]), "").split("_")[-2:-1] if row["series"] == NEW_METHOD else []
    return ", ".join([row["vintage"], *(one.upper().removeprefix(row["year"]) for one in quarter)])


def _start(run: Run, reading: Reading) -> Floats:
    """People of some groups in the stocks of 2013 ``[draw]``, technicians as the survey asked for counts them."""
    work = np.asarray(run.world.country.first.work)
    of_group = work.reshape(work.shape[0], -1).sum(axis=1)[: len(GROUPS)]
    start = jnp.broadcast_to(of_group, (len(run.drawn), len(GROUPS)))
    shift = run.parameter(SHIFT) * reading.revised
    counted: Floats = np.asarray(surveyed(start, jnp.asarray(shift)[:, None]))
    return np.asarray(counted[:, list(reading.groups)].sum(axis=1))
