"""What a brief says, in order: the answer, the split, the path, the measures, what else happens, what is not known, the
questions of the debate, the agenda where there is one, and the sources with their letters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from krapte import __version__
from krapte.analysis.gaps import Gaps
from krapte.analysis.urgency import Urgency
from krapte.country.axes import PILLARS
from krapte.telling import (
    agenda_table,
    answer_charts,
    chart,
    chart_split,
    chart_split_bar,
    draw,
    pick,
    sources_table,
    typeface,
    why_table,
)
from krapte.telling.brief import measures, said
from krapte.telling.brief.blocks import Block, Brief, Heading, Para, Picture, Points, Table
from krapte.telling.grid import Grid
from krapte.telling.headline import finding
from krapte.telling.summary import made_with
from krapte.telling.tables import warning
from krapte.words import text
from krapte.words.formats import exact, share, with_interval
from krapte.words.likelihood import scale, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from krapte.agenda.check import Report
    from krapte.agenda.folder import Agenda
    from krapte.analysis.answer import Answer
    from krapte.analysis.rows import SplitRow
    from krapte.measures.schema import Measure

BAR_WIDE = 700  # pixels: as wide as the path beside it
MOST_SOURCES = 14


@dataclass(frozen=True)
class Material:
    """All that a brief is made from; ``agenda`` and ``report`` where a folder was given."""

    answer: Answer
    cuts: Answer
    urgency: Urgency
    gaps: Gaps
    command: str
    agenda: Agenda | None = None
    report: Report | None = None
    known: Mapping[str, Measure] | None = None


def brief(of: Material, lang: str) -> Brief:
    """The whole brief in one language."""
    answer = of.answer
    blocks = [*_first(answer, lang), *measures.second(answer, lang), *_not_known(answer, lang)]
    blocks += [*_questions(of, lang), *_agenda(of, lang), *_sources(answer, lang), *_again(of, lang)]
    return Brief(
        lang=lang,
        title=finding(answer, lang),
        about=pick.title(answer, lang),
        setting=text(
            "brief.setting",
            lang,
            scenario=pick.scenario_title(answer, lang),
            year=pick.headline_year(answer),
        ),
        foot=text("brief.foot", lang, version=__version__, inputs=hash_of(answer)),
        command=of.command,
        blocks=tuple(blocks),
    )


def hash_of(answer: Answer) -> str:
    """The first letters of one hash over all inputs."""
    inputs = json.dumps(answer.manifest.get("inputs", {}), sort_keys=True)
    return hashlib.sha256(inputs.encode()).hexdigest()[:12]


def _first(answer: Answer, lang: str) -> list[Block]:
    """The first page, which stands alone when copied."""
    blocks: list[Block] = [Para(" ".join(said.answered(answer, lang)), "lead")]
    year = pick.headline_year(answer)
    rows = answer_charts.split(answer)
    if rows:
        split = chart_split.read(rows, year, answer_charts.READING)
        blocks.append(Heading(chart_split.finding(split, lang), 2))
        blocks.append(Picture(_bar(split, lang), chart_split.alternative(split, lang)))
        blocks.append(Para(text("brief.means", lang), "small"))
    blocks.append(Heading(text("brief.path", lang, first=answer.to), 2))
    path = text("brief.path.alt", lang, finding=finding(answer, lang), numbers=_path_in_words(answer, lang))
    blocks += [Picture(chart.small(answer, lang), path), Para(text("brief.path.key", lang), "small")]
    if answer.split:
        blocks += [Heading(text("brief.pillars", lang), 2), _pillars(answer, lang)]
    return [*blocks, Para(f"{scale(lang)} {text('brief.interval', lang)}", "small")]


def _bar(split: chart_split.Split, lang: str) -> str:
    """The bar alone, as wide as the page."""
    from altair.utils import schemapi

    sheet = draw.Sheet(BAR_WIDE)
    y = chart_split_bar.bar(sheet, split, 6, lang)
    with schemapi.debug_mode(False):
        picture = typeface.svg(sheet.spec(y - 12), lang)
    title, told = chart_split.finding(split, lang), chart_split.alternative(split, lang)
    return draw.accessible(picture, title, told, lang)


def _path_in_words(answer: Answer, lang: str) -> str:
    told = []
    for year in [year for year in pick.TABLE_YEARS if year <= answer.to]:
        both = [pick.row(answer, pick.LEAD, variant, year) for variant in ("baseline", "package")]
        cells = [with_interval(r["median"], r["low"], r["high"], lang) for r in both if r is not None]
        if len(cells) > 1:
            told.append(text("brief.path.year", lang, year=year, without=cells[0], with_=cells[1]))
    return "; ".join(told)


def _pillars(answer: Answer, lang: str) -> Table:
    """What each pillar does in the year of the headline, from when, and how likely it closes something."""
    year = pick.headline_year(answer)
    rows = [r for r in answer.split if (r["reading"], r["group"]) == (pick.LEAD, pick.GROUP)]
    found = {(r["pillar"], r["year"]): r for r in rows}
    there = [name for name in PILLARS if (name, year) in found]
    names = ("pillar", "closes", "since", "chance", "count")
    cells = [_pillar(answer, found[name, year], rows, lang) for name in there]
    heads = [text(f"brief.{name}", lang, year=year) for name in names]
    return Table(Grid(text("brief.pillars", lang), heads, cells), (0, 2, 3), tuple(there))


def _pillar(answer: Answer, row: SplitRow, rows: Iterable[SplitRow], lang: str) -> list[str]:
    name = row["pillar"]
    closes = with_interval(-row["mean"], -row["high"], -row["low"], lang, finest=1.0)
    part = "" if row["share"] is None else f", {share(row['share'] / 100, lang)}"
    sure = [r["year"] for r in rows if r["pillar"] == name and r["high"] < 0]
    fewer = row["right_sign"] if row["mean"] < 0 else 1 - row["right_sign"]
    count = sum(one["pillar"] == name and not one["avoided"] for one in answer.doses)
    since = str(min(sure)) if sure else text("brief.not_sure", lang)
    return [text(f"pillar.{name}", lang), closes + part, since, word(fewer, lang), str(count)]


def _not_known(answer: Answer, lang: str) -> list[Block]:
    blocks: list[Block] = [Heading(text("brief.unknown", lang), 2)]
    blocks.append(Points(tuple(said.unknown(answer, lang))))
    if answer.why or answer.rests_on:
        for grid in why_table.grids(answer.why, answer.rests_on, answer.measures, lang):
            blocks += [Heading(grid.title, 3), Table(grid)]
    warned = [warning(code, lang) for code in answer.notes]
    return [*blocks, *(Para(line, "small") for line in warned)]


def _questions(of: Material, lang: str) -> list[Block]:
    blocks: list[Block] = [Heading(text("brief.questions", lang), 2)]
    for place, one in enumerate(said.questions(of.answer, of.cuts, of.urgency, of.gaps, lang), start=1):
        blocks += [Heading(f"{place}. {one.asked}", 3), Para(" ".join(one.answer))]
    return blocks


def _agenda(of: Material, lang: str) -> list[Block]:
    """Goals and actions, and what nobody has decided."""
    if of.agenda is None or of.report is None or of.known is None:
        return []
    told = agenda_table.sentences(of.agenda, of.report, lang)
    goals = agenda_table.goals(of.agenda, of.report, lang)
    actions = agenda_table.actions(of.agenda, of.known, lang)
    cells = [line[:-1] for line in actions.cells]
    short = Grid(text("brief.actions", lang), actions.heads[:-1], cells)
    return [
        Heading(text("brief.agenda", lang), 2),
        Para(" ".join(told)),
        Heading(goals.title, 3),
        Table(goals, (0, 1, 2, 3), (), (2, 3)),
        Heading(short.title, 3),
        Table(short, tuple(range(len(short.heads))), (), (0,)),
        Para(text("agenda.note", lang), "small"),
    ]


def _sources(answer: Answer, lang: str) -> list[Block]:
    """Publications behind most measures with their letters, and where all of them are."""
    if not answer.sources:
        return []
    whole = sources_table.grid(answer.sources, lang)
    lines = sorted(whole.cells, key=lambda line: (-len(line[1].split(", ")), line[0]))
    shown = tuple(
        f"{line[0].replace(' ()', '')} [{line[2]}]{_behind(answer, line[1], lang)}"
        for line in lines[:MOST_SOURCES]
    )
    blocks: list[Block] = [Heading(text("brief.sources", lang), 2), Para(f"{whole.title}.")]
    blocks.append(Points(shown, numbered=True, small=True))
    rest = len(lines) - len(shown)
    if rest > 0:
        told = text("brief.more_sources", lang, count=exact(rest, lang), package=answer.package)
        blocks.append(Para(told, "small"))
    return blocks


def _behind(answer: Answer, names: str, lang: str) -> str:
    """The measures a publication is behind, by their numbers in the table; what is avoided has none."""
    ids = [row["measure"].upper() for row in answer.doses if not row["avoided"]]
    places = sorted({ids.index(name) + 1 for name in names.split(", ") if name in ids})
    return text("brief.behind", lang, numbers=", ".join(map(str, places))) if places else ""


def _drawn(answer: Answer, lang: str) -> str:
    """Whether the draws are those of before history was seen or after, and of which fit."""
    if not answer.posterior:
        return text("table.prior", lang)
    return text("brief.posterior", lang, name=answer.posterior)


def _again(of: Material, lang: str) -> list[Block]:
    """How to read the words and letters, and how to make the brief again."""
    letters = " ".join(text(f"brief.letter.{one}", lang) for one in ("A", "B", "C"))
    return [
        Heading(text("brief.how_to_read", lang), 2),
        Para(letters),
        Para(
            f"{made_with(of.answer, lang)} {_drawn(of.answer, lang)} {text('brief.again', lang)}",
            "small",
        ),
        Para(of.command, "command"),
    ]
