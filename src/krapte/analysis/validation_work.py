"""Employment, unemployment, vacancies and construction of the free run beside published series."""

from __future__ import annotations

import numpy as np

from krapte import figures
from krapte.analysis.history import UWV_POINTS
from krapte.analysis.validation_lines import (
    Block,
    Floats,
    Line,
    Series,
    by_year,
    line,
    of_figure,
    panel,
)
from krapte.analysis.validation_runs import Run
from krapte.country import occupations, published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, QUALS, TECHNIEK
from krapte.country.occupations import BREAK_YEAR
from krapte.words.formats import number

FIRST = FIRST_YEAR + 1  # the label of the first market
TECHNICIANS = slice(0, len(TECHNIEK))
HIGH, ICT, BUILDERS = GROUPS.index("technical_high"), GROUPS.index("ict"), GROUPS.index("construction")
NAMED = {
    "technical_high": "Engineers and technicians",
    "construction": "Construction workers",
    "metal": "Metal workers and mechanics",
    "electro": "Electricians",
    "process": "Process, other crafts, helpers",
    "ict": "ICT",
    "care": "Care",
    "education": "Education",
    "rest": "All others",
}
LEVELS = ("low", "mid", "high")
LOW_2017 = ("basis", "vmbo_bk_mbo1", "vmbo_gt_havo_vwo_lower")  # what counts as low in the table of 2017
BUILDING = range(2013, 2019)


def totals(run: Run) -> Block:
    """Employed, unemployed, open and filled vacancies of the whole economy."""
    columns = (
        ("Employed", "persons", "employed", "emp_total", ANCHOR_YEAR),
        ("Unemployed", "persons", "unemployed", "unemployed", ANCHOR_YEAR),
        ("Open vacancies", "vacancies", "vacancies", "vac_open_total", ANCHOR_YEAR),
        ("Vacancies filled in the year", "vacancies", "filled", "vac_filled_total", ANCHOR_YEAR - 1),
    )
    series = [
        Series(title, unit, panel(np.asarray(getattr(run.outcome, field)).sum(axis=2), column, last))
        for title, unit, field, column, last in columns
    ]
    worked = (np.asarray(run.outcome.employed) * np.exp(np.asarray(run.outcome.hours))).sum(axis=2)
    index = _index(100 * worked / worked[:, :1], "pd.hours.TOTAL")
    series.append(Series(f"Hours worked, {FIRST} = 100", "index", index))
    return Block("Whole economy", TOTALS, TOTALS_WHY, tuple(series))


def _index(model: Floats, prefix: str) -> tuple[Line, ...]:
    """Lines beside published hours as an index of the first market."""
    book = figures.load()
    ids = {year: f"{prefix}.{year}" for year in BUILDING if year > FIRST}
    base = book[f"{prefix}.{FIRST}"].value
    return by_year(model, {year: 100 * book[name].value / base for year, name in ids.items()}, ids, FIRST)


def groups(run: Run) -> Block:
    """Employed of techniek and of each group, and their growth without the step of the survey."""
    employed, seen = np.asarray(run.outcome.employed), occupations.by_group()
    series = [_group("Techniek", employed[:, :, TECHNICIANS].sum(axis=2), seen[:, TECHNICIANS].sum(axis=1))]
    series += [_group(NAMED[g], employed[:, :, i], seen[:, i]) for i, g in enumerate(GROUPS)]
    title, head = f"Growth {FIRST}-{ANCHOR_YEAR}, %", ["", "published", "model", "step of the survey"]
    grown = (title, head, [_growth(one) for one in series])
    return Block("Employed by group", GROUPED, GROUPED_WHY, tuple(series), (grown,))


def _group(title: str, model: Floats, seen: Floats) -> Series:
    values = {FIRST_YEAR + i: float(value) for i, value in enumerate(seen) if i > 0}
    return Series(title, "persons", by_year(model, values, {year: f"isco/{year}" for year in values}))


def growth_without_break(lines: tuple[Line, ...]) -> tuple[float, float, float]:
    """Log growth published and of the medians without the step into the survey of 2021, and that step as published."""
    published_, model = (np.log([getattr(one, name) for one in lines]) for name in ("published", "median"))
    into = [one.label for one in lines].index(str(BREAK_YEAR)) - 1
    steps = np.diff(published_)
    return float(steps.sum() - steps[into]), float(np.delete(np.diff(model), into).sum()), float(steps[into])


def _growth(one: Series) -> list[str]:
    return [one.title, *(_percent(float(np.expm1(value))) for value in growth_without_break(one.lines))]


def _percent(value: float) -> str:
    return number(100 * value, "en", 0.1, signed=True)


def by_level(run: Run) -> Block:
    """Employed by level of diploma in 2024, and the low part of 2017."""
    book, at_work = figures.load(), np.asarray(run.outcome.at_work)
    level = np.array([LEVELS.index(qual.split("_")[0]) for qual in QUALS])
    end = ANCHOR_YEAR - FIRST
    known = {name: book[f"dem_empl_2024Q1_level_{name}"].value for name in LEVELS}
    total = published.panel("emp_total")[ANCHOR_YEAR]
    lines = []
    for i, name in enumerate(LEVELS):
        seen = known[name] / sum(known.values()) * total
        model = at_work[:, end, level == i].sum(axis=1)
        lines.append(line(f"{name}, 2024", seen, model, f"dem_empl_2024Q1_level_{name}", "panel/emp_total"))
    parts = tuple(f"dem_lf_2017_level_{part}_old" for part in LOW_2017)
    whole = "dem_lf_2017_level_total_old"
    share = sum(book[part].value for part in parts) / book[whole].value
    of_2017 = at_work[:, 2017 - FIRST]
    low = line("low, 2017", share, of_2017[:, level == 0].sum(axis=1) / of_2017.sum(axis=1), *parts, whole)
    series = (
        Series("Employed by level of diploma", "persons", tuple(lines)),
        Series("Share of the low level", "share", (low,)),
    )
    return Block("Employed by diploma", LEVELLED, LEVELLED_WHY, series)


def technical_vacancies(run: Run) -> Block:
    """Open technical vacancies at the four points of UWV, also by level, and ICT at one."""
    vacancies = np.asarray(run.outcome.vacancies)
    whole, higher, lower = [], [], []
    book = figures.load()
    for year, name in UWV_POINTS.items():
        of_year = vacancies[:, year - FIRST]
        whole.append(of_figure(year, name, of_year[:, TECHNICIANS].sum(axis=1)))
        quarter = name.split("_")[-2]
        ids = [f"lm_uwv_vac_tech_lvl{level}_{quarter}" for level in (1, 2, 3, 4)]
        counts = [book[one].value for one in ids]
        others = of_year[:, TECHNICIANS].sum(axis=1) - of_year[:, HIGH]
        higher.append(line(year, sum(counts[2:]), of_year[:, HIGH], *ids[2:]))
        lower.append(line(year, sum(counts[:2]), others, *ids[:2]))
    ict = of_figure(2023, "lm_uwv_vac_ict_2023q4_new", vacancies[:, 2023 - FIRST, ICT])
    series = (
        Series("Open technical vacancies", "vacancies", tuple(whole)),
        Series("Levels 3 and 4 beside engineers and technicians", "vacancies", tuple(higher)),
        Series("Levels 1 and 2 beside the four other groups", "vacancies", tuple(lower)),
        Series("ICT vacancies", "vacancies", (ict,)),
    )
    return Block("Technical vacancies (UWV)", UWV, UWV_WHY, series)


def construction(run: Run) -> Block:
    """The fall of construction to 2014 and its recovery: workers and hours, as an index."""
    employed, hours = np.asarray(run.outcome.employed), np.asarray(run.outcome.hours)
    start = run.world.country.first.work[BUILDERS].sum() * np.exp(run.parameter("published.survey_shift"))
    workers = employed[:, :, BUILDERS]
    seen = occupations.by_group()[:, BUILDERS]
    index = {year: 100 * seen[year - FIRST_YEAR] / seen[0] for year in BUILDING if year > FIRST_YEAR}
    persons = by_year(100 * workers / start[:, None], index, {year: f"isco/{year}" for year in index})
    worked = workers * np.exp(hours[:, :, BUILDERS])
    volume = _index(100 * worked / worked[:, :1], "pd.hours.F")
    book = figures.load()
    head = ["year", "output, %", "hours of the sector, %", "workers of the trade, %", "model: jobs wanted, %"]
    wanted = np.median(np.asarray(run.outcome.desired)[:, :, BUILDERS], axis=0)
    rows = []
    for year in BUILDING:
        sector = [book[f"pd.hours.F.{y}"].value for y in (year - 1, year)]
        trade = seen[year - FIRST_YEAR] / seen[year - 1 - FIRST_YEAR] - 1 if year > FIRST_YEAR else None
        jobs = wanted[year - FIRST] / wanted[year - 1 - FIRST] - 1 if year > FIRST else None
        growth = (book[f"pd.constr.output.growth.{year}"].value, sector[1] / sector[0] - 1, trade, jobs)
        rows.append([str(year), *("" if g is None else _percent(g) for g in growth)])
    series = (
        Series("Construction workers, 2013 = 100", "index", persons),
        Series("Hours in construction, 2014 = 100", "index", volume),
    )
    return Block(
        "Construction 2013-2018", BUILT, BUILT_WHY, series, (("Growth on a year earlier", head, rows),)
    )


TOTALS = """Means of the year; 2014 is the first market. Employed and unemployed of 2013-2020 are spliced to the
survey of 2021 (its step of 1.8 % is in all years). The run is told growth of output and of output per hour,
demography, schools and law, never these series; the rates of matching are closed on their mean."""
TOTALS_WHY = """people at work come out within 2 %, job seekers do not. From 2015 to 2021 the run has 2 to 3 % more
people in the labour force than there were: fewer offer themselves while work is scarce and more when it is not, and
chances to enter and leave do not know that here. So there are too many unemployed, and vacancies are filled too
soon. In 2020 employers kept people, the run does not; in 2014 employment fell although output grew"""
GROUPED = """Bridged from ISCO groups (see bridges), grade C. The survey of 2021 coded occupations anew:
engineers and ICT stepped up by a sixth or more, metal and construction down by 7 to 8 %. The run knows one step
for techniek as a whole (`published.survey_shift`, in its start of 2013) and none between groups, so levels
before and after 2021 cannot both hold; growth without that step is below."""
GROUPED_WHY = """most is the step of the survey between groups, which the run does not know. Without that step
process workers, ICT and engineers grow somewhat too fast in the run, education too slowly"""
LEVELLED = """2024: published for the first quarter, scaled to the mean of the year; the unknown are spread.
2017: share of the labour force by the old survey, beside workers alone (the unemployed are lower schooled, so
the model should lie below). The start of 2013 is fitted to residents by level; 2024 is not seen."""
LEVELLED_WHY = """a diploma counts in the model when its holder leaves education, in the survey when it is
earned: who goes on from mbo to hbo, or from a bachelor to a master, keeps the old level meanwhile, and the mbo
diploma of those who went on to hbo never lifts anybody out of the low level. So the young are too low. Besides,
newcomers from abroad take the diplomas of job seekers, and people with a high diploma stop and pause work
nearly as often as others"""
UWV = """Published quarters beside the mean of the year: the first quarters of 2016, 2017 and 2022, the fourth
of 2023, by UWV's present method. Levels 3 and 4 are those of ISCO skill; supervisors and planners in them work
in the other groups here, so the rows are near, not equal. The shares of groups in vacancies are priors that
rest on the same points (`published.vacancies_block`, `published.vacancies_within`)."""
UWV_WHY = """too few vacancies in the whole economy after 2019 take techniek along. The four other groups fall
most: change of skills (`demand.mix`) takes jobs of metal, construction and process away, while people keep
coming to them by shares of 2024, so they grow slack; the survey then counted fewer of them, which the run does
not know"""
BUILT = """Output is an input (`pd.constr.output.growth.2014` to `.2018`); how many workers and hours it takes
is the model's. The model's group is a trade (ISCO 71); hours are published for the sector (NACE F), whose
workers fell from 475,000 in 2008 to 396,000 in 2014 (`pd.constr.workers.2008`, `.2014`), before the run begins."""
BUILT_WHY = """the trade fell to 2014 and from 2017 to 2018 while the sector grew, which a group that follows
output cannot do; hours rise somewhat too slowly, since `demand.utilisation` and the delay of
`demand.adjustment` hold jobs back and hours per worker hardly move"""
