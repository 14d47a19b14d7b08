"""Students, entrants and diplomas of 2013-2023 beside published series.

Schools of the past answer to nothing in the market, so they run alone here, with the draws of the whole run: that
gives all diplomas, also of those who go on in education, whom an outcome does not tell.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from krapte import figures
from krapte.analysis.validation_lines import Block, Floats, Series, line, of_figure, yearly_figures
from krapte.analysis.validation_runs import SLOTS, Run
from krapte.country import published
from krapte.country.axes import ANCHOR_YEAR, FIELDS, FIRST_YEAR, PROGRAMS
from krapte.market import school
from krapte.market.parameters import unpack

YEARS = range(FIRST_YEAR, ANCHOR_YEAR)  # counts of October, and diplomas of the summer before
TECHNICAL = slice(0, FIELDS.index("ict") + 1)  # techniek and ICT: published series hold both
MBO, HBO, WO = slice(0, 4), slice(4, 6), slice(6, 8)
MBO4, AD, HBO_BA, WO_BA, WO_MA = (PROGRAMS.index(p) for p in ("mbo4", "ad", "hbo", "wo_ba", "wo_ma"))


class Classes(NamedTuple):
    """Education alone, persons ``[draw, year, program, field]``."""

    students: Floats  # in October
    outside: Floats  # entrants from outside education or another sort of school
    began: Floats  # all who begin the programme
    earned: Floats  # diplomas, also of those who go on
    onward: Floats  # from mbo 4 to Ad and hbo [draw, year, field]


def history(run: Run) -> Classes:
    """The schools of 2013-2023."""
    country, fields = run.world.country, len(FIELDS)
    now = jax.tree.map(lambda leaf: leaf[: len(YEARS)], run.world.years.school)
    people = published.population()[: len(YEARS)].sum(axis=2)
    nothing = school.Support(*(jnp.ones((len(PROGRAMS), fields)),) * 2)

    def one(vector: Any) -> Any:
        p = unpack(vector, SLOTS).school

        def step(stock: school.School, of_year: tuple[school.SchoolNow, Any]) -> Any:
            known, residents = of_year
            starts = school.ask(stock, residents, known, country.school, p, nothing)
            after, _, flows = school.move(stock, starts.usual, known, country.school, p, nothing)
            onward = flows["student_progression"]
            began = starts.usual + onward.sum(axis=0)
            earned = flows["student_diploma"] + onward.sum(axis=1)
            higher = onward[MBO4, AD] + onward[MBO4, HBO_BA]
            return after, (after.students.sum(axis=2), starts.usual, began, earned, higher)

        return jax.lax.scan(step, school.start(country.students, fields), (now, people))[1]

    return Classes(*(np.asarray(leaf) for leaf in jax.jit(jax.vmap(one))(run.drawn)))


def students(made: Classes) -> Block:
    """Students in October: all of mbo, hbo and wo, and in techniek where it is counted."""
    book, model = figures.load(), made.students
    masters = "proj_hbo_master_2022"  # hbo masters are no programme of the model
    hbo = []
    for year in range(2015, ANCHOR_YEAR):
        seen = book[f"stud_hbo_{year}"].value - book[masters].value
        hbo.append(line(year, seen, _of(model, year, HBO), f"stud_hbo_{year}", masters))
    croho = yearly_figures(_technical(model, HBO), "stud_hbo_techniek_v18", YEARS, FIRST_YEAR)
    croho += yearly_figures(_technical(model, HBO), "stud_hbo_techniek", YEARS, FIRST_YEAR)
    isced = ("stud_mbo_isced07_2021", "stud_mbo_isced06_2021")
    mbo_2021 = line(2021, sum(book[i].value for i in isced), _of(_fields(model), 2021, MBO), *isced)
    share = ("gp_ho_bt_share_wo_2021", "stud_wo_2021")
    wo_2021 = line(2021, book[share[0]].value * book[share[1]].value, _of(_fields(model), 2021, WO), *share)
    series = (
        Series("Students in mbo", "persons", _yearly(model, MBO, "stud_mbo")),
        Series("Students in hbo and Ad", "persons", tuple(hbo)),
        Series("Students in wo", "persons", _yearly(model, WO, "stud_wo")),
        Series("Students in technical mbo and ICT", "persons", (mbo_2021,)),
        Series("Students in technical hbo and ICT", "persons", croho),
        Series("Students in technical wo and ICT", "persons", (wo_2021,)),
    )
    return Block("Students", STUDENTS, STUDENTS_WHY, series)


def entrants(made: Classes) -> Block:
    """Who begins a technical programme, ICT included."""
    book = figures.load()
    wo_ba = slice(WO_BA, WO_BA + 1)
    higher = _technical(made.began, HBO) + _technical(made.began, wo_ba)
    both = of_figure(2021, "in_hotech_2021", higher[:, 2021 - FIRST_YEAR])
    masters = ("proj_hbo_master_2022", "dur_wo_ma")
    whole = []
    for year in (2014, 2017, 2022, 2023):
        seen = book[f"in_hbo_{year}"].value - book[masters[0]].value / book[masters[1]].value
        whole.append(line(year, seen, _of(made.began, year, HBO), f"in_hbo_{year}", *masters))
    series = (
        Series(
            "Technical entrants of mbo",
            "persons",
            yearly_figures(_technical(made.outside, MBO), "in_mbotech", YEARS, FIRST_YEAR),
            given=True,
        ),
        Series("Entrants of hbo and Ad, all fields", "persons", tuple(whole)),
        Series(
            "Technical entrants of hbo and Ad",
            "persons",
            yearly_figures(_technical(made.began, HBO), "in_hbotech", YEARS, FIRST_YEAR),
        ),
        Series(
            "Technical entrants of wo",
            "persons",
            yearly_figures(_technical(made.began, wo_ba), "in_wotech", YEARS, FIRST_YEAR),
        ),
        Series("Technical entrants of hbo and wo", "persons", (both,)),
    )
    return Block("Technical entrants", ENTRANTS, ENTRANTS_WHY, series)


def diplomas(made: Classes) -> Block:
    """Diplomas, also of those who go on: mbo by year, techniek where it is published or estimated."""
    book, model = figures.load(), made.earned
    mbo = []
    for year in YEARS:
        ids = tuple(f"grad_mbo{level}_{year - 1}" for level in (2, 3, 4))
        mbo.append(line(year, sum(book[i].value for i in ids), _of(model, year, MBO), *ids))
    hbo_ids = ("grad_hbovt_2012", "grad_hbodt_2012")
    hbo = slice(HBO_BA, HBO_BA + 1)
    wo_ma = slice(WO_MA, WO_MA + 1)
    fields = _fields(model)
    first = sum(book[i].value for i in hbo_ids)
    series = (
        Series("Diplomas of mbo 2-4", "persons", tuple(mbo)),
        Series("Diplomas of hbo bachelor", "persons", (line(2013, first, _of(model, 2013, hbo), *hbo_ids),)),
        Series(
            "Diplomas of wo master",
            "persons",
            (of_figure(2013, "grad_womsc_2012", _of(model, 2013, wo_ma)),),
        ),
        Series(
            "Technical diplomas of mbo",
            "persons",
            (
                of_figure(2017, "grad_mbotech_2017", _of(fields, 2017, MBO)),
                of_figure(2022, "grad_c_mbo_tech_2022", _of(fields, 2022, MBO)),
            ),
        ),
        Series(
            "Technical share of mbo diplomas",
            "share",
            tuple(
                of_figure(year, f"grad_mbotech_share_{year}", _of(fields, year, MBO) / _of(model, year, MBO))
                for year in (2017, 2018)
            ),
        ),
        Series(
            "Technical diplomas of hbo bachelor",
            "persons",
            (of_figure(2022, "grad_c_hbo_tech_2022", _of(fields, 2022, hbo)),),
        ),
        Series(
            "Technical diplomas of wo master",
            "persons",
            (of_figure(2022, "grad_c_wo_master_tech_2022", _of(fields, 2022, wo_ma)),),
        ),
    )
    return Block("Diplomas", DIPLOMAS, DIPLOMAS_WHY, series)


def _fields(values: Floats) -> Floats:
    return values[:, :, :, TECHNICAL]


def _of(values: Floats, year: int, programs: slice) -> Floats:
    return np.asarray(values[:, year - FIRST_YEAR, programs].sum(axis=(1, 2)))


def _technical(values: Floats, programs: slice) -> Floats:
    return np.asarray(values[:, :, programs, TECHNICAL].sum(axis=(2, 3)))


def _yearly(values: Floats, programs: slice, prefix: str) -> Any:
    return yearly_figures(values[:, :, programs].sum(axis=(2, 3)), prefix, YEARS, FIRST_YEAR)


STUDENTS = """Counts of October. Entrants of 2013-2023 go in as published and chances to leave and to earn a
diploma are solved from the length of studies and success of 2015-2023, so totals test the balance only.
Technical mbo is wider here (betatechniek by list of qualifications) than the two ISCED fields; technical hbo is
the CROHO sector, which holds ICT and is narrower than betatechniek (the years to 2017 are of an older vintage)."""
STUDENTS_WHY = """technical fields are counted wider in the model than in the tables beside them; technical hbo
rose by a fifth from 2013 to 2019 and does not in the model, whose shares of fields before 2017 stay at those of
2017"""
ENTRANTS = """ICT and natural science are inside on both sides. Technical entrants of mbo are an input; those of
hbo and wo follow from shares of fields times entrants, of whom hbo gets a part from mbo through the model."""
ENTRANTS_WHY = """published shares of technical entrants begin in 2017 and are held before it, though numbers of
hbo are published from 2013 on; those of wo are of more entrants than the model's bachelors (the balance of
students)"""
DIPLOMAS = """Diplomas of the school year that ends in the year shown (tables of mbo name it by its first year),
also of those who go on. Technical diplomas of 2022 are estimates with a range (grade C); that of 2017 counts
more diplomas than mbo 2-4 of the other table. Of hbo and wo no later count was found."""
DIPLOMAS_WHY = """one chance for all years cannot follow years in which more of the old cohorts left
(2014-2017); the number of 2017 has a wider definition, its share is the better ruler"""
