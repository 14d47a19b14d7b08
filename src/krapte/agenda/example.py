"""An example for the monitor: an agenda as if decided at the end of a past year, and what was published since.

The agenda is made like any other, from a package moved back in time and run from what was known then
(:mod:`krapte.analysis.then`). The figures beside it are those of the table ``panel``, none typed: value, publisher and
ids of the figures. From a break in the survey on, a value is set on the level before it::

    value  =  published x (value before the break x growth of the path in the year of the break) / published then

so the step itself says nothing, as in the backtest. ``published`` is the year of the source that was read.
"""

from __future__ import annotations

import math

from krapte import figures
from krapte.agenda import folder, make
from krapte.agenda.distribution import Table
from krapte.agenda.folder import Agenda
from krapte.agenda.make import Wish
from krapte.agenda.realised import COLUMNS
from krapte.analysis import then
from krapte.analysis.runs import Progress
from krapte.analysis.then import Then, Told
from krapte.country.axes import ANCHOR_YEAR
from krapte.figures.errors import InputError
from krapte.learning import panel
from krapte.measures import packages, sources
from krapte.measures.schema import Text
from krapte.words import text
from krapte.words.formats import exact

FILE = "realised.csv"
MORE, ROUND = 1.1, 50e6


def agenda(origin: int, package: str, wish: Wish, draws: int, seed: int, progress: Progress | None) -> Agenda:
    """The agenda of a package as if decided at the end of a past year."""
    now = packages.load(package)
    if not now.rows:
        raise InputError("package_without_measures", where=f"package {now.id}", expected="measures")
    lab, chosen = Then(origin, draws, seed), then.moved(now, then.years(origin))
    for before, row in zip(now.rows, chosen.rows, strict=True):
        if not origin < row.start < ANCHOR_YEAR:
            where = f"package {now.id}: {row.measure.id}: start"
            years = [year - then.years(origin) for year in (origin + 1, ANCHOR_YEAR - 1)]
            expected = f"{years[0]} - {years[1]}"
            raise InputError("year_out_of_range", where=where, found=before.start, expected=expected)
    answered = lab.run(chosen, progress, sources.texts(package, now))
    told = tuple((one.reading, one.group) for one in then.TOLD)
    made = make.agenda(lab, chosen, answered, wish, told)
    if wish.public is None:
        budget = made.about.budget.model_copy(update={"public": room(made)})
        made = folder.with_about(made, budget=budget)
    titles = {
        lang: text("agenda.then.title", lang, title=getattr(now.title, lang), year=origin)
        for lang in ("nl", "en")
    }
    return folder.with_about(made, title=Text(**titles))


def room(made: Agenda) -> float:
    """A public budget by rule, since nobody gave one: a tenth more than the dearest year of the means, rounded up."""
    sums: dict[int, float] = {}
    for one in made.means:
        if one.side == "public":
            sums[one.year] = sums.get(one.year, 0.0) + one.eur
    return math.ceil(MORE * max(sums.values(), default=0.0) / ROUND) * ROUND


def realised(origin: int, table: Table, lang: str) -> bytes:
    """The figures of the years after the origin, as ``krapte monitor`` reads them."""
    rows = [row for one in then.TOLD for row in _rows(one, origin, table, lang)]
    return folder.table(COLUMNS, rows)


def _rows(told: Told, origin: int, table: Table, lang: str) -> list[list[str]]:
    series, named = panel.series(told.series), _named(told.series)
    made, factor, before = [], 1.0, series.values[origin]
    for year in range(origin + 1, ANCHOR_YEAR + 1):
        if year not in series.values:
            continue
        value = series.values[year]
        if year in series.breaks:
            now, last = (table[at, told.group, told.reading, "package"].at(0.5) for at in (year, year - 1))
            factor = before * now / last / value
        source, published = named[year]
        if factor != 1:
            step = max(one for one in series.breaks if one <= year)
            source += f"; {text('agenda.then.chained', lang, value=exact(value, lang), year=step)}"
        before = value * factor
        unit = table[year, told.group, told.reading, "package"].unit
        made.append([str(year), told.group, told.reading, f"{before:.0f}", unit, published, "", source])
    return made


def _named(series: str) -> dict[int, tuple[str, str]]:
    """By year who published what a series is made of, with the ids of the figures, and the year of that source.

    A sum of occupations is made of the table ``isco``.
    """
    book, made = figures.load(), {}
    for row in figures.table("panel").rows:
        if row["series"] != series:
            continue
        names = row["figure_ids"].split()
        found = [book[name].source for name in names] or figures.table("isco").sources
        publishers = ", ".join(dict.fromkeys(one.publisher for one in found))
        of = " + ".join(names) or row["made_of"]
        made[int(row["year"])] = f"{publishers}: {of}", max(one.year for one in found)
    return made
